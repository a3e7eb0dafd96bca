"""A lesson without its activities: its words, figures, key points and sources as plain HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import mistune
import nbformat

from course_lib.content.course import ROOT
from course_lib.content.lessons import Lesson as LessonRecord
from course_lib.language import _
from course_lib.lesson import Lesson
from course_lib.ui.blocks import Callout, Paragraph
from course_lib.ui.page import SOURCES_PAGE, write

CALL = re.compile(r'^lesson\.(\w+)\((?:"([\w-]+)")?\)$')
# On paper nothing opens a tab, and every claim that is named stands at the end.
AWAY = re.compile(
    rf'href="{re.escape(SOURCES_PAGE)}(#claim-[\w-]+)" target="_blank" rel="noopener"'
)
HINT = re.compile(r'<span class="course-visually-hidden">[^<]*</span></a>')
MORE = re.compile(r" <a [^>]*>[^<]*</a></small>")
STILL = {"header", "figure", "key_points", "monday", "sources"}
"""The calls of a notebook's cells that show something which does not react."""


@dataclass(frozen=True)
class Part:
    """What stands under one heading of a lesson, as HTML; `path` is core or more."""

    title: str
    html: str
    path: str
    asks: bool = False
    """Whether the questions of the lesson are asked here."""


def parts_of(record: LessonRecord) -> tuple[Part, ...]:
    """Return the parts of a ready lesson in their order, the first under the lesson's title."""
    lesson = Lesson(record.id)
    notebook = nbformat.read(  # type: ignore[no-untyped-call]
        ROOT / "notebooks" / f"{record.notebook}.ipynb", as_version=4
    )
    found: list[Part] = []
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", ()))
        if "trainer-note" in tags:
            continue
        path = "more" if "more" in tags else "core"
        if cell.cell_type == "markdown":
            for title, words in _headed(cell.source):
                if title or not found:
                    found.append(Part(title or record.title, "", path))
                _add(found, mistune.html(words))  # type: ignore[arg-type]
        else:
            _add(found, _still(lesson, cell.source))
            if cell.source.strip().endswith("lesson.quiz()"):
                found[-1] = replace(found[-1], asks=True)
    return tuple(found)


def _headed(words: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of Markdown under each heading of the first two levels."""
    pieces = re.split(r"^##? (.+)$", words, flags=re.MULTILINE)
    if pieces[0].strip():
        yield "", pieces[0]
    for title, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        yield title.strip(), rest


def _add(found: list[Part], html: str) -> None:
    found[-1] = replace(found[-1], html=found[-1].html + html)


def _still(lesson: Lesson, source: str) -> str:
    """Return what a cell shows on paper: for what reacts, where it waits."""
    call = CALL.match(source.strip().splitlines()[-1])
    if call is None:
        return ""
    name, about = call.groups()
    if name in STILL:
        shown = getattr(lesson, name)(*([about] if about else []))
        html: str = shown._repr_mimebundle_()["text/html"]
        html = MORE.sub("</small>", HINT.sub("</a>", html))
        return AWAY.sub(r'href="\1"', html)
    return write([_waiting(lesson, name, about)])


def _waiting(lesson: Lesson, name: str, about: str | None) -> Callout:
    on_paper = _("On the worksheet of this lesson, and on its slides.")
    if name in {"quiz", "more_questions"}:
        return Callout("notice", _("Questions"), (Paragraph(on_paper),))
    if name == "sorting":
        stem = lesson.course.questions[about or ""].stem
        return Callout("notice", stem, (Paragraph(on_paper),))
    activity = next(one for one in lesson.record.activities if one.id == about)
    practised = [one.text for one in lesson.record.objectives if one.id in activity.objectives]
    words = _("This is done in the course itself: open the lesson on a phone or a computer.")
    return Callout("notice", activity.title, (
        Paragraph(words),
        *(Paragraph(_("It practises: {objective}").format(objective=one)) for one in practised),
    ))
