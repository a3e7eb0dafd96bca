"""Whatever a learner presses, in whatever order, nothing breaks and nothing is a dead end."""

import json
import random
from typing import Any

import pytest
from pressing import activities, panels, press

from course_lib.content.course import load_course
from course_lib.learning.visit import local_visit

FOUND = dict(activities(load_course()))
PRESSES = 150


@pytest.mark.parametrize("name", FOUND)
def test_pressing_anything_never_breaks_an_activity(name: str) -> None:
    activity: Any = FOUND[name]
    activity.open(local_visit())
    chance = random.Random(name)
    for _ in range(PRESSES):
        if press(activity, chance) is None:
            pytest.skip("nothing in it is pressed")
        for panel in panels(activity):
            json.dumps(panel.blocks)


def test_the_activities_of_the_lessons_were_found() -> None:
    assert len(FOUND) > 10
