// A drawing of the upper body on which one place is chosen, by hand, keyboard or from a list.
// The midline of the body is x = 0. The person's left is on the viewer's right: +x.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 340;
const HEIGHT = 612;
const NOTE = 107; // the room beside the head
const REACH = 30; // CSS pixels around a tap in which the nearest spot is meant
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const BREAST = { x: 68, y: 280, r: 48, areola: 13 };

// Where a spot lies, and how it is drawn: a tissue spot is round, a lymph node is a bean, an organ
// has a ring. Paired sites are given for the person's left. No two spots are nearer than 29.
const PAIRED = {
  "neck-node": [19, 151, "node", 70],
  "supraclavicular": [42, 179, "node", -15],
  "infraclavicular": [58, 208, "node", -15],
  "axilla": [112, 241, "node", 65],
  "internal-mammary": [16, 249, "node", 80],
  "scar": [80, 231, "tissue"],
  "breast-upper-outer": [98, 269, "tissue"],
  "breast-upper-inner": [46, 258, "tissue"],
  "breast-lower-outer": [90, 302, "tissue"],
  "breast-lower-inner": [46, 302, "tissue"],
  "nipple": [68, 280, "tissue"],
  "chest-wall": [91, 339, "tissue"],
};
const UNPAIRED = {
  "brain": [0, 55, "organ"],
  "lung": [-27, 214, "organ"],
  "liver": [-52, 378, "organ"],
  "bone": [0, 431, "organ"],
  "other": [150, 592, "organ"],
};
// After a mastectomy the scar crosses the place where the nipple was.
const FLAT = {
  "scar": [103, 271, "tissue"],
  "breast-upper-outer": [79, 250, "tissue"],
  "breast-lower-outer": [86, 307, "tissue"],
  "breast-lower-inner": [46, 310, "tissue"],
};
const IN_BREAST = new Set([
  "breast-upper-outer",
  "breast-upper-inner",
  "breast-lower-outer",
  "breast-lower-inner",
  "nipple",
]);

// A mark is a shape as well as a colour. All shapes fit a circle of 11.
const MARKS = {
  "here": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0Z",
  "regional": "M0-12 11 7H-11Z",
  "distant": "M-8-8H8V8H-8Z",
  "disputed": "M0-11.5 11.5 0 0 11.5-11.5 0Z",
  "new": "M-3.6-10H3.6V-3.6H10V3.6H3.6V10H-3.6V3.6H-10V-3.6H-3.6Z",
  "open": "M-9 0a9 9 0 1 0 18 0a9 9 0 1 0-18 0ZM-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
};

const BODY =
  "M0 118H26C26 132 25 142 29 150C36 164 62 172 92 178C106 181 114 186 119 194" +
  "L112 248C117 284 113 328 104 366C100 386 103 412 111 438C122 470 127 520 124 600H0Z";
const SIDE = "M112 248C117 284 113 328 104 366C100 386 103 412 111 438C122 470 127 520 124 600";
const SHOULDER = "M26 121C26 133 25 143 29 151C36 164 62 172 92 178C112 182 138 186 145 222";
const ARM_OUT = "M145 222C150 254 152 300 159 346C162 366 164 384 165 400";
const ARM_IN = "M112 248C119 286 127 322 132 352C135 372 137 388 138 400";
const ARM =
  "M92 178C112 182 138 186 145 222C150 254 152 300 159 346C162 366 164 384 165 400" +
  "L138 400C137 388 135 372 132 352C127 322 119 286 112 248Z";
const HEAD =
  "M0 12C30 12 46 34 46 64C46 73 45 81 43 89C40 107 31 119 20 127C13 132 6 134 0 134" +
  "C-6 134-13 132-20 127C-31 119-40 107-43 89C-45 81-46 73-46 64C-46 34-30 12 0 12Z";
const EAR = "M45 68C51 62 55 69 52 79C50 87 46 91 43 89";
const BRAIN =
  "M0 28C5 21 14 21 19 26C27 25 33 32 33 39C39 45 40 55 36 61C37 70 30 78 22 78C16 84 6 83 0 78" +
  "C-6 83-16 84-22 78C-30 78-37 70-36 61C-40 55-39 45-33 39C-33 32-27 25-19 26C-14 21-5 21 0 28Z";
const FOLDS =
  "M0 28V78M19 26C15 30 16 36 21 38M33 39C28 38 24 42 26 47M36 61C31 58 26 60 25 65" +
  "M22 78C22 73 18 70 13 72M8 40C13 42 13 48 9 51M11 60C15 58 18 54 16 50";
const LUNG_LEFT =
  "M22 216C23 194 34 180 48 184C76 194 97 240 100 300C101 318 100 332 97 342" +
  "C84 330 58 326 43 322C50 306 43 290 27 284C22 262 21 238 22 216Z";
const LUNG_RIGHT =
  "M-22 216C-23 194-34 180-48 184C-76 194-97 240-100 300C-101 318-100 330-97 338" +
  "C-84 324-52 316-25 326C-22 290-21 246-22 216Z";
const AIRWAY = "M-4.5 164V216L-20 230M4.5 164V216L20 230M-10 231 0 221 10 231";
const LIVER =
  "M-97 350C-88 334-58 326-28 334C-4 340 18 338 42 344C36 360 18 366 4 372" +
  "C-18 388-46 408-76 410C-93 410-100 384-97 350Z";
const CLAVICLE = "M13 199C30 201 44 192 62 189C80 186 94 190 108 186";
const STERNUM = "M-9 198C-5 202 5 202 9 198L7 218C5 240 6 268 5 292C4 300 2 306 0 310C-2 306-4 300-5 292C-6 268-5 240-7 218Z";
const PELVIS =
  "M15 460C26 442 60 424 90 433C99 437 97 452 90 466C85 476 82 482 81 489C74 490 69 496 70 504" +
  "C62 512 50 512 42 516C30 521 16 522 4 525V513C18 511 32 507 38 499C44 488 34 481 25 478" +
  "C18 474 15 467 15 460Z";
const FEMUR =
  "M72 498C72 487 87 485 90 495L101 497C108 498 111 505 109 515C106 540 105 570 105 600" +
  "M73 503C76 509 82 511 86 510C91 522 91 560 91 600";
const SACRUM = "M-13 458H13C12 472 8 488 3 500H-3C-8 488-12 472-13 458Z";
const RIBS = "M3 313C24 330 62 356 101 368";
const GROIN = "M60 516C44 528 22 538 6 546";
const THIGH = "M5 548C7 566 8 580 7 600";
const FOLD = "M112 249C113 236 110 224 102 213";

function make(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function html(tag, className, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

/** A bone: a line with an edge, made of a broad stroke under a narrower one. */
function bone(d, width) {
  return make(
    "g",
    { class: "bone" },
    make("path", { d, class: "edge", "stroke-width": width }),
    make("path", { d, class: "core", "stroke-width": width - 2.4 }),
  );
}

function mirrored(side, ...children) {
  return make("g", side === "right" ? { transform: "scale(-1 1)" } : {}, ...children);
}

/** A quarter of the breast without the areola; `down` is 1 for the lower half. */
function quadrant(outwards, down) {
  const { x, y, r, areola } = BREAST;
  const turn = outwards * down > 0;
  return (
    `M${x + outwards * areola} ${y}H${x + outwards * r}` +
    `A${r} ${r} 0 0 ${+turn} ${x} ${y + down * r}V${y + down * areola}` +
    `A${areola} ${areola} 0 0 ${+!turn} ${x + outwards * areola} ${y}Z`
  );
}

function positionOf(place, flat) {
  const operated = Boolean(flat) && place.side === flat;
  const gone = operated && IN_BREAST.has(place.site);
  const found =
    (operated && FLAT[place.site]) ||
    (place.side ? PAIRED[place.site] : UNPAIRED[place.site]);
  if (!found) return null;
  const [x, y, kind, tilt = 0] = found;
  const sign = place.side === "right" ? -1 : 1;
  return { x: sign * x, y, kind, gone, tilt: sign * tilt };
}

/** Break a label into lines of about `length` letters. */
function lines(text, length) {
  const out = [""];
  for (const word of text.split(/\s+/)) {
    const last = out[out.length - 1];
    if (last && last.length + word.length >= length) out.push(word);
    else out[out.length - 1] = last ? `${last} ${word}` : word;
  }
  return out;
}

function render({ model, el }) {
  const uid = `bodymap-${Math.random().toString(36).slice(2)}`;
  const stop = new AbortController();
  const heard = { signal: stop.signal };
  let spots = new Map(); // id -> { place, x, y, node, button }
  let regions = []; // [id, element]: the tissue or organ that lights up with its spot
  let entry = ""; // the one spot that Tab reaches
  let pointed = ""; // the spot under the mouse
  let focused = "";

  const root = html("div", "course-bodymap");
  const group = html("div", "figure");
  const svg = make("svg", { viewBox: `${-WIDTH / 2} 0 ${WIDTH} ${HEIGHT}`, role: "presentation" });
  const caption = html("div", "caption");
  const pointedLine = html("p", "pointed");
  const chosenLine = html("p", "chosen");
  const legend = html("ul", "legend");
  const details = html("details", "list");
  const summary = html("summary");
  const history = html("p", "history");
  const lists = html("div", "groups");
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-describedby", `${uid}-history`);
  history.id = `${uid}-history`;
  legend.setAttribute("role", "list");
  group.append(history, svg);
  caption.append(chosenLine, pointedLine);
  details.append(summary, lists);
  root.append(group, caption, legend, details);
  el.append(root);

  const word = (key) => model.get("words")[key] ?? "";

  // ---- drawing -------------------------------------------------------------------------------

  function region(id, d, className) {
    const path = make("path", { d, class: className, "data-region": id });
    regions.push([id, path]);
    return path;
  }

  function fade(id, from, to) {
    return [
      make(
        "linearGradient",
        { id: `${uid}-${id}-ramp`, gradientUnits: "userSpaceOnUse", x1: 0, x2: 0, y1: from, y2: to },
        make("stop", { offset: 0, "stop-color": "#fff" }),
        make("stop", { offset: 1, "stop-color": "#000" }),
      ),
      make(
        "mask",
        { id: `${uid}-${id}`, maskUnits: "userSpaceOnUse", x: -190, y: 0, width: 380, height: HEIGHT },
        make("rect", { x: -190, y: 0, width: 380, height: HEIGHT, fill: `url(#${uid}-${id}-ramp)` }),
      ),
    ];
  }

  function drawBody() {
    const arms = make("g", { mask: `url(#${uid}-arms)` });
    const trunk = make("g", { mask: `url(#${uid}-trunk)` });
    for (const side of ["left", "right"]) {
      arms.append(
        mirrored(
          side,
          make("path", { d: ARM, class: "skin" }),
          make("path", { d: ARM_OUT, class: "outline" }),
          make("path", { d: ARM_IN, class: "outline" }),
        ),
      );
      trunk.append(mirrored(side, make("path", { d: BODY, class: "skin" })));
    }
    for (const side of ["left", "right"]) {
      trunk.append(
        mirrored(
          side,
          make("path", { d: SHOULDER, class: "outline" }),
          make("path", { d: SIDE, class: "outline" }),
          make("path", { d: FOLD, class: "outline" }),
          make("path", { d: GROIN, class: "crease" }),
          make("path", { d: THIGH, class: "crease" }),
        ),
      );
    }
    const ears = ["left", "right"].map((side) =>
      mirrored(side, make("path", { d: EAR, class: "skin outline" })),
    );
    return [arms, trunk, ...ears, make("path", { d: HEAD, class: "skin outline" })];
  }

  function drawOrgans() {
    const vertebrae = [];
    for (let y = 320; y < 450; y += 17) {
      vertebrae.push(`M-8 ${y}Q-5.5 ${y + 7}-8.5 ${y + 14}H8.5Q5.5 ${y + 7} 8 ${y}Z`);
    }
    return [
      make("path", { d: AIRWAY, class: "sketch" }),
      region("lung", LUNG_LEFT, "organ"),
      region("lung", LUNG_RIGHT, "organ"),
      region("bone", vertebrae.join("") + SACRUM, "organ"),
      ...["left", "right"].flatMap((side) => [
        mirrored(side, region("bone", PELVIS, "organ")),
        make("g", { mask: `url(#${uid}-trunk)` }, mirrored(side, make("path", { d: FEMUR, class: "sketch" }))),
        mirrored(side, make("path", { d: RIBS, class: "sketch" })),
      ]),
      region("liver", LIVER, "organ"),
      region("brain", BRAIN, "organ"),
      ...["left", "right"].map((side) => mirrored(side, make("path", { d: FOLDS, class: "sketch" }))),
      make("path", { d: STERNUM, class: "sketch" }),
      ...["left", "right"].map((side) => mirrored(side, bone(CLAVICLE, 7))),
    ];
  }

  function drawBreast(side) {
    const { x, y, r, areola } = BREAST;
    const first = model.get("first_side") === side;
    const operation = first ? model.get("operation") : "";
    const flat = operation === "mastectomy";
    const parts = [
      make("circle", { cx: x, cy: y, r, class: first ? "breast first" : "breast" }),
      region(`breast-upper-outer-${side}`, quadrant(1, -1), "quadrant"),
      region(`breast-upper-inner-${side}`, quadrant(-1, -1), "quadrant"),
      region(`breast-lower-outer-${side}`, quadrant(1, 1), "quadrant"),
      region(`breast-lower-inner-${side}`, quadrant(-1, 1), "quadrant"),
      make("circle", { cx: x, cy: y, r: areola, class: "areola" }),
    ];
    if (!flat) {
      parts.push(make("path", { d: "M21 288C23 316 46 328 68 328S113 314 115 284C116 272 115 262 113 254", class: "outline" }));
    }
    if (flat) {
      parts.push(make("path", { d: "M20 296C46 294 84 284 116 264", class: "scar" }));
      parts.push(make("path", { d: "M29 290 31 301M49 287 52 298M82 277 86 287", class: "stitch" }));
    } else if (operation === "lumpectomy") {
      parts.push(make("path", { d: "M60 232C76 228 94 235 103 250", class: "scar" }));
      parts.push(make("path", { d: "M65 226 66 236M95 234 89 242M102 241 94 247", class: "stitch" }));
    }
    return mirrored(side, make("g", { class: flat ? "chest flat" : "chest" }, ...parts));
  }

  function drawLabels() {
    const out = [];
    for (const side of ["right", "left"]) {
      const x = (side === "left" ? 1 : -1) * (WIDTH / 2 - 4);
      const anchor = side === "left" ? "end" : "start";
      const label = make("text", { x, y: 28, class: "side", "text-anchor": anchor });
      label.textContent = word(side);
      out.push(label);
      if (model.get("first_side") !== side) continue;
      const note = make("text", { x, y: 28, class: "note", "text-anchor": anchor });
      const texts = [...lines(word("first_cancer"), 13)];
      if (model.get("operation")) texts.push(...lines(word(model.get("operation")), 13));
      texts.forEach((text, index) => {
        const line = make("tspan", { x, dy: index ? "1.25em" : "1.4em" });
        line.textContent = text;
        note.append(line);
      });
      out.push(note);
    }
    const other = model.get("places").find((place) => place.id === "other");
    if (other) {
      const [x, y] = UNPAIRED["other"];
      const label = make("text", { x: x - 20, y, class: "beside", "text-anchor": "end" });
      label.textContent = other.name;
      out.push(label);
    }
    return out;
  }

  /** Put the note about the first cancer above the drawing where it would run into the head. */
  function fit() {
    const note = svg.querySelector(".note");
    root.classList.toggle("is-tight", Boolean(note) && note.getBBox().width > NOTE);
  }

  function drawSpot(place, at) {
    const node = make("g", {
      class: at.gone ? "spot gone" : "spot",
      role: "radio",
      tabindex: -1,
      transform: `translate(${at.x} ${at.y})`,
      "data-spot": place.id,
    });
    const bean = { rx: 8.5, ry: 5.8, transform: `rotate(${at.tilt})` };
    node.append(
      make("circle", { r: 15, class: "halo" }),
      make("circle", { r: 15, class: "ring" }),
      at.kind === "node"
        ? make("ellipse", { ...bean, class: "dot" })
        : make("circle", { r: at.kind === "organ" ? 8 : 6.2, class: "dot" }),
    );
    if (at.kind === "organ") node.append(make("circle", { r: 2.6, class: "core" }));
    node.append(
      make("circle", { r: 10.5, class: "seal" }),
      make("path", { d: "M-4.5.3-1.3 3.7 4.7-3.5", class: "tick" }),
      make("path", { d: "", class: "mark", "fill-rule": "evenodd" }),
    );
    return node;
  }

  function drawList() {
    const shown = [...spots.values()];
    const parts = ["right", "left", ""].map((side) => {
      const here = shown.filter((spot) => spot.place.side === side);
      if (!here.length) return null;
      const part = html("div", "group");
      const title = html("p", "title", word(side || "middle"));
      title.id = `${uid}-${side || "middle"}`;
      part.setAttribute("role", "group");
      part.setAttribute("aria-labelledby", title.id);
      part.append(title);
      for (const spot of here) {
        spot.button = html("button", "place");
        spot.button.type = "button";
        spot.button.dataset.spot = spot.place.id;
        part.append(spot.button);
      }
      return part;
    });
    lists.replaceChildren(...parts.filter(Boolean));
  }

  /** Draw all of it again, after the places, the words or the first cancer changed. */
  function draw() {
    const held = document.activeElement?.closest?.("[data-spot]");
    const within = held && root.contains(held) ? held.dataset.spot : "";
    const inList = within && lists.contains(held);
    const flat = model.get("operation") === "mastectomy" ? model.get("first_side") : "";
    regions = [];
    spots = new Map();
    const layer = make("g", { class: "spots" });
    for (const place of model.get("places")) {
      const at = positionOf(place, flat);
      if (!at) continue;
      const node = drawSpot(place, at);
      spots.set(place.id, { place, x: at.x, y: at.y, node, button: null });
      layer.append(node);
    }
    const picture = make("g", { "aria-hidden": "true" });
    picture.append(
      make("defs", {}, ...fade("arms", 300, 398), ...fade("trunk", 505, 585)),
      ...drawBody(),
      ...drawOrgans(),
      drawBreast("right"),
      drawBreast("left"),
      ...drawLabels(),
    );
    svg.replaceChildren(picture, layer);
    drawList();

    group.setAttribute("aria-label", word("label"));
    summary.textContent = word("list");
    const first = model.get("first_side");
    const operation = model.get("operation");
    const story = [word("first_cancer"), ": ", word(first), operation && `, ${word(operation)}`];
    history.textContent = first ? story.join("") : "";
    paint();
    fit();
    if (within && spots.has(within)) {
      const { node, button } = spots.get(within);
      (inList ? button : node).focus({ preventScroll: true });
    }
  }

  // ---- state -----------------------------------------------------------------------------------

  function sign(mark) {
    const picture = make("svg", { viewBox: "-13 -13 26 26", class: "sign", "aria-hidden": "true" });
    picture.append(make("path", { d: MARKS[mark], "data-mark": mark, "fill-rule": "evenodd" }));
    return picture;
  }

  /** Show what is chosen and what the marks say. */
  function paint() {
    const chosen = model.get("chosen");
    const marks = model.get("marks");
    if (!spots.has(entry)) entry = spots.has(chosen) ? chosen : ([...spots.keys()][0] ?? "");
    for (const [id, { place, node, button }] of spots) {
      const mark = MARKS[marks[id]] ? marks[id] : "";
      const name = mark && word(mark) ? `${place.name}: ${word(mark)}` : place.name;
      node.setAttribute("aria-label", name);
      node.setAttribute("aria-checked", String(id === chosen));
      node.setAttribute("tabindex", id === entry ? 0 : -1);
      node.setAttribute("data-mark", mark);
      node.querySelector(".mark").setAttribute("d", mark ? MARKS[mark] : "");
      button.setAttribute("aria-pressed", String(id === chosen));
      button.replaceChildren(...(mark ? [sign(mark)] : []), html("span", "", name));
    }
    for (const [id, element] of regions) {
      element.classList.toggle("is-chosen", id === chosen);
      element.setAttribute("data-mark", MARKS[marks[id]] ? marks[id] : "");
    }
    const used = Object.keys(MARKS).filter((mark) => [...spots.keys()].some((id) => marks[id] === mark));
    legend.replaceChildren(
      ...used.map((mark) => {
        const item = html("li");
        item.append(sign(mark), html("span", "", word(mark)));
        return item;
      }),
    );
    legend.hidden = !used.length;
    const text = spots.has(chosen) ? `${word("chosen")}: ${spots.get(chosen).place.name}` : word("none");
    if (chosenLine.textContent !== text) chosenLine.textContent = text;
    chosenLine.classList.toggle("is-empty", !spots.has(chosen));
    point();
  }

  /** Show what is under the mouse or has the focus. */
  function point() {
    const id = pointed || focused;
    for (const [other, { node }] of spots) node.classList.toggle("is-near", other === id);
    for (const [other, element] of regions) element.classList.toggle("is-near", other === id);
    pointedLine.textContent = spots.get(id)?.node.getAttribute("aria-label") ?? "";
    svg.style.cursor = pointed ? "pointer" : "";
  }

  function choose(id) {
    entry = id;
    if (model.get("chosen") !== id) {
      model.set("chosen", id);
      model.save_changes();
    }
    paint();
  }

  function goTo(id) {
    entry = id;
    paint();
    spots.get(id).node.focus({ preventScroll: true });
  }

  // ---- hand ------------------------------------------------------------------------------------

  function nearest(event) {
    const box = svg.getBoundingClientRect();
    const scale = WIDTH / box.width;
    const x = (event.clientX - box.left) * scale - WIDTH / 2;
    const y = (event.clientY - box.top) * scale;
    let best = "";
    let least = REACH * scale;
    for (const [id, spot] of spots) {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      if (distance <= least) [best, least] = [id, distance];
    }
    if (best) return best;
    const organ = event.target.closest?.("[data-region]")?.dataset.region ?? "";
    return spots.has(organ) ? organ : "";
  }

  svg.addEventListener("click", (event) => {
    // Assistive technology clicks the spot itself, without a place on the screen.
    const own = event.detail === 0 ? event.target.closest("[data-spot]")?.dataset.spot : "";
    const id = own || nearest(event);
    if (!id) return;
    choose(id);
    spots.get(id).node.focus({ preventScroll: true });
  }, heard);
  svg.addEventListener("mousedown", (event) => event.preventDefault(), heard);
  svg.addEventListener("pointermove", (event) => {
    const id = event.pointerType === "mouse" ? nearest(event) : "";
    if (id === pointed) return;
    pointed = id;
    point();
  }, heard);
  svg.addEventListener("pointerleave", () => {
    pointed = "";
    point();
  }, heard);
  lists.addEventListener("click", (event) => {
    const id = event.target.closest("[data-spot]")?.dataset.spot;
    if (id) choose(id);
  }, heard);

  // ---- keyboard --------------------------------------------------------------------------------

  /** The spot an arrow leads to: near, and more ahead than aside. */
  function ahead(from, [dx, dy]) {
    let best = "";
    let least = Infinity;
    for (const [id, spot] of spots) {
      const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
      const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
      if (along < 4 || aside > 1.5 * along) continue;
      const cost = along + 2 * aside;
      if (cost < least) [best, least] = [id, cost];
    }
    return best;
  }

  svg.addEventListener("keydown", (event) => {
    const id = event.target.closest("[data-spot]")?.dataset.spot;
    if (!id || event.ctrlKey || event.metaKey || event.altKey) return;
    const order = [...spots.keys()];
    if (event.key === "Enter" || event.key === " ") choose(id);
    else if (event.key === "Home") goTo(order[0]);
    else if (event.key === "End") goTo(order[order.length - 1]);
    else if (ARROWS[event.key]) goTo(ahead(spots.get(id), ARROWS[event.key]) || id);
    else return;
    event.preventDefault();
    event.stopPropagation(); // a notebook would move to its next cell
  }, heard);
  // Not on the SVG: Chromium lets Tab stop at an SVG element that listens for focus.
  group.addEventListener("focusin", (event) => {
    const node = event.target.closest("[data-spot]");
    focused = node?.dataset.spot ?? "";
    pointed = "";
    point();
    if (!node?.matches(":focus-visible")) return;
    const box = node.getBoundingClientRect();
    const bar = caption.getBoundingClientRect();
    const floor = Math.min(window.innerHeight, bar.top > 0 ? bar.top : Infinity);
    if (box.top < 0 || box.bottom > floor) node.scrollIntoView({ block: "center" });
  }, heard);
  group.addEventListener("focusout", () => {
    focused = "";
    point();
  }, heard);

  // Words in the drawing keep their size on the screen, however wide the drawing is.
  const sizes = new ResizeObserver(([{ contentRect }]) => {
    if (!contentRect.width) return;
    svg.style.setProperty("--bodymap-unit", WIDTH / contentRect.width);
    fit();
  });
  sizes.observe(svg);

  const redraw = ["places", "words", "first_side", "operation"].map((name) => `change:${name}`);
  const repaint = ["chosen", "marks"].map((name) => `change:${name}`);
  for (const name of redraw) model.on(name, draw);
  for (const name of repaint) model.on(name, paint);
  draw();

  return () => {
    for (const name of redraw) model.off(name, draw);
    for (const name of repaint) model.off(name, paint);
    sizes.disconnect();
    stop.abort();
    root.remove();
  };
}

export default { render };
