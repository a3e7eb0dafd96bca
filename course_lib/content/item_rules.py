"""Rules of item writing: what gives an answer away, or asks for reading instead of knowing.

A rule on one question is an error; a pattern of one lesson is a line to read, since a few
questions show a pattern by chance. Across the whole bank the pattern is an error too.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from course_lib.content.course import Course
from course_lib.content.problem import Problem
from course_lib.content.questions import (
    AskFirst,
    Question,
    SeveralChoice,
    SingleChoice,
)
from course_lib.content.readability import lix

# A stem is a few plain sentences with the names of organs and operations. A harder one tests
# reading, not knowing.
HARDEST_STEM = 55.0
FEWEST_OPTIONS = 3
MOST_LONGEST = 0.4
"""The share of single choices whose right option may be the longest of all."""
MOST_IN_ONE_PLACE = 0.5
"""The share of single choices whose right option may stand at the same place of the file."""
ENOUGH_OF_A_LESSON = 6
ENOUGH_OF_THE_BANK = 20
STANDS_OUT = 2
"""How many times as long as every other option the right one may be."""

ABOVE = re.compile(
    r"\b(all|none|both|any|neither) of (the above|these|the others|them(?=\W*$))(?!\w)", re.I
)
NEGATION = re.compile(
    r"\b(not|never|except|cannot|\w+n['’]t|least (?:likely|useful|helpful|fitting|important))\b"
)
SENTENCE = re.compile(r"(?<=[.!?:])\s+")
ARTICLE_AT_END = re.compile(r"\b(an?|the)\s*[…:.]*$", re.I)
FORMS = (
    ("end with a full stop", re.compile(r"[.!]”?$")),
    ("are questions", re.compile(r"\?”?$")),
    ("are said in quotation marks", re.compile(r"^“")),
    ("begin with a capital letter or a digit", re.compile(r"^\W*[A-Z0-9]")),
)
WORD = re.compile(r"[^\W\d_]+")


def check_items(course: Course) -> list[Problem]:
    """Return a problem for each question that breaks a rule, and for a pattern of the bank."""
    questions = list(course.questions.values())
    found = [
        Problem(*course.place("questions", question.id), f"“{question.id}” {what}", mend)
        for question in questions
        for what, mend in _broken(question)
    ]
    found += _same_stems(course)
    single = _single(questions)
    if len(single) >= ENOUGH_OF_THE_BANK and _share_of_longest(single) > MOST_LONGEST:
        found.append(Problem("data/questions", 0, _longest("the bank", single), LONGEST_MEND))
    return found


def item_notes(course: Course) -> list[Problem]:
    """Return the patterns of each lesson that help to guess: lines to read."""
    by_lesson: dict[str, list[SingleChoice]] = defaultdict(list)
    for question in _single(course.questions.values()):
        by_lesson[question.lesson].append(question)
    found = []
    for lesson, questions in by_lesson.items():
        if len(questions) < ENOUGH_OF_A_LESSON:
            continue
        place = course.place("questions", questions[0].id)
        if _share_of_longest(questions) > MOST_LONGEST:
            found.append(Problem(*place, _longest(f"lesson {lesson}", questions), LONGEST_MEND))
        spot, times = Counter(map(_place_of_right, questions)).most_common(1)[0]
        if times / len(questions) > MOST_IN_ONE_PLACE:
            found.append(
                Problem(*place, f"In lesson {lesson} the right option stands at place {spot + 1} "
                        f"in {times} of {len(questions)} questions.", "Move some of them.")
            )
    return found


LONGEST_MEND = "Say the right options shorter, or the others as fully."


def _broken(question: Question) -> Iterator[tuple[str, str]]:
    yield from _stem(question)
    if isinstance(question, SingleChoice | SeveralChoice | AskFirst):
        yield from _options(question)


def _stem(question: Question) -> Iterator[tuple[str, str]]:
    asked = SENTENCE.split(question.stem.strip())[-1]
    negation = NEGATION.search(asked)
    if negation:
        yield (f"asks with “{negation[0]}”, which is easily overlooked.",
               "Ask for what is so, or write the word in CAPITALS.")
    if ARTICLE_AT_END.search(question.stem):
        yield ("has a stem that ends in an article, which fits some options only.",
               "Ask a whole question.")
    hardness = lix(question.stem)
    if hardness > HARDEST_STEM:
        yield (f"has a stem that is hard to read (LIX {hardness:.0f}, at most "
               f"{HARDEST_STEM:.0f}).", "Say it in fewer or shorter words.")


def _options(question: SingleChoice | SeveralChoice | AskFirst) -> Iterator[tuple[str, str]]:
    texts = [option.text for option in question.options]
    if len(texts) < FEWEST_OPTIONS:
        yield f"has fewer than {FEWEST_OPTIONS} options.", "Write one that somebody could believe."
    for text in texts:
        if ABOVE.search(text):
            yield f"has the option “{text}”.", "Name what is meant, or ask for several options."
    for what, form in FORMS:
        alike = [text for text in texts if form.search(text)]
        unlike = [text for text in texts if not form.search(text)]
        if alike and unlike:
            odd = min(alike, unlike, key=len)[0]
            yield (f"has options that are not alike in form: only some {what} (“{odd}”).",
                   "Write all of them as sentences, or all as phrases.")
    if isinstance(question, SingleChoice):
        right = next(len(option.text) for option in question.options if option.right)
        others = max(len(option.text) for option in question.options if not option.right)
        if right > STANDS_OUT * others:
            yield "has a right option twice as long as any other.", LONGEST_MEND


def _same_stems(course: Course) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for question in course.questions.values():
        words = " ".join(WORD.findall(question.stem.casefold()))
        other = first.setdefault(words, question.id)
        if other != question.id:
            yield Problem(
                *course.place("questions", question.id),
                f"“{question.id}” asks with the same words as “{other}”.",
                "Ask it another way, or say what differs.",
            )


def _single(questions: Iterable[Question]) -> list[SingleChoice]:
    return [question for question in questions if isinstance(question, SingleChoice)]


def _place_of_right(question: SingleChoice) -> int:
    return next(place for place, option in enumerate(question.options) if option.right)


def _is_longest_right(question: SingleChoice) -> bool:
    lengths = sorted((len(option.text), option.right) for option in question.options)
    return lengths[-1][1] and lengths[-1][0] > lengths[-2][0]


def _share_of_longest(questions: list[SingleChoice]) -> float:
    return sum(map(_is_longest_right, questions)) / len(questions)


def _longest(where: str, questions: list[SingleChoice]) -> str:
    share = 100 * _share_of_longest(questions)
    return (f"In {where} the right option is the longest in {share:.0f} % of the single choices "
            f"(at most {100 * MOST_LONGEST:.0f} %).")
