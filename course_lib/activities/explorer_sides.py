"""Practice today and the documents side by side, treatment by treatment, with the differences."""

from collections import defaultdict
from typing import Literal, NamedTuple

from course_lib.activities.explorer_plan import cited
from course_lib.activities.plan_words import layers, roles, treatments
from course_lib.clinical.plan import Component, Plan
from course_lib.clinical.rulebook import ORDER
from course_lib.language import _, upper_first
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Card,
    Details,
    Entry,
    Heading,
    Paragraph,
)

Stance = Literal["considered", "depends", "against", "not considered"]
Difference = Literal["same", "today alone", "documents alone", "apart"]


class Pair(NamedTuple):
    """What each voice says of one kind of treatment in this case."""

    treatment: str
    today: tuple[Component, ...]
    sources: tuple[Component, ...]

    @property
    def difference(self) -> Difference:
        """Whether both voices take the same stand, or wait for the same answers."""
        today, sources = _stances(self.today), _stances(self.sources)
        if today == sources:
            return "same"
        if not sources:
            return "today alone"
        return "apart" if today else "documents alone"

    @property
    def silent(self) -> bool:
        """Tell whether neither voice has anything in favour or against in this case."""
        return not (_stances(self.today) or _stances(self.sources))


def stance(part: Component) -> Stance | None:
    """Return the stand that a component takes; None where it has no say in this case."""
    if part.rule.role in ORDER:
        return {True: "considered", None: "depends", False: "not considered"}[part.truth]  # type: ignore[return-value]
    return "against" if part.truth and part.rule.role in {"not again", "not routine"} else None


def pairs(answer: Plan) -> tuple[Pair, ...]:
    """Return every kind of treatment that a voice speaks of, what differs first."""
    found: dict[str, dict[str, list[Component]]] = defaultdict(lambda: defaultdict(list))
    for part in answer.decisions:
        if stance(part):
            for treatment in part.rule.treatment:
                found[treatment][part.rule.layer].append(part)
    compared = [
        Pair(treatment, tuple(said["today"]), tuple(said["sources"]))
        for treatment, said in found.items()
    ]
    return tuple(sorted(compared, key=lambda pair: pair.difference == "same"))


def blocks(answer: Plan) -> list[Block]:
    """Return the comparison: what differs first, then what is the same, then who is silent."""
    compared = pairs(answer)
    spoken = [pair for pair in compared if not pair.silent]
    apart = [pair for pair in spoken if pair.difference != "same"]
    same = [pair for pair in spoken if pair.difference == "same"]
    shown: list[Block] = []
    if apart:
        shown.append(Heading(_("Where the two voices part: {n}").format(n=len(apart))))
        shown += [_card(pair, answer) for pair in apart]
    if same:
        shown.append(Heading(_("Where they agree: {n}").format(n=len(same))))
        shown += [_card(pair, answer) for pair in same]
    silent = tuple(Paragraph(treatments()[pair.treatment]) for pair in compared if pair.silent)
    if silent:
        summary = _("Considered by neither in this case: {n}").format(n=len(silent))
        shown.append(Details("silent", summary, (Bullets(silent),)))
    return shown


def differences() -> dict[Difference, str]:
    """Return the word for each difference."""
    return {
        "same": _("＝ Both take the same stand here; read how each puts it."),
        "today alone": _("≠ Only practice today speaks for it or against it here."),
        "documents alone": _("≠ Only the documents speak for it or against it here."),
        "apart": _("≠ The two voices part here."),
    }


def _card(pair: Pair, answer: Plan) -> Card:
    return Card(treatments()[pair.treatment], (
        Paragraph(differences()[pair.difference], strong=True),
        _voice("today", pair.today, answer),
        _voice("sources", pair.sources, answer),
    ))


def _voice(
    layer: Literal["today", "sources"], parts: tuple[Component, ...], answer: Plan
) -> Entry:
    name = upper_first(layers()[layer])
    words: list[Block] = [Paragraph(name, quiet=True)]
    taken = [part for part in parts if stance(part) != "not considered"]
    for part in taken:
        words += [
            Paragraph(_stand(part), strong=True),
            Paragraph(f"{part.says} {part.because or ''}".strip(),
                      cited(part.claims, answer)),
            Buttons((Button(f"why:{part.id}", _("Why?")),)),
        ]
    if not taken:
        silent = _("Not considered in this case.") if parts else _("Nothing is said of it here.")
        words.append(Paragraph(silent))
    return Entry(f"voice:{layer}", name, tuple(words), layer)


def _stand(part: Component) -> str:
    words = {
        "considered": _("Considered: {role}"),
        "depends": _("Depends on what is not known: {role}"),
        "against": _("Advised against: {role}"),
    }
    return words[stance(part) or ""].format(role=roles()[part.rule.role])


def _stances(parts: tuple[Component, ...]) -> frozenset[tuple[Stance, tuple[str, ...]]]:
    """Return the stands that are taken, and which answers they still wait for."""
    taken = ((stance(part), part.needs) for part in parts)
    return frozenset((one, needs) for one, needs in taken if one and one != "not considered")
