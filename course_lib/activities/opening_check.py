"""The learner answers a few questions before the course; afterwards all are told at once."""

from course_lib.activities.activity import Activity
from course_lib.activities.check import CheckActivity, asked_in
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the opening check."""
    questions = asked_in(course, "opening")
    return CheckActivity(questions, course, "00/opening-check", _("What do you know already?"))
