"""A learner picks a treatment and says how soon a person phones about what they notice."""

import json
from typing import Any

import pytest

from course_lib.activities.what_to_watch import WhatToWatch, WhatToWatchActivity
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def table(course: Course) -> WhatToWatchActivity:
    return WhatToWatchActivity(course, course.lessons["08"])


def press(table: WhatToWatchActivity, key: str, value: str = "") -> None:
    table.panel._heard(None, {"key": key, "value": value}, None)


def callouts(table: WhatToWatchActivity) -> list[tuple[str, str]]:
    blocks = [block for block in table.panel.blocks if block["kind"] == "callout"]
    return [(block["look"], block["title"]) for block in blocks]


def words(table: WhatToWatchActivity) -> str:
    return json.dumps(table.panel.blocks, ensure_ascii=False)


def guess(table: WhatToWatchActivity, treatment: str, sign: str, call: str) -> tuple[str, str]:
    press(table, "treatment", treatment)
    press(table, f"sign:{sign}", call)
    return callouts(table)[0]


@pytest.mark.parametrize(
    ("treatment", "sign"),
    [
        ("tamoxifen", "calf"),
        ("trastuzumab-deruxtecan", "cough"),
        ("chemotherapy", "fever"),
        ("chemotherapy", "unwell"),
        ("radiotherapy", "legs"),
        ("immunotherapy", "diarrhoea"),
    ],
)
def test_what_cannot_wait_is_phoned_at_once_and_anything_later_is_too_late(
    table: WhatToWatchActivity, treatment: str, sign: str
) -> None:
    assert guess(table, treatment, sign, "at-once") == ("right", "Yes.")
    assert guess(table, treatment, sign, "soon") == ("wrong", "Too late. Rather: Phone at once")
    assert guess(table, treatment, sign, "home") == ("wrong", "Too late. Rather: Phone at once")


def test_painful_palms_are_phoned_about_soon_and_sooner_is_safe(
    table: WhatToWatchActivity,
) -> None:
    assert guess(table, "capecitabine", "blisters", "soon") == ("right", "Yes.")
    look, title = guess(table, "capecitabine", "blisters", "at-once")
    assert look == "notice"
    assert title.startswith("Safe, and sooner than the course asks.")
    assert guess(table, "capecitabine", "blisters", "home")[0] == "wrong"


def test_tingling_palms_are_expected_and_painful_ones_are_not(table: WhatToWatchActivity) -> None:
    assert guess(table, "capecitabine", "tingling", "home") == ("right", "Yes.")
    assert guess(table, "capecitabine", "tingling", "soon")[0] == "notice"


def test_hot_flushes_on_tamoxifen_are_expected_and_bleeding_is_reported(
    table: WhatToWatchActivity,
) -> None:
    assert guess(table, "tamoxifen", "flushes", "home") == ("right", "Yes.")
    assert guess(table, "tamoxifen", "bleeding", "home")[0] == "wrong"


def test_diarrhoea_is_helped_at_home_on_abemaciclib_and_phoned_about_on_immunotherapy(
    table: WhatToWatchActivity,
) -> None:
    assert guess(table, "cdk46-inhibitor", "loose", "home") == ("right", "Yes.")
    assert guess(table, "immunotherapy", "diarrhoea", "home")[0] == "wrong"


def test_nothing_is_told_before_a_guess(table: WhatToWatchActivity) -> None:
    for teaching in table.model.teachings.values():
        press(table, "treatment", teaching.id)
        assert callouts(table) == []
        assert all(sign.why not in words(table) for sign in teaching.signs)
        assert all(advice.text not in words(table) for advice in teaching.teach)


def test_the_teaching_follows_the_last_guess(table: WhatToWatchActivity) -> None:
    signs = table.model.teaching.signs
    for sign in signs[:-1]:
        press(table, f"sign:{sign.id}", "at-once")
    assert not table.model.open
    press(table, f"sign:{signs[-1].id}", "at-once")
    assert table.model.open
    assert table.model.teaching.teach[0].text in words(table)


def test_everything_can_be_read_without_guessing(table: WhatToWatchActivity) -> None:
    press(table, "show")
    told = words(table)
    for sign in table.model.teaching.signs:
        assert sign.why in told
    for advice in (*table.model.teaching.teach, *table.model.teaching.checked):
        assert advice.text in told


def test_a_screen_reader_hears_the_judgement_of_the_last_guess(table: WhatToWatchActivity) -> None:
    press(table, "sign:flushes", "home")
    press(table, "sign:calf", "home")
    assert table.panel.said.startswith("Too late. Rather: Phone at once It can be a blood clot")


def test_beginning_again_clears_this_treatment_and_no_other(table: WhatToWatchActivity) -> None:
    press(table, "sign:calf", "at-once")
    press(table, "treatment", "capecitabine")
    press(table, "show")
    press(table, "again")
    assert not table.model.open
    press(table, "treatment", "tamoxifen")
    assert table.model.guesses == {"tamoxifen": {"calf": "at-once"}}


@pytest.mark.parametrize(("sign", "call"), [("gone", "soon"), ("calf", "gone")])
def test_a_sign_or_a_time_that_does_not_exist_is_refused(
    course: Course, sign: str, call: str
) -> None:
    with pytest.raises(KeyError):
        WhatToWatch({"tamoxifen": course.teachings["tamoxifen"]}).predict(sign, call)


def test_who_comes_back_finds_their_guesses(course: Course) -> None:
    visit = local_visit()
    first = WhatToWatchActivity(course, course.lessons["08"])
    first.open(visit)
    press(first, "treatment", "bone-drugs")
    press(first, "sign:jaw", "soon")
    second = WhatToWatchActivity(course, course.lessons["08"])
    second.open(visit)
    assert second.model.state() == first.model.state()
    assert callouts(second) == [("right", "Yes.")]


@pytest.mark.parametrize(
    "change",
    [
        {"at": "gone"},
        {"guesses": {"tamoxifen": {"gone": "soon"}}},
        {"guesses": {"tamoxifen": {"calf": "gone"}}},
        {"opened": ["gone"]},
    ],
)
def test_a_treatment_that_is_no_more_is_refused(course: Course, change: dict[str, Any]) -> None:
    model = WhatToWatch(course.teachings)
    with pytest.raises(KeyError):
        model.restore({**model.state(), **change})
