"""A class that answers at once: everybody's answer is there, and nobody is sent away.

How long they wait is measured by `make bench`; a busy machine may take its time.
"""

from crowd import waits_of

# More than the connections that a PostgreSQL has where nobody has changed it.
LEARNERS, PROCESSES, SECONDS = 120, 8, 0.2


def test_a_class_that_answers_at_once_loses_nothing(url: str) -> None:
    assert len(waits_of(url, LEARNERS, PROCESSES, SECONDS)) == LEARNERS
