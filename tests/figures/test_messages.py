"""What a picture shows stands beside it in words, and its numbers stand in a table."""

import random
import re
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from pressing import panels, press

from course_lib import figures
from course_lib.activities.activity import load as load_activity
from course_lib.content.course import Course
from course_lib.figures.picture import load

PICTURES = [
    module.name
    for module in iter_modules(figures.__path__)
    if hasattr(import_module(f"course_lib.figures.{module.name}"), "picture")
]
WITH_DRAWINGS = {
    "time-machine": "01",
    "risk-lab": "04",
    "confounding": "04",
    "adjusting": "04",
    "after-recurrence": "04",
}
PRESSES = 12


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?", words))


@pytest.mark.parametrize("id_", PICTURES)
def test_the_message_of_a_picture_stands_in_its_table_too(id_: str, course: Course) -> None:
    picture = load(id_, course)
    assert len(picture.message.split()) >= 8
    assert picture.rows
    assert all(len(row) == len(picture.head) for row in picture.rows)
    assert picture.claims


def test_the_first_recurrences_are_told_from_the_most_frequent_to_the_rarest(
    course: Course,
) -> None:
    message = load("first-recurrence", course).message
    assert message == (
        "The first recurrence was most often distant (72.5 %), less often local (19.5 %) and "
        "least often regional (8.0 %)."
    )


def inside(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `blocks` with all that stands in them."""
    return [one for block in blocks for one in (block, *inside(block.get("blocks", [])))]


@pytest.mark.parametrize("name", WITH_DRAWINGS)
def test_what_an_activity_draws_it_says_with_numbers_of_its_table(
    name: str, course: Course
) -> None:
    chance = random.Random(1)
    activity = load_activity(name, course, course.lessons[WITH_DRAWINGS[name]])
    captions = set()
    for _ in range(PRESSES):
        for panel in panels(activity):
            blocks = inside(panel.blocks)
            drawings = [one for one in blocks if one["kind"] == "drawing"]
            tables = [one for one in blocks if one["kind"] == "table"]
            cells = " ".join(cell for one in tables for row in one["rows"] for cell in row)
            for drawing in drawings:
                assert numbers_in(drawing["caption"]) & numbers_in(cells), drawing["caption"]
                captions.add(drawing["caption"])
        press(activity, chance)
    assert captions
