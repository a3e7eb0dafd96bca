// Teach mode: the lesson's page, one screen at a time. Nothing is drawn a second time: what does not
// belong to the screen is hidden, and what is on it stays alive.
import { fill, read, talk, timeWords, write } from "./teach_talk.js";

const bar = document.getElementById("teach");
const place = document.getElementById("teach-place");
const length = document.getElementById("teach-length");
const left = document.getElementById("teach-left");
const planned = document.getElementById("teach-planned");
const below = document.getElementById("teach-below");
const vote = document.getElementById("teach-vote");
const said = document.getElementById("teach-said");
const dark = document.getElementById("teach-dark");
const pointer = document.getElementById("teach-pointer");
const more = bar.querySelector("details");
const plan = JSON.parse(bar.dataset.parts);
const rightToLeft = document.dir === "rtl";

// Where the class is outlives a crash: in the address, and here.
const KEPT = `course-teach-${bar.dataset.notebook}`;
// What has the arrow keys for itself, and moves under a finger.
const OWN_KEYS =
  "input, select, textarea, svg, [contenteditable=true], [role=slider], [role=radio], [role=option]," +
  " [role=tab], [role=application], .course-bodymap, .course-scroll";
const TYPED = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea";
// What teach.css holds back: what an answer is told, and its mark.
const TOLD =
  ".course-callout:is(.right, .wrong), .course-field:has(> .course-choice) ~ .course-callout";
const MARKED =
  `${TOLD}, .course-choice button:is(.right, .wrong), .course-sequence li:is(.right, .wrong)`;

const screens = cut();
const lesson = screens[0]?.title ?? "";
const heading = document.createElement("h1");
document.getElementById("lesson").before(heading);
let at = 0;
let begun = 0; // when the class has begun
let shown = false; // whether answers are

/** Returns the screens: the cells of each, the part of the lesson, and its heading. */
function cut() {
  const found = [];
  let part = -1;
  let title = "";
  for (const cell of document.querySelectorAll("#lesson .jp-Cell")) {
    const begins = cell.dataset.slide;
    if (begins === "skip") {
      cell.hidden = true;
      continue;
    }
    if (begins === "slide" || !found.length) {
      part += 1;
      title = [...(cell.querySelector("h1, h2")?.childNodes ?? [])]
        .filter((node) => !node.classList?.contains("anchor-link"))
        .map((node) => node.textContent)
        .join("");
      found.push({ cells: [], part, title });
    } else if (begins === "subslide") found.push({ cells: [], part, title });
    found.at(-1).cells.push(cell);
  }
  return found;
}

function minutes(part) {
  return plan[part]?.minutes[length.selectedIndex] ?? 1;
}

/** The screens of a class of this length; without a plan all of them, and in the shortest no “more”. */
function picked() {
  const isShort = plan.length > 0 && length.selectedIndex === 0;
  const isMore = ({ cells }) => cells.every((cell) => cell.classList.contains("celltag_more"));
  return screens
    .map((_screen, number) => number)
    .filter((n) => minutes(screens[n].part) > 0 && !(isShort && isMore(screens[n])));
}

function minutesFromHere() {
  const parts = new Set(screens.slice(at).map((screen) => screen.part));
  return plan.length ? [...parts].reduce((sum, part) => sum + minutes(part), 0) : 0;
}

function show(number, { focus = true } = {}) {
  at = Math.min(Math.max(number, 0), screens.length - 1);
  shown = false;
  screens.forEach((screen, n) => screen.cells.forEach((cell) => (cell.hidden = n !== at)));
  // What goes on from the screen before has no heading of its own.
  const own = screens[at].cells[0].querySelector("h1, h2");
  heading.textContent = own ? lesson : screens[at].title;
  heading.className = own ? "course-visually-hidden" : "teach-title";
  heading.hidden = own?.tagName === "H1";
  window.scrollTo(0, 0);
  const address = `#screen-${at + 1}`;
  if (location.hash !== address) history.replaceState(null, "", address);
  vote.href = bar.dataset.vote + voteFor(screens[at].part);
  paint();
  said.textContent = place.selectedOptions[0]?.textContent ?? "";
  // The focus must not stay on what is hidden now; on the bar it is where the next press is.
  if (focus && !bar.contains(document.activeElement)) lookAtScreen();
  tell();
}

function lookAtScreen() {
  const first = screens[at].cells[0];
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
}

function voteFor(part) {
  const question = plan[part]?.question;
  return question ? `?question=${encodeURIComponent(question)}` : "";
}

function paint() {
  const numbers = picked();
  // A screen that a link has led to is listed, though a class of this length leaves it out.
  if (!numbers.includes(at)) numbers.splice(numbers.findLastIndex((n) => n < at) + 1, 0, at);
  place.replaceChildren(
    ...numbers.map((number, n) => {
      const words = fill(bar.dataset.place, { n: n + 1, all: numbers.length, title: screens[number].title });
      return new Option(words, number, false, number === at);
    }),
  );
  button("back").disabled = at === numbers[0];
  button("next").disabled = at === numbers.at(-1) && !isBelow();
  paintAnswers();
  paintTime();
  paintBelow();
}

function paintAnswers() {
  const marks = screens[at].cells.some((cell) => cell.querySelector(MARKED));
  // The next question's answer is held back again.
  if (!marks) shown = false;
  document.body.dataset.teach = shown ? "shown" : "held";
  button("reveal").setAttribute("aria-pressed", String(shown));
  button("reveal").classList.toggle("is-quiet", !marks || shown);
}

function paintTime() {
  [left.textContent, planned.textContent] = timeWords(bar, state(), Date.now());
}

function paintBelow() {
  below.hidden = !isBelow();
  if (isBelow()) button("next").disabled = false;
}

function isBelow() {
  const end = document.documentElement.scrollHeight - window.innerHeight - window.scrollY;
  return end > 0.08 * window.innerHeight;
}

function button(name) {
  return bar.querySelector(`[data-do="${name}"]`);
}

function state() {
  const numbers = picked();
  return {
    of: bar.dataset.class,
    at,
    part: screens[at].part,
    place: place.selectedOptions[0]?.textContent ?? "",
    next: screens[numbers.find((n) => n > at)]?.title ?? "",
    length: Number(length.value),
    begun,
    planned: minutesFromHere(),
    shown,
    dark: !dark.hidden,
  };
}

function tell() {
  write(KEPT, state());
  say(state());
}

const ways = {
  next() {
    if (isBelow()) {
      window.scrollBy(0, 0.8 * (window.innerHeight - bar.offsetHeight));
      return;
    }
    ways.skip();
  },
  skip() {
    const next = picked().find((number) => number > at);
    if (next === undefined) return;
    begun ||= Date.now();
    show(next);
  },
  back() {
    if (window.scrollY > 4) {
      window.scrollBy(0, -0.8 * (window.innerHeight - bar.offsetHeight));
      return;
    }
    const before = picked().findLast((number) => number < at);
    if (before !== undefined) show(before);
  },
  first: () => show(picked()[0]),
  last: () => show(picked().at(-1)),
  reveal() {
    shown = !shown;
    paintAnswers();
    const told = screens[at].cells.flatMap((cell) => [...cell.querySelectorAll(TOLD)]);
    if (shown) told[0]?.scrollIntoView({ block: "nearest" });
    said.textContent = bar.dataset[shown ? "revealed" : "held"];
    tell();
  },
  clock() {
    begun = Date.now();
    paintTime();
    tell();
  },
  dark() {
    dark.hidden = !dark.hidden;
    said.textContent = dark.hidden ? "" : bar.dataset.dark;
    tell();
  },
  pointer() {
    pointer.hidden = !pointer.hidden;
    document.body.classList.toggle("has-teach-pointer", !pointer.hidden);
  },
  notes: () => void window.open(bar.dataset.notes, "course-notes", "width=720,height=900"),
  full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.();
  },
  vote: () => vote.click(),
  leave() {
    if (!dark.hidden) ways.dark();
    else if (!pointer.hidden) ways.pointer();
    else if (more.open) more.open = false;
    lookAtScreen();
  },
};

const PAGES = { PageDown: "next", PageUp: "back" };
const ARROWS = {
  ArrowRight: rightToLeft ? "back" : "next",
  ArrowLeft: rightToLeft ? "next" : "back",
  Home: "first",
  End: "last",
};
const LETTERS = {
  b: "dark", ".": "dark", l: "pointer", r: "reveal", n: "notes", f: "full", t: "clock", v: "vote",
};

function wayOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const target = event.target;
  // A clicker always leads on, also after a slider was moved.
  if (event.key === "PageDown" && event.shiftKey) return "skip";
  if (PAGES[event.key]) return PAGES[event.key];
  if (event.key === "Escape") return "leave";
  if (ARROWS[event.key]) return target.closest?.(OWN_KEYS) ? null : ARROWS[event.key];
  return target.closest?.(TYPED) ? null : LETTERS[event.key.toLowerCase()];
}

// Before any control hears of it: a slider would take Page Down for itself.
window.addEventListener(
  "keydown",
  (event) => {
    const way = wayOf(event);
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    if (!dark.hidden && way !== "dark" && way !== "leave") ways.dark();
    else ways[way]();
  },
  true,
);

bar.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name) ways[name]();
});
dark.addEventListener("click", () => ways.dark());
// A menu would take the next letters and arrows for itself.
place.addEventListener("change", () => {
  show(Number(place.value));
  lookAtScreen();
});
length.addEventListener("change", () => {
  paint();
  lookAtScreen();
  tell();
});
document.addEventListener("pointermove", (event) => {
  if (pointer.hidden) return;
  // The mouse is counted from the left in every language, the mark from where lines begin.
  const across = event.clientX - (document.documentElement.dir === "rtl" ? innerWidth : 0);
  pointer.style.transform = `translate(${across}px, ${event.clientY}px)`;
});
window.addEventListener("scroll", paintBelow, { passive: true });
window.addEventListener("resize", paintBelow);

// A swipe: one finger, farther across than down, and not on what is drawn along with a finger.
let finger = null;
document.addEventListener(
  "touchstart",
  (event) => {
    const one = event.touches.length === 1 && !event.target.closest?.(OWN_KEYS);
    finger = one ? event.touches[0] : null;
  },
  { passive: true },
);
document.addEventListener(
  "touchend",
  (event) => {
    if (!finger) return;
    const across = event.changedTouches[0].clientX - finger.clientX;
    const down = event.changedTouches[0].clientY - finger.clientY;
    finger = null;
    if (Math.abs(across) < 60 || Math.abs(across) < 2 * Math.abs(down)) return;
    ways[across < 0 !== rightToLeft ? "next" : "back"]();
  },
  { passive: true },
);

// A link within the lesson leads to the screen where its claim stands; the way back is the browser's.
function follow() {
  const screen = /^#screen-(\d+)$/.exec(location.hash);
  if (screen) return show(Number(screen[1]) - 1);
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  const number = screens.findIndex((one) => one.cells.some((cell) => cell.contains(target || null)));
  if (number < 0) return;
  const address = location.hash;
  show(number, { focus: false });
  history.replaceState(null, "", address);
  target.scrollIntoView({ block: "center" });
}

const say = talk(`${KEPT}-says`, () => {});
talk(`${KEPT}-asks`, (asked) => (asked === "where" ? tell() : ways[asked]?.()));

// The notes lead this window to a vote by its name.
window.name = "course-screen";
const kept = read(KEPT);
const goesOn = kept?.of === bar.dataset.class;
if (goesOn) {
  begun = kept.begun;
  length.value = kept.length;
}
const asked = /^#screen-(\d+)$/.exec(location.hash);
show(asked ? Number(asked[1]) - 1 : goesOn ? kept.at : 0, { focus: false });
if (!asked && location.hash) follow();
window.addEventListener("hashchange", follow);
new MutationObserver(() => {
  paintAnswers();
  paintBelow();
}).observe(document.getElementById("lesson"), { childList: true, subtree: true });
window.setInterval(paintTime, 5_000);
