"""Press whatever an activity shows, as a learner who tries everything would."""

import random
from collections.abc import Iterator
from typing import Any

from course_lib.activities.activity import Activity, load
from course_lib.content.course import Course
from course_lib.ui.panel import Panel, _pressable


def activities(course: Course) -> Iterator[tuple[str, Activity]]:
    """Yield the name and the activity of everything that ready lessons load by its id."""
    for lesson in course.lessons.values():
        for record in lesson.activities if lesson.status == "ready" else ():
            try:
                yield f"{lesson.id} {record.id}", load(record.id, course, lesson)
            except (ModuleNotFoundError, AttributeError):
                continue  # a figure, a quiz or a sorting exercise: a notebook calls it otherwise


def panels(activity: Any) -> list[Panel]:
    """Return the panels of an activity, also those of its parts."""
    found = []
    for part in vars(activity).values():
        if isinstance(part, Panel):
            found.append(part)
        elif type(part).__name__.endswith("View"):
            found += panels(part)
    return found


def press(activity: Any, chance: random.Random) -> Panel | None:
    """Press something that is shown, and return its panel; None where nothing can be pressed."""
    ways = [(panel, key) for panel in panels(activity) for key in sorted(_pressable(panel.blocks))]
    if not ways:
        return None
    panel, (key, value) = chance.choice(ways)
    panel._heard(panel, {"key": key, "value": value}, None)
    return panel
