"""The learner works out CTS5 and the Nottingham index step by step, and catches wrong programs.

Scores give a group and no percentage. Whom a score was not made for is told why it is refused.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.cohort_words import sentences
from course_lib.clinical.scores import (
    CTS5_CLAIMS,
    NPI_CLAIMS,
    OutsideRangeError,
    Score,
    cts5,
    npi,
)
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.numbers import NumberSet
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Field,
    Heading,
    Option,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

SCORES = ("cts5", "npi", "trap")
PEOPLE = ("after", "before", "man", "recurred")
GIVEN = ("nodes", "size", "grade", "age")
FIRST = {"person": "after", "nodes": "2", "size": "5", "grade": "1", "age": "56"}
TRAP_CLAIMS = ("cts5-cap-matters", "cts5-two-versions")
OTHER_CLAIMS = ("cts5-bands", "predict-death-not-recurrence")
PROGRAMS = ("published", "no-cap", "atac")
LETTERS = 8  # of a number that somebody writes
PLACES = Decimal("0.0001")

Numbers = Mapping[str, NumberSet]


class Scores(Model):
    """Which score is worked out, for whom, and which program the learner trusts."""

    score = traitlets.Enum(SCORES, default_value="cts5")
    given = traitlets.Dict()
    trusted = traitlets.Enum(("", *PROGRAMS), default_value="")

    def __init__(self) -> None:
        super().__init__(given=dict(FIRST))

    def turn_to(self, score: str) -> None:
        """Work out another score."""
        self.score = score

    def give(self, name: str, value: str) -> None:
        """Write one finding down, as it was written; KeyError for one that is not asked."""
        FIRST[name]
        if name == "person" and value not in PEOPLE:
            raise ValueError(f"“{value}” is nobody a score knows of")
        self.given = {**self.given, name: value[:LETTERS]}

    def trust(self, program: str) -> None:
        """Say which program is right."""
        self.trusted = program

    def reset(self) -> None:
        """Go back to the example."""
        with self.hold_trait_notifications():
            self.score, self.given, self.trusted = "cts5", dict(FIRST), ""

    def state(self) -> dict[str, Any]:
        """Return what was written and chosen, as plain data."""
        return {"score": self.score, "given": dict(self.given), "trusted": self.trusted}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError for what is asked no more."""
        given = {name: str(state["given"][name])[:LETTERS] for name in FIRST}
        if given["person"] not in PEOPLE:
            raise ValueError("nobody a score knows of")
        with self.hold_trait_notifications():
            self.score, self.given, self.trusted = state["score"], given, state["trusted"]


def worked_out(which: str, given: Mapping[str, str], numbers: Numbers) -> Score:
    """Return the score `which` of what was `given`.

    Raises OutsideRangeError, with every reason, where the score was not made for this person or
    what was written is no number.
    """
    reasons = list(_not_for(which, given["person"]))
    read: dict[str, Any] = {}
    for name in GIVEN:
        try:
            read[name] = Decimal(given[name].replace(",", "."))
        except InvalidOperation:
            read[name] = given[name]  # the score says what is wrong with it
    try:
        if which == "cts5":
            score = cts5(read["nodes"], read["size"], read["grade"], read["age"], numbers)
        else:
            score = npi(read["nodes"], read["size"], read["grade"], numbers, read["age"])
    except OutsideRangeError as error:
        raise OutsideRangeError([*reasons, *error.sentences]) from None
    if reasons:
        raise OutsideRangeError(reasons)
    return score


def _not_for(which: str, person: str) -> list[str]:
    if person == "recurred":
        return [
            _("The cancer has come back: the score was made for people before any recurrence, so "
              "it has nothing to say here.")
        ]
    if which == "cts5" and person == "before":
        return [_("CTS5 was made for women after the menopause.")]
    if person == "man":
        return [_("The score was made from women; what it would mean in a man was not read.")]
    return []


def programs(numbers: Numbers) -> dict[str, Decimal]:
    """Return what three programs say of the example: as published, without the cap, ATAC’s own."""
    formula = numbers["cts5-formula"]
    cap = formula.values["size-cap"]
    endless = cap.model_copy(update={"value": numbers["cts5-input-limits"].values["largest-size"]
                                     .value})
    return {
        "published": _example(numbers, {}),
        "no-cap": _example(numbers, {"size-cap": endless}),
        "atac": _example(numbers, dict(numbers["cts5-atac-formula"].values)),
    }


def _example(numbers: Numbers, changed: Mapping[str, Any], size: str = "size") -> Decimal:
    formula = numbers["cts5-formula"]
    other = formula.model_copy(update={"values": {**formula.values, **changed}})
    example = numbers["cts5-trap"].values
    return cts5(
        int(example["nodes"].value), example[size].value, int(example["grade"].value),
        example["age"].value, {**numbers, formula.id: other},
    ).value


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the two scores and the trap."""
    return ScoresActivity(course)


class ScoresActivity:
    """What was given, the steps, the group, and whom it is for; then three programs to judge."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = Scores()
        self.programs = programs(course.numbers)
        self.panel = Panel(_("Two scores, step by step"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["score", "given", "trusted"])
        self._follow()
        self.claims = sorted({*CTS5_CLAIMS, *NPI_CLAIMS, *TRAP_CLAIMS, *OTHER_CLAIMS})
        sets = ("cts5-formula", "cts5-cut-offs", "cts5-trap", "npi-formula", "npi-cut-offs")
        self.shown = Shown(
            "scores", list(SCORES), [course.numbers[name] for name in sets], self.panel
        )

    def open(self, visit: Visit) -> None:
        """Go back to what the learner had written."""
        remember(self.model, "04/scores", visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "score":
                self.model.turn_to(value)
            case "trusted":
                self.model.trust(value)
            case "reset":
                self.model.reset()
            case _ if key in FIRST:
                self.model.give(key, value)

    def _follow(self) -> None:
        options = (
            Option("cts5", _("CTS5")),
            Option("npi", _("Nottingham index")),
            Option("trap", _("Which program is right?")),
        )
        switch = Choice("score", _("Work out"), options, self.model.score, look="switch")
        blocks, said = self._trap() if self.model.score == "trap" else self._score()
        self.panel.draw([switch, *blocks, Buttons((Button("reset", _("Start again")),))], said)

    def _score(self) -> tuple[list[Block], str]:
        which = self.model.score
        claims = CTS5_CLAIMS if which == "cts5" else NPI_CLAIMS
        try:
            score = worked_out(which, self.model.given, self.course.numbers)
            blocks, said = _steps(score)
        except OutsideRangeError as error:
            said = _("No score for this person.")
            reasons = Bullets(tuple(Paragraph(sentence) for sentence in error.sentences))
            blocks = [Callout("notice", said, (reasons,))]
        more = (*claims, "cts5-bands") if which == "cts5" else (
            *claims, "predict-death-not-recurrence"
        )
        return [*self._asked(), *blocks, Heading(_("What is known of it"), 3),
                sentences(self.course, more)], said

    def _asked(self) -> list[Block]:
        given = self.model.given
        people = (
            Option("after", _("A woman after the menopause")),
            Option("before", _("A woman before the menopause")),
            Option("man", _("A man")),
            Option("recurred", _("Somebody whose cancer has come back")),
        )
        grades = tuple(Option(grade, grade) for grade in ("1", "2", "3"))
        return [
            Choice("person", _("For whom"), people, given["person"], look="menu"),
            Field("nodes", _("Involved nodes"), given["nodes"], LETTERS, numeric=True),
            Field("size", _("Size in millimetres"), given["size"], LETTERS, numeric=True),
            Choice("grade", _("Grade"), grades, given["grade"], look="switch"),
            Field("age", _("Age in years"), given["age"], LETTERS, numeric=True),
        ]

    def _trap(self) -> tuple[list[Block], str]:
        example = self.course.numbers["cts5-trap"].values
        label = _(
            "A made-up woman after the menopause, {age}, with {nodes} involved node, a tumour of "
            "{size} and grade {grade}. Three programs call their result CTS5. Which one follows "
            "the published score?"
        ).format(**{name: example[name] for name in GIVEN})
        names = {"published": _("Program A"), "no-cap": _("Program B"), "atac": _("Program C")}
        options = tuple(
            Option(id_, _("{name}: {score}").format(name=names[id_], score=_round(value)),
                   self._mark(id_))
            for id_, value in self.programs.items()
        )
        blocks: list[Block] = [
            Paragraph(label), Choice("trusted", _("Work it out, then choose"), options,
                                     self.model.trusted),
        ]
        if not self.model.trusted:
            return blocks, label
        title, why = self._why(self.model.trusted)
        look: Literal["right", "wrong"] = "right" if self.model.trusted == "published" else "wrong"
        blocks += [
            Callout(look, title, (Paragraph(why),)),
            Heading(_("What is known of it"), 3),
            sentences(self.course, TRAP_CLAIMS),
        ]
        return blocks, title

    def _mark(self, program: str) -> Literal["", "right", "wrong"]:
        if program != self.model.trusted:
            return ""
        return "right" if program == "published" else "wrong"

    def _why(self, program: str) -> tuple[str, str]:
        cap = self.course.numbers["cts5-formula"].values["size-cap"]
        return {
            "published": (
                _("Yes: this is the published score."),
                _("It counts {cap} of the tumour’s size and no more, and uses the final factors. A "
                  "program that cannot show its steps is not to be trusted.").format(cap=cap),
            ),
            "no-cap": (
                _("No: this program forgot the cap on size."),
                _("It counts the whole size, not {cap} of it; the squared part then pulls the "
                  "score down, so a large tumour looks calmer than it is.").format(cap=cap),
            ),
            "atac": (
                _("No: these are the factors of another version."),
                _("They were made from the ATAC trial alone, and do not belong to the final score "
                  "or its borders."),
            ),
        }[program]


def _steps(score: Score) -> tuple[list[Block], str]:
    rows = tuple((step.name, step.working, _round(step.value)) for step in score.steps)
    head = (_("Step"), _("Working"), _("Result"))
    said = _("{name}: {value}, group: {group}.").format(
        name=score.name, value=_round(score.value), group=score.group_name
    )
    return [
        Callout("key-point", said, (Paragraph(score.predicts),)),
        Table(_("How it is worked out"), head, rows, wide=True),
        Bullets(tuple(Paragraph(limit) for limit in score.limits), _("Limits")),
    ], said


def _round(value: Decimal) -> str:
    """Return `value` with at most four places, none of them idle."""
    short = value.quantize(PLACES).normalize()
    return f"{short:f}".replace("-", "−")
