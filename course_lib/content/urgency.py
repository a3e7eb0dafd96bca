"""How fast something asks for help, and how far a published source says so."""

from typing import Literal, get_args

from pydantic import model_validator

from course_lib.content.record import Id, Record

Level = Literal["reassure", "this week", "same day", "emergency now"]
LEVELS: tuple[Level, ...] = get_args(Level)  # from the least urgent to the most
Standing = Literal["best", "defensible", "missed", "over-called"]


class Judgement(Record):
    """The level that answers best, and those that can be defended beside it.

    `level_from` names the claims that say how fast. Without them no level is published: then
    reassuring is never right, and what can be defended is only what is more careful.
    """

    best: Level
    defensible: tuple[Level, ...] = ()
    level_from: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _careful(self) -> "Judgement":
        accepted = sorted(LEVELS.index(level) for level in (self.best, *self.defensible))
        if accepted != list(range(accepted[0], accepted[-1] + 1)):
            raise ValueError("best and defensible are different levels next to one another")
        if not self.level_from:
            if self.best == "reassure":
                raise ValueError("reassuring needs a claim in level_from")
            if LEVELS[accepted[0]] != self.best:
                raise ValueError("a lower level than the best one needs a claim in level_from")
            if not self.defensible and self.best != "emergency now":
                raise ValueError("without level_from a more careful level is defensible too")
        return self

    @property
    def published(self) -> bool:
        """Tell whether a source of today speaks on how fast."""
        return bool(self.level_from)

    def standing(self, level: Level) -> Standing:
        """Return how `level` stands: too slow is missed, too fast is over-called."""
        if level == self.best:
            return "best"
        if level in self.defensible:
            return "defensible"
        return "missed" if LEVELS.index(level) < LEVELS.index(self.best) else "over-called"
