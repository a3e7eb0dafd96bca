"""Every case that chance makes up is coherent, told as it is, and can be worked through."""

import random
import re
from collections import Counter
from collections.abc import Iterator

import pytest

from course_lib.clinical.case_facts import facts_of
from course_lib.clinical.case_generator import (
    DIFFICULTIES,
    CaseGenerator,
    Difficulty,
    MadeUp,
    key_of,
    sided,
)
from course_lib.clinical.case_steps import NOTHING, all_right, handled, worked
from course_lib.clinical.clinic import Step, best, mark
from course_lib.clinical.plan import plan
from course_lib.clinical.recurrence import Type, classify
from course_lib.content.case_phrases import (
    FindingPhrases,
    Line,
    People,
    PlacePhrases,
    Saying,
)
from course_lib.content.course import Course

CASES = 600
GENDERED = re.compile(r"\b(he|she|him|her|hers|his|himself|herself)\b", re.IGNORECASE)
BLAME = re.compile(
    r"\b(fault|blame\w*|careless\w*|complain\w*|refus\w*|fail\w*|den(?:y|ied|ies)|neglect\w*|"
    r"should have|too late|non-complian\w*|claims to|admits?)\b", re.IGNORECASE)


def made_up_cases(course: Course, count: int, seed: int = 7) -> Iterator[MadeUp]:
    generator, chance = CaseGenerator(course), random.Random(seed)
    for index in range(count):
        yield generator.make(DIFFICULTIES[index % len(DIFFICULTIES)], chance)


def text_of(case: MadeUp) -> str:
    return " ".join(s.text for s in (*case.chart, *case.call, *case.replies))


def wrong_answer(step: Step) -> set[str]:
    """Everything that should be left, and nothing that should be chosen."""
    return {option.id for option in step.options if option.fit not in {"must", "may"}}


@pytest.fixture(scope="module")
def many_cases(course: Course) -> list[MadeUp]:
    return list(made_up_cases(course, 1000, seed=12))


class TestEveryCase:
    """Walks once through many cases; what does not hold of one is told with its chart."""

    def test_is_coherent_told_as_it_is_and_can_be_worked_through(
        self, lasting_course: Course, capsys: pytest.CaptureFixture[str]
    ) -> None:
        course = lasting_course
        types: Counter[str] = Counter()
        speeds: Counter[str] = Counter()
        chance = random.Random(8)
        for case in made_up_cases(course, CASES):
            answer = plan(case.case, course)  # no ContradictionError
            types[answer.type] += 1
            tells_each_finding_once_and_as_it_is(case, course)
            reads_well(text_of(case))
            for step in worked(case, course, chance).steps:
                can_be_answered(step)
                if step.stage == "escalate":
                    speeds[best(step)[0]] += 1
        with capsys.disabled():
            print(f"\nmade up: {CASES} cases, {dict(types)}, {dict(speeds)}")
        assert set(types) == set(Type)
        assert set(speeds) == {"emergency-now", "same-day", "this-week"}


def tells_each_finding_once_and_as_it_is(case: MadeUp, course: Course) -> None:
    """Each finding has one sentence, which is a phrase of its own value and of no other."""
    facts = facts_of(case.case, classify(case.case, course), course)
    told = [s for s in (*case.chart, *case.replies) if s.about in case.case.findings]
    assert Counter(s.about for s in told) == Counter(list(case.case.findings))
    for sentence in told:
        record = course.case_phrases[sentence.about]
        assert isinstance(record, FindingPhrases)
        right = key_of(record, facts[sentence.about])
        meant = {
            key for key, saying in record.values.items()
            for phrase in saying.says if fits(phrase, sentence.text)
        }
        number = record.values[right].low is not None
        words = any("<words>" in phrase for phrase in record.values[right].says)
        assert right in meant, sentence
        assert meant == {right} or number or words, sentence
    for sentence in case.call:  # what is said unasked is what would be replied
        if sentence.about in case.case.findings:
            assert sentence in case.replies
    assert [s.about for s in case.chart if s.about in course.sites] == [
        found.place for found in case.case.found
    ]


def fits(phrase: str, text: str) -> bool:
    pattern = re.escape(phrase)
    for part in ("<name>", "<age>", "<number>", "<words>"):
        pattern = pattern.replace(re.escape(part), "(.+)")
    return re.fullmatch(pattern, text) is not None


def reads_well(text: str) -> None:
    assert not re.search(r"[<>{}]|  | [.,]|\.\.|\bNone\b", text), text
    assert not re.search(r"\ba [aeio]\w+", text), text
    assert not GENDERED.search(text), text
    assert not BLAME.search(text), text


def can_be_answered(step: Step) -> None:
    """What is right gives full marks; leaving it, or everything at once, does not."""
    right = best(step)
    assert right, step
    assert all_right(step, right)
    assert handled(step, right)[0] == handled(step, right)[1]
    assert not all_right(step, ())
    wrong = wrong_answer(step)
    if wrong:
        assert not all_right(step, wrong if step.several else {next(iter(wrong))}), step
    if step.several and wrong:
        everything = {option.id for option in step.options}
        assert not all_right(step, everything), step
    assert all(option.reason for option in step.options)
    texts = [option.text for option in step.options]
    assert len(set(texts)) == len(texts), texts
    assert [m.kind for m in mark(step, right)] == ["well"] * len(right)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_same_chance_makes_up_the_same_case(difficulty: Difficulty, course: Course) -> None:
    first, second = (CaseGenerator(course).make(difficulty, random.Random("9")) for _ in range(2))
    assert first == second
    assert worked(first, course, random.Random(1)) == worked(second, course, random.Random(1))


def test_a_plain_case_has_one_place_and_a_return_like_the_first_cancer(course: Course) -> None:
    generator, chance = CaseGenerator(course), random.Random(3)
    for _ in range(200):
        case = generator.make(1, chance).case
        assert len(case.found) == 1
        first, now = case.findings.get("receptors-first"), case.findings.get("receptors-now")
        assert first is None or now in {None, first}


def test_a_hard_case_is_one_to_ask_about_in_several_ways(course: Course) -> None:
    generator, chance = CaseGenerator(course), random.Random(3)
    cases = [generator.make(3, chance).case for _ in range(300)]
    plans = [plan(case, course) for case in cases]
    assert sum(answer.type is Type.CANNOT_TELL for answer in plans) > 30
    assert sum(bool(answer.emergencies) for answer in plans) > 100
    assert any("receptors-lost" in {w.id for w in answer.warnings} for answer in plans)
    assert any(len(case.found) > 1 for case in cases)


def test_a_harder_case_tells_less_unasked_and_leaves_more_open(course: Course) -> None:
    generator, chance = CaseGenerator(course), random.Random(3)
    known = {
        level: sum(len(generator.make(level, chance).case.findings) for _ in range(200))
        for level in DIFFICULTIES
    }
    assert known[1] > known[2] > known[3]
    asked = [generator.make(3, chance) for _ in range(100)]
    assert all(s.about not in case.case.findings for case in asked for s in case.call)


def test_men_are_met_and_never_asked_about_the_menopause(many_cases: list[MadeUp]) -> None:
    men = [c.case for c in many_cases if c.case.findings["sex"] == "man"]
    assert len(men) > 100
    for case in men:
        assert not {"menopause", "pregnant", "could-have-children"} & set(case.findings)


@pytest.mark.parametrize(
    ("finding", "value", "needs"),
    [
        ("on-tamoxifen", True, ("endocrine-before", {True})),
        ("on-deruxtecan", True, ("line", {"next", "later"})),
        ("on-chemotherapy", True, ("chemotherapy-lines", {"fewer", "several", "more"})),
        ("clot-signs", True, ("on-tamoxifen", {True})),
        ("pregnant", True, ("menopause", {"before"})),
    ],
)
def test_what_one_finding_needs_is_drawn_before_it(
    many_cases: list[MadeUp], finding: str, value: bool, needs: tuple[str, set[object]]
) -> None:
    met = 0
    for case in many_cases:
        if case.case.findings.get(finding) == value:
            met += 1
            assert case.case.findings[needs[0]] in needs[1]
    assert met


def test_a_fever_or_shivers_are_only_told_where_the_rules_have_an_answer(
    course: Course, many_cases: list[MadeUp]
) -> None:
    limit = float(course.numbers["fever-phone-cdc"].values["phone"].value)
    told = [case.case.findings for case in many_cases]
    fevers = [f for f in told if float(f.get("temperature", 0)) >= limit]
    unwell = [f for f in told if f.get("unwell")]
    assert fevers
    assert unwell
    assert all(f.get("on-chemotherapy") or f.get("on-deruxtecan") for f in (*fevers, *unwell))


def test_an_age_fits_what_is_known_of_the_menopause(many_cases: list[MadeUp]) -> None:
    for case in many_cases:
        if case.case.findings.get("menopause") == "before":
            assert case.age < 50
        if case.case.findings.get("menopause") == "after":
            assert case.age > 50


def test_where_nothing_is_missing_nothing_is_the_answer(course: Course) -> None:
    seen: set[bool] = set()
    for case in made_up_cases(course, 60):
        step = next(s for s in worked(case, course, random.Random(1)).steps if s.stage == "first")
        whole = not plan(case.case, course).provisional
        seen.add(whole)
        assert (NOTHING in best(step)) == whole
    assert seen == {True, False}


def phrases_of(course: Course) -> Iterator[tuple[str, str]]:
    """Every template with every value it can be written with."""
    for record in course.case_phrases.values():
        match record:
            case FindingPhrases():
                for key, saying in record.values.items():
                    for phrase in saying.says:
                        for written in _written(record, key, saying, phrase, course):
                            yield record.id, written
            case PlacePhrases():
                for phrase in (*record.proven, *record.suspected, *record.tells):
                    for side in ("left", "right", None):
                        yield record.id, sided(phrase, side)
            case Line():
                for phrase in record.phrases:
                    for name in ("Anna", "Ursula"):
                        for side in ("left", "right"):
                            yield record.id, sided(phrase.replace("<name>", name), side)


def _written(
    record: FindingPhrases, key: str, saying: Saying, phrase: str, course: Course
) -> Iterator[str]:
    finding = course.findings[record.id]
    words = "" if finding.kind == "number" else finding.words(
        key == "yes" if finding.kind == "yes or no" else key)
    numbers = [""] if saying.low is None else [
        finding.with_unit(f"{end:g}") for end in (saying.low, saying.high or 0)]
    for number in numbers:
        for age in ("29", "80"):
            yield (phrase.replace("<number>", number).replace("<words>", words)
                   .replace("<name>", "Anna").replace("<age>", age))


def test_every_phrase_is_a_whole_sentence_with_every_value(course: Course) -> None:
    written = list(phrases_of(course))
    assert len(written) > 250
    for id_, text in written:
        assert text[0].isupper(), (id_, text)
        assert text[-1] in ".?!", (id_, text)
        assert not re.search(r"\b1\s(months|metastases)", text), (id_, text)
        reads_well(text)


def test_the_person_says_i_and_the_chart_never_does(course: Course) -> None:
    for record in course.case_phrases.values():
        if isinstance(record, FindingPhrases):
            person = course.findings[record.id].ask == "the person"
            for saying in record.values.values():
                for phrase in saying.says:
                    first = re.search(r"\b(I|My|my)\b", phrase)
                    assert person or not first, phrase


def test_names_are_of_many_places_and_stand_once(course: Course) -> None:
    groups = [r for r in course.case_phrases.values() if isinstance(r, People)]
    names = [name for group in groups for name in group.names]
    assert len(set(names)) == len(names) > 50
    assert len({name[0] for name in names}) > 15


@pytest.mark.parametrize(
    "text",
    ["She has a lump.", "A  lump.", "A a oestrogen receptor.", "The <side> armpit.",
     "It is your fault.", "A lump ."],
)
def test_what_does_not_read_well_is_noticed(text: str) -> None:
    with pytest.raises(AssertionError):
        reads_well(text)
