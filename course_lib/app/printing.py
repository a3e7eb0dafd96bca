"""A trainer prints: handouts, worksheets, answers, slides, and the questions for other systems."""

import asyncio
from itertools import groupby
from mimetypes import guess_type

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import HTTPError

from course_lib.app.trainer import TrainerPage
from course_lib.language import _
from course_lib.ui.paper import Paper, PaperError


class PaperPage(TrainerPage):
    """A page that knows what can be printed."""

    async def papers(self) -> tuple[Paper, ...]:
        """Return it; the first time this takes a moment."""
        return await asyncio.to_thread(self.shelf.papers)


class Printing(PaperPage):
    """/teach/print: everything that can be printed."""

    @allow_unauthenticated
    async def get(self) -> None:
        """List it, lesson by lesson."""
        groups = [
            (about, [(title, list(files)) for title, files in groupby(same, lambda one: one.title)])
            for about, same in groupby(await self.papers(), lambda one: one.about)
        ]
        self.finish(self.page("printing.html", _("To print and to take along"), {"groups": groups}))


class PrintedFile(PaperPage):
    """/teach/print/NAME: one file, made when it is asked for."""

    @allow_unauthenticated
    async def get(self, name: str) -> None:
        """Give it."""
        paper = next((one for one in await self.papers() if one.name == name), None)
        if paper is None:
            raise HTTPError(404)
        try:
            made = await asyncio.to_thread(paper.make)
        except PaperError as error:
            self.set_status(503)
            title = _("This cannot be done just now")
            self.finish(self.page("record_away.html", title, {"why": str(error)}))
            return
        kind, _encoding = guess_type(name)
        self.set_header("Content-Type", kind or "application/octet-stream")
        # Saved and not shown: it has a look and scripts of its own, which no page here may have.
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(made)


def printing(root: str) -> list[tuple[str, type[PaperPage]]]:
    """Return the pages for printing, with their addresses below the pattern `root`."""
    return [
        (rf"{root}teach/print/?", Printing),
        (rf"{root}teach/print/([\w.-]+)", PrintedFile),
    ]
