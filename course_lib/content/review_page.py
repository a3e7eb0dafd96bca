"""Everything a clinician must judge as one page to read or print; it needs no other file."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from html import escape
from pathlib import PurePath

from course_lib import __version__
from course_lib.content.course import JUDGED, Course
from course_lib.content.record import Record
from course_lib.content.review import JUDGEMENTS, compact, words
from course_lib.content.sign_offs import digest, judged

# The part of a record that says what it is; a record without any of them goes by its id.
HEADLINES = ("says", "short", "title", "question", "stem", "name", "term")

# The keys that name records of another collection.
NAMES = {
    "claims": "claims",
    "evidence_claims": "claims",
    "disputed_by": "claims",
    "to": "claims",
    "source": "sources",
    "lesson": "lessons",
}

STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff;
  max-width: 52rem; margin: 0 auto; padding: 1rem; }
article { border-top: 1px solid #767676; padding: .5rem 0 1rem; }
h2, h3, h4 { line-height: 1.25; margin: 1rem 0 .25rem; }
article h4 { font-size: 1.05rem; margin-top: 0; }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr;
  gap: .1rem .75rem; margin: .25rem 0; }
dt { color: #4a4a4a; }
dd { margin: 0; }
dd > dl, li > dl, ul { margin: 0; }
ul { padding-left: 1.25rem; }
.quiet { color: #4a4a4a; font-size: .875rem; margin: 0; }
.judge { margin: .5rem 0 0; }
@media print {
  body { max-width: none; font-size: 10pt; padding: 0; }
  h2 { break-before: page; }
  h2, h3, h4 { break-after: avoid; }
  article { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
"""

MARKS = (
    "Marks: “seen” was read in the source itself; “code” was computed, or read in published "
    "program code; “secondary” was read in another text about the source. The layer “sources” is "
    "what older patient pages say; the layer “today” is what guidelines, trials and registries say."
)


def page(course: Course, day: datetime.date) -> str:
    """Return all records of `course` as one HTML page, grouped by collection and topic."""
    everything = {collection: _groups(course, collection) for collection in JUDGED}
    contents = "".join(
        f'<li><a href="#{collection}">{_title(collection)}</a> '
        f"({len(getattr(course, collection))})</li>"
        for collection in everything
    )
    body = "".join(_collection(course, name, groups) for name, groups in everything.items())
    title = "Clinical review: recurrent breast cancer, an interactive course"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><main><h1>{title}</h1>"
        f"<p>Course version {escape(__version__)}, written on {day.isoformat()}. Teaching, not "
        f"medical advice. {escape(course.sign_off_line())}</p>"
        "<p>Please judge whether each text is right, safe and up to date for nursing students. "
        "Write your judgement into the table beside this page, in the row of the same collection "
        f"and id: {' or '.join(JUDGEMENTS)}, with your name, your role and the date. A comment is "
        "welcome with either, and alone. Rows may stay empty.</p>"
        f"<p>{MARKS}</p><nav aria-label=\"Contents\"><ul>{contents}</ul></nav>{body}"
        "</main></body></html>\n"
    )


def _title(collection: str) -> str:
    return escape(collection.replace("_", " ").capitalize())


def _groups(course: Course, collection: str) -> Mapping[str, Mapping[str, Record]]:
    """Return the records of a collection by topic, or by the file they stand in."""
    groups: dict[str, dict[str, Record]] = defaultdict(dict)
    for id_, record in getattr(course, collection).items():
        file, _line = course.place(collection, id_)
        name = getattr(record, "topic", None) or PurePath(file).stem.replace("_", " ")
        groups[name][id_] = record
    return groups


def _collection(
    course: Course, collection: str, groups: Mapping[str, Mapping[str, Record]]
) -> str:
    parts = [f'<section><h2 id="{collection}">{_title(collection)}</h2>']
    for name, records in groups.items():
        parts.append(f"<h3>{escape(name.replace('-', ' ').capitalize())}</h3>")
        parts += [_article(course, collection, id_, record) for id_, record in records.items()]
    return "".join((*parts, "</section>"))


def _article(course: Course, collection: str, id_: str, record: Record) -> str:
    headline = _headline(record, id_)
    rest = {
        key: value for key, value in judged(record).items() if value not in (id_, headline)
    }
    sign_off = course.signed_off(collection, id_)
    signed = (
        f"signed off by {sign_off.who}, {sign_off.role}, {sign_off.on}" if sign_off else
        "signed off by nobody yet"
    )
    return (
        f'<article id="{collection}-{escape(id_)}">'
        f"<h4>{escape(headline)}</h4>"
        f'<p class="quiet">{collection}, id {escape(id_)}; digest {digest(record)}; '
        f"{escape(signed)}</p>{_part(course, rest)}"
        f'<p class="judge">{"".join(f"☐ {judgement} &emsp; " for judgement in JUDGEMENTS)}'
        "Comment:</p></article>"
    )


def _headline(record: Record, id_: str) -> str:
    return next((str(text) for key in HEADLINES if (text := getattr(record, key, None))), id_)


def _part(course: Course, part: object, key: str = "") -> str:
    if isinstance(part, dict):
        number = compact(part)
        if number:
            return escape(number)
        rows = (
            f"<dt>{escape(name.replace('_', ' '))}</dt><dd>{_part(course, value, name)}</dd>"
            for name, value in part.items()
        )
        return f"<dl>{''.join(rows)}</dl>"
    if isinstance(part, list):
        items = "".join(f"<li>{_part(course, item, key)}</li>" for item in part)
        return f"<ul>{items}</ul>"
    return _named(course, str(part), NAMES[key]) if key in NAMES else escape(words(part))


def _named(course: Course, id_: str, collection: str) -> str:
    """Return a link to another record, with its words: nobody should have to look it up."""
    record = getattr(course, collection)[id_]
    link = f'<a href="#{collection}-{escape(id_)}">{escape(id_)}</a>'
    return f'{link} <span class="quiet">{escape(_headline(record, id_))}</span>'
