"""Two hundred learners who answer within two seconds: how long does each wait for “saved”?"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from crowd import waits_of
from postgresql import running_postgresql

LEARNERS = 200
PROCESSES = 10
SECONDS = 2.0


def records() -> Iterator[tuple[str, str]]:
    """Yield the name and the URL of an empty record in each database that is here."""
    with tempfile.TemporaryDirectory() as folder:
        yield "SQLite", f"sqlite:///{folder}/record.sqlite"
    with running_postgresql() as server:
        if server:
            yield "PostgreSQL", server.database("crowd")


def measured() -> dict[str, float]:
    """Return in seconds how long learners wait for “saved”."""
    found = {}
    for name, url in records():
        waits = waits_of(url, LEARNERS, PROCESSES, SECONDS)
        what = f"record: {LEARNERS} learners in {SECONDS:.0f} s, {name}"
        found[f"{what}, p50"] = waits[len(waits) // 2]
        found[f"{what}, p95"] = waits[int(len(waits) * 0.95)]
        found[f"{what}, longest"] = waits[-1]
    return found


if __name__ == "__main__":
    for line, value in measured().items():
        print(f"{line:<60} {value * 1000:8.1f} ms")
