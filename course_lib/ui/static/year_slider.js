// A range from the first year to the last, with a button for each step and one that lets it run.

const PAUSE = 900; // milliseconds from one year to the next

function element(tag, attributes = {}, text = "") {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.textContent = text;
  return made;
}

function render({ model, el }) {
  const id = `course-years-${Math.random().toString(36).slice(2)}`;
  const root = element("div", { class: "course-years" });
  const label = element("label", { for: id, class: "course-label" });
  const range = element("input", { id, type: "range", min: "0", step: "1" });
  const said = element("span", { class: "said" });
  const row = element("div", { class: "course-buttons" });
  const button = (sign) => element("button", { type: "button", class: "course-button" }, sign);
  const [back, on, run] = [button("−"), button("+"), button("")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let timer = null;
  row.append(back, on, run);
  root.append(label, range, said, row);
  el.append(root);

  function go(year) {
    if (model.get("disabled") || year < 0 || year > model.get("last")) return;
    if (year === model.get("year")) return;
    model.set("year", year);
    model.save_changes();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    draw();
  }

  function start() {
    if (model.get("year") === model.get("last")) go(0);
    timer = setInterval(() => {
      go(model.get("year") + 1);
      if (model.get("year") >= model.get("last") || model.get("disabled")) stop();
    }, PAUSE);
    draw();
  }

  function draw() {
    const words = model.get("words");
    const [year, last, off] = ["year", "last", "disabled"].map((name) => model.get(name));
    label.textContent = model.get("label");
    range.max = String(last);
    range.value = String(year);
    range.disabled = off;
    range.setAttribute("aria-valuetext", model.get("said"));
    said.textContent = model.get("said");
    // Never disabled at the ends: a button that goes away takes the focus with it.
    for (const [one, name] of [[back, "back"], [on, "on"]]) {
      one.setAttribute("aria-label", words[name]);
      one.title = words[name];
      one.disabled = off;
    }
    run.textContent = timer ? words.stop : words.run;
    run.disabled = off;
    run.hidden = calm.matches;
  }

  range.addEventListener("input", () => {
    if (timer) stop();
    go(Number(range.value));
  });
  // A notebook has keys of its own.
  range.addEventListener("keydown", (event) => event.stopPropagation());
  back.addEventListener("click", () => go(model.get("year") - 1));
  on.addEventListener("click", () => go(model.get("year") + 1));
  run.addEventListener("click", () => (timer ? stop() : start()));

  const calmed = () => (calm.matches ? stop() : draw());
  const changes = ["label", "year", "last", "said", "disabled", "words"].map((n) => `change:${n}`);
  calm.addEventListener("change", calmed);
  for (const change of changes) model.on(change, draw);
  draw();
  return () => {
    clearInterval(timer);
    calm.removeEventListener("change", calmed);
    for (const change of changes) model.off(change, draw);
    root.remove();
  };
}

export default { render };
