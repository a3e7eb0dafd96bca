// Asks whether it is still the same learner when nobody has used the course for a while, and tells
// the server now and then that somebody does, so that it need not ask at the next page.
const box = document.getElementById("still");
const IDLE = 30 * 60_000;
const REPORT = 4 * 60_000;
const LAST = "course-last-used"; // a time and nothing else; all tabs share it
let used = Date.now();
let reported = Date.now();

function lastUsed() {
  try {
    return Math.max(used, Number(localStorage.getItem(LAST)) || 0);
  } catch {
    return used; // the browser keeps nothing: each tab counts for itself
  }
}

function send(form) {
  return fetch(form, { method: "POST", body: new URLSearchParams(new FormData(box.querySelector("form"))), redirect: "manual" });
}

function use() {
  if (box.open || Date.now() - lastUsed() > IDLE) return look();
  if (Date.now() - used < 1000) return;
  used = Date.now();
  try {
    localStorage.setItem(LAST, String(used));
  } catch {
    // As above.
  }
  if (used - reported < REPORT) return;
  reported = used;
  send(box.dataset.here).then((answer) => answer.status === 409 && ask(), () => {});
}

function ask() {
  if (!box.open) box.showModal();
}

function look() {
  if (Date.now() - lastUsed() > IDLE) ask();
}

box.addEventListener("cancel", (event) => event.preventDefault()); // Escape is no answer
box.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await send(event.target.action).catch(() => {});
  used = reported = Date.now();
  try {
    localStorage.setItem(LAST, String(used));
  } catch {
    // As above.
  }
  box.close();
});
for (const kind of ["pointerdown", "keydown", "wheel", "touchstart"]) {
  window.addEventListener(kind, use, { capture: true, passive: true });
}
document.addEventListener("visibilitychange", look);
window.addEventListener("pageshow", look);
window.setInterval(look, 20_000);
document.getElementById("no-cookies").hidden = navigator.cookieEnabled;
