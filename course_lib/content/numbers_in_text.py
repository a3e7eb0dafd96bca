"""Put published numbers into the sentences that name them: {set.value} becomes “19.3 %”."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from course_lib.content.numbers import NumberSet
from course_lib.content.yaml_file import Place

NAME = re.compile(r"\{([A-Za-z0-9-]+)\.([A-Za-z0-9-]+)(?::(plain|interval))?\}")
BRACE = re.compile(r"[{}]")
YEAR = re.compile(r"(19|20)\d\d")


@dataclass
class FilledText:
    """Data whose sentences hold their numbers, the sets used, and what could not be filled."""

    data: object
    sets: set[str] = field(default_factory=set)
    unknown: list[tuple[Place, str]] = field(default_factory=list)


def fill_numbers(raw: object, numbers: Mapping[str, NumberSet]) -> FilledText:
    """Return `raw` with each {set.value}, {set.value:plain} or {set.value:interval} written out.

    `plain` leaves the unit out; `interval` writes the published interval, such as “13.7 to 17.7”.
    """
    filled = FilledText(raw)
    filled.data = _fill(raw, (), numbers, filled)
    return filled


def bare_digits(raw: str) -> tuple[str, ...]:
    """Return the numbers that `raw` writes out itself instead of naming them as {set.value}.

    A digit may stand in a word with letters (HER2, N1–3, 10-year) and in a year (1985, 2026).
    """
    words = (word.strip(".,;:!?()[]“”‘’\"'") for word in NAME.sub("", raw).split())
    return tuple(
        word
        for word in words
        if re.search(r"\d", word)
        and not any(map(str.isalpha, word))
        and not all(YEAR.fullmatch(part) for part in re.split(r"[-–/]", word))
    )


def _fill(
    raw: object, path: Place, numbers: Mapping[str, NumberSet], filled: FilledText
) -> object:
    if isinstance(raw, dict):
        return {key: _fill(value, (*path, key), numbers, filled) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_fill(value, (*path, i), numbers, filled) for i, value in enumerate(raw)]
    if not isinstance(raw, str) or "{" not in raw:
        return raw

    def write(match: re.Match[str]) -> str:
        set_id, value_id, form = match.groups()
        value = numbers[set_id].values.get(value_id) if set_id in numbers else None
        if value is None:
            filled.unknown.append((path, f"No number is called {{{set_id}.{value_id}}}."))
            return ""
        filled.sets.add(set_id)
        if form == "interval":
            if value.interval is None:
                filled.unknown.append((path, f"{{{set_id}.{value_id}}} has no interval."))
                return ""
            return f"{value.interval[0]} to {value.interval[1]}"
        return value.number if form == "plain" else str(value)

    text = NAME.sub(write, raw)
    if BRACE.search(text):
        filled.unknown.append((path, "A brace stands in the text, but names no number."))
    return text
