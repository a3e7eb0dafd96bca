"""A question on paper or on a slide: with room to write, and with its answer."""

from collections.abc import Iterable, Iterator

from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.questions import MarkOnMap, Question, Spot
from course_lib.exports.forms import (
    Answer,
    Arranging,
    Choosing,
    Counting,
    Form,
    Joining,
    Writing,
    form_of,
)
from course_lib.language import _
from course_lib.ui.blocks import Block, Bullets, Paragraph

LINE = "_" * 30


def asked_in(course: Course, lesson: Lesson) -> tuple[Question, ...]:
    """Return the questions that stand in the lesson itself, in their order."""
    return tuple(
        one for one in course.questions.values()
        if (one.lesson, one.asked_in) == (lesson.id, "lesson")
    )


def left_open(question: Question) -> list[Block]:
    """Return how `question` is answered with a pen: nothing in it tells the answer."""
    form = form_of(question)
    match form:
        case Choosing():
            hint = _("Mark all that fit.") if form.several else _("Mark one.")
            return [Paragraph(hint), *_boxes(one.text for one in form.answers)]
        case Joining():
            # Sorted, so that nothing stands beside what it belongs to.
            belongs = sorted({answer.text for part in form.parts for answer in part.answers})
            words = _("Write beside each which of these it belongs to: {them}.")
            return [
                Paragraph(words.format(them="; ".join(belongs))),
                Bullets(tuple(Paragraph(f"{part.text} {LINE}") for part in form.parts)),
            ]
        case Arranging():
            hint = _("Number the steps in the order in which they come.")
            return [Paragraph(hint), *_boxes(sorted(form.steps))]
        case Counting():
            return [Paragraph(LINE)]
        case Writing():
            return [Paragraph(LINE * 2)] * 3
    words = _("Mark it on the body map of the lesson, or name the place and its side:")
    return [Paragraph(words), Paragraph(LINE * 2)]


def answered(question: Question, course: Course) -> list[Block]:
    """Return what is right, what is told of each answer, and the misconceptions behind others."""
    if isinstance(question, MarkOnMap):
        spots = [_spot(spot, course) for spot in question.spots]
        elsewhere = _("Elsewhere – {why}").format(why=question.elsewhere.feedback)
        lines: Iterable[str] = (*spots, f"✗ {elsewhere}")
    else:
        lines = _lines(form_of(question))
    blocks: list[Block] = [Paragraph(line) for line in lines]
    behind = dict.fromkeys(_misconceptions(question.model_dump()))
    if behind:
        words = _("Behind the wrong answers: {them}").format(them=" · ".join(behind))
        blocks.append(Paragraph(words))
    if question.dangerous:
        blocks.append(Paragraph(_("A wrong answer could hurt at the bedside."), strong=True))
    return blocks


def _boxes(texts: Iterable[str]) -> list[Block]:
    return [Paragraph(f"☐ {text}") for text in texts]


def _spot(spot: Spot, course: Course) -> str:
    sides = {"right": _("right"), "left": _("left")}
    place = ", ".join(filter(None, (course.sites[spot.place].name, sides.get(spot.side))))
    return f"{_sign(spot.right)} {place} – {spot.feedback}"


def _lines(form: Form | None) -> Iterator[str]:
    match form:
        case Choosing():
            yield from (f"{_worth(one)} {one.text} – {one.told}" for one in form.answers)
        case Joining():
            for part in form.parts:
                yield f"{part.text} → {part.belongs.text}. {part.belongs.told}"
        case Arranging():
            yield from (f"{place}. {step}" for place, step in enumerate(form.steps, start=1))
            yield form.told
        case Counting():
            number = f"{form.answer}"
            if form.tolerance:
                about = _("{answer}, give or take {tolerance}")
                number = about.format(answer=number, tolerance=form.tolerance)
            yield f"✓ {number} – {form.told}"
            yield from (f"✗ {number} – {told}" for number, told in form.mistakes)
            other = _("Another number – {why}").format(why=form.otherwise)
            yield f"✗ {other}"
        case Writing():
            yield from (_("It must say: {points}").format(points=one) for one in form.points)
            yield from (_("Better not: {them}").format(them=one) for one in form.avoid)
            yield _("A model: {answer}").format(answer=form.model)


def _worth(answer: Answer) -> str:
    return _("(later)") if answer.worth and not answer.right else _sign(answer.right)


def _sign(right: bool) -> str:
    return "✓" if right else "✗"


def _misconceptions(data: object) -> Iterator[str]:
    """Yield every misconception in the data of a question, wherever its kind keeps them."""
    if isinstance(data, dict):
        if words := data.get("misconception"):
            yield words
        data = tuple(data.values())
    if isinstance(data, list | tuple):
        for part in data:
            yield from _misconceptions(part)
