"""Questions for a class of the tests: one of each form, one disputed, one that may come close."""

from course_lib.learning.ballot import Ballot, Choice, Part


def ballot(id_: str, **more: object) -> Ballot:
    """Return a question with the right answer `yes`, and `no` and `perhaps` beside it."""
    given: dict[str, object] = {
        "id": id_, "version": "1", "lesson": "02", "objective": "know", "asked_in": "lesson",
        "stem": f"Is it {id_}, <script>alert(1)</script>?", "form": "one",
        "choices": (
            Choice("yes", "It is <b>so</b>", True, "Because it is."),
            Choice("no", "It is not", False, "Look again.", "it never is"),
            Choice("perhaps", "It may be", False, "It surely is.", "nobody knows"),
        ),
    }  # fmt: skip
    return Ballot(**{**given, **more})  # type: ignore[arg-type]


PLAIN = ballot("plain")
OTHER = ballot("other", objective="act", asked_in="final")
SEVERAL = ballot(
    "several",
    form="several",
    choices=(
        Choice("one", "The first", True, "Yes."),
        Choice("two", "The second", True, "Yes."),
        Choice("three", "The third", False, "No.", "three is two"),
    ),
)
PLACE = ballot(
    "place",
    form="place",
    choices=(
        Choice("axilla:right", "Armpit, right", False, "The other side.", "", "axilla", "right"),
        Choice("axilla:left", "Armpit, left", True, "Yes.", "", "axilla", "left"),
        Choice("brain:", "Brain", False, "Too far.", "all is far", "brain", ""),
    ),
)
DISPUTED = ballot(
    "disputed", parts=(Part("today", "Today says yes."), Part("sources", "A source says no."))
)
HEAVY = ballot("heavy", is_heavy=True)

BALLOTS = {one.id: one for one in (PLAIN, OTHER, SEVERAL, PLACE, DISPUTED, HEAVY)}
