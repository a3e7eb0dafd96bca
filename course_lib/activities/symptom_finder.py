"""The learner picks a symptom and sees where it may point, or a place and sees its symptoms."""

from typing import Any

import traitlets
from ipywidgets import VBox

from course_lib.activities.activity import Activity, Model, remember
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.content.sites import Site
from course_lib.content.symptoms import Area, Pointer, Symptom, Urgency
from course_lib.language import _
from course_lib.learning.visit import Visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Heading,
    Option,
    Paragraph,
    Search,
    Table,
)
from course_lib.ui.body_map import BodyMap, spot_id
from course_lib.ui.chips import chips, one_each
from course_lib.ui.claim_words import moved_on_words
from course_lib.ui.panel import Panel
from course_lib.ui.shown import Shown

SIDE = "left"  # the side of the first cancer on this map; the other side is another lesson
ANYWHERE = "other"  # the far place that no source names
REGIONS: dict[str, tuple[Area, ...]] = {
    "breast": ("breast",),
    "scar": ("breast", "chest wall"),
    "chest wall": ("chest wall",),
    "node": ("regional nodes",),
    "organ": ("distant",),
}
REGIONS_OF_AREAS: dict[Area, tuple[str, ...]] = {
    "breast": ("breast", "scar"),
    "chest wall": ("chest wall", "scar"),
    "regional nodes": ("node",),
    "distant": ("organ",),
}
URGENCIES = ("emergency now", "same day", "this week", "next visit")
COMPARED = ("000", "001")  # the two documents that list signs by site
MOST_WRITTEN = 60


class SymptomFinder(Model):
    """The symptom or the place that the learner has picked, and the words they look for."""

    symptom = traitlets.Unicode()
    place = traitlets.Unicode()
    text = traitlets.Unicode()

    def __init__(self, course: Course) -> None:
        self.course = course
        super().__init__()

    @property
    def found(self) -> list[Symptom]:
        """The symptoms whose words hold every word looked for, in the order of the body."""
        wanted = self.text.casefold().split()
        held = [
            symptom
            for symptom in self.course.symptoms.values()
            if all(word in self._words(symptom) for word in wanted)
        ]
        return sorted(held, key=lambda s: list(REGIONS_OF_AREAS).index(s.points_to[0].area))

    def pick(self, symptom: str) -> None:
        """Pick a symptom; raises KeyError for one that is not known."""
        self.course.symptoms[symptom]
        with self.hold_trait_notifications():
            self.symptom, self.place = symptom, ""

    def go_to(self, place: str) -> None:
        """Pick a place; raises KeyError for one that is not known."""
        self.course.sites[place]
        with self.hold_trait_notifications():
            self.symptom, self.place = "", place

    def look_for(self, text: str) -> None:
        """Look for symptoms with these words."""
        self.text = text[:MOST_WRITTEN]

    def reset(self) -> None:
        """Begin again with nothing picked."""
        with self.hold_trait_notifications():
            self.symptom, self.place, self.text = "", "", ""

    def state(self) -> dict[str, Any]:
        """Return what is picked, as plain data; the words looked for are not kept."""
        return {"symptom": self.symptom, "place": self.place}

    def restore(self, state: dict[str, Any]) -> None:
        """Go back to `state`; raises KeyError for what the course has no more."""
        symptom, place = str(state["symptom"]), str(state["place"])
        if symptom:
            self.pick(symptom)
        elif place:
            self.go_to(place)

    def _words(self, symptom: Symptom) -> str:
        claims = {claim for pointer in symptom.points_to for claim in pointer.claims}
        said = " ".join(self.course.claims[id_].says for id_ in sorted(claims))
        return f"{symptom.name} {said}".casefold()


def sites_of(pointer: Pointer, course: Course) -> list[Site]:
    """Return the places on the map that `pointer` means; a far place without a name is its own."""
    if pointer.area == "distant":
        return [course.sites[pointer.organ or ANYWHERE]]
    regions = REGIONS_OF_AREAS[pointer.area]
    return [site for site in course.sites.values() if site.region in regions]


def points_at(pointer: Pointer, site: Site) -> bool:
    """Tell whether `pointer` may mean `site`: a far one without an organ may mean every organ."""
    if pointer.area not in REGIONS[site.region]:
        return False
    return pointer.organ in (None, site.id)


def activity(course: Course, lesson: Lesson) -> Activity:
    """Return the map of symptoms."""
    return SymptomFinderActivity(course, lesson)


class SymptomFinderActivity:
    """The list of symptoms, the map, and what is known beside it."""

    def __init__(self, course: Course, lesson: Lesson) -> None:
        self.course = course
        self.name = f"{lesson.id}/symptom-finder"
        self.model = SymptomFinder(course)
        self.spots = {
            spot_id(site.id, SIDE if site.paired else ""): site for site in course.sites.values()
        }
        self.controls = Panel(_("Find a symptom"), self._pressed)
        self.map = BodyMap(
            places=[
                {
                    "id": id_,
                    "site": site.id,
                    "side": SIDE if site.paired else "",
                    "name": _spoken(site),
                }
                for id_, site in self.spots.items()
            ],
            first_side=SIDE,
            words={"open": _("assigned for teaching, no source")},
        )
        self.answer = Panel(_("What it may mean"), self._pressed)
        self._following = False
        self.map.observe(self._chosen_on_map, "chosen")
        self.model.observe(lambda _change: self._follow(), ["symptom", "place", "text"])
        self._follow()
        view = VBox([self.controls, self.map, self.answer])
        view.add_class("course-where")
        self.claims = sorted({c for s in course.symptoms.values() for c in s.claims})
        words = [course.claims[id_] for id_ in self.claims]
        data = [list(course.symptoms.values()), list(course.sites.values()), words]
        self.shown = Shown("symptoms on the body map", list(course.symptoms), data, view)

    def open(self, visit: Visit) -> None:
        """Go back to what the learner has picked."""
        remember(self.model, self.name, visit)

    def _chosen_on_map(self, change: dict[str, Any]) -> None:
        if change["new"] and not self._following:
            self.model.go_to(self.spots[change["new"]].id)

    def _pressed(self, key: str, value: str) -> None:
        match key:
            case "look":
                self.model.look_for(value)
            case "symptom" if value:
                self.model.pick(value)
            case "reset":
                self.model.reset()

    def _follow(self) -> None:
        symptom = self.course.symptoms.get(self.model.symptom)
        site = self.course.sites.get(self.model.place)
        self.controls.draw(self._controls())
        self._following = True  # what the model says to the map is no choice of the learner
        with self.map.hold_sync():
            self.map.chosen = next((i for i, s in self.spots.items() if site and s is site), "")
            self.map.operation = _operation(symptom, site)
            self.map.marks = self._marks(symptom) if symptom else {}
        self._following = False
        if symptom:
            self.answer.draw([*self._symptom(symptom), self._ways_on()], self._said(symptom))
        elif site:
            self.answer.draw([*self._place(site), self._ways_on()], _spoken(site))
        else:
            words = _("Pick a symptom from the list, or a place on the map.")
            self.answer.draw([Paragraph(words)], words)

    def _controls(self) -> list[Block]:
        found = self.model.found
        options = [] if self.model.symptom else [Option("", _("Choose one"))]
        options += [
            Option(s.id, s.name, group=area_name(s.points_to[0].area)) for s in found
        ]
        look = Search("look", _("Look for a symptom"), self.model.text)
        if not found:
            return [look, Paragraph(_("No symptom has these words. Try one word alone."))]
        words = _("Symptoms") if not self.model.text else _("Symptoms with these words")
        return [look, Choice("symptom", words, tuple(options), self.model.symptom, look="menu")]

    def _marks(self, symptom: Symptom) -> dict[str, str]:
        marks: dict[str, str] = {}
        for pointer in symptom.points_to:
            for site in sites_of(pointer, self.course):
                id_ = spot_id(site.id, SIDE if site.paired else "")
                mark = site.same_side.reach if pointer.claims else "open"
                if mark != "open" or id_ not in marks:
                    marks[id_] = mark
        return marks

    def _symptom(self, symptom: Symptom) -> list[Block]:
        blocks: list[Block] = [
            Heading(symptom.name, 2),
            *self._how_fast(symptom),
            Heading(_("What to ask next")),
            Bullets(self._questions(symptom), _("What to ask next")),
        ]
        if symptom.could_also_be:
            also = tuple(
                Paragraph(mimic.text, chips(self.course, mimic.claims))
                for mimic in symptom.could_also_be
            )
            blocks += [Heading(_("What else it could be")), Bullets(also, _("What else"))]
        else:
            words = _(
                "No source read here names another cause for this one. That does not mean that "
                "there is none: it is examined, not guessed."
            )
            blocks += [Heading(_("What else it could be")), Paragraph(words)]
        places = tuple(
            Paragraph(self._pointed(pointer), chips(self.course, pointer.claims))
            for pointer in symptom.points_to
        )
        return [
            *blocks,
            Heading(_("Where it may point")),
            Bullets(places, _("Where it may point")),
            *self._moved_on(symptom),
        ]

    def _how_fast(self, symptom: Symptom) -> list[Block]:
        """Return each published level with its condition, and say where none is published."""
        blocks: list[Block] = [
            Callout(
                "red-flag" if urgency.level == URGENCIES[0] else "notice",
                urgency_name(urgency),
                (Paragraph(urgency.when, one_each(chips(self.course, urgency.claims))),),
            )
            for urgency in sorted(symptom.urgency, key=lambda u: URGENCIES.index(u.level))
        ]
        if any(urgency.always for urgency in symptom.urgency):
            return blocks
        title = _("Without these signs: no published level") if blocks else no_level()
        words = _("Report it; the local protocol decides how fast.")
        return [*blocks, Callout("notice", title, (Paragraph(words),))]

    def _questions(self, symptom: Symptom) -> tuple[Paragraph, ...]:
        own = tuple(Paragraph(ask.text, chips(self.course, ask.claims)) for ask in symptom.ask_next)
        return (
            *own,
            Paragraph(_("Since when, and is it getting worse?")),
            Paragraph(_("Which side, and what was done there?")),
            Paragraph(_("Which treatment now, and which before?")),
        )

    def _pointed(self, pointer: Pointer) -> str:
        if pointer.organ:
            where = self.course.sites[pointer.organ].name
        elif pointer.area == "distant":
            where = _("A far place; the source names no organ")
        else:
            where = area_name(pointer.area)
        return f"{where}. {pointer.teaching_assignment}" if pointer.teaching_assignment else where

    def _moved_on(self, symptom: Symptom) -> list[Block]:
        blocks: list[Block] = []
        for id_ in symptom.claims:
            claim = self.course.claims[id_]
            if claim.moved_on:
                new = tuple(
                    Paragraph(self.course.claims[to].says, chips(self.course, [to]))
                    for to in claim.moved_on.to
                )
                blocks.append(Callout("moved-on", moved_on_words(claim), new))
        return blocks

    def _said(self, symptom: Symptom) -> str:
        levels = list(dict.fromkeys(map(urgency_name, symptom.urgency))) or [no_level()]
        return f"{symptom.name}. {'; '.join(levels)}."

    def _place(self, site: Site) -> list[Block]:
        held = [
            (symptom, pointer)
            for symptom in self.course.symptoms.values()
            for pointer in symptom.points_to
            if points_at(pointer, site)
        ]
        names = {source.document: source.short for source in self.course.sources.values()}
        compared = tuple(f"{names[number]} ({number})" for number in COMPARED)
        head = (_("Symptom"), _("Practice today"), *compared, _("Other documents"))
        rows = tuple(self._row(symptom, pointer) for symptom, pointer in held)
        seen = dict.fromkeys(symptom.id for symptom, _pointer in held)
        options = tuple(Option(id_, self.course.symptoms[id_].name) for id_ in seen)
        reading = site.same_side
        return [
            Heading(site.name, 2),
            Paragraph(reading.why, chips(self.course, reading.claims)),
            Table(_("Symptoms that may point here, and who lists them"), head, rows, wide=True),
            Paragraph(
                _(
                    "A dash means that the document does not list it, not that it cannot be. Where "
                    "a source names no organ, its sign stands with every organ."
                ),
                quiet=True,
            ),
            Choice("symptom", _("Open one of them"), options),
        ]

    def _row(self, symptom: Symptom, pointer: Pointer) -> tuple[str, ...]:
        standing = [s for id_ in pointer.claims for s in self.course.claims[id_].stands]
        saying = [self.course.sources[s.source] for s in standing if s.stance == "says"]
        documents = {source.document for source in saying if source.document}
        today = ", ".join(dict.fromkeys(s.short for s in saying if not s.document))
        others = ", ".join(sorted(documents - set(COMPARED)))
        name = symptom.name
        if pointer.teaching_assignment:
            name = _("{symptom} (assigned for teaching)").format(symptom=name)
        elif pointer.area == "distant" and not pointer.organ:
            name = _("{symptom} (no organ named)").format(symptom=name)
        listed = (_("listed") if number in documents else "–" for number in COMPARED)
        return (name, today or "–", *listed, others or "–")

    def _ways_on(self) -> Buttons:
        return Buttons((Button("reset", _("Begin again")),))


def area_name(area: Area) -> str:
    """Return the name of `area`, as it stands in a list."""
    return {
        "breast": _("In the breast"),
        "chest wall": _("On the chest wall, after a mastectomy"),
        "regional nodes": _("In nearby lymph nodes"),
        "distant": _("In a far place"),
    }[area]


def urgency_name(urgency: Urgency) -> str:
    """Return how fast `urgency` is, as the title of its condition."""
    if urgency.always:
        return {
            "emergency now": _("Emergency now"),
            "same day": _("The same day"),
            "this week": _("This week"),
            "next visit": _("At the next visit"),
        }[urgency.level]
    return {
        "emergency now": _("Emergency now, if"),
        "same day": _("The same day, if"),
        "this week": _("This week, if"),
        "next visit": _("At the next visit, if"),
    }[urgency.level]


def no_level() -> str:
    """Return what is said of a symptom for which no source publishes how fast."""
    return _("No published level: report it")


def _operation(symptom: Symptom | None, site: Site | None) -> str:
    """Return the operation to draw: a chest wall is seen once the breast has been removed."""
    areas = {pointer.area for pointer in symptom.points_to} if symptom else set()
    after_mastectomy = areas == {"chest wall"} or (site and site.region == "chest wall")
    return "mastectomy" if after_mastectomy else "lumpectomy"


def _spoken(site: Site) -> str:
    if site.id == ANYWHERE:
        return _("A far place, organ not named")
    return f"{site.name}, {_('left')}" if site.paired else site.name
