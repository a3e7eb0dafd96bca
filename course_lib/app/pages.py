"""The handlers of the course's own pages, and the gate in front of everything else."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from time import time
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_voila_labextensions_path

from course_lib import ui
from course_lib.app.addresses import Addresses
from course_lib.app.attempts import Attempts
from course_lib.app.certificates import certificates
from course_lib.app.course_page import TEMPLATES, CoursePage, course_templates
from course_lib.app.files import Files, KeptFile, files_below
from course_lib.app.kernels import Kernels
from course_lib.app.pass_cookie import Pass, new_pass, pass_in
from course_lib.app.people import people
from course_lib.app.shelf import Place
from course_lib.language import _
from course_lib.learning.store import Store, record_url
from course_lib.learning.visit import NotSavedError

HERE = Path(__file__).parent
STYLES = Path(ui.__file__).parent / "static"
SCRIPTS = HERE / "static"

# The two halves of a lesson's page meet here; what Voilà renders comes between them.
SEAM = "<!-- the lesson -->"

Who = Callable[[HTTPServerRequest], Pass | None]

# After so many heartbeats (one each `http_keep_alive_timeout`) a page stops waiting for its kernel.
PATIENCE = 12

class HomePage(CoursePage):
    """The list of lessons."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show what there is to learn."""
        # Reading it sets the cookie that a closing page needs to end its kernel.
        _token = self.xsrf_token
        self.finish(self.page("home.html", self.shelf.name))


class ShortAddress(CoursePage):
    """/lesson/02: easy to say aloud."""

    @allow_unauthenticated
    async def get(self, lesson_id: str) -> None:
        """Lead to the lesson's page, or say that it is not ready yet."""
        lesson = next((one for one in self.shelf.lessons if one.id == lesson_id), None)
        if lesson is None:
            raise HTTPError(404)
        if self.shelf.is_ready(lesson):
            self.redirect(self.addresses.lesson(lesson.notebook))
            return
        self.set_status(404)
        self.finish(self.page("not_ready.html", lesson.title, lesson=lesson))


class NotHere(CoursePage):
    """Every address that is not open, whichever program would have answered there."""

    @allow_unauthenticated
    async def get(self, *_path: str) -> None:
        """Say that there is no such page."""
        raise HTTPError(404)

    head = post = put = patch = delete = options = get

    def check_xsrf_cookie(self) -> None:
        """Check nothing: the answer is no in any case."""


class LessonPage(CoursePage, TornadoVoilaHandler):  # type: ignore[misc]
    """A lesson, run by Voilà between the two halves of a page of the course."""

    @property
    def content_security_policy(self) -> str:
        """Let widgets work, and let nothing be loaded from another host."""
        host = self.request.host
        # Older Safari does not count a websocket to this very host as 'self'.
        sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
        return "; ".join(
            [
                "default-src 'self'",
                "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
                "style-src 'self' 'unsafe-inline'",
                "img-src 'self' data: blob:",
                "font-src 'self' data:",
                f"connect-src 'self' data: blob:{sockets}",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors 'self'",
            ]
        )

    @allow_unauthenticated
    async def get(self, notebook: str) -> None:
        """Send the top of the page at once, then the lesson as it runs."""
        if not self.shelf.may_open(notebook):
            lesson = self.shelf.lesson_of(notebook)
            if lesson is None:
                raise HTTPError(404)
            self.redirect(self.addresses.short(lesson.id))
            return
        if not await self._is_surely_the_same():
            self.redirect(self.addresses.still(notebook))
            return
        self.remember(self.visitor.at(time()) if self.visitor else new_pass())
        # Reading it sets the cookie that the closing page needs to end its kernel.
        _token = self.xsrf_token
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        top, end = self._halves(notebook)
        try:
            self.write(top)
            await self.flush()
            await self._run(f"{notebook}.ipynb")
            await self.finish(end)
        except StreamClosedError:
            # The visitor has left before the lesson was there; culling ends the kernel.
            return

    @property
    def kernel_manager(self) -> Any:
        """Return what starts kernels that know for whom they run."""
        kernels: Kernels = self.settings["course_kernels"]
        return kernels.of(self.visitor) if self.visitor else super().kernel_manager

    async def _is_surely_the_same(self) -> bool:
        """Tell whether the page may open; after a long rest not before the learner has said so."""
        if self.visitor is None or not self.visitor.is_idle(time()):
            return True
        store: Store = self.settings["course_store"]
        try:
            if await asyncio.to_thread(store.knows, self.visitor.learner):
                return False
        except NotSavedError:
            return False
        # There is nothing that would be somebody's: whoever it is begins anew.
        self.remember(new_pass())
        return True

    async def _run(self, path: str) -> None:
        """Send what Voilà makes of the notebook; when that fails, what to do instead."""
        waits = 0
        try:
            async for html in self.get_generator(path=path):
                waits = waits + 1 if "voila_heartbeat()" in html else 0
                if waits > PATIENCE:
                    raise TimeoutError(path)
                self.write(html)
                await self.flush()
        except StreamClosedError:
            raise
        except Exception:
            self.log.exception("The lesson %s did not open.", path)
            self.write(self.page("_lesson_failed.html", _("The lesson did not open")))

    def _halves(self, notebook: str) -> tuple[str, str]:
        lesson = self.shelf.lesson_of(notebook)
        previous, following = self.shelf.neighbours(notebook)
        titles = {"sources": _("Sources"), "today": _("Today")}
        html = self.page(
            "lesson.html",
            lesson.title if lesson else titles[notebook],
            lesson=lesson,
            previous=previous,
            next=following,
        )
        top, _seam, end = html.partition(SEAM)
        return top, end


class Closed(Matcher):
    """Matches every request that no page of the course needs, or that asks for another's kernel."""

    def __init__(self, addresses: Addresses, kernels: Kernels, who: Who) -> None:
        self.addresses = addresses
        self.kernels = kernels
        self.who = who

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return a match, that is a refusal, unless the address is open to who asks."""
        is_open = self.addresses.is_open(request.method or "", request.path)
        kernel = self.addresses.kernel_in(request.path)
        if is_open and kernel is not None:
            is_open = self.kernels.may_reach(kernel, self.who(request))
        return None if is_open else {}


def course_files(configuration: VoilaConfiguration) -> Files:
    """Return the course's own style sheets and scripts, and those of Voilà that a lesson needs."""
    own = {
        path.name: path
        for folder in (STYLES, SCRIPTS)
        for path in folder.iterdir()
        if path.suffix in {".css", ".js"}
    }
    installed = files_below(collect_static_paths(["voila"], configuration.template), "static")
    extensions = get_voila_labextensions_path(configuration.extra_labextensions_path)
    for name in configuration.extension_allowlist:
        folders = [Path(folder, name) for folder in extensions]
        installed |= files_below(folders, f"labextensions/{name}")
    return Files(own, installed)


def add_pages(server: Any) -> None:
    """Add the pages of the course to `server`, and close every other address."""
    web = server.web_app
    base = web.settings["base_url"]
    addresses = Addresses(base)
    web.settings["course_shelf"] = server.shelf
    web.settings["course_store"] = Store(record_url())
    web.settings["course_attempts"] = Attempts()
    kernels = web.settings["course_kernels"] = Kernels(server.kernel_manager)
    secret = web.settings["cookie_secret"]
    templates = web.settings["course_templates"] = course_templates()
    configuration = VoilaConfiguration(parent=server)
    files = web.settings["course_files"] = course_files(configuration)
    # Voilà's template knows no language: it is given the words, written out.
    part = Place(server.shelf, addresses, _("This part of the lesson did not open"))
    server.config.VoilaConfiguration.resources = {
        "part_failed": templates.get_template("_lesson_failed.html").render(place=part),
        # Where Voilà's front end finds its scripts, and ours that stands in for MathJax.
        "page_addresses": {
            option: addresses.file(files.version(name), folder)
            for option, folder, name in (
                ("fullStaticUrl", "static", "static/voila.js"),
                ("fullLabextensionsUrl", "labextensions", "static/voila.js"),
                ("fullMathjaxUrl", "no-formulas.js", "no-formulas.js"),
            )
        },
    }
    voila = {
        "config": server.config,
        # Ours come first: `index.html.j2` is the one that turns cells into a page.
        "template_paths": [
            str(TEMPLATES / "course"),
            *collect_template_paths(["voila", "nbconvert"], "lab"),
        ],
        "voila_configuration": configuration,
    }
    root = re.escape(base)
    web.add_handlers(
        ".*$",
        [
            (root, HomePage),
            (rf"{root}lesson/(\d\d)/?", ShortAddress),
            (rf"{root}course/files/(\w+)/(.+)", KeptFile, {"files": files}),
            (rf"{root}voila/render/([^/]+)\.ipynb", LessonPage, voila),
            *people(root),
            *certificates(root),
            Rule(Closed(addresses, kernels, lambda request: pass_in(request, secret)), NotHere),
        ],
    )
