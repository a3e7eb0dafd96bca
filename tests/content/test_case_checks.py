"""A name in a written case that nothing bears is told with its place, before anybody meets it."""

from pathlib import Path

import pytest

from course_lib.content.course import load_course
from course_lib.content.problem import ContentError

CASE = "data/cases/02_heavy_legs.yaml"


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("place: bone", "place: moon", "names “moon”, which is not a place"),
        ("leg-weakness: true", "leg-weakness: weak", "“leg-weakness” of “heavy-legs” cannot be"),
        ("receptors-first: oestrogen", "receptors-first: true", "cannot be “True”"),
        ("leg-weakness: true", "leg-wobble: true", "names “leg-wobble”, which is not a finding"),
        ("later: [tissue,", "later: [tisue,", "names “tisue”, which is not a finding"),
        ("first: [receptors-now,", "first: [receptors,", "is not a finding or a question"),
        ("plan: [far-cdk-first-today,", "plan: [far-cdk,", "is not a part of any plan"),
        ("finding: numbness", "finding: pregnant", "is not among the findings of the case"),
    ],
)
def test_a_slip_in_a_case_is_told_with_its_file(
    before: str, after: str, what: str, copy_of_course: Path
) -> None:
    path = copy_of_course / CASE
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_course(copy_of_course)
    assert any(what in str(p) and str(p).startswith(CASE) for p in error.value.problems)
