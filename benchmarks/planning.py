"""Measure the treatment logic: one plan with its questions, and what changes if."""

import time
from collections.abc import Callable

from course_lib.clinical.case import Case
from course_lib.clinical.plan import plan
from course_lib.clinical.what_if import what_if
from course_lib.content.course import load_course

TIMES = 500
PLACES: tuple[dict[str, object], ...] = (
    {"place": "bone", "proven": True},
    {"place": "liver"},
    {"place": "chest-wall", "side": "left", "proven": True},
    {"place": "supraclavicular", "side": "left", "proven": True},
)
FINDINGS: tuple[dict[str, object], ...] = (
    {},
    {"receptors-now": "oestrogen", "her2-now": "negative", "back-pain": True},
    {"receptors-now": "negative", "her2-now": "low", "line": "first", "pd-l1": 12.0},
)


def cases() -> list[Case]:
    """Return cases of several types, with little and with much known."""
    first = {"side": "left", "operation": "mastectomy"}
    return [
        Case.model_validate({"first": first, "found": [place], "findings": findings})
        for place in PLACES for findings in FINDINGS
    ]


def measured() -> dict[str, float]:
    """Return the seconds of planning, and of what changes if, in the middle and at the slow end."""
    course = load_course()

    def planned(case: Case) -> object:
        return plan(case, course).ask_first

    def changed(case: Case) -> object:
        return what_if(case, course)

    return {
        **_spread("clinical: plan one case with its questions", planned, TIMES),
        **_spread("clinical: what changes if, all findings", changed, TIMES // 10),
    }


def _spread(name: str, do: Callable[[Case], object], times: int) -> dict[str, float]:
    several = cases()
    seconds = []
    for index in range(times):
        begin = time.perf_counter()
        do(several[index % len(several)])
        seconds.append(time.perf_counter() - begin)
    seconds.sort()
    return {f"{name}, p50": seconds[times // 2], f"{name}, p95": seconds[times * 95 // 100]}
