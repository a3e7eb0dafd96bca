"""Conversations to practise: scenes, what a nurse could say in each, and what follows from it.

The scenes make a graph: it has no dead end, every scene is reached, and every reply has a reason.
"""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text

Step = Literal["setting", "perception", "invitation", "knowledge", "emotions", "strategy"]
STEPS: tuple[Step, ...] = (
    "setting", "perception", "invitation", "knowledge", "emotions", "strategy",
)
Fit = Literal["helps", "partly", "hurts"]


class Reply(Record):
    """What the nurse could say or do, what follows, why, and the scene (id) it leads to."""

    id: Id
    text: Text
    fit: Fit
    follows: Text
    why: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    next: Id


class Scene(Record):
    """One moment of a conversation; a scene without replies ends it.

    `heavy` is a content notice: it says what is coming, so that the learner can pass it by.
    """

    id: Id
    step: Step
    heavy: Text | None = None
    happens: Text
    says: Text | None = None
    replies: tuple[Reply, ...] = ()


class Conversation(Record):
    """A talk with one person; `step_out` and `for_oneself` are for the learner who leaves it."""

    id: Id
    lesson: Id
    title: Text
    person: Text
    step_out: Text
    for_oneself: Annotated[tuple[Text, ...], Field(min_length=1)]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _whole(self) -> "Conversation":
        faults = list(_faults(self.scenes))
        if faults:
            raise ValueError("; ".join(faults))
        return self

    @property
    def first(self) -> Scene:
        """The scene with which it begins."""
        return self.scenes[0]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all its replies, each once."""
        replies = (reply for scene in self.scenes for reply in scene.replies)
        return tuple(dict.fromkeys(claim for reply in replies for claim in reply.claims))

    def scene(self, id_: str) -> Scene:
        """Return the scene `id_`; raises KeyError."""
        for scene in self.scenes:
            if scene.id == id_:
                return scene
        raise KeyError(id_)


def _faults(scenes: tuple[Scene, ...]) -> Iterator[str]:
    by_id = {scene.id: scene for scene in scenes}
    if len(by_id) != len(scenes):
        yield "the scene ids differ from one another"
        return
    for scene in scenes:
        fits = [reply.fit for reply in scene.replies]
        if scene.replies and not (3 <= len(fits) <= 4 and "helps" in fits and len(set(fits)) > 1):
            yield (
                f"“{scene.id}” needs three or four replies: one that helps, and one that does less"
            )
        if len({reply.id for reply in scene.replies}) != len(scene.replies):
            yield f"the reply ids of “{scene.id}” differ from one another"
        yield from (
            f"“{reply.id}” leads to “{reply.next}”, which is no scene"
            for reply in scene.replies
            if reply.next not in by_id
        )
    leads_to = {
        scene.id: {reply.next for reply in scene.replies} & set(by_id) for scene in scenes
    }
    reached = _closed({scenes[0].id}, leads_to)
    yield from (f"nothing leads to “{id_}”" for id_ in by_id if id_ not in reached)
    comes_from = {
        id_: {other for other, to in leads_to.items() if id_ in to} for id_ in by_id
    }
    ended = _closed({scene.id for scene in scenes if not scene.replies}, comes_from)
    yield from (f"no way leads from “{id_}” to an end" for id_ in by_id if id_ not in ended)


def _closed(start: set[str], steps: dict[str, set[str]]) -> set[str]:
    """Return everything that can be reached from `start`, itself included."""
    reached, waiting = set(start), list(start)
    while waiting:
        for id_ in steps[waiting.pop()] - reached:
            reached.add(id_)
            waiting.append(id_)
    return reached
