"""What gives an answer away is told to the author, and what does not is let alone."""

import re
from pathlib import Path

import pytest

from course_lib.content.course import Course, load_course
from course_lib.content.item_rules import (
    HARDEST_STEM,
    MOST_LONGEST,
    check_items,
    item_notes,
)
from course_lib.content.problem import ContentError
from course_lib.content.readability import lix

# What may be asked: a plain question with options alike in form.
STEM = "Where does a local return appear first?"
OPTIONS = ("In the breast", "In the lungs", "In the bones")
RIGHT = 0


def bank(root: Path, *questions: tuple[str, tuple[str, ...], int], kind: str = "single") -> Course:
    """A course whose only questions are `questions`: stem, options, which one is right."""
    for path in (root / "data/questions").glob("*.yaml"):
        path.unlink()
    lines = []
    for number, (stem, options, right) in enumerate(questions):
        lines += [
            f"- kind: {kind}", f"  id: q-{number}", '  lesson: "02"', "  objective: name-type",
            "  level: recall", f"  stem: '{stem}'", "  options:",
        ]
        for place, text in enumerate(options):
            more = "right: true" if place == right else "misconception: some idea"
            lines.append(f"    - {{id: o-{place}, text: '{text}', feedback: So., {more}}}")
        lines.append("  claims: [T1]")
    (root / "data/questions/02.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_course(root)


def told(course: Course) -> str:
    return "\n".join(str(problem) for problem in check_items(course))


def test_a_plain_question_is_let_alone(copy_of_course: Path) -> None:
    course = bank(copy_of_course, (STEM, OPTIONS, RIGHT))
    assert check_items(course) == []
    assert item_notes(course) == []


LONG_WORDS = "Locoregional recurrence constitutes nonmetastatic manifestation characteristically?"

STEMS = {
    "a negation in small letters": ("Which place is not near the breast?", "“not”"),
    "a negation that hides in a short form": ("Which place isn’t near the breast?", "“isn’t”"),
    "an exception in small letters": ("Which are near, except one of them?", "“except”"),
    "an article at the end": ("A local return is found in the", "ends in an article"),
    "words that are hard to read": (LONG_WORDS, "hard to read"),
}
FINE_STEMS = {
    "a negation in capitals": "Which place is NOT near the breast?",
    "a negation in the story, not in the question": "A scan was not made. What do you do?",
    "at least, which is no negation": "Where must at least one sample be taken?",
    "the least of something": "What is the least that is done first?",
}


@pytest.mark.parametrize("name", STEMS)
def test_a_stem_that_misleads_is_told(name: str, copy_of_course: Path) -> None:
    stem, what = STEMS[name]
    course = bank(copy_of_course, (stem, OPTIONS, RIGHT))
    assert what in told(course)


@pytest.mark.parametrize("name", FINE_STEMS)
def test_a_stem_that_says_it_plainly_is_let_alone(name: str, copy_of_course: Path) -> None:
    assert told(bank(copy_of_course, (FINE_STEMS[name], OPTIONS, RIGHT))) == ""


OPTION_LISTS = {
    "all of the above": (("In the breast", "In the skin", "All of the above"), "All of the above"),
    "none of these": (("In the breast", "In the skin", "None of these"), "None of these"),
    "none of them": (("In the breast", "In the skin", "None of them."), "None of them"),
    "a sentence among phrases": (
        ("In the breast", "In the skin", "It is in the bones."), "end with a full stop",
    ),
    "a question among phrases": (("In the breast", "In the skin", "Where else?"), "are questions"),
    "a quotation among phrases": (
        ("In the breast", "In the skin", "“In the bones”"), "quotation marks",
    ),
    "a small letter among capitals": (
        ("In the breast", "In the skin", "in the bones"), "capital letter",
    ),
    "two options": (("In the breast", "In the skin"), "fewer than 3"),
    "a right option twice as long": (
        ("In the breast that had the first cancer", "In a bone", "In a lung"), "twice as long",
    ),
}


@pytest.mark.parametrize("name", OPTION_LISTS)
def test_options_that_give_the_answer_away_are_told(name: str, copy_of_course: Path) -> None:
    options, what = OPTION_LISTS[name]
    assert what in told(bank(copy_of_course, (STEM, options, RIGHT)))


def test_none_of_them_with_a_reason_is_an_option_of_its_own(copy_of_course: Path) -> None:
    options = ("In the breast", "In the skin", "None of them, as tissue is missing")
    assert told(bank(copy_of_course, (STEM, options, RIGHT))) == ""


def test_a_right_option_just_twice_as_long_is_let_alone(copy_of_course: Path) -> None:
    twice = bank(copy_of_course, (STEM, ("A" * 20, "B" * 10, "C" * 9), RIGHT))
    assert told(twice) == ""
    longer = bank(copy_of_course, (STEM, ("A" * 21, "B" * 10, "C" * 9), RIGHT))
    assert "twice as long" in told(longer)


def test_options_of_several_are_held_to_the_same_form(copy_of_course: Path) -> None:
    options = ("In the breast", "In the skin", "None of these")
    assert "None of these" in told(bank(copy_of_course, (STEM, options, 0), kind="several"))


def test_the_same_words_asked_twice_are_told(copy_of_course: Path) -> None:
    again = "Where does a LOCAL return appear, first?"
    course = bank(copy_of_course, (STEM, OPTIONS, 0), (again, OPTIONS, 1))
    assert "“q-1” asks with the same words as “q-0”" in told(course)


def test_a_sorting_names_a_misconception_for_each_item(copy_of_course: Path) -> None:
    path = copy_of_course / "data/questions/02_sorting.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"\n      misconception: .*", "", text, count=1))
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    assert any("misconception" in problem.what for problem in caught.value.problems)


def many(
    count: int, longest: int, place: int | None = None
) -> list[tuple[str, tuple[str, ...], int]]:
    """`count` questions of which the right option of the first `longest` ones is the longest."""
    words = ["one", "two", "three", "four", "five", "six"]
    stems = [f"Where is {a} beside {b}?" for a in words for b in words]
    found = []
    for number in range(count):
        right = number % 3 if place is None else place
        options = ["In the arm", "In the leg", "In the eye"]
        options[right if number < longest else (right + 1) % 3] = "In the finger"
        found.append((stems[number], tuple(options), right))
    return found


@pytest.mark.parametrize(("longest", "noted"), [(4, False), (5, True)])
def test_the_right_option_is_the_longest_in_at_most_four_of_ten(
    longest: int, noted: bool, copy_of_course: Path
) -> None:
    course = bank(copy_of_course, *many(10, longest))
    assert any("is the longest" in note.what for note in item_notes(course)) is noted


def test_a_few_questions_show_no_pattern(copy_of_course: Path) -> None:
    assert item_notes(bank(copy_of_course, *many(5, 5))) == []


@pytest.mark.parametrize(
    ("count", "longest", "is_told"), [(20, 8, False), (20, 9, True), (19, 9, False)]
)
def test_a_pattern_of_the_whole_bank_is_an_error(
    count: int, longest: int, is_told: bool, copy_of_course: Path
) -> None:
    assert ("In the bank" in told(bank(copy_of_course, *many(count, longest)))) is is_told


@pytest.mark.parametrize(("place", "noted"), [(0, True), (None, False)])
def test_the_right_option_changes_its_place(
    place: int | None, noted: bool, copy_of_course: Path
) -> None:
    course = bank(copy_of_course, *many(9, 0, place))
    assert any("stands at place 1" in note.what for note in item_notes(course)) is noted


def test_the_questions_of_the_course_keep_the_rules(course: Course) -> None:
    assert check_items(course) == []


def test_the_limit_of_a_stem_is_near_the_hardest_one(course: Course) -> None:
    hardest = max(lix(question.stem) for question in course.questions.values())
    assert HARDEST_STEM - 20 < hardest <= HARDEST_STEM
    assert MOST_LONGEST < 1 / 2
