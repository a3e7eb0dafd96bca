"""The handlers of the course's own pages, and the gate in front of everything else."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import time
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from sqlalchemy import QueuePool
from tornado.httputil import HTTPServerRequest
from tornado.iostream import StreamClosedError
from tornado.routing import Matcher, Rule
from tornado.web import HTTPError
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths, collect_template_paths
from voila.tornado.handler import TornadoVoilaHandler
from voila.utils import get_voila_labextensions_path

from course_lib import ui
from course_lib.app import policy
from course_lib.app.addresses import KERNEL, Addresses
from course_lib.app.attempts import Attempts
from course_lib.app.certificates import certificates
from course_lib.app.course_page import TEMPLATES, CoursePage, course_templates
from course_lib.app.files import Files, KeptFile, files_below
from course_lib.app.forking.lessons import ForkedLessons, is_possible
from course_lib.app.forking.page import renderer
from course_lib.app.forking.process import ForkError, offer_forks
from course_lib.app.gate import LessonSocket
from course_lib.app.hall import Hall
from course_lib.app.health import Closing, Health, Numbers, Record, Waiting, allowance
from course_lib.app.join import GUESSES_FROM_EVERYWHERE, GUESSES_FROM_ONE_PLACE, join
from course_lib.app.kernels import Kernels
from course_lib.app.limits import Room, most_lessons, most_of_one
from course_lib.app.metrics import Metrics, watch_room
from course_lib.app.pass_cookie import Pass, new_pass, pass_in
from course_lib.app.people import people
from course_lib.app.polls import polls
from course_lib.app.printing import printing
from course_lib.app.shelf import Place
from course_lib.app.teaching import NAME, class_learner, on_screen, open_class, teaching
from course_lib.app.trainer import TrainerPage, doors
from course_lib.language import _
from course_lib.learning.class_store import ClassStore
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

TIDY_SECONDS = 15
UNREACHED_SECONDS = 3 * 60
UNREACHED_SECONDS_WHEN_FULL = 30
"""So long a page may take to connect with its lesson, and so long when others wait for a place."""

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
        return policy.for_lesson(self.request.host)

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
        room: Room = self.settings["course_room"]
        number = room.come_in(self.visitor.sitting) if self.visitor else 0
        if number:
            self._let_wait(number)
            return
        try:
            await self._open(notebook)
        finally:
            room.sat_down()

    def _let_wait(self, number: int) -> None:
        self.set_status(503)
        self.set_header("Retry-After", "10")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.page("waiting.html", _("The room is full"), {"number": number}))

    async def _open(self, notebook: str) -> None:
        # Reading it sets the cookie that the closing page needs to end its kernel.
        _token = self.xsrf_token
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        top, end = self._halves(notebook)
        try:
            self.write(top)
            await self.flush()
            if html := await self._forked(notebook):
                self.write(html)
            else:
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

    async def _forked(self, notebook: str) -> str | None:
        """Return the lesson with a kernel in which it has been run, None where there is none."""
        lessons: ForkedLessons | None = self.settings["course_forked_lessons"]
        if lessons is None or (template := lessons.template_of(notebook)) is None:
            return None
        try:
            kernel = await self.kernel_manager.start_kernel(env={}, fork=template.fork)
        except ForkError as error:
            self.log.warning("The lesson %s is run anew for a visitor: %s", notebook, error)
            self.settings["course_metrics"].failed.labels("fork").inc()
            self.settings["course_metrics"].failed.labels("fork").inc()
            # If its process is gone, another one is made.
            lessons.template_of(notebook)
            return None
        return template.page(kernel)

    async def _run(self, path: str) -> None:
        """Send what Voilà makes of the notebook; when that fails, what to do instead."""
        waits = 0
        try:
            async for html in self.get_generator(path=path):
                # Voilà says so by a script in the page, which the page's policy forbids.
                is_waiting = "voila_heartbeat()" in html
                waits = waits + 1 if is_waiting else 0
                if waits > PATIENCE:
                    raise TimeoutError(path)
                self.write("\n" if is_waiting else html)
                await self.flush()
        except StreamClosedError:
            raise
        except Exception:
            self.log.exception("The lesson %s did not open.", path)
            self.settings["course_metrics"].failed.labels("lesson").inc()
            self.write(self.page("_lesson_failed.html", _("The lesson did not open")))

    def _halves(self, notebook: str) -> tuple[str, str]:
        top, _seam, end = self.around(notebook).partition(SEAM)
        return top, end

    def around(self, notebook: str) -> str:
        """Return the page of the course in which the lesson stands."""
        lesson = self.shelf.lesson_of(notebook)
        previous, following = self.shelf.neighbours(notebook)
        titles = {"sources": _("Sources"), "today": _("Today")}
        return self.page(
            "lesson.html",
            lesson.title if lesson else titles[notebook],
            lesson=lesson,
            previous=previous,
            next=following,
        )


class TaughtLesson(TrainerPage, LessonPage):
    """/teach/NN_name: the same page before a class, one section a screen.

    What is answered there is the class's; whoever learns in this browser keeps their own record.
    """

    @allow_unauthenticated
    async def get(self, notebook: str) -> None:
        """Send the lesson; a trainer waits for no place, and is not asked who they are."""
        if self.shelf.lesson_of(notebook) is None or not self.shelf.may_open(notebook):
            raise HTTPError(404)
        if self.visitor is None:
            self.remember(new_pass())
        self.learner = class_learner(self)
        self.vote_at = await open_class(self)
        await self._open(notebook)

    @property
    def kernel_manager(self) -> Any:
        """Return what starts kernels in which the class learns."""
        kernels: Kernels = self.settings["course_kernels"]
        assert self.visitor is not None
        return kernels.of(replace(self.visitor, learner=self.learner))

    def around(self, notebook: str) -> str:
        """Return the page with what leads through the screens."""
        lesson = self.shelf.lesson_of(notebook)
        assert lesson is not None
        shown = on_screen(self, notebook, self.learner, self.vote_at)
        return self.page("teach_lesson.html", lesson.title, shown, lesson=lesson)


class EndOfLesson(CoursePage):
    """A page that is left ends its lesson."""

    @allow_unauthenticated
    async def post(self, kernel: str) -> None:
        """End it, and keep the place for a moment: the learner may only be turning the page."""
        kernels: Kernels = self.settings["course_kernels"]
        room: Room = self.settings["course_room"]
        if self.visitor and kernels.owner(kernel):
            await kernels.end(kernel)
            room.keep(self.visitor.sitting)
        self.set_status(204)
        self.finish()


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


class ClosingSoon(Matcher):
    """Matches every request as soon as `server` is being closed."""

    def __init__(self, server: Any) -> None:
        self.server = server

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return a match while the server closes."""
        return {} if self.server.is_closing else None


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


async def _tidy(kernels: Kernels, room: Room) -> None:
    """End for ever what was opened and left before its page was there."""
    while True:
        await asyncio.sleep(TIDY_SECONDS)
        await kernels.end_unreached(
            UNREACHED_SECONDS_WHEN_FULL if room.is_full else UNREACHED_SECONDS
        )


def add_pages(server: Any) -> None:
    """Add the pages of the course to `server`, and close every other address."""
    web = server.web_app
    base = web.settings["base_url"]
    addresses = Addresses(base)
    web.settings["course_shelf"] = server.shelf
    web.settings["course_store"] = Store(record_url())
    web.settings["course_attempts"] = Attempts()
    web.settings["course_trainer_attempts"] = Attempts()
    web.settings["course_trainer_password"] = server.trainer_password
    web.settings["course_guesses"] = Attempts(
        from_one=GUESSES_FROM_ONE_PLACE, from_all=GUESSES_FROM_EVERYWHERE
    )
    hall = web.settings["course_hall"] = Hall(ClassStore(record_url(), pool=QueuePool))
    server.io_loop.add_callback(hall.tidy)
    web.settings["course_server"] = server
    metrics = web.settings["course_metrics"] = Metrics()
    kernels = web.settings["course_kernels"] = Kernels(
        server.kernel_manager, most_of_one(), lambda how: metrics.started.labels(how).inc()
    )
    room = web.settings["course_room"] = Room(
        most_lessons(server.forks and is_possible()), lambda: kernels.count
    )
    web.settings["course_record"] = Record(web.settings["course_store"])
    web.settings["course_allowance"] = allowance()
    web.settings["course_trusts_proxy"] = server.trust_xheaders
    sockets: set[LessonSocket] = set()
    web.settings["course_sockets"] = sockets
    watch_room(metrics, kernels, room)
    web.settings["course_is_warm"] = lambda _notebook: False
    server.io_loop.add_callback(_tidy, kernels, room)
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
    web.settings["course_forked_lessons"] = None
    if server.forks and is_possible():
        offer_forks(server)
        render = renderer(server, voila["template_paths"], configuration)
        lessons = ForkedLessons(server.shelf, render, server.log)
        web.settings["course_forked_lessons"] = lessons
        web.settings["course_is_warm"] = lessons.is_warm
        server.io_loop.add_callback(lessons.warm, server.shelf.notebooks_open)
    elif server.forks:
        server.log.warning("Each lesson is run for each visitor here: Linux alone can do better.")
    root = re.escape(base)
    web.add_handlers(
        ".*$",
        [
            Rule(ClosingSoon(server), Closing),
            (root, HomePage),
            (rf"{root}healthz", Health),
            (rf"{root}metrics", Numbers),
            (rf"{root}waiting", Waiting),
            (rf"{root}lesson/(\d\d)/?", ShortAddress),
            (rf"{root}course/files/(\w+)/(.+)", KeptFile, {"files": files}),
            (rf"{root}voila/render/([^/]+)\.ipynb", LessonPage, voila),
            *people(root),
            *certificates(root),
            *join(root),
            *polls(root),
            *doors(root),
            *teaching(root),
            (rf"{root}teach/({NAME})", TaughtLesson, voila),
            *printing(root),
            Rule(Closed(addresses, kernels, lambda request: pass_in(request, secret)), NotHere),
            (rf"{root}api/kernels/({KERNEL})/channels", LessonSocket, {"sockets": sockets}),
            (rf"{root}voila/api/shutdown/({KERNEL})", EndOfLesson),
        ],
    )
