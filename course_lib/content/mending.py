"""Turn what the models refuse into sentences an author can act on."""

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from course_lib.content.problem import Problem
from course_lib.content.questions import KINDS
from course_lib.content.yaml_file import YamlFile

MENDS = {
    "extra_forbidden": (
        "The key “{key}” is not known here.",
        "Correct its spelling, or remove it.",
    ),
    "missing": ("The key “{key}” is missing.", "Add it."),
    "string_pattern_mismatch": (
        "“{input}” does not have the form of “{key}”.",
        "Use letters, digits and single hyphens (or the form of its neighbours).",
    ),
    "string_too_short": ("“{key}” is empty.", "Write it, or remove the key."),
    "string_too_long": ("“{key}” is too long.", "Say it shorter, or split it."),
    "string_type": ("“{key}” is not text.", "Write text; put quotes around numbers and yes or no."),
    "literal_error": ("“{key}” cannot be “{input}”.", "Choose one of {expected}."),
    "union_tag_invalid": ("“kind” cannot be “{input}”.", "Choose one of the kinds that exist."),
    "union_tag_not_found": ("The key “kind” is missing.", "Add it."),
    "too_short": ("“{key}” has too few entries.", "Add what is missing."),
    "bool_parsing": ("“{key}” cannot be “{input}”.", "Choose true or false."),
    "float_parsing": ("“{key}” is not a number.", "Write digits, with a point before decimals."),
    "model_type": ("This is not a record.", "Write “key: value” lines."),
    "value_error": ("{message}.", "Mend this record."),
}

KIND_STEPS = {(kind,) for kind in KINDS}


def problems_of(
    error: ValidationError, file: YamlFile, *begin: int
) -> list[Problem]:
    """Return one problem for each thing refused in the part of `file` that starts at `begin`."""
    details = error.errors(include_url=False)
    # A list with a wrong entry is also called too short, which nobody needs to be told.
    return [
        _problem(detail, file, begin) for detail in details
        if detail["type"] != "too_short" or not any(
            detail["loc"] == other["loc"][: len(detail["loc"])]
            for other in details if other is not detail
        )
    ]


def _problem(detail: ErrorDetails, file: YamlFile, begin: tuple[int, ...]) -> Problem:
    # A union of models puts the chosen kind before the path; it is no key of the file.
    path = detail["loc"][1:] if detail["loc"][:1] in KIND_STEPS else detail["loc"]
    context = detail.get("ctx", {})
    # A short excerpt: a whole record would drown the message.
    given = str(detail.get("input"))[:40]
    message = str(context.get("error", detail["msg"]))
    what, mend = MENDS.get(
        detail["type"], ("“{key}” is not right: {message}.", "Write it as its neighbours do.")
    )
    words = {
        "key": str(path[-1]) if path else "record",
        "input": given,
        "expected": str(context.get("expected", "the values that exist")),
        "message": message[:1].upper() + message[1:],
    }
    return Problem(
        file.name, file.line((*begin, *path)), what.format(**words), mend.format(**words)
    )
