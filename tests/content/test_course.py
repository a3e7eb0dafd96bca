"""data/ is read as a whole, and every mistake in it is told with its place and its mend."""

from collections.abc import Callable
from pathlib import Path

import pytest

from course_lib.content.course import Course, load_course
from course_lib.content.problem import ContentError, Problem

CLAIMS = "data/claims/today-types.yaml"
SITES = "data/sites.yaml"
NUMBERS = "data/numbers/types.yaml"
QUESTIONS = "data/questions/02_types_and_sites.yaml"
SORTING = "data/questions/02_sorting.yaml"


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text, f"{file} no longer holds {old!r}: this test must follow it"
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return do


def write(file: str, content: str | bytes) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        path = root / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return do


BOMB = "- id: a\n  x: &a [b, b]\n  y: &b [*a, *a, *a]\n  z: [*b, *b, *b]\n"

BREAKAGES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a missing file": (lambda root: (root / SITES).unlink(), SITES, "missing"),
    "an empty file": (write(SITES, ""), SITES, "empty"),
    "only a comment": (write(SITES, "# nothing yet\n"), SITES, "empty"),
    "the wrong type": (write(SITES, "sites: many\n"), SITES, "not a list"),
    "a record that is a word": (write(SITES, "- axilla\n"), SITES, "not a record"),
    "a tab for an indent": (write(SITES, "- id: axilla\n\tname: x\n"), SITES, "tab"),
    "two documents": (write(SITES, "- id: a\n---\n- id: b\n"), SITES, "second document"),
    "ten megabytes of nonsense": (write(SITES, b"- x: y\n" * 1_500_000), SITES, "larger than"),
    "an anchor bomb": (write(SITES, BOMB), SITES, "anchor"),
    "a tag that builds objects": (
        write(SITES, "- id: !!python/object/apply:os.getcwd []\n"),
        SITES,
        "tag",
    ),
    "bytes that are no text": (write(SITES, b"- id: \xff\xfe\n"), SITES, "UTF-8"),
    "control characters": (write(SITES, "- id: a\x07b\n"), SITES, "control characters"),
    "a path in an id": (
        replace(SITES, "id: axilla", "id: ../../etc/passwd"),
        SITES,
        "form of “id”",
    ),
    "an unknown key": (
        replace(SITES, "  region: scar\n", "  region: scar\n  colour: red\n"),
        SITES,
        "“colour”",
    ),
    "a key written twice": (
        replace(SITES, "  region: scar\n", "  region: scar\n  region: node\n"),
        SITES,
        "twice",
    ),
    "a value nobody knows": (replace(SITES, "region: scar", "region: moon"), SITES, "“moon”"),
    "an id used twice": (replace(SITES, "- id: liver", "- id: lung"), SITES, "already used"),
    "a paired place without its other side": (
        replace(SITES, "  paired: false", "  paired: true"),
        SITES,
        "other_side",
    ),
    "a claim that does not exist": (replace(SITES, "[T11, T12]", "[T999]"), SITES, "“T999”"),
    "a claim without a source": (
        replace(CLAIMS, "  stands:\n    - {source: seer-regional-nodes, place: note 7}\n", ""),
        CLAIMS,
        "“stands” is missing",
    ),
    "a source that does not exist": (
        replace(CLAIMS, "source: seer-regional-nodes", "source: hearsay"),
        CLAIMS,
        "“hearsay”",
    ),
    "a claim of today from one of the documents": (
        replace(CLAIMS, "source: seer-regional-nodes", "source: doc-000"),
        CLAIMS,
        "one of the documents",
    ),
    "a claim both planned and kept": (
        replace(CLAIMS, "  kept:", '  planned: "06"\n  kept:'),
        CLAIMS,
        "either planned",
    ),
    "a number without a unit": (
        replace(NUMBERS, "{value: 3, unit: cm, label", "{value: 3, label"),
        NUMBERS,
        "“unit” is missing",
    ),
    "a number without a population": (
        replace(NUMBERS, "  population: people with cancer", "  people: people with cancer"),
        NUMBERS,
        "“population” is missing",
    ),
    "a number without a citation": (
        replace(NUMBERS, "  source: laird-2018\n", ""),
        NUMBERS,
        "“source” is missing",
    ),
    "a sentence that names no known number": (
        replace(CLAIMS, "{opposite-armpit.women}", "{opposite-armpit.men}"),
        CLAIMS,
        "No number is called",
    ),
    "a question without a claim": (
        replace(QUESTIONS, "  claims: [T1, T3]", "  claims: []"),
        QUESTIONS,
        "“claims” has too few",
    ),
    "an option without feedback": (
        replace(QUESTIONS, "      feedback: >-", "      comment: >-"),
        QUESTIONS,
        "“feedback” is missing",
    ),
    "a question with two right answers": (
        replace(
            QUESTIONS,
            "      misconception: any lymph node means distant spread\n",
            "      right: true\n",
        ),
        QUESTIONS,
        "exactly one right option",
    ),
    "an item without feedback for one bin": (
        replace(SORTING, "        distant: >-", "        far: >-"),
        SORTING,
        "feedback for each bin",
    ),
    "a file that nothing reads": (
        write("data/notes.txt", "later"),
        "data/notes.txt",
        "Nothing reads",
    ),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_broken_content_is_told_with_file_line_reason_and_mend(
    name: str, copy_of_course: Path
) -> None:
    break_it, file, what = BREAKAGES[name]
    break_it(copy_of_course)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    told = [p for p in caught.value.problems if p.file == file and what in p.what]
    assert told, f"nobody said {what!r} of {file}:\n{caught.value}"
    assert all(problem.mend for problem in told)


def test_every_problem_is_told_at_once(copy_of_course: Path) -> None:
    for name in ("an unknown key", "a claim without a source", "a number without a unit"):
        BREAKAGES[name][0](copy_of_course)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    assert {SITES, CLAIMS, NUMBERS} <= {problem.file for problem in caught.value.problems}


def test_a_problem_names_the_line_it_is_on(copy_of_course: Path) -> None:
    replace(SITES, "[T11, T12]", "[T11, T999]")(copy_of_course)
    lines = (copy_of_course / SITES).read_text(encoding="utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if "T999" in text)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    assert (SITES, line) in {(p.file, p.line) for p in caught.value.problems}


def test_the_real_content_is_whole(course: Course) -> None:
    assert course.claims
    assert all(claim.stands for claim in course.claims.values())


def test_numbers_reach_the_sentences_that_name_them(course: Course) -> None:
    says = course.claims["true-recurrence-near-tumour-bed"].says
    assert "3\u00a0cm" in says


def test_a_changed_number_changes_every_sentence_that_names_it(copy_of_course: Path) -> None:
    replace(NUMBERS, "value: 3, unit: cm", "value: 4, unit: cm")(copy_of_course)
    changed = load_course(copy_of_course)
    assert "4\u00a0cm" in changed.claims["true-recurrence-near-tumour-bed"].says
    assert "4\u00a0cm" in changed.asks["how-near"].question


def test_records_cannot_be_changed(course: Course) -> None:
    with pytest.raises(ValueError, match="frozen"):
        course.claims["T1"].says = "something else"  # type: ignore[misc]


def test_a_problem_reads_as_one_line() -> None:
    problem = Problem("data/sites.yaml", 3, "The key “x” is not known here.", "Remove it.")
    assert str(problem) == "data/sites.yaml:3: The key “x” is not known here. Remove it."
