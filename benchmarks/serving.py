"""A class opens a lesson: run for each learner as Voilà does it, and forked from one run.

Both servers run the same lesson on the same machine, one after the other; the ratios are the point.
`python -m benchmarks.serving --small` takes two minutes and says which way it goes.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import psutil

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from served_course import Running, free_port, running
from visitor import Visitor

LESSON = "02_types_and_sites"
ALL = tuple(f"{number:02}" for number in range(10))
ROOM = {"COURSE_MOST_LESSONS": "1000"}

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

Results = dict[str, float]


@dataclass(frozen=True)
class Sizes:
    """How many of each; `full` is what the numbers in the README are made with."""

    runs: int
    crowd: int
    large: int
    curve: tuple[int, ...]
    acting: int
    acting_seconds: float


FULL = Sizes(7, 40, 100, (1, 10, 40, 100, 200), 100, 30)
SMALL = Sizes(5, 10, 20, (1, 10, 30), 20, 10)


@contextmanager
def serving(*options: str, warm: tuple[str, ...] = ()) -> Iterator[Running]:
    """Run the course with an empty record and room for everybody."""
    with tempfile.TemporaryDirectory(prefix="course-bench-") as folder:
        os.environ.update(ROOM, COURSE_DATA_FOLDER=folder)
        port = free_port()
        command = ["-m", "course_lib.cli", "app", "--port", str(port), *options]
        with running(command, port, warm=warm) as course:
            yield course


def seconds(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def one_after_the_other(course: Running, runs: int) -> float:
    """Return the median seconds until a page is whole, for one visitor alone."""
    found = []
    for _ in range(runs + 1):
        visitor = Visitor(course.address)
        found.append(seconds(lambda who=visitor: who.open(LESSON)))  # type: ignore[misc]
        visitor.leave()
    return statistics.median(found[1:])


def at_once(course: Running, count: int) -> tuple[list[float], list[Visitor]]:
    """Return the seconds that each of `count` waits who open the lesson at once, sorted.

    Raises AssertionError where somebody got no lesson.
    """
    visitors = [Visitor(course.address) for _ in range(count)]
    with ThreadPoolExecutor(count) as crowd:
        waits = list(crowd.map(lambda who: seconds(lambda: who.open(LESSON)), visitors))
    assert all(who.kernel and "data-lesson-failed" not in who.page for who in visitors)
    return sorted(waits), visitors


def leave(visitors: list[Visitor]) -> None:
    for visitor in visitors:
        visitor.leave()


def memory(course: Running) -> float:
    """Return in MB what the server and everything below it take; what is shared counts once."""
    server = psutil.Process(course.process.pid)
    total = 0
    for process in (server, *server.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return total / 2**20


def memory_each(course: Running, count: int) -> float:
    """Return in MB what each of `count` learners adds, with the lesson open and talking."""
    before = memory(course)
    _waits, visitors = at_once(course, count)
    for visitor in visitors:
        with visitor.lesson():
            pass
    each = (memory(course) - before) / count
    leave(visitors)
    return each


def curve(course: Running, counts: tuple[int, ...]) -> Iterator[tuple[str, float]]:
    """Yield what one more learner costs, from few to many who have the lesson open."""
    before, visitors = memory(course), []
    for count in counts:
        new = count - len(visitors)
        took = seconds(lambda n=new: visitors.extend(at_once(course, n)[1]))  # type: ignore[misc]
        time.sleep(1)
        yield f"{count} open: seconds for each who comes", took / new
        yield f"{count} open: MB for each", (memory(course) - before) / count
        yield f"{count} open: GiB in all", memory(course) / 1024
    leave(visitors)


def clicks(course: Running, count: int, during: float) -> list[float]:
    """Return how long each click was on its way while `count` learners act every five seconds."""
    _waits, visitors = at_once(course, count)
    end = time.monotonic() + during
    waits: list[float] = []

    def act(visitor: Visitor) -> None:
        chance = random.Random(visitor.kernel)
        with visitor.lesson() as widgets:
            map_ = next(i for i, s in widgets.states.items() if "chosen" in s)
            time.sleep(chance.uniform(0, 5))
            while time.monotonic() < end:
                place = chance.choice(["liver", "bone", "lung", "brain"])
                waits.append(seconds(partial(widgets.set, map_, chosen=place)))
                time.sleep(5)

    with ThreadPoolExecutor(count) as crowd:
        list(crowd.map(act, visitors))
    leave(visitors)
    return sorted(waits)


def in_chromium(course: Running, runs: int) -> tuple[float, float]:
    """Return the median seconds from a click on the lesson to the first widget that answers.

    The second number is that of the same page when it is reloaded with everything in the cache.
    """
    from playwright.sync_api import sync_playwright

    first, again = [], []
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        for _ in range(runs):
            context = browser.new_context()
            page = context.new_page()
            for found in (first, again):
                page.goto(course.address)
                begun = time.perf_counter()
                page.locator(f"a[href$='{LESSON}.ipynb']").first.click()
                page.get_by_role("radio", name="Liver", exact=True).first.click()
                page.get_by_role("heading", name="Cannot be told yet").first.wait_for()
                found.append(time.perf_counter() - begun)
            context.close()
        browser.close()
    return statistics.median(first), statistics.median(again)


def warm_up() -> Results:
    """Return how long the server needs until all lessons open at once, and the slowest answer."""
    slowest = [0.0]
    done = False

    def knock(address: str) -> None:
        while not done:
            slowest[0] = max(slowest[0], seconds(lambda: urllib.request.urlopen(address).read()))
            time.sleep(0.1)

    with serving() as course:
        Thread(target=knock, args=(course.address,), daemon=True).start()
        from served_course import wait_until_warm

        warming = seconds(lambda: wait_until_warm(course.address, ALL))
        done = True
        return {
            "start until the landing page answers, s": course.seconds,
            "then until all lessons are warm, s": warming,
            "slowest landing page meanwhile, s": slowest[0],
        }


def p95(found: list[float]) -> float:
    return found[min(len(found) - 1, int(len(found) * 0.95))]


def measured(sizes: Sizes, *, browser: bool) -> dict[str, Results]:
    """Return the measurements by name, each for "plain" and "forked" where both make sense."""
    both: dict[str, Results] = {}

    def note(name: str, kind: str, value: float) -> None:
        both.setdefault(name, {})[kind] = round(value, 4)
        print(f"  {kind:<7} {name}: {value:.3f}", file=sys.stderr, flush=True)

    for kind, options, warm in (("plain", ("--plain",), ()), ("forked", (), ALL)):
        with serving(*options, warm=warm) as course:
            note("HTML complete, one visitor, s", kind, one_after_the_other(course, sizes.runs))
            waits, visitors = at_once(course, sizes.crowd)
            note(f"{sizes.crowd} at once, p50, s", kind, statistics.median(waits))
            note(f"{sizes.crowd} at once, last, s", kind, waits[-1])
            leave(visitors)
            time.sleep(2)
            note(f"MB a learner at {sizes.crowd}", kind, memory_each(course, sizes.crowd))
            time.sleep(2)
            if browser:
                first, again = in_chromium(course, sizes.runs)
                note("Chromium, click to first answer, first visit, s", kind, first)
                note("Chromium, the same with a full cache, s", kind, again)
            if kind == "forked":
                waits, visitors = at_once(course, sizes.large)
                note(f"{sizes.large} at once, p95, s", kind, p95(waits))
                leave(visitors)
                time.sleep(2)
                for name, value in curve(course, sizes.curve):
                    note(name, kind, value)
                time.sleep(2)
                waits = clicks(course, sizes.acting, sizes.acting_seconds)
                note(f"click, {sizes.acting} learners acting, p50, s", kind, waits[len(waits) // 2])
                note(f"click, {sizes.acting} learners acting, p95, s", kind, p95(waits))
    for name, value in warm_up().items():
        note(name, "forked", value)
    return both


def table(both: dict[str, Results]) -> str:
    """Return the measurements as text, with plain ÷ forked where there are both."""
    width = max(map(len, both))
    lines = [f"{'':<{width}}  {'plain':>9}  {'forked':>9}  {'ratio':>7}"]
    for name, found in both.items():
        plain, forked = found.get("plain"), found.get("forked")
        ratio = f"{plain / forked:7.1f}" if plain and forked else ""
        cells = [f"{value:9.3f}" if value is not None else " " * 9 for value in (plain, forked)]
        lines.append(f"{name:<{width}}  {cells[0]}  {cells[1]}  {ratio}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> dict[str, Any]:
    """Measure, print a table and JSON, and return what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a few learners only")
    parser.add_argument("--without-browser", action="store_true")
    chosen = parser.parse_args(arguments)
    both = measured(SMALL if chosen.small else FULL, browser=not chosen.without_browser)
    print(table(both))
    print(json.dumps(both))
    return both


if __name__ == "__main__":
    main()
