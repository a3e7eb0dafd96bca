"""Learners who answer within the same moments, from several processes, into one record."""

import multiprocessing
import random
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event

from writing import answer_of

from course_lib.learning.learner import Learner
from course_lib.learning.store import Store


def _some_learners(
    url: str, numbers: range, ready: "Queue[int]", go: Event, waits: "Queue[float]",
    seconds: float,
) -> None:
    """Answer as the learners `numbers`, each with a record opened before, as in a kernel."""
    chance = random.Random(numbers.start)
    learners = [Learner(f"learner-{number}", by_code=True) for number in numbers]
    moments = [(one, Store(url), chance.uniform(0, seconds)) for one in learners]
    for learner, store, _when in moments:
        store.place(learner, "02/where-is-it")
    ready.put(numbers.start)
    go.wait()
    begin = time.monotonic()

    def answer(moment: tuple[Learner, Store, float]) -> None:
        learner, store, when = moment
        time.sleep(max(0.0, begin + when - time.monotonic()))
        begun = time.perf_counter()
        store.save(learner, answer_of(learner))
        waits.put(time.perf_counter() - begun)

    with ThreadPoolExecutor(len(moments)) as crowd:
        list(crowd.map(answer, moments))


def waits_of(url: str, learners: int, processes: int, seconds: float) -> list[float]:
    """Return how long each learner waited for “saved”; raises AssertionError where one lost."""
    Store(url).open()
    spawn = multiprocessing.get_context("spawn")
    ready, waits, go = spawn.Queue(), spawn.Queue(), spawn.Event()
    each = learners // processes
    crowd = [
        spawn.Process(
            target=_some_learners,
            args=(url, range(n * each, (n + 1) * each), ready, go, waits, seconds),
        )
        for n in range(processes)
    ]
    for process in crowd:
        process.start()
    for _process in crowd:
        ready.get(timeout=120)
    go.set()
    found = [waits.get(timeout=120) for _ in range(each * processes)]
    for process in crowd:
        process.join()
        assert process.exitcode == 0
    store = Store(url)
    for number in range(each * processes):
        learner = Learner(f"learner-{number}", by_code=True)
        assert len(store.answers(learner)) == 1
        assert store.code(learner) is not None
    return sorted(found)
