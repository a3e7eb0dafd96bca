"""The names under which a reader meets the topics of claims and the kinds of sources."""

from course_lib.content.claims import Topic
from course_lib.content.sources import Kind
from course_lib.content.urgency import Level, Standing
from course_lib.language import _


def topic_name(topic: Topic) -> str:
    """Return the name of `topic`, as it stands within a sentence."""
    return {
        "definition": _("definition"),
        "mechanism": _("mechanism"),
        "types": _("types"),
        "symptoms": _("symptoms"),
        "follow-up": _("follow-up"),
        "risk": _("risk"),
        "prevention": _("prevention"),
        "tests": _("tests"),
        "prognosis": _("prognosis"),
        "treatment": _("treatment"),
        "goals": _("goals"),
        "support": _("support"),
        "emergencies": _("emergencies"),
        "nursing care": _("nursing care"),
    }[topic]


def kind_name(kind: Kind) -> str:
    """Return the name of `kind`, as it stands within a sentence."""
    return {
        "patient page": _("patient page"),
        "guideline": _("guideline"),
        "trial": _("trial"),
        "meta-analysis": _("meta-analysis"),
        "review": _("review"),
        "registry": _("registry"),
        "cohort": _("cohort"),
        "survey": _("survey"),
        "nursing article": _("nursing article"),
        "care protocol": _("care protocol"),
        "product information": _("product information"),
        "textbook": _("textbook"),
        "news report": _("news report"),
        "regulator": _("regulator"),
    }[kind]


def level_name(level: Level) -> str:
    """Return the name of `level`, as it stands on a button."""
    return {
        "reassure": _("Reassure"),
        "this week": _("Clinic this week"),
        "same day": _("Same day"),
        "emergency now": _("Emergency now"),
    }[level]


def standing_name(standing: Standing) -> str:
    """Return how an answer stands, as a short sentence without its full stop."""
    return {
        "best": _("The best answer here"),
        "defensible": _("It can be defended"),
        "missed": _("Missed: slower than this should be"),
        "over-called": _("Over-called: more than can be defended"),
    }[standing]
