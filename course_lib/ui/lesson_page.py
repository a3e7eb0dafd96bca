"""The parts of a lesson that do not react: header, figure, key points, sources."""

from collections.abc import Iterable
from html import escape

from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.lessons import KeyPoint, Lesson
from course_lib.content.sources import Source
from course_lib.language import _, upper_first
from course_lib.ui.blocks import Block, Bullets, Callout, Heading, Paragraph, Table
from course_lib.ui.chips import chips, opens_in_a_new_tab
from course_lib.ui.claim_words import check_words, moved_on_words, stance_words
from course_lib.ui.page import claim_link, write


def header(course: Course, lesson: Lesson) -> str:
    """Return the minutes, the objectives, what the course is not, and who has judged it."""
    objectives = tuple(Paragraph(objective.text) for objective in lesson.objectives)
    minutes = _("About {minutes} minutes.").format(minutes=lesson.minutes)
    blocks: list[Block] = []
    if objectives:
        blocks = [
            Heading(_("After this lesson you can"), 2),
            Bullets(objectives, _("Objectives")),
        ]
    blocks.append(
        Callout(
            "notice",
            _("Teaching, not medical advice"),
            (
                Paragraph(course.sign_off_line()),
                Paragraph(_("Local protocol and the team who know the person always come first.")),
            ),
        )
    )
    return f'<p class="course-minutes">{escape(minutes)}</p>{write(blocks)}'


def figure(
    course: Course,
    numbers: str,
    message: str,
    drawing: str,
    table: Table,
    claims: Iterable[str],
) -> str:
    """Return `drawing` with its message, who was counted when, its limits and its `table`.

    `drawing` is SVG made by `course_lib.figures`; `numbers` is the id of the set it shows.
    """
    counted = course.numbers[numbers]
    caption = _("{message} {population}; {period}. Source: {source}.").format(
        message=message,
        population=upper_first(counted.population),
        period=counted.period,
        source=cite(course.sources[counted.source]),
    )
    care = Callout("notice", _("Read with care"), (Paragraph(counted.not_for),))
    return (
        f'<figure class="course-figure">{drawing}'
        f"<figcaption>{write([Paragraph(caption, chips(course, claims))])}</figcaption>"
        f"{write([table, care])}</figure>"
    )


def key_points(course: Course, lesson: Lesson) -> str:
    """Return the sentences to take home, with their chips."""
    return write([Callout("key-point", _("Take home"), (_points(course, lesson.key_points),))])


def monday(course: Course, points: Iterable[KeyPoint]) -> str:
    """Return what a nurse does on Monday, with its chips."""
    return write([Callout("key-point", _("On Monday"), (_points(course, points),))])


def sources(course: Course, claims: Iterable[str], version: str) -> str:
    """Return every claim with where it stands and how far it was checked, and the version."""
    used = [course.claims[id_] for id_ in dict.fromkeys(claims)]
    parts = []
    for layer, title in (
        ("today", _("Practice today")),
        ("sources", _("What the five documents say")),
    ):
        rows = "".join(_claim(course, claim) for claim in used if claim.layer == layer)
        parts.append(f'<h3>{escape(title)}</h3><ul class="course-claims">{rows}</ul>')
    closing = _("Course version {version}. Teaching, not medical advice. {signed_off}").format(
        version=version, signed_off=course.sign_off_line()
    )
    return f"{''.join(parts)}<p>{escape(closing)}</p>"


def _points(course: Course, points: Iterable[KeyPoint]) -> Bullets:
    return Bullets(tuple(Paragraph(point.text, chips(course, point.claims)) for point in points))


def _claim(course: Course, claim: Claim) -> str:
    stands = "; ".join(
        f"{course.sources[s.source].short}, {s.place}"
        + ("" if s.stance == "says" else f" ({stance_words(s)})")
        for s in claim.stands
    )
    moved = moved_on_words(claim)
    since = f' <strong class="course-moved">{escape(moved)}</strong>' if moved else ""
    again = _("look again {date}").format(date=claim.look_again.isoformat())
    more = claim_link(
        claim.id,
        _("More, or something wrong?"),
        opens_in_a_new_tab(),
        more=f'title="{escape(claim.says)}"',
    )
    checked = upper_first(check_words(claim))
    return (
        f'<li id="claim-{escape(claim.id)}">{escape(claim.says)}{since}'
        f"<small>{escape(stands)}. {escape(checked)}; {escape(again)}. {more}</small></li>"
    )


def cite(source: Source) -> str:
    """Return `source` as one line: who, where, when, and its DOI."""
    where = source.journal or source.publisher or ""
    if where in source.short:
        where = ""
    when = "" if source.date in source.short else source.date
    doi = f"doi {source.doi}" if source.doi else ""
    return ", ".join(part for part in (source.short, where, when, doi) if part)
