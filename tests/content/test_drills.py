"""Red flags come in unlike scenes with a look-alike, and no number ever argues against calling."""

import re
from pathlib import Path

import pytest

from course_lib.content.course import Course, load_course
from course_lib.content.drills import URGENT
from course_lib.content.problem import ContentError


def test_six_emergencies_are_drilled_three_to_begin_with(course: Course) -> None:
    core = {drill.id for drill in course.drills.values() if drill.path == "core"}
    assert core == {"cord-compression", "neutropenic-sepsis", "raised-pressure"}
    assert set(course.drills) - core == {"hypercalcaemia", "blocked-vein", "fluid-around-lung"}


def test_each_emergency_has_three_scenes_and_one_look_alike(course: Course) -> None:
    for drill in course.drills.values():
        look_alikes = [scene.look_alike for scene in drill.scenes]
        assert sorted(look_alikes) == [False, False, False, True], drill.id


def test_no_scene_has_a_number_that_decides_against_calling(course: Course) -> None:
    """Numbers that seem to calm stand only where the call is made all the same."""
    with_numbers = 0
    for drill in course.drills.values():
        for scene in drill.scenes:
            if re.search(r"\d", scene.story):
                with_numbers += 1
                assert not scene.look_alike, scene.id
                accepted = {scene.judgement.best, *scene.judgement.defensible}
                assert accepted <= URGENT, scene.id
    assert with_numbers >= 6


def test_waiting_for_a_number_is_never_a_first_action(course: Course) -> None:
    for drill, action in (
        ("neutropenic-sepsis", "count-first"),
        ("neutropenic-sepsis", "measure-again"),
        ("hypercalcaemia", "number-first"),
        ("cord-compression", "confirm"),
    ):
        record = next(a for a in course.drills[drill].actions if a.id == action)
        assert record.when == ()


def test_nothing_is_given_on_the_nurses_own_judgement(course: Course) -> None:
    own = [a for d in course.drills.values() for a in d.actions if a.id == "own-steroid"]
    assert len(own) == 2
    assert all(action.when == () for action in own)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("both hands and both knees are stiff", "for 9 weeks both hands are stiff", "No number"),
        ("[warm-but-well, no-fever]", "[warm-but-well, no-fever, elsewhere]", "does not have"),
        ("judgement: {best: emergency now, level_from: [mscc-call-at-once]}",
         "judgement: {best: this week, level_from: [mscc-call-at-once]}", "same day or at once"),
        ("    - id: heavy-legs\n", "    - id: heavy-legs\n      look_alike: true\n",
         "one look-alike"),
    ],
)
def test_a_drill_that_does_not_hold_is_told_with_its_file(
    copy_of_course: Path, old: str, new: str, what: str
) -> None:
    path = copy_of_course / "data" / "drills" / "core.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    assert "data/drills/core.yaml" in str(caught.value)
    assert what in str(caught.value)
