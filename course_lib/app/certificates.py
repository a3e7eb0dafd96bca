"""A trainer checks a learner's report by its code."""

from jupyter_server.auth.decorator import allow_unauthenticated

from course_lib.app.people import PersonalPage
from course_lib.language import _
from course_lib.learning.report import read_code

LONGEST = 40


class CheckReport(PersonalPage):
    """What the course gave out under a code: nothing in it says to whom."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show the report, or ask for its code."""
        typed = self.get_query_argument("code", "")[:LONGEST]
        code = read_code(typed)
        found = await self.ask(self.store.certificate, code) if code else None
        problem = ""
        if typed and found is None:
            problem = _("No report has this code. Compare it sign by sign with the one on paper.")
        shown = {"typed": typed, "problem": problem, "report": found}
        self.finish(self.page("check.html", _("Check a report"), shown))


def certificates(root: str) -> list[tuple[str, type[PersonalPage]]]:
    """Return the page that checks a report, with its address below the pattern `root`."""
    return [(rf"{root}check/?", CheckReport)]
