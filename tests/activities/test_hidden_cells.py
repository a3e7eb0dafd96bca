"""A learner lets the same treatment run, and sees that it does not always end alike."""

import json
import random
from decimal import Decimal
from typing import Any

import pytest

from course_lib.activities.hidden_cells import (
    ALIKE,
    LOOK,
    MANY,
    UNLIKE,
    HiddenCells,
    HiddenCellsActivity,
)
from course_lib.clinical.hidden_cells import run
from course_lib.content.course import Course
from course_lib.content.hidden_cells import HiddenCells as Picture
from course_lib.learning.learner import LOCAL
from course_lib.learning.visit import Memory, Visit

ENDINGS = {"nothing-left", "still-resting", "grew-soon", "woke-later"}


@pytest.fixture
def picture(course: Course) -> Picture:
    return course.pictures["hidden-cells"]


@pytest.fixture
def activity(course: Course) -> HiddenCellsActivity:
    made = HiddenCellsActivity(course)
    made.model.chance = random.Random(1)
    return made


def press(panel: Any, key: str, value: str = "") -> None:
    panel._heard(None, {"key": key, "value": value}, None)


def words(panel: Any) -> str:
    return json.dumps(panel.blocks, ensure_ascii=False)


def changed(picture: Picture, **chances: str) -> Picture:
    return picture.model_copy(update={name: Decimal(value) for name, value in chances.items()})


def endings(picture: Picture, runs: int = 200) -> set[str]:
    return {run(picture, random.Random(seed)).ending for seed in range(runs)}


def test_every_ending_is_seen(picture: Picture) -> None:
    assert endings(picture) == ENDINGS


def test_a_treatment_that_kills_every_cell_leaves_nothing(picture: Picture) -> None:
    assert endings(changed(picture, killed="1")) == {"nothing-left"}


def test_cells_that_never_rest_grow_soon(picture: Picture) -> None:
    assert endings(changed(picture, killed="0", rests="0")) == {"grew-soon"}


def test_cells_that_rest_and_never_wake_rest_to_the_end(picture: Picture) -> None:
    assert endings(changed(picture, killed="0", rests="1", wakes="0")) == {"still-resting"}


def test_cells_that_surely_wake_grow_later(picture: Picture) -> None:
    assert endings(changed(picture, killed="0", rests="1", wakes="1")) == {"woke-later"}


@pytest.mark.parametrize("seed", range(100))
def test_the_fates_of_the_cells_agree_with_the_ending(picture: Picture, seed: int) -> None:
    one = run(picture, random.Random(seed))
    assert len(one.fates) == picture.cells
    grown = one.fates.count("growing")
    assert (grown > 0) == (one.ending in {"grew-soon", "woke-later"})
    if one.ending == "woke-later":
        assert grown == 1
    if one.ending == "nothing-left":
        assert set(one.fates) == {"killed"}


def test_the_same_seed_gives_the_same_run(picture: Picture) -> None:
    assert run(picture, random.Random(7)) == run(picture, random.Random(7))


def run_with(picture: Picture, guess: str, model_chance: int = 1) -> HiddenCells:
    model = HiddenCells(picture)
    model.chance = random.Random(model_chance)
    model.guess = guess
    model.run_many()
    return model


@pytest.mark.parametrize(
    ("guess", "verdict"), [(UNLIKE, "right"), (ALIKE, "wrong"), (LOOK, "look")]
)
def test_a_guess_is_answered_once_twenty_have_run(
    picture: Picture, guess: str, verdict: str
) -> None:
    assert run_with(picture, guess).verdict() == verdict


@pytest.mark.parametrize("guess", [UNLIKE, ALIKE, LOOK])
def test_twenty_runs_that_ended_alike_by_chance_show_nothing(picture: Picture, guess: str) -> None:
    assert run_with(changed(picture, killed="1"), guess).verdict() == "not-shown"


def test_one_run_judges_no_guess(picture: Picture) -> None:
    model = HiddenCells(picture)
    model.guess = ALIKE
    model.run_one()
    assert len(model.runs) == 1
    assert model.verdict() is None


def test_nothing_runs_before_a_guess(activity: HiddenCellsActivity) -> None:
    press(activity.task, "many")
    assert activity.model.seeds == ()
    press(activity.task, "guess", UNLIKE)
    press(activity.task, "many")
    assert len(activity.cells.pictures) == MANY


def test_one_run_is_shown_step_by_step(activity: HiddenCellsActivity) -> None:
    press(activity.task, "guess", LOOK)
    press(activity.task, "one")
    before, after, end = (picture["cells"] for picture in activity.cells.pictures)
    assert set(before) == {"hidden"}
    assert after.count("killed") == end.count("killed")


def test_every_run_is_told_in_words_once(activity: HiddenCellsActivity) -> None:
    press(activity.task, "guess", UNLIKE)
    press(activity.task, "many")
    bullets = next(block for block in activity.told.blocks if block["kind"] == "bullets")
    told = " ".join(item["text"] for item in bullets["items"])
    numbers = [part.strip(" .") for item in bullets["items"]
               for part in item["text"].split("Runs:")[1].split(",")]
    assert sorted(map(int, numbers)) == list(range(1, MANY + 1))
    assert "%" not in told


def test_the_picture_says_that_its_numbers_are_not_medical(activity: HiddenCellsActivity) -> None:
    first = activity.task.blocks[0]
    assert first["look"] == "notice"
    assert "measured in nobody" in words(activity.task)


def test_no_chance_of_the_picture_is_shown(
    activity: HiddenCellsActivity, picture: Picture
) -> None:
    press(activity.task, "guess", UNLIKE)
    press(activity.task, "many")
    shown = words(activity.task) + words(activity.told)
    for chance in (picture.killed, picture.rests, picture.wakes):
        assert str(chance) not in shown
        assert f"{100 * chance:g}" not in shown.replace("Runs", "")
    assert "%" not in shown


def test_runs_are_taken_back_one_after_the_other(activity: HiddenCellsActivity) -> None:
    press(activity.task, "guess", LOOK)
    press(activity.task, "one")
    [first] = activity.model.seeds
    press(activity.task, "many")
    press(activity.task, "undo")
    assert activity.model.seeds == (first,)
    press(activity.task, "undo")
    assert activity.model.seeds == ()
    assert not activity.model.can_undo


def test_beginning_again_forgets_guess_and_runs(activity: HiddenCellsActivity) -> None:
    press(activity.task, "guess", LOOK)
    press(activity.task, "one")
    press(activity.task, "reset")
    assert activity.model.state() == {"guess": "", "seeds": []}
    assert activity.cells.pictures == []


def test_two_visits_of_the_same_chance_see_the_same_runs(course: Course) -> None:
    seen = []
    for _visit in range(2):
        activity = HiddenCellsActivity(course)
        activity.open(Visit(LOCAL, Memory(), random.Random(3)))
        press(activity.task, "guess", LOOK)
        press(activity.task, "many")
        seen.append(activity.cells.pictures)
    assert seen[0] == seen[1]


def test_a_learner_who_comes_back_sees_the_same_runs(course: Course) -> None:
    record = Memory()
    first = HiddenCellsActivity(course)
    first.open(Visit(LOCAL, record, random.Random(3)))
    press(first.task, "guess", ALIKE)
    press(first.task, "many")
    again = HiddenCellsActivity(course)
    again.open(Visit(LOCAL, record, random.Random(4)))
    assert again.cells.pictures == first.cells.pictures
    assert again.model.guess == ALIKE


@pytest.mark.parametrize(
    "broken",
    [
        {"guess": "maybe", "seeds": []},
        {"guess": ALIKE, "seeds": [1, 2]},
        {"guess": ALIKE, "seeds": ["a"]},
        {"seeds": []},
    ],
)
def test_a_place_of_an_earlier_version_begins_again(
    course: Course, broken: dict[str, Any]
) -> None:
    visit = Visit(LOCAL, Memory(), random.Random(3))
    visit.keep("01/hidden-cells", broken)
    activity = HiddenCellsActivity(course)
    activity.open(visit)
    assert activity.model.state() == {"guess": "", "seeds": []}
