"""What must hold of every plan, whatever the case: the sentences of the house, as checks."""

from collections.abc import Iterator

from course_lib.clinical.plan import Component, Plan
from course_lib.clinical.recurrence import Type
from course_lib.clinical.rulebook import ORDER

WITH_RECEPTORS = {"oestrogen", "progesterone-only"}
CORD = ("leg-weakness", "numbness", "bladder-bowel")
ALWAYS_NEEDED = ("staging", "receptors-now", "her2-now")


def broken(answer: Plan) -> list[str]:
    """Return the sentence of every invariant that `answer` breaks."""
    return [*_shape(answer), *_care(answer), *_cord(answer), *_drugs(answer),
            *_missing(answer)]


def _offered(answer: Plan, treatment: str) -> list[Component]:
    return [c for c in answer.considered if treatment in c.rule.treatment]


def _shape(answer: Plan) -> Iterator[str]:
    if not (answer.considered or answer.depends or answer.open or answer.out_of_scope
            or answer.ask_first):
        yield "a dead end: nothing is considered, open or asked"
    if not answer.nurse:
        yield "the nurse has nothing to do"
    roles = [ORDER.index(c.rule.role) for c in answer.considered]
    if roles != sorted(roles):
        yield "the plan is out of order"
    if answer.out_of_scope and (answer.considered or answer.depends or answer.goals):
        yield "a plan is made for what is out of scope"
    asked = {question.id for question in answer.ask_first}
    proof_asked = any(id_.startswith("prove-") for id_ in asked)
    undecided = {part.id: part.needs for part in answer.decisions if part.truth is None}
    if not all(undecided.values()):
        yield "a part is open and needs nothing"
    unasked = set().union(*undecided.values()) - asked - ({"tissue"} if proof_asked else set())
    if unasked:
        yield f"the plan hangs on {sorted(unasked)}, and nobody asks"


def _care(answer: Plan) -> Iterator[str]:
    facts = answer.facts
    for part in _offered(answer, "radiation"):
        if part.region is None or facts.get(f"radiation-{part.region}") is not False:
            yield f"{part.id} offers radiation as routine where it may have been given before"
    for part in answer.considered:
        if "second radiation" in part.rule.treatment and not part.rule.selected:
            yield f"{part.id} offers a second radiation to everybody"
        for other in answer.not_again:
            same = part.rule.layer == other.rule.layer and part.region == other.region
            if same and set(part.rule.treatment) & set(other.rule.treatment):
                yield f"{part.id} and {other.id} contradict one another"
        if answer.types == (Type.NEW_PRIMARY,) and part.rule.treatment != ("own path",):
            yield f"{part.id} plans a recurrence for a new primary"
        if Type.DISTANT in answer.types and part.rule.intent == "remove":
            yield f"{part.id} means to remove a distant recurrence"


def _cord(answer: Plan) -> Iterator[str]:
    facts = answer.facts
    if any(facts.get(id_) for id_ in CORD):
        first = answer.emergencies[0] if answer.emergencies else None
        if first is None or first.rule.urgency != "emergency now":
            yield "signs of a pressed cord are not named first and now"
    elif facts.get("back-pain"):
        unknown = [id_ for id_ in CORD if id_ not in facts]
        if [question.id for question in answer.ask_first[: len(unknown)]] != unknown:
            yield "back pain does not ask for legs, feeling, bladder and bowel first"
        if not answer.emergencies:
            yield "back pain is no emergency"


def _drugs(answer: Plan) -> Iterator[str]:
    facts = answer.facts
    warned = {part.id for part in answer.warnings}
    endocrine = [*_offered(answer, "endocrine"), *_offered(answer, "CDK4/6 inhibitor")]
    if endocrine and facts.get("receptors-now") not in WITH_RECEPTORS:
        yield "endocrine therapy without a hormone receptor of the return"
    if endocrine and facts.get("sex") != "woman" and "aromatase-in-men" not in warned:
        yield "a man could get an aromatase inhibitor alone"
    if (endocrine and facts.get("sex") != "man" and facts.get("menopause") != "after"
            and "aromatase-before-menopause" not in warned):
        yield "an aromatase inhibitor before the menopause without a warning"
    her2 = _offered(answer, "HER2 drugs")
    if her2 and facts.get("her2-now") != "positive":
        yield "HER2 drugs without HER2"
    if her2 and "her2-with-others" not in warned:
        yield "HER2 drugs alone"
    if _offered(answer, "immunotherapy"):
        fits = (facts.get("receptors-now") == "negative" and facts.get("line") == "first"
                and facts.get("her2-now") in {"low", "negative"}
                and float(facts.get("pd-l1", 0)) >= 10
                and float(facts.get("months-since-curative", 0)) >= 6)
        if not fits:
            yield "immunotherapy without its conditions"
        told = facts.get("autoimmune") is False and facts.get("immunotherapy-before") is False
        if not told and "immunotherapy-conditions" not in warned:
            yield "immunotherapy without asking for autoimmune disease and earlier immunotherapy"
    if _offered(answer, "bone drugs") and "bone-drug-dentist" not in warned:
        yield "a bone drug without the dentist"
    if _offered(answer, "PARP inhibitor") and facts.get("gbrca") is not True:
        yield "a PARP inhibitor without an inherited BRCA change"


def _missing(answer: Plan) -> Iterator[str]:
    recurrence = set(answer.types) - {Type.NEW_PRIMARY}
    if not recurrence:
        return
    needed = [id_ for id_ in ALWAYS_NEEDED if id_ not in answer.facts]
    if answer.facts.get("staging") is False:
        needed.append("staging")
    if Type.LOCAL_BREAST in recurrence and "radiation-breast" not in answer.facts:
        needed.append("radiation-breast")
    if Type.LOCAL_CHEST_WALL in recurrence and "radiation-chest-wall" not in answer.facts:
        needed.append("radiation-chest-wall")
    if Type.REGIONAL in recurrence:
        needed += [
            f"radiation-{node}"
            for node in ("axilla", "infraclavicular", "supraclavicular", "internal-mammary")
            if answer.facts.get(f"{node}-found") and f"radiation-{node}" not in answer.facts
        ]
    asked = {question.id for question in answer.ask_first}
    if needed and not answer.provisional:
        yield f"the plan is not called provisional without {needed}"
    if not set(needed) <= asked:
        yield f"nobody asks for {sorted(set(needed) - asked)}"
    if "tissue" not in answer.facts and not answer.provisional:
        yield "the plan is not called provisional without tissue"
