// Says when the lesson has lost its server or its kernel, and goes away when they are back.
//
// The websocket alone does not tell: where a network is cut without a word, a browser may take it
// for open for many minutes. So the page asks now and then whether its kernel is there. It asks
// only while somebody looks at it, and asking does not keep a kernel from being ended.
const CALM = 10_000; // between two questions while all is well
const SOON = 2_000; // and while it is not
const PATIENCE = 8_000; // for one answer
const ENDED = ["autorestarting", "restarting", "dead"];

const box = document.getElementById("connection");
const words = box.querySelector("p");
const reopen = box.querySelector("a");

let kernel = null; // the front end's own connection, once there is one
let shown = "fine";
let failures = 0;
let wasAway = false;
let asking = false;
let timer = 0;

function show(state) {
  if (state === shown) return;
  shown = state;
  box.hidden = state === "fine";
  reopen.hidden = state !== "gone";
  words.textContent = "";
  // A screen reader reads only what changes in a place that is there already.
  window.setTimeout(() => (words.textContent = box.dataset[shown] ?? ""), 100);
}

// Where the learner was, so that the lesson is reopened there: the part of the page that was at the
// top, by its number. What was chosen and answered comes back from the record.
const WHERE = "course-where";

function parts() {
  return [...document.querySelectorAll("#lesson .jp-Cell")];
}

function keepWhere() {
  const at = parts().findIndex((part) => part.getBoundingClientRect().bottom > 0);
  try {
    sessionStorage.setItem(WHERE, JSON.stringify([location.pathname, at]));
  } catch {
    // The browser keeps nothing: the lesson is reopened at its top.
  }
}

function goBack() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(WHERE));
    sessionStorage.removeItem(WHERE);
  } catch {
    // As above.
  }
  if (kept?.[0] === location.pathname) parts()[kept[1]]?.scrollIntoView();
}

function later(milliseconds) {
  window.clearTimeout(timer);
  timer = window.setTimeout(look, milliseconds);
}

// Answers "there", "gone", "closing" when the server says so, or "away" when it cannot be reached.
async function ask() {
  const config = document.getElementById("jupyter-config-data");
  if (!config) return "there";
  const { kernelId } = JSON.parse(config.textContent);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const answer = await fetch(box.dataset.kernels + kernelId, { cache: "no-store", signal });
    if (answer.ok) return "there";
    if (answer.status === 503) return "closing";
    return answer.status === 404 ? "gone" : "away";
  } catch {
    return "away";
  }
}

async function look() {
  if (asking || shown === "gone") return;
  if (document.hidden) return; // asked again as soon as somebody looks
  asking = true;
  const answer = await ask();
  asking = false;
  if (answer === "gone") return show("gone");
  if (answer === "closing") show("closing");
  const open = !kernel || kernel.connectionStatus === "connected";
  if (answer === "there" && open) {
    failures = 0;
    wasAway = false;
    show("fine");
    return later(CALM);
  }
  failures += 1;
  // One question may go astray; a closed websocket is a second witness.
  if (shown !== "closing" && (failures > 1 || (answer === "away" && !open))) show("lost");
  // The front end waits longer and longer, and gives up in the end: now it need not wait.
  if (answer === "there" && (wasAway || kernel.connectionStatus === "disconnected")) {
    kernel.reconnect().catch(() => {});
  }
  wasAway = answer === "away";
  later(SOON);
}

function attach() {
  kernel = window.jupyterapp?.widgetManager?.kernel ?? null;
  if (!kernel) return;
  window.clearInterval(attaching);
  kernel.connectionStatusChanged.connect(() => {
    if (!kernel.isDisposed) look();
  });
  // A kernel that was started anew is empty: the widgets of this page are not in it.
  kernel.statusChanged.connect((_kernel, status) => {
    if (ENDED.includes(status) && !kernel.isDisposed) show("gone");
  });
}

reopen.addEventListener("click", keepWhere);
if (document.body.classList.contains("is-open")) goBack();
else document.addEventListener("course-open", goBack, { once: true });
const attaching = window.setInterval(attach, 500);
for (const event of ["online", "offline"]) window.addEventListener(event, look);
document.addEventListener("visibilitychange", look);
// A page that is being left ends its kernel; that is no news.
window.addEventListener("beforeunload", () => later(CALM));
later(CALM);
