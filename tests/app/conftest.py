"""A running course for the tests of its pages."""

from collections.abc import Iterator

import pytest
from served_course import Running, running_lessons


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running_lessons(tmp_path_factory.mktemp("notebooks")) as course:
        yield course
