"""The learner picks a treatment, says for each sign how soon a person phones, and reads why."""

from collections.abc import Mapping
from typing import Any

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.teachings import CALLS, Advice, Call, Sign, Teaching
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Heading,
    Option,
    Paragraph,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown


class WhatToWatch(Model):
    """The treatment on the table, what the learner guessed for its signs, and which are open."""

    at = traitlets.Unicode()
    guesses = traitlets.Dict()
    opened: traitlets.List[Any] = traitlets.List()

    def __init__(self, teachings: Mapping[str, Teaching]) -> None:
        self.teachings = teachings
        super().__init__(at=next(iter(teachings)))

    @property
    def teaching(self) -> Teaching:
        """The treatment on the table."""
        return self.teachings[self.at]

    @property
    def open(self) -> bool:
        """Whether the whole teaching is shown: asked for, or every sign has been guessed."""
        return self.at in self.opened or all(self.guess(sign) for sign in self.teaching.signs)

    def guess(self, sign: Sign) -> Call | None:
        """Return what the learner guessed for `sign`, if anything."""
        guessed: Call | None = self.guesses.get(self.at, {}).get(sign.id)
        return guessed

    def choose(self, id_: str) -> None:
        """Go to another treatment; raises KeyError for one that does not exist."""
        self.at = self.teachings[id_].id

    def predict(self, sign: str, call: str) -> None:
        """Guess how soon a person phones because of `sign`; raises KeyError."""
        if sign not in {one.id for one in self.teaching.signs} or call not in CALLS:
            raise KeyError(f"{sign}: {call}")
        mine = {**self.guesses.get(self.at, {}), sign: call}
        self.guesses = {**self.guesses, self.at: mine}

    def show(self) -> None:
        """Show everything about this treatment without guessing."""
        if self.at not in self.opened:
            self.opened = [*self.opened, self.at]

    def again(self) -> None:
        """Begin this treatment again."""
        with self.hold_trait_notifications():
            self.guesses = {k: v for k, v in self.guesses.items() if k != self.at}
            self.opened = [id_ for id_ in self.opened if id_ != self.at]

    def state(self) -> dict[str, Any]:
        """Return the treatment and all guesses, as plain data."""
        guesses = {id_: dict(mine) for id_, mine in self.guesses.items()}
        return {"at": self.at, "guesses": guesses, "opened": list(self.opened)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError where a treatment or a sign is no more."""
        for id_, mine in state["guesses"].items():
            known = {sign.id for sign in self.teachings[id_].signs}
            for sign, call in mine.items():
                if sign not in known or call not in CALLS:
                    raise KeyError(f"{sign}: {call}")
        opened = [self.teachings[id_].id for id_ in state["opened"]]
        at = self.teachings[state["at"]].id
        with self.hold_trait_notifications():
            self.at, self.guesses, self.opened = at, state["guesses"], opened


def too_late(sign: Sign, guess: Call) -> bool:
    """Return whether a person who follows `guess` would call later than they should."""
    return CALLS.index(guess) > CALLS.index(sign.call)


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the treatments of `lesson`, with what to teach and what to report."""
    return WhatToWatchActivity(course, lesson)


class WhatToWatchActivity:
    """One panel: the treatment, its signs to guess, then what to teach and what is checked."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/what-to-watch"
        taught = {t.id: t for t in course.teachings.values() if t.lesson == lesson.id}
        self.model = WhatToWatch(taught)
        self.panel = Panel(_("What to teach, what to report"), self._pressed)
        self._said = ""
        self.model.observe(lambda _change: self._follow())
        self._follow()
        self.claims = sorted({claim for one in taught.values() for claim in one.claims})
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown("what to watch", list(taught), [*taught.values(), *words], self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the treatment and the guesses of the learner."""
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["treatment"]:
                self.model.choose(value)
            case ["sign", sign]:
                self._said = sign
                self.model.predict(sign, value)
            case ["show"]:
                self.model.show()
            case ["again"]:
                self.model.again()

    def _follow(self) -> None:
        model, teaching = self.model, self.model.teaching
        options = tuple(Option(one.id, one.treatment) for one in model.teachings.values())
        blocks: list[Block] = [Choice("treatment", _("Treatment"), options, model.at, look="menu")]
        blocks.append(
            Paragraph(_("Somebody on this treatment notices this. How soon do they call?"))
        )
        said = teaching.treatment
        for sign in teaching.signs:
            shown = self._sign(sign)
            blocks += shown
            guess = model.guess(sign)
            if guess and sign.id == self._said:
                said = f"{_title(sign, guess)} {sign.why}"
        if model.open:
            blocks += self._advice(_("Teach"), teaching.teach)
            blocks += self._advice(_("What the team checks"), teaching.checked)
        local = _(
            "Where the sources only name what to watch for, the sign is an example of the course, "
            "and how soon is its choice. The local plan stands above this table. A call too early "
            "harms nobody."
        )
        blocks.append(Paragraph(local, quiet=True))
        nothing = model.at not in model.guesses and model.at not in model.opened
        blocks.append(
            Buttons(
                (
                    Button("show", _("Show all without guessing"), disabled=model.open),
                    Button("again", _("Begin again"), disabled=nothing),
                )
            )
        )
        self.panel.draw(blocks, said)

    def _sign(self, sign: Sign) -> list[Block]:
        guess, names = self.model.guess(sign), call_names()
        mark: Any = "right" if guess == sign.call else "wrong"
        options = tuple(
            Option(call, names[call], mark if call == guess else "") for call in CALLS
        )
        blocks: list[Block] = [
            Choice(f"sign:{sign.id}", sign.text, options, guess or "", look="switch")
        ]
        why = Paragraph(sign.why, chips(self.course, sign.claims))
        if guess:
            look: Any = "right" if guess == sign.call else "notice"
            look = "wrong" if too_late(sign, guess) else look
            blocks.append(Callout(look, _title(sign, guess), (why,)))
        elif self.model.open:
            blocks.append(Callout("key-point", names[sign.call], (why,)))
        return blocks

    def _advice(self, title: str, advice: tuple[Advice, ...]) -> list[Block]:
        if not advice:
            return []
        items = tuple(Paragraph(one.text, chips(self.course, one.claims)) for one in advice)
        return [Heading(title), Bullets(items, title)]


def _title(sign: Sign, guess: Call) -> str:
    if guess == sign.call:
        return _("Yes.")
    right = call_names()[sign.call]
    if too_late(sign, guess):
        return _("Too late. Rather: {call}").format(call=right)
    return _("Safe, and sooner than the course asks. Its choice: {call}").format(call=right)


def call_names() -> dict[Call, str]:
    """Return the three times to call in words."""
    return {
        "at-once": _("Phone at once"),
        "soon": _("Phone soon, not only at the visit"),
        "home": _("Expected: help at home"),
    }
