"""Starts the course: one server, its pages, and nothing that a learner does not need."""

import asyncio
import logging
import os
import secrets
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

# jsonschema would build a grammar of international addresses, which nobody here needs and
# which takes longer than everything else at the start together.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

import voila.server_extension as voila_extension  # noqa: E402
from jupyter_server.serverapp import ServerApp  # noqa: E402
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager  # noqa: E402
from tornado.httpclient import AsyncHTTPClient  # noqa: E402
from tornado.netutil import bind_sockets  # noqa: E402
from tornado.web import RequestHandler  # noqa: E402
from traitlets.config import Config  # noqa: E402

from course_lib import __version__  # noqa: E402
from course_lib.app.gate import KINDS, LONGEST, WidgetTalk  # noqa: E402
from course_lib.app.logs import JsonLines, is_failure  # noqa: E402
from course_lib.app.shelf import Shelf  # noqa: E402
from course_lib.app.trainer import PasswordError, trainer_password  # noqa: E402
from course_lib.app.visitors import OnlyWidgets, Visitors  # noqa: E402
from course_lib.content.class_script import scripts  # noqa: E402
from course_lib.content.course import ROOT, Course, load_course  # noqa: E402
from course_lib.content.problem import ContentError  # noqa: E402
from course_lib.language import _, ngettext  # noqa: E402
from course_lib.learning.ballot import Ballot, ballots  # noqa: E402
from course_lib.learning.folder import kept_secret  # noqa: E402
from course_lib.learning.store import Store, record_url  # noqa: E402
from course_lib.learning.visit import NotSavedError  # noqa: E402
from course_lib.ui.paper import Paper  # noqa: E402

# A laptop that sleeps through lunch keeps its lesson; one that never comes back does not.
IDLE_SECONDS = 30 * 60

PING_MILLISECONDS = 30_000

# Front ends of widgets that a lesson uses; every other one that is installed stays out.
WIDGET_FRONT_ENDS = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]

UPLOAD_BYTES = 64 * 1024
"""All that a form of the course can hold; nothing is ever uploaded."""

FAREWELL_SECONDS = 1.5
"""For so long the pages that are open can ask what has happened."""

PROXY_VARIABLE = "COURSE_TRUST_PROXY"
LEVEL_VARIABLE = "COURSE_LOG_LEVEL"

COOKIE_VARIABLE = "COURSE_COOKIE_SECRET"
SHORTEST_SECRET = 32

_log = logging.getLogger("tornado.access")


class Lessons(AsyncLargeFileManager):
    """The notebooks of the course itself: there is nobody to warn about their author."""

    def mark_trusted_cells(self, nb: Any, path: str = "") -> None:
        """Leave the cells as they are; every output is made anew for each visitor."""


class CourseServer(ServerApp):
    """A Jupyter server that reads nobody's settings and offers no service but the kernels'."""

    # What is not listed has no handler at all: contents, files, sessions, terminals, login …
    default_services = ("kernels",)  # type: ignore[assignment]

    shelf: Shelf
    forks: bool
    trainer_password: str
    is_closing = False

    _log_formatter_cls = JsonLines

    def load_config_file(self, suppress_errors: bool = True) -> None:  # type: ignore[override]
        """Read no file: the settings of whoever starts the course are for their own notebooks."""

    def init_signal(self) -> None:
        """Stop at once, without a question, on Ctrl-C and when the system asks."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop(from_signal=True))

    def stop(self, from_signal: bool = False) -> None:
        """Stop; where lessons are open, first tell their pages."""
        sockets = self.web_app.settings.get("course_sockets") if self.web_app else None
        if not sockets or self.is_closing:
            super().stop(from_signal)
            return
        self.is_closing = True
        self.io_loop.add_callback_from_signal(self._say_goodbye)

    async def cleanup_kernels(self) -> None:
        """End all kernels; one that never started is still expected by its manager, but is none."""
        expected = self.kernel_manager._pending_kernels
        for kernel in [one for one in expected if one not in self.kernel_manager]:
            del expected[kernel]
        await super().cleanup_kernels()

    async def _say_goodbye(self) -> None:
        # What was answered is saved before a page says so: there is nothing to wait for here.
        for socket in list(self.web_app.settings["course_sockets"]):
            socket.close(1001, "closing")
        await asyncio.sleep(FAREWELL_SECONDS)
        super().stop()


def serve(
    port: int,
    root: Path,
    ip: str = "localhost",
    *,
    plain: bool = False,
    papers: Callable[[], tuple[Paper, ...]] = tuple,
    ballots_of: Callable[[Course], Mapping[str, Ballot]] = ballots,
) -> None:
    """Serve the course in `root`, and what trainers can print or poll, until somebody stops it."""
    _refuse_taken_port(port, ip)
    run(replace(_shelf(root, ballots_of), papers=papers), port, ip, plain=plain)


def run(shelf: Shelf, port: int, ip: str = "localhost", *, plain: bool = False) -> None:
    """Serve the lessons of `shelf` until somebody stops it; `plain` runs each one anew."""
    _open_record()
    # Short, because the sockets of the kernels lie here and their names may not be long.
    with tempfile.TemporaryDirectory(prefix="course-") as folder, _own_settings(Path(folder)):
        server = CourseServer.instance(config=settings(port, shelf.notebooks, ip))
        server.runtime_dir = folder
        server.no_browser_open_file = True
        server.shelf = shelf
        server.forks = not plain
        password, is_to_be_told = _trainer_password()
        server.trainer_password = password
        server.initialize(argv=[], find_extensions=False)
        server.io_loop.add_callback(_announce, port, ip, password if is_to_be_told else "")
        server.start()


def settings(port: int, notebooks: Path, ip: str) -> Config:
    """Return all settings of the server; nothing is read from anywhere else."""
    config = Config()
    config.Application.log_level = log_level()
    config.Application.logging_config = {
        "loggers": {
            "course_lib": {"level": "DEBUG", "handlers": ["console"], "propagate": False}
        }
    }
    server = config.ServerApp
    server.ip = ip
    server.port = port
    server.port_retries = 0
    server.root_dir = str(notebooks)
    server.open_browser = False
    server.allow_root = True  # in a container there is often nobody else
    server.cookie_secret = cookie_secret()
    server.terminals_enabled = False
    server.quit_button = False
    server.identity_provider_class = Visitors
    server.authorizer_class = OnlyWidgets
    # The course's own extension is loaded first, so that its gate stands in front.
    server.jpserver_extensions = {"course_lib.app": True, "voila.server_extension": True}
    server.reraise_server_extension_failures = True
    server.contents_manager_class = Lessons
    # Pages, and what widgets say, are words: they shrink to a fifth.
    server.websocket_compression_options = {}
    server.kernel_websocket_connection_class = WidgetTalk
    if trusts_proxy():
        server.trust_xheaders = True
        # It passes on the name by which the course is known outside.
        server.allow_remote_access = True
    server.max_body_size = UPLOAD_BYTES
    server.max_buffer_size = 16 * UPLOAD_BYTES
    server.tornado_settings = {
        "log_function": _note,
        "websocket_max_message_size": LONGEST,
        "compress_response": True,
        # A page that answers no ping is gone, and its kernel may be culled.
        "ws_ping_interval": PING_MILLISECONDS,
        # It must be longer: the first ping is sent only when it is first looked for an answer.
        "ws_ping_timeout": 3 * PING_MILLISECONDS,
    }

    kernels = config.MappingKernelManager
    kernels.allowed_message_types = sorted(KINDS)
    kernels.cull_idle_timeout = IDLE_SECONDS
    kernels.cull_interval = 60
    kernels.cull_connected = False
    config.KernelManager.shutdown_wait_time = 1.0
    # One that is started anew is empty: the page reopens the lesson instead.
    config.KernelRestarter.restart_limit = 0
    if sys.platform == "linux":
        # Ports collide when a whole class opens a lesson at once; files do not.
        config.KernelManager.transport = "ipc"

    page = config.VoilaConfiguration
    page.template = "lab"
    page.allow_template_override = "NO"
    page.allow_theme_override = "NO"
    page.strip_sources = True
    page.show_tracebacks = False
    page.file_allowlist = []
    page.extension_allowlist = WIDGET_FRONT_ENDS
    page.http_keep_alive_timeout = 5
    config.VoilaExecutor.cell_error_instruction = ""
    # When a whole class opens a lesson, an answer of the kernel can take longer than the four
    # seconds that are the default, and what comes later would be missing from the page.
    config.VoilaExecutor.iopub_timeout = 120
    return config


def trusts_proxy() -> bool:
    """Tell whether a proxy in front says who asks, and by TLS or not; nobody else is believed."""
    return os.environ.get(PROXY_VARIABLE, "").lower() in {"1", "yes", "true", "on"}


def log_level() -> int:
    """Return from which level on the log is written: warnings, unless configured otherwise."""
    levels = logging.getLevelNamesMapping()
    return levels.get(os.environ.get(LEVEL_VARIABLE, "").upper(), logging.WARNING)


def cookie_secret() -> bytes:
    """Return what the cookies of learners are signed with: the same after every start.

    Replicas of one course are given one in COURSE_COOKIE_SECRET.
    """
    # Taken out, so that no kernel is told.
    if given := os.environ.pop(COOKIE_VARIABLE, ""):
        if len(given) < SHORTEST_SECRET:
            words = _("{name} is too short to keep a secret: give it {n} characters or more.")
            _stop(words.format(name=COOKIE_VARIABLE, n=SHORTEST_SECRET))
        return given.encode()
    try:
        return kept_secret("cookie-secret")
    except OSError as error:
        print(
            _("Learners will be forgotten when the course stops: it may not write into its folder "
              "({reason}).").format(reason=error),
            file=sys.stderr,
        )
        return secrets.token_bytes(32)


def _trainer_password() -> tuple[str, bool]:
    try:
        return trainer_password()
    except PasswordError as error:
        _stop(error)


def _open_record() -> None:
    """Bring the record to today's tables, and say at once where nothing can be kept."""
    try:
        Store(record_url()).open()
    except NotSavedError as error:
        words = _("No answer can be saved at present: {reason}")
        print(words.format(reason=error), file=sys.stderr)


def _shelf(root: Path, ballots_of: Callable[[Course], Mapping[str, Ballot]]) -> Shelf:
    try:
        course = load_course(root)
    except ContentError as error:
        count = len(error.problems)
        _stop(
            ngettext(
                "The course cannot open: one thing to mend in data/.",
                "The course cannot open: {n} things to mend in data/.",
                count,
            ).format(n=count),
            *map(str, error.problems),
        )
    notebooks = (root / "notebooks").resolve()
    if not notebooks.is_dir():
        _stop(_("The course cannot open: there is no folder notebooks/ beside data/."))
    return Shelf(
        name=_("Recurrent breast cancer"),
        version=__version__,
        notebooks=notebooks,
        lessons=tuple(course.lessons.values()),
        notices=(
            _("Teaching, not medical advice."),
            course.sign_off_line(),
        ),
        watched=(ROOT / "data", ROOT / "course_lib"),
        needed=(
            "course_lib.content.course:this_course", "course_lib.learning.opening:rehearse"
        ),
        ballots=ballots_of(course),
        scripts=scripts(course, notebooks),
    )


def _refuse_taken_port(port: int, ip: str) -> None:
    """Say so before anything else is loaded: it is the commonest reason not to start."""
    try:
        sockets = bind_sockets(port, ip)
    except OSError:
        _stop(
            _(
                "Port {port} cannot be used, most likely because another program already uses it; "
                "choose another one, for example PORT={other}."
            ).format(port=port, other=port + 1)
        )
    for socket in sockets:
        socket.close()


@contextmanager
def _own_settings(folder: Path) -> Iterator[None]:
    """Keep the settings of whoever starts the course away from Voilà and from the kernels."""
    # Voilà would run a voila.py that happens to lie in the current folder.
    read_files, voila_extension.load_config_file = voila_extension.load_config_file, lambda: None
    before = os.environ.get("IPYTHONDIR")
    profile = folder / "ipython" / "profile_default"
    profile.mkdir(parents=True)
    # Nobody types here; a history would only be a file that all kernels wait for.
    # Whoever sends nonsense shall not fill the log of the host.
    (profile / "ipython_kernel_config.py").write_text(
        "c.HistoryManager.enabled = False\nc.IPKernelApp.log_level = 50\n"
    )
    os.environ["IPYTHONDIR"] = str(profile.parent)
    try:
        yield
    finally:
        voila_extension.load_config_file = read_files
        if before is None:
            del os.environ["IPYTHONDIR"]
        else:
            os.environ["IPYTHONDIR"] = before


async def _announce(port: int, ip: str, password: str) -> None:
    """Say where the course is, once it has really answered; and `password`, if there is one."""
    everywhere = {"", "localhost", "127.0.0.1", "0.0.0.0", "::", "::1"}
    host = "localhost" if ip in everywhere else ip
    address = f"http://{host}:{port}/"
    await AsyncHTTPClient().fetch(address)
    print(_("The course is ready at {address}").format(address=address), flush=True)
    if password:
        words = _("For trainers: {address}teach, with the password {password}")
        print(words.format(address=address, password=password), flush=True)


def _note(handler: RequestHandler) -> None:
    """Count a request, and log it; a warning only when the server is at fault."""
    handler.settings["course_metrics"].page_was_sent(handler)
    status = handler.get_status()
    about = {
        "page": type(handler).__name__,
        "status": status,
        "milliseconds": round(1000 * handler.request.request_time()),
    }
    level = logging.ERROR if is_failure(status) else logging.INFO
    _log.log(level, "%s %s", handler.request.method, handler.request.path, extra={"about": about})


def _stop(*lines: Any) -> NoReturn:
    print(*lines, sep="\n", file=sys.stderr)
    raise SystemExit(1)
