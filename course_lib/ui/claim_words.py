"""How the course words what it knows about a claim: its layer, its stand, its check, its age."""

from course_lib.content.claims import Claim, Standing
from course_lib.content.record import Layer
from course_lib.language import _


def layer_name(layer: Layer) -> str:
    """Return the name under which a reader meets `layer`."""
    return {"today": _("Practice today"), "sources": _("What the documents say")}[layer]


def stance_words(standing: Standing) -> str:
    """Return what a source does to the claim it is named for."""
    return {
        "says": _("says so"),
        "says differently": _("says differently"),
        "contradicts": _("contradicts"),
    }[standing.stance]


def check_words(claim: Claim) -> str:
    """Return how far `claim` was verified."""
    return {
        "seen": _("read in the source"),
        "code": _("computed, or read in published code"),
        "secondary": _("read in a secondary source only"),
    }[claim.verified]


def moved_on_words(claim: Claim) -> str:
    """Return since when practice has moved on from `claim`, or nothing where it has not."""
    if not claim.moved_on:
        return ""
    return {
        "left behind": _("Practice has moved on since {since}."),
        "added to": _("Practice has added to this since {since}."),
    }[claim.moved_on.how].format(since=claim.moved_on.since)
