// Draws calls along the years. Everything drawn is said in words in the same list.

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function render({ model, el }) {
  const root = element("div", "course-timeline");
  const frame = element("div", "frame");
  const names = element("div", "rows");
  names.setAttribute("aria-hidden", "true");
  const list = element("ol");
  const axis = element("p", "axis");
  const legend = element("ul", "legend");
  frame.append(names, list, axis, legend);
  root.append(frame);
  el.append(root);

  function stop(one, index) {
    const told = model.get("told");
    const item = element("li", `${one.state} ${told ? one.look : ""}`);
    item.style.setProperty("--at", one.year / model.get("years"));
    if (one.state === "here") item.setAttribute("aria-current", "step");
    const dot = element("span", "dot", String(index + 1));
    dot.setAttribute("aria-hidden", "true");
    item.append(dot, element("span", "name", one.name));
    if (told) {
      const cells = element("span", "cells");
      cells.setAttribute("aria-hidden", "true");
      model.get("rows").forEach((_row, row) => {
        const cell = element("i", row >= one.low && row <= one.high ? "asked" : "");
        if (row === one.chosen) cell.append(element("b", one.look));
        cells.append(cell);
      });
      item.append(cells);
    }
    item.append(element("span", "words", ` ${one.words}`));
    return item;
  }

  function draw() {
    root.classList.toggle("is-told", model.get("told"));
    list.setAttribute("aria-label", model.get("label"));
    names.replaceChildren(...model.get("rows").map((row) => element("span", "", row)));
    list.replaceChildren(...model.get("stops").map(stop));
    axis.textContent = model.get("axis");
    legend.hidden = !model.get("told");
    legend.replaceChildren(
      ...Object.entries(model.get("legend")).map(([look, text]) => {
        const item = element("li");
        const sign = element("b", look);
        sign.setAttribute("aria-hidden", "true");
        item.append(sign, text);
        return item;
      }),
    );
  }

  const traits = ["label", "axis", "years", "rows", "legend", "stops", "told"];
  const changes = traits.map((name) => `change:${name}`);
  for (const name of changes) model.on(name, draw);
  draw();
  return () => {
    for (const name of changes) model.off(name, draw);
    root.remove();
  };
}

export default { render };
