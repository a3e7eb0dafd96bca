"""A learner sees how they stand, and takes a report along."""

import json
import random
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from course_lib.activities.my_report import MyReportActivity, paper, spaced
from course_lib.content.course import Course
from course_lib.content.questions import version
from course_lib.learning.answers import Answer, new_id
from course_lib.learning.learner import Learner
from course_lib.learning.store import Store
from course_lib.learning.visit import Memory, Visit

ADA = Learner("ada-secret-key", by_code=True)


@pytest.fixture
def visit(tmp_path: Path) -> Visit:
    return Visit(ADA, Store(f"sqlite:///{tmp_path / 'record.sqlite'}"), random.Random(1))


class Offered(list[tuple[str, str, bytes]]):
    def __call__(self, name: str, type_: str, data: bytes) -> None:
        self.append((name, type_, data))


def report_of(course: Course, visit: Visit) -> tuple[MyReportActivity, Offered]:
    activity = MyReportActivity(course)
    activity.open(visit)
    offered = Offered()
    activity.panel.offer = offered  # type: ignore[method-assign]
    return activity, offered


def press(activity: MyReportActivity, key: str) -> None:
    activity.panel._heard(None, {"key": key, "value": ""}, None)


def words(activity: MyReportActivity) -> str:
    return json.dumps(activity.panel.blocks, ensure_ascii=False)


def rows(activity: MyReportActivity) -> dict[str, Any]:
    tables = [block for block in activity.panel.blocks if block["kind"] == "table"]
    return {row[0]: row[1] for table in tables for row in table["rows"]}


def answer_all(course: Course, visit: Visit, objective: str, points: int = 1) -> None:
    for question in course.questions.values():
        if question.objective == objective:
            visit.save(
                Answer(
                    id=new_id(), learner=ADA.key, question=question.id,
                    version=version(question), lesson=question.lesson, objective=objective,
                    given="a", sure=2, points=points, of=1, skipped="", asked_in="lesson",
                    at=visit.now(),
                )
            )


def test_nobody_fails_an_objective(course: Course, visit: Visit) -> None:
    activity, _ = report_of(course, visit)
    assert set(rows(activity).values()) == {"still to come"}


def test_an_objective_answered_rightly_is_met(course: Course, visit: Visit) -> None:
    answer_all(course, visit, "name-type")
    activity, _ = report_of(course, visit)
    text = next(o.text for o in course.lessons["02"].objectives if o.id == "name-type")
    assert rows(activity)[text].startswith("met (")


def test_an_objective_answered_wrongly_is_to_look_at_again(course: Course, visit: Visit) -> None:
    answer_all(course, visit, "name-type", points=0)
    activity, _ = report_of(course, visit)
    text = next(o.text for o in course.lessons["02"].objectives if o.id == "name-type")
    assert rows(activity)[text].startswith("look again (")


def test_what_happened_on_another_page_counts_after_looking_again(
    course: Course, visit: Visit
) -> None:
    activity, _ = report_of(course, visit)
    answer_all(course, visit, "name-type")
    press(activity, "look")
    assert any(words.startswith("met (") for words in rows(activity).values())


def test_an_answer_to_a_question_that_is_gone_stays_in_sight(
    course: Course, visit: Visit
) -> None:
    gone = Answer(
        id=new_id(), learner=ADA.key, question="asked-long-ago", version="v0", lesson="02",
        objective="name-type", given="a", sure=None, points=1, of=1, skipped="",
        asked_in="lesson", at=visit.now(),
    )
    visit.save(gone)
    activity, _ = report_of(course, visit)
    assert "asked-long-ago" in words(activity)
    retired = SimpleNamespace(stem="What was asked long ago?")
    later = replace(course, retired={"asked-long-ago": retired})
    activity, _ = report_of(later, visit)
    assert "What was asked long ago?" in words(activity)


def test_the_pdf_is_a_pdf_and_its_code_can_be_looked_up(course: Course, visit: Visit) -> None:
    answer_all(course, visit, "name-type")
    activity, offered = report_of(course, visit)
    press(activity, "pdf")
    name, type_, data = offered[0]
    assert (name, type_) == ("recurrent-breast-cancer-report.pdf", "application/pdf")
    assert data.startswith(b"%PDF-")
    code = next(
        b["text"] for b in activity.panel.blocks
        if b["kind"] == "paragraph" and "Its code is" in b["text"]
    ).split("code is ")[1]
    store = visit.record
    assert isinstance(store, Store)
    found = store.certificate(code.strip(".").replace(" ", ""))
    assert found
    assert len(found.met) == 1


def test_the_page_names_nobody_and_loads_nothing(course: Course, visit: Visit) -> None:
    activity, offered = report_of(course, visit)
    press(activity, "html")
    page = offered[0][2].decode()
    assert ADA.key not in page
    assert "http" not in page
    assert "Not yet signed off by an oncology clinician." in page


def test_where_nothing_can_be_kept_it_says_so(course: Course) -> None:
    activity, offered = report_of(course, Visit(ADA, Memory(), random.Random(1)))
    press(activity, "pdf")
    assert not offered
    assert "Nothing is kept on this computer" in words(activity)


def test_a_code_is_read_aloud_in_two_halves() -> None:
    assert spaced("ACDEFGHJKL") == "ACDEF GHJKL"


def test_the_time_is_given_in_hours_and_minutes(course: Course, visit: Visit) -> None:
    from datetime import date

    from course_lib.learning.report import Report

    page = paper(Report(date(2026, 11, 23), "1.0", 125, (), ()), "ACDEFGHJKL", "")
    assert "2 h 5 min" in page
