// Keeps a place in the queue, says which one it is, and opens the lesson when a place is free.
const box = document.getElementById("waiting");
const OFTEN = 4_000;

function show(number) {
  const words = number === 1 ? box.dataset.next : box.dataset.number.replace("{n}", String(number));
  // Only a change is written, so that a screen reader does not read it again and again.
  if (box.textContent !== words) box.textContent = words;
}

async function ask() {
  try {
    const answer = await fetch(box.dataset.asks, { cache: "no-store" });
    const { number } = await answer.json();
    if (number === 0) return window.location.reload();
    show(number);
  } catch {
    // The network is away for a moment; it is asked again.
  }
  window.setTimeout(ask, OFTEN);
}

window.setTimeout(ask, OFTEN);
