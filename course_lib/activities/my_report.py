"""The learner sees how they stand, and takes a report with them that names nobody."""

from collections.abc import Sequence
from itertools import groupby

import traitlets

from course_lib import __version__
from course_lib.activities.activity import Activity
from course_lib.content.course import Course
from course_lib.content.lessons import Lesson
from course_lib.language import _
from course_lib.learning.progress import Standing, no_longer_asked, standings
from course_lib.learning.report import Report, report
from course_lib.learning.visit import NotSavedError, Visit, local_visit
from course_lib.ui.blocks import (
    Block,
    Bullets,
    Button,
    Buttons,
    Callout,
    Heading,
    Paragraph,
    Table,
)
from course_lib.ui.panel import Panel
from course_lib.ui.paper import PaperError, document, pdf
from course_lib.ui.shown import Shown

NAME = "recurrent-breast-cancer-report"


class MyReport(traitlets.HasTraits):
    """How a learner stands when they look; no widgets here."""

    trouble = traitlets.Unicode()

    def __init__(self, course: Course) -> None:
        super().__init__()
        self.course = course
        self.visit = local_visit()
        self.standings: tuple[Standing, ...] = ()
        self.gone: tuple[str, ...] = ()

    def open(self, visit: Visit) -> None:
        """Work out how the learner stands now."""
        self.visit = visit
        self.look()

    def look(self) -> None:
        """Read the answers again; what has happened on other pages counts too."""
        try:
            answers = self.visit.answers()
        except NotSavedError as error:
            self.trouble = str(error)
            return
        self.standings = standings(answers, self.course)
        self.gone = no_longer_asked(answers, self.course)
        self.trouble = ""

    def certify(self) -> tuple[Report, str]:
        """Return the report of today and the code under which it can be looked up.

        Raises NotSavedError.
        """
        made = report(self.visit.answers(), self.course, __version__, self.visit.now().date())
        return made, self.visit.certify(made)


def activity(course: Course, _lesson: Lesson) -> Activity:
    """Return the report of whoever opens the lesson."""
    return MyReportActivity(course)


class MyReportActivity:
    """A table of objectives, and the report to keep."""

    claims: Sequence[str] = ()

    def __init__(self, course: Course) -> None:
        self.course = course
        self.model = MyReport(course)
        self.panel = Panel(_("Where you stand"), self._pressed)
        self.shown = Shown("my report", ["objectives"], NAME, self.panel)
        self._draw()

    def open(self, visit: Visit) -> None:
        """Show how this learner stands."""
        self.model.open(visit)
        self._draw()

    def _pressed(self, key: str, _value: str) -> None:
        self.model.look()
        if key == "look":
            self._draw(_("This is how you stand now."))
            return
        try:
            made, code = self.model.certify()
            page = paper(made, code, self.course.sign_off_line())
            if key == "pdf":
                self.panel.offer(f"{NAME}.pdf", "application/pdf", pdf(page))
            else:
                self.panel.offer(f"{NAME}.html", "text/html", page.encode())
        except (NotSavedError, PaperError) as error:
            self._draw(str(error))
            return
        self._draw(_("The report is made. Its code is {code}.").format(code=spaced(code)))

    def _draw(self, note: str = "") -> None:
        blocks: list[Block] = []
        if self.model.trouble:
            words = (Paragraph(self.model.trouble),)
            blocks.append(Callout("notice", _("Your answers cannot be shown just now"), words))
        else:
            blocks += [*self._table(), *self._gone()]
        if note:
            blocks.append(Paragraph(note, strong=True))
        blocks.append(
            Buttons(
                (
                    Button("pdf", _("Keep the report as PDF"), main=True),
                    Button("html", _("Keep it as a page")),
                    Button("look", _("Look again")),
                )
            )
        )
        blocks.append(
            Paragraph(
                _(
                    "The report holds objectives, time, day and version: no name and no answers. "
                    "Write your name on it yourself if somebody asks for it."
                ),
                quiet=True,
            )
        )
        self.panel.draw(blocks, note)

    def _gone(self) -> list[Block]:
        if not self.model.gone:
            return []
        items = tuple(Paragraph(words) for words in self.model.gone)
        title = _("Answered, and no longer asked in this course")
        return [Heading(title), Bullets(items, title)]

    def _table(self) -> list[Block]:
        """Return one table a lesson, narrow enough for a phone."""
        return [
            Table(
                self.course.lessons[lesson].title,
                (_("Objective"), _("How it stands")),
                tuple((one.text, standing_words(one)) for one in of),
            )
            for lesson, of in groupby(self.model.standings, lambda one: one.lesson)
        ]


def standing_words(standing: Standing) -> str:
    """Return in words how an objective stands; nobody fails one."""
    if standing.met:
        words = _("met ({n} of {all} answered)")
    elif standing.answered:
        words = _("look again ({n} of {all} answered)")
    else:
        words = _("still to come")
    return words.format(n=standing.answered, all=standing.questions)


def spaced(code: str) -> str:
    """Return `code` in two halves, as it is read aloud."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def paper(made: Report, code: str, signed_off: str) -> str:
    """Return the report as a page that stands alone."""
    hours, minutes = divmod(made.minutes, 60)
    facts = (
        _("Day: {day}").format(day=made.made.isoformat()),
        _("Time between answers, pauses left out: {h} h {m} min").format(h=hours, m=minutes),
        _("Version of the course: {version}").format(version=made.version),
        _("Code: {code}. A trainer can look it up on the course's own page.").format(
            code=spaced(code)
        ),
    )
    blocks: list[Block] = [
        Paragraph(_("Name (written in by hand, if it is needed): ______________________________")),
        Bullets(tuple(Paragraph(fact) for fact in facts), _("The report")),
        Heading(_("Objectives met"), 2),
        *_listed(made.met, _("None yet.")),
        Heading(_("Objectives still open"), 2),
        *_listed(made.open, _("None.")),
    ]
    title = _("Recurrent breast cancer: report of a learner")
    footer = _("Teaching, not medical advice. {signed_off}").format(signed_off=signed_off)
    return document(title, blocks, footer)


def _listed(objectives: Sequence[tuple[str, str]], none: str) -> list[Block]:
    if not objectives:
        return [Paragraph(none)]
    caption = _("Objectives and their lessons")
    return [Table(caption, (_("Lesson"), _("Objective")), tuple(objectives))]
