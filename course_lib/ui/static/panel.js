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
  return [text, ...paragraph.chips.flatMap((chip) => [" ", linkTo(chip)])];
}

// A claim stands on the sources page. From elsewhere it opens in a new tab, so that nothing a
// learner did is lost; the words for that are in the chip.
function linkTo(chip) {
  const away = chip.elsewhere
    ? { href: `sources.ipynb#claim-${chip.claim}`, target: "_blank", rel: "noopener" }
    : { href: `#claim-${chip.claim}` };
  const made = element(
    "a",
    { class: `course-chip ${chip.layer}`, title: chip.says, ...away },
    chip.text,
  );
  if (chip.elsewhere) {
    made.append(element("span", { class: "course-visually-hidden" }, ` ${chip.elsewhere}`));
  }
  return made;
}

// How long a search waits after the last letter.
const PAUSE = 250;

function table(b) {
  const row = ([first, ...rest]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, first),
      ...rest.map((cell) => element("td", {}, cell)),
    );
  const head = element("tr", {}, ...b.head.map((cell) => element("th", { scope: "col" }, cell)));
  return element(
    "table",
    { class: "course-table" },
    element("caption", {}, b.caption),
    element("thead", {}, head),
    element("tbody", {}, ...b.rows.map(row)),
  );
}

// A figure comes as SVG that the course has drawn itself; what a learner writes is never in it.
function drawn(svg, size) {
  const made = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  made.classList.add(size);
  return document.importNode(made, true);
}

// An id that no other panel of the page uses, so that labels find their group. Each panel has this
// file to itself, so that counting here would give all of them the same.
const newName = () => `course-panel-${Math.random().toString(36).slice(2)}`;

// One place of the page, whatever stands on it, is read aloud when its words change: two that change
// together would interrupt each other.
const SPOKEN = "course-live";

function spoken() {
  const there = document.getElementById(SPOKEN);
  if (there) return there;
  const made = element("p", { id: SPOKEN, class: SPOKEN, role: "status", "aria-live": "polite" });
  (document.querySelector("main") ?? document.body).append(made);
  return made;
}

function speak(words) {
  const live = spoken();
  // The same words a second time are a change only if they were gone in between.
  live.textContent = "";
  if (words) setTimeout(() => (live.textContent = words), 50);
}

function render({ model, el }) {
  const name = newName();
  const open = new Set(); // which details the learner has opened
  const menus = new Map(); // the menus, with the words that they were drawn with
  const fields = new Map(); // the search fields: each stays the same element, whatever is redrawn
  const body = element("div", { class: "course-panel", role: "group" });
  el.append(body);
  spoken(); // there before it has something to say

  const press = (key, value) => model.send({ key, value });

  const kinds = {
    heading: (b) => element(`h${b.level}`, {}, b.text),
    paragraph: (b) => element("p", { class: b.quiet ? "course-quiet" : "" }, ...sentence(b)),
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
    entry: (b) =>
      element(
        "article",
        {
          class: b.layer ? `course-entry ${b.layer}` : "course-entry",
          "aria-label": b.label,
          tabindex: "-1",
          "data-focus": b.key,
        },
        ...b.blocks.map(draw),
      ),
    card: (b) =>
      element(
        "div",
        { class: "course-card" },
        element("h3", {}, b.title),
        ...b.blocks.map(draw),
      ),
    search: (b) => {
      const field = fields.get(b.key) ?? searchField(b);
      fields.set(b.key, field);
      field.update(b);
      return field.made;
    },
    copyable: (b) => {
      const words = element("pre", { class: "course-copyable", tabindex: "0" }, b.text);
      const copy = element("button", { type: "button", class: "course-button" }, b.button);
      copy.addEventListener("click", async () => {
        getSelection().selectAllChildren(words);
        try {
          await navigator.clipboard.writeText(b.text);
          copy.textContent = b.done;
          speak(b.done);
        } catch {
          // No clipboard here: the words are selected, and the learner's own keys can copy them.
        }
      });
      return element(
        "div",
        { class: "course-field" },
        element("p", { class: "course-label" }, b.label),
        words,
        element("div", { class: "course-buttons" }, copy),
      );
    },
    choice: (b) => {
      if (b.look === "menu") return menu(b);
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
    toggles: (b) => {
      const label = `${name}-${b.key}`;
      const options = b.options.map((option) => {
        const made = element(
          "button",
          {
            type: "button",
            class: option.mark,
            "aria-pressed": String(b.chosen.includes(option.id)),
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
          { class: "course-choice course-toggles", role: "group", "aria-labelledby": label },
          ...options,
        ),
      );
    },
    sequence: (b) => {
      const label = `${name}-${b.key}`;
      // No button is ever disabled while steps can move: the focus must not fall off at the ends.
      const mover = (way, words, sign, option) => {
        const made = element(
          "button",
          {
            type: "button",
            class: "course-button",
            "aria-label": `${words}: ${option.text}`,
            title: words,
            "data-focus": `${b.key}:${way}:${option.id}`,
          },
          sign,
        );
        made.addEventListener("click", () => press(b.key, `${way}:${option.id}`));
        return made;
      };
      const step = (option) =>
        element(
          "li",
          { class: option.mark },
          element("span", {}, option.text),
          ...(b.disabled
            ? []
            : [mover("up", b.up, "↑", option), mover("down", b.down, "↓", option)]),
        );
      return element(
        "div",
        { class: "course-field" },
        element("p", { id: label, class: "course-label" }, b.label),
        element("ol", { class: "course-sequence", "aria-labelledby": label }, ...b.options.map(step)),
      );
    },
    field: (b) => {
      const field = fields.get(b.key) ?? writingField(b);
      fields.set(b.key, field);
      field.update(b);
      return field.made;
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
    steps: (b) => {
      const step = (text, place) => {
        const words = element("span", {}, text);
        if (place > b.at) return element("li", {}, words);
        if (place === b.at) return element("li", { "aria-current": "step" }, words);
        const done = element("span", { class: "course-visually-hidden" }, ` ${b.done}`);
        return element("li", { class: "is-done" }, words, done);
      };
      return element("ol", { class: "course-steps", "aria-label": b.label }, ...b.steps.map(step));
    },
    table: (b) => {
      const made = table(b);
      if (!b.wide) return made;
      const box = { class: "course-scroll", role: "region", tabindex: "0", "aria-label": b.caption };
      return element("div", box, made);
    },
  };

  kinds.drawing = (b) =>
    element(
      "figure",
      { class: "course-figure course-drawing" },
      drawn(b.narrow, "is-for-a-phone"),
      drawn(b.wide, "is-wider"),
      element("figcaption", {}, element("p", {}, b.caption)),
    );

  const draw = (block) => kinds[block.kind](block);

  // A menu stays the same element while its words do: whoever types a name into it has only begun
  // with the first letter when that is reported and drawn.
  function menu(b) {
    const words = JSON.stringify([b.label, b.options]);
    const kept = menus.get(b.key);
    const now = kept?.words === words ? kept : { words, ...newMenu(b) };
    menus.set(b.key, now);
    now.select.disabled = b.disabled;
    if (now.select.value !== b.chosen) now.select.value = b.chosen;
    return now.made;
  }

  function newMenu(b) {
    const id = `${name}-${b.key}`;
    const made = element("select", { id, disabled: b.disabled, "data-focus": b.key });
    let group = null;
    for (const option of b.options) {
      const chosen = option.id === b.chosen;
      const line = element("option", { value: option.id, selected: chosen }, option.text);
      if (!option.group) made.append(line);
      else {
        if (group?.label !== option.group) {
          group = element("optgroup", { label: option.group });
          made.append(group);
        }
        group.append(line);
      }
    }
    made.addEventListener("change", () => press(b.key, made.value));
    const label = element("label", { for: id, class: "course-label" }, b.label);
    return { select: made, made: element("div", { class: "course-field course-menu" }, label, made) };
  }

  function searchField(b) {
    const id = `${name}-${b.key}`;
    const input = element("input", {
      id,
      type: "search",
      maxlength: "200",
      autocomplete: "off",
      "data-focus": b.key,
    });
    const label = element("label", { for: id, class: "course-label" });
    let timer = null;
    let written = false; // since the field has the focus
    const report = () => {
      clearTimeout(timer);
      timer = null;
      press(b.key, input.value);
    };
    input.addEventListener("focus", () => (written = false));
    input.addEventListener("input", (event) => {
      written = true;
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(report, PAUSE);
    });
    input.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(report, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) report();
    });
    // What is pressed next, such as a button that clears, comes after what was written.
    input.addEventListener("blur", () => {
      if (timer !== null) report();
    });
    return {
      made: element("div", { class: "course-field course-search", role: "search" }, label, input),
      update(now) {
        label.textContent = now.label;
        // An answer that comes late must not undo what has been written since.
        const busy = timer !== null || (written && document.activeElement === input);
        if (!busy) input.value = now.value;
      },
    };
  }

  function writingField(b) {
    const id = `${name}-${b.key}`;
    const input = element(b.lines > 1 ? "textarea" : "input", {
      id,
      type: b.lines > 1 ? false : "text",
      rows: b.lines > 1 ? String(b.lines) : false,
      inputmode: b.numeric ? "decimal" : false,
      maxlength: String(b.most),
      autocomplete: "off",
      "data-focus": b.key,
    });
    const label = element("label", { for: id, class: "course-label" });
    let timer = null;
    const report = () => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      press(b.key, input.value);
    };
    const wait = (event) => {
      clearTimeout(timer);
      timer = event.isComposing ? null : setTimeout(report, PAUSE);
    };
    input.addEventListener("input", wait);
    input.addEventListener("compositionend", wait);
    input.addEventListener("blur", report);
    return {
      made: element("div", { class: "course-field course-writing" }, label, input),
      update(now) {
        label.textContent = now.label;
        input.disabled = now.disabled;
        // An answer that comes late must not undo what has been written since.
        if (timer === null && (now.disabled || document.activeElement !== input)) {
          input.value = now.value;
        }
      },
    };
  }

  // Puts what was drawn in place of what was there. A field that is drawn again is not moved:
  // taking it out, even for a moment, would break the word that is being written.
  function place(made) {
    const kept = new Set(made);
    for (const old of [...body.children]) if (!kept.has(old)) old.remove();
    let at = body.firstChild;
    for (const one of made) {
      if (one === at) at = at.nextSibling;
      else body.insertBefore(one, at);
    }
  }

  const called = (key) =>
    [...body.querySelectorAll("[data-focus]")].find(
      (control) => control.getAttribute("data-focus") === key && !control.disabled,
    );

  function redraw() {
    // Redrawing must not lose the keyboard's place: focus returns to the control of the same name,
    // or to the panel itself where that control is gone.
    const held = body.contains(document.activeElement) ? document.activeElement : null;
    const wanted = held?.getAttribute("data-focus");
    body.setAttribute("aria-label", model.get("label"));
    place(model.get("blocks").map(draw));
    if (!held || document.activeElement === held) return;
    const again = called(wanted);
    if (again) again.focus({ preventScroll: true });
    else {
      body.tabIndex = -1;
      body.focus({ preventScroll: true });
    }
  }

  function say() {
    speak(model.get("said"));
  }

  // A file that Python has made for the learner: the browser keeps it as it keeps any other.
  function offer(file, [bytes]) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: file.type }));
    link.download = file.name;
    link.click();
    // Some browsers read the file only after the click has ended.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  function heard(message, buffers) {
    if (message?.offer) offer(message.offer, buffers);
    else leadTo(message);
  }

  function leadTo(message) {
    const control = message?.focus && called(message.focus);
    if (!control) return;
    control.focus({ preventScroll: true });
    control.scrollIntoView({ block: "start" });
  }

  // The address of the page may name something of this panel (#claim-…): Python shows it.
  function follow() {
    const prefix = `#${model.get("follows")}`;
    if (prefix !== "#" && location.hash.startsWith(prefix)) {
      press("fragment", location.hash.slice(prefix.length));
    }
  }

  // A link to something of this panel leads there without leaving the page, wherever the link
  // stands, and also when it is pressed a second time, which changes no address.
  function lead(event) {
    const prefix = model.get("follows");
    const link = prefix && event.target.closest?.(`a[href^="#${prefix}"]`);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.hash === location.hash) follow();
    else location.hash = link.hash;
  }

  redraw();
  model.on("change:blocks", redraw);
  model.on("change:said", say);
  model.on("msg:custom", heard);
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", lead);
  follow();
  return () => {
    model.off("change:blocks", redraw);
    model.off("change:said", say);
    model.off("msg:custom", heard);
    window.removeEventListener("hashchange", follow);
    document.removeEventListener("click", lead);
  };
}

export default { render };
