"""A timeline of calls: along the years where there is room, one below the other where not.

The timeline knows years, rows and marks and nothing about cancer. Everything it draws stands in it
as words too.
"""

from pathlib import Path

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"
LOOKS = ("best", "defensible", "missed", "over-called")


class Timeline(anywidget.AnyWidget):
    """Shows `stops` along `years` years; once `told`, what was chosen beside what was asked for.

    `rows` are the names of the levels from the lowest to the highest; `legend` names the marks. A
    stop is a dict with `year`, `name`, `state` (behind, here or ahead) and `words`, which says all
    that is drawn; once told also `chosen` (a row, or -1), `low` and `high` (the rows that were
    right) and `look`.
    """

    _esm = STATIC / "timeline.js"
    _css = STATIC / "timeline.css"

    label = traitlets.Unicode().tag(sync=True)
    axis = traitlets.Unicode().tag(sync=True)
    years = traitlets.Float(10).tag(sync=True)
    rows = traitlets.List(traitlets.Unicode()).tag(sync=True)
    legend = traitlets.Dict(
        value_trait=traitlets.Unicode(), key_trait=traitlets.Enum((*LOOKS, "asked"))
    ).tag(sync=True)
    stops = traitlets.List(traitlets.Dict()).tag(sync=True)
    told = traitlets.Bool(False).tag(sync=True)
