"""Give everything a clinician must judge out as a table, and take the judged table back.

The table goes through spreadsheets that change encodings, separators and dates, so the way back
trusts nothing: what cannot be used is told row by row, and every comment is kept.
"""

import csv
import datetime
import difflib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError

from course_lib.content.course import JUDGED, Course
from course_lib.content.record import Record
from course_lib.content.sign_offs import SignOffRecord, digest, judged

COLUMNS = ("collection", "id", "text", "digest", "comment", "judgement", "who", "role", "date")
NEEDED = tuple(column for column in COLUMNS if column != "text")
JUDGEMENTS = ("agree", "change")

# Said before each digest, so that no spreadsheet takes one for a number.
DIGEST = "sha256:"
LARGEST_TABLE = 20_000_000  # bytes; a full table is a thirtieth of this
DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y")


class ReviewError(Exception):
    """Raised when a table or a folder cannot be used at all; says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One row of a table that came back; `number` is how a spreadsheet counts it."""

    number: int
    collection: str
    id: str
    text: str
    digest: str
    comment: str
    judgement: str
    who: str
    role: str
    date: str

    @property
    def name(self) -> str:
        """What the row is about, as it is told to people."""
        return f"{self.collection}/{self.id}"


@dataclass
class Outcome:
    """What came back: what is signed off, what is not and why, and how the course differs."""

    signed: list[SignOffRecord] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    remarks: list[Row] = field(default_factory=list)
    """The rows with a comment, and those that ask for a change."""


def text_of(record: Record) -> str:
    """Return what is to be judged of `record` as lines of plain text."""
    return "\n".join(_lines(judged(record)))


def table(course: Course) -> str:
    """Return the whole course as a table with COLUMNS; those of the judgement are empty."""
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for collection, id_, record in course.records():
        row = [collection, id_, text_of(record), DIGEST + digest(record)]
        writer.writerow(row + [""] * (len(COLUMNS) - len(row)))
    return page.getvalue()


def export(course: Course, page: str, folder: Path, day: datetime.date) -> tuple[Path, Path]:
    """Write `page` and the table of `course` into `folder` and return their paths.

    Raises ReviewError where they cannot be written, or one is there already: it may hold comments.
    """
    paths = tuple(folder / f"review-{day.isoformat()}.{kind}" for kind in ("html", "csv"))
    for path in paths:
        if path.exists():
            raise ReviewError(f"{path} is there already and may hold somebody's comments. "
                              "Move it, or name another folder with --to.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths[0].write_text(page, encoding="utf-8")
        # The mark at the beginning tells spreadsheets that this is UTF-8.
        paths[1].write_text(table(course), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise ReviewError(f"Nothing can be written into {folder}: {error.strerror}.") from None
    return paths[0], paths[1]


def read_table(path: Path) -> list[Row]:
    """Return the rows of a table that was filled in; raises ReviewError if it is none."""
    text = _decoded(path)
    first, _newline, rest = text.partition("\n")
    if first.casefold().startswith("sep="):
        text = rest
    for delimiter in ",;\t":
        cells = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            heads = [head.strip().casefold() for head in next(cells, [])]
        except csv.Error:
            continue
        if len(heads) > 1 and set(heads) & set(NEEDED):
            try:
                return _rows(path, heads, [*cells])
            except csv.Error as error:
                raise ReviewError(f"{path} breaks off near line {cells.line_num}: {error}. Save "
                                  "it again as “CSV UTF-8”.") from None
    raise ReviewError(f"{path} is no table of a review: its first line does not name the columns "
                      f"{', '.join(NEEDED)}.")


def judge(rows: list[Row], course: Course, day: datetime.date) -> Outcome:
    """Hold each row against the course of today and return what comes of it; writes nothing."""
    outcome = Outcome()
    times = Counter(row.name for row in rows if row.judgement)
    for row in rows:
        if row.comment or row.judgement == "change":
            outcome.remarks.append(row)
        record = _record(row, course)
        if record is None and not row.judgement:
            outcome.gone.append(row.name)
        if record and _is_digest(row.digest) and row.digest != digest(record):
            outcome.changed.append(row)
        if not row.judgement:
            continue
        reasons = [*_reasons(row, record, day)]
        if times[row.name] > 1:
            reasons.append("It is judged in more than one row; keep one.")
        if reasons:
            outcome.refused.append(f"Row {row.number}, {row.name}: {' '.join(reasons)}")
        elif row.judgement == "agree":
            _sign(row, course, outcome)
        elif course.signed_off(row.collection, row.id):
            outcome.taken_back.append(row.name)
    named = {row.name for row in rows}
    everything = (f"{collection}/{id_}" for collection, id_, _r in course.records())
    outcome.absent = [name for name in everything if name not in named]
    return outcome


def take_back(
    path: Path, course: Course, root: Path, day: datetime.date
) -> tuple[Outcome, Path | None]:
    """Read the table at `path`, keep its comments beside it, and sign off in `root`/data.

    Returns what came of it and the file of comments, if there are any. Raises ReviewError if the
    table cannot be read or the files cannot be written.
    """
    outcome = judge(read_table(path), course, day)
    try:
        comments = _keep_comments(path, outcome, course)
        if outcome.signed or outcome.taken_back:
            _write_sign_offs(root / "data" / "sign_offs.yaml", course, outcome)
    except OSError as error:
        raise ReviewError(f"{error.filename} cannot be written: {error.strerror}.") from None
    return outcome, comments


def compact(part: dict[str, object]) -> str | None:
    """Return a published number as one line, or None where `part` is something else."""
    if not {"value", "unit", "label"} <= set(part):
        return None
    unit = "" if part["unit"] == "1" else f" {part['unit']}"
    line = f"{part['label']}: {part['value']}{unit}"
    interval = part.get("interval")
    if isinstance(interval, list):
        line += f" (interval {interval[0]} to {interval[1]})"
    return f"{line}; {part['note']}" if "note" in part else line


def words(value: object) -> str:
    """Return a plain value as a reader sees it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _lines(part: dict[str, object], indent: str = "") -> Iterator[str]:
    for key, value in part.items():
        label = f"{indent}{key.replace('_', ' ')}:"
        if isinstance(value, dict):
            number = compact(value)
            yield f"{label} {number}" if number else label
            if not number:
                yield from _lines(value, f"{indent}  ")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for position, item in enumerate(value, 1):
                yield f"{label[:-1]} {position}:"
                yield from _lines(item, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{label} {', '.join(map(words, value))}"
        else:
            yield f"{label} {words(value)}"


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise ReviewError(f"{path} is larger than a table of this course can be.")
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReviewError(f"{path} is missing.") from None
    except OSError as error:
        raise ReviewError(f"{path} cannot be read: {error.strerror}.") from None
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text:
        raise ReviewError(f"{path} is not UTF-8 text. In the spreadsheet, save it as “CSV UTF-8”.")
    return text


def _rows(path: Path, heads: list[str], cells: list[list[str]]) -> list[Row]:
    missing = [column for column in NEEDED if column not in heads]
    twice = sorted(head for head, times in Counter(heads).items() if head and times > 1)
    if missing:
        raise ReviewError(f"{path} lacks the columns {', '.join(missing)}. Put them back as they "
                          "were in the table that was written.")
    if twice:
        raise ReviewError(f"{path} has more than one column {', '.join(twice)}. Keep one.")
    return [
        _row(number, heads, row) for number, row in enumerate(cells, 2) if any(map(str.strip, row))
    ]


def _row(number: int, heads: list[str], cells: list[str]) -> Row:
    known = dict.fromkeys(COLUMNS, "")
    more = []
    for position, cell in enumerate(cells):
        head = heads[position] if position < len(heads) else ""
        if head in known:
            known[head] = cell.strip()
        elif cell.strip():
            # A column of the reader's own is a comment too.
            more.append(f"{head or 'beside the table'}: {cell.strip()}")
    known["comment"] = "\n".join(part for part in (known["comment"], *more) if part)
    known["digest"] = known["digest"].removeprefix(DIGEST)
    for column in ("collection", "judgement"):
        known[column] = known[column].casefold()
    # A spreadsheet takes the id of a lesson for a number.
    if known["collection"] == "lessons":
        known["id"] = known["id"].zfill(2)
    return Row(number=number, **known)


def _record(row: Row, course: Course) -> Record | None:
    if row.collection not in JUDGED:
        return None
    record: Record | None = getattr(course, row.collection).get(row.id)
    return record


def _is_digest(text: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{16}", text) is not None


def _reasons(row: Row, record: Record | None, day: datetime.date) -> Iterator[str]:
    """Yield why the judgement of a row cannot be taken, one sentence each."""
    if row.judgement not in JUDGEMENTS:
        yield f"“{row.judgement}” is no judgement; write {' or '.join(JUDGEMENTS)}."
    if record is None:
        yield "The course has no such text."
    elif not _is_digest(row.digest):
        yield "Its digest is damaged; copy it from the table that was written."
    elif row.digest != digest(record):
        yield "The text has changed since the table was written; read it again."
    if row.judgement == "agree":
        for column, value in (("who", row.who), ("role", row.role)):
            if not value:
                yield f"The column {column} is empty."
        yield from _wrong_date(row.date, day)


def _wrong_date(text: str, day: datetime.date) -> Iterator[str]:
    found = _dates(text)
    if not text:
        yield "The column date is empty."
    elif not found:
        yield f"“{text}” is no date; write it as 2026-11-22."
    elif len(found) > 1:
        yield f"“{text}” can be read as {' or '.join(map(str, found))}; write it like these."
    elif found[0] > day:
        yield f"{found[0]} has not come yet."


def _dates(text: str) -> list[datetime.date]:
    found = set()
    for form in DATES:
        try:
            found.add(datetime.datetime.strptime(text, form).date())
        except ValueError:
            continue
    return sorted(found)


def _sign(row: Row, course: Course, outcome: Outcome) -> None:
    try:
        sign_off = SignOffRecord(
            collection=row.collection,
            record=row.id,
            who=row.who,
            role=row.role,
            on=_dates(row.date)[0],
            digest=row.digest,
        )
    except ValidationError:
        outcome.refused.append(f"Row {row.number}, {row.name}: The name or the role is too long.")
        return
    if course.sign_offs.get(sign_off.id) != sign_off:
        outcome.signed.append(sign_off)


def _write_sign_offs(path: Path, course: Course, outcome: Outcome) -> None:
    kept = {
        (sign.collection, sign.record): sign
        for sign in (*course.sign_offs.values(), *outcome.signed)
        if f"{sign.collection}/{sign.record}" not in outcome.taken_back
    }
    in_order = [
        kept[collection, id_].model_dump()
        for collection, id_, _r in course.records()
        if (collection, id_) in kept
    ]
    head = "".join(
        f"{line}\n"
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("#")
    )
    text = yaml.safe_dump(in_order, allow_unicode=True, sort_keys=False, width=10_000)
    unfinished = path.with_suffix(".unfinished")
    unfinished.write_text(head + text, encoding="utf-8")
    unfinished.replace(path)


def _keep_comments(path: Path, outcome: Outcome, course: Course) -> Path | None:
    """Write what people said into a file beside the table, never over another one."""
    text = "\n".join(_comments(path, outcome, course))
    if not (outcome.remarks or outcome.changed or outcome.refused):
        return None
    number = 1
    while True:
        more = f"-{number}" if number > 1 else ""
        beside = path.with_name(f"{path.stem}-comments{more}.md")
        if not beside.exists():
            beside.write_text(text, encoding="utf-8")
            return beside
        if beside.read_bytes() == text.encode():
            return beside
        number += 1


def _comments(path: Path, outcome: Outcome, course: Course) -> Iterator[str]:
    yield f"# What came back in {path.name}\n"
    if outcome.remarks:
        yield "## Comments and changes asked for\n"
    for row in outcome.remarks:
        who = ", ".join(part for part in (row.who, row.role, row.date) if part) or "nobody named"
        yield f"### {row.name} (row {row.number})\n"
        yield f"{row.judgement or 'no judgement'}; {who}\n"
        yield from (f"> {line}" for line in (row.comment or "No comment.").splitlines())
        yield ""
    if outcome.refused:
        yield "## Judgements that could not be taken\n"
        yield from (f"- {line}" for line in outcome.refused)
        yield ""
    if outcome.changed:
        yield "## Changed since the table was written\n"
    for row in outcome.changed:
        record = _record(row, course)
        now = text_of(record).splitlines() if record else []
        yield f"### {row.name}\n"
        for line in difflib.ndiff(row.text.splitlines(), now):
            if line.startswith(("-", "+")):
                yield f"    {line}"
        yield ""
