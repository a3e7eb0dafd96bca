"""The pictures of the sources page, tested as the data they draw."""

import re
from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course_lib.content.course import Course
from course_lib.figures.coverage import Coverage, coverage, coverage_of
from course_lib.figures.drawing import NARROW_SIZE, svg
from course_lib.figures.source_ages import (
    changes,
    later_than,
    source_ages,
    undated,
    written,
)
from course_lib.language import ENGLISH, speak
from course_lib.pseudo_language import CODES

Draw = Callable[[Course], Figure]
PHONE = 358  # what a page leaves for a figure on a phone 390 pixels wide
PIXELS_IN_A_POINT = 96 / 72


@pytest.fixture(scope="module")
def covered(course: Course) -> Coverage:
    return coverage_of(course)


def test_every_claim_is_counted_once_in_each_column_that_names_it(
    covered: Coverage, course: Course
) -> None:
    for column in covered.columns:
        naming = [
            claim
            for claim in course.claims.values()
            if {s.source for s in claim.stands} & column.sources
        ]
        assert naming
        counted = sum(covered.count(topic, column) for topic in covered.topics)
        assert counted == len(naming), column.name


def test_each_document_has_a_column_and_kin_stand_side_by_side(covered: Coverage) -> None:
    families = [column.family for column in covered.documents]
    assert len(families) == 5
    first = families.index("mayo")
    assert families[first : first + 3] == ["mayo"] * 3
    assert families.count("mayo") == 3


def test_practice_today_is_one_column_without_a_document(
    covered: Coverage, course: Course
) -> None:
    [today] = [column for column in covered.columns if column.is_today]
    assert not any(course.sources[id_].document for id_ in today.sources)


def test_topics_that_no_document_touches_are_named(covered: Coverage) -> None:
    assert "emergencies" in covered.only_today
    for topic in covered.only_today:
        assert all(covered.count(topic, column) == 0 for column in covered.documents)


def test_the_numbers_in_the_picture_are_the_counts(covered: Coverage, course: Course) -> None:
    drawn = [text.get_text() for text in coverage(course).axes[0].texts]
    numbers = sorted(int(text) for text in drawn if text.isdigit())
    assert numbers == sorted(covered.counts.values())


def test_an_undated_document_is_a_span_and_one_without_any_date_is_left_out(
    course: Course,
) -> None:
    spans = {span.name: span for span in written(course)}
    assert (spans["Regional site"].first, spans["Regional site"].last) == (2008, 2011)
    assert (spans["Mayo Clinic"].first, spans["Mayo Clinic"].last) == (2016, 2020)
    assert not spans["Mayo Clinic"].dated
    assert spans["Healthwise 2009"].dated
    assert undated(course) == ["Wellness site"]


def test_every_change_of_practice_is_an_event(course: Course) -> None:
    moved = {claim.id for claim in course.claims.values() if claim.moved_on}
    events = changes(course)
    assert {event.claim.id for event in events} == moved
    assert [event.year for event in events] == sorted(event.year for event in events)


def test_changes_in_the_last_year_of_a_document_do_not_count_as_later(course: Course) -> None:
    [mayo] = [span for span in written(course) if span.name == "Mayo Clinic"]
    assert later_than(course, mayo) == sum(event.year > 2020 for event in changes(course))


def test_each_change_is_one_dot(course: Course) -> None:
    axes = source_ages(course).axes[0]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dots) == len(changes(course))


@pytest.mark.parametrize("draw", [coverage, source_ages])
def test_a_phone_shows_the_picture_without_shrinking_its_words(draw: Draw, course: Course) -> None:
    figure = draw(course)
    assert figure.get_figwidth() * 96 <= PHONE
    assert NARROW_SIZE * PIXELS_IN_A_POINT >= 16
    assert {text.get_fontsize() for text in figure.axes[0].texts} == {NARROW_SIZE}


@pytest.mark.parametrize("language", [ENGLISH, *CODES])
@pytest.mark.parametrize("draw", [coverage, source_ages])
def test_no_word_leaves_the_picture_or_lies_on_another(
    draw: Draw, language: str, course: Course
) -> None:
    speak(language)
    try:
        figure = draw(course)
    finally:
        speak(ENGLISH)
    renderer = FigureCanvasAgg(figure).get_renderer()
    sheet = figure.bbox
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in figure.axes[0].texts]
    assert len(boxes) > 15
    out = [
        words
        for words, box in boxes
        if min(box.x0, box.y0) < -1 or box.x1 > sheet.x1 + 1 or box.y1 > sheet.y1 + 1
    ]
    assert out == []
    # A line's box has room above and below its letters.
    on_another = [
        (one, other)
        for (one, box), (other, next_box) in combinations(boxes, 2)
        if box.padded(-1).overlaps(next_box.padded(-1))
    ]
    assert on_another == []


@pytest.mark.parametrize("draw", [coverage, source_ages])
def test_the_picture_takes_every_colour_from_the_page(draw: Draw, course: Course) -> None:
    drawing = svg(draw(course))
    outside = re.sub(r"var\([^)]*\)", "", drawing)
    assert not re.search(r"(fill|stroke): #(?!000000|ffffff)", outside)
    assert drawing == svg(draw(course))
