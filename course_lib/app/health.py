"""What the host asks the server: whether all is well, and the numbers; and how long a queue is."""

import asyncio
import os
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from time import monotonic

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.httputil import HTTPServerRequest
from tornado.web import HTTPError

from course_lib.app.course_page import CoursePage
from course_lib.app.limits import Room
from course_lib.app.metrics import Metrics
from course_lib.language import _
from course_lib.learning.learner import Learner
from course_lib.learning.store import Store
from course_lib.learning.visit import NotSavedError

ALLOWANCE = "COURSE_METRICS_FROM"
"""Networks, separated by commas, that may read the numbers as well as this computer itself."""

PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Host")

FRESH_SECONDS = 2.0
"""The record is asked no more often, whoever asks for its health."""

Network = IPv4Network | IPv6Network

THIS_COMPUTER: tuple[Network, ...] = (ip_network("127.0.0.0/8"), ip_network("::1"))


class Record:
    """Whether the record can be reached; asked at most once in a while."""

    def __init__(self, store: Store, clock: Callable[[], float] = monotonic) -> None:
        self._store = store
        self._clock = clock
        self._asked = float("-inf")
        self._is_there = False
        self._lock = asyncio.Lock()

    async def is_there(self) -> bool:
        """Tell whether the record answers."""
        async with self._lock:
            if self._clock() - self._asked > FRESH_SECONDS:
                try:
                    await asyncio.to_thread(self._store.knows, Learner("nobody"))
                    self._is_there = True
                except NotSavedError:
                    self._is_there = False
                self._asked = self._clock()
        return self._is_there


class Health(CoursePage):
    """/healthz: for whatever restarts the course, or sends learners to another server."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Say how each lesson is opened, and whether answers can be saved; 503 where they cannot.

        A lesson is "ready" once it opens at once, "plain" as long as it is run for each visitor.
        """
        record: Record = self.settings["course_record"]
        is_there = await record.is_there()
        is_ready: Callable[[str], bool] = self.settings["course_is_warm"]
        lessons = {
            lesson.id: "ready" if is_ready(lesson.notebook) else "plain"
            for lesson in self.shelf.ready
        }
        self.set_status(200 if is_there and lessons else 503)
        self.set_header("Cache-Control", "no-store")
        self.finish(
            {
                "status": "ok" if is_there and lessons else "failing",
                "record": "reachable" if is_there else "away",
                "lessons": lessons,
                "version": self.shelf.version,
            }
        )

    head = get


class Numbers(CoursePage):
    """/metrics: for Prometheus on this computer, or where the host allows it."""

    @allow_unauthenticated
    def get(self) -> None:
        """Show the numbers to who may see them; for everybody else there is no such page."""
        trusts_proxy = self.settings["course_trusts_proxy"]
        if not is_allowed(self.request, self.settings["course_allowance"], trusts_proxy):
            raise HTTPError(404)
        metrics: Metrics = self.settings["course_metrics"]
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(metrics.text())


class Waiting(CoursePage):
    """/waiting: the page that waits for a place asks here for its number."""

    @allow_unauthenticated
    def get(self) -> None:
        """Say which number they have; 0 when it is their turn."""
        room: Room = self.settings["course_room"]
        self.set_header("Cache-Control", "no-store")
        self.finish({"number": room.number(self.visitor.sitting) if self.visitor else 0})


class Closing(CoursePage):
    """Every address, while the course is being closed."""

    @allow_unauthenticated
    def get(self, *_path: str) -> None:
        """Say so: the pages that are open tell their learners."""
        self.set_status(503)
        self.set_header("Retry-After", "10")
        self.finish(self.page("closing.html", _("The course is being restarted")))

    head = post = put = patch = delete = options = get

    def check_xsrf_cookie(self) -> None:
        """Check nothing: the answer is the same for all."""


def is_allowed(
    request: HTTPServerRequest, allowance: tuple[Network, ...], trusts_proxy: bool
) -> bool:
    """Tell whether the numbers may be shown to who asks.

    What a proxy has passed on comes from this computer only as far as the connection goes, so it
    needs the allowance, and a proxy whose word on where it comes from is trusted.
    """
    is_passed_on = any(name in request.headers for name in PASSED_ON)
    if is_passed_on and not trusts_proxy:
        return False
    try:
        address = ip_address(request.remote_ip or "")
    except ValueError:
        return False
    networks = allowance if is_passed_on else (*THIS_COMPUTER, *allowance)
    return any(address in network for network in networks)


def allowance() -> tuple[Network, ...]:
    """Return the networks that may read the numbers; raises ValueError for what is none."""
    given = os.environ.get(ALLOWANCE, "").split(",")
    return tuple(ip_network(one.strip()) for one in given if one.strip())
