"""Questions answered by a place on the body map."""

from course_lib.content.course import Course
from course_lib.content.questions import MarkOnMap
from course_lib.content.sites import Site
from course_lib.language import _
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block, Paragraph
from course_lib.ui.body_map import BodyMap, spot_id

KEY = "place"


class MapForm:
    """A place that is chosen on the map beside the panel."""

    writes = False

    def __init__(self, question: MarkOnMap, course: Course) -> None:
        self.spots = {spot.id: spot for spot in question.spots}
        self.names = {
            f"{site.id}:{side}": spoken(site, side)
            for site in course.sites.values()
            for side in sides(site)
        }

    def controls(self, draft: Given, _result: Result | None) -> list[Block]:
        """Return what to do; the map stands above, and says itself what is chosen."""
        if draft:
            return []
        return [Paragraph(_("Choose a place on the map, or in the list below it."))]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Choose the place `value`."""
        return value if key == KEY and value in self.names else draft

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` is a place."""
        return isinstance(draft, str) and draft in self.names

    def given(self, draft: Given) -> Given:
        """Return the place chosen."""
        return draft

    def name(self, part: str, _given: Given) -> str:
        """Return the name of a place."""
        return self.names[part]

    def others(self, given: Given) -> list[tuple[str, str]]:
        """Return the other places that something is told of."""
        return [
            (self.names[id_], spot.feedback) for id_, spot in self.spots.items() if id_ != given
        ]


def body_map(course: Course) -> BodyMap:
    """Return a map of all places."""
    return BodyMap(
        places=[
            {
                "id": spot_id(site.id, side),
                "site": site.id,
                "side": side,
                "name": spoken(site, side),
            }
            for site in course.sites.values()
            for side in sides(site)
        ]
    )


def sides(site: Site) -> tuple[str, ...]:
    """Return the sides of a place; one empty side for a place that has none."""
    return ("right", "left") if site.paired else ("",)


def spoken(site: Site, side: str) -> str:
    """Return the name of a place with its side."""
    names = {"right": _("right"), "left": _("left")}
    return f"{site.name}, {names[side]}" if side else site.name
