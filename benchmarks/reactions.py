"""How long a learner waits for lesson 04 to react, in the kernel, beside an empty figure."""

import json
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle

from matplotlib.figure import Figure

from course_lib.activities.confounding import QUESTIONS, ConfoundingActivity
from course_lib.activities.risk_lab import LOOK, RiskLabActivity
from course_lib.content.course import load_course
from course_lib.figures.drawing import NARROW, svg
from course_lib.ui.panel import Panel

PRESSES = 100
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


def _pressing(panel: Panel, presses: Iterator[tuple[str, str]]) -> Callable[[], object]:
    def press() -> object:
        key, value = next(presses)
        panel._heard(panel, {"key": key, "value": value}, None)
        return json.dumps(panel.blocks)  # what is sent to the browser

    return press


def measured() -> dict[str, float]:
    """Return every measurement in seconds, by name."""
    course = load_course()
    lab, search = RiskLabActivity(course), ConfoundingActivity(course)
    factors = [step for id_ in lab.model.splits for step in (("factor", id_), ("expected", LOOK))]
    search.model.suspect("nodes")
    held = [("still", factor) for factor in QUESTIONS["oestrogen-receptor"]]
    return {
        "reaction, p95: an empty figure drawn (the baseline)": p95_seconds(
            lambda: svg(Figure(figsize=(NARROW, NARROW)))
        ),
        "reaction, p95: risk lab, another factor with its curves": p95_seconds(
            _pressing(lab.panel, cycle(factors))
        ),
        "reaction, p95: confounding, another thing held still": p95_seconds(
            _pressing(search.panel, cycle(held))
        ),
    }
