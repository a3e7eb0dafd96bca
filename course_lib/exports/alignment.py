"""What a trainer lays beside a curriculum of their own: objective, activity, question, claim."""

import csv
import io

from course_lib.content.course import Course
from course_lib.content.curriculum import Row, rows
from course_lib.language import _
from course_lib.ui.blocks import Block, Heading, Paragraph, Table
from course_lib.ui.page import write
from course_lib.ui.paper import page

COLUMNS = ("lesson", "title", "objective", "text", "activities", "questions", "claims")


def alignment_csv(course: Course) -> str:
    """Return one row for each objective, lists joined by semicolons."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(course):
        writer.writerow(
            [row.lesson, row.title, row.objective, row.text,
             *("; ".join(ids) for ids in (row.activities, row.questions, row.claims))]
        )
    return text.getvalue()


def alignment_page(course: Course) -> str:
    """Return the same as a page to print: a table for each lesson, in words."""
    blocks: list[Block] = [
        Paragraph(_("Which objective is practised by which activity, asked by which questions, and "
                    "rests on which claims. A claim is looked up by its name on the page of all "
                    "sources.")),
    ]
    every = rows(course)
    for lesson in course.lessons.values():
        mine = [row for row in every if row.lesson == lesson.id]
        if mine:
            title = f"{lesson.id} {lesson.title}"
            blocks += [Heading(title, 2), _table(mine, course)]
    footer = _("Teaching, not medical advice. {sign_off}").format(sign_off=course.sign_off_line())
    title = _("Objectives, activities, questions and claims")
    return page(title, write(blocks), footer, look="wide")


def _table(mine: list[Row], course: Course) -> Table:
    names = {one.id: one.title for one in course.lessons[mine[0].lesson].activities}
    head = (_("After it a learner can"), _("Practised in"), _("Asked by"), _("Rests on"))
    return Table(_("What it teaches, and how that is asked"), head, tuple(
        (row.text, "; ".join(names[id_] for id_ in row.activities), ", ".join(row.questions),
         ", ".join(row.claims))
        for row in mine
    ))
