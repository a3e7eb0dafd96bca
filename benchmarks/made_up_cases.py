"""Measure made-up cases: ten thousand drawn, written, and each of their steps marked."""

import random
import time

from course_lib.clinical.case_generator import DIFFICULTIES, CaseGenerator
from course_lib.clinical.case_steps import worked
from course_lib.clinical.clinic import best, mark
from course_lib.content.course import load_course

CASES = 10_000


def measured() -> dict[str, float]:
    """Return the seconds that ten thousand cases of all difficulties take, and the median one."""
    course = load_course()
    generator, chance = CaseGenerator(course), random.Random(7)
    seconds = []
    for index in range(CASES):
        begin = time.perf_counter()
        made_up = generator.make(DIFFICULTIES[index % len(DIFFICULTIES)], chance)
        for step in worked(made_up, course, chance).steps:
            mark(step, best(step))
        seconds.append(time.perf_counter() - begin)
    seconds.sort()
    return {
        "clinical: 10,000 made-up cases, all steps marked": sum(seconds),
        "clinical: one made-up case, p95": seconds[CASES * 95 // 100],
    }


if __name__ == "__main__":
    for line, value in measured().items():
        print(f"{line:<60} {value * 1000:12.1f} ms")
