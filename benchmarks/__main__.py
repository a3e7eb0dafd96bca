"""Measure the course and print a table and JSON; quote ratios and medians of one run."""

import json
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

from benchmarks import learners, made_up_cases, planning, poll, reactions
from course_lib.clinical.case import Case
from course_lib.clinical.recurrence import classify
from course_lib.content.course import load_course

RUNS = 5
LESSON = "voila/render/02_types_and_sites.ipynb"


def median_seconds(do: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median time of `do` over `runs`, after one run that is not counted."""
    do()
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        do()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def served() -> dict[str, float]:
    """Start the app, and time its start, its first page and a lesson."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    begin = time.perf_counter()
    command = [sys.executable, "-m", "course_lib.cli", "app", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        ready = time.perf_counter() - begin

        def get(path: str) -> bytes:
            with urllib.request.urlopen(f"http://localhost:{port}/{path}", timeout=120) as answer:
                body: bytes = answer.read()
                return body

        return {
            "app: start until ready": ready,
            "app: landing page": median_seconds(lambda: get("")),
            "app: lesson 02, HTML complete": median_seconds(lambda: get(LESSON)),
        }
    finally:
        process.terminate()
        process.wait(timeout=30)


def measured() -> dict[str, float]:
    """Return every measurement in seconds, by name."""
    course = load_course()
    found = [{"place": "axilla", "side": "left"}, {"place": "bone", "proven": True}]
    case = Case.model_validate(
        {"first": {"side": "left", "operation": "mastectomy"}, "found": found}
    )
    return {
        "content: load all of data/": median_seconds(load_course),
        "content: course check": median_seconds(
            lambda: subprocess.run(
                [sys.executable, "-m", "course_lib.cli", "check"], check=True, capture_output=True
            )
        ),
        "clinical: classify one case of two findings": median_seconds(
            lambda: classify(case, course), runs=200
        ),
        **planning.measured(),
        **made_up_cases.measured(),
        **learners.measured(),
        **poll.measured(),
        **reactions.measured(),
        **served(),
    }


def main() -> None:
    """Print what was measured."""
    results = measured()
    width = max(map(len, results))
    for name, seconds in results.items():
        print(f"{name:<{width}}  {seconds * 1000:10.2f} ms")
    print(json.dumps({name: round(seconds, 6) for name, seconds in results.items()}))


if __name__ == "__main__":
    main()
