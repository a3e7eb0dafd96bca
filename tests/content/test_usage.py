"""Every claim has a use, a plan or a reason; stale marks are told; old things are due."""

import datetime
import re
from pathlib import Path

import nbformat
import pytest

from course_lib.content.course import ROOT, Course, load_course
from course_lib.content.usage import Use, check_usage, due, due_notes, uses

NOTEBOOK = "notebooks/02_types_and_sites.ipynb"


def mark(root: Path, claim: str, line: str) -> None:
    """Give a claim the mark `line`, in place of the one it has."""
    for path in (root / "data" / "claims").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        found = re.search(rf"^- id: {claim}\n(?:(?!- id:).*\n)*", text, re.M)
        if found:
            record = re.sub(r"\n  (planned|kept): .*", "", found.group()).rstrip("\n")
            changed = f"{record}\n{line}\n\n" if line else f"{record}\n\n"
            path.write_text(text.replace(found.group(), changed), encoding="utf-8")
            return
    raise AssertionError(f"there is no claim {claim}: this test must follow")


def told(root: Path) -> list[str]:
    return [str(problem) for problem in check_usage(load_course(root), root)]


def test_the_real_claims_all_have_a_use_a_plan_or_a_reason(course: Course) -> None:
    assert check_usage(course, ROOT) == []


def test_a_claim_is_used_by_key_points_questions_places_and_notebooks(course: Course) -> None:
    used = uses(course, ROOT)
    assert set(used) == set(course.claims)
    assert Use("key point", "02", "02") in used["T1"]
    assert Use("notebook", "02_types_and_sites", "02") in used["T1"]
    assert Use("question", "lump-in-armpit-type", "02") in used["T6"]
    kinds = {use.kind for by in used.values() for use in by}
    assert kinds == {"key point", "on Monday", "question", "notebook", "site", "type", "ask",
                     "symptom", "finding",
                     "rule",
                     "conversation", "tell-back", "handover", "teaching", "case",
                     "survivor", "drill", "examination", "suspicion", "pathology"}


def test_a_disagreement_alone_is_no_use(course: Course) -> None:
    used = uses(course, ROOT)
    held = {id_ for d in course.disagreements.values() for p in d.positions for id_ in p.claims}
    assert any(not used[id_] for id_ in held)


@pytest.mark.parametrize(
    ("claim", "line", "what"),
    [
        ("D10", "", "Nothing uses “D10”"),
        ("D10", '  planned: "02"', "which is ready without it"),
        ("D10", '  planned: "42"', "which does not exist"),
        ("T1", '  planned: "02"', "which uses it"),
        ("T1", "  kept: for later", "is kept as if nothing used it"),
        ("SL1", "  kept: for later", "is kept as if nothing used it"),
    ],
)
def test_a_mark_that_does_not_hold_is_told_with_its_place(
    claim: str, line: str, what: str, copy_of_course: Path
) -> None:
    mark(copy_of_course, claim, line)
    [problem] = told(copy_of_course)
    assert what in problem
    assert re.match(r"data/claims/[a-z-]+\.yaml:\d+: ", problem)


def test_a_used_claim_may_still_be_planned_for_another_lesson(copy_of_course: Path) -> None:
    lesson = copy_of_course / "data/lessons/07_case_clinic.yaml"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("status: ready", "status: planned"), encoding="utf-8")
    mark(copy_of_course, "T1", '  planned: "07"')
    assert told(copy_of_course) == []


def test_a_link_in_a_notebook_is_a_use(copy_of_course: Path) -> None:
    mark(copy_of_course, "D10", '  planned: "02"')
    path = copy_of_course / NOTEBOOK
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_markdown_cell("So it is ([x](#claim-D10))."))
    nbformat.write(notebook, path)
    [problem] = told(copy_of_course)
    assert "still planned for lesson 02, which uses it" in problem


def test_a_broken_notebook_does_not_blame_the_claims(copy_of_course: Path) -> None:
    (copy_of_course / NOTEBOOK).write_text("not JSON")
    assert told(copy_of_course) == []


def test_nothing_is_due_on_the_day_it_was_written(course: Course) -> None:
    assert due(course, datetime.date(2026, 11, 22)) == []


def test_claims_numbers_and_disagreements_fall_due_the_oldest_first(course: Course) -> None:
    late = due(course, datetime.date(2099, 1, 1))
    assert len(late) == len(course.claims) + len(course.numbers) + len(course.disagreements)
    dates = [record.look_again for record in late]
    assert dates == sorted(dates)


def test_a_record_falls_due_on_its_day(course: Course) -> None:
    first = min(claim.look_again for claim in course.claims.values())
    assert due(course, first)
    assert not due(course, first - datetime.timedelta(days=1))


def test_what_is_due_is_told_with_file_and_line(course: Course) -> None:
    notes = due_notes(course, datetime.date(2099, 1, 1))
    assert {note.file.split("/")[1].removesuffix(".yaml") for note in notes} == {
        "claims", "numbers", "disagreements"
    }
    assert all(note.line for note in notes)
