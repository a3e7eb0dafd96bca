"""What the style notebook opens: each element of the look once, for authors.

No learner sees it, so its words are English and are not translated.
"""

from collections.abc import Callable, Iterable

from course_lib.content.course import this_course
from course_lib.figures.drawing import svg
from course_lib.figures.picture import load
from course_lib.lesson import Lesson
from course_lib.notebook import Notebook
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Card,
    Choice,
    Copyable,
    Details,
    Drawing,
    Entry,
    Field,
    Heading,
    Option,
    Paragraph,
    Progress,
    Search,
    Sequence,
    Steps,
    Table,
    Toggles,
    plain,
)
from course_lib.ui.body_map import MARKS, BodyMap
from course_lib.ui.cell_runs import MARKS as CELLS
from course_lib.ui.cell_runs import CellPicture, CellRuns
from course_lib.ui.chips import chips
from course_lib.ui.decision_path import DecisionPath, Node
from course_lib.ui.page import write
from course_lib.ui.panel import Panel
from course_lib.ui.people import MARKS as PERSONS
from course_lib.ui.people import Group, Hundred, People
from course_lib.ui.shown import Page, Shown
from course_lib.ui.timeline import LOOKS, Timeline
from course_lib.ui.year_slider import YearSlider

# Each colour with what it is for, as in the table at the top of course.css.
COLOURS = {
    "ink": "text",
    "muted": "quieter text",
    "paper": "the page",
    "card": "a surface on the page",
    "soft": "a quiet surface",
    "line": "borders of controls",
    "hair": "borders that only adorn",
    "accent": "links and main buttons",
    "accent-deep": "links and buttons under the mouse",
    "accent-soft": "behind what matters",
    "on-accent": "text on the accent",
    "focus": "the ring around what has the focus",
    "alert": "red flags",
    "alert-soft": "behind red flags",
    "here": "cancer back in the same area",
    "regional": "back in nearby nodes",
    "distant": "back in far parts of the body",
    "disputed": "sources disagree",
    "new": "a new cancer; practice today",
    "open": "not yet known",
}
SOME_WORDS = "Words of a usual length, which run on to a second line where the page is narrow."
WORDS = (Paragraph(SOME_WORDS),)
CALLOUTS = (
    Callout("key-point", "Key point: to take home", WORDS),
    Callout("red-flag", "Red flag: escalate now", WORDS),
    Callout("moved-on", "Practice has moved on", WORDS),
    Callout("notice", "Notice", WORDS),
    Callout("right", "Right", WORDS),
    Callout("wrong", "Not quite", WORDS),
)
# One place for each mark of the body map, in the order of MARKS.
PLACES = {
    "breast-upper-outer-left": ("breast-upper-outer", "left"),
    "axilla-left": ("axilla", "left"),
    "liver": ("liver", ""),
    "neck-node-left": ("neck-node", "left"),
    "nipple-right": ("nipple", "right"),
    "bone": ("bone", ""),
}


class StylePage(Notebook):
    """The style page; each method is what one cell shows."""

    def __init__(self) -> None:
        self.course = this_course()
        self._chosen = {"answer": "two", "layer": "today", "topic": "two"}
        self._live: list[tuple[Panel, Callable[[], list[Block]]]] = []

    def type_scale(self) -> Page:
        """Show headings and words from the largest to the smallest."""
        words: list[Block] = [
            Heading("A heading of the page", 2),
            Heading("A heading of an activity", 3),
            Heading("A heading inside an activity", 4),
            Paragraph(SOME_WORDS),
            Paragraph("Words that matter.", strong=True),
            Paragraph(f"Beside something else: {SOME_WORDS.lower()}", quiet=True),
            Bullets((Paragraph("One thing."), Paragraph(SOME_WORDS)), "A list"),
        ]
        return self._page("type scale", write(words))

    def colours(self) -> Page:
        """Show each colour with its name and what it is for."""
        rows = "".join(
            f'<li><span style="background: var(--course-{name})"></span>{name}: {use}</li>'
            for name, use in COLOURS.items()
        )
        return self._page("colours", f'<ul class="course-swatches">{rows}</ul>')

    def chips(self) -> Page:
        """Show the chips of practice today and of the documents."""
        of_layer: dict[str, str] = {}
        for claim in self.course.claims.values():
            of_layer.setdefault(claim.layer, claim.id)
        sentences = [
            Paragraph(f"A sentence of the layer “{layer}”.", chips(self.course, [id_]))
            for layer, id_ in sorted(of_layer.items())
        ]
        return self._page("chips", write(sentences))

    def callouts(self) -> Page:
        """Show what must not be overlooked, in each of its looks."""
        return self._page("callouts", write(CALLOUTS))

    def choices(self) -> Shown:
        """Show a question before and after its answer, a switch, a menu, and things to order."""
        return self._panel("Choices", self._choices)

    def _choices(self) -> list[Block]:
        words = {"one": "The first answer", "two": f"The second: {SOME_WORDS.lower()}"}
        options = tuple(Option(key, text) for key, text in words.items())
        marked = (Option("one", "The right one", "right"), Option("two", "Another one", "wrong"))
        layers = (Option("today", "Today"), Option("then", "The documents"), Option("both", "Both"))
        topics = (Option("one", "One", group="A group"), Option("two", "Two", group="A group"))
        return [
            Choice("answer", "A list of answers", options, self._chosen["answer"]),
            Choice("answered", "After the answer", marked, "two", disabled=True),
            Choice("layer", "A switch", layers, self._chosen["layer"], look="switch"),
            Choice("topic", "A menu", topics, self._chosen["topic"], look="menu"),
            Toggles("some", "As many as are right", options, ("one",)),
            Sequence("order", "Things to put in order", options, "Up", "Down"),
        ]

    def fields(self) -> Shown:
        """Show a field for a search, one for a number, and one for some sentences."""
        blocks: list[Block] = [
            Search("words", "A field for a search"),
            Field("number", "A field for a number", "12", most=10, numeric=True),
            Field("answer", "A field for some sentences", lines=3),
        ]
        return self._panel("Fields", lambda: blocks)

    def buttons(self) -> Shown:
        """Show the main button, others beside it, and words to copy."""
        row = Buttons(
            (
                Button("go", "Go on", main=True),
                Button("back", "Back"),
                Button("never", "Not now", disabled=True),
            )
        )
        copy = Copyable("Words to take away", "Course version 0.1.0", "Copy", "Copied")
        return self._panel("Buttons", lambda: [row, copy])

    def progress(self) -> Shown:
        """Show how far a learner has come, as a bar and as steps."""
        way = Steps("The way of the decision", ("Ask", "Prove", "Stage", "Plan"), 2, "(done)")
        return self._panel("Progress", lambda: [Progress(3, 8, "3 of 8"), way])

    def surfaces(self) -> Shown:
        """Show a card, an entry of each layer, and what opens on demand."""
        blocks: list[Block] = [
            Card("A card", WORDS),
            Entry("today", "An entry of practice today", WORDS, "today"),
            Entry("then", "An entry of the documents", WORDS, "sources"),
            Details("more", "More on demand", WORDS),
        ]
        return self._panel("Surfaces", lambda: blocks)

    def tables(self) -> Page:
        """Show a table, and a wide one that scrolls by itself."""
        head, row = ("Place", "Type", "What to ask"), ("Liver", "Distant", SOME_WORDS)
        wide = Table("A wide table", (*head, *head), ((*row, *row),) * 2, wide=True)
        return self._page("tables", write([Table("A table", head, (row, row)), wide]))

    def drawing(self) -> Shown:
        """Show a figure inside an activity, drawn once for a phone and once wider."""
        picture = load("first-recurrence", self.course)
        drawn = svg(picture.figure)
        drawing = Drawing(drawn, drawn, picture.message)
        table = Table("The same as a table", picture.head, picture.rows)
        return self._panel("A drawing", lambda: [drawing, table])

    def figure(self) -> Page:
        """Show a figure with its caption and its numbers as a table."""
        return Lesson("02").figure("first-recurrence")

    def people(self) -> Shown:
        """Show a hundred people with each of their marks."""
        view = People("A hundred people")
        counts = dict(zip(PERSONS, (70, 15, 10, 5), strict=True))
        groups = tuple(Group(mark, count, f"drawn as “{mark}”") for mark, count in counts.items())
        view.draw([Hundred("A hundred people", groups)])
        return Shown("people", list(PERSONS), counts, view)

    def years(self) -> Shown:
        """Show the slider over years."""
        view = YearSlider("Years", 10)
        view.year, view.said = 3, "Year 3"
        return Shown("years", ["slider"], view.last, view)

    def cells(self) -> Shown:
        """Show cells with each of their marks."""
        view = CellRuns("Some cells", {mark: f"drawn as “{mark}”" for mark in CELLS})
        view.draw([CellPicture("Some cells", CELLS, "One cell of each kind.")])
        return Shown("cells", list(CELLS), view.pictures, view)

    def timeline(self) -> Shown:
        """Show the timeline once everything on it is told."""
        legend = {**{look: f"drawn as “{look}”" for look in LOOKS}, "asked": "what was right"}
        view = Timeline(
            label="Some calls", axis="years", years=10, rows=["Low", "Middle", "High"],
            legend=legend, told=True,
        )
        view.stops = [
            {
                "year": 1 + 2.5 * place, "name": f"Call {place + 1}", "state": "behind",
                "words": f"This was {look}.", "chosen": place % 3, "low": 1, "high": 1,
                "look": look,
            }
            for place, look in enumerate(LOOKS)
        ]
        return Shown("timeline", list(LOOKS), view.stops, view)

    def decision_path(self) -> Shown:
        """Show a decision with each state that a condition can have."""
        nodes = (
            Node("root", "", "All of these", "unknown", decides=True),
            Node("held", "root", "A condition that held", "held", "It is so here."),
            Node("not", "root", "One that did not hold", "not", "It is not so here."),
            Node("open", "root", "One that is not known", "unknown", decides=True, finding="one"),
        )
        view = DecisionPath(lambda _finding: None)
        view.draw("The path of a decision", nodes)
        return Shown("decision path", [node.id for node in nodes], view.nodes, view)

    def body_map(self) -> Shown:
        """Show the map with each of its marks."""
        sites = self.course.sites
        places = [
            {"id": id_, "site": site, "side": side, "name": f"{sites[site].name} {side}".strip()}
            for id_, (site, side) in PLACES.items()
        ]
        marks = dict(zip(PLACES, MARKS, strict=True))
        view = BodyMap(places=places, marks=marks, first_side="left", operation="lumpectomy")
        return Shown("body map", list(MARKS), places, view)

    def _panel(self, label: str, blocks: Callable[[], Iterable[Block]]) -> Shown:
        """Show `blocks` in a panel; a choice in it can be made."""

        def pressed(key: str, value: str) -> None:
            if key in self._chosen:
                self._chosen[key] = value
                panel.draw(blocks(), f"{key}: {value}")

        panel = Panel(label, pressed)
        drawn = tuple(blocks())
        panel.draw(drawn)
        kinds = [type(block).__name__.lower() for block in drawn]
        return Shown(label.lower(), kinds, plain(drawn), panel)
