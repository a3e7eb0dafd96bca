"""Red-flag drills: an emergency in unlike scenes, with one that only looks like it."""

import re
from typing import Annotated, Literal

from pydantic import Field, model_validator

from course_lib.content.record import Id, Record, Text
from course_lib.content.urgency import Judgement

NONE = "none-of-these"  # what a look-alike is suspected to be
URGENT = {"same day", "emergency now"}


class Action(Record):
    """Something a nurse might do first; it is right in the scenes named in `when`."""

    id: Id
    text: Text
    when: tuple[Id, ...] = ()
    told: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]


class Scene(Record):
    """What a nurse sees or hears, why it is or is not this emergency, and how fast to act."""

    id: Id
    story: Text
    look_alike: bool = False
    why: Text
    judgement: Judgement
    speed: Text
    claims: Annotated[tuple[Id, ...], Field(min_length=1)]
    then: Text | None = None

    @model_validator(mode="after")
    def _no_number_against_calling(self) -> "Scene":
        if self.look_alike and re.search(r"\d", self.story):
            raise ValueError("no number may be what makes a scene harmless: take it out")
        if not self.look_alike:
            slow = {self.judgement.best, *self.judgement.defensible} - URGENT
            if slow:
                raise ValueError("an emergency is called on the same day or at once")
        return self

    @property
    def all_claims(self) -> tuple[str, ...]:
        """The claims behind the scene and its urgency, each once."""
        return tuple(dict.fromkeys((*self.judgement.level_from, *self.claims)))


class Drill(Record):
    """One emergency; `signs` are the claims that say how it shows."""

    id: Id
    name: Text
    path: Literal["core", "more"]
    signs: Annotated[tuple[Id, ...], Field(min_length=1)]
    actions: Annotated[tuple[Action, ...], Field(min_length=3)]
    scenes: Annotated[tuple[Scene, ...], Field(min_length=4)]

    @model_validator(mode="after")
    def _three_and_a_look_alike(self) -> "Drill":
        real = {scene.id for scene in self.scenes if not scene.look_alike}
        if len(real) < 3 or len(self.scenes) != len(real) + 1:
            raise ValueError("a drill has three scenes or more and one look-alike, ids all unlike")
        for scene in real:
            right = [action for action in self.actions if scene in action.when]
            if not right or len(right) == len(self.actions):
                raise ValueError(f"in “{scene}” some actions are right and some are not")
        for action in self.actions:
            if set(action.when) - real:
                raise ValueError(f"“{action.id}” names a scene that this drill does not have")
        return self

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind all its parts, each once."""
        actions = (action.claims for action in self.actions)
        scenes = (scene.all_claims for scene in self.scenes)
        parts = (self.signs, *actions, *scenes)
        return tuple(dict.fromkeys(claim for part in parts for claim in part))
