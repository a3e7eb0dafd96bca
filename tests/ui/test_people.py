"""A hundred people are told apart by shape and said in words; years stay on their slider."""

import re
from collections.abc import Iterator

import pytest
import traitlets

from course_lib.ui.people import MARKS, STATIC, Group, Hundred, People
from course_lib.ui.year_slider import YearSlider, own_words

SCRIPT = (STATIC / "people.js").read_text(encoding="utf-8")
LOOK = (STATIC / "people.css").read_text(encoding="utf-8")


@pytest.fixture
def people() -> Iterator[People]:
    widget = People("A hundred people")
    yield widget
    widget.close()


@pytest.fixture
def slider() -> Iterator[YearSlider]:
    widget = YearSlider("Years", 25)
    yield widget
    widget.close()


def hundred(*counts: int) -> Hundred:
    groups = zip(MARKS, counts, strict=False)
    return Hundred("All", tuple(Group(mark, count, f"{mark} ones") for mark, count in groups))


def test_a_picture_holds_its_groups_with_their_words(people: People) -> None:
    people.draw([hundred(61, 39)])
    assert people.pictures == [
        {
            "name": "All",
            "groups": [
                {"mark": "open", "count": 61, "text": "open ones"},
                {"mark": "full", "count": 39, "text": "full ones"},
            ],
        }
    ]


@pytest.mark.parametrize("counts", [(61, 38), (61, 40), ()])
def test_a_picture_of_another_number_of_people_is_refused(
    people: People, counts: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match="not 100"):
        people.draw([hundred(*counts)])
    assert people.pictures == []


def test_a_group_of_fewer_than_nobody_is_refused(people: People) -> None:
    with pytest.raises(ValueError, match="not 100"):
        people.draw([hundred(101, -1)])


def test_a_group_of_nobody_is_still_said(people: People) -> None:
    people.draw([hundred(100, 0)])
    assert people.pictures[0]["groups"][1]["count"] == 0


def test_every_group_has_a_shape_of_its_own() -> None:
    heads = dict(re.findall(r'^  (\w+): "(M[^"]+)"', SCRIPT, re.M))
    assert set(heads) == set(MARKS)
    assert len(set(heads.values())) == len(MARKS)


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "open"])
def test_every_group_but_the_plain_one_has_a_colour_of_its_own(mark: str) -> None:
    assert f".person.{mark} path" in LOOK


def test_the_picture_reaches_the_page_as_text_only() -> None:
    assert "innerHTML" not in SCRIPT


@pytest.mark.parametrize("year", [0, 1, 24, 25])
def test_a_year_of_the_slider_is_held(slider: YearSlider, year: int) -> None:
    slider.year = year
    assert slider.year == year


@pytest.mark.parametrize("year", [-1, 26])
def test_a_year_beyond_the_slider_is_refused_and_the_old_one_stays(
    slider: YearSlider, year: int
) -> None:
    slider.year = 10
    with pytest.raises(traitlets.TraitError, match="not from 0 to 25"):
        slider.year = year
    assert slider.year == 10


def test_every_word_of_the_slider_comes_from_python() -> None:
    script = (STATIC / "year_slider.js").read_text(encoding="utf-8")
    for name in own_words():
        assert re.search(rf'words\.{name}\b|"{name}"', script), name
    assert "prefers-reduced-motion" in script
