// Draws a tree of conditions: the nodes are words in a nested list, the lines between them SVG that
// follows wherever the words have found their place. Words reach the page as text only.

const SVG = "http://www.w3.org/2000/svg";

// A shape for each state, so that colour alone never tells it. All fit a square of 24.
const SHAPES = {
  held: ["M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21Z", "M7 12.5 10.5 16 17 8.5"],
  not: ["M2.5 2.5H21.5V21.5H2.5Z", "M8 8 16 16M16 8 8 16"],
  unknown: ["M12 .8 23.2 12 12 23.2.8 12Z", "M9.4 9.6A2.7 2.7 0 1 1 12 12.6V14M12 16.6V16.9"],
};

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function svg(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function shape(state) {
  const [outline, sign] = SHAPES[state];
  return svg(
    "svg",
    { class: "shape", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "outline", d: outline }),
    svg("path", { class: "sign", d: sign }),
  );
}

function render({ model, el }) {
  const root = element("section", "course-decision");
  const heading = element("h3");
  const keys = element("p", "keys");
  const canvas = element("div", "canvas");
  const lines = svg("svg", { class: "lines", "aria-hidden": "true", focusable: "false" });
  const tree = element("ul", "tree");
  const details = element("details");
  const summary = element("summary");
  const list = element("ul", "plain");
  const uid = `decision-${Math.random().toString(36).slice(2)}`;
  heading.id = `${uid}-heading`;
  keys.id = `${uid}-keys`;
  tree.setAttribute("role", "tree");
  tree.setAttribute("aria-labelledby", heading.id);
  tree.setAttribute("aria-describedby", keys.id);
  canvas.append(lines, tree);
  details.append(summary, list);
  root.append(heading, keys, canvas, details);
  el.append(root);

  let items = new Map(); // id -> { node, item, box }
  let current = ""; // the one node that Tab reaches

  const word = (key) => model.get("words")[key] ?? "";
  const nodes = () => model.get("nodes");
  const children = (id) => nodes().filter((node) => node.parent === id);
  const sentence = (words) => (/[.?!]$/.test(words) ? words : `${words}.`);

  function spoken(node) {
    const parts = [node.words, word(node.state), node.said];
    if (node.decides && node.parent) parts.push(word("decides"));
    if (node.finding) parts.push(word("set"));
    return parts.filter(Boolean).map(sentence).join(" ");
  }

  function drawNode(node, place, all) {
    const item = element("li");
    item.setAttribute("role", "treeitem");
    item.setAttribute("aria-label", spoken(node));
    item.setAttribute("aria-posinset", String(place + 1));
    item.setAttribute("aria-setsize", String(all));
    item.setAttribute("data-node", node.id);
    item.tabIndex = node.id === current ? 0 : -1;
    const settable = node.finding ? "is-settable" : "";
    const box = element("div", `node is-${node.state} ${node.decides ? "decides" : ""} ${settable}`);
    box.setAttribute("aria-hidden", "true");
    const said = element("span", "said");
    said.append(element("b", "", word(node.state)));
    if (node.said) said.append(` · ${node.said}`);
    const text = element("span", "text");
    text.append(element("span", "words", node.words), said);
    if (node.finding) text.append(element("span", "change", word("change")));
    box.append(shape(node.state), text);
    box.addEventListener("click", () => {
      focus(node.id);
      set(node);
    });
    item.append(box);
    items.set(node.id, { node, item, box });
    const below = children(node.id);
    if (below.length) {
      item.setAttribute("aria-expanded", "true");
      const group = element("ul");
      group.setAttribute("role", "group");
      group.append(...below.map((child, index) => drawNode(child, index, below.length)));
      item.append(group);
    }
    return item;
  }

  function drawPlain(node) {
    const item = element("li", "", `${sentence(node.words)} ${sentence(word(node.state))} `);
    if (node.said) item.append(sentence(node.said));
    const below = children(node.id);
    if (below.length) {
      const inner = element("ul");
      inner.append(...below.map(drawPlain));
      item.append(inner);
    }
    return item;
  }

  function draw() {
    const held = tree.contains(document.activeElement);
    root.hidden = nodes().length === 0;
    if (!nodes().some((node) => node.id === current)) current = nodes()[0]?.id ?? "";
    heading.textContent = model.get("label");
    keys.textContent = word("keys");
    summary.textContent = word("list");
    items = new Map();
    const roots = children("");
    tree.replaceChildren(...roots.map((node, index) => drawNode(node, index, roots.length)));
    list.replaceChildren(...roots.map(drawPlain));
    connect();
    if (held) items.get(current)?.item.focus({ preventScroll: true });
  }

  // A line leaves a node at the side towards its children, and arrives at the side towards its
  // parent; which sides these are follows from where the boxes stand.
  function connect() {
    const around = canvas.getBoundingClientRect();
    if (!around.width) return;
    const rtl = getComputedStyle(canvas).direction === "rtl";
    const made = [];
    for (const { node, box } of items.values()) {
      const parent = items.get(node.parent);
      if (!parent) continue;
      const from = parent.box.getBoundingClientRect();
      const to = box.getBoundingClientRect();
      const end = rtl ? to.right - around.left : to.left - around.left;
      const middle = to.top + to.height / 2 - around.top;
      const beside = rtl ? to.right <= from.left : to.left >= from.right;
      let d;
      if (beside) {
        const begin = (rtl ? from.left : from.right) - around.left;
        const start = from.top + from.height / 2 - around.top;
        const bend = (begin + end) / 2;
        d = `M${begin} ${start}C${bend} ${start} ${bend} ${middle} ${end} ${middle}`;
      } else {
        const trunk = (rtl ? from.right - 14 : from.left + 14) - around.left;
        d = `M${trunk} ${from.bottom - around.top}V${middle}H${end}`;
      }
      const decides = node.decides ? "decides" : "";
      made.push(svg("path", { class: `line is-${node.state} ${decides}`, d }));
    }
    lines.setAttribute("viewBox", `0 0 ${around.width} ${around.height}`);
    lines.setAttribute("width", around.width);
    lines.setAttribute("height", around.height);
    lines.replaceChildren(...made);
  }

  function focus(id) {
    if (!items.has(id)) return;
    items.get(current)?.item.setAttribute("tabindex", "-1");
    current = id;
    const { item, box } = items.get(id);
    item.tabIndex = 0;
    item.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function set(node) {
    if (node.finding) model.send({ set: node.id });
  }

  function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const order = [...items.keys()];
    const here = order.indexOf(current);
    const node = items.get(current)?.node;
    if (!node) return;
    const rtl = getComputedStyle(canvas).direction === "rtl";
    const inwards = rtl ? "ArrowLeft" : "ArrowRight";
    const outwards = rtl ? "ArrowRight" : "ArrowLeft";
    if (event.key === "ArrowDown") focus(order[Math.min(here + 1, order.length - 1)]);
    else if (event.key === "ArrowUp") focus(order[Math.max(here - 1, 0)]);
    else if (event.key === inwards) focus(children(current)[0]?.id);
    else if (event.key === outwards) focus(node.parent);
    else if (event.key === "Home") focus(order[0]);
    else if (event.key === "End") focus(order.at(-1));
    else if (event.key === "Enter" || event.key === " ") set(node);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function heard(message) {
    if (!message?.focus || root.hidden) return;
    focus(nodes()[0].id);
    root.scrollIntoView({ block: "start" });
  }

  tree.addEventListener("keydown", pressed);
  tree.addEventListener("focusin", (event) => {
    const id = event.target.closest?.("[data-node]")?.getAttribute("data-node");
    if (id && id !== current) focus(id);
  });
  const seen = new ResizeObserver(connect);
  seen.observe(canvas);
  const changes = ["label", "nodes", "words"].map((name) => `change:${name}`);
  for (const name of changes) model.on(name, draw);
  model.on("msg:custom", heard);
  draw();
  return () => {
    seen.disconnect();
    for (const name of changes) model.off(name, draw);
    model.off("msg:custom", heard);
    root.remove();
  };
}

export default { render };
