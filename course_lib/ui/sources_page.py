"""The parts of the sources page that do not react: what the sources are, and two pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from course_lib.content.course import Course
from course_lib.content.curriculum import rows
from course_lib.content.names import kind_name
from course_lib.content.sources import Source
from course_lib.language import _, upper_first
from course_lib.ui.blocks import Block, Bullets, Callout, Details, Heading, Paragraph, Table
from course_lib.ui.lesson_page import cite
from course_lib.ui.page import write


@dataclass(frozen=True)
class Picture:
    """A drawing with its message, and the same in words: nothing is in the drawing alone."""

    drawing: str
    message: Sequence[str]
    in_words: Block


def documents(course: Course) -> str:
    """Return the documents, their families, and every source of practice today."""
    held = [source for source in course.sources.values() if source.document]
    rest = [source for source in course.sources.values() if not source.document]
    return write(
        [
            Paragraph(
                _(
                    "The documents themselves are not part of the course: their statements are "
                    "told in the course's own words, with the line on which each stands."
                )
            ),
            _documents_table(held),
            *_kinship(held),
            Heading(_("What practice today rests on"), 3),
            Paragraph(
                _(
                    "{n} guidelines, trials, registries and other texts, none of them one of the "
                    "five documents. They were read for this course as far as each claim says."
                ).format(n=len(rest))
            ),
            Details(
                "all-sources",
                _("See them by kind, and one by one"),
                (_kinds_table(rest), _sources_table(rest)),
            ),
        ]
    )


def curriculum(course: Course) -> str:
    """Return the map of the course: each objective, what practises it, asks it and carries it."""
    taught = rows(course)
    titles = {
        activity.id: activity.title
        for lesson in course.lessons.values()
        for activity in lesson.activities
    }
    waiting = [lesson.title for lesson in course.lessons.values() if lesson.status != "ready"]
    table = Table(
        _("Objectives with their activities, questions and claims"),
        (_("Objective"), _("Lesson"), _("Activities"), _("Questions"), _("Claims asked")),
        tuple(
            (
                row.text,
                f"{row.lesson} {row.title}",
                "; ".join(titles[activity] for activity in row.activities),
                "; ".join(row.questions),
                ", ".join(row.claims),
            )
            for row in taught
        ),
        wide=True,
    )
    blocks: list[Block] = [table]
    if waiting:
        words = _("Not on the map yet, because they are still being written: {lessons}.")
        blocks.append(Paragraph(words.format(lessons=", ".join(waiting))))
    return write(blocks)


def picture(shown: Picture) -> str:
    """Return a narrow drawing, its message beside it where there is room, and its words below."""
    message = "".join(f"<p>{escape(sentence)}</p>" for sentence in shown.message)
    words = Details("in-words", _("The same picture in words"), (shown.in_words,))
    return (
        f'<figure class="course-figure is-narrow">{shown.drawing}'
        f"<figcaption>{message}</figcaption></figure>{write([words])}"
    )


def _documents_table(held: Sequence[Source]) -> Table:
    return Table(
        _("The five documents"),
        (_("Document"), _("Publisher"), _("Written"), _("Read it as")),
        tuple(
            (
                _("{name} (document {number})").format(name=s.short, number=s.document),
                s.publisher or _("not known"),
                s.date,
                s.use,
            )
            for s in held
        ),
        wide=True,
    )


def _kinship(held: Iterable[Source]) -> list[Block]:
    """Say which documents go back to one text, so that nobody counts them twice."""
    blocks: list[Block] = []
    by_family: dict[str, list[Source]] = {}
    for source in held:
        by_family.setdefault(source.family, []).append(source)
    for members in by_family.values():
        if len(members) > 1:
            names = tuple(Paragraph(member.short) for member in members)
            words = _("They share their words, so they count as one voice, however many say it.")
            blocks.append(
                Callout(
                    "notice",
                    _("One family: kinship, not agreement"),
                    (Bullets(names), Paragraph(words)),
                )
            )
    return blocks


def _kinds_table(rest: Sequence[Source]) -> Table:
    kinds = sorted(rest, key=lambda source: source.kind)
    groups = [(kind, list(members)) for kind, members in groupby(kinds, lambda s: s.kind)]
    groups.sort(key=lambda group: -len(group[1]))
    return Table(
        _("Sources of practice today, by kind"),
        (_("Kind"), _("How many"), _("From which years")),
        tuple(
            (upper_first(kind_name(kind)), str(len(group)), _years(group))
            for kind, group in groups
        ),
        wide=True,
    )


def _years(sources: Iterable[Source]) -> str:
    years = sorted({source.year for source in sources if source.year})
    if not years:
        return _("undated")
    first, last = years[0], years[-1]
    return str(first) if first == last else _("{a} to {b}").format(a=first, b=last)


def _sources_table(rest: Sequence[Source]) -> Table:
    newest_first = sorted(rest, key=lambda s: (-(s.year or 0), s.short))
    return Table(
        _("Every source of practice today, the newest first"),
        (_("Source"), _("Kind"), _("What it is"), _("Used for")),
        tuple((cite(s), kind_name(s.kind), s.title or s.about or "", s.use) for s in newest_first),
        wide=True,
    )
