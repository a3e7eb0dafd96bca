"""How fast a call asks for help rests on a claim of today, or on the careful side."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from course_lib.content.course import Course, load_course
from course_lib.content.problem import ContentError
from course_lib.content.urgency import LEVELS, Judgement, Level

CLAIM = ("mscc-call-pain-alone",)


def test_six_survivors_are_there_two_to_begin_with_and_men_among_them(course: Course) -> None:
    paths = [survivor.path for survivor in course.survivors.values()]
    assert len(paths) >= 6
    assert paths.count("core") == 2
    assert {"yusuf", "samuel"} <= set(course.survivors)


def test_every_survivor_has_something_that_is_no_recurrence(course: Course) -> None:
    for survivor in course.survivors.values():
        assert {call.found for call in survivor.calls} - {"recurrence"}, survivor.id


def test_the_stories_hold_the_mimics(course: Course) -> None:
    told = " ".join(c.then for s in course.survivors.values() for c in s.calls)
    for mimic in ("lymphoedema", "costochondritis", "joints", "fold of the implant"):
        assert mimic in told


def test_reassuring_is_right_only_where_a_claim_of_today_supports_it(course: Course) -> None:
    judged = [(c.id, c.judgement) for s in course.survivors.values() for c in s.calls]
    judged += [(s.id, s.judgement) for d in course.drills.values() for s in d.scenes]
    for id_, judgement in judged:
        if "reassure" in {judgement.best, *judgement.defensible}:
            assert judgement.level_from, id_
        for claim in judgement.level_from:
            assert course.claims[claim].layer == "today", id_


def test_without_a_published_level_a_more_careful_answer_is_defensible_too(course: Course) -> None:
    calls = [c for s in course.survivors.values() for c in s.calls]
    open_ones = [call for call in calls if not call.judgement.published]
    assert len(open_ones) >= 6
    for call in open_ones:
        best = LEVELS.index(call.judgement.best)
        assert call.judgement.standing(LEVELS[best + 1]) == "defensible", call.id
        assert call.judgement.standing("reassure") == "missed", call.id


@pytest.mark.parametrize(
    ("best", "defensible", "level_from", "why"),
    [
        ("reassure", (), (), "reassuring needs a claim"),
        ("same day", ("this week",), (), "a lower level"),
        ("this week", (), (), "a more careful level"),
        ("this week", ("emergency now",), CLAIM, "next to one another"),
        ("this week", ("this week",), CLAIM, "next to one another"),
    ],
)
def test_a_judgement_that_is_not_careful_is_refused(
    best: Level, defensible: tuple[Level, ...], level_from: tuple[str, ...], why: str
) -> None:
    with pytest.raises(ValidationError, match=why):
        Judgement(best=best, defensible=defensible, level_from=level_from)


@pytest.mark.parametrize(
    ("best", "defensible", "level_from"),
    [
        ("reassure", ("this week",), CLAIM),
        ("same day", ("this week",), CLAIM),
        ("this week", ("same day",), ()),
        ("emergency now", (), ()),
    ],
)
def test_a_careful_judgement_is_taken(
    best: Level, defensible: tuple[Level, ...], level_from: tuple[str, ...]
) -> None:
    assert Judgement(best=best, defensible=defensible, level_from=level_from).best == best


def test_an_answer_stands_on_either_side_of_what_can_be_defended() -> None:
    pain = Judgement(best="same day", defensible=("emergency now",), level_from=CLAIM)
    standings = [pain.standing(level) for level in LEVELS]
    assert standings == ["missed", "missed", "best", "defensible"]
    arm = Judgement(best="this week", defensible=("same day",))
    standings = [arm.standing(level) for level in LEVELS]
    assert standings == ["missed", "best", "defensible", "over-called"]


def told(root: Path) -> str:
    with pytest.raises(ContentError) as caught:
        load_course(root)
    return str(caught.value)


def change(root: Path, old: str, new: str) -> None:
    path = root / "data" / "survivors" / "amira.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("level_from: [mscc-call-at-once]", "level_from: [SD1]", "no claim of today"),
        ("svco-signs, SR2]", "svco-signs, SR99]", "“SR99”"),
        ("year: 3\n", "year: 9\n", "later than the one before"),
        ("        reassure: >-\n          New swelling", "        wave: >-\n          New swelling",
         "wave"),
    ],
)
def test_a_story_that_does_not_hold_is_told_with_its_file(
    copy_of_course: Path, old: str, new: str, what: str
) -> None:
    change(copy_of_course, old, new)
    message = told(copy_of_course)
    assert "data/survivors/amira.yaml" in message
    assert what in message
