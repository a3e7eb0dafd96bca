"""What the long walks share."""

import gc
from collections.abc import Iterator

import pytest

from course_lib.content.course import Course


@pytest.fixture
def lasting_course(course: Course) -> Iterator[Course]:
    """The course, left alone by the search for rubbish that a walk starts again and again."""
    gc.collect()
    gc.freeze()
    yield course
    gc.unfreeze()
