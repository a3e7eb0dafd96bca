"""The decision path: what is drawn, and what of it can be set."""

from typing import Any

import pytest

from course_lib.ui.decision_path import DecisionPath, Node, own_words

ROOT = Node(id="0", parent="", words="Radiation", state="unknown", decides=True)
OPEN = Node(id="0.0", parent="0", words="None before", state="unknown", finding="radiation")
SUMMED = Node(id="0.1", parent="0", words="Near and far", state="held")


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def path(heard: list[str]) -> DecisionPath:
    drawn = DecisionPath(heard.append)
    drawn.draw("Why?", [ROOT, OPEN, SUMMED])
    return drawn


def test_a_condition_with_a_finding_can_be_set(path: DecisionPath, heard: list[str]) -> None:
    path._heard(path, {"set": "0.0"}, None)
    assert heard == ["radiation"]


@pytest.mark.parametrize("message", [{"set": "0"}, {"set": "0.1"}, {"set": "9"}, {}, "0.0", None])
def test_what_is_not_drawn_or_has_no_finding_cannot_be_set(
    path: DecisionPath, heard: list[str], message: Any
) -> None:
    path._heard(path, message, None)
    assert heard == []


def test_a_path_that_was_put_away_cannot_be_set(path: DecisionPath, heard: list[str]) -> None:
    path.draw("", ())
    path._heard(path, {"set": "0.0"}, None)
    assert heard == []


def test_every_state_has_a_word_beside_its_shape() -> None:
    assert {"held", "not", "unknown"} <= set(own_words())
