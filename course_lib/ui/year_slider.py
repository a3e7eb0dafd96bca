"""A slider over years, with steps and a way to let the years run."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.language import _

STATIC = Path(__file__).parent / "static"


def own_words() -> dict[str, str]:
    """Return what the slider says itself."""
    return {
        "back": _("One year back"),
        "on": _("One year on"),
        "run": _("Let the years run"),
        "stop": _("Stop"),
    }


class YearSlider(anywidget.AnyWidget):
    """Holds the `year`, from 0 to `last`; `said` is the year in words.

    A year that is not on the slider is refused with a `TraitError`, whoever sets it. Nothing runs
    by itself for somebody who has asked their system for less motion.
    """

    _esm = STATIC / "year_slider.js"
    _css = STATIC / "year_slider.css"

    label = traitlets.Unicode().tag(sync=True)
    year = traitlets.Int(0).tag(sync=True)
    last = traitlets.Int().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    disabled = traitlets.Bool(False).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, label: str, last: int) -> None:
        super().__init__(label=label, last=last, words=own_words())

    @traitlets.validate("year")
    def _on_the_slider(self, proposal: dict[str, Any]) -> int:
        year: int = proposal["value"]
        if not 0 <= year <= self.last:
            raise traitlets.TraitError(f"year: {year} is not from 0 to {self.last}")
        return year
