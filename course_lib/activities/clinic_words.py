"""What the steps of a case are called, written or made up, and how an option is marked."""

from typing import Literal

from course_lib.clinical.clinic import Option as Choosable
from course_lib.clinical.clinic import Stage
from course_lib.language import _


def stage_names() -> dict[Stage, str]:
    """Return what each step is called."""
    return {
        "listen": _("Listen"), "look": _("Look"), "type": _("Name the type"),
        "first": _("Ask first"), "escalate": _("Escalate"), "plan": _("Anticipate"),
        "teach": _("Prepare and teach"), "talk": _("Talk"),
    }


def sign(option: Choosable, chosen: bool) -> Literal["", "right", "wrong"]:
    """Return the mark beside an option once the step has been answered."""
    if option.fit == "must" or (chosen and option.fit == "may"):
        return "right"
    return "wrong" if chosen else ""
