"""The years of follow-up are drawn from the published intervals."""

from course_lib.content.course import Course
from course_lib.figures.follow_up import NUMBERS, follow_up, picture, years


def test_visits_are_close_at_first_and_yearly_later(course: Course) -> None:
    found = {one.year: (one.fewest, one.most) for one in years(course.numbers[NUMBERS])}
    assert found[1] == found[3] == (2, 4)
    assert found[4] == found[5] == (1, 2)
    assert found[6] == found[10] == (1, 1)


def test_the_table_says_what_is_drawn(course: Course) -> None:
    rows = dict(picture(course).rows)
    assert (rows["3"], rows["4"], rows["6"]) == ("2 to 4", "1 to 2", "1")


def test_each_visit_is_one_circle_and_the_added_ones_are_open(course: Course) -> None:
    axes = follow_up(course.numbers[NUMBERS]).axes[0]
    circles = [(line.get_xdata()[0], line.get_ydata()[0]) for line in axes.get_lines()]
    assert len(circles) == 3 * 4 + 2 * 2 + 5
    open_ = [line for line in axes.get_lines() if line.get_markerfacecolor() == "none"]
    assert len(open_) == 3 * 2 + 2 * 1
