"""The factors by which the women of GBSG2 are told apart, with borders from data/numbers."""

from collections.abc import Mapping, Sequence

from course_lib.clinical.cohort import Group, Ratio, Split, Woman, cox, recurrence_free
from course_lib.content.numbers import NumberSet, Value
from course_lib.language import _

GROUPS = "gbsg2-groups"


def splits(numbers: Mapping[str, NumberSet]) -> dict[str, Split]:
    """Return the factors by id, the one that tells most first."""
    border = numbers[GROUPS].values
    all_splits = (
        _nodes(border), _size(border), _grade(), _age(border),
        _oestrogen(border), _progesterone(border), _hormone_therapy(),
    )
    return {split.id: split for split in all_splits}


def _nodes(border: Mapping[str, Value]) -> Split:
    few, many = int(border["nodes-few"].value), int(border["nodes-many"].value)
    return Split(
        "nodes",
        _("Involved nodes"),
        (
            Group("few", _("1 to {most} nodes").format(most=few), lambda w: w.nodes <= few),
            Group(
                "some",
                _("{least} to {most} nodes").format(least=few + 1, most=many - 1),
                lambda w: few < w.nodes < many,
            ),
            Group("many", _("{least} or more nodes").format(least=many), lambda w: w.nodes >= many),
        ),
        reference="few",
    )


def _size(border: Mapping[str, Value]) -> Split:
    small, middle = int(border["size-small"].value), int(border["size-middle"].value)
    return Split(
        "size",
        _("Tumour size"),
        (
            Group("small", _("up to {most} mm").format(most=small), lambda w: w.size <= small),
            Group(
                "middle",
                _("{least} to {most} mm").format(least=small + 1, most=middle),
                lambda w: small < w.size <= middle,
            ),
            Group("large", _("over {most} mm").format(most=middle), lambda w: w.size > middle),
        ),
        reference="small",
    )


def _grade() -> Split:
    return Split(
        "grade",
        _("Grade"),
        (
            Group("one", _("grade I"), lambda w: w.grade == 1),
            Group("two", _("grade II"), lambda w: w.grade == 2),
            Group("three", _("grade III"), lambda w: w.grade == 3),
        ),
        reference="one",
    )


def _age(border: Mapping[str, Value]) -> Split:
    young, older = int(border["age-young"].value), int(border["age-older"].value)
    return Split(
        "age",
        _("Age"),
        (
            Group("young", _("under {most} years").format(most=young), lambda w: w.age < young),
            Group(
                "middle",
                _("{least} to {most} years").format(least=young, most=older - 1),
                lambda w: young <= w.age < older,
            ),
            Group(
                "older", _("{least} years or over").format(least=older), lambda w: w.age >= older
            ),
        ),
        reference="middle",
    )


def _oestrogen(border: Mapping[str, Value]) -> Split:
    least = int(border["receptor-positive"].value)
    return Split(
        "oestrogen-receptor",
        _("Oestrogen receptor"),
        (
            Group("negative", _("negative"), lambda w: w.oestrogen_receptor < least),
            Group("positive", _("positive"), lambda w: w.oestrogen_receptor >= least),
        ),
        reference="negative",
    )


def _progesterone(border: Mapping[str, Value]) -> Split:
    least = int(border["receptor-positive"].value)
    return Split(
        "progesterone-receptor",
        _("Progesterone receptor"),
        (
            Group("negative", _("negative"), lambda w: w.progesterone_receptor < least),
            Group("positive", _("positive"), lambda w: w.progesterone_receptor >= least),
        ),
        reference="negative",
    )


def _hormone_therapy() -> Split:
    return Split(
        "hormone-therapy",
        _("Hormone therapy"),
        (
            Group("without", _("without hormone therapy"), lambda w: not w.hormone_therapy),
            Group("with", _("with hormone therapy"), lambda w: w.hormone_therapy),
        ),
        reference="without",
    )


def ratios(chosen: Sequence[Split], women: Sequence[Woman]) -> dict[tuple[str, str], Ratio]:
    """Return the hazard ratio of each group against the reference of its split, by both ids.

    Each is adjusted for all the other splits in `chosen`.
    """
    compared = [(split.id, group) for split in chosen for group in split.compared]
    rows = [[float(group.holds(woman)) for _split, group in compared] for woman in women]
    found = cox(recurrence_free(women), rows)
    keys = [(split, group.id) for split, group in compared]
    return dict(zip(keys, found, strict=True))
