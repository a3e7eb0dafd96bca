"""The disagreements of the sources on what raises the risk and what lowers it."""

from course_lib.activities.activity import Activity
from course_lib.activities.disagreements import DisagreementsActivity
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson

RECORDS = (
    "close-margins", "endocrine-length", "bone-drugs", "age-threshold", "tumour-size", "alcohol",
)


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the disagreements on risk and prevention, one at a time."""
    return DisagreementsActivity(course, RECORDS, "04/risk-disagreements")
