"""How long a learner waits for an activity to react, in the kernel, beside an empty figure."""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from matplotlib.figure import Figure

from course_lib.content.course import load_course
from course_lib.figures.drawing import NARROW, svg
from course_lib.learning.visit import local_visit

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from pressing import activities, panels, press

PRESSES = 200
PERCENT = 95


def p95_seconds(do: Callable[[], object]) -> float:
    """Return the time that 95 of 100 calls of `do` stay below, after one that is not counted."""
    do()
    times = []
    for _ in range(PRESSES):
        begin = time.perf_counter()
        do()
        times.append(time.perf_counter() - begin)
    return statistics.quantiles(times, n=100)[PERCENT - 1]


def measured() -> dict[str, float]:
    """Return every measurement in seconds, by name.

    An activity is pressed wherever it can be, by a chance that is the same in each run; what is
    sent to the browser is counted in.
    """
    found = {
        "reaction, p95: an empty figure drawn (the baseline)": p95_seconds(
            lambda: svg(Figure(figsize=(NARROW, NARROW)))
        )
    }
    for name, activity in activities(load_course()):
        activity.open(local_visit())
        chance = random.Random(name)

        def react(one: object = activity, chance: random.Random = chance) -> object:
            press(one, chance)
            return [json.dumps(panel.blocks) for panel in panels(one)]

        found[f"reaction, p95: {name}"] = p95_seconds(react)
    return found
