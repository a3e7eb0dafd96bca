"""Name the type of a recurrence from the first cancer's history and what is found now.

Plain decisions over data: what a place means, what a type means and what must be asked stand in
data/sites.yaml, data/types.yaml and data/asks.yaml; this module only decides which of them apply.
"""

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from course_lib.clinical.case import Case, FirstCancer, Found
from course_lib.content.asks import Ask
from course_lib.content.course import Course
from course_lib.content.sites import Reading
from course_lib.language import _


class Type(StrEnum):
    """The types, nearest first; their words stand in data/types.yaml under the same ids."""

    LOCAL_BREAST = "local-breast"
    LOCAL_CHEST_WALL = "local-chest-wall"
    REGIONAL = "regional"
    DISTANT = "distant"
    SEVERAL = "several"
    NEW_PRIMARY = "new-primary"
    CANNOT_TELL = "cannot-tell"


RECURRENCES = (Type.LOCAL_BREAST, Type.LOCAL_CHEST_WALL, Type.REGIONAL, Type.DISTANT)
SINGLE_TYPES = (*RECURRENCES, Type.NEW_PRIMARY)


class ContradictionError(ValueError):
    """Raised when a case contradicts itself; `sentences` names every contradiction."""

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(" ".join(sentences))


@dataclass(frozen=True)
class Reason:
    """One sentence of an explanation and the claims that carry it."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What one finding is, why, and what to ask; `leaning` is what an open answer points to.

    `provisional` means: true if the missing fact turns out as expected. `disputed` means: the
    sources part on it.
    """

    found: Found
    type: Type
    reasons: tuple[Reason, ...]
    asks: tuple[Ask, ...] = ()
    leaning: Type | None = None
    provisional: bool = False
    disputed: bool = False


@dataclass(frozen=True)
class Classification:
    """The type of the whole case with its reasons, what it is not, and what to ask first."""

    type: Type
    types: tuple[Type, ...]
    """Every type that is settled, nearest first."""
    farthest: Type | None
    """The farthest recurrence: it decides what treatment can aim for."""
    verdicts: tuple[Verdict, ...]
    cleared: tuple[Reason, ...]
    """The places that hold no cancer."""
    asks: tuple[Ask, ...]
    leaning: Type | None
    provisional: bool
    disputed: bool
    course: Course = field(repr=False, compare=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why each place is what it is, each reason once."""
        said = (reason for verdict in self.verdicts for reason in verdict.reasons)
        return tuple(dict.fromkeys((*said, *self.cleared)))

    @cached_property
    def is_not(self) -> tuple[Reason, ...]:
        """What each other type would have meant; an open case excludes nothing yet."""
        if not self.types:
            return ()
        possible = {*self.types, *(verdict.leaning for verdict in self.verdicts)}
        words = [self.course.types[type_] for type_ in SINGLE_TYPES if type_ not in possible]
        return tuple(
            Reason(
                _("Not “{name}”, which means: {means}.").format(
                    name=word.name.lower(), means=word.means
                ),
                word.claims,
            )
            for word in words
        )

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims behind the whole answer, each once."""
        named = [reason.claims for reason in (*self.reasons, *self.is_not)]
        named += [ask.claims for ask in self.asks]
        return tuple(dict.fromkeys(claim for claims in named for claim in claims))


def as_data(answer: Classification) -> dict[str, Any]:
    """Return the answer as plain data for JSON; records of the course stay records."""
    return {
        "type": answer.type, "types": answer.types, "farthest": answer.farthest,
        "verdicts": [asdict(verdict) for verdict in answer.verdicts],
        "reasons": [asdict(reason) for reason in answer.reasons],
        "is_not": [asdict(reason) for reason in answer.is_not],
        "asks": answer.asks, "leaning": answer.leaning, "provisional": answer.provisional,
        "disputed": answer.disputed, "claims": answer.claims,
    }


def classify(case: Case, course: Course) -> Classification:
    """Return the type of recurrence of `case`, with reasons, claims and what must be asked.

    Raises ContradictionError when the case contradicts itself or names a place that is not in
    data/sites.yaml. Sources of the logic: claims T1 to T14 and the claims of today beside them.
    """
    contradictions = _contradictions(case, course)
    if contradictions:
        raise ContradictionError(contradictions)
    cancers = [found for found in case.found if found.proven is not False]
    verdicts = tuple(
        _Judge(course, case.first, found, alone=len(cancers) == 1).verdict() for found in cancers
    )
    cleared = tuple(_cleared(course, found) for found in case.found if found.proven is False)
    return _whole(course, verdicts, cleared)


@dataclass
class _Judge:
    """Judge one finding: collect reasons and questions on the way to its type."""

    course: Course
    first: FirstCancer
    found: Found
    alone: bool
    reasons: list[Reason] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)

    def verdict(self) -> Verdict:
        site = self.course.sites[self.found.place]
        self._because(_("It was found here: {place}.").format(place=site.plain))
        if site.region == "organ":
            self._read(site.same_side)
            return self._far(disputed=False)
        if self.first.side is None:
            return self._open("which-side-first")
        if self.found.side is None:
            return self._open("which-side-found")
        same_side = self.found.side == self.first.side
        reading = site.same_side if same_side or site.other_side is None else site.other_side
        self._read(reading)
        match site.region:
            case "node":
                return self._node(reading, same_side)
            case "breast":
                return self._breast() if same_side else self._other_breast()
            case "scar":
                return self._scar() if same_side else self._open("scar-other-side")
            case _:
                return self._chest_wall() if same_side else self._open("chest-wall-other-side")

    def _far(self, disputed: bool) -> Verdict:
        if self.found.proven:
            return self._settled(Type.DISTANT, disputed=disputed)
        return self._open("prove-distant", Type.DISTANT, disputed=disputed)

    def _node(self, reading: Reading, same_side: bool) -> Verdict:
        if reading.reach != "regional":
            return self._far(disputed=reading.reach == "disputed")
        if self.found.place == "axilla" and self.first.armpit_nodes.removed == "all":
            self._ask("node-after-removal")
        return self._near(Type.REGIONAL)

    def _near(self, type_: Type, disputed: bool = False) -> Verdict:
        if not self.found.proven:
            self._ask("prove-near")
        return self._settled(type_, provisional=not self.found.proven, disputed=disputed)

    def _breast(self) -> Verdict:
        match self.first.operation:
            case None:
                return self._open("which-operation")
            case "lumpectomy":
                return self._same_breast()
        match self.found.explained_by:
            case None:
                return self._open("breast-after-mastectomy")
            case "wrong side":
                return self._open("correct-the-side")
            case "tissue left":
                return self._same_breast()
        if not self.found.proven:
            return self._open("prove-near", Type.LOCAL_CHEST_WALL)
        return self._settled(Type.LOCAL_CHEST_WALL)

    def _scar(self) -> Verdict:
        match self.first.operation:
            case None:
                return self._open("which-operation")
            case "lumpectomy":
                return self._same_breast()
        return self._near(Type.LOCAL_CHEST_WALL)

    def _chest_wall(self) -> Verdict:
        match self.first.operation:
            case None:
                return self._open("which-operation")
            case "mastectomy":
                return self._near(Type.LOCAL_CHEST_WALL)
        match self.found.depth:
            case None:
                return self._open("chest-wall-after-lumpectomy")
            case "breast":
                return self._same_breast()
        self._because(
            _("Most sources name the chest wall only after a mastectomy, one names it without."),
            "T3",
            "D1",
        )
        return self._near(Type.LOCAL_CHEST_WALL, disputed=True)

    def _other_breast(self) -> Verdict:
        if self.found.team_says == "recurrence":
            return self._open("other-breast-staging")
        if self.alone or self.found.team_says == "new primary":
            return self._near(Type.NEW_PRIMARY)
        return self._open("other-breast-with-others")

    def _same_breast(self) -> Verdict:
        """Recurrence or new primary: the pathologist's comparison and the team decide."""
        match self.found.team_says:
            case "recurrence":
                self._because(_("The team has concluded that it is a recurrence."))
                return self._settled(Type.LOCAL_BREAST)
            case "new primary":
                self._because(_("The team has concluded that it is a new primary."))
                return self._settled(Type.NEW_PRIMARY)
        if self.found.same_histology is None:
            if not self.found.proven:
                self._ask("prove-near")
            return self._open("compare-tissue", Type.LOCAL_BREAST)
        if self.found.same_histology:
            near = self._near_tumour_bed()
            if near is None:
                return self._open("how-near", Type.LOCAL_BREAST)
            if near:
                self._because(
                    _("The tissue looks the same and lies near the first tumour bed."),
                    "true-recurrence-near-tumour-bed",
                )
                self._ask("team-confirms")
                return self._settled(Type.LOCAL_BREAST, provisional=True)
        self._because(
            _("The tissue looks different, or lies away from the first tumour bed."),
            "true-recurrence-near-tumour-bed",
        )
        return self._open("team-confirms", Type.NEW_PRIMARY)

    def _near_tumour_bed(self) -> bool | None:
        if self.found.distance_cm is None:
            return self.found.near_tumour_bed
        limit = self.course.numbers["same-breast-md-anderson"].values["tumour-bed"].value
        return self.found.distance_cm <= float(limit)

    def _because(self, text: str, *claims: str) -> None:
        self.reasons.append(Reason(text, claims))

    def _read(self, reading: Reading) -> None:
        self._because(reading.why, *reading.claims)

    def _ask(self, id_: str) -> None:
        self.asks.append(self.course.asks[id_])

    def _settled(
        self, type_: Type, *, provisional: bool = False, disputed: bool = False
    ) -> Verdict:
        if type_ in (Type.LOCAL_BREAST, Type.LOCAL_CHEST_WALL) and self.first.operation:
            operation = {"lumpectomy": _("a lumpectomy"), "mastectomy": _("a mastectomy")}
            self._because(
                _("The first operation was {operation}.").format(
                    operation=operation[self.first.operation]
                )
            )
        return Verdict(
            self.found,
            type_,
            tuple(self.reasons),
            tuple(self.asks),
            provisional=provisional,
            disputed=disputed,
        )

    def _open(self, ask: str, leaning: Type | None = None, *, disputed: bool = False) -> Verdict:
        self._ask(ask)
        return Verdict(
            self.found,
            Type.CANNOT_TELL,
            tuple(self.reasons),
            tuple(self.asks),
            leaning=leaning,
            disputed=disputed,
        )


def _cleared(course: Course, found: Found) -> Reason:
    place = course.sites[found.place].plain
    return Reason(_("Tissue showed no cancer here: {place}.").format(place=place))


def _whole(
    course: Course, verdicts: tuple[Verdict, ...], cleared: tuple[Reason, ...]
) -> Classification:
    named = {verdict.type for verdict in verdicts}
    types = tuple(type_ for type_ in SINGLE_TYPES if type_ in named)
    recurrences = [type_ for type_ in types if type_ in RECURRENCES]
    leanings = {verdict.leaning for verdict in verdicts}
    single = types[0] if types else Type.CANNOT_TELL
    asks = {ask.id for verdict in verdicts for ask in verdict.asks}
    return Classification(
        type=Type.SEVERAL if len(types) > 1 else single,
        types=types,
        farthest=recurrences[-1] if recurrences else None,
        verdicts=verdicts,
        cleared=cleared,
        asks=tuple(ask for id_, ask in course.asks.items() if id_ in asks),
        leaning=next(iter(leanings)) if not types and len(leanings) == 1 else None,
        provisional=any(v.provisional or v.type is Type.CANNOT_TELL for v in verdicts),
        disputed=any(verdict.disputed for verdict in verdicts),
        course=course,
    )


def _contradictions(case: Case, course: Course) -> list[str]:
    said = [
        _("“{place}” is not a place this course knows; choose one of: {places}.").format(
            place=found.place, places=", ".join(course.sites)
        )
        for found in case.found
        if found.place not in course.sites
    ]
    if said:
        return said
    nodes = case.first.armpit_nodes
    left = {"all": "none", "some": "some", "none": "all"}
    if nodes.removed and nodes.still_there and left[nodes.removed] != nodes.still_there:
        said.append(
            _("The armpit nodes cannot be {removed} removed and {there} still there.").format(
                removed=nodes.removed, there=nodes.still_there
            )
        )
    for index, found in enumerate(case.found):
        said += _contradictions_of(found, case.first, course)
        for other in case.found[:index]:
            if (other.place, other.side) == (found.place, found.side):
                said.append(
                    _("“{place}” is named twice; write all that is known of it once.").format(
                        place=course.sites[found.place].name
                    )
                )
    if all(found.proven is False for found in case.found):
        said.append(
            _("Every place named was shown to hold no cancer, so there is no recurrence to name.")
        )
    return said


def _contradictions_of(found: Found, first: FirstCancer, course: Course) -> list[str]:
    said = []
    site = course.sites[found.place]
    if found.side and not site.paired:
        said.append(
            _("“{place}” is not counted by sides; leave its side out.").format(place=site.name)
        )
    if found.proven is False and (found.same_histology is not None or found.team_says is not None):
        said.append(
            _(
                "“{place}” is said to hold no cancer, and yet its cancer is compared with the "
                "first one."
            ).format(place=site.name)
        )
    if found.near_tumour_bed is not None and found.distance_cm is not None:
        limit = course.numbers["same-breast-md-anderson"].values["tumour-bed"]
        if (found.distance_cm <= float(limit.value)) != found.near_tumour_bed:
            said.append(
                _("“{place}” is said to be near and far from the first tumour at once.").format(
                    place=site.name
                )
            )
    same_breast = site.region == "breast" and found.side == first.side is not None
    if same_breast and first.operation == "lumpectomy" and found.explained_by == "tissue left":
        said.append(
            _("After a lumpectomy the breast is still there; “tissue left” speaks of a mastectomy.")
        )
    return said


def answered(case: Case, ask: Ask, index: int, answer: int) -> Case:
    """Return `case` with answer number `answer` to `ask` written into finding number `index`."""
    facts = ask.answers[answer].sets
    if ask.about == "first":
        first = FirstCancer.model_validate({**case.first.model_dump(), **facts})
        return case.model_copy(update={"first": first})
    found = tuple(
        Found.model_validate({**f.model_dump(), **facts}) if i == index else f
        for i, f in enumerate(case.found)
    )
    return case.model_copy(update={"found": found})
