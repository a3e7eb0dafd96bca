"""Small pictures of cells, one beside the other, each with its words below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"

Mark = Literal["hidden", "killed", "resting", "growing"]
MARKS: tuple[Mark, ...] = get_args(Mark)


@dataclass(frozen=True)
class CellPicture:
    """The cells of one picture, its name, and what it shows in words."""

    name: str
    cells: tuple[Mark, ...]
    words: str


class CellRuns(anywidget.AnyWidget):
    """Shows pictures of cells; each kind of cell has a shape of its own, named in the legend."""

    _esm = STATIC / "cell_runs.js"
    _css = STATIC / "cell_runs.css"

    label = traitlets.Unicode().tag(sync=True)
    pictures = traitlets.List(traitlets.Dict()).tag(sync=True)
    legend = traitlets.Dict(
        key_trait=traitlets.Enum(MARKS), value_trait=traitlets.Unicode()
    ).tag(sync=True)

    def __init__(self, label: str, legend: dict[Mark, str]) -> None:
        super().__init__(label=label, legend=legend)

    def draw(self, pictures: Sequence[CellPicture]) -> None:
        """Show `pictures` in their order."""
        self.pictures = [
            {"name": one.name, "cells": list(one.cells), "words": one.words} for one in pictures
        ]
