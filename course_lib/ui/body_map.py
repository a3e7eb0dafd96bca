"""A drawing of the upper body on which a learner chooses a place.

The map knows where places lie on the drawing and nothing about cancer: which places are shown,
what they are called, and what they turned out to be is told to it. Its own words are in `words`,
in the language of the course; a caller may replace them.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from course_lib.language import _

STATIC = Path(__file__).parent / "static"

SIDES = ("left", "right")
PAIRED_SITES = (
    "breast-upper-outer",
    "breast-upper-inner",
    "breast-lower-outer",
    "breast-lower-inner",
    "nipple",
    "scar",
    "chest-wall",
    "axilla",
    "infraclavicular",
    "supraclavicular",
    "internal-mammary",
    "neck-node",
)
UNPAIRED_SITES = ("brain", "lung", "liver", "bone", "other")
OPERATIONS = ("lumpectomy", "mastectomy")
MARKS = ("here", "regional", "distant", "disputed", "new", "open")


def own_words() -> dict[str, str]:
    """Return what the map says itself; the names of the marks stand under their own key."""
    return {
        "label": _("Map of the body"),
        "right": _("right"),
        "left": _("left"),
        "middle": _("without a side"),
        "first_cancer": _("First cancer"),
        "lumpectomy": _("lumpectomy"),
        "mastectomy": _("mastectomy"),
        "list": _("All places as a list"),
        "chosen": _("Chosen"),
        "none": _("Nothing chosen yet"),
        "here": _("in the same breast or chest wall"),
        "regional": _("regional"),
        "distant": _("distant"),
        "disputed": _("sources disagree"),
        "new": _("new cancer"),
        "open": _("still open"),
    }


def spot_id(site: str, side: str = "") -> str:
    """Return the id of a place on the drawing: `axilla-left`, `brain`."""
    return f"{site}-{side}" if side else site


SPOTS = frozenset(
    {spot_id(site, side) for site in PAIRED_SITES for side in SIDES} | set(UNPAIRED_SITES)
)


class BodyMap(anywidget.AnyWidget):
    """Shows the places of `places` on a body and holds the one that is `chosen`.

    A value that the drawing does not know is refused with a `TraitError`, whoever sets it, and
    the old value stays.
    """

    _esm = STATIC / "body_map.js"
    _css = STATIC / "body_map.css"

    places = traitlets.List(traitlets.Dict()).tag(sync=True)
    chosen = traitlets.Unicode("").tag(sync=True)
    first_side = traitlets.Enum(("", *SIDES), default_value="").tag(sync=True)
    operation = traitlets.Enum(("", *OPERATIONS), default_value="").tag(sync=True)
    marks = traitlets.Dict(
        value_trait=traitlets.Enum(MARKS), key_trait=traitlets.Enum(sorted(SPOTS))
    ).tag(sync=True)
    words = traitlets.Dict(
        value_trait=traitlets.Unicode(), key_trait=traitlets.Unicode()
    ).tag(sync=True)

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return own_words()

    @traitlets.validate("words")
    def _complete_words(self, proposal: dict[str, Any]) -> dict[str, str]:
        """Fill in what the caller left out, so that nothing on the map is without a word."""
        words: dict[str, str] = proposal["value"]
        own = own_words()
        if unknown := words.keys() - own:
            raise traitlets.TraitError(f"words: the map never says {', '.join(sorted(unknown))}")
        return own | words

    @traitlets.validate("places")
    def _known_places(self, proposal: dict[str, Any]) -> list[dict[str, str]]:
        places: list[dict[str, str]] = proposal["value"]
        for place in places:
            _check_place(place)
        repeated = _repeated(place["id"] for place in places)
        if repeated:
            raise traitlets.TraitError(f"places: {', '.join(repeated)} is there more than once")
        return places

    @traitlets.validate("chosen")
    def _shown_place(self, proposal: dict[str, Any]) -> str:
        chosen: str = proposal["value"]
        if chosen and chosen not in self._shown():
            raise traitlets.TraitError(f"chosen: {chosen!r} is not a place on this map")
        return chosen

    @traitlets.observe("places")
    def _let_go_of_what_is_gone(self, _change: dict[str, Any]) -> None:
        if self.chosen and self.chosen not in self._shown():
            self.chosen = ""

    def _shown(self) -> frozenset[str]:
        return frozenset(place["id"] for place in self.places)


def _check_place(place: dict[str, str]) -> None:
    """Refuse a place that the drawing has no spot for, or that nobody could hear or read."""
    if set(place) != {"id", "site", "side", "name"}:
        raise traitlets.TraitError(f"places: {place!r} needs exactly id, site, side and name")
    if not all(isinstance(value, str) for value in place.values()):
        raise traitlets.TraitError(f"places: {place!r} holds something that is not text")
    if place["id"] not in SPOTS or place["id"] != spot_id(place["site"], place["side"]):
        raise traitlets.TraitError(f"places: the drawing has no spot for {place!r}")
    if not place["name"].strip():
        raise traitlets.TraitError(f"places: {place['id']} has no name")


def _repeated(ids: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    again: set[str] = set()
    for one in ids:
        (again if one in seen else seen).add(one)
    return sorted(again)
