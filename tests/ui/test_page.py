"""Words reach the page as words, whatever they look like."""

import pytest

from course_lib.content.course import Course
from course_lib.ui.blocks import Bullets, Button, Buttons, Callout, Chip, Paragraph, Table
from course_lib.ui.chips import chips
from course_lib.ui.page import write

NASTY = '<script>alert("x")</script> & more'


def test_nothing_in_a_sentence_becomes_html() -> None:
    chip = Chip("T1", NASTY, "today", NASTY)
    html = write(
        [
            Paragraph(NASTY, (chip,), strong=True),
            Bullets((Paragraph(NASTY),), NASTY),
            Callout("notice", NASTY, (Paragraph(NASTY),)),
            Table(NASTY, (NASTY,), ((NASTY, NASTY),)),
        ]
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_block_that_needs_a_live_panel_is_refused() -> None:
    with pytest.raises(TypeError, match="live panel"):
        write([Buttons((Button("go", "Go"),))])


def test_a_chip_leads_to_its_claim() -> None:
    html = write([Paragraph("Near.", (Chip("T5", "Mayo Clinic", "sources", "Nearby nodes."),))])
    assert 'href="#claim-T5"' in html


def test_texts_of_one_family_are_one_witness(course: Course) -> None:
    """Documents 000, 001 and 003 go back to one text: together they count once."""
    [chip] = chips(course, ["T1"])
    saying = {s.source for s in course.claims["T1"].stands if s.stance == "says"}
    assert {"doc-000", "doc-001"} <= saying
    assert "Mayo Clinic" in chip.text
    assert "Regional site" not in chip.text
