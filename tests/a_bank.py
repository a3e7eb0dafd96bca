"""A small bank with one question of each kind, for the tests."""

from pydantic import TypeAdapter

from course_lib.content.questions import Question

AROUND = {"lesson": "02", "objective": "name-type", "level": "apply"}
CLAIMS = {"claims": ["T1"]}
WRONG = {"feedback": "Look once more.", "misconception": "all places are one"}

SINGLE = {
    "kind": "single", "id": "bank-single", **AROUND, "dangerous": True,
    "stem": "Where is a local return found?",
    "options": [
        {"id": "breast", "text": "In the breast", "right": True, "feedback": "The same area."},
        {"id": "bone", "text": "In a bone", "feedback": "Far.", "misconception": "bone is near"},
        {"id": "lung", "text": "In a lung", "feedback": "Too far.", "misconception": "lungs are"},
    ],
    **CLAIMS,
}
SEVERAL = {
    "kind": "several", "id": "bank-several", **AROUND,
    "stem": "Which places count as near?",
    "options": [
        {"id": "armpit", "text": "The armpit", "right": True, "feedback": "Near nodes."},
        {"id": "collarbone", "text": "Above the collarbone", "right": True, "feedback": "Near."},
        {"id": "liver", "text": "The liver", "feedback": "Far.", "misconception": "liver is near"},
        {"id": "brain", "text": "The brain", "feedback": "Too far.", "misconception": "all is"},
    ],
    **CLAIMS,
}
ASK_FIRST = {
    "kind": "ask-first", "id": "bank-ask", **AROUND,
    "stem": "A lump is felt. What would you ask first?",
    "options": [
        {"id": "side", "text": "On which side", "worth": "first", "feedback": "The side decides."},
        {"id": "when", "text": "Since when", "worth": "later", "feedback": "Soon after.",
         "misconception": "time decides alone"},
        {"id": "who", "text": "Who found it", "worth": "no", "feedback": "It changes nothing.",
         "misconception": "the finder matters"},
    ],
    **CLAIMS,
}
SORT = {
    "kind": "sort", "id": "bank-sort", **AROUND,
    "stem": "Near or far?",
    "bins": [{"id": "near", "text": "Near"}, {"id": "far", "text": "Far"}],
    "items": [
        {"id": "armpit", "text": "A node of the armpit", "bin": "near", "claims": ["T5"],
         "misconception": "armpit is far",
         "feedback": {"near": "Yes, near.", "far": "It is near, not far."}},
        {"id": "liver", "text": "A spot in the liver", "bin": "far", "claims": ["T11"],
         "misconception": "liver is near",
         "feedback": {"near": "It is far, not near.", "far": "Yes, far."}},
    ],
}
ORDER = {
    "kind": "order", "id": "bank-order", **AROUND,
    "stem": "In which order do you act?",
    "items": [
        {"id": "listen", "text": "Listen", "feedback": "People come first."},
        {"id": "look", "text": "Look", "feedback": "Then the place itself."},
        {"id": "tell", "text": "Tell the team", "feedback": "With what was seen."},
        {"id": "write", "text": "Write it down", "feedback": "So that it lasts."},
    ],
    "misconception": "telling comes before looking", **CLAIMS,
}
MATCH = {
    "kind": "match", "id": "bank-match", **AROUND,
    "stem": "What belongs together?",
    "pairs": [
        {"id": "bone", "text": "Bone", "match": "Distant", "feedback": "Bone is far.",
         "misconception": "bone is near"},
        {"id": "armpit", "text": "Armpit", "match": "Regional", "feedback": "Nodes are near.",
         "misconception": "nodes are far"},
        {"id": "scar", "text": "Scar", "match": "Local", "feedback": "A scar is here.",
         "misconception": "a scar is no place"},
    ],
    **CLAIMS,
}
MARK = {
    "kind": "mark", "id": "bank-mark", **AROUND,
    "stem": "The first cancer was on the left. Mark the nodes of the armpit that are near.",
    "spots": [
        {"place": "axilla", "side": "left", "right": True, "feedback": "The same side."},
        {"place": "axilla", "side": "right", "feedback": "The other side.",
         "misconception": "side does not matter"},
        {"place": "brain", "feedback": "No node there.", "misconception": "all is near"},
    ],
    "elsewhere": WRONG, **CLAIMS,
}
NUMBER = {
    "kind": "number", "id": "bank-number", **AROUND,
    "stem": "Within how many centimetres?",
    "answer": "3", "tolerance": 0.5, "unit": "cm", "feedback": "About three.",
    "mistakes": [{"answer": 30, "feedback": "Those are millimetres.", "misconception": "units"}],
    "otherwise": {"feedback": "Look it up.", "misconception": "guessing a distance"}, **CLAIMS,
}
SHORT = {
    "kind": "short", "id": "bank-short", **AROUND,
    "stem": "What do you say to the family?",
    "must_say": [
        {"id": "open", "says": "That it is open.", "any_of": ["not known yet", "still open"],
         "missing": "Say that it is open."},
        {"id": "who", "says": "Who explains it.", "any_of": ["the team"],
         "missing": "Say who explains it."},
    ],
    "avoid": [
        {"any_of": ["do not worry"], "feedback": "That dismisses fear.",
         "misconception": "comfort by dismissal"},
    ],
    "model": "It is not known yet; the team will explain the result.", **CLAIMS,
}
RAW = (SINGLE, SEVERAL, ASK_FIRST, SORT, ORDER, MATCH, MARK, NUMBER, SHORT)

_ADAPTER: TypeAdapter[Question] = TypeAdapter(Question)


def question(raw: dict[str, object], **changes: object) -> Question:
    """Return the question that `raw` describes, with `changes`."""
    return _ADAPTER.validate_python({**raw, **changes})


def bank() -> list[Question]:
    """Return one question of each kind."""
    return [question(raw) for raw in RAW]


def right_answer(asked: Question) -> object:
    """Return the answer that has every point."""
    match asked.kind:
        case "single":
            return next(option.id for option in asked.options if option.right)
        case "several":
            return [option.id for option in asked.options if option.right]
        case "ask-first":
            return next(option.id for option in asked.options if option.worth == "first")
        case "sort":
            return {item.id: item.bin for item in asked.items}
        case "order":
            return [step.id for step in asked.items]
        case "match":
            return {pair.id: pair.id for pair in asked.pairs}
        case "mark":
            return next(spot.id for spot in asked.spots if spot.right)
        case "number":
            return float(asked.answer)
        case _:
            return asked.model
