// Draws the blocks of a panel and reports what is pressed. Words reach the page as text only.

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== "") made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function sentence(paragraph) {
  const text = paragraph.strong ? element("strong", {}, paragraph.text) : paragraph.text;
  const chips = paragraph.chips.flatMap((chip) => [
    " ",
    element(
      "a",
      { class: `course-chip ${chip.layer}`, href: `#claim-${chip.claim}`, title: chip.says },
      chip.text,
    ),
  ]);
  return [text, ...chips];
}

// An id that no other panel of the page uses, so that labels find their group.
let panels = 0;

function render({ model, el }) {
  const name = `course-panel-${(panels += 1)}`;
  const open = new Set(); // which details the learner has opened
  const body = element("div", { class: "course-panel", role: "group" });
  const live = element("p", { class: "course-live", role: "status", "aria-live": "polite" });
  el.append(body, live);

  const press = (key, value) => model.send({ key, value });

  const kinds = {
    heading: (b) => element(`h${b.level}`, {}, b.text),
    paragraph: (b) => element("p", {}, ...sentence(b)),
    bullets: (b) =>
      element(
        "ul",
        { "aria-label": b.label },
        ...b.items.map((item) => element("li", {}, ...sentence(item))),
      ),
    callout: (b) =>
      element(
        "div",
        { class: `course-callout ${b.look}` },
        element("p", {}, element("strong", {}, b.title)),
        ...b.blocks.map(draw),
      ),
    details: (b) => {
      const made = element(
        "details",
        { open: open.has(b.key) },
        element("summary", { "data-focus": `details:${b.key}` }, b.summary),
        ...b.blocks.map(draw),
      );
      made.addEventListener("toggle", () =>
        made.open ? open.add(b.key) : open.delete(b.key),
      );
      return made;
    },
    choice: (b) => {
      const label = `${name}-${b.key}`;
      const options = b.options.map((option) => {
        const chosen = option.id === b.chosen;
        const made = element(
          "button",
          {
            type: "button",
            class: option.mark,
            "aria-pressed": String(chosen),
            disabled: b.disabled,
            "data-focus": `${b.key}:${option.id}`,
          },
          option.text,
        );
        made.addEventListener("click", () => press(b.key, option.id));
        return made;
      });
      return element(
        "div",
        { class: "course-field" },
        element("p", { id: label, class: "course-label" }, b.label),
        element(
          "div",
          {
            class: b.look === "switch" ? "course-switch" : "course-choice",
            role: "group",
            "aria-labelledby": label,
          },
          ...options,
        ),
      );
    },
    buttons: (b) =>
      element(
        "div",
        { class: "course-buttons" },
        ...b.buttons.map((button) => {
          const made = element(
            "button",
            {
              type: "button",
              class: button.main ? "course-button main" : "course-button",
              disabled: button.disabled,
              "data-focus": button.key,
            },
            button.text,
          );
          made.addEventListener("click", () => press(button.key, ""));
          return made;
        }),
      ),
    progress: (b) =>
      element(
        "div",
        { class: "course-progress" },
        element("progress", { max: String(b.total), value: String(b.done), "aria-label": b.text }),
        element("span", {}, b.text),
      ),
    table: (b) =>
      element(
        "table",
        { class: "course-table" },
        element("caption", {}, b.caption),
        element(
          "thead",
          {},
          element("tr", {}, ...b.head.map((cell) => element("th", { scope: "col" }, cell))),
        ),
        element(
          "tbody",
          {},
          ...b.rows.map(([first, ...rest]) =>
            element(
              "tr",
              {},
              element("th", { scope: "row" }, first),
              ...rest.map((cell) => element("td", {}, cell)),
            ),
          ),
        ),
      ),
  };

  const draw = (block) => kinds[block.kind](block);

  function redraw() {
    // Redrawing must not lose the keyboard's place: focus returns to the control of the same name,
    // or to the panel itself where that control is gone.
    const held = body.contains(document.activeElement) ? document.activeElement : null;
    const wanted = held?.getAttribute("data-focus");
    body.setAttribute("aria-label", model.get("label"));
    body.replaceChildren(...model.get("blocks").map(draw));
    if (!held) return;
    const again = [...body.querySelectorAll("[data-focus]")].find(
      (control) => control.getAttribute("data-focus") === wanted && !control.disabled,
    );
    if (again) again.focus({ preventScroll: true });
    else {
      body.tabIndex = -1;
      body.focus({ preventScroll: true });
    }
  }

  function say() {
    live.textContent = model.get("said");
  }

  redraw();
  model.on("change:blocks", redraw);
  model.on("change:said", say);
  return () => {
    model.off("change:blocks", redraw);
    model.off("change:said", say);
  };
}

export default { render };
