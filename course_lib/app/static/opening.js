// Says what is happening while a lesson opens, and goes away when the lesson is there.
const OUTPUTS = 'script[type="application/vnd.voila.cell-output+json"]';
const SLOW = 8000;
const STUCK = 45000;

const box = document.getElementById("opening");
const what = document.getElementById("opening-what");
const begun = Date.now();

function say(key) {
  const words = box.dataset[key];
  // Only a change is written, so that a screen reader does not read it again and again.
  if (what.textContent !== words) what.textContent = words;
}

function finish() {
  box.remove();
  window.clearInterval(timer);
  document.body.classList.add("is-open");
  document.dispatchEvent(new Event("course-open"));
}

function look() {
  const waited = Date.now() - begun;
  const parsed = document.readyState !== "loading";
  const waiting = document.querySelectorAll(OUTPUTS).length;
  if (document.querySelector("[data-lesson-failed]") && parsed) {
    finish();
  } else if (parsed && waiting === 0) {
    finish();
  } else if (waited > STUCK) {
    box.classList.add("is-stuck");
    say(parsed ? "failed" : "stuck");
  } else if (waited > SLOW) {
    say("slow");
  } else {
    say(document.querySelector("#lesson .jp-Cell") ? "widgets" : "running");
  }
}

const timer = window.setInterval(look, 200);
