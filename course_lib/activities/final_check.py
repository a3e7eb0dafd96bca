"""The learner answers other questions on the same objectives; afterwards all are told at once."""

from course_lib.activities.activity import Activity
from course_lib.activities.check import CheckActivity, asked_in
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the final check."""
    questions = asked_in(course, "final")
    return CheckActivity(questions, course, "09/final-check", _("What has stayed with you?"))
