"""A lesson that is run once and forked: each learner has their own, and nobody notices."""

import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import forked_course
import psutil
import pytest
from served_course import Running, wait_until_warm
from visitor import Visitor

from course_lib.learning.learner import Learner
from course_lib.learning.store import Store, record_url

TELLING = "01_telling"
KIND_PAGE = "data-lesson-failed"
SECRET = "a secret of the machine"

pytestmark = pytest.mark.skipif(
    not os.path.exists("/proc/self/task"), reason="only Linux forks lessons"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("forked")
    forked_course.write_lessons(folder)
    return folder


@pytest.fixture(scope="module")
def course(folder: Path) -> Iterator[Running]:
    with forked_course.running_forked(folder) as course:
        yield course


def told(visitor: Visitor) -> dict[str, object]:
    """Return what the lesson says about who has opened it."""
    with visitor.lesson() as widgets:
        return dict(json.loads(widgets.states[widgets.of("LabelModel")]["value"]))


def opened(course: Running, notebook: str = TELLING) -> Visitor:
    visitor = Visitor(course.address)
    visitor.open(notebook)
    return visitor


def template_of(visitor: Visitor) -> psutil.Process | None:
    """Return from which process the visitor's kernel was forked; None where it was not."""
    kernel = psutil.Process(int(str(told(visitor)["process"])))
    is_forked = "course_lib.app.forking.nursery" in kernel.cmdline()
    return kernel.parent() if is_forked else None


def soon(is_so: Callable[[], bool], seconds: float = 20) -> bool:
    end = monotonic() + seconds
    while not is_so():
        if monotonic() > end:
            return False
        sleep(0.05)
    return True


def has_ended(process: int) -> bool:
    try:
        return psutil.Process(process).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def without_ids(page: str) -> str:
    page = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}|[0-9a-f]{32}", "ID", page)
    return re.sub(r'name="_xsrf" value="[^"]*"', "TOKEN", page)


def test_two_visitors_have_each_their_own(course: Running) -> None:
    one, other = told(opened(course)), told(opened(course))
    assert one["learner"] != other["learner"]
    assert one["process"] != other["process"]
    for mine, theirs in zip(one["chance"], other["chance"], strict=True):  # type: ignore[call-overload]
        assert mine != theirs


def test_both_are_forked_from_one_template(course: Running) -> None:
    template = template_of(opened(course))
    assert template is not None
    assert template == template_of(opened(course))


def test_the_same_browser_stays_the_same_learner(course: Running) -> None:
    visitor = opened(course)
    before = told(visitor)["learner"]
    visitor.open(TELLING)
    assert told(visitor)["learner"] == before


def test_an_answer_is_saved_under_its_learner(course: Running) -> None:
    one, other = opened(course), opened(course)
    learner, bystander = (Learner(str(told(who)["learner"])) for who in (one, other))
    with one.lesson() as widgets:
        widgets.press(widgets.of("ButtonModel"))
        assert widgets.states[widgets.of("LabelModel")]["value"] == "saved"
    store = Store(record_url())
    assert [answer.question for answer in store.answers(learner)] == ["telling"]
    assert store.answers(bystander) == ()


def test_a_closed_page_ends_its_kernel_and_no_other(course: Running) -> None:
    one, other = opened(course), opened(course)
    mine, theirs = (int(str(told(who)["process"])) for who in (one, other))
    one.leave()
    assert soon(lambda: has_ended(mine))
    assert not has_ended(theirs)


def test_a_killed_kernel_takes_no_other_with_it(course: Running) -> None:
    one, other = opened(course), opened(course)
    os.kill(int(str(told(one)["process"])), signal.SIGKILL)
    assert told(other)["learner"]
    assert template_of(opened(course)) == template_of(other)


def test_a_killed_template_is_made_anew_while_the_lesson_opens_by_itself(course: Running) -> None:
    before = opened(course)
    template = template_of(before)
    assert template is not None
    template.kill()
    # Kernels go on without their template, and who comes now does not wait for a new one.
    assert soon(lambda: template_of(opened(course)) is None, 5)
    assert told(before)["learner"]
    wait_until_warm(course.address, forked_course.FORKED)
    anew = template_of(opened(course))
    assert anew not in {None, template}


def test_the_page_is_the_same_whether_it_is_forked_or_not(course: Running) -> None:
    forked = opened(course)
    template = template_of(forked)
    assert template is not None
    template.kill()
    template.wait(10)
    plain = opened(course)
    assert template_of(plain) is None
    assert without_ids(plain.page) == without_ids(forked.page)
    assert "printed" in plain.page
    assert "nobody yet" not in plain.page


def test_changed_data_are_shown_to_who_comes_next(course: Running, folder: Path) -> None:
    wait_until_warm(course.address, forked_course.FORKED)
    before = opened(course)
    (folder / "data" / "words.txt").write_text("as it is now")
    assert soon(lambda: told(opened(course))["data"] == "as it is now", 5)
    assert told(before)["data"] == "as it was"
    assert soon(lambda: template_of(opened(course)) is not None)
    assert told(opened(course))["data"] == "as it is now"


def test_a_lesson_that_starts_a_thread_is_run_for_each_visitor(course: Running) -> None:
    assert template_of(opened(course, "02_threaded")) is None


@pytest.mark.parametrize("notebook", ["03_failing", "04_failing_to_open"])
def test_a_lesson_that_fails_says_so_kindly(course: Running, notebook: str) -> None:
    for _twice in range(2):
        page = Visitor(course.address).open(notebook)
        assert KIND_PAGE in page
        assert SECRET not in page


def test_nothing_outlives_a_server_that_is_killed(folder: Path) -> None:
    with forked_course.running_forked(folder) as course:
        visitor = opened(course)
        kernel = int(str(told(visitor)["process"]))
        below = psutil.Process(course.process.pid).children(recursive=True)
        assert kernel in {process.pid for process in below}
        course.process.kill()
        assert soon(lambda: all(has_ended(process.pid) for process in below))
