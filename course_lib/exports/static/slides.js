// Shows one slide at a time; without this script all stand below one another.
const sections = [...document.querySelectorAll("section")];
const place = document.getElementById("place");
const back = document.getElementById("back");
const next = document.getElementById("next");

function at() {
  const asked = Number.parseInt(location.hash.slice(1), 10) || 1;
  return Math.min(Math.max(asked, 1), sections.length);
}

function show() {
  const number = at();
  sections.forEach((section, index) => {
    section.hidden = index + 1 !== number;
  });
  place.textContent = document.body.dataset.of
    .replace("{n}", number)
    .replace("{all}", sections.length);
  back.disabled = number === 1;
  next.disabled = number === sections.length;
  scrollTo(0, 0);
}

function go(number) {
  location.hash = String(Math.min(Math.max(number, 1), sections.length));
}

const rtl = document.documentElement.dir === "rtl";
const KEYS = {
  [rtl ? "ArrowLeft" : "ArrowRight"]: () => go(at() + 1),
  [rtl ? "ArrowRight" : "ArrowLeft"]: () => go(at() - 1),
  PageDown: () => go(at() + 1),
  PageUp: () => go(at() - 1),
  Home: () => go(1),
  End: () => go(sections.length),
};

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});
back.addEventListener("click", () => go(at() - 1));
next.addEventListener("click", () => go(at() + 1));
addEventListener("hashchange", () => {
  // A link to a claim leads to the slide that holds it.
  const target = document.getElementById(location.hash.slice(1));
  const inside = target ? sections.findIndex((section) => section.contains(target)) : -1;
  if (inside < 0) return show();
  sections.forEach((section, index) => {
    section.hidden = index !== inside;
  });
  target.scrollIntoView();
});
show();
