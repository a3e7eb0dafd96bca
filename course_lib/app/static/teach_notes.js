// The trainer's notes: follows the screen of the class, and can lead it.
import { fill, read, talk, timeWords } from "./teach_talk.js";

const box = document.getElementById("notes");
const all = document.getElementById("notes-all");
const parts = [...box.querySelectorAll("[data-part]")];
const words = (name) => document.getElementById(`notes-${name}`);
const KEPT = `course-teach-${box.dataset.notebook}`;

let state = null;

function write(name, text) {
  const line = words(name);
  // Only a change is written, so that a screen reader does not read it again and again.
  if (line.textContent !== text) line.textContent = text;
}

function paint() {
  for (const part of parts) {
    const isNow = state !== null && Number(part.dataset.part) === state.part;
    part.hidden = !isNow && !all.checked;
    if (isNow) part.setAttribute("aria-current", "true");
    else part.removeAttribute("aria-current");
  }
  if (!state) return;
  write("place", state.place);
  write("next", state.next ? fill(box.dataset.next, { title: state.next }) : box.dataset.last);
  const standing = state.dark ? "dark" : state.shown ? "revealed" : "held";
  write("state", box.dataset[standing]);
  tick();
}

function tick() {
  if (!state) return;
  const [left, planned] = timeWords(box, state, Date.now());
  write("left", left);
  write("planned", planned);
}

function follow(now) {
  if (!now) return;
  const moved = state?.part !== now.part;
  if (!state) all.checked = false;
  state = now;
  paint();
  if (moved && all.checked) box.querySelector("[aria-current]")?.scrollIntoView({ block: "start" });
}

talk(`${KEPT}-says`, follow);
const ask = talk(`${KEPT}-asks`, () => {});
box.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name) ask(name);
});
all.addEventListener("change", paint);
window.addEventListener("keydown", (event) => {
  const way = { PageDown: "next", PageUp: "back" }[event.key];
  if (!way) return;
  event.preventDefault();
  ask(way);
});
window.setInterval(tick, 5_000);
follow(read(KEPT));
ask("where");
