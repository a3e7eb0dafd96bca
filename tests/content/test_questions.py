"""An author writes a question of each kind, and is told what is missing from it."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import a_bank
import pytest
from pydantic import ValidationError

from course_lib.content.course import Course, load_course
from course_lib.content.problem import ContentError
from course_lib.content.questions import KINDS, version
from course_lib.content.questions.writing import is_said


def test_the_bank_of_the_tests_has_one_question_of_each_kind() -> None:
    assert sorted(question.kind for question in a_bank.bank()) == sorted(KINDS)


def changed(raw: dict[str, Any], *path: Any, to: Any) -> dict[str, Any]:
    copy = deepcopy(raw)
    at: Any = copy
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return copy


REFUSED = {
    "two right options of a single choice": (
        changed(a_bank.SINGLE, "options", 1,
                to={**a_bank.SINGLE["options"][0], "id": "b", "text": "B"}),
        "exactly one right option",
    ),
    "a wrong option without a misconception": (
        changed(a_bank.SINGLE, "options", 1, to={"id": "b", "text": "B", "feedback": "No."}),
        "names its misconception",
    ),
    "a right option with a misconception": (
        changed(a_bank.SINGLE, "options", 0, "misconception", to="something"),
        "a right one has none",
    ),
    "two options with one id": (
        changed(a_bank.SEVERAL, "options", 1, "id", to="armpit"), "two option ids",
    ),
    "two options with the same words": (
        changed(a_bank.SEVERAL, "options", 1, "text", to="The armpit"), "two options",
    ),
    "several without a wrong option": (
        changed(a_bank.SEVERAL, "options", to=a_bank.SEVERAL["options"][:2]), "one wrong option",
    ),
    "nothing worth asking first": (
        changed(a_bank.ASK_FIRST, "options", to=a_bank.ASK_FIRST["options"][1:]),
        "worth asking first",
    ),
    "a bin that nobody has": (changed(a_bank.SORT, "items", 0, "bin", to="moon"), "no bin"),
    "no feedback for one bin": (
        changed(a_bank.SORT, "items", 0, "feedback", to={"near": "Yes."}), "feedback for each bin",
    ),
    "no claim for question or items": (
        {**a_bank.SORT, "items": [{**item, "claims": []} for item in a_bank.SORT["items"]]},
        "names its claims",
    ),
    "two steps with the same words": (
        changed(a_bank.ORDER, "items", 1, "text", to="Listen"), "two steps",
    ),
    "two matches with the same words": (
        changed(a_bank.MATCH, "pairs", 1, "match", to="Distant"), "two matches",
    ),
    "a map without a right spot": (
        changed(a_bank.MARK, "spots", to=a_bank.MARK["spots"][1:]), "one spot is right",
    ),
    "the same spot twice": (
        changed(a_bank.MARK, "spots", 2, to=a_bank.MARK["spots"][0]), "two spots",
    ),
    "a mistake within the tolerance": (
        changed(a_bank.NUMBER, "mistakes", 0, "answer", to=3.5), "within the tolerance",
    ),
    "a tolerance below nothing": (changed(a_bank.NUMBER, "tolerance", to=-1), "greater than"),
    "a model answer that leaves something out": (
        changed(a_bank.SHORT, "model", to="The team will explain."), "does not say “open”",
    ),
    "a model answer that says what is to be avoided": (
        changed(a_bank.SHORT, "model", to="Do not worry, it is still open; the team explains."),
        "says “do not worry”",
    ),
    "a phrase without words": (
        changed(a_bank.SHORT, "must_say", 0, "any_of", to=["…"]), "has no words",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_question_that_cannot_be_asked_is_refused_with_a_reason(name: str) -> None:
    raw, reason = REFUSED[name]
    with pytest.raises(ValidationError) as caught:
        a_bank.question(raw)
    assert reason in str(caught.value)


def test_a_mistake_just_outside_the_tolerance_is_taken() -> None:
    assert a_bank.question(changed(a_bank.NUMBER, "mistakes", 0, "answer", to=3.51))


def test_a_bare_no_of_yaml_is_a_no() -> None:
    assert a_bank.question(changed(a_bank.ASK_FIRST, "options", 2, "worth", to=False))


def test_a_sorting_exercise_rests_on_its_own_claims_and_on_those_of_its_items() -> None:
    assert a_bank.question(a_bank.SORT).claims == ("T5", "T11")
    assert a_bank.question(a_bank.SORT, claims=["T1", "T5"]).claims == ("T1", "T5", "T11")


def test_thousands_that_stand_apart_are_one_number() -> None:
    asked = a_bank.question(a_bank.NUMBER, answer="12\u202f345", mistakes=[])
    assert asked.answer == 12345


@pytest.mark.parametrize(
    ("phrase", "text", "said"),
    [
        ("not known yet", "It is NOT known, yet!", True),
        ("not known yet", "It is not yet known.", False),
        ("the team", "Ask the teams.", False),  # a word counts only as a whole
        ("dont know", "I don’t know.", True),
        ("cafe", "A café.", True),
        ("two words", "two\n\nwords", True),
    ],
)
def test_a_phrase_is_found_by_its_words(phrase: str, text: str, said: bool) -> None:
    assert is_said(phrase, text) is said


MEANING = {
    "another stem": ("single", {"stem": "Where else?"}),
    "another tolerance": ("number", {"tolerance": 1}),
    "another way to say it": (
        "short",
        {"must_say": [{**a_bank.SHORT["must_say"][0], "any_of": ["not known yet", "open"]},
                      a_bank.SHORT["must_say"][1]]},
    ),
    "another order of the steps": ("order", {"items": a_bank.ORDER["items"][::-1]}),
    "one option more": (
        "several",
        {"options": [*a_bank.SEVERAL["options"],
                     {**a_bank.SEVERAL["options"][3], "id": "x", "text": "X"}]},
    ),
}
AROUND = {
    "another place of the options": ("single", {"options": a_bank.SINGLE["options"][::-1]}),
    "another level": ("single", {"level": "recall"}),
    "another lesson": ("single", {"lesson": "03"}),
    "better feedback": (
        "number", {"feedback": "Three, within half a centimetre."},
    ),
    "another model answer": ("short", {"model": "Still open: ask the team."}),
    "another source": ("match", {"claims": ["T2"]}),
    "another place of the items": ("sort", {"items": a_bank.SORT["items"][::-1]}),
}


def of_kind(kind: str) -> dict[str, Any]:
    return next(raw for raw in a_bank.RAW if raw["kind"] == kind)


@pytest.mark.parametrize("name", MEANING)
def test_what_changes_the_meaning_of_an_answer_changes_the_version(name: str) -> None:
    kind, change = MEANING[name]
    raw = of_kind(kind)
    assert version(a_bank.question(raw)) != version(a_bank.question(raw, **change))


@pytest.mark.parametrize("name", AROUND)
def test_what_is_only_said_better_keeps_the_version(name: str) -> None:
    kind, change = AROUND[name]
    raw = of_kind(kind)
    assert a_bank.question(raw) != a_bank.question(raw, **change)
    assert version(a_bank.question(raw)) == version(a_bank.question(raw, **change))


def test_versions_do_not_change_between_processes() -> None:
    """An old record names them: a change here makes every old answer one of another wording."""
    assert version(a_bank.question(a_bank.SINGLE)) == "52b8be605d46"


FILE = "data/questions/02_types_and_sites.yaml"

MARK = """
- kind: mark
  id: a-mark
  lesson: "02"
  objective: sort-nodes
  level: apply
  stem: Mark the near nodes of the armpit.
  spots:
    - {place: PLACE, right: true, feedback: Here.}
  elsewhere: {feedback: Look once more., misconception: anywhere}
  claims: [T1]
"""
NUMBER = """
- kind: number
  id: a-number
  lesson: "02"
  objective: sort-nodes
  level: recall
  stem: Within how many centimetres?
  answer: ANSWER
  tolerance: 0.5
  unit: cm
  feedback: About that.
  otherwise: {feedback: Look it up., misconception: guessing}
  claims: [T1]
"""
RETIRED = """
- id: lump-in-armpit-type
  lesson: "02"
  objective: name-type
  stem: Which type is this?
  until: 2026-11-22
  why: It was asked twice.
"""


def problems(root: Path) -> str:
    try:
        load_course(root)
    except ContentError as error:
        return "\n".join(str(problem) for problem in error.problems)
    return ""


def append(root: Path, file: str, text: str) -> None:
    path = root / file
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "what"),
    [
        ("axilla, side: left", ""),
        ("brain", ""),
        ("axilla", "“axilla” has a side: name it"),
        ("brain, side: left", "“brain” has no side: name none"),
        ("moon", "“moon”, which is not in data/sites"),
    ],
)
def test_a_spot_is_a_place_of_the_body_with_its_side(
    place: str, what: str, copy_of_course: Path
) -> None:
    append(copy_of_course, FILE, MARK.replace("PLACE", place))
    told = problems(copy_of_course)
    assert (what in told) if what else told == ""


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ('"{same-breast-md-anderson.tumour-bed:plain}"', ""),
        ("3", "a number without a citation"),
        ('"{no-such-set.value:plain}"', "No number is called"),
    ],
)
def test_a_number_to_know_is_a_published_one(
    answer: str, what: str, copy_of_course: Path
) -> None:
    append(copy_of_course, FILE, NUMBER.replace("ANSWER", answer))
    told = problems(copy_of_course)
    assert (what in told) if what else told == ""


def test_the_id_of_a_retired_question_is_not_used_again(copy_of_course: Path) -> None:
    (copy_of_course / "data/retired.yaml").write_text(RETIRED, encoding="utf-8")
    assert "the id of a retired question" in problems(copy_of_course)


def test_a_retired_question_can_still_be_named(copy_of_course: Path) -> None:
    text = RETIRED.replace("lump-in-armpit-type", "asked-long-ago").replace("name-type", "gone")
    (copy_of_course / "data/retired.yaml").write_text(text, encoding="utf-8")
    retired = load_course(copy_of_course).retired["asked-long-ago"]
    assert retired.stem == "Which type is this?"


def test_a_mistake_in_any_kind_is_told_with_its_line(copy_of_course: Path) -> None:
    text = MARK.replace("PLACE", "brain").replace("feedback: Here.", "feedbak: Here.")
    append(copy_of_course, FILE, text)
    lines = (copy_of_course / FILE).read_text(encoding="utf-8").splitlines()
    line = next(n for n, row in enumerate(lines, 1) if "feedbak" in row)
    told = problems(copy_of_course)
    assert f"{FILE}:{line}: The key “feedbak” is not known here." in told
    assert "The key “feedback” is missing." in told


def test_every_question_of_the_course_has_an_objective_of_its_lesson(course: Course) -> None:
    assert course.questions
    for question in course.questions.values():
        lesson = course.lessons[question.lesson]
        assert question.objective in {objective.id for objective in lesson.objectives}
