"""What a learner is told after having said how fast: the verdict, the reason, and who says so."""

from typing import Literal

from course_lib.content.course import Course
from course_lib.content.names import level_name, standing_name
from course_lib.content.urgency import LEVELS, Judgement, Level
from course_lib.language import _
from course_lib.ui.blocks import Callout, Choice, Option, Paragraph
from course_lib.ui.chips import chips, one_each


def ask_how_fast(key: str, chosen: Level | None, judgement: Judgement) -> Choice:
    """Return the four levels to choose from; once one is chosen, it stands."""
    options = tuple(
        Option(level, level_name(level), _mark(judgement, level) if level == chosen else "")
        for level in LEVELS
    )
    words = _("How fast?")
    return Choice(key, words, options, chosen or "", disabled=chosen is not None)


def how_it_stands(
    course: Course, judgement: Judgement, level: Level, reason: str, claims: tuple[str, ...]
) -> Callout:
    """Return the verdict on `level`, with its reason and whether any source publishes how fast."""
    standing = judgement.standing(level)
    beside = [claim for claim in claims if claim not in judgement.level_from]
    words = [Paragraph(reason, one_each(chips(course, beside)))]
    if standing != "best":
        best = _("Best here: {level}.").format(level=level_name(judgement.best).lower())
        words.append(Paragraph(best, strong=True))
    words.append(Paragraph(
            published_words(judgement), one_each(chips(course, judgement.level_from))
        ))
    return Callout(_mark(judgement, level), f"{standing_name(standing)}.", tuple(words))


def published_words(judgement: Judgement) -> str:
    """Say whether a source of today speaks on how fast, in one sentence."""
    if judgement.published:
        return _("The answer rests on practice today; the local protocol decides how fast.")
    return _(
        "No source read here publishes how fast. The course takes the careful side; the local "
        "protocol decides."
    )


def _mark(judgement: Judgement, level: Level) -> Literal["right", "wrong"]:
    return "right" if judgement.standing(level) in {"best", "defensible"} else "wrong"
