"""A decision path: a tree of conditions, each held, not held or unknown.

The path knows nothing about cancer: what its nodes say is told to it. A tree on the page, it is
also a nested list in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import anywidget
import traitlets

from course_lib.language import _

STATIC = Path(__file__).parent / "static"

State = Literal["held", "not", "unknown"]


@dataclass(frozen=True)
class Node:
    """One condition: its words, whether it held, and what is `said` of it in this case.

    `parent` is empty at the root only. A node that `decides` lies on the path that made the root
    what it is. `finding` is empty where nothing can be set.
    """

    id: str
    parent: str
    words: str
    state: State
    said: str = ""
    decides: bool = False
    finding: str = ""


def own_words() -> dict[str, str]:
    """Return what the path says itself."""
    return {
        "held": _("held"),
        "not": _("did not hold"),
        "unknown": _("not known"),
        "decides": _("decides"),
        "set": _("Press Enter to set it."),
        "change": _("Set it"),
        "list": _("The same as a list"),
        "keys": _(
            "Arrow keys lead from one condition to the next; Enter sets the one that has the focus."
        ),
    }


class DecisionPath(anywidget.AnyWidget):
    """Shows a tree of nodes; `on_set(finding)` is called when the learner wants to set one.

    Nothing is shown while there are no nodes. Only a node that is drawn, and has a finding, can
    be set: a message that names anything else is ignored.
    """

    _esm = STATIC / "decision_path.js"
    _css = STATIC / "decision_path.css"

    label = traitlets.Unicode().tag(sync=True)
    nodes = traitlets.List(traitlets.Dict()).tag(sync=True)
    words = traitlets.Dict(
        value_trait=traitlets.Unicode(), key_trait=traitlets.Unicode()
    ).tag(sync=True)

    def __init__(self, on_set: Callable[[str], None]) -> None:
        super().__init__(words=own_words())
        self._on_set = on_set
        self.on_msg(self._heard)

    def draw(self, label: str, nodes: Sequence[Node]) -> None:
        """Show `nodes`, parents before their children, under the heading `label`."""
        with self.hold_sync():
            self.label = label
            self.nodes = [asdict(node) for node in nodes]

    def lead(self) -> None:
        """Bring the path into view and give its root the focus."""
        self.send({"focus": True})

    def _heard(self, _widget: object, content: Any, _buffers: object) -> None:
        wanted = content.get("set") if isinstance(content, dict) else None
        for node in self.nodes:
            if node["id"] == wanted and node["finding"]:
                self._on_set(node["finding"])
