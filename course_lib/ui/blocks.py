"""What a page is made of: plain blocks of words, drawn by the panel or written as HTML."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Chip:
    """A small link to the claim behind a sentence."""

    claim: str
    text: str
    layer: Literal["sources", "today"]
    says: str


@dataclass(frozen=True)
class Heading:
    """A heading inside an activity; level 3 or 4, since the lesson owns 1 and 2."""

    text: str
    level: Literal[2, 3, 4] = 3


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, with the chips of its claims."""

    text: str
    chips: tuple[Chip, ...] = ()
    strong: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of short paragraphs."""

    items: tuple[Paragraph, ...]
    label: str = ""


@dataclass(frozen=True)
class Callout:
    """A paragraph or more that must not be overlooked."""

    look: Literal["key-point", "red-flag", "moved-on", "notice", "right", "wrong"]
    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Details:
    """Blocks that open on demand."""

    key: str
    summary: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Option:
    """One option of a choice; `mark` shows right or wrong once it has been answered."""

    id: str
    text: str
    mark: Literal["", "right", "wrong"] = ""


@dataclass(frozen=True)
class Choice:
    """Options of which one is chosen: a list of answers, or a switch of a few words."""

    key: str
    label: str
    options: tuple[Option, ...]
    chosen: str = ""
    look: Literal["list", "switch"] = "list"
    disabled: bool = False


@dataclass(frozen=True)
class Button:
    """Something to press."""

    key: str
    text: str
    main: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Buttons:
    """Buttons in a row."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True)
class Progress:
    """How far the learner has come, in words and as a bar."""

    done: int
    total: int
    text: str


@dataclass(frozen=True)
class Table:
    """A small table with a caption; the first column heads its row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Callout
    | Details
    | Choice
    | Buttons
    | Progress
    | Table
)


def plain(value: Any) -> Any:
    """Return blocks as plain data for the browser; each block names its kind."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **data}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value
