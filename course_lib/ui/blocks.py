"""What a page is made of: plain blocks of words, drawn by the panel or written as HTML."""

from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Chip:
    """A small link to the claim behind a sentence.

    The claim stands on the sources page; `elsewhere` says in words that a new tab opens, and is
    empty where the chip itself is on that page.
    """

    claim: str
    text: str
    layer: Literal["sources", "today"]
    says: str
    elsewhere: str = ""


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
    quiet: bool = False


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
class Entry:
    """One thing among others, on a surface of its own; the focus can be sent to its key."""

    key: str
    label: str
    blocks: tuple["Block", ...]
    layer: Literal["", "sources", "today"] = ""


@dataclass(frozen=True)
class Card:
    """Blocks that belong together, under a title of their own."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Option:
    """One option of a choice; `mark` shows right or wrong once it has been answered."""

    id: str
    text: str
    mark: Literal["", "right", "wrong"] = ""
    group: str = ""


@dataclass(frozen=True)
class Choice:
    """Options of which one is chosen: a list of answers, a switch of a few words, or a menu.

    In a menu, options that follow one another with the same `group` stand under its name.
    """

    key: str
    label: str
    options: tuple[Option, ...]
    chosen: str = ""
    look: Literal["list", "switch", "menu"] = "list"
    disabled: bool = False


@dataclass(frozen=True)
class Toggles:
    """Options of which any number is chosen; pressing one chooses it or lets it go."""

    key: str
    label: str
    options: tuple[Option, ...]
    chosen: tuple[str, ...] = ()
    disabled: bool = False


@dataclass(frozen=True)
class Sequence:
    """Things in an order that the learner changes, one place up or down at a time.

    `up` and `down` name the two buttons of each; pressed, they report "up:ID" and "down:ID".
    """

    key: str
    label: str
    options: tuple[Option, ...]
    up: str
    down: str
    disabled: bool = False


@dataclass(frozen=True)
class Field:
    """A field to write in, of one line or of several; `most` letters are taken, and no more.

    What is written is reported shortly after the last letter, and at once when the field is left.
    """

    key: str
    label: str
    value: str = ""
    most: int = 200
    lines: int = 1
    numeric: bool = False
    disabled: bool = False


@dataclass(frozen=True)
class Search:
    """A field for a few words; what is written is reported shortly after the last letter."""

    key: str
    label: str
    value: str = ""


@dataclass(frozen=True)
class Copyable:
    """Words to take away, and a button that copies them; `done` is said once they are copied."""

    label: str
    text: str
    button: str
    done: str


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
class Steps:
    """A way of several steps, and the one that the learner is `at`, counted from 0.

    `done` is what a screen reader says after a step that is behind.
    """

    label: str
    steps: tuple[str, ...]
    at: int
    done: str


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column heads its row.

    A `wide` one scrolls inside a box of its own, which the keyboard can reach.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: bool = False


@dataclass(frozen=True)
class Drawing:
    """A figure that `course_lib.figures` has drawn as SVG, once for a phone and once wider.

    The drawing is hidden from screen readers: `caption`, and a table beside it, say the same.
    """

    narrow: str
    wide: str
    caption: str


Block = (
    Heading
    | Paragraph
    | Bullets
    | Callout
    | Details
    | Entry
    | Card
    | Choice
    | Toggles
    | Sequence
    | Field
    | Search
    | Copyable
    | Buttons
    | Progress
    | Steps
    | Table
    | Drawing
)


def plain(value: Any) -> Any:
    """Return blocks as plain data for the browser; each block names its kind."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **data}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value
