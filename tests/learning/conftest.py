"""A record to write into: in a file, and in a PostgreSQL that the tests have started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql import WHY_NOT, PostgreSQL, running_postgresql


@pytest.fixture(scope="session")
def postgresql_or_none() -> Iterator[PostgreSQL | None]:
    with running_postgresql() as server:
        yield server


@pytest.fixture
def postgresql(postgresql_or_none: PostgreSQL | None) -> PostgreSQL:
    if postgresql_or_none is None:
        pytest.skip(WHY_NOT)
    return postgresql_or_none


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record lies that nobody has written into."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'record.sqlite'}"
    server: PostgreSQL = request.getfixturevalue("postgresql")
    return server.database("record")
