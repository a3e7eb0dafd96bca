"""The opening and the final check ask other questions on the same objectives."""

from course_lib.activities import final_check, opening_check
from course_lib.activities.check import asked_in
from course_lib.content.course import Course


def objectives(course: Course, check: str) -> list[tuple[str, str]]:
    return [(q.lesson, q.objective) for q in asked_in(course, check)]  # type: ignore[arg-type]


def test_both_checks_ask_the_same_objectives(course: Course) -> None:
    assert sorted(objectives(course, "opening")) == sorted(objectives(course, "final"))
    assert objectives(course, "opening")


def test_no_question_is_in_both(course: Course) -> None:
    ids = [q.id for check in ("opening", "final") for q in asked_in(course, check)]  # type: ignore[arg-type]
    assert len(set(ids)) == len(ids)


def test_every_lesson_that_teaches_is_in_the_checks(course: Course) -> None:
    ready = [one for one in course.lessons.values() if one.status == "ready"]
    teaching = {one.id for one in ready if not one.check}
    assert {lesson for lesson, _ in objectives(course, "opening")} == teaching


def test_the_questions_follow_the_lessons(course: Course) -> None:
    lessons = [lesson for lesson, _ in objectives(course, "opening")]
    assert lessons == sorted(lessons)


def test_the_activities_ask_what_the_data_names(course: Course) -> None:
    lesson = course.lessons["00"]
    for made, check in ((opening_check, "opening"), (final_check, "final")):
        activity = made.activity(course, lesson)
        asked = asked_in(course, check)  # type: ignore[arg-type]
        assert str(asked[0].id) in repr(activity.shown)
