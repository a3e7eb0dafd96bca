"""The panel: draws blocks in the browser and reports what the learner presses."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.ui.blocks import Block, plain

STATIC = Path(__file__).parent / "static"

Pressed = Callable[[str, str], None]

MOST_WRITTEN = 200  # letters that a search may report
FRAGMENT = "fragment"


class Panel(anywidget.AnyWidget):
    """Blocks on the page; `on_press(key, value)` is called when one of them is used.

    A button reports its key and "", a choice its key and the option, a search or a field its key
    and what was written. A panel that `follows` a prefix also reports "fragment" and the rest of
    the page's address after “#prefix”. Only what is drawn can be pressed: a message that names
    anything else is ignored, since any client can send one.
    """

    _esm = STATIC / "panel.js"
    # JupyterLab has no template of ours: the look of the whole lesson travels with the panel.
    _css = STATIC / "course.css"
    label = traitlets.Unicode().tag(sync=True)
    blocks: traitlets.List[Any] = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    """What a screen reader is told after a change."""
    follows = traitlets.Unicode().tag(sync=True)
    """The prefix of the fragments, in the address of the page, that this panel is told of."""

    def __init__(self, label: str, on_press: Pressed, follows: str = "") -> None:
        super().__init__(label=label, follows=follows)
        self._on_press = on_press
        self.on_msg(self._heard)

    def draw(self, blocks: Iterable[Block], said: str = "") -> None:
        """Show `blocks`, and tell a screen reader `said`."""
        with self.hold_sync():
            self.blocks = plain(tuple(blocks))
            self.said = said

    def offer(self, name: str, type_: str, data: bytes) -> None:
        """Give the learner a file to keep; `type_` is its media type."""
        self.send({"offer": {"name": name, "type": type_}}, buffers=[data])

    def lead_to(self, key: str) -> None:
        """Bring the control or entry called `key` into view and give it the focus."""
        self.send({"focus": key})

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        key, value = content.get("key"), content.get("value")
        if not isinstance(key, str) or not isinstance(value, str):
            return
        if (key, value) in _pressable(self.blocks):
            self._on_press(key, value)
        elif key in (writable := _writable(self.blocks)):
            self._on_press(key, value[: writable[key]])
        elif key == FRAGMENT and self.follows:
            self._on_press(key, value[:MOST_WRITTEN])


def _pressable(blocks: list[dict[str, Any]]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for block in blocks:
        if block["kind"] == "buttons":
            found |= {(b["key"], "") for b in block["buttons"] if not b["disabled"]}
        if block["kind"] in {"choice", "toggles"} and not block["disabled"]:
            found |= {(block["key"], option["id"]) for option in block["options"]}
        if block["kind"] == "sequence" and not block["disabled"]:
            ids = [option["id"] for option in block["options"]]
            found |= {(block["key"], f"{way}:{id_}") for way in ("up", "down") for id_ in ids}
        found |= _pressable(block.get("blocks", []))
    return found


def _writable(blocks: list[dict[str, Any]]) -> dict[str, int]:
    """Return how many letters each field may report."""
    found: dict[str, int] = {}
    for block in blocks:
        if block["kind"] == "search":
            found[block["key"]] = MOST_WRITTEN
        if block["kind"] == "field" and not block["disabled"]:
            found[block["key"]] = block["most"]
        found |= _writable(block.get("blocks", []))
    return found
