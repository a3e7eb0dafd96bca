"""A trainer checks a report by the code that stands on it."""

import datetime
import urllib.parse
import urllib.request
from collections.abc import Iterator

import pytest
from served_course import Running, running_lessons

from course_lib.learning.learner import new_learner
from course_lib.learning.report import Report
from course_lib.learning.store import Store, record_url

MADE = Report(
    datetime.date(2026, 11, 23), "1.2.3", 75, (("Types and sites", "Name <it>."),),
    (("Symptoms", "Act fast."),),
)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_lessons(tmp_path_factory.mktemp("notebooks")) as running:
        yield running


def check(course: Running, code: str = "") -> str:
    query = urllib.parse.urlencode({"code": code}) if code else ""
    with urllib.request.urlopen(f"{course.address}/check?{query}") as answer:
        page: str = answer.read().decode()
    return page


def test_a_report_is_shown_as_it_was_given_out(course: Running) -> None:
    code = Store(record_url()).certify(new_learner(), MADE)
    page = check(course, f"{code[:5].lower()} {code[5:]}")
    assert "This report was made by the course" in page
    assert "2026-11-23" in page
    assert "1.2.3" in page
    assert "Name &lt;it&gt;." in page
    assert "Act fast." in page


def test_a_code_that_nobody_was_given_is_said_kindly(course: Running) -> None:
    page = check(course, "<script>")
    assert "No report has this code." in page
    assert "<script>" not in page.split("<main")[1]


def test_without_a_code_the_page_asks_for_one(course: Running) -> None:
    page = check(course)
    assert "Type the code" in page
    assert "No report has this code." not in page
