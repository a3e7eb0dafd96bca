"""Survival curves and forest plots, tested as the data they draw."""

import re

import pytest
from matplotlib.figure import Figure

from course_lib.activities.cohort_words import curves_of
from course_lib.clinical.cohort import Curve, Split, Time, curve
from course_lib.clinical.cohort_splits import splits
from course_lib.content.course import Course
from course_lib.figures.drawing import NARROW, NARROW_SIZE, WIDE, light, svg
from course_lib.figures.forest import Head, Row, forest, shares
from course_lib.figures.kaplan_meier import kaplan_meier, lines, spread

UNTIL = 5
PHONE = 358  # what a page leaves for a figure on a phone 390 pixels wide


@pytest.fixture(scope="module")
def all_splits(course: Course) -> dict[str, Split]:
    return splits(course.numbers)


def named(split: Split) -> list[tuple[str, Curve]]:
    curves = curves_of(split)
    return [(group.name, curves[group.id]) for group in split.groups]


def draw(split: Split, width: float = NARROW) -> Figure:
    return kaplan_meier(named(split), UNTIL, "Alive without recurrence, %", "years", width)


def test_the_line_drawn_is_the_curve(all_splits: dict[str, Split]) -> None:
    split = all_splits["nodes"]
    axes = draw(split).axes[0]
    for (_name, found), line in zip(named(split), axes.lines, strict=False):
        drawn = dict(zip(line.get_xdata(), line.get_ydata(), strict=True))
        for point in found.points:
            if point.years <= UNTIL:
                assert drawn[point.years] == pytest.approx(100 * point.share)
        assert max(drawn) == UNTIL


def test_a_group_followed_for_less_than_the_axis_ends_earlier() -> None:
    short = curve([Time(1, True), Time(2.5, False)])
    [line] = lines([("short", short)], UNTIL)
    assert line.end == 2.5
    assert line.at_risk == (2, 2, 1, 0, 0, 0)


def test_each_band_is_the_interval_of_its_curve(all_splits: dict[str, Split]) -> None:
    split = all_splits["age"]
    axes = draw(split).axes[0]
    for (_name, found), band in zip(named(split), axes.collections, strict=True):
        corners = band.get_paths()[0].vertices
        at_end = found.at(UNTIL)
        ends = [y for x, y in corners if x == UNTIL]
        assert min(ends) == pytest.approx(100 * at_end.low)
        assert max(ends) == pytest.approx(100 * at_end.high)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_numbers_at_risk_and_names_are_written(
    width: float, all_splits: dict[str, Split]
) -> None:
    split = all_splits["grade"]
    words = [text.get_text().replace("\n", " ") for text in draw(split, width).axes[0].texts]
    for name, found in named(split):
        assert words.count(name) == 2  # where its curve ends, and above its numbers
        for year in range(UNTIL + 1):
            assert str(found.at_risk(year)) in words


def test_groups_differ_in_line_and_not_only_in_colour(all_splits: dict[str, Split]) -> None:
    axes = draw(all_splits["nodes"]).axes[0]
    dashes = {str(line._unscaled_dash_pattern) for line in axes.lines[:3]}
    assert len(dashes) == 3


def test_names_keep_their_order_and_do_not_cover_one_another() -> None:
    assert spread([60, 40, 20], [9, 9, 9]) == [60, 40, 20]
    low, middle, high = spread([50, 51, 52], [10, 20, 10])
    assert middle - low >= 15
    assert high - middle >= 15
    assert spread([1], [10]) == [5]


@pytest.mark.parametrize("id_", ["nodes", "size", "age", "hormone-therapy"])
def test_a_phone_shows_the_curves_without_shrinking_them(
    id_: str, all_splits: dict[str, Split]
) -> None:
    figure = draw(all_splits[id_])
    assert figure.get_figwidth() * 96 <= PHONE
    assert {text.get_fontsize() for text in figure.axes[0].texts} == {NARROW_SIZE}


def test_a_lighter_drawing_is_the_same_drawing(all_splits: dict[str, Split]) -> None:
    whole = svg(draw(all_splits["nodes"]))
    lighter = light(whole)
    assert len(lighter) < len(whole)
    assert re.sub(r"<[^>]*>", "", lighter) == re.sub(r"<[^>]*>", "", whole)
    assert "font-family: inherit" in lighter


def test_the_curves_take_every_colour_from_the_page(all_splits: dict[str, Split]) -> None:
    outside = re.sub(r"var\([^)]*\)", "", svg(draw(all_splits["nodes"])))
    assert not re.search(r"(fill|stroke): #(?!000000|ffffff)", outside)


def marks(figure: Figure) -> list[tuple[float, str]]:
    """The value of each row, and whether its mark is full or hollow."""
    return [
        (float(line.get_xdata()[0]), "hollow" if line.get_markerfacecolor() == "none" else "full")
        for line in figure.axes[0].lines
        if line.get_marker() not in ("None", "", None)
    ]


def test_a_ratio_whose_interval_holds_one_is_hollow() -> None:
    rows = [
        Row("clear", 0.5, 0.3, 0.99, "0.50 (0.30 to 0.99)"),
        Row("on the border", 0.6, 0.4, 1.0, "0.60 (0.40 to 1.00)"),
        Row("not clear", 1.2, 0.8, 1.9, "1.20 (0.80 to 1.90)"),
    ]
    figure = forest(rows, "title", "axis", (0.25, 1, 4))
    assert marks(figure) == [(0.5, "full"), (0.6, "hollow"), (1.2, "hollow")]


def test_numbers_stand_beside_the_marks_only_where_there_is_room() -> None:
    row = Row("a", 0.5, 0.3, 0.9, "0.50 (0.30 to 0.90)")

    def words(width: float) -> list[str]:
        figure = forest([row], "title", "axis", (0.25, 1, 4), width)
        return [text.get_text() for text in figure.axes[0].texts]

    assert words(NARROW) == ["a"]
    assert words(WIDE) == ["a", "0.50 (0.30 to 0.90)"]


def test_shares_stand_below_the_head_that_they_belong_to() -> None:
    rows = [Head("Grade I"), Row("negative", 40, 30, 50, "40 %"), Row("positive", 60, 50, 70, "")]
    figure = shares(rows, "title", "axis", (0, 50, 100))
    assert marks(figure) == [(40, "full"), (60, "full")]
    heads = [text for text in figure.axes[0].texts if text.get_fontweight() == "bold"]
    assert [text.get_text() for text in heads] == ["Grade I"]
