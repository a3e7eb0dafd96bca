// Draws small pictures of cells. Where a cell lies means nothing: it only keeps its place.

const SVG = "http://www.w3.org/2000/svg";
const SIZE = 100;
const TURN = 2.39996; // radians: the golden angle, by which seeds lie in a sunflower
const SHAPES = {
  hidden: "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
  killed: "M-3-3 3 3M-3 3 3-3",
  resting: "M2.6-5.4a6 6 0 1 0 0 10.8a5 5 0 1 1 0-10.8Z",
  growing: "M0-10 2.9-4 9.5-3.1 4.8 1.5 5.9 8.1 0 5-5.9 8.1-4.8 1.5-9.5-3.1-2.9-4Z",
};

function shape(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function sheet(...children) {
  const box = { viewBox: `${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}` };
  return shape("svg", { ...box, "aria-hidden": "true", focusable: "false" }, ...children);
}

function cell(mark, x = 0, y = 0, scale = 1) {
  const transform = `translate(${x} ${y}) scale(${scale})`;
  return shape("path", { d: SHAPES[mark], class: mark, transform });
}

function dish(cells) {
  const placed = cells.map((mark, index) => {
    const away = 40 * Math.sqrt((index + 0.5) / cells.length);
    return cell(mark, away * Math.cos(index * TURN), away * Math.sin(index * TURN));
  });
  // What grows lies on top of what does not.
  placed.sort((a, b) => a.classList.contains("growing") - b.classList.contains("growing"));
  return sheet(shape("circle", { r: 48, class: "dish" }), ...placed);
}

function picture(one) {
  const made = element("li");
  made.append(element("span", "name", one.name), dish(one.cells), element("span", "words", one.words));
  return made;
}

function render({ model, el }) {
  const root = element("div", "course-cells");
  const list = element("ol");
  const legend = element("ul");
  list.setAttribute("role", "list");
  legend.setAttribute("role", "list");
  root.append(legend, list);
  el.append(root);

  function draw() {
    const pictures = model.get("pictures");
    list.setAttribute("aria-label", model.get("label"));
    root.classList.toggle("is-many", pictures.length > 3);
    list.replaceChildren(...pictures.map(picture));
    const entries = Object.entries(model.get("legend")).map(([mark, words]) => {
      const line = element("li");
      line.append(sheet(cell(mark, 0, 0, 4)), element("span", "", words));
      return line;
    });
    legend.replaceChildren(...entries);
  }

  const changes = ["label", "pictures", "legend"].map((name) => `change:${name}`);
  for (const change of changes) model.on(change, draw);
  draw();
  return () => {
    for (const change of changes) model.off(change, draw);
    root.remove();
  };
}

export default { render };
