"""The names under which a reader meets the topics of claims and the kinds of sources."""

from course_lib.content.claims import Topic
from course_lib.content.sources import Kind
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
