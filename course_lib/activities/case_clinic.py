"""The learner meets a person and does a nurse's work: ask, look, call, anticipate, teach, talk."""

from collections.abc import Iterable
from typing import Literal

from course_lib.activities.activity import Activity, remember
from course_lib.activities.clinic_walk import ClinicWalk, tells_at_once
from course_lib.activities.clinic_words import sign, stage_names
from course_lib.clinical.clinic import STAGES, Mark, Point, Step, danger, steps
from course_lib.clinical.clinic import Option as Choosable
from course_lib.content.cases import WrittenCase
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _
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
    Heading,
    Option,
    Paragraph,
    Steps,
    Toggles,
)
from course_lib.ui.chips import chips, one_each
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

Path = Literal["core", "more"]
# These have an order of their own; everywhere else the file may write what is right first.
IN_ORDER = {"type", "escalate"}


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the cases that everybody meets."""
    return CaseClinicActivity(course, lesson, "core")


class CaseClinicActivity:
    """One panel: the person, the step of the case, what was chosen, and why it helps or not."""

    def __init__(self, course: Course, lesson: Lesson, path: Path) -> None:
        self.course = course
        self.name = f"{lesson.id}/{'case-clinic' if path == 'core' else 'more-cases'}"
        self.records = {
            record.id: record for record in course.cases.values()
            if record.lesson == lesson.id and record.path == path
        }
        self.model = ClinicWalk(
            {id_: steps(record, course) for id_, record in self.records.items()}
        )
        label = _("Case clinic") if path == "core" else _("More people to meet")
        self.panel = Panel(label, self._pressed)
        self.model.observe(lambda _change: self._follow())
        self._follow()
        self.claims = sorted(self._stated())
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown("cases", list(self.records), [*self.records.values(), *words],
                           self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the case and the step where the learner was."""
        remember(self.model, self.name, visit)

    def _stated(self) -> set[str]:
        options = (o for case in self.model.cases.values() for step in case for o in step.options)
        closing = (record.closing_claims for record in self.records.values())
        return {claim for option in options for claim in option.claims}.union(*closing)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["case"]:
                self.model.choose_case(value)
            case ["enter"]:
                self.model.enter()
            case ["choose", _step]:
                self.model.choose(value)
            case ["look"]:
                self.model.look()
            case ["change"]:
                self.model.change()
            case ["on"] | ["pass-by"]:
                self.model.go_on()
            case ["back"]:
                self.model.go_back()
            case ["again"]:
                self.model.again()
            case ["next"]:
                self.model.next_case()

    def _follow(self) -> None:
        model, record = self.model, self.records[self.model.case]
        options = tuple(Option(one.id, one.title) for one in self.records.values())
        blocks: list[Block] = [
            Choice("case", _("Whom do you meet?"), options, record.id, look="menu")
        ]
        if not model.walk.entered:
            more, said = self._door(record)
        elif model.step is None:
            more, said = self._end(record)
        else:
            more, said = self._step(record, model.step)
        self.panel.draw([*blocks, *more], said)

    def _door(self, record: WrittenCase) -> tuple[list[Block], str]:
        words = record.notice or _("Nothing here is counted against you, and every step can be "
                                   "left out. The person is made up.")
        title = _("Before you go in")
        ways = Buttons((
            Button("enter", _("Go in"), main=True), Button("next", _("Leave this case out")),
        ))
        return [Callout("notice", title, (Paragraph(words),)), ways], f"{title}: {words}"

    def _step(self, record: WrittenCase, step: Step) -> tuple[list[Block], str]:
        model = self.model
        chosen, marked = model.chosen(step), model.is_marked(step)
        said = step.ask
        blocks = [self._stages(step), *self._person(record, step)]
        if step.happens:
            blocks.append(Paragraph(step.happens))
        if step.says:
            blocks.append(Paragraph(_("“{words}”").format(words=step.says), strong=True))
        blocks.append(_control(step, chosen, marked))
        if tells_at_once(step):
            told = [o for id_ in chosen for o in step.options if o.id == id_]
            if told:
                blocks.append(Bullets(tuple(map(_told, told)), _("What you learn")))
                said = told[-1].tells
        if marked:
            verdict = self._verdict(step)
            blocks.append(verdict)
            said = verdict.title
        blocks.append(self._ways(step, chosen, marked))
        return blocks, said

    def _stages(self, step: Step) -> Steps:
        names = stage_names()
        return Steps(_("The way through a case"), tuple(names[s] for s in STAGES),
                     STAGES.index(step.stage), _("(done)"))

    def _person(self, record: WrittenCase, step: Step) -> list[Block]:
        """Introduce the person at the beginning; later their words and answers can be opened."""
        words = (
            Paragraph(record.setting),
            Paragraph(_("“{words}”").format(words=record.caller), strong=True),
        )
        if step is self.model.steps[0]:
            return [Card(record.title, words)]
        heard = tuple(
            _told(option) for one in self.model.steps if tells_at_once(one) and one is not step
            for option in one.options
            if option.id in self.model.chosen(one)
            or (self.model.is_marked(one) and option.fit == "must")
        )
        return [Details("known", _("What you know so far"), (*words, Bullets(heard)))]

    def _verdict(self, step: Step) -> Callout:
        marks = self.model.marks(step)
        well = all(one.kind == "well" for one in marks)
        title = _("Well done.") if well else _("Look once more.")
        if any(danger(one) == 0 for one in marks):
            title = _("Look once more: this could hurt the person.")
        lines = [self._line(step, one) for one in sorted(marks, key=danger)]
        spoken = {one.option.id for one in marks}
        rest = [o for o in step.options if o.id not in spoken]
        if not step.several:
            said = {one.option.reason for one in marks}
            lines += [self._best(o, said) for o in rest if o.fit == "must"]
            rest = [o for o in rest if o.fit != "must" and o.reason not in said]
        if not marks:
            return Callout("notice", _("Nothing was chosen, and nothing had to be."), ())
        blocks: list[Block] = [Bullets(tuple(lines))]
        if rest and not tells_at_once(step):
            others = tuple(map(self._other, rest))
            blocks.append(Details(f"others:{step.id}", _("And the others"), (Bullets(others),)))
        return Callout("right" if well else "wrong", title, tuple(blocks))

    def _line(self, step: Step, one: Mark) -> Paragraph:
        option = one.option
        parts = [_("{kind}: {text}").format(kind=kind_names()[one.kind], text=_closed(option.text))]
        if one.chosen and not tells_at_once(step):
            parts.append(option.tells)
        if not one.chosen and tells_at_once(step):
            parts.append(_("The answer would have been: “{words}”").format(words=option.tells))
        parts.append(option.reason)
        return Paragraph(" ".join(filter(None, parts)),
                         one_each(chips(self.course, option.claims)))

    def _best(self, option: Choosable, said: set[str]) -> Paragraph:
        if option.reason in said:
            return Paragraph(_("Best here: {text}").format(text=_closed(option.text)))
        words = _("Best here: {text} {why}").format(text=_closed(option.text), why=option.reason)
        return Paragraph(words, one_each(chips(self.course, option.claims)))

    def _other(self, option: Choosable) -> Paragraph:
        return Paragraph(f"{_closed(option.text)} {option.reason}",
                         one_each(chips(self.course, option.claims)))

    def _ways(self, step: Step, chosen: list[str], marked: bool) -> Buttons:
        back = Button("back", _("One step back"), disabled=self.model.walk.at == 0)
        again = Button("again", _("Begin this case again"))
        if marked:
            change = Button("change", _("Answer another way"))
            return Buttons((Button("on", _("Go on"), main=True), change, back, again))
        look = Button("look", _("That is enough") if tells_at_once(step) else
                      _("Look at my answer"), main=True, disabled=not (step.several or chosen))
        return Buttons((look, back, Button("pass-by", _("Leave this step out")), again))

    def _end(self, record: WrittenCase) -> tuple[list[Block], str]:
        points = self.model.debrief()
        title = _("Looking back, the most dangerous first")
        blocks: list[Block] = [
            Heading(title),
            Callout("key-point", _("What this case was about"), (
                Paragraph(record.closing,
                          one_each(chips(self.course, record.closing_claims))),
            )),
            *self._groups(points),
            Buttons((
                Button("next", _("Another case"), main=True),
                Button("back", _("One step back")),
                Button("again", _("Begin this case again")),
            )),
        ]
        return blocks, f"{title}. {record.closing}"

    def _groups(self, points: Iterable[Point]) -> list[Block]:
        groups: dict[int, list[Point]] = {}
        for point in points:
            groups.setdefault(danger(point.mark), []).append(point)
        if not groups:
            return [Paragraph(_("You left every step out. You can come back to it at any time."))]
        names, titles = stage_names(), danger_names()
        blocks: list[Block] = []
        for level, group in sorted(groups.items()):
            lines = tuple(
                Paragraph(_("{stage}: {text}").format(
                    stage=names[point.stage],
                    text=" ".join(filter(None, (
                        _closed(point.mark.option.text),
                        "" if point.mark.kind == "well" else point.mark.option.reason))),
                )) for point in group
            )
            if level == WELL:
                blocks.append(Details("well", titles[level], (Bullets(lines),)))
            else:
                look: Literal["red-flag", "notice"] = "red-flag" if level == 0 else "notice"
                blocks.append(Callout(look, titles[level], (Bullets(lines),)))
        if set(groups) == {WELL}:
            blocks.insert(0, Paragraph(_("Nothing was missed, and nothing over-called.")))
        return blocks


WELL = 4


def danger_names() -> dict[int, str]:
    """Return what each part of the debrief is called, the most dangerous first."""
    return {
        0: _("This could have hurt the person"),
        1: _("This does not fit here"),
        2: _("This was missed"),
        3: _("This was more than is needed"),
        WELL: _("This was done well"),
    }


def kind_names() -> dict[str, str]:
    """Return what a mark is called."""
    return {"well": _("Well done"), "missed": _("Missed"), "wrong": _("Not this"),
            "over-called": _("More than is needed")}


def _control(step: Step, chosen: list[str], marked: bool) -> Toggles | Choice:
    ordered = (
        step.options if step.id in IN_ORDER
        else tuple(sorted(step.options, key=lambda option: option.text))
    )
    options = tuple(
        Option(one.id, one.text, sign(one, one.id in chosen) if marked else "")
        for one in ordered
    )
    key = f"choose:{step.id}"
    if step.several:
        return Toggles(key, step.ask, options, tuple(chosen), disabled=marked)
    return Choice(key, step.ask, options, "".join(chosen), disabled=marked)


def _told(option: Choosable) -> Paragraph:
    return Paragraph(_("{question} – “{answer}”").format(
        question=option.text, answer=option.tells))


def _closed(text: str) -> str:
    return text if text[-1] in ".?!”" else f"{text}."
