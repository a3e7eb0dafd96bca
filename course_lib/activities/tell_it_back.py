"""The learner writes an explanation in their own words, and sees what a person would miss in it."""

from collections.abc import Mapping
from typing import Any

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.tell_backs import TellBack
from course_lib.language import _, ngettext
from course_lib.learning.telling import Heard, enough, listen
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Details,
    Field,
    Option,
    Paragraph,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

MOST = 1200  # letters of an explanation


class TellItBack(Model):
    """The question that the learner answers, and what they have written for each.

    `looked` holds the words that were looked through, so that later changes are not judged unasked;
    `read` names the questions whose model answer has been asked for.
    """

    at = traitlets.Unicode()
    texts = traitlets.Dict()
    looked = traitlets.Dict()
    read: traitlets.List[Any] = traitlets.List()

    def __init__(self, tell_backs: Mapping[str, TellBack]) -> None:
        self.tell_backs = tell_backs
        super().__init__(at=next(iter(tell_backs)))

    @property
    def tell_back(self) -> TellBack:
        """The question that the learner answers."""
        return self.tell_backs[self.at]

    @property
    def text(self) -> str:
        """What the learner has written for it."""
        return str(self.texts.get(self.at, ""))

    def choose(self, id_: str) -> None:
        """Go to another question; raises KeyError for one that does not exist."""
        self.at = self.tell_backs[id_].id

    def write(self, text: str) -> None:
        """Keep what the learner has written, at most MOST letters."""
        self.texts = {**self.texts, self.at: text[:MOST]}

    def look(self) -> None:
        """Have the words looked through as they are now."""
        self.looked = {**self.looked, self.at: self.text}

    def show(self) -> None:
        """Show the model answer."""
        if self.at not in self.read:
            self.read = [*self.read, self.at]

    def clear(self) -> None:
        """Forget everything about this question."""
        with self.hold_trait_notifications():
            self.texts = _without(self.texts, self.at)
            self.looked = _without(self.looked, self.at)
            self.read = [id_ for id_ in self.read if id_ != self.at]

    def state(self) -> dict[str, Any]:
        """Return where the learner is and what they wrote, as plain data."""
        return {"at": self.at, "texts": dict(self.texts), "looked": dict(self.looked),
                "read": list(self.read)}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError where a question is no more."""
        texts = {self.tell_backs[id_].id: str(t)[:MOST] for id_, t in state["texts"].items()}
        looked = {self.tell_backs[id_].id: str(t)[:MOST] for id_, t in state["looked"].items()}
        read = [self.tell_backs[id_].id for id_ in state["read"]]
        at = self.tell_backs[state["at"]].id
        with self.hold_trait_notifications():
            self.at, self.texts, self.looked, self.read = at, texts, looked, read


def _without(texts: Mapping[str, str], id_: str) -> dict[str, str]:
    return {key: text for key, text in texts.items() if key != id_}


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the desk at which the explanations of `lesson` are written."""
    return TellItBackActivity(course, lesson)


class TellItBackActivity:
    """One panel: who asks, a field to write in, what was found, a model answer."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/tell-it-back"
        asked = {t.id: t for t in course.tell_backs.values() if t.lesson == lesson.id}
        self.model = TellItBack(asked)
        self.panel = Panel(_("Tell it back"), self._pressed)
        self.model.observe(lambda _change: self._follow())
        self._follow()
        self.claims = sorted({claim for one in asked.values() for claim in one.claims})
        words = [course.claims[id_] for id_ in self.claims]
        data = [*asked.values(), *course.jargon.values(), *words]
        self.shown = Shown("tell it back", list(asked), data, self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to what the learner has written."""
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["question"]:
                self.model.choose(value)
            case ["text", id_] if id_ == self.model.at:
                self.model.write(value)
            case ["look"]:
                self.model.look()
            case ["show"]:
                self.model.show()
            case ["clear"]:
                self.model.clear()

    def _follow(self) -> None:
        model, asked = self.model, self.model.tell_back
        options = tuple(Option(one.id, one.title) for one in model.tell_backs.values())
        blocks: list[Block] = [
            Choice("question", _("Who asks"), options, model.at, look="menu"),
            Paragraph(asked.person),
            Paragraph(_("“{words}”").format(words=asked.asks), strong=True),
            Field(f"text:{model.at}", _("What you say"), model.text, most=MOST, lines=7),
            Paragraph(_what_is_kept(), quiet=True),
            Buttons(
                (
                    Button("look", _("Look through my words"), main=True),
                    Button("show", _("Show one way to say it"), disabled=model.at in model.read),
                    Button("clear", _("Clear the desk")),
                )
            ),
        ]
        said = asked.asks
        if model.at in model.looked:
            found, said = self._found(model.looked[model.at])
            blocks += found
        if model.at in model.read:
            words = Paragraph(asked.model)
            others = _("This is one way of many. Yours may fit the person better.")
            shown = (words, Paragraph(others, quiet=True))
            blocks.append(Callout("key-point", _("One way to say it"), shown))
        self.panel.draw(blocks, said)

    def _found(self, text: str) -> tuple[list[Block], str]:
        if not enough(text):
            words = _("Write a few sentences first, as you would say them.")
            return [Paragraph(words)], words
        course = self.course
        heard = listen(text, self.model.tell_back, course.glossary, course.jargon.values())
        blocks: list[Block] = []
        for avoid, written in heard.unsafe:
            because = (Paragraph(avoid.feedback, chips(course, avoid.claims)),)
            title = _("Not safe to say: “{words}”").format(words=written)
            blocks.append(Callout("wrong", title, because))
        for point in heard.missing:
            title = _("Not heard yet: {point}").format(point=point.says)
            because = (Paragraph(point.missing, chips(course, point.claims)),)
            blocks.append(Callout("notice", title, because))
        if heard.jargon:
            items = tuple(
                Paragraph(_("“{word}”: {instead}").format(word=one.written, instead=one.instead))
                for one in heard.jargon
            )
            blocks.append(
                Callout("notice", _("Words that the person may not know"), (Bullets(items),))
            )
        blocks += _ease(heard)
        if heard.said:
            said = tuple(Paragraph(p.says, chips(course, p.claims)) for p in heard.said)
            blocks.append(Details("said", _("What the person hears"), (Bullets(said),)))
        summary = _summary(heard)
        look = _(
            "Only words are compared here. Whether it is kind, you hear when you read it aloud."
        )
        return [
            Callout("right" if heard.ready else "notice", summary, (Paragraph(look),)), *blocks
        ], summary


def _ease(heard: Heard) -> list[Block]:
    """Say what is hard to follow by ear."""
    if heard.easy:
        return []
    words: list[Block] = [
        Paragraph(_("Spoken words are gone at once. Short sentences and short words stay longer."))
    ]
    if heard.long_sentences:
        items = tuple(Paragraph(_("“{words}”").format(words=s)) for s in heard.long_sentences)
        words.append(Bullets(items, _("Long sentences")))
    return [Callout("notice", _("Hard to follow by ear"), tuple(words))]


def _summary(heard: Heard) -> str:
    if heard.ready:
        return _("Everything is in it, in plain words, and nothing that cannot be kept.")
    amiss = len(heard.unsafe) + len(heard.missing) + bool(heard.jargon) + (not heard.easy)
    return ngettext(
        "One thing to look at again.", "{n} things to look at again.", amiss
    ).format(n=amiss)


def _what_is_kept() -> str:
    return _(
        "What you write is kept with your place in this lesson, on the computer that serves the "
        "course, so that you find it again. It is not marked, and it is part of no report. "
        "“Clear the desk” deletes it. Write no real person’s name."
    )
