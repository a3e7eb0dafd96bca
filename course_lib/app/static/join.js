// The phone's page follows its class: it is read again whenever the class goes on, and a vote is
// sent until it has been counted. The server counts a vote once, however often it comes.
const AGAIN = 1500;
const OFTEN = 4000;

let main = document.querySelector("main");
let isSending = false;
let isReading = false;

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Put the page that the server has sent in place of this one. */
function show(html) {
  const next = new DOMParser().parseFromString(html, "text/html").querySelector("main");
  if (!next) return;
  const isNew = next.dataset.stage !== main.dataset.stage;
  const held = document.activeElement?.name;
  main.replaceWith(document.adoptNode(next));
  main = next;
  drawMap();
  // Whoever hears the page hears what is new; whoever pressed a button stays at it.
  if (isNew) main.focus({ preventScroll: true });
  else if (held === "signal") main.querySelector("[aria-pressed]")?.focus();
  if (isNew) window.scrollTo(0, 0);
}

async function read() {
  if (isSending || isReading) return;
  isReading = true;
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (answer.ok || answer.status === 404) show(await answer.text());
  } catch {
    // No network: the stream says when it is back.
  } finally {
    isReading = false;
  }
}

async function send(form, button) {
  if (isSending) return;
  isSending = true;
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.set(button.name, button.value);
  const line = form.querySelector(".sending");
  if (line) line.textContent = main.dataset.sending;
  for (const one of form.querySelectorAll("button")) one.disabled = true;
  for (;;) {
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (answer.status < 500) {
        const html = await answer.text();
        isSending = false;
        show(html);
        return;
      }
    } catch {
      // As for a server that is being restarted: what was chosen is sent again.
    }
    if (line) line.textContent = main.dataset.again;
    await pause(AGAIN * (0.7 + 0.6 * Math.random()));
  }
}

/** Places are chosen on a drawing of the body; without it, or before it is there, from a list. */
async function drawMap() {
  const field = main.querySelector("[data-spots]");
  if (!field) return;
  const spots = JSON.parse(field.dataset.spots);
  const state = {
    places: spots.map(({ id, site, side, name }) => ({ id, site, side, name })),
    words: JSON.parse(field.dataset.words),
    chosen: "", first_side: "", operation: "", marks: {},
  };
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = field.dataset.style;
  document.head.append(style);
  const { default: map } = await import(field.dataset.map);
  const el = document.createElement("div");
  map.render({
    el,
    model: {
      get: (name) => state[name],
      set: (name, value) => {
        state[name] = value;
        const spot = spots.find((one) => one.id === value);
        for (const input of field.querySelectorAll("input")) input.checked = input.value === spot?.choice;
      },
      save_changes() {},
      on() {},
      off() {},
    },
  });
  for (const label of field.querySelectorAll(".choice")) label.hidden = true;
  field.append(el);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".vote, .signals")) return;
  event.preventDefault();
  // Enter on an answer is no vote yet: how sure one is gives it.
  if (event.submitter?.value === "" && event.submitter.hidden) form.querySelector(".sure button").focus();
  else send(form, event.submitter);
});

let news;

function follow() {
  news?.close();
  news = new EventSource(main.dataset.news);
  news.onmessage = (event) => {
    if (JSON.parse(event.data).stage !== main.dataset.stage) read();
  };
}

if (main.dataset.news) {
  drawMap();
  follow();
  // A phone that slept has a stream that is dead without knowing it.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      read();
      follow();
    }
  });
  setInterval(() => {
    if (news.readyState === EventSource.CLOSED) {
      read();
      follow();
    }
  }, OFTEN);
}
