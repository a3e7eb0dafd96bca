"""The learner chooses size and nodes, and sees the late risk of a hundred women."""

from typing import Any

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.time_machine_words import newer
from course_lib.clinical.hazards import OUT_OF, whole_people
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import Block, Button, Buttons, Callout, Choice, Option, Paragraph, Table
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.people import Group, Hundred, People
from course_lib.ui.shown import Shown

NUMBERS = "late-distant-recurrence-ebctcg"
SIZES = ("t1", "t2")
NODES = ("n0", "n1-3", "n4-9")
CLAIMS = (
    "late-distant-recurrence-er-positive", "late-risk-steady", "distant-recurrence-has-fallen",
    "older-tables-too-high",
)


class LateRisk(Model):
    """The size and the nodes that are looked at."""

    size = traitlets.Enum(SIZES, default_value="t1")
    nodes = traitlets.Enum(NODES, default_value="n0")

    def reset(self) -> None:
        """Go back to the smallest."""
        with self.hold_trait_notifications():
            self.size, self.nodes = SIZES[0], NODES[0]

    def state(self) -> dict[str, Any]:
        """Return size and nodes, as plain data."""
        return {"size": self.size, "nodes": self.nodes}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or TraitError for what is there no more."""
        with self.hold_trait_notifications():
            self.size, self.nodes = state["size"], state["nodes"]


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the late risk by size and nodes."""
    return LateRiskActivity(course)


class LateRiskActivity:
    """The choice, a hundred women, and all six groups as a table."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.values = course.numbers[NUMBERS].values
        self.model = LateRisk()
        self.choice = Panel(_("Late risk by size and nodes"), self._pressed)
        self.people = People(_("A hundred women"))
        self.beside = Panel(_("Whose years these are"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["size", "nodes"])
        self._follow()
        self.claims = list(CLAIMS)
        data = [course.numbers[NUMBERS].model_dump(mode="json"),
                [course.claims[id_] for id_ in self.claims]]
        view = VBox([self.choice, self.people, self.beside])
        self.shown = Shown("late risk", (*SIZES, *NODES), data, view)

    def open(self, visit: Visit) -> None:
        """Go back to the group that was looked at."""
        remember(self.model, "01/late-risk", visit)

    def _pressed(self, key: str, value: str) -> None:
        if key == "size" and value in SIZES:
            self.model.size = value
        elif key == "nodes" and value in NODES:
            self.model.nodes = value
        elif key == "reset":
            self.model.reset()

    def _percent(self, size: str, nodes: str) -> float:
        return float(self.values[f"{size}-{nodes}"].value)

    def _follow(self) -> None:
        size, nodes = self.model.size, self.model.nodes
        ill = whole_people(self._percent(size, nodes))
        name = _("{size}, {nodes}").format(size=_sizes()[size], nodes=_nodes()[nodes])
        self.people.draw([Hundred(name, (
            Group("full", ill, _("distant recurrence in these years")),
            Group("open", OUT_OF - ill, _("no distant recurrence in these years")),
        ))])
        words = _("{name}: distant recurrence in {n} of 100.").format(name=name, n=ill)
        self.choice.draw(self._choices(), words)
        self.beside.draw(self._beside())

    def _choices(self) -> list[Block]:
        return [
            Choice("size", _("Tumour of the first cancer"),
                   tuple(Option(id_, text) for id_, text in _sizes().items()),
                   self.model.size, look="switch"),
            Choice("nodes", _("Involved nodes at the beginning"),
                   tuple(Option(id_, text) for id_, text in _nodes().items()),
                   self.model.nodes, look="switch"),
            Buttons((Button("reset", _("Begin again")),)),
        ]

    def _beside(self) -> list[Block]:
        counted = self.course.numbers[NUMBERS]
        years = (self.values["from"].number, self.values["to"].number)
        rows = tuple(
            (_nodes()[nodes], *(str(self.values[f"{size}-{nodes}"]) for size in SIZES))
            for nodes in NODES
        )
        caption = _("Distant recurrence from year {start} to year {end} after diagnosis").format(
            start=years[0], end=years[1])
        claims = tuple(
            Paragraph(self.course.claims[id_].says, chips(self.course, [id_]))
            for id_ in CLAIMS[:2]
        )
        return [
            Callout("notice", _("A population, not this person"), (
                Paragraph(_("{people}; {period}. Counted is distant recurrence from year {start} "
                            "to year {end}.").format(
                    people=counted.population, period=counted.period, start=years[0],
                    end=years[1])),
                Paragraph(counted.not_for, strong=True),
                *claims,
            )),
            Table(caption, (_("Nodes"), *_sizes().values()), rows),
            newer(self.course),
        ]


def _sizes() -> dict[str, str]:
    return {"t1": _("T1, smaller"), "t2": _("T2, larger")}


def _nodes() -> dict[str, str]:
    return {"n0": _("N0, none"), "n1-3": _("1 to 3 nodes"), "n4-9": _("4 to 9 nodes")}
