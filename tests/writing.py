"""Learners who answer without a pause, each a process of its own, until somebody kills them."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from course_lib.learning.answers import Answer, new_id
from course_lib.learning.learner import Learner
from course_lib.learning.store import Store


def answer_of(learner: Learner, question: str = "spine-pain", **changed: object) -> Answer:
    """Return an answer as it is given in a lesson."""
    usual: dict[str, object] = {
        "id": new_id(), "learner": learner.key, "question": question, "version": "v1",
        "lesson": "02", "objective": "name-the-type", "given": {"chosen": ["a"]}, "sure": 2,
        "points": 1, "of": 1, "skipped": "", "asked_in": "lesson", "at": datetime.now(UTC),
    }  # fmt: skip
    return Answer(**{**usual, **changed})  # type: ignore[arg-type]


def write_for_ever(url: str, key: str, shown: Path) -> None:
    """Save answer after answer; each id goes to `shown` once it is saved, as a page would say."""
    store, learner = Store(url, patience=30), Learner(key, by_code=True)
    with shown.open("a") as page:
        while True:
            answer = answer_of(learner)
            store.save(learner, answer)
            page.write(answer.id + "\n")
            page.flush()


def start_writer(url: str, learner: Learner, shown: Path) -> subprocess.Popen[bytes]:
    """Start a learner who answers for ever."""
    shown.touch()
    command = [sys.executable, __file__, url, learner.key, str(shown)]
    return subprocess.Popen(command, start_new_session=True, env=dict(os.environ))


def shown_ids(shown: Path) -> list[str]:
    """Return the ids that were shown as saved; the last may have been cut off."""
    return [line for line in shown.read_text().split("\n")[:-1] if line]


if __name__ == "__main__":
    write_for_ever(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
