"""What the host of a course can watch: numbers for Prometheus, none of them about a person."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.process_collector import ProcessCollector
from tornado.web import RequestHandler

from course_lib.app.logs import is_failure
from course_lib.language import _

SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


if TYPE_CHECKING:
    from course_lib.app.kernels import Kernels
    from course_lib.app.limits import Room


class Metrics:
    """The numbers of one server since its start."""

    def __init__(self) -> None:
        all_ = self._registry = CollectorRegistry()
        ProcessCollector(registry=all_)
        self.started = Counter(
            "course_kernels_started", _("Lessons opened, forked or run."), ["how"], registry=all_
        )
        self.failed = Counter("course_failures", _("What went wrong."), ["what"], registry=all_)
        self.refused = Counter(
            "course_messages_refused", _("What no page sends, by why."), ["why"], registry=all_
        )
        self.pages = Histogram(
            "course_page_seconds", _("Seconds until a page was whole."), ["page", "status"],
            buckets=SECONDS, registry=all_,
        )  # fmt: skip

    def watch(self, name: str, words: str, count: Callable[[], float]) -> None:
        """Show what `count` returns at the moment as `course_name`."""
        Gauge(f"course_{name}", words, registry=self._registry).set_function(count)

    def page_was_sent(self, handler: RequestHandler) -> None:
        """Note how long the answer took; which page it was, not what stood in its address."""
        page, status = type(handler).__name__, f"{handler.get_status() // 100}xx"
        self.pages.labels(page, status).observe(handler.request.request_time())
        if is_failure(handler.get_status()):
            self.failed.labels("page").inc()

    def text(self) -> bytes:
        """Return all numbers in the words of Prometheus."""
        return generate_latest(self._registry)


def watch_room(metrics: Metrics, kernels: "Kernels", room: "Room") -> None:
    """Show in `metrics` how full it is."""
    metrics.watch("visitors", _("Browsers with an open lesson."), lambda: kernels.visitors)
    metrics.watch("kernels_open", _("Lessons that are open."), lambda: kernels.count)
    metrics.watch("kernels_opening", _("Lessons that are being opened."), lambda: room.opening)
    metrics.watch("queue", _("Learners who wait for a place."), lambda: room.waiting)
    metrics.watch("places", _("Lessons that may be open at once."), lambda: room.most)
