"""The learner chooses any of the other written cases."""

from course_lib.activities.activity import Activity
from course_lib.activities.case_clinic import CaseClinicActivity
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the cases to choose from."""
    return CaseClinicActivity(course, lesson, "more")
