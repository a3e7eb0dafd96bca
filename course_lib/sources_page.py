"""What the sources notebook opens: what the sources are, where they part, and every claim."""

import datetime

from course_lib.activities.claims_browser import ClaimsActivity
from course_lib.activities.disagreements import DisagreementsActivity
from course_lib.content.course import Course, this_course
from course_lib.content.names import topic_name
from course_lib.figures.coverage import Coverage, coverage, coverage_of
from course_lib.figures.drawing import svg
from course_lib.figures.source_ages import changes, later_than, source_ages, undated, written
from course_lib.language import _, upper_first
from course_lib.notebook import Notebook
from course_lib.ui import sources_page
from course_lib.ui.blocks import Bullets, Paragraph, Table
from course_lib.ui.chips import chips
from course_lib.ui.claim_words import moved_on_words
from course_lib.ui.shown import Page, Shown
from course_lib.ui.sources_page import Picture


class SourcesPage(Notebook):
    """The page to which every source chip leads; each method is what one cell shows."""

    def __init__(self) -> None:
        self.course: Course = this_course()
        self._disagreements = DisagreementsActivity(self.course)

    def documents(self) -> Page:
        """Show what the sources are, which are kin, and what practice today rests on."""
        return self._page("documents", sources_page.documents(self.course))

    def coverage(self) -> Page:
        """Show which topics each document and practice today speak of."""
        covered = coverage_of(self.course)
        drawing = svg(coverage(self.course))
        in_words = _coverage_table(covered)
        return self._picture(
            "figure coverage", Picture(drawing, _coverage_message(covered), in_words)
        )

    def ages(self) -> Page:
        """Show when the documents were written, beside the years in which practice changed."""
        drawing = svg(source_ages(self.course))
        in_words = _changes(self.course)
        return self._picture("figure ages", Picture(drawing, _ages_message(self.course), in_words))

    def disagreements(self) -> Shown:
        """Let the learner open a disagreement, judge it, and see what today decides."""
        return self._disagreements.shown

    def claims(self) -> Shown:
        """Let the learner search all claims, and find the one that a chip has led to."""
        activity = ClaimsActivity(self.course, self._disagreements.lead_to)
        # The one place that looks at the calendar, and only when somebody opens the page.
        self.on_open(lambda _visit: activity.model.open_on(datetime.date.today()))
        return activity.shown

    def curriculum(self) -> Page:
        """Show what is taught where: each objective with its activities, questions and claims."""
        return self._page("curriculum", sources_page.curriculum(self.course))

    def _picture(self, name: str, picture: Picture) -> Page:
        return self._page(name, sources_page.picture(picture))


def _coverage_message(covered: Coverage) -> list[str]:
    message = [
        _(
            "Each number is how many sentences of this course on that topic name the document or "
            "a source of today. The stronger the colour, the more there are; an empty cell is "
            "silence."
        )
    ]
    if covered.only_today:
        topics = _and([topic_name(topic) for topic in covered.only_today])
        message.insert(0, _("No document speaks of {topics}.").format(topics=topics))
    if covered.only_documents:
        topics = _and([topic_name(topic) for topic in covered.only_documents])
        words = _("On {topics} no source of today is cited yet: read with care.")
        message.insert(1, words.format(topics=topics))
    return message


def _coverage_table(covered: Coverage) -> Table:
    return Table(
        _("Sentences by topic, for each document and for practice today"),
        (_("Topic"), *(column.name for column in covered.columns)),
        tuple(
            (
                upper_first(topic_name(topic)),
                *(str(covered.count(topic, column)) for column in covered.columns),
            )
            for topic in covered.topics
        ),
        wide=True,
    )


def _ages_message(course: Course) -> list[str]:
    total = len(changes(course))
    later = {document.name: later_than(course, document) for document in written(course)}
    most = max(later, key=lambda name: later[name])
    others = [
        _("{n} after {name}").format(name=name, n=n) for name, n in later.items() if name != most
    ]
    lines = [
        _("{n} of the {all} changes of practice shown here came after {name}.").format(
            n=later[most], all=total, name=most
        ),
        _("Also: {counts}.").format(counts="; ".join(others)),
        _(
            "A dashed frame is a page without a date: its span is read from the drugs or the "
            "references it names, so it may be younger than its last year."
        ),
    ]
    without = undated(course)
    if without:
        words = _("{names} bears no date and nothing to date it by, so it is not in the picture.")
        lines.append(words.format(names=_and(without)))
    lines.append(_("The year of a change is that of the guideline or trial cited for it."))
    return lines


def _changes(course: Course) -> Bullets:
    return Bullets(
        tuple(
            Paragraph(
                f"{change.year}: {change.claim.says} {moved_on_words(change.claim)}",
                chips(course, change.claim.moved_on.to if change.claim.moved_on else (), here=True),
            )
            for change in changes(course)
        ),
        _("Changes of practice, the oldest first"),
    )


def _and(names: tuple[str, ...] | list[str]) -> str:
    *others, last = names
    return _("{some} and {last}").format(some=", ".join(others), last=last) if others else last
