"""A figure with everything that stands beside it: what it shows, its numbers as a table."""

from dataclasses import dataclass
from importlib import import_module

from matplotlib.figure import Figure

from course_lib.content.course import Course


@dataclass(frozen=True)
class Picture:
    """A figure, its message in one sentence, its numbers as a table, and the set they come from.

    `claims` are what the message rests on.
    """

    figure: Figure
    message: str
    numbers: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    claims: tuple[str, ...]


def load(id_: str, course: Course) -> Picture:
    """Return the picture `id_`: what `picture(course)` draws in the module of that name.

    Raises ModuleNotFoundError.
    """
    module = import_module(f"course_lib.figures.{id_.replace('-', '_')}")
    picture: Picture = module.picture(course)
    return picture
