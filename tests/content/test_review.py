"""A clinician can judge everything, and a judgement holds only for the text that was judged."""

import csv
import datetime
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from course_lib.cli import app
from course_lib.content.claims_list import table as claims_table
from course_lib.content.course import JUDGED, Course, load_course
from course_lib.content.problem import ContentError
from course_lib.content.review import (
    COLUMNS,
    DIGEST,
    Outcome,
    ReviewError,
    export,
    judge,
    read_table,
    table,
    take_back,
)
from course_lib.content.review_page import page
from course_lib.content.sign_offs import SignOffRecord, digest

DAY = datetime.date(2026, 11, 22)
AGREED = {
    "judgement": "agree", "who": "Dr. Ada Öz", "role": "oncologist", "date": "2026-11-20",
}
NOBODY = "Not yet signed off by an oncology clinician."
SIGN_OFFS = "data/sign_offs.yaml"


@pytest.fixture
def copy_of_course(copy_of_course: Path) -> Path:
    """A copy of the course that nobody has judged yet."""
    head = "# Who has judged which text.\n"
    (copy_of_course / SIGN_OFFS).write_text(f"{head}[]\n", encoding="utf-8")
    return copy_of_course


def rows_of(course: Course, *names: str) -> list[dict[str, str]]:
    """The rows of the exported table, or only those with these names (collection/id)."""
    rows = list(csv.DictReader(io.StringIO(table(course), newline="")))
    if not names:
        return rows
    return [next(r for r in rows if f"{r['collection']}/{r['id']}" == name) for name in names]


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    page = io.StringIO()
    columns = list(dict.fromkeys([*COLUMNS, *(key for row in rows for key in row)]))
    writer = csv.DictWriter(page, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return page.getvalue()


def bring_back(root: Path, *rows: dict[str, str], name: str = "judged.csv") -> Outcome:
    """Import a table of these rows into the course at `root`."""
    path = root / name
    path.write_text(as_csv(list(rows)), encoding="utf-8", newline="")
    return take_back(path, load_course(root), root, DAY)[0]


def held_against(course: Course, folder: Path, *rows: dict[str, str]) -> Outcome:
    """What would come of these rows; nothing is written into the course."""
    path = folder / "judged.csv"
    path.write_text(as_csv(list(rows)), encoding="utf-8", newline="")
    return judge(read_table(path), course, DAY)


def agreed(at: Path | Course, name: str, **other: str) -> dict[str, str]:
    [row] = rows_of(load_course(at) if isinstance(at, Path) else at, name)
    return {**row, **AGREED, **other}


def change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def course_says(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found[key] or "" for key in ("href", "src") if key in found]


# What goes out


def test_every_record_of_the_course_has_a_row_and_a_digest(course: Course) -> None:
    rows = rows_of(course)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["collection"], row["id"]) for row in rows] == [
        (collection, id_) for collection, id_, _record in course.records()
    ]
    assert {row["collection"] for row in rows} == set(JUDGED)
    for row in rows:
        assert row["digest"] == DIGEST + digest(getattr(course, row["collection"])[row["id"]])
        assert not any(row[key] for key in ("comment", "judgement", "who", "role", "date"))


def test_everything_written_in_the_course_is_to_be_judged_but_the_judgements(
    course: Course,
) -> None:
    assert {"claims", "numbers", "disagreements", "types", "asks", "sites", "questions",
            "symptoms", "glossary"} <= set(JUDGED)
    assert "sign_offs" not in JUDGED


def test_a_row_tells_the_whole_text_with_its_numbers(course: Course) -> None:
    [claim, numbers, question] = rows_of(
        course, "claims/true-recurrence-near-tumour-bed", "numbers/npi-cut-offs",
        "questions/chest-wall-is-local",
    )
    assert "3\u00a0cm" in claim["text"]
    assert "verified:" in claim["text"]
    assert "source:" in claim["text"]
    assert "good up to this: 3.4" in numbers["text"]
    assert "right: yes" in question["text"]
    assert "feedback:" in question["text"]


def test_no_cell_is_too_long_for_a_spreadsheet_or_a_formula(course: Course) -> None:
    for row in rows_of(course):
        assert len(row["text"]) < 32_767
        assert not row["text"].startswith(("=", "+", "-", "@"))


def test_the_page_shows_every_record_by_collection_and_topic(course: Course) -> None:
    html = page(course, DAY)
    shown = Page(html)
    assert set(JUDGED) <= set(shown.ids)
    assert {f"{c}-{id_}" for c, id_, _record in course.records()} <= set(shown.ids)
    assert len(shown.ids) == len(set(shown.ids))
    for topic in {claim.topic for claim in course.claims.values()}:
        assert f"<h3>{topic.replace('-', ' ').capitalize()}</h3>" in html


def test_the_page_needs_nothing_but_itself(course: Course) -> None:
    shown = Page(page(course, DAY))
    assert shown.links
    assert all(link.startswith("#") for link in shown.links)
    assert {link[1:] for link in shown.links} <= set(shown.ids)
    assert not shown.tags & {"script", "link", "img", "iframe", "object"}


def test_the_page_takes_no_word_for_html(course: Course) -> None:
    nasty = '<script>alert("x")</script> & more'
    claim = course.claims["T1"].model_copy(update={"says": nasty})
    term = next(iter(course.glossary.values())).model_copy(update={"plain": nasty})
    html = page(
        replace(course, claims={**course.claims, "T1": claim}, glossary={
            **course.glossary, term.id: term}), DAY,
    )
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_nothing_that_may_hold_comments_is_overwritten(course: Course, tmp_path: Path) -> None:
    for path in export(course, "page", tmp_path / "new" / "folder", DAY):
        assert path.exists()
    with pytest.raises(ReviewError, match="already"):
        export(course, "page", tmp_path / "new" / "folder", DAY)


def test_a_folder_that_is_a_file_is_told(course: Course, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ReviewError, match="Nothing can be written"):
        export(course, "page", tmp_path / "file" / "folder", DAY)


# What a digest follows


def test_a_digest_follows_the_text_its_marks_and_its_numbers(copy_of_course: Path) -> None:
    name = "true-recurrence-near-tumour-bed"
    before = load_course(copy_of_course)
    change(copy_of_course, "data/numbers/types.yaml", "value: 3, unit: cm", "value: 4, unit: cm")
    after = load_course(copy_of_course)
    assert digest(after.claims[name]) != digest(before.claims[name])
    marked = before.claims["T1"].model_copy(update={"verified": "code"})
    assert digest(marked) != digest(before.claims["T1"])


def test_a_digest_does_not_follow_housekeeping(course: Course) -> None:
    claim = course.claims["T1"]
    moved = claim.model_copy(
        update={"look_again": datetime.date(2040, 1, 1), "planned": None, "kept": "a reason"}
    )
    assert digest(moved) == digest(claim)


# What comes back


def test_a_claim_is_signed_off_and_the_sign_off_lapses_with_its_text(copy_of_course: Path) -> None:
    root = copy_of_course
    assert load_course(root).sign_off_line() == NOBODY
    outcome = bring_back(root, agreed(root, "claims/T1"))
    assert not outcome.refused

    course = load_course(root)
    sign_off = course.signed_off("claims", "T1")
    assert sign_off is not None
    assert (sign_off.who, sign_off.role) == ("Dr. Ada Öz", "oncologist")
    assert sign_off.on == datetime.date(2026, 11, 20)
    assert course.signed_off("claims", "T3") is None
    total = sum(1 for _record in course.records())
    assert course.sign_off_line() == f"Signed off by clinicians so far: 1 of {total} texts."
    [row] = claims_table(course, [course.claims["T1"]])
    assert row["signed_off"] == "Dr. Ada Öz"
    assert "signed off by Dr. Ada Öz, oncologist, 2026-11-20" in page(course, DAY)

    file, _line = course.place("claims", "T1")
    change(root, file, "  says: A local recurrence", "  says: Each local recurrence")
    course = load_course(root)
    assert course.signed_off("claims", "T1") is None
    assert [sign.id for sign in course.lapsed()] == ["claims-T1"]
    assert course.sign_off_line() == NOBODY


def test_check_counts_the_sign_offs_and_those_that_lapsed(copy_of_course: Path) -> None:
    root = copy_of_course
    bring_back(root, agreed(root, "claims/T1"), agreed(root, "sites/axilla"))
    told = course_says("check", "--root", str(root), "--today", "2026-11-22")
    assert "so far: 2 of" in told.output
    assert "Lapsed" not in told.output
    change(root, "data/sites.yaml", "  plain: the armpit", "  plain: an armpit")
    told = course_says("check", "--root", str(root), "--today", "2026-11-22")
    assert told.exit_code == 0
    assert "so far: 1 of" in told.output
    assert "Lapsed, because the text has changed since: 1." in told.output


def test_every_collection_can_be_signed_off(copy_of_course: Path) -> None:
    root = copy_of_course
    course = load_course(root)
    names = [f"{c}/{next(iter(getattr(course, c)))}" for c in JUDGED]
    outcome = bring_back(root, *(agreed(course, name) for name in names))
    assert not outcome.refused
    signed = load_course(root).sign_offs
    assert {sign.collection for sign in signed.values()} == set(JUDGED)


def test_a_second_clinician_replaces_the_first_and_the_same_one_changes_nothing(
    copy_of_course: Path,
) -> None:
    root = copy_of_course
    assert len(bring_back(root, agreed(root, "claims/T1")).signed) == 1
    before = (root / SIGN_OFFS).read_bytes()
    assert not bring_back(root, agreed(root, "claims/T1")).signed
    assert (root / SIGN_OFFS).read_bytes() == before
    assert before.startswith(b"# Who has judged")
    assert bring_back(root, agreed(root, "claims/T1", who="Dr. B")).signed
    assert [sign.who for sign in load_course(root).sign_offs.values()] == ["Dr. B"]


def test_a_change_that_is_asked_for_takes_the_sign_off_back(copy_of_course: Path) -> None:
    root = copy_of_course
    bring_back(root, agreed(root, "claims/T1"), agreed(root, "claims/T3"))
    outcome = bring_back(root, agreed(root, "claims/T1", judgement="change", comment="Too bold."))
    assert outcome.taken_back == ["claims/T1"]
    assert list(load_course(root).sign_offs) == ["claims-T3"]


def test_a_text_that_has_changed_since_is_not_signed_off_and_is_shown(
    copy_of_course: Path,
) -> None:
    root = copy_of_course
    old = agreed(root, "claims/T1")
    file, _line = load_course(root).place("claims", "T1")
    change(root, file, "  says: A local recurrence", "  says: Each local recurrence")
    outcome = bring_back(root, old)
    [line] = outcome.refused
    assert line.startswith("Row 2, claims/T1: The text has changed")
    assert [row.name for row in outcome.changed] == ["claims/T1"]
    assert not load_course(root).sign_offs
    told = (root / "judged-comments.md").read_text(encoding="utf-8")
    assert "- says: A local recurrence" in told
    assert "+ says: Each local recurrence" in told


def test_what_changed_is_listed_for_rows_that_nobody_judged_too(
    course: Course, tmp_path: Path
) -> None:
    [row] = rows_of(course, "claims/T1")
    outcome = held_against(course, tmp_path, {**row, "digest": f"{DIGEST}{'0' * 16}"},
                           {**row, "id": "T9999"})
    assert [row.name for row in outcome.changed] == ["claims/T1"]
    assert outcome.gone == ["claims/T9999"]
    assert not outcome.refused
    assert "claims/T3" in outcome.absent


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"id": "T9999"}, "no such text"),
        ({"collection": "rumours"}, "no such text"),
        ({"collection": "sign_offs"}, "no such text"),
        ({"collection": "__class__"}, "no such text"),
        ({"who": " "}, "column who is empty"),
        ({"role": ""}, "column role is empty"),
        ({"date": ""}, "column date is empty"),
        ({"date": "soon"}, "is no date"),
        ({"date": "2026-02-30"}, "is no date"),
        ({"date": "3/4/2026"}, "can be read as 2026-03-04 or 2026-04-03"),
        ({"date": "2026-11-23"}, "has not come yet"),
        ({"judgement": "maybe"}, "is no judgement"),
        ({"digest": "1.2E+15"}, "digest is damaged"),
        ({"digest": ""}, "digest is damaged"),
        ({"digest": "0" * 16}, "has changed since"),
        ({"who": "x" * 3000}, "too long"),
    ],
)
def test_a_judgement_that_cannot_be_taken_is_told_in_one_line(
    other: dict[str, str], reason: str, course: Course, tmp_path: Path
) -> None:
    rows = [agreed(course, "claims/T1", **other), agreed(course, "claims/T3")]
    outcome = held_against(course, tmp_path, *rows)
    [line] = outcome.refused
    assert line.startswith("Row 2, ")
    assert reason in line
    assert "\n" not in line
    assert [sign.id for sign in outcome.signed] == ["claims-T3"]


def test_every_reason_of_a_row_is_told(course: Course, tmp_path: Path) -> None:
    row = agreed(course, "claims/T1", who="", role="", date="", digest="0" * 16)
    [line] = held_against(course, tmp_path, row).refused
    assert all(word in line for word in ("changed since", "who", "role", "date"))


def test_a_text_judged_twice_is_not_judged(course: Course, tmp_path: Path) -> None:
    rows = [agreed(course, "claims/T1"), agreed(course, "claims/T1", judgement="change")]
    outcome = held_against(course, tmp_path, *rows)
    assert len(outcome.refused) == 2
    assert not outcome.signed


@pytest.mark.parametrize("date", ["20.11.2026", "20/11/2026", "11/20/2026", "2026-11-20 00:00:00"])
def test_dates_as_spreadsheets_write_them_are_understood(
    date: str, course: Course, tmp_path: Path
) -> None:
    outcome = held_against(course, tmp_path, agreed(course, "claims/T1", date=date))
    assert outcome.signed[0].on == datetime.date(2026, 11, 20)


def test_a_lesson_whose_id_became_a_number_is_recognised(course: Course, tmp_path: Path) -> None:
    outcome = held_against(course, tmp_path, agreed(course, "lessons/02", id="2"))
    assert outcome.signed[0].record == "02"


@pytest.mark.parametrize(
    "encode",
    [
        lambda rows: as_csv(rows).encode("utf-8-sig"),
        lambda rows: as_csv(rows, ";").encode("utf-8-sig"),
        lambda rows: ("sep=;\r\n" + as_csv(rows, ";")).encode("utf-8-sig"),
        lambda rows: as_csv(rows, "\t").encode("utf-16"),
        lambda rows: as_csv(rows).replace("\r\n", "\n").encode(),
        lambda rows: re.sub(r"^.*\r\n", '"' + '";"'.join(COLUMNS) + '"\r\n',
                            as_csv(rows, ";"), count=1).encode(),
    ],
    ids=["byte order mark", "semicolons", "sep line", "tabs in UTF-16", "plain newlines", "quoted"],
)
def test_tables_as_spreadsheets_save_them_are_read(
    encode: Callable[[list[dict[str, str]]], bytes], course: Course, tmp_path: Path
) -> None:
    path = tmp_path / "judged.csv"
    path.write_bytes(encode([agreed(course, "claims/T1")]))
    outcome = judge(read_table(path), course, DAY)
    assert [sign.who for sign in outcome.signed] == ["Dr. Ada Öz"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no table of a review"),
        (b"just words\n", "no table of a review"),
        (b"a,b,c\n1,2,3\n", "no table of a review"),
        (b"collection,id,comment\nclaims,T1,x\n", "lacks the columns digest, judgement"),
        (",".join([*COLUMNS, "comment"]).encode(), "more than one column comment"),
        ("comment,Öz".encode("cp1252"), "CSV UTF-8"),
        (b"PK\x03\x04\x14\x00\x06\x00", "CSV UTF-8"),
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (",".join(COLUMNS).encode() + b'\nclaims,T1,"never closed', "breaks off near line"),
        (b"x" * 20_000_001, "larger than"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_table_is_told_and_changes_nothing(
    content: bytes, told: str, copy_of_course: Path
) -> None:
    path = copy_of_course / "judged.csv"
    path.write_bytes(content)
    before = (copy_of_course / SIGN_OFFS).read_bytes()
    result = course_says("review", "import", str(path), "--root", str(copy_of_course))
    assert result.exit_code == 1
    assert told in result.output
    assert "Traceback" not in result.output
    assert (copy_of_course / SIGN_OFFS).read_bytes() == before


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(ReviewError):
            read_table(path)


# Comments


def test_every_comment_is_kept_whatever_comes_of_its_row(copy_of_course: Path) -> None:
    root = copy_of_course
    bring_back(
        root,
        agreed(root, "claims/T1", comment="Good.\nBut say armpit."),
        agreed(root, "claims/T3", comment="No name here.", who=""),
        agreed(root, "claims/T5", comment="Only a remark.", judgement=""),
        agreed(root, "sites/axilla", comment="Unknown text.", id="elbow"),
        {**agreed(root, "claims/T11", judgement="change"), "my own column": "Seen elsewhere."},
    )
    kept = (root / "judged-comments.md").read_text(encoding="utf-8")
    for words in ("> Good.\n> But say armpit.", "No name here.", "Only a remark.",
                  "Unknown text.", "my own column: Seen elsewhere.", "### claims/T11 (row 6)",
                  "The column who is empty."):
        assert words in kept


def test_cells_beyond_the_last_column_are_kept_as_comments(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "judged.csv"
    text = as_csv(rows_of(course, "claims/T1")).rstrip("\r\n")
    path.write_text(text + ",,a thought\r\n", encoding="utf-8", newline="")
    [row] = read_table(path)
    assert row.comment == "beside the table: a thought"


def test_comments_of_another_day_are_not_overwritten(copy_of_course: Path) -> None:
    root = copy_of_course
    for comment in ("First.", "Second.", "Second."):
        bring_back(root, agreed(root, "claims/T1", comment=comment))
    assert "First." in (root / "judged-comments.md").read_text(encoding="utf-8")
    assert "Second." in (root / "judged-comments-2.md").read_text(encoding="utf-8")
    assert not (root / "judged-comments-3.md").exists()


def test_without_comments_no_file_is_made(copy_of_course: Path) -> None:
    bring_back(copy_of_course, agreed(copy_of_course, "claims/T1"))
    assert not list(copy_of_course.glob("*comments*"))


# The collection in data/


def signed_by_hand(root: Path, **other: Any) -> None:
    fields = {"collection": "claims", "record": "T1", "who": "A", "role": "B",
              "on": "2026-11-20", "digest": '"' + "0" * 16 + '"', **other}
    lines = "\n  ".join(f"{key}: {value}" for key, value in fields.items())
    (root / SIGN_OFFS).write_text(f"# nobody else\n- {lines}\n", encoding="utf-8")


def test_an_empty_list_of_sign_offs_is_in_order(course: Course) -> None:
    assert all(isinstance(sign, SignOffRecord) for sign in course.sign_offs.values())


def test_a_sign_off_with_another_digest_is_no_problem(copy_of_course: Path) -> None:
    signed_by_hand(copy_of_course)
    course = load_course(copy_of_course)
    assert course.signed_off("claims", "T1") is None
    assert len(course.lapsed()) == 1


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ({"record": "T9999"}, "“T9999”, which is not in data/claims"),
        ({"collection": "rumours"}, "No collection is called “rumours”"),
        ({"collection": "sign_offs"}, "No collection is called “sign_offs”"),
        ({"collection": "../claims"}, "“collection”"),
        ({"digest": "abc"}, "“digest”"),
        ({"on": "soon"}, "“on”"),
        ({"who": '""'}, "“who” is empty"),
    ],
)
def test_a_sign_off_of_nothing_is_told_with_its_place(
    other: dict[str, str], what: str, copy_of_course: Path
) -> None:
    signed_by_hand(copy_of_course, **other)
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    [problem] = caught.value.problems
    assert problem.file == SIGN_OFFS
    assert problem.line > 1
    assert what in problem.what
    assert problem.mend


# The command


def test_the_command_gives_out_and_takes_back(copy_of_course: Path, tmp_path: Path) -> None:
    root = ["--root", str(copy_of_course)]
    told = course_says("review", "export", "--to", str(tmp_path / "out"), *root)
    assert told.exit_code == 0, told.output
    html, table_ = (Path(line) for line in told.output.split())
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    rows = list(csv.DictReader(io.StringIO(table_.read_text(encoding="utf-8-sig"), newline="")))
    first = next(row for row in rows if row["collection"] == "claims")
    first.update(AGREED, date="2020-01-02")
    rows[-1].update(AGREED, date="", comment="Who says so?")
    table_.write_text(as_csv(rows), encoding="utf-8")

    told = course_says("review", "import", str(table_), *root)
    assert told.exit_code == 1
    assert f"claims/{first['id']}: Dr. Ada Öz, oncologist, 2020-01-02" in told.output
    assert "The column date is empty." in told.output
    assert "1 signed off, 1 not taken." in told.output
    assert "so far: 1 of" in told.output
    assert "-comments.md" in told.output


def test_broken_content_is_told_before_anything_is_reviewed(
    copy_of_course: Path, tmp_path: Path
) -> None:
    (copy_of_course / "data/sites.yaml").write_text("- id: a\n  id: b\n")
    told = course_says("review", "export", "--to", str(tmp_path), "--root", str(copy_of_course))
    assert told.exit_code == 1
    assert "data/sites.yaml:2:" in told.output
