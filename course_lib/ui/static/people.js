// Draws a hundred people as figures, with the list that says the same in words.

const SVG = "http://www.w3.org/2000/svg";
const ACROSS = 10;
const WIDE = 18; // one figure with the room around it
const HIGH = 27;
const BODY = "M3.6 25V15.4C3.6 12 5.8 10.6 9 10.6s5.4 1.4 5.4 4.8V25Z";
// A head says the group as well as the colour does.
const HEADS = {
  open: "M9 2.2a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 1 0 0-6.8Z",
  full: "M5.7 2.3H12.3V8.9H5.7Z",
  new: "M9 .8 13.6 9H4.4Z",
  other: "M9 1.4 13.2 5.4 9 9.4 4.8 5.4Z",
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

function figure(mark, x = 0, y = 0) {
  return shape(
    "g",
    { class: `person ${mark}`, transform: `translate(${x} ${y})` },
    shape("path", { d: HEADS[mark] }),
    shape("path", { d: BODY }),
  );
}

function sheet(width, height, className, ...children) {
  const attributes = { viewBox: `0 0 ${width} ${height}`, class: className };
  return shape("svg", { ...attributes, "aria-hidden": "true", focusable: "false" }, ...children);
}

function hundred(groups) {
  const marks = groups.flatMap((group) => Array(group.count).fill(group.mark));
  const placed = marks.map((mark, index) =>
    figure(mark, (index % ACROSS) * WIDE, Math.floor(index / ACROSS) * HIGH),
  );
  const rows = Math.ceil(marks.length / ACROSS);
  return sheet(ACROSS * WIDE, rows * HIGH, "hundred", ...placed);
}

function picture(one) {
  const made = element("figure");
  const words = element("ul");
  words.setAttribute("role", "list");
  for (const group of one.groups) {
    const line = element("li");
    line.append(sheet(WIDE, HIGH, "sign", figure(group.mark)));
    line.append(element("strong", "", String(group.count)), element("span", "", group.text));
    words.append(line);
  }
  const caption = element("figcaption");
  caption.append(element("p", "name", one.name), words);
  made.append(hundred(one.groups), caption);
  return made;
}

function render({ model, el }) {
  const root = element("div", "course-people");
  root.setAttribute("role", "group");
  el.append(root);

  function draw() {
    const pictures = model.get("pictures");
    root.setAttribute("aria-label", model.get("label"));
    root.classList.toggle("is-one", pictures.length === 1);
    root.replaceChildren(...pictures.map(picture));
  }

  const changes = ["change:label", "change:pictures"];
  for (const change of changes) model.on(change, draw);
  draw();
  return () => {
    for (const change of changes) model.off(change, draw);
    root.remove();
  };
}

export default { render };
