"""An answer is marked without a browser: points with reasons, and partial credit."""

import math
from copy import deepcopy
from typing import Any

import a_bank
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_lib.content.course import Course
from course_lib.content.questions import Question
from course_lib.learning.marking import Result, mark

SINGLE, SEVERAL, ASK, SORT, ORDER, MATCH, MARK, NUMBER, SHORT = a_bank.bank()


def points(asked: Question, answer: Any) -> tuple[int, int]:
    result = mark(asked, answer)
    return result.points, result.of


def told(result: Result) -> dict[str, bool]:
    return {reason.about: reason.right for reason in result.reasons}


def answers(asked: Question) -> st.SearchStrategy[Any]:
    """Any answer that fits the question."""
    match asked.kind:
        case "single" | "ask-first":
            return st.sampled_from([option.id for option in asked.options])
        case "several":
            return st.lists(st.sampled_from([o.id for o in asked.options]), unique=True)
        case "sort":
            bins = [bin_.id for bin_ in asked.bins]
            return some([item.id for item in asked.items], bins)
        case "order":
            return st.permutations([step.id for step in asked.items])
        case "match":
            pairs = [pair.id for pair in asked.pairs]
            return some(pairs, pairs)
        case "mark":
            anywhere = st.from_regex(r"[a-z]{1,9}(-[a-z]{1,9})?:(right|left|)", fullmatch=True)
            return st.sampled_from([spot.id for spot in asked.spots]) | anywhere
        case "number":
            near = st.floats(float(asked.answer) - 5, float(asked.answer) + 5)
            return near | st.integers(-(10**9), 10**9)
        case _:
            phrases = [p for part in (*asked.must_say, *asked.avoid) for p in part.any_of]
            said = st.lists(st.sampled_from(phrases)).map(". ".join).map(lambda text: text[:1000])
            return said | st.text(max_size=1000)


def some(parts: list[str], places: list[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(parts), st.sampled_from(places))


def some_question(course: Course, data: st.DataObject) -> Question:
    return data.draw(st.sampled_from([*a_bank.bank(), *course.questions.values()]))


@given(st.data())
def test_every_answer_that_fits_has_points_within_bounds_and_a_source(
    course: Course, data: st.DataObject
) -> None:
    asked = some_question(course, data)
    result = mark(asked, data.draw(answers(asked)))
    assert 0 <= result.points <= result.of
    assert result.of > 0
    assert result.right is (result.points == result.of)
    assert result.claims
    assert set(result.claims) <= set(asked.claims)
    assert all(reason.text for reason in result.reasons)


@given(st.data())
def test_marking_twice_says_the_same_and_changes_no_answer(
    course: Course, data: st.DataObject
) -> None:
    asked = some_question(course, data)
    answer = data.draw(answers(asked))
    before = deepcopy(answer)
    assert mark(asked, answer) == mark(asked, answer)
    assert answer == before


@given(st.data())
def test_what_is_right_has_no_misconception_and_nothing_to_look_at(
    course: Course, data: st.DataObject
) -> None:
    asked = some_question(course, data)
    result = mark(asked, data.draw(answers(asked)))
    if result.right:
        assert result.misconceptions == ()
        assert all(reason.right for reason in result.reasons)


def test_the_right_answer_to_every_question_has_every_point(course: Course) -> None:
    for asked in (*a_bank.bank(), *course.questions.values()):
        result = mark(asked, a_bank.right_answer(asked))
        assert result.right, asked.id
        assert result.reasons, asked.id


@given(st.permutations(["armpit", "collarbone", "liver"]))
def test_the_order_in_which_several_are_chosen_does_not_matter(chosen: list[str]) -> None:
    assert mark(SEVERAL, chosen) == mark(SEVERAL, sorted(chosen))


@given(st.data())
def test_an_answer_to_another_question_is_marked_or_refused_and_breaks_nothing(
    course: Course, data: st.DataObject
) -> None:
    asked = some_question(course, data)
    try:
        result = mark(asked, data.draw(answers(some_question(course, data))))
    except ValueError:
        return
    assert result.of > 0


REFUSED: list[tuple[Question, Any]] = [
    *((asked, None) for asked in a_bank.bank()),
    *((asked, True) for asked in a_bank.bank()),
    (SINGLE, "moon"), (SINGLE, ["breast"]),
    (SEVERAL, "armpit"), (SEVERAL, ["armpit", "moon"]), (SEVERAL, ["armpit", "armpit"]),
    (SEVERAL, [["armpit"]]),
    (ASK, "moon"),
    (SORT, {"armpit": "moon"}), (SORT, {"moon": "near"}), (SORT, ["armpit"]),
    (SORT, {"armpit": ["near"]}),
    (ORDER, ["listen", "look", "tell"]), (ORDER, ["listen", "look", "tell", "tell"]),
    (ORDER, "listen"),
    (MATCH, {"bone": "moon"}),
    (MARK, "axilla"), (MARK, "axilla:up"), (MARK, "axilla:left\n"), (MARK, ":left"), (MARK, ""),
    (NUMBER, "3"), (NUMBER, math.nan), (NUMBER, math.inf), (NUMBER, 10**13), (NUMBER, 10**5000),
    (SHORT, "a" * 1001), (SHORT, ["not known yet"]),
]


@pytest.mark.parametrize(("asked", "answer"), REFUSED, ids=map(str, range(len(REFUSED))))
def test_an_answer_that_does_not_fit_is_refused(asked: Question, answer: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        mark(asked, answer)


def test_a_text_of_exactly_a_thousand_letters_fits() -> None:
    assert points(SHORT, "a" * 1000) == (0, 2)


def test_a_wrong_option_is_told_its_feedback_and_names_its_misconception() -> None:
    result = mark(SINGLE, "bone")
    assert (result.points, result.of, result.right) == (0, 1, False)
    assert [reason.text for reason in result.reasons] == ["Far."]
    assert result.misconceptions == ("bone is near",)


@pytest.mark.parametrize(
    ("chosen", "reached"),
    [
        ([], 0),
        (["armpit"], 1),
        (["armpit", "collarbone"], 2),
        (["armpit", "collarbone", "liver"], 1),  # one that does not fit takes one away
        (["armpit", "liver", "brain"], 0),  # and never more than there is
        (["armpit", "collarbone", "liver", "brain"], 0),  # choosing all is worth nothing
    ],
)
def test_of_several_each_right_one_counts_and_each_wrong_one_takes_one_away(
    chosen: list[str], reached: int
) -> None:
    assert points(SEVERAL, chosen) == (reached, 2)


def test_of_several_the_chosen_and_the_missed_are_told_about() -> None:
    result = mark(SEVERAL, ["armpit", "liver"])
    assert told(result) == {"armpit": True, "collarbone": False, "liver": False}
    assert result.misconceptions == ("liver is near",)


@pytest.mark.parametrize(("option", "reached"), [("side", 2), ("when", 1), ("who", 0)])
def test_what_is_worth_asking_later_is_worth_a_point(option: str, reached: int) -> None:
    assert points(ASK, option) == (reached, 2)


def test_a_sorting_is_told_for_each_bin_chosen_and_rests_on_what_was_sorted() -> None:
    result = mark(SORT, {"liver": "near"})
    assert (result.points, result.of) == (0, 2)
    assert [reason.text for reason in result.reasons] == ["It is far, not near."]
    assert result.claims == ("T11",)
    assert result.misconceptions == ("liver is near",)


def test_half_of_a_sorting_is_half_of_the_points() -> None:
    assert points(SORT, {"armpit": "near"}) == (1, 2)
    assert points(SORT, {"armpit": "near", "liver": "near"}) == (1, 2)
    assert points(SORT, {"armpit": "near", "liver": "far"}) == (2, 2)
    assert points(SORT, {}) == (0, 2)


@pytest.mark.parametrize(
    ("order", "reached"),
    [
        ("listen look tell write", 3),
        ("write listen look tell", 2),  # one step moved costs one point
        ("listen tell look write", 2),
        ("look listen write tell", 1),
        ("write tell look listen", 0),
    ],
)
def test_an_order_counts_the_steps_that_come_after_what_belongs_before_them(
    order: str, reached: int
) -> None:
    result = mark(ORDER, order.split())
    assert (result.points, result.of) == (reached, 3)
    assert bool(result.misconceptions) is not result.right


def test_every_step_of_an_order_is_told_why_it_stands_where_it_belongs() -> None:
    result = mark(ORDER, ["write", "listen", "look", "tell"])
    assert told(result) == {"listen": False, "look": True, "tell": True, "write": False}


def test_a_match_counts_each_pair() -> None:
    crossed = {"bone": "armpit", "armpit": "bone", "scar": "scar"}
    result = mark(MATCH, crossed)
    assert (result.points, result.of) == (1, 3)
    assert result.misconceptions == ("bone is near", "nodes are far")
    assert points(MATCH, {"bone": "bone"}) == (1, 3)


@pytest.mark.parametrize(
    ("place", "right", "feedback"),
    [
        ("axilla:left", True, "The same side."),
        ("axilla:right", False, "The other side."),
        ("brain:", False, "No node there."),
        ("liver:", False, "Look once more."),
    ],
)
def test_a_mark_is_right_on_its_side_only(place: str, right: bool, feedback: str) -> None:
    result = mark(MARK, place)
    assert result.right is right
    assert [reason.text for reason in result.reasons] == [feedback]


@pytest.mark.parametrize(
    ("number", "right", "misconception"),
    [
        (3, True, None),
        (3.5, True, None),  # exactly the tolerance away
        (2.5, True, None),
        (3.51, False, "guessing a distance"),
        (2.49, False, "guessing a distance"),
        (30, False, "units"),
        (30.5, False, "units"),
        (30.51, False, "guessing a distance"),
    ],
)
def test_a_number_is_right_up_to_its_tolerance_and_not_beyond(
    number: float, right: bool, misconception: str | None
) -> None:
    result = mark(NUMBER, number)
    assert result.right is right
    assert result.misconceptions == ((misconception,) if misconception else ())


def test_a_tolerance_is_exact_where_binary_fractions_are_not() -> None:
    asked = a_bank.question(a_bank.NUMBER, answer="0.3", tolerance=0.1, mistakes=[])
    assert mark(asked, 0.4).right  # 0.4 - 0.3 is a little more than 0.1 in binary
    assert mark(asked, 0.2).right
    assert not mark(asked, 0.41).right


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("It is not known yet. The team will tell you.", 2),
        ("IT IS STILL OPEN; ask the team", 2),
        ("It is not known yet.", 1),
        ("It is still open, the team says. Do not worry!", 1),  # what is avoided takes one away
        ("Do not worry.", 0),
        ("", 0),
    ],
)
def test_a_short_answer_counts_what_it_says(text: str, reached: int) -> None:
    assert points(SHORT, text) == (reached, 2)


def test_a_short_answer_is_told_what_it_left_out_and_what_to_avoid() -> None:
    result = mark(SHORT, "It is still open. Do not worry.")
    assert [reason.text for reason in result.reasons] == [
        "That it is open.", "Say who explains it.", "That dismisses fear.",
    ]
    assert result.misconceptions == ("comfort by dismissal",)


def test_the_lesson_on_types_has_six_questions_and_twelve_findings_to_sort(course: Course) -> None:
    of_lesson = [question for question in course.questions.values() if question.lesson == "02"]
    assert len(of_lesson) >= 7
    assert sum(len(q.items) for q in of_lesson if q.kind == "sort") >= 12
