"""A picture of why the same treatment ends differently: hidden cells, of which one may wake.

It is openly simple, and none of its numbers is medical: they say how often what is seen.
"""

import random
from dataclasses import dataclass
from typing import Literal

from course_lib.content.hidden_cells import HiddenCells

Fate = Literal["killed", "resting", "growing"]
Ending = Literal["nothing-left", "still-resting", "grew-soon", "woke-later"]


@dataclass(frozen=True)
class Run:
    """One run: what became of each cell, and how it ended."""

    fates: tuple[Fate, ...]
    ending: Ending


def run(picture: HiddenCells, chance: random.Random) -> Run:
    """Let the treatment and the time after it pass once."""
    killed, rests, wakes = float(picture.killed), float(picture.rests), float(picture.wakes)
    fates: list[Fate] = []
    for _cell in range(picture.cells):
        if chance.random() < killed:
            fates.append("killed")
        else:
            fates.append("resting" if chance.random() < rests else "growing")
    if "growing" in fates:
        return Run(tuple(fates), "grew-soon")
    resting = [place for place, fate in enumerate(fates) if fate == "resting"]
    for _time in range(picture.times):
        for place in resting:
            if chance.random() < wakes:  # the first to wake is the recurrence: the run ends
                fates[place] = "growing"
                return Run(tuple(fates), "woke-later")
    return Run(tuple(fates), "still-resting" if resting else "nothing-left")
