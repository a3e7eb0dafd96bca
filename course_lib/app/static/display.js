// How the page looks: the size of its words and its colours, as the learner has chosen them.
// Loaded in the head, so that the first thing painted is right already.
const CHOICES = { text: ["normal", "larger"], colours: ["device", "light", "dark", "contrast"] };
const root = document.documentElement;

function kept(name) {
  let value = null;
  try {
    value = localStorage.getItem(`course-${name}`);
  } catch {
    // The browser keeps nothing: the choice holds for this page.
    value = root.getAttribute(`data-course-${name}`);
  }
  return CHOICES[name].includes(value) ? value : CHOICES[name][0];
}

function keep(name, value) {
  apply(name, value);
  try {
    localStorage.setItem(`course-${name}`, value);
  } catch {
    // As above.
  }
}

/** Without an attribute, the page looks as its style sheet and the device have it. */
function apply(name, value) {
  if (value === CHOICES[name][0]) root.removeAttribute(`data-course-${name}`);
  else root.setAttribute(`data-course-${name}`, value);
}

function chosen(name) {
  return root.getAttribute(`data-course-${name}`) ?? CHOICES[name][0];
}

function paint() {
  for (const button of document.querySelectorAll("[data-display]")) {
    const pressed = chosen(button.dataset.display) === button.value;
    button.setAttribute("aria-pressed", String(pressed));
  }
}

/** Closes what hangs open in the header, except what `target` is in. */
function close(target = null) {
  for (const open of document.querySelectorAll(".course-display[open]")) {
    if (!open.contains(target)) open.open = false;
  }
}

function look() {
  for (const name of Object.keys(CHOICES)) apply(name, kept(name));
  paint();
}

look();

// The buttons come later than this script and are seen only once their place is opened.
document.addEventListener("toggle", paint, true);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-display]");
  if (button) {
    keep(button.dataset.display, button.value);
    paint();
  }
  close(event.target);
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.(".course-display[open]");
  if (!open) return;
  close();
  open.querySelector("summary").focus();
});
// What has the focus must not lie under it.
document.addEventListener("focusin", (event) => close(event.target));
// Another tab, or the way back to a page that the browser has kept.
window.addEventListener("storage", look);
window.addEventListener("pageshow", look);

// Paper cannot be opened: what is folded is unfolded while it is printed.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("main details:not([open])")];
  for (const one of folded) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
});
