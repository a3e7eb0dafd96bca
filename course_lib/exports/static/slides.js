// Shows one slide at a time; without this script all stand below one another.
const sections = [...document.querySelectorAll("section")];
const place = document.getElementById("place");
const back = document.getElementById("back");
const next = document.getElementById("next");
let at = 0;

function show(index) {
  at = Math.min(Math.max(index, 0), sections.length - 1);
  sections.forEach((section, number) => {
    section.hidden = number !== at;
  });
  place.textContent = document.body.dataset.of
    .replace("{n}", at + 1)
    .replace("{all}", sections.length);
  back.disabled = at === 0;
  next.disabled = at === sections.length - 1;
  scrollTo(0, 0);
}

function open() {
  // A number is a slide; a link to a claim leads to the slide that holds it.
  const wanted = location.hash.slice(1);
  const target = document.getElementById(wanted);
  const holds = sections.findIndex((section) => section.contains(target));
  show(target ? holds : (Number.parseInt(wanted, 10) || 1) - 1);
  if (target) target.scrollIntoView();
}

function go(index) {
  show(index);
  history.replaceState(null, "", `#${at + 1}`);
}

function forth() {
  // The class answers first.
  const answer = sections[at].querySelector(".answer:not([open])");
  if (answer) answer.open = true;
  else go(at + 1);
}

const rtl = document.documentElement.dir === "rtl";
const KEYS = {
  [rtl ? "ArrowLeft" : "ArrowRight"]: forth,
  [rtl ? "ArrowRight" : "ArrowLeft"]: () => go(at - 1),
  PageDown: forth,
  PageUp: () => go(at - 1),
  Home: () => go(0),
  End: () => go(sections.length - 1),
};

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
back.addEventListener("click", () => go(at - 1));
next.addEventListener("click", forth);
addEventListener("hashchange", open);
open();
