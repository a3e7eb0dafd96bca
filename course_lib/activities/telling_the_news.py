"""The learner walks through a talk with bad news, chooses what to say, and sees what follows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import traitlets

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.conversations import STEPS, Conversation, Fit, Reply, Scene, Step
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
    Choice,
    Option,
    Paragraph,
    Steps,
    Table,
)
from course_lib.ui.chips import chips
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown


@dataclass(frozen=True)
class Place:
    """Where the learner is in one conversation.

    `path` holds each scene that is behind with the reply given in it, or "" where it was passed by.
    """

    conversation: str
    path: tuple[tuple[str, str], ...] = ()
    reply: str = ""
    entered: bool = False
    out: bool = False


class TellingTheNews(Model):
    """The conversation that the learner is in, and the way that they have taken through it."""

    at = traitlets.Instance(Place)

    def __init__(self, conversations: Mapping[str, Conversation]) -> None:
        self.conversations = conversations
        super().__init__(at=Place(next(iter(conversations))))

    @property
    def conversation(self) -> Conversation:
        """The conversation that the learner is in."""
        return self.conversations[self.at.conversation]

    @property
    def scene(self) -> Scene:
        """The scene that the learner is in."""
        return _after(self.conversation, self.at.path)

    @property
    def reply(self) -> Reply | None:
        """What the learner has said in this scene, or None before they spoke."""
        return _reply(self.scene, self.at.reply) if self.at.reply else None

    @property
    def noticed(self) -> bool:
        """Whether the scene may be shown: it is not heavy, or its notice has been read."""
        return self.scene.heavy is None or self.at.entered

    def begin(self, conversation: str) -> None:
        """Begin `conversation`; raises KeyError for one that does not exist."""
        self.at = Place(self.conversations[conversation].id)

    def enter(self) -> None:
        """Go into a heavy scene after its notice."""
        self.at = replace(self.at, entered=True)

    def say(self, reply: str) -> None:
        """Say or do `reply`; raises KeyError for one that the scene does not have."""
        self.at = replace(self.at, reply=_reply(self.scene, reply).id)

    def unsay(self) -> None:
        """Take back what was said in this scene."""
        self.at = replace(self.at, reply="")

    def go_on(self) -> None:
        """Go to the scene to which the reply leads; stay where nothing has been said."""
        if self.reply:
            self._leave(self.reply.id)

    def pass_by(self) -> None:
        """Go on without this scene."""
        if self.scene.replies:
            self._leave("")

    def step_out(self) -> None:
        """Leave the conversation, to come back to the same place."""
        self.at = replace(self.at, out=True)

    def come_back(self) -> None:
        """Go back into the conversation."""
        self.at = replace(self.at, out=False)

    def again(self) -> None:
        """Begin this conversation again."""
        self.begin(self.at.conversation)

    def state(self) -> dict[str, Any]:
        """Return the conversation and the way taken, as plain data."""
        at = self.at
        path = [list(step) for step in at.path]
        return {"conversation": at.conversation, "path": path, "reply": at.reply,
                "entered": at.entered, "out": at.out}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError or ValueError where the way is no more."""
        conversation = self.conversations[state["conversation"]]
        path = tuple((str(scene), str(reply)) for scene, reply in state["path"])
        scene = _after(conversation, path)
        reply = _reply(scene, state["reply"]).id if state["reply"] else ""
        self.at = Place(conversation.id, path, reply, bool(state["entered"]), bool(state["out"]))

    def _leave(self, reply: str) -> None:
        self.at = Place(self.at.conversation, (*self.at.path, (self.scene.id, reply)))


def _after(conversation: Conversation, path: tuple[tuple[str, str], ...]) -> Scene:
    scene = conversation.first
    for id_, said in path:
        if id_ != scene.id:
            raise ValueError(f"“{id_}” does not come here")
        # A scene that was passed by ends as well as it can.
        reply = _reply(scene, said) if said else next(r for r in scene.replies if r.fit == "helps")
        scene = conversation.scene(reply.next)
    return scene


def _reply(scene: Scene, id_: str) -> Reply:
    return {reply.id: reply for reply in scene.replies}[id_]


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the conversations of `lesson`."""
    return TellingTheNewsActivity(course, lesson)


class TellingTheNewsActivity:
    """One panel: the steps, the scene, what the learner says, what follows and why."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/telling-the-news"
        talks = {c.id: c for c in course.conversations.values() if c.lesson == lesson.id}
        self.model = TellingTheNews(talks)
        self.panel = Panel(_("A talk to practise"), self._pressed)
        self.model.observe(lambda _change: self._follow(), ["at"])
        self._follow()
        self.claims = sorted({claim for talk in talks.values() for claim in talk.claims})
        words = [course.claims[id_] for id_ in self.claims]
        self.shown = Shown("conversations", list(talks), [*talks.values(), *words], self.panel)

    def open(self, visit: Visit) -> None:
        """Go back to the scene in which the learner was."""
        remember(self.model, self.name, visit)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "conversation":
                self.model.begin(value)
            case "reply":
                self.model.say(value)
            case "enter":
                self.model.enter()
            case "on":
                self.model.go_on()
            case "unsay":
                self.model.unsay()
            case "pass-by":
                self.model.pass_by()
            case "out":
                self.model.step_out()
            case "back":
                self.model.come_back()
            case "again":
                self.model.again()

    def _follow(self) -> None:
        model = self.model
        blocks: list[Block] = [self._menu()]
        if model.at.out:
            more, said = self._outside()
        elif not model.noticed:
            more, said = self._notice()
        elif not model.scene.replies:
            more, said = self._end()
        else:
            more, said = self._scene()
        self.panel.draw([*blocks, *more], said)

    def _menu(self) -> Choice:
        talks = self.model.conversations.values()
        options = tuple(Option(talk.id, talk.title) for talk in talks)
        chosen = self.model.at.conversation
        return Choice("conversation", _("Conversation"), options, chosen, look="menu")

    def _steps(self) -> Steps:
        names = step_names()
        at = STEPS.index(self.model.scene.step)
        return Steps(_("Steps of the talk"), tuple(names[s] for s in STEPS), at, _("(done)"))

    def _outside(self) -> tuple[list[Block], str]:
        talk = self.model.conversation
        words = (
            Paragraph(talk.step_out),
            Bullets(tuple(Paragraph(line) for line in talk.for_oneself), _("For yourself")),
        )
        title = _("You have stepped out.")
        ways = Buttons((Button("back", _("Go back in"), main=True), self._again()))
        return [Callout("notice", title, words), ways], f"{title} {talk.step_out}"

    def _notice(self) -> tuple[list[Block], str]:
        heavy = self.model.scene.heavy or ""
        title = _("Before you go on")
        ways = Buttons(
            (
                Button("enter", _("I am ready for it"), main=True),
                Button("pass-by", _("Go on without this scene")),
                self._out(),
            )
        )
        words = (Paragraph(heavy),)
        return [*self._who(), self._steps(), Callout("notice", title, words), ways], (
            f"{title}: {heavy}"
        )

    def _who(self) -> list[Block]:
        """Introduce the person, at the beginning only."""
        return [] if self.model.at.path else [Paragraph(self.model.conversation.person)]

    def _scene(self) -> tuple[list[Block], str]:
        scene, reply = self.model.scene, self.model.reply
        blocks: list[Block] = [*self._who(), self._steps(), Paragraph(scene.happens)]
        if scene.says:
            blocks.append(Paragraph(_("“{words}”").format(words=scene.says), strong=True))
        # By their words: the file writes the reply that helps first.
        options = tuple(
            Option(one.id, one.text, _MARK[one.fit] if one == reply else "")
            for one in sorted(scene.replies, key=lambda one: one.text)
        )
        chosen = reply.id if reply else ""
        blocks.append(Choice("reply", _("What do you say or do?"), options, chosen))
        said = " ".join(filter(None, (scene.happens, scene.says)))
        if reply:
            title = fit_words()[reply.fit]
            why = Paragraph(reply.why, chips(self.course, reply.claims))
            blocks.append(Callout(_LOOK[reply.fit], title, (Paragraph(reply.follows), why)))
            said = f"{title} {reply.follows} {reply.why}"
        ways = [Button("on", _("Go on"), main=bool(reply), disabled=not reply)]
        if reply:
            ways.append(Button("unsay", _("Try another way")))
        blocks.append(Buttons((*ways, self._out(), self._again())))
        return blocks, said

    def _end(self) -> tuple[list[Block], str]:
        scene, names, words = self.model.scene, step_names(), fit_words()
        rows = []
        for id_, said in self.model.at.path:
            past = self.model.conversation.scene(id_)
            reply = _reply(past, said) if said else None
            rows.append(
                (
                    names[past.step],
                    reply.text if reply else _("passed by"),
                    words[reply.fit] if reply else "",
                )
            )
        head = (_("Step"), _("What you said or did"), _("How it was"))
        return [
            Paragraph(scene.happens),
            Table(_("The way that you took"), head, tuple(rows), wide=True),
            Paragraph(_("Another way through the same talk shows you other answers."), quiet=True),
            Buttons((Button("again", _("Take another way"), main=True),)),
        ], scene.happens

    def _out(self) -> Button:
        return Button("out", _("Step out for now"))

    def _again(self) -> Button:
        begun = self.model.at.path or self.model.reply
        return Button("again", _("Begin again"), disabled=not begun)


_MARK: dict[Fit, Any] = {"helps": "right", "partly": "", "hurts": "wrong"}
_LOOK: dict[Fit, Any] = {"helps": "right", "partly": "notice", "hurts": "wrong"}


def step_names() -> dict[Step, str]:
    """Return the six steps of SPIKES in words."""
    return {
        "setting": _("Setting"),
        "perception": _("Perception"),
        "invitation": _("Invitation"),
        "knowledge": _("Knowledge"),
        "emotions": _("Emotions"),
        "strategy": _("Strategy, summary"),
    }


def fit_words() -> dict[Fit, str]:
    """Return how a reply is spoken of."""
    return {
        "helps": _("This helps."),
        "partly": _("This helps a little."),
        "hurts": _("This can hurt."),
    }
