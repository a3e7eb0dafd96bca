"""Pictures of a hundred people, each drawn as a figure, side by side where there are several.

The picture knows numbers and words and nothing about cancer. Groups differ in shape as well as in
colour, and the list below each picture says the same in words: it is legend and text equivalent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"

OUT_OF = 100

Mark = Literal["open", "full", "new", "other"]
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True)
class Group:
    """Some of the hundred: how many, what is said of them, and how each is drawn.

    `open` is an outline with a round head, `full` is filled with a square head, `new` is filled
    with a pointed head, `other` is tinted, with a head on its point.
    """

    mark: Mark
    count: int
    text: str


@dataclass(frozen=True)
class Hundred:
    """One picture: its name, and the groups in which its hundred people are."""

    name: str
    groups: tuple[Group, ...]


class People(anywidget.AnyWidget):
    """Shows pictures of a hundred people; one that is not of a hundred is refused."""

    _esm = STATIC / "people.js"
    _css = STATIC / "people.css"

    label = traitlets.Unicode().tag(sync=True)
    pictures = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, label: str) -> None:
        super().__init__(label=label)

    def draw(self, pictures: Sequence[Hundred]) -> None:
        """Show `pictures`; raises ValueError where the groups are not a hundred together."""
        for picture in pictures:
            counts = [group.count for group in picture.groups]
            if min(counts, default=0) < 0 or sum(counts) != OUT_OF:
                raise ValueError(f"“{picture.name}” has {sum(counts)} people, not {OUT_OF}")
        self.pictures = [_plain(picture) for picture in pictures]


def _plain(picture: Hundred) -> dict[str, Any]:
    groups = [
        {"mark": group.mark, "count": group.count, "text": group.text} for group in picture.groups
    ]
    return {"name": picture.name, "groups": groups}
