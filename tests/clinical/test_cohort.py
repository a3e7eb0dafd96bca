"""The women of GBSG2, held against lifelines: two computations, one result."""

import hashlib
import importlib.util
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lifelines import CoxPHFitter, KaplanMeierFitter
from lifelines.datasets import load_gbsg2, load_lymph_node
from lifelines.statistics import multivariate_logrank_test

from course_lib.clinical import cohort
from course_lib.clinical.cohort import (
    YEAR,
    Curve,
    OtherDataError,
    Split,
    Time,
    Woman,
    after_recurrence,
    cox,
    curve,
    log_rank,
    recurrence_free,
    women,
)
from course_lib.clinical.cohort_splits import ratios, splits
from course_lib.content.course import Course
from course_lib.content.numbers import NumberSet, Value

IDS = (
    "nodes", "size", "grade", "age", "oestrogen-receptor", "progesterone-receptor",
    "hormone-therapy",
)


@pytest.fixture(scope="module")
def all_splits(course: Course) -> dict[str, Split]:
    return splits(course.numbers)


def table(some: Sequence[Woman]) -> pd.DataFrame:
    return pd.DataFrame({"t": [w.days / YEAR for w in some], "e": [w.event for w in some]})


def curves(split: Split) -> dict[str, Curve]:
    return {g.id: curve(recurrence_free(split.members(g, women()))) for g in split.groups}


def percent(share: float) -> float:
    return round(100 * share, 1)


def test_they_are_the_women_of_both_files_that_lifelines_ships() -> None:
    """The file with the dates of death holds the same women as the better known one."""
    known = load_gbsg2()
    columns = ["age", "size", "nodes", "progesterone", "oestrogen", "days", "event", "therapy"]
    theirs = pd.DataFrame(
        {
            "age": known.age, "size": known.tsize, "nodes": known.pnodes,
            "progesterone": known.progrec, "oestrogen": known.estrec, "days": known.time,
            "event": known.cens == 1, "therapy": known.horTh == "yes",
            "grade": known.tgrade.map({"I": 1, "II": 2, "III": 3}),
            "after": known.menostat == "Post",
        }
    )
    ours = pd.DataFrame(
        {
            "age": [w.age for w in women()], "size": [w.size for w in women()],
            "nodes": [w.nodes for w in women()],
            "progesterone": [w.progesterone_receptor for w in women()],
            "oestrogen": [w.oestrogen_receptor for w in women()],
            "days": [w.days for w in women()], "event": [w.event for w in women()],
            "therapy": [w.hormone_therapy for w in women()],
            "grade": [w.grade for w in women()],
            "after": [w.after_menopause for w in women()],
        }
    )
    in_order = [frame.sort_values(columns).reset_index(drop=True) for frame in (theirs, ours)]
    pd.testing.assert_frame_equal(*in_order, check_dtype=False)


def test_who_they_are_and_when_is_what_the_data_say(course: Course) -> None:
    values = course.numbers["gbsg2-data"].values
    assert len(women()) == int(values["women"].value)
    assert sum(woman.event for woman in women()) == int(values["events"].value)
    assert all(woman.nodes >= 1 for woman in women())
    dates = load_lymph_node()
    diagnosed = pd.to_datetime(dates.diagdateb, dayfirst=True)
    last = pd.to_datetime(dates.deathdate, dayfirst=True)
    assert (diagnosed.min().year, diagnosed.max().year, last.max().year) == (1984, 1989, 1992)
    for name in ("gbsg2-data", "gbsg2-groups", "gbsg2-five-years", "gbsg2-ratios"):
        assert "diagnosed 1984 to 1989, followed until 1992" in course.numbers[name].period


def test_another_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / "lifelines" / "datasets"
    package.mkdir(parents=True)
    (tmp_path / "lifelines" / "__init__.py").write_text("", encoding="utf-8")
    found = importlib.util.spec_from_file_location(
        "lifelines", tmp_path / "lifelines" / "__init__.py",
        submodule_search_locations=[str(tmp_path / "lifelines")],
    )
    monkeypatch.setattr(cohort.importlib.util, "find_spec", lambda _name: found)
    (package / "lymph_node.csv").write_text("age\n50\n", encoding="utf-8")
    with pytest.raises(OtherDataError, match="not the file"):
        women.__wrapped__()
    monkeypatch.setattr(cohort.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(OtherDataError, match="not installed"):
        women.__wrapped__()


def test_the_file_read_is_the_one_that_was_checked() -> None:
    package = importlib.util.find_spec("lifelines")
    assert package
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0]) / cohort.FILE
    assert hashlib.sha256(path.read_bytes()).hexdigest() == cohort.SHA256


def test_the_lesson_needs_neither_lifelines_nor_pandas() -> None:
    """They take seconds to import; a learner waits for neither."""
    code = (
        "import sys; from course_lib.clinical.cohort import women; women(); "
        "assert not {'lifelines', 'pandas', 'scipy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("id_", IDS)
def test_every_woman_is_in_exactly_one_group(id_: str, all_splits: dict[str, Split]) -> None:
    split = all_splits[id_]
    for woman in women():
        assert sum(group.holds(woman) for group in split.groups) == 1
    assert split.reference in {group.id for group in split.groups}


@pytest.mark.parametrize(
    ("id_", "below", "above"),
    [
        ("nodes", {"nodes": 3}, {"nodes": 4}),
        ("nodes", {"nodes": 9}, {"nodes": 10}),
        ("size", {"size": 20}, {"size": 21}),
        ("size", {"size": 50}, {"size": 51}),
        ("age", {"age": 39}, {"age": 40}),
        ("age", {"age": 59}, {"age": 60}),
        ("oestrogen-receptor", {"oestrogen_receptor": 19}, {"oestrogen_receptor": 20}),
        ("progesterone-receptor", {"progesterone_receptor": 19}, {"progesterone_receptor": 20}),
    ],
)
def test_a_border_tells_two_groups_apart(
    id_: str, below: dict[str, int], above: dict[str, int], all_splits: dict[str, Split]
) -> None:
    woman = women()[0]
    split = all_splits[id_]

    def group(**facts: int) -> str:
        other = Woman(**{**woman.__dict__, **facts})
        [found] = [g.id for g in split.groups if g.holds(other)]
        return found

    assert group(**below) != group(**above)


@pytest.mark.parametrize("id_", IDS)
def test_each_curve_is_the_one_that_lifelines_draws(
    id_: str, all_splits: dict[str, Split]
) -> None:
    for group in all_splits[id_].groups:
        members = all_splits[id_].members(group, women())
        ours = curve(recurrence_free(members))
        frame = table(members)
        theirs = KaplanMeierFitter().fit(frame.t, frame.e)
        band = theirs.confidence_interval_survival_function_
        for years in (0.5, 1, 2, 3, 4, 5, 6):
            point = ours.at(years)
            row = band.iloc[band.index.searchsorted(years, side="right") - 1]
            assert point.share == pytest.approx(float(theirs.predict(years)))
            assert (point.low, point.high) == pytest.approx(tuple(row))
            assert ours.at_risk(years) == int((frame.t >= years).sum())
        assert ours.events == int(frame.e.sum())
        median = theirs.median_survival_time_
        assert ours.median == (None if np.isinf(median) else pytest.approx(median))


@pytest.mark.parametrize("id_", IDS)
def test_the_log_rank_test_is_that_of_lifelines(id_: str, all_splits: dict[str, Split]) -> None:
    split = all_splits[id_]
    groups = [recurrence_free(split.members(group, women())) for group in split.groups]
    ours = log_rank(groups)
    years = [time.years for group in groups for time in group]
    event = [time.event for group in groups for time in group]
    kind = [place for place, group in enumerate(groups) for _time in group]
    theirs = multivariate_logrank_test(years, kind, event)
    assert ours.chi_squared == pytest.approx(theirs.test_statistic)
    assert ours.p == pytest.approx(theirs.p_value, rel=1e-6)


def test_hazard_ratios_are_those_of_lifelines_alone_and_together(
    all_splits: dict[str, Split],
) -> None:
    together = list(all_splits.values())
    for chosen in (*([split] for split in together), together):
        ours = ratios(chosen, women())
        frame = table(women())
        for split in chosen:
            for group in split.compared:
                frame[f"{split.id} {group.id}"] = [float(group.holds(w)) for w in women()]
        theirs = CoxPHFitter().fit(frame, "t", "e").summary
        for (split_id, group_id), ratio in ours.items():
            row = theirs.loc[f"{split_id} {group_id}"]
            assert ratio.value == pytest.approx(row["exp(coef)"], rel=1e-4)
            assert ratio.low == pytest.approx(row["exp(coef) lower 95%"], rel=1e-4)
            assert ratio.high == pytest.approx(row["exp(coef) upper 95%"], rel=1e-4)


def test_a_curve_worked_out_on_paper() -> None:
    """Four people: one event at 1 year, one lost at 2, one event at 3, one still well at 4."""
    found = curve([Time(1, True), Time(2, False), Time(3, True), Time(4, False)])
    assert [(p.years, p.share) for p in found.points] == [(0, 1), (1, 0.75), (3, 0.375)]
    assert [found.at_risk(year) for year in (0, 1, 2, 3, 4)] == [4, 4, 3, 2, 1]
    assert found.at(0.99).share == 1
    assert found.at(1).share == 0.75
    assert found.median == 3


def test_a_curve_that_reaches_nobody_has_no_band_left() -> None:
    last = curve([Time(1, True), Time(2, True)]).points[-1]
    assert (last.share, last.low, last.high) == (0, 0, 0)


def test_a_curve_of_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        curve([])


def test_groups_that_do_not_differ_have_nothing_in_the_test() -> None:
    same = [Time(1, True), Time(2, False), Time(3, True)]
    assert log_rank([same, list(same)]).p == pytest.approx(1)


def test_a_factor_that_nobody_has_finds_no_answer() -> None:
    with pytest.raises((ValueError, np.linalg.LinAlgError)):
        cox([Time(1, True), Time(2, False), Time(3, True)], [[0.0], [0.0], [0.0]])


def test_after_a_recurrence_only_those_watched_beyond_it_count(course: Course) -> None:
    values = course.numbers["gbsg2-after-recurrence"].values
    found = after_recurrence(women())
    assert len(found) == int(values["women"].value)
    assert sum(time.event for _woman, time in found) == int(values["deaths"].value)
    died_first = [w for w in women() if w.died_without_recurrence]
    same_day = [w for w in women() if w.event and w.days_alive == w.days and not w.died]
    assert len(died_first) == int(values["died-first"].value)
    assert len(same_day) == int(values["same-day"].value)
    events = int(course.numbers["gbsg2-data"].values["events"].value)
    assert len(found) + len(died_first) + len(same_day) == events


def same(value: Value, share: float, low: float, high: float) -> None:
    assert value.interval
    told = tuple(float(part) for part in (value.value, *value.interval))
    assert told == (share, low, high), value.label


def test_what_the_course_states_of_five_years_is_in_the_data(
    course: Course, all_splits: dict[str, Split]
) -> None:
    values = course.numbers["gbsg2-five-years"].values
    five = float(values["years"].value)

    def holds(name: str, some: Sequence[Woman]) -> None:
        point = curve(recurrence_free(some)).at(five)
        same(values[name], percent(point.share), percent(point.low), percent(point.high))

    holds("all", women())
    assert curve(recurrence_free(women())).at_risk(five) == int(values["at-risk"].value)
    for group in all_splits["nodes"].groups:
        holds(f"nodes-{group.id}", all_splits["nodes"].members(group, women()))
    oestrogen, progesterone = all_splits["oestrogen-receptor"], all_splits["progesterone-receptor"]
    for er in oestrogen.groups:
        those = oestrogen.members(er, women())
        holds(f"er-{er.id}", those)
        for pr in progesterone.groups:
            holds(f"pr-{pr.id}-er-{er.id}", progesterone.members(pr, those))


def test_the_hazard_ratios_that_the_course_states_are_in_the_data(
    course: Course, all_splits: dict[str, Split]
) -> None:
    values = course.numbers["gbsg2-ratios"].values

    def holds(name: str, *chosen: str) -> None:
        found = ratios([all_splits[id_] for id_ in chosen], women())
        ratio = next(r for (split, _group), r in found.items() if split == chosen[0])
        same(values[name], round(ratio.value, 2), round(ratio.low, 2), round(ratio.high, 2))

    holds("er-alone", "oestrogen-receptor")
    holds("er-with-pr", "oestrogen-receptor", "progesterone-receptor")
    holds("hormone-alone", "hormone-therapy")
    holds("hormone-with-age", "hormone-therapy", "age")
    older = int(course.numbers["gbsg2-groups"].values["age-older"].value)
    for name, therapy in (("with", True), ("without", False)):
        those = [w for w in women() if w.hormone_therapy is therapy]
        assert len(those) == int(values[name].value)
        assert sum(w.age >= older for w in those) == int(values[f"older-{name}"].value)


def test_what_the_course_states_after_a_recurrence_is_in_the_data(course: Course) -> None:
    numbers: NumberSet = course.numbers["gbsg2-after-recurrence"]
    border, after = (float(numbers.values[name].value) for name in ("border", "after"))
    early = [t for w, t in after_recurrence(women()) if w.days / YEAR < border]
    later = [t for w, t in after_recurrence(women()) if w.days / YEAR >= border]
    for name, times in (("early", early), ("later", later)):
        assert len(times) == int(numbers.values[name].value)
        point = curve(times).at(after)
        value = numbers.values[f"alive-{name}"]
        same(value, percent(point.share), percent(point.low), percent(point.high))
