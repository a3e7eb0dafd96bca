"""What classes leave in the record: each vote once, whoever sends it how often."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from course_lib.learning.class_store import Cast, ClassStore, Group
from course_lib.learning.class_tables import ALL, metadata
from course_lib.learning.class_vote import Vote

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A record in a file alone: what no two processes do at once is the same in PostgreSQL."""
    return f"sqlite:///{tmp_path / 'record.sqlite'}"


@pytest.fixture
def store(file: str) -> ClassStore:
    return ClassStore(file, now=lambda: NOW)


@pytest.fixture
def group(store: ClassStore) -> Group:
    return begun(store)


def begun(store: ClassStore) -> Group:
    """Return a class of three seats with Ada and Ben in it, and an open vote."""
    made = store.begin("A class", 3, 7)
    for seat in ("ada", "ben"):
        assert store.join(made.id, seat)
    store.ask(made.id, "plain", "1", "open", "")
    return made


def cast(group: Group, seat: str, chosen: str = "yes", key: str = "1-1") -> Cast:
    return Cast(group.id, key, Vote(seat, (chosen,), 3))


def test_the_tables_are_those_that_the_migrations_leave(url: str) -> None:
    store = ClassStore(url)
    inspector = sa.inspect(store._opened())
    assert set(ALL) == set(metadata.tables.values())
    for table in metadata.tables.values():
        there = {column["name"]: column["nullable"] for column in inspector.get_columns(table.name)}
        assert there == {column.name: column.nullable for column in table.columns}


def test_a_vote_that_is_sent_again_is_one_vote(store: ClassStore, group: Group) -> None:
    assert store.cast([cast(group, "ada"), cast(group, "ada")]) == ["counted", "already"]
    assert store.cast([cast(group, "ada", "no"), cast(group, "ben")]) == ["already", "counted"]
    left = store.left_by(group.id)
    assert left is not None
    assert left.votes == {"1-1": (Vote("ada", ("yes",), 3), Vote("ben", ("yes",), 3))}
    assert store.now(group.id).voted == 2
    seen = store.seen(group.code, "ada")
    assert seen is not None
    assert seen.vote == Vote("ada", ("yes",), 3)


def test_what_comes_at_once_is_counted_once_and_no_seat_is_given_twice(url: str) -> None:
    store = ClassStore(url)
    group = store.begin("", 12, 7)
    seats = [f"seat-{number}" for number in range(20)]
    with ThreadPoolExecutor(8) as pool:
        joined = list(pool.map(lambda seat: store.join(group.id, seat), seats))
        store.ask(group.id, "plain", "1", "open", "")
        outcomes = list(pool.map(lambda seat: store.cast([cast(group, seat)])[0], seats * 3))
    assert joined.count(True) == 12
    assert outcomes.count("counted") == 12
    assert outcomes.count("already") == 24
    assert outcomes.count("nobody") == 24
    assert store.now(group.id).voted == 12


def test_a_thousand_votes_of_one_seat_are_one(store: ClassStore, group: Group) -> None:
    outcomes = store.cast([cast(group, "ada")] * 1000)
    assert outcomes == ["counted", *["already"] * 999]
    assert store.now(group.id).voted == 1


def test_nobody_votes_who_has_no_seat_in_this_class(store: ClassStore, group: Group) -> None:
    other = store.begin("", 3, 7)
    store.join(other.id, "stranger")
    assert store.cast([cast(group, "stranger"), cast(group, "nobody")]) == ["nobody", "nobody"]


def test_a_vote_counts_only_while_its_turn_is_open(store: ClassStore, group: Group) -> None:
    store.set_stage(group.id, "1-1", ["open"], "closed")
    keys = ("1-1", "1-2", "7-1", "nonsense", "-1-1", "99999999999999999999-1")
    assert [store.cast([cast(group, "ada", key=key)]) for key in keys] == [["late"]] * len(keys)


def test_a_class_is_full_when_its_seats_are_taken(store: ClassStore, group: Group) -> None:
    assert store.join(group.id, "cyd")
    assert not store.join(group.id, "dan")
    assert store.now(group.id).joined == 3


def test_a_closed_door_lets_nobody_in_and_everybody_vote(store: ClassStore, group: Group) -> None:
    store.set_door(group.id, False)
    assert not store.join(group.id, "cyd")
    assert store.cast([cast(group, "ada")]) == ["counted"]
    store.set_door(group.id, True)
    assert store.join(group.id, "cyd")


def test_an_old_code_opens_nothing(store: ClassStore, group: Group) -> None:
    seen = store.seen(group.code, "nobody")
    assert seen is not None
    assert (seen.group, seen.signal) == (group, None)
    store.end(group.id)
    assert store.seen(group.code, "ada") is None
    assert not store.join(group.id, "cyd")
    assert store.now(group.id).stage == "over"
    assert store.left_by(group.id) is not None


def test_a_button_that_is_pressed_twice_does_its_work_once(store: ClassStore, group: Group) -> None:
    store.ask(group.id, "other", "1", "open", "")  # shown before the first question was asked
    assert store.now(group.id).stage == "1-1-open"
    store.ask_again(group.id, "1-1")  # still open
    assert store.now(group.id).stage == "1-1-open"
    store.set_stage(group.id, "1-1", ["open"], "closed")
    store.ask_again(group.id, "1-1")
    store.ask_again(group.id, "1-1")
    assert store.now(group.id).stage == "1-2-open"
    store.set_stage(group.id, "1-2", ["open"], "closed")
    store.set_stage(group.id, "1-2", ["closed"], "shown")
    store.set_stage(group.id, "1-2", ["open"], "closed")  # a late tap
    store.ask(group.id, "other", "1", "notice", "1-2")
    store.ask(group.id, "other", "1", "notice", "1-2")
    assert store.now(group.id).stage == "2-1-notice"


def test_hands_are_kept_until_the_votes_are_shown(store: ClassStore, group: Group) -> None:
    store.count_hands(group.id, "1-1", {"yes": 12, "no": 3})
    assert store.now(group.id).voted == 15
    store.set_stage(group.id, "1-1", ["open"], "shown")
    store.count_hands(group.id, "1-1", {"yes": 1})
    assert store.now(group.id).voted == 15


def test_a_signal_is_one_and_passes(file: str) -> None:
    clock = [NOW]
    store = ClassStore(file, now=lambda: clock[0])
    group = store.begin("", 3, 7)
    store.join(group.id, "ada")
    store.signal(group.id, "ada", "fast")
    store.signal(group.id, "ada", "lost")
    assert (store.now(group.id).fast, store.now(group.id).lost) == (0, 1)
    clock[0] += timedelta(minutes=6)
    assert store.now(group.id).lost == 0


def test_a_class_is_deleted_when_its_time_has_come(url: str) -> None:
    clock = [NOW]
    store = ClassStore(url, now=lambda: clock[0])
    short, long = store.begin("short", 3, 1), store.begin("long", 3, 7)
    for group in (short, long):
        store.join(group.id, f"ada-{group.name}")
        store.ask(group.id, "plain", "1", "open", "")
        store.cast([cast(group, f"ada-{group.name}")])
    clock[0] += timedelta(days=1)
    assert store.classes() == (long,)
    assert store.left_by(short.id) is None  # at once, before anything is tidied
    store.delete_old_classes()
    with store._opened().connect() as connection:
        for table in ALL:
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 1
    store.keep_until(long.id, NOW + timedelta(days=90))
    clock[0] += timedelta(days=30)
    assert [group.id for group in store.classes()] == [long.id]
    store.delete_class(long.id)
    assert store.classes() == ()
