"""Which wording of a question somebody answered."""

import hashlib
import json
from typing import Any

from course_lib.content.questions.asked import Asked

# What may be said better without changing what an answer means: the words of the feedback, what
# the answer rests on, and where the question stands.
_AROUND = frozenset({
    *("lesson", "objective", "level", "dangerous", "case", "asked_in"),
    *("feedback", "misconception", "missing", "elsewhere", "otherwise", "model", "claims"),
})


def version(question: Asked) -> str:
    """Return 12 hexadecimal digits that change with what is asked and with what is right.

    The order in which options stand in the file does not count; that of the steps of an order,
    which is its key, does.
    """
    text = json.dumps(_meaning(question), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _meaning(question: Asked) -> Any:
    meaning = _without(question.model_dump(mode="json", exclude_defaults=True))
    for key in ("options", "bins", "pairs", "spots", "must_say", "avoid", "mistakes"):
        if key in meaning:
            meaning[key].sort(key=lambda part: json.dumps(part, sort_keys=True))
    if meaning["kind"] == "sort":
        meaning["items"].sort(key=lambda part: json.dumps(part, sort_keys=True))
    return meaning


def _without(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without(value) for key, value in data.items() if key not in _AROUND}
    if isinstance(data, list):
        return [_without(value) for value in data]
    return data
