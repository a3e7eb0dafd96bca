"""The learner searches the claims, and sees for each who says it, who differs, and its age."""

import datetime
from collections.abc import Callable
from typing import Any

import traitlets

from course_lib import __version__
from course_lib.content.claims import Claim
from course_lib.content.course import Course
from course_lib.content.disagreements import Disagreement
from course_lib.content.names import kind_name, topic_name
from course_lib.content.search import disputed_claims, find
from course_lib.language import _, ngettext, upper_first
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Choice,
    Copyable,
    Details,
    Entry,
    Heading,
    Option,
    Paragraph,
    Search,
)
from course_lib.ui.chips import chips
from course_lib.ui.claim_words import check_words, layer_name, moved_on_words, stance_words
from course_lib.ui.panel import FRAGMENT, Panel
from course_lib.ui.shown import Shown

ANY = "any"
A_PAGE = 10
FILTERS = ("topic", "layer", "source", "agreement")


class ClaimsBrowser(traitlets.HasTraits):
    """What the learner looks for, how much of it is shown, and the claim they came for.

    `today` is the day on which the page was opened, or None while nobody has opened it.
    """

    text = traitlets.Unicode()
    topic = traitlets.Unicode(ANY)
    layer = traitlets.Unicode(ANY)
    source = traitlets.Unicode(ANY)
    agreement = traitlets.Unicode(ANY)
    shown = traitlets.Int(A_PAGE)
    asked_for = traitlets.Unicode()
    today = traitlets.Instance(datetime.date, allow_none=True)

    def __init__(self, course: Course) -> None:
        self.course = course
        self._disputed = disputed_claims(course)
        super().__init__()

    @property
    def found(self) -> list[Claim]:
        """The claims that pass every filter, those of practice today first."""
        claims = find(
            self.course,
            topic=_wanted(self.topic),
            layer=_wanted(self.layer),
            source=_wanted(self.source),
            text=self.text,
        )
        passed = [c for c in claims if self.agreement in (ANY, *self.agreements(c))]
        return sorted(passed, key=lambda claim: claim.layer != "today")

    @property
    def filtered(self) -> bool:
        """Tell whether anything is asked for at all."""
        return bool(self.text) or any(getattr(self, name) != ANY for name in FILTERS)

    def agreements(self, claim: Claim) -> set[str]:
        """Return how the sources stand to `claim`; texts of one family are one voice."""
        voices = {
            self.course.sources[s.source].family for s in claim.stands if s.stance == "says"
        }
        differs = any(s.stance != "says" for s in claim.stands)
        kinds = {"differs"} if differs else set()
        kinds |= {"disputed"} if claim.id in self._disputed else set()
        kinds |= {"moved-on"} if claim.moved_on else set()
        if not kinds:
            kinds = {"agreed"} if len(voices) > 1 else {"one-voice"}
        return kinds

    def is_due(self, claim: Claim) -> bool:
        """Tell whether `claim` should have been looked at again by the day of opening."""
        return self.today is not None and claim.look_again <= self.today

    def look_for(self, **wanted: str) -> None:
        """Change what is looked for, and begin again with the first page of results."""
        with self.hold_trait_notifications():
            self.shown = A_PAGE
            for name, value in wanted.items():
                self.set_trait(name, value)

    def clear(self) -> None:
        """Look for everything again."""
        self.look_for(text="", **dict.fromkeys(FILTERS, ANY))

    def more(self) -> None:
        """Show the next page of results below the ones that are there."""
        self.shown = min(self.shown + A_PAGE, len(self.found))

    def ask_for(self, id_: str) -> bool:
        """Put the claim `id_` on top; tell whether there is one."""
        if id_ not in self.course.claims:
            return False
        self.asked_for = id_
        return True

    def put_away(self) -> None:
        """Take the claim on top away."""
        self.asked_for = ""

    def open_on(self, day: datetime.date) -> None:
        """Say on which day the page is open."""
        self.today = day

    def state(self) -> dict[str, object]:
        """Return what is looked for and shown, as plain data."""
        names = ("text", *FILTERS, "shown", "asked_for")
        return {name: getattr(self, name) for name in names}


class ClaimsActivity:
    """The claims on the page, with their filters."""

    def __init__(self, course: Course, open_disagreement: Callable[[str], None]) -> None:
        self.course = course
        self.model = ClaimsBrowser(course)
        self._open_disagreement = open_disagreement
        self._topics = _topics(course)
        self._sources = _sources(course)
        self.panel = Panel(_("All claims"), self._pressed, follows="claim-")
        self.model.observe(lambda _change: self._follow(), traitlets.All)
        self._follow()
        data: list[Any] = [list(getattr(course, kind).values()) for kind in SHOWN]
        count = _("{n} claims").format(n=len(course.claims))
        self.shown = Shown("claims browser", [count], data, self.panel)

    def lead_to(self, id_: str) -> None:
        """Show the claim `id_` on top and bring it into view."""
        if self.model.ask_for(id_):
            self.panel.lead_to(f"asked:{id_}")

    def _pressed(self, key: str, value: str) -> None:
        match key.split(":"):
            case ["text"]:
                self.model.look_for(text=value.strip())
            case [name] if name in FILTERS:
                self.model.look_for(**{name: value})
            case ["clear"]:
                self.model.clear()
                self.panel.lead_to("text")
            case ["more"]:
                first_new = self.model.found[self.model.shown]
                self.model.more()
                self.panel.lead_to(f"claim:{first_new.id}")
            case ["put-away"]:
                self.model.put_away()
                self.panel.lead_to("text")
            case ["disagreement", id_]:
                self._open_disagreement(id_)
            case [name] if name == FRAGMENT:
                self.lead_to(value)

    def _follow(self) -> None:
        model = self.model
        found = model.found
        claims = found[: model.shown]
        count = _found_words(len(found), len(claims))
        blocks: list[Block] = []
        if model.asked_for:
            asked = self.course.claims[model.asked_for]
            blocks += [
                Heading(_("The claim you came for")),
                self._entry("asked", asked),
                Buttons((Button("put-away", _("Put it away and see all claims")),)),
            ]
        blocks += [
            Search("text", _("Search in the claims"), model.text),
            *self._filters(),
            Paragraph(count, strong=True),
        ]
        if model.filtered:
            blocks.append(Buttons((Button("clear", _("Clear the search")),)))
        blocks += [self._entry("claim", claim) for claim in claims]
        left = len(found) - len(claims)
        if left:
            words = _("Show {n} more").format(n=min(left, A_PAGE))
            blocks.append(Buttons((Button("more", words, main=True),)))
        self.panel.draw(blocks, count)

    def _filters(self) -> list[Block]:
        agreements = (
            (ANY, _("However they stand")),
            ("agreed", _("Several independent voices agree")),
            ("one-voice", _("One voice only")),
            ("differs", _("A source says it differently")),
            ("disputed", _("Disputed")),
            ("moved-on", _("Practice has moved on")),
        )
        layers = (
            (ANY, _("Both")),
            ("today", layer_name("today")),
            ("sources", layer_name("sources")),
        )
        return [
            Choice("layer", _("Show"), _options(layers), self.model.layer, look="switch"),
            Choice("topic", _("Topic"), self._topics, self.model.topic, look="menu"),
            Choice("source", _("Source"), self._sources, self.model.source, look="menu"),
            Choice(
                "agreement",
                _("How the sources stand"),
                _options(agreements),
                self.model.agreement,
                look="menu",
            ),
        ]

    def _entry(self, place: str, claim: Claim) -> Entry:
        kicker = _("{layer} · {topic}").format(
            layer=layer_name(claim.layer), topic=topic_name(claim.topic)
        )
        blocks: list[Block] = [
            Paragraph(kicker, quiet=True),
            Paragraph(claim.says, strong=True),
            *self._moved_on(claim),
            Bullets(tuple(self._standing(claim)), _("Where it stands")),
            *self._part_of(claim),
            *self._age(claim),
            self._report(place, claim),
        ]
        return Entry(f"{place}:{claim.id}", claim.says, tuple(blocks), claim.layer)

    def _standing(self, claim: Claim) -> list[Paragraph]:
        """Say of each source what it does to the claim; kin of an earlier one is named as such."""
        families: dict[str, str] = {}
        lines = []
        for standing in claim.stands:
            source = self.course.sources[standing.source]
            parts = [f"{source.short}, {standing.place}: {stance_words(standing)}"]
            if source.family in families:
                parts.append(_("of one family with {name}").format(name=families[source.family]))
            if standing.note:
                parts.append(standing.note)
            families.setdefault(source.family, source.short)
            lines.append(Paragraph("; ".join(parts) + "."))
        return lines

    def _moved_on(self, claim: Claim) -> list[Block]:
        if not claim.moved_on:
            return []
        to = [self.course.claims[id_] for id_ in claim.moved_on.to]
        words = tuple(Paragraph(new.says, chips(self.course, [new.id], here=True)) for new in to)
        return [Callout("moved-on", moved_on_words(claim), words)]

    def _part_of(self, claim: Claim) -> list[Block]:
        """Lead to the claims and disagreements that stand against this one."""
        blocks: list[Block] = []
        if claim.disputed_by:
            against = chips(self.course, claim.disputed_by, here=True)
            blocks.append(Paragraph(_("Disputed by:"), against))
        words = _("Where they part: {title}")
        held = [
            Button(f"disagreement:{record.id}", words.format(title=record.title))
            for record in self.course.disagreements.values()
            if claim.id in _claims_of(record)
        ]
        return [*blocks, Buttons(tuple(held))] if held else blocks

    def _age(self, claim: Claim) -> list[Block]:
        """Say how far the claim was checked, when it is due again, and who answers for it."""
        checked = upper_first(check_words(claim))
        again = _("to be looked at again by {date}").format(date=claim.look_again.isoformat())
        signed = _("signed off by {who}").format(who=self._signed_off(claim))
        blocks: list[Block] = [Paragraph(f"{checked}; {again}; {signed}.", quiet=True)]
        if self.model.is_due(claim):
            words = _("That day has passed. It may still hold; check before you rely on it.")
            blocks.append(Callout("notice", _("Due for another look"), (Paragraph(words),)))
        return blocks

    def _signed_off(self, claim: Claim) -> str:
        sign_off = self.course.signed_off("claims", claim.id)
        if sign_off is None:
            return _("nobody yet")
        return _("{who}, {role}, on {date}").format(
            who=sign_off.who, role=sign_off.role, date=sign_off.on.isoformat()
        )

    def _report(self, place: str, claim: Claim) -> Details:
        report = _("Claim {id}, course version {version}: {says}").format(
            id=claim.id, version=__version__, says=claim.says
        )
        return Details(
            f"wrong:{place}:{claim.id}",
            _("Something wrong here?"),
            (
                Paragraph(
                    _(
                        "Tell your trainer, or open an issue in the course's repository. Say what "
                        "is wrong and, if you can, name a source. Take these words with you:"
                    )
                ),
                Copyable(_("To copy"), report, _("Copy"), _("Copied")),
            ),
        )


SHOWN = ("claims", "sources", "disagreements", "sign_offs")


def _wanted(value: str) -> str | None:
    return None if value == ANY else value


def _claims_of(record: Disagreement) -> set[str]:
    held = {claim for position in record.positions for claim in position.claims}
    return held | set(record.evidence_claims)


def _options(pairs: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple(Option(id_, words) for id_, words in pairs)


def _topics(course: Course) -> tuple[Option, ...]:
    topics = dict.fromkeys(claim.topic for claim in course.claims.values())
    named = sorted((upper_first(topic_name(topic)), topic) for topic in topics)
    return (Option(ANY, _("All topics")), *(Option(topic, name) for name, topic in named))


def _sources(course: Course) -> tuple[Option, ...]:
    """Return the sources that a claim names: the documents first, then the others by kind."""
    named = {standing.source for claim in course.claims.values() for standing in claim.stands}
    held = [source for source in course.sources.values() if source.id in named]
    documents = [source for source in held if source.document]
    others = sorted(
        (source for source in held if not source.document), key=lambda s: (s.kind, s.short)
    )
    return (
        Option(ANY, _("All sources")),
        *(Option(s.id, s.short, group=_("The five documents")) for s in documents),
        *(Option(s.id, s.short, group=upper_first(kind_name(s.kind))) for s in others),
    )


def _found_words(found: int, shown: int) -> str:
    if not found:
        return _("No claim is like that. Try fewer words, or clear the search.")
    if shown == found:
        return ngettext("One claim", "{n} claims", found).format(n=found)
    return _("{n} claims; the first {shown} are shown").format(n=found, shown=shown)
