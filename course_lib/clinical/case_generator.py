"""Make up a coherent case: a history drawn by chance, a short chart, and what a caller says.

What may be drawn together stands beside the phrases in data/case_phrases/; here is how it is drawn.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from course_lib.clinical.case import Case, FirstCancer, Found, Value
from course_lib.clinical.case_facts import facts_of
from course_lib.clinical.logic import Facts, Test, test_of
from course_lib.clinical.plan import planned_types
from course_lib.clinical.recurrence import classify
from course_lib.clinical.rulebook import Remembered, rulebook
from course_lib.content.case_phrases import FindingPhrases, Line, People, PlacePhrases, Saying
from course_lib.content.course import Course
from course_lib.content.findings import Finding

Difficulty = Literal[1, 2, 3]
DIFFICULTIES: tuple[Difficulty, ...] = (1, 2, 3)

BREAST = ("breast-upper-outer", "breast-upper-inner", "breast-lower-outer", "breast-lower-inner",
          "nipple")
WALL = ("chest-wall", "scar")
NODES = ("axilla", "infraclavicular", "supraclavicular", "internal-mammary")
ORGANS = ("bone", "bone", "liver", "lung", "brain")  # the skeleton is met most often


@dataclass(frozen=True)
class Area:
    """Places of which one is found, on the side of the first cancer or on the other."""

    places: tuple[str, ...]
    other_side: bool = False


@dataclass(frozen=True)
class Shape:
    """What a case is built on: where something is found, and what the first operation was."""

    areas: tuple[Area, ...]
    operation: Literal["lumpectomy", "mastectomy"] | None = None
    """None where either can be drawn."""
    nodes_removed: Literal["all", "some"] | None = None
    """None where either can be drawn."""


ONE_PLACE = (
    Shape((Area(BREAST),), "lumpectomy"),
    Shape((Area(WALL),), "mastectomy"),
    Shape((Area(NODES),), nodes_removed="some"),
    Shape((Area(ORGANS),)),
    Shape((Area(ORGANS),)),
    Shape((Area(BREAST, other_side=True),)),
)
SEVERAL_PLACES = (
    Shape((Area(BREAST), Area(NODES)), "lumpectomy", "some"),
    Shape((Area(WALL), Area(NODES)), "mastectomy", "some"),
    Shape((Area(NODES), Area(ORGANS)), nodes_removed="some"),
    Shape((Area(WALL), Area(ORGANS)), "mastectomy"),
    Shape((Area(ORGANS), Area(ORGANS))),
)
TO_ASK_ABOUT = (
    Shape((Area(BREAST),), "mastectomy"),
    Shape((Area(("chest-wall",)),), "lumpectomy"),
    Shape((Area(("axilla",)),), nodes_removed="all"),
    Shape((Area(("axilla",), other_side=True),)),
    Shape((Area(("neck-node",)),)),
    Shape((Area(BREAST, other_side=True), Area(ORGANS))),
)


@dataclass(frozen=True)
class Level:
    """How a difficulty is drawn; every number is a probability."""

    shapes: tuple[Shape, ...]
    known: float  # that the chart or the team tells a finding
    proven: float
    sign: float  # that the person has a given red flag
    changed: float  # that the return need not be like the first cancer
    gap: float  # that a side or the operation is missing


LEVELS: Mapping[Difficulty, Level] = {
    1: Level(ONE_PLACE, known=0.95, proven=0.92, sign=0.04, changed=0.0, gap=0.0),
    2: Level(ONE_PLACE + SEVERAL_PLACES, known=0.75, proven=0.75, sign=0.06, changed=0.2, gap=0.05),
    3: Level(SEVERAL_PLACES + TO_ASK_ABOUT, known=0.65, proven=0.7, sign=0.14, changed=0.7,
             gap=0.08),
}
RARER = 3
ANSWERED = 0.95  # the person can answer nearly every question
TOLD_UNASKED: Mapping[Difficulty, float] = {1: 1.0, 2: 0.5, 3: 0.0}


@dataclass(frozen=True)
class Sentence:
    """One sentence of a made-up case, and the finding or place it tells."""

    about: str
    text: str


@dataclass(frozen=True)
class MadeUp:
    """A case that chance has made up, as it is written down and told."""

    difficulty: Difficulty
    case: Case
    name: str
    age: int
    chart: tuple[Sentence, ...]
    call: tuple[Sentence, ...]
    """What the caller says unasked."""
    replies: tuple[Sentence, ...]
    """What the person says when asked, each about one finding."""


class CaseGenerator:
    """Makes up cases from the findings and phrases of one course."""

    def __init__(self, course: Course) -> None:
        self.course = course
        phrases = course.case_phrases.values()
        self._findings = [r for r in phrases if isinstance(r, FindingPhrases)]
        self._places = {r.place: r for r in phrases if isinstance(r, PlacePhrases)}
        self._lines = {str(r.id): r.phrases for r in phrases if isinstance(r, Line)}
        self._people = {r.sex: r for r in phrases if isinstance(r, People)}
        self._tests: dict[tuple[str, str], Test] = {
            (record.id, key): test_of(saying.when, course.findings, course.numbers)
            for record in self._findings
            for key, saying in record.values.items() if saying.when
        }

        self._impossible: dict[str, list[Remembered]] = defaultdict(list)
        for test, _says, read in rulebook(course).impossible:
            for id_ in read:
                self._impossible[id_].append(test)

    def make(self, difficulty: Difficulty, chance: random.Random) -> MadeUp:
        """Return a case; the same state of `chance` gives the same case."""
        drawing = _Drawing(difficulty, LEVELS[difficulty], chance)
        case = drawing.places()
        facts = self._facts(case, drawing)
        findings = {
            id_: value for id_, value in facts.items() if not self.course.findings[id_].derived
        }
        return self._written(case.model_copy(update={"findings": findings}), facts, drawing)

    def _facts(self, case: Case, drawing: "_Drawing") -> dict[str, Value]:
        """Draw the findings in the order of the phrases, each so that it fits those before it."""
        answer = classify(case, self.course)
        types = planned_types(answer)
        facts = facts_of(case, answer, self.course)
        alone = len(case.found) == 1
        for record in self._findings:
            finding = self.course.findings[record.id]
            if finding.derived or (record.types and not set(types).intersection(record.types)):
                continue
            options = [
                (value, saying) for value, saying in drawing.values(finding, record)
                if (alone or not saying.alone) and self._fits(record.id, value, saying, facts)
            ]
            value = drawing.value(finding, record, options, facts, self._is_sign(finding))
            if value is not None:
                facts[record.id] = value
        return facts

    def _fits(self, id_: str, value: Value, saying: Saying, facts: Facts) -> bool:
        test = self._tests.get((id_, key_of(self.course.case_phrases[id_], value)))
        if test and test.truth(facts) is not True:
            return False
        impossible = self._impossible.get(id_)
        if not impossible:
            return True
        drawn = {**facts, id_: value}
        return not any(one.truth(drawn) for one in impossible)

    def _is_sign(self, finding: Finding) -> bool:
        """Tell whether a yes would be news from the person that nobody may overlook."""
        return finding.group == "red flags" and finding.ask == "the person" and (
            finding.kind == "yes or no"
        )

    def _written(self, case: Case, facts: Facts, drawing: "_Drawing") -> MadeUp:
        people = self._people["man" if facts["sex"] == "man" else "woman"]
        ages = people.ages_at(facts.get("menopause"))
        name, age = drawing.one(people.names), drawing.chance.randint(ages.low, ages.high)
        pen = _Pen(drawing, name, age)
        chart, replies = self._findings_told(facts, pen)
        call = [pen.write("call-begins", self._lines["call-begins"])]
        call += [
            pen.write(found.place, self._places[found.place].tells, found.side)
            for found in case.found
        ]
        signs = [
            reply for reply in replies
            if self._is_sign(self.course.findings[reply.about]) and facts[reply.about] is True
        ]
        if drawing.chance.random() < TOLD_UNASKED[drawing.difficulty]:
            call += signs
        person, others = chart[:1], chart[1:]
        return MadeUp(
            drawing.difficulty, case, name, age,
            (*person, *self._first(case.first, pen), *self._found(case, pen), *others),
            tuple(call), tuple(replies),
        )

    def _findings_told(
        self, facts: Facts, pen: "_Pen"
    ) -> tuple[list[Sentence], list[Sentence]]:
        """Return what the chart says of the findings, the person first, and what is replied."""
        chart: list[Sentence] = []
        replies: list[Sentence] = []
        for record in self._findings:
            finding = self.course.findings[record.id]
            if record.id not in facts or finding.derived:
                continue
            value = facts[record.id]
            saying = record.values[key_of(record, value)]
            number = "" if isinstance(value, bool | str) else finding.with_unit(f"{value:g}")
            words = finding.words(value)
            told = pen.write(record.id, saying.says, number=number, words=words)
            (replies if finding.ask == "the person" else chart).append(told)
        return chart, replies

    def _first(self, first: FirstCancer, pen: "_Pen") -> list[Sentence]:
        line = "first-side" if first.side else "first-side-unknown"
        told = [pen.write(line, self._lines[line], first.side)]
        if first.operation:
            told.append(pen.write("operation", self._says("operation", first.operation)))
        else:
            told.append(pen.write("operation-unknown", self._lines["operation-unknown"]))
        if first.armpit_nodes.removed:
            left = "no" if first.armpit_nodes.removed == "all" else "yes"
            told.append(pen.write("armpit-nodes-left", self._says("armpit-nodes-left", left)))
        return told

    def _found(self, case: Case, pen: "_Pen") -> list[Sentence]:
        told = []
        for found in case.found:
            phrases = self._places[found.place]
            says = phrases.proven if found.proven else phrases.suspected
            told.append(pen.write(found.place, says, found.side))
            told += [pen.write(line, self._lines[line]) for line in self._details(found)]
        return told

    def _details(self, found: Found) -> list[str]:
        unsided = self.course.sites[found.place].paired and found.side is None
        compared: dict[bool | None, str] = {True: "same-tissue", False: "other-tissue"}
        near: dict[bool | None, str] = {True: "near-first", False: "far-from-first"}
        said = {"recurrence": "team-recurrence", "new primary": "team-new-primary"}
        lines = [
            "found-side-unknown" if unsided else None,
            compared.get(found.same_histology),
            near.get(found.near_tumour_bed),
            said.get(found.team_says or ""),
            f"depth-{found.depth.replace(' ', '-')}" if found.depth else None,
        ]
        return [line for line in lines if line]

    def _says(self, finding: str, value: str) -> tuple[str, ...]:
        record = self.course.case_phrases[finding]
        assert isinstance(record, FindingPhrases)
        return record.values[value].says


@dataclass(frozen=True)
class _Drawing:
    """Chance at one difficulty."""

    difficulty: Difficulty
    level: Level
    chance: random.Random

    def one(self, several: tuple[str, ...]) -> str:
        return self.chance.choice(several)

    def happens(self, probability: float) -> bool:
        return self.chance.random() < probability

    def places(self) -> Case:
        """Draw the first cancer and the places where something is found."""
        shape = self.chance.choice(self.level.shapes)
        side = self.chance.choice(("left", "right"))
        operation = shape.operation or self.chance.choice(("lumpectomy", "mastectomy"))
        unsaid = self.happens(self.level.gap) and operation == shape.operation
        found: list[Found] = []
        for area in shape.areas:
            taken = {f.place for f in found}
            place = self.chance.choice([p for p in area.places if p not in taken])
            found.append(self._found(place, area, side, operation, alone=len(shape.areas) == 1))
        removed = shape.nodes_removed or self.chance.choice(("some", "some", "all", None))
        if any(f.place == "axilla" for f in found) and shape.nodes_removed is None:
            removed = "some"
        first = {
            "side": None if self.happens(self.level.gap) else side,
            "operation": None if unsaid else operation,
            "armpit_nodes": {"removed": removed},
        }
        return Case.model_validate({"first": first, "found": found})

    def _found(
        self, place: str, area: Area, side: str, operation: str | None, *, alone: bool
    ) -> Found:
        facts: dict[str, Any] = {"place": place, "proven": self.happens(self.level.proven) or None}
        if place not in ORGANS:
            other = {"left": "right", "right": "left"}[side]
            facts["side"] = other if area.other_side else side
            if self.happens(self.level.gap):
                facts["side"] = None
        if not facts["proven"]:
            return Found.model_validate(facts)
        if place in BREAST and area.other_side:
            if not alone and self.happens(0.5):
                facts["team_says"] = "new primary"
        elif place in BREAST and operation == "lumpectomy":
            facts |= self._compared()
        elif place == "chest-wall" and operation == "lumpectomy" and self.happens(0.5):
            facts["depth"] = self.chance.choice(("breast", "chest wall"))
        return Found.model_validate(facts)

    def _compared(self) -> dict[str, Any]:
        """Draw how far the pathologist and the team have come with a cancer in the same breast."""
        same = self.happens(0.75)
        if not self.happens(self.level.known):
            return {}
        facts: dict[str, Any] = {"same_histology": same}
        if same and self.happens(self.level.known):
            facts["near_tumour_bed"] = True
        if self.happens(self.level.known):
            facts["team_says"] = "recurrence" if same else "new primary"
        return facts

    def values(
        self, finding: Finding, record: FindingPhrases
    ) -> list[tuple[Value, Saying]]:
        """Return each value that can be drawn, of a number one in each band."""
        drawn: list[tuple[Value, Saying]] = []
        for key, saying in record.values.items():
            if finding.kind == "yes or no":
                drawn.append((key == "yes", saying))
            elif saying.low is None or saying.high is None or finding.step is None:
                drawn.append((key, saying))
            else:
                steps = self.chance.randint(0, round((saying.high - saying.low) / finding.step))
                drawn.append((round(saying.low + steps * finding.step, 6), saying))
        return drawn

    def value(
        self, finding: Finding, record: FindingPhrases, options: list[tuple[Value, Saying]],
        facts: Facts, is_sign: bool,
    ) -> Value | None:
        """Return the value of a finding, or None where it stays unknown."""
        by_value = dict(options)
        known = ANSWERED if finding.ask == "the person" else self.level.known
        if finding.id == "sex":
            known = 1.0  # every chart says so
        if not self.happens(known) or not by_value:
            return None
        if is_sign and True in by_value:
            # A sign that counts only with a certain drug would else hardly ever be met.
            rarer = RARER if by_value[True].when else 1
            return self.happens(self.level.sign * rarer) if False in by_value else None
        before = facts.get(record.like) if record.like else None
        if before in by_value and not self.happens(self.level.changed):
            return before
        weights = [saying.often for saying in by_value.values()]
        return self.chance.choices(list(by_value), weights)[0]


@dataclass
class _Pen:
    """Writes phrases about one person."""

    drawing: _Drawing
    name: str
    age: int

    def write(
        self, about: str, phrases: tuple[str, ...], side: str | None = None, *,
        number: str = "", words: str = "",
    ) -> Sentence:
        text = sided(self.drawing.one(phrases), side)
        for what, put in (("<name>", self.name), ("<age>", str(self.age)), ("<number>", number),
                          ("<words>", words)):
            text = text.replace(what, put)
        return Sentence(about, text)


def sided(phrase: str, side: str | None) -> str:
    """Return `phrase` with its side, or worded so that it names none."""
    if side:
        return phrase.replace("<side>", side)
    return phrase.replace("the <side> side", "one side").replace("<side> ", "")


def key_of(record: object, value: Value) -> str:
    """Return under which key the phrases of a value stand; a number stands in its band."""
    assert isinstance(record, FindingPhrases)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return next(
        key for key, saying in record.values.items()
        if saying.low is not None and saying.high is not None and saying.low <= value <= saying.high
    )
