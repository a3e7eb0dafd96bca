"""A rule that cannot be trusted does not load, and says where and why."""

from pathlib import Path

import pytest

from course_lib.content.course import load_course
from course_lib.content.problem import ContentError

PARP = "far-parp-today"
IMMUNE = "far-immunotherapy-today"


@pytest.mark.parametrize(
    ("rule", "old", "new", "said"),
    [
        (PARP, "gbrca: true", "gbrcx: true", "reads “gbrcx”, which is not in data/findings.yaml"),
        (PARP, "gbrca: true", "gbrca: maybe", "“gbrca” cannot be “maybe”"),
        (PARP, "line: [first, next]", "line: [first, nexxt]", "“line” cannot be “nexxt”"),
        (PARP, "[parp-inhibitor-brca]", "[parp-inhibitor]", "which is not in data/claims"),
        (PARP, "[parp-inhibitor-brca]", "[TM5]", "which is of the layer “sources”"),
        (PARP, "  claims: [parp-inhibitor-brca]\n", "", "a rule names its claims"
         .capitalize()),
        (PARP, "[parp-inhibitor-brca]", "[ai-needs-resting-ovaries]", "cites no dated source"),
        (PARP, "layer: today", "layer: sources", "which is of the layer “today”"),
        (PARP, "can be given.", "can be given in 3 lines.", "holds a bare number: 3"),
        (PARP, "id: far-parp-today", "id: far-parp", "Give it a file of its own"),
        (PARP, "- is: {gbrca: true}", "- {is: {gbrca: true}, not: {is: {gbrca: true}}}",
         "A condition has one operator"),
        (IMMUNE, "pembrolizumab-keynote.score", "pembrolizumab-keynote.scores",
         "No number is called “pembrolizumab-keynote.scores”"),
        (IMMUNE, "{pd-l1: pembro", "{line: pembro", "“line” is no number"),
    ],
)
def test_a_broken_rule_is_told_with_its_file(
    rule: str, old: str, new: str, said: str, copy_of_course: Path
) -> None:
    path = copy_of_course / "data" / "rules" / f"{rule}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    told = [p for p in caught.value.problems if p.file == f"data/rules/{rule}.yaml"]
    assert any(said in problem.what + problem.mend for problem in told), caught.value


def test_a_finding_that_no_rule_reads_is_told(copy_of_course: Path) -> None:
    path = copy_of_course / "data" / "findings.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "\n- id: shoe-size\n  group: the person\n  name: Shoes\n  question: Which size?\n"
        "  kind: choice\n  values: {small: the shoes are small, large: the shoes are large}\n"
        "  ask: the person\n  claims: [TF7]\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="No rule reads “shoe-size”"):
        load_course(copy_of_course)
