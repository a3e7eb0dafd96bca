"""The learner works through made-up cases, as many as they like, and the rules mark each step."""

import random
from collections.abc import Collection
from typing import Any, Literal

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.activities.clinic_words import sign, stage_names
from course_lib.clinical.case_generator import DIFFICULTIES, CaseGenerator, MadeUp
from course_lib.clinical.case_steps import Worked, all_right, handled, worked
from course_lib.clinical.clinic import Mark, Step, debrief, mark
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.record import Record, named
from course_lib.language import _, ngettext
from course_lib.learning.case_code import (
    CASES,
    CaseCodeError,
    CaseNumber,
    case_of,
    code_of,
    edition,
)
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Card,
    Choice,
    Details,
    Field,
    Heading,
    Option,
    Paragraph,
    Steps,
    Table,
    Toggles,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

MOST_SEEN = 100
MOST_TYPED = 20  # letters


class CaseBook:
    """Makes up the case of a number: the same for everybody."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.edition = edition(course)
        self._generator = CaseGenerator(course)

    def made_up(self, number: CaseNumber) -> MadeUp:
        """Return the case called `number`; raises KeyError for no difficulty."""
        difficulty = {int(d): d for d in DIFFICULTIES}[number.difficulty]
        return self._generator.make(difficulty, random.Random(number.beginning))

    def worked(self, number: CaseNumber) -> Worked:
        """Return the case called `number` with its steps."""
        chance = random.Random(f"steps-{number.beginning}")
        return worked(self.made_up(number), self.course, chance)

    def code(self, number: CaseNumber) -> str:
        """Return the code that brings the case back."""
        return code_of(number, self.edition)

    def number(self, code: str) -> CaseNumber:
        """Return the case that `code` brings back; raises CaseCodeError."""
        return case_of(code, self.edition)

    def another(
        self, difficulty: int, chance: random.Random, seen: list[CaseNumber]
    ) -> CaseNumber:
        """Return a case that is none of those `seen`, neither by number nor by what it holds."""
        known = [self.made_up(number).case for number in seen]
        while True:
            number = CaseNumber(difficulty, chance.randrange(CASES))
            if number not in seen and self.made_up(number).case not in known:
                return number


class EndlessCases(Model):
    """The case on the table, where the learner is in it, and the cases met so far.

    No widgets here.
    """

    difficulty = traitlets.Int(1)
    code = traitlets.Unicode()
    at = traitlets.Int(0)
    chosen = traitlets.Dict()
    """The ids of the answers chosen, by step."""
    marked = traitlets.List(traitlets.Unicode())
    """The steps that have been marked."""
    seen = traitlets.List(traitlets.Unicode())
    """The codes of the cases met in this session, the last one last."""
    typed = traitlets.Unicode()
    trouble = traitlets.Unicode()

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.book = CaseBook(course)
        self.chance = random.Random()
        self._worked: Worked | None = None

    @property
    def case(self) -> Worked | None:
        """The case on the table with its steps, or None before the first."""
        return self._worked

    @property
    def step(self) -> Step | None:
        """The step that the learner is at, or None at the end and before the first case."""
        case = self.case
        return case.steps[self.at] if case and self.at < len(case.steps) else None

    def choose_difficulty(self, difficulty: int) -> None:
        """Set how hard the next case is; raises ValueError for no difficulty."""
        if difficulty not in DIFFICULTIES:
            raise ValueError(f"{difficulty} is no difficulty")
        self.difficulty = difficulty

    def another(self) -> None:
        """Put a case on the table that has not been there in this session."""
        met = [self.book.number(code) for code in self.seen]
        self._put(self.book.another(self.difficulty, self.chance, met))

    def bring_back(self) -> None:
        """Put the case on the table whose code was typed; `trouble` says if there is none."""
        try:
            number = self.book.number(self.typed)
        except CaseCodeError as error:
            self.trouble = str(error)
            return
        self._put(number)

    def choose(self, answer: str) -> None:
        """Choose an answer of the step, or let it go; a marked step no longer changes.

        Raises KeyError for an answer that the step does not have.
        """
        step = self.step
        if step is None or step.id in self.marked:
            return
        if answer not in {one.id for one in step.options}:
            raise KeyError(answer)
        before = list(self.chosen.get(step.id, []))
        if not step.several:
            after = [answer]
        elif answer in before:
            after = [one for one in before if one != answer]
        else:
            after = [*before, answer]
        self.chosen = {**self.chosen, step.id: after}

    def look(self) -> None:
        """Have the step marked."""
        step = self.step
        if step and self.chosen.get(step.id) and step.id not in self.marked:
            self.marked = [*self.marked, step.id]

    def go_on(self) -> None:
        """Go to the next step once this one is marked."""
        if self.step and self.step.id in self.marked:
            self.at += 1

    def go_back(self) -> None:
        """Look at the step before this one again."""
        self.at = max(0, self.at - 1)

    def again(self) -> None:
        """Begin this case again."""
        with self.hold_trait_notifications():
            self.at, self.chosen, self.marked = 0, {}, []

    def marks(self, step: Step) -> tuple[Mark, ...] | None:
        """Return the marks of a step, or None before it is marked."""
        return mark(step, self.chosen[step.id]) if step.id in self.marked else None

    def state(self) -> dict[str, Any]:
        """Return the case and where the learner is in it, as plain data."""
        return {
            "difficulty": self.difficulty, "code": self.code, "at": self.at,
            "chosen": {step: list(ids) for step, ids in self.chosen.items()},
            "marked": list(self.marked), "seen": list(self.seen),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`.

        Raises ValueError or KeyError where a case, a step or an answer is there no more.
        """
        seen = [self.book.code(self.book.number(code)) for code in state["seen"]][-MOST_SEEN:]
        case = self.book.worked(self.book.number(state["code"])) if state["code"] else None
        steps = {step.id: step for step in case.steps} if case else {}
        chosen: dict[str, list[str]] = {}
        for id_, answers in state["chosen"].items():
            there = {option.id for option in steps[id_].options}
            if not set(answers) <= there:
                raise KeyError(id_)
            chosen[id_] = list(answers)
        marked = [id_ for id_ in state["marked"] if chosen[id_]]
        at = int(state["at"])
        if not 0 <= at <= len(steps):
            raise ValueError(f"there is no step {at}")
        self.choose_difficulty(int(state["difficulty"]))
        self._worked = case
        with self.hold_trait_notifications():
            self.code, self.at, self.chosen = str(state["code"]), at, chosen
            self.marked, self.seen = marked, seen

    def _put(self, number: CaseNumber) -> None:
        self._worked = self.book.worked(number)
        code = self.book.code(number)
        with self.hold_trait_notifications():
            self.code, self.at, self.chosen, self.marked = code, 0, {}, []
            self.seen = [*(one for one in self.seen if one != code), code][-MOST_SEEN:]
            self.difficulty, self.typed, self.trouble = number.difficulty, "", ""


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the made-up cases."""
    return EndlessCasesActivity(course, lesson)


class EndlessCasesActivity:
    """One panel: which case, what is known of it, and the step that the learner is at."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/endless-cases"
        self.model = EndlessCases(course)
        self.panel = Panel(_("Made-up cases"), self._pressed)
        self.model.observe(lambda _change: self._follow())
        self._follow()
        self.claims = claims_used(course)
        data = [
            list(collection.values())
            for collection in (course.rules, course.findings, course.case_phrases)
        ]
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown("endless cases", ["made-up cases"], [data, words], self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the case that the learner was in."""
        self.model.chance = visit.chance
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["difficulty"]:
                self.model.choose_difficulty(int(value))
            case ["another"]:
                self.model.another()
            case ["typed"]:
                self.model.typed = value
            case ["bring-back"]:
                self.model.bring_back()
            case ["step", _id]:
                self.model.choose(value)
            case ["look"]:
                self.model.look()
            case ["on"]:
                self.model.go_on()
            case ["back"]:
                self.model.go_back()
            case ["again"]:
                self.model.again()

    def _follow(self) -> None:
        case = self.model.case
        blocks = self._choosing()
        said = self.model.trouble or _("Choose how hard the case is to be, and get one.")
        if case:
            blocks += self._told(case)
            here, said = self._step(self.model.step) if self.model.step else self._end(case)
            blocks += here
        self.panel.draw(blocks, self.model.trouble or said)

    def _choosing(self) -> list[Block]:
        model = self.model
        names = difficulty_names()
        levels = tuple(Option(str(d), names[d]) for d in DIFFICULTIES)
        blocks: list[Block] = [
            Callout("notice", *standing(self.course, model.case)),
            Choice("difficulty", _("How hard"), levels, str(model.difficulty), look="switch"),
            Buttons((
                Button("another", _("Another case") if model.code else _("Get a case"),
                       main=not model.code),
            )),
            Field("typed", _("Or type the code of a case"), model.typed, MOST_TYPED),
            Buttons((Button("bring-back", _("Bring this case back")),)),
        ]
        if model.trouble:
            blocks.append(
                Callout("notice", _("No case was found"), (Paragraph(model.trouble),))
            )
        return blocks

    def _told(self, case: Worked) -> list[Block]:
        """Say what is known so far: the answers of the person come once they have been asked."""
        model = self.model
        names = stage_names()
        blocks: list[Block] = [
            Heading(_("Case {code}").format(code=model.code), 2),
            Paragraph(_("Whoever types this code gets the same case."), quiet=True),
            Steps(_("The way through this case"), tuple(names[s.stage] for s in case.steps),
                  model.at, _("done")),
        ]
        return blocks + told(case, heard="listen" in model.marked) if model.step else blocks

    def _step(self, step: Step) -> tuple[list[Block], str]:
        model = self.model
        marks = model.marks(step)
        chosen = tuple(model.chosen.get(step.id, []))
        options = tuple(
            Option(o.id, o.text, "" if marks is None else sign(o, o.id in chosen))
            for o in step.options
        )
        key, locked = f"step:{step.id}", marks is not None
        blocks: list[Block] = [
            Toggles(key, step.ask, options, chosen, disabled=locked) if step.several
            else Choice(key, step.ask, options, "".join(chosen), disabled=locked)
        ]
        said = step.ask
        if marks is not None:
            said = verdict(step, chosen)
            look: Literal["right", "wrong"] = "right" if all_right(step, chosen) else "wrong"
            blocks.append(Callout(look, said, self._reasons(step, marks)))
        blocks.append(Buttons((
            Button("look", _("Look at my answer"), main=True, disabled=not chosen)
            if marks is None else Button("on", _("Go on"), main=True),
            Button("back", _("The step before"), disabled=model.at == 0),
            Button("again", _("Begin this case again"), disabled=not model.chosen),
        )))
        return blocks, said

    def _reasons(self, step: Step, marks: tuple[Mark, ...]) -> tuple[Block, ...]:
        """Say why, of what was chosen or missed first, and of the rest on demand."""
        spoken = {one.option.id for one in marks}
        rest = tuple(o for o in step.options if o.id not in spoken)
        blocks: list[Block] = [Bullets(tuple(self._line(one) for one in marks))]
        if rest and step.several:
            lines = tuple(
                Paragraph(f"{o.text} – {o.reason}", chips(self.course, o.claims)) for o in rest
            )
            blocks.append(Details(f"rest:{step.id}", _("Why the others do not belong here"),
                                  (Bullets(lines),)))
        return tuple(blocks)

    def _line(self, one: Mark) -> Paragraph:
        kinds = {
            "well": _("well chosen"), "missed": _("missed"), "wrong": _("not here"),
            "over-called": _("more than is needed"),
        }
        kind = _("too little") if one.chosen and one.kind == "missed" else kinds[one.kind]
        words = _("{text} – {kind}. {why}").format(
            text=one.option.text, kind=kind, why=one.option.reason)
        return Paragraph(words, chips(self.course, one.option.claims),
                         strong=one.option.dangerous and one.kind in {"missed", "wrong"})

    def _end(self, case: Worked) -> tuple[list[Block], str]:
        model, names = self.model, stage_names()
        marks = {step.id: model.marks(step) or () for step in case.steps}
        rows = tuple(
            (names[step.stage], _("{n} of {all}").format(n=right, all=count))
            for step in case.steps
            for right, count in [handled(step, model.chosen[step.id])]
        )
        again = [p for p in debrief(marks, case.steps) if p.mark.kind != "well"]
        said = _("You have gone through this case.")
        words: tuple[Block, ...] = (
            Paragraph(_("Look at these once more, the most dangerous first.")),
            Bullets(tuple(self._line(point.mark) for point in again)),
        ) if again else (Paragraph(_("Nothing was missed, and nothing was too much.")),)
        return [
            Callout("key-point", said, words),
            Table(_("Your steps"), (_("Step"), _("Right decisions")), rows),
            Buttons((
                Button("back", _("The step before")),
                Button("again", _("Begin this case again")),
            )),
        ], said


def told(case: Worked, *, heard: bool) -> list[Block]:
    """Return what the chart and the caller say, and what the person answers once `heard`."""
    made_up = case.made_up
    blocks: list[Block] = [
        Card(_("The chart"), (Paragraph(" ".join(s.text for s in made_up.chart)),)),
        Card(_("The call"), (Paragraph(" ".join(f"{s.text}" for s in made_up.call)),)),
    ]
    if heard:
        blocks.append(answers_of(case))
    return blocks


def answers_of(case: Worked) -> Card:
    """Return what the person answers when asked."""
    return Card(_("What {name} answers when asked").format(name=case.made_up.name),
                (Bullets(tuple(Paragraph(s.text) for s in case.made_up.replies)),))


def standing(course: Course, case: Worked | None) -> tuple[str, tuple[Block, ...]]:
    """Return how far made-up cases are reviewed, as title and words of a notice."""
    made_up = _("These cases are made up by chance, and nobody in them lives. Some tell of "
                "emergencies, or of a wish for no more treatment; you can leave any of them.")
    if case and case.reviewed(course):
        return _("Practice"), (Paragraph(made_up),)
    return _("Practice, not yet reviewed"), (
        Paragraph(_("The rules that mark these cases have not yet been signed off by an oncology "
                    "clinician.")),
        Paragraph(made_up),
    )


def difficulty_names() -> dict[int, str]:
    """Return what each difficulty is called."""
    return {1: _("Plain"), 2: _("With gaps"), 3: _("Hard")}


def verdict(step: Step, chosen: Collection[str]) -> str:
    """Say in words what an answer is worth."""
    if all_right(step, chosen):
        return _("All of it is right.")
    right, count = handled(step, chosen)
    if count == 1:
        return _("Not this.")
    return ngettext(
        "{n} of {all} decisions is right.", "{n} of {all} decisions are right.", right
    ).format(n=right, all=count)


def claims_used(course: Course) -> list[str]:
    """Return every claim that a made-up case can show."""
    records: tuple[Record, ...] = (
        *course.rules.values(), *course.findings.values(), *course.types.values(),
        *course.asks.values(), *course.sites.values(),
    )
    used = {claim for record in records for claim in named(record, "claims")}
    used |= {"T1", "T3", "D1", "true-recurrence-near-tumour-bed"} & set(course.claims)
    return sorted(used)
