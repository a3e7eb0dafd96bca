"""What the long walks share."""

import gc
from collections.abc import Iterator

import pytest

from course_lib.content.course import Course


@pytest.fixture
def lasting_course(course: Course) -> Iterator[Course]:
    """The course, and no search for rubbish, which a walk would start again and again."""
    gc.collect()
    gc.disable()
    yield course
    gc.enable()
