// The trainer's screen follows its class: numbers change in place, and the page is read again
// whenever the class is at another stage, also when another window has pressed the button.
const OFTEN = 3000;
const SVG = "http://www.w3.org/2000/svg";

let poll = document.querySelector(".poll");
let news;
let isReading = false;

function paint(numbers) {
  for (const [name, number] of Object.entries(numbers)) {
    const place = poll.querySelector(`[data-number="${name}"]`);
    if (place) place.textContent = number;
  }
}

async function read() {
  if (isReading) return;
  isReading = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok) show(await answer.text());
  } catch {
    // No network: the stream says when it is back.
  } finally {
    isReading = false;
  }
}

function show(html) {
  const next = new DOMParser().parseFromString(html, "text/html").querySelector(".poll");
  if (!next) return;
  poll.replaceWith(document.adoptNode(next));
  poll = next;
  begin();
}

/** A clicker's or the keyboard's next press goes on. */
function begin() {
  (poll.querySelector("[data-main]") ?? poll.querySelector("#poll-title"))?.focus({ preventScroll: true });
  drawMap();
}

/** The places with how many chose each; the table beside it says the same. */
async function drawMap() {
  const box = poll.querySelector(".poll-map");
  if (!box) return;
  const spots = JSON.parse(box.dataset.spots);
  const state = {
    places: spots.map(({ id, site, side, name }) => ({ id, site, side, name })),
    words: JSON.parse(box.dataset.words),
    chosen: "", first_side: "", operation: "", marks: {},
  };
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = box.dataset.style;
  document.head.append(style);
  const { default: map } = await import(box.dataset.map);
  map.render({ el: box, model: { get: (name) => state[name], set() {}, save_changes() {}, on() {}, off() {} } });
  box.setAttribute("aria-hidden", "true");
  box.inert = true;
  for (const { id, count } of spots) {
    const node = box.querySelector(`g[data-spot="${id}"]`);
    if (!count || !node) continue;
    const text = document.createElementNS(SVG, "text");
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("r", 15);
    circle.setAttribute("class", "poll-dot");
    text.setAttribute("class", "poll-dot-number");
    text.setAttribute("dy", "0.35em");
    text.textContent = count;
    node.append(circle, text);
    node.parentNode.append(node);
  }
}

function follow() {
  news?.close();
  news = new EventSource(poll.dataset.news);
  news.onmessage = (event) => {
    const numbers = JSON.parse(event.data);
    if (numbers.stage === poll.dataset.stage) paint(numbers);
    else read();
  };
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const what = event.submitter?.value;
  if (!form.closest(".poll-stage, .poll-join") || what === "end") return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  for (const one of form.querySelectorAll("button")) one.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    if (answer.ok) show(await answer.text());
    else form.submit();
  } catch {
    for (const one of form.querySelectorAll("button")) one.disabled = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "PageDown" || event.target.closest("input, select, textarea")) return;
  const button = poll.querySelector("[data-main]");
  if (!button) return;
  event.preventDefault();
  button.click();
});

begin();
follow();
setInterval(() => {
  if (news.readyState === EventSource.CLOSED) {
    read();
    follow();
  }
}, OFTEN);
