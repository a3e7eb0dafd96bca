"""The JSON schema of a case, with every place and finding that the course knows."""

from typing import Any

from course_lib.clinical.case import Case
from course_lib.content.course import Course
from course_lib.content.findings import Finding


def schema_of_case(course: Course) -> dict[str, Any]:
    """Return the JSON schema of a case."""
    schema = Case.model_json_schema()
    schema["$defs"]["Found"]["properties"]["place"] = {
        "enum": list(course.sites), "title": "Place",
    }
    schema["properties"]["findings"] = {
        "title": "Findings",
        "type": "object",
        "additionalProperties": False,
        "properties": {f.id: _schema_of(f) for f in course.findings.values() if not f.derived},
    }
    return schema


def _schema_of(finding: Finding) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": finding.name, "description": finding.question}
    match finding.kind:
        case "yes or no":
            return schema | {"type": "boolean"}
        case "number":
            return schema | {"type": "number", "minimum": finding.least, "maximum": finding.most}
        case _:
            return schema | {"enum": list(finding.values)}
