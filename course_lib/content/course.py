"""Everything in data/ as one frozen whole, read once and checked across its parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter, ValidationError

from course_lib.content.asks import Ask
from course_lib.content.case_phrases import CasePhrases
from course_lib.content.cases import WrittenCase
from course_lib.content.claims import Claim
from course_lib.content.conversations import Conversation
from course_lib.content.cross_check import problems_between
from course_lib.content.disagreements import Disagreement
from course_lib.content.drills import Drill
from course_lib.content.examinations import Examination
from course_lib.content.findings import Finding
from course_lib.content.glossary import Term
from course_lib.content.handovers import Handover
from course_lib.content.hidden_cells import HiddenCells
from course_lib.content.lessons import Lesson
from course_lib.content.mending import problems_of
from course_lib.content.numbers import NumberSet
from course_lib.content.numbers_in_text import FilledText, bare_digits, fill_numbers
from course_lib.content.pathology import ThenAndNow
from course_lib.content.problem import ContentError, Problem
from course_lib.content.questions import Question, Retired
from course_lib.content.record import Record
from course_lib.content.rules import Rule
from course_lib.content.sign_offs import SignOffRecord, digest
from course_lib.content.sites import Site
from course_lib.content.sources import Source
from course_lib.content.starts import Start
from course_lib.content.survivors import Survivor
from course_lib.content.suspicions import Suspicion
from course_lib.content.symptoms import Symptom
from course_lib.content.teachings import Teaching
from course_lib.content.tell_backs import Jargon, TellBack
from course_lib.content.types import TypeInWords
from course_lib.content.yaml_file import YamlFile, read_yaml
from course_lib.language import _

ROOT = Path(__file__).parents[2]

# Each collection is one file data/NAME.yaml or the files of one folder data/NAME/.
COLLECTIONS: dict[str, TypeAdapter[Any]] = {
    "numbers": TypeAdapter(NumberSet),
    "sources": TypeAdapter(Source),
    "claims": TypeAdapter(Claim),
    "disagreements": TypeAdapter(Disagreement),
    "sites": TypeAdapter(Site),
    "types": TypeAdapter(TypeInWords),
    "asks": TypeAdapter(Ask),
    "symptoms": TypeAdapter(Symptom),
    "findings": TypeAdapter(Finding),
    "rules": TypeAdapter(Rule),
    "starts": TypeAdapter(Start),
    "case_phrases": TypeAdapter(CasePhrases),
    "survivors": TypeAdapter(Survivor),
    "drills": TypeAdapter(Drill),
    "examinations": TypeAdapter(Examination),
    "suspicions": TypeAdapter(Suspicion),
    "pathology": TypeAdapter(ThenAndNow),
    "pictures": TypeAdapter(HiddenCells),
    "conversations": TypeAdapter(Conversation),
    "tell_backs": TypeAdapter(TellBack),
    "jargon": TypeAdapter(Jargon),
    "handovers": TypeAdapter(Handover),
    "teachings": TypeAdapter(Teaching),
    "cases": TypeAdapter(WrittenCase),
    "glossary": TypeAdapter(Term),
    "lessons": TypeAdapter(Lesson),
    "questions": TypeAdapter(Question),
    "retired": TypeAdapter(Retired),
    "sign_offs": TypeAdapter(SignOffRecord),
}

# Everything that is written in the course is for a clinician to judge; a retired question is not
# in it any more.
JUDGED = tuple(name for name in COLLECTIONS if name not in {"retired", "sign_offs"})

# What names no number in a text: the numbers themselves, what was asked once, who signed off.
UNFILLED = ("numbers", "retired", "sign_offs")


@dataclass(frozen=True)
class Course:
    """All records by id, in the order of their files."""

    numbers: Mapping[str, NumberSet]
    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    disagreements: Mapping[str, Disagreement]
    sites: Mapping[str, Site]
    types: Mapping[str, TypeInWords]
    asks: Mapping[str, Ask]
    symptoms: Mapping[str, Symptom]
    findings: Mapping[str, Finding]
    rules: Mapping[str, Rule]
    starts: Mapping[str, Start]
    case_phrases: Mapping[str, CasePhrases]
    survivors: Mapping[str, Survivor]
    drills: Mapping[str, Drill]
    examinations: Mapping[str, Examination]
    suspicions: Mapping[str, Suspicion]
    pathology: Mapping[str, ThenAndNow]
    pictures: Mapping[str, HiddenCells]
    conversations: Mapping[str, Conversation]
    tell_backs: Mapping[str, TellBack]
    jargon: Mapping[str, Jargon]
    handovers: Mapping[str, Handover]
    teachings: Mapping[str, Teaching]
    cases: Mapping[str, WrittenCase]
    glossary: Mapping[str, Term]
    lessons: Mapping[str, Lesson]
    questions: Mapping[str, Question]
    retired: Mapping[str, Retired]
    sign_offs: Mapping[str, SignOffRecord]
    numbers_in: Mapping[tuple[str, str], frozenset[str]]
    """The number sets that the text of a record names, by collection and record id."""
    places: Mapping[tuple[str, str], tuple[str, int]]
    """The file and line where a record begins, by collection and record id."""

    def place(self, collection: str, id_: str) -> tuple[str, int]:
        """Return the file and line where a record begins."""
        return self.places[collection, id_]

    def records(self) -> Iterator[tuple[str, str, Record]]:
        """Yield collection, id and record of everything that is for a clinician to judge."""
        for collection in JUDGED:
            for id_, record in getattr(self, collection).items():
                yield collection, id_, record

    def signed_off(self, collection: str, record_id: str) -> SignOffRecord | None:
        """Return the sign-off of a record, or None where nobody has judged its text of today."""
        sign_off = self.sign_offs.get(f"{collection}-{record_id}")
        return sign_off if sign_off and self._holds(sign_off) else None

    def lapsed(self) -> tuple[SignOffRecord, ...]:
        """Return the sign-offs whose text has changed since."""
        return tuple(sign for sign in self.sign_offs.values() if not self._holds(sign))

    def sign_off_line(self) -> str:
        """Return the one sentence that every page shows: who has judged the course so far."""
        valid = len(self.sign_offs) - len(self.lapsed())
        if not valid:
            return _("Not yet signed off by an oncology clinician.")
        total = sum(len(getattr(self, collection)) for collection in JUDGED)
        return _("Signed off by clinicians so far: {n} of {all} texts.").format(n=valid, all=total)

    def _holds(self, sign_off: SignOffRecord) -> bool:
        return digest(getattr(self, sign_off.collection)[sign_off.record]) == sign_off.digest


def load_course(root: Path = ROOT) -> Course:
    """Read and check `root`/data; raises ContentError with every problem found."""
    return Reading(root).course()


@cache
def this_course() -> Course:
    """Return the course that belongs to this code, read once; raises ContentError."""
    return load_course()


@dataclass
class Reading:
    """One pass over data/: collects every problem before anybody is told."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, str], tuple[YamlFile, int]] = field(default_factory=dict)
    numbers_in: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def course(self) -> Course:
        """Return the whole; raises ContentError with every problem found."""
        self._refuse_unread_files()
        found: dict[str, dict[str, Any]] = {}
        for name in COLLECTIONS:
            found[name] = self._collection(name, found.get("numbers", {}))
        course = Course(
            **{name: MappingProxyType(records) for name, records in found.items()},
            numbers_in=MappingProxyType(self.numbers_in),
            places=MappingProxyType(
                {key: (file.name, line) for key, (file, line) in self.places.items()}
            ),
        )
        for blame in problems_between(course):
            self._blame(*blame)
        if self.problems:
            raise ContentError(self.problems)
        return course

    def _files(self, name: str) -> list[Path]:
        data = self.root / "data"
        folder = data / name
        return sorted(folder.glob("*.yaml")) if folder.is_dir() else [data / f"{name}.yaml"]

    def _refuse_unread_files(self) -> None:
        read = {path for name in COLLECTIONS for path in self._files(name)}
        for path in sorted((self.root / "data").rglob("*")):
            if path.is_file() and path not in read:
                self._say(path, 0, "Nothing reads this file.", "Remove it, or name it as the "
                          "README's table does (.yaml, in the folder of its kind).")

    def _collection(self, name: str, numbers: Mapping[str, NumberSet]) -> dict[str, Any]:
        records: dict[str, Any] = {}
        files = self._files(name)
        if not files:
            self._say(self.root / "data" / name, 0, "The folder holds no .yaml file.",
                      "Put the files back.")
        for path in files:
            try:
                file = read_yaml(path, self._name(path))
            except ContentError as error:
                self.problems += error.problems
                continue
            if not isinstance(file.data, list):
                self._say(path, 1, "The file is not a list.",
                          "Begin each record with “- id: …” at the margin.")
                continue
            for index, raw in enumerate(file.data):
                self._record(name, file, index, raw, numbers, records)
        return records

    def _record(
        self,
        name: str,
        file: YamlFile,
        index: int,
        raw: object,
        numbers: Mapping[str, NumberSet],
        records: dict[str, Any],
    ) -> None:
        line = file.line((index,))
        filled = FilledText(raw) if name in UNFILLED else fill_numbers(raw, numbers)
        for path, what in filled.unknown:
            self.problems.append(
                Problem(file.name, file.line((index, *path)), what,
                        "Name a set and a value of data/numbers as {set.value}.")
            )
        if name in {"claims", "rules"}:
            self._refuse_bare_digits(file, index)
        try:
            record = COLLECTIONS[name].validate_python(filled.data)
        except ValidationError as error:
            self.problems += problems_of(error, file, index)
            return
        if record.id in records:
            first_file, first_line = self.places[name, record.id]
            self.problems.append(
                Problem(file.name, line, f"The id “{record.id}” is already used in "
                        f"{first_file.name}:{first_line}.", "Give this record an id of its own.")
            )
            return
        records[record.id] = record
        self.places[name, record.id] = (file, line)
        self.numbers_in[name, record.id] = frozenset(filled.sets)

    def _refuse_bare_digits(self, file: YamlFile, index: int) -> None:
        place = (index, "says")
        says = _at(file.data, place) if place in file.lines else None
        bare = bare_digits(says) if isinstance(says, str) else ()
        if bare:
            self.problems.append(
                Problem(file.name, file.line(place),
                        f"The sentence holds a bare number: {', '.join(bare)}.",
                        "Put it into data/numbers with its citation, and name it as {set.value}.")
            )

    def _blame(
        self, name: str, id_: str, what: str, mend: str, looking_for: str | None
    ) -> None:
        file, line = self.places[name, id_]
        index = next(
            path[0] for path, at in file.lines.items() if len(path) == 1 and at == line
        )
        if looking_for is not None:
            line = _line_of_value(file, int(index), looking_for) or line
        self.problems.append(Problem(file.name, line, what, mend))

    def _say(self, path: Path, line: int, what: str, mend: str) -> None:
        self.problems.append(Problem(self._name(path), line, what, mend))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _line_of_value(file: YamlFile, index: int, value: str) -> int | None:
    for path, line in file.lines.items():
        if path[:1] == (index,) and _at(file.data, path) == value:
            return line
    return None


def _at(data: Any, path: tuple[str | int, ...]) -> object:
    for step in path:
        data = data[step]
    return data
