"""A case: the first cancer, the places where something is found now, and what else is known."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator

from course_lib.content.mending import problems_of
from course_lib.content.problem import ContentError, Problem
from course_lib.content.record import Id, Record
from course_lib.content.yaml_file import YamlFile, read_yaml

Side = Literal["left", "right"]
Share = Literal["all", "some", "none"]
Value = bool | float | str


class ArmpitNodes(Record):
    """What the record says of the armpit nodes on the side of the first cancer."""

    removed: Share | None = None
    still_there: Share | None = None


class FirstCancer(Record):
    """The first breast cancer and its operation; None means unknown."""

    side: Side | None = None
    operation: Literal["lumpectomy", "mastectomy"] | None = None
    armpit_nodes: ArmpitNodes = ArmpitNodes()


class Found(Record):
    """A place where something is found now, and what is known of it; None means unknown.

    `distance_cm` is measured from the bed of the first tumour; `near_tumour_bed` says the same in
    a word, for when nobody gives the distance.
    """

    place: Id
    side: Side | None = None
    proven: bool | None = None
    same_histology: bool | None = None
    distance_cm: Annotated[float, Field(ge=0, le=60)] | None = None
    near_tumour_bed: bool | None = None
    team_says: Literal["recurrence", "new primary"] | None = None
    explained_by: Literal["reconstruction", "tissue left", "wrong side"] | None = None
    depth: Literal["breast", "chest wall"] | None = None


class Case(Record):
    """One person's first cancer, what is found now, and findings by their ids.

    The findings stand in data/findings.yaml; one that is left out is unknown.
    """

    first: FirstCancer = FirstCancer()
    found: Annotated[tuple[Found, ...], Field(min_length=1, max_length=40)]
    findings: Annotated[dict[Id, Value], Field(max_length=100)] = Field(default_factory=dict)

    @field_validator("findings", mode="before")
    @classmethod
    def _plain_values(cls, given: Any) -> Any:
        if given is None or not isinstance(given, dict):
            raise ValueError("findings are lines of “id: value”, with at least one of them")
        for id_, value in given.items():
            if not isinstance(value, bool | int | float | str):
                raise ValueError(f"“{id_}” needs one plain value; leave it out when it is unknown")
        return given


def read_case(path: Path) -> Case:
    """Return the case written in `path`; raises ContentError with every problem in the file."""
    if path.is_dir():
        raise ContentError([Problem(str(path), 0, "This is a folder.", "Name a file in it.")])
    file = read_yaml(path, path.name)
    return case_from(file)


def case_from(file: YamlFile) -> Case:
    """Return the case that `file` holds; raises ContentError with every problem in it."""
    if not isinstance(file.data, dict):
        raise ContentError(
            [Problem(file.name, 1, "This is not a case.", "Begin with “first:” and “found:”.")]
        )
    try:
        return Case.model_validate(file.data)
    except ValidationError as error:
        raise ContentError(problems_of(error, file)) from None
