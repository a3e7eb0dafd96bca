"""The words for the parts of a plan: roles, treatments, aims and layers."""

from course_lib.language import _


def roles() -> dict[str, str]:
    """Return the word for each role."""
    return {
        "emergency": _("emergency"),
        "out of scope": _("outside this course"),
        "goal": _("aim"),
        "before": _("before the main treatment"),
        "main": _("main treatment"),
        "instead": _("instead"),
        "afterwards": _("afterwards"),
        "alongside": _("alongside"),
        "not again": _("not again"),
        "not routine": _("nothing speaks for it"),
        "warning": _("not to be forgotten"),
        "open": _("open"),
        "nurse": _("the nurse’s part"),
    }


def treatments() -> dict[str, str]:
    """Return the word for each kind of treatment."""
    return {
        "surgery": _("Operation"),
        "armpit surgery": _("Operation in the armpit"),
        "radiation": _("Radiation"),
        "second radiation": _("Radiation to the same place again"),
        "drugs": _("Drugs for the whole body"),
        "endocrine": _("Endocrine therapy"),
        "CDK4/6 inhibitor": _("CDK4/6 inhibitor"),
        "chemotherapy": _("Chemotherapy"),
        "HER2 drugs": _("Drugs against HER2"),
        "deruxtecan": _("Trastuzumab deruxtecan"),
        "immunotherapy": _("Immunotherapy"),
        "PARP inhibitor": _("PARP inhibitor"),
        "targeted drugs": _("Drugs aimed at a gene change"),
        "sacituzumab": _("Sacituzumab govitecan"),
        "bone drugs": _("Bone drugs"),
        "palliative care": _("Palliative care"),
        "trial": _("Clinical trial"),
        "tests": _("Tests before treatment"),
        "brain imaging": _("Imaging of the brain"),
        "own path": _("A path of its own"),
    }


def intents() -> dict[str, str]:
    """Return the word for each aim."""
    return {"remove": _("Remove"), "control": _("Control"), "comfort": _("Comfort")}


def layers() -> dict[str, str]:
    """Return the word for each of the two voices."""
    return {"today": _("practice today"), "sources": _("the documents")}


def groups() -> dict[str, str]:
    """Return the word for each group of findings, in the order in which they are asked about."""
    return {
        "red flags": _("Red flags"),
        "the return": _("The return"),
        "the first cancer": _("The first cancer"),
        "earlier treatment": _("Earlier treatment"),
        "tests of the tumour": _("Tests of the tumour"),
        "the person": _("The person"),
    }


def askers() -> dict[str, str]:
    """Return whom to ask, for each answer that a finding can give to that."""
    return {
        "the chart": _("look into the chart"),
        "the person": _("ask the person"),
        "the team": _("ask the team"),
    }
