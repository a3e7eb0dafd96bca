// How the screen of a class and the trainer's notes hear of each other: two windows of one browser.
// Each message goes two ways, for browsers that lack the first or lose it in a sleeping window.

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    // The browser keeps nothing, or what it has kept is no longer understood.
    return null;
  }
}

export function write(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // As above: the other way is left.
  }
}

/** Calls `heard` with what another window has said under `key`, and returns what says something. */
export function talk(key, heard) {
  const channel = globalThis.BroadcastChannel ? new BroadcastChannel(key) : null;
  let last = "";
  const once = (message) => {
    if (!message || message.id === last) return;
    last = message.id;
    heard(message.says);
  };
  channel?.addEventListener("message", (event) => once(event.data));
  window.addEventListener("storage", (event) => {
    if (event.key === key) once(read(key));
  });
  return (says) => {
    const message = { id: `${Date.now()}-${Math.random()}`, says };
    channel?.postMessage(message);
    write(key, message);
  };
}

export function fill(words, values) {
  return words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
}

/** Says how much time is left of a class, and how much of it is planned for what is still to come. */
export function timeWords(box, state, now) {
  if (!state.begun) return ["", fill(box.dataset.planned, { n: state.planned })];
  const left = Math.ceil(state.length - (now - state.begun) / 60_000);
  const words = left < 0 ? box.dataset.over : box.dataset.left;
  return [fill(words, { n: Math.abs(left) }), fill(box.dataset.planned, { n: state.planned })];
}
