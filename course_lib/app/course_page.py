"""A page in the course's look, and who has asked for it."""

from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jupyter_server.base.handlers import JupyterHandler
from markupsafe import Markup

from course_lib.app import policy
from course_lib.app.addresses import Addresses
from course_lib.app.files import Files
from course_lib.app.pass_cookie import Pass, clear_pass, give_pass, is_encrypted, pass_in
from course_lib.app.shelf import Place, Shelf
from course_lib.language import _, code, direction, ngettext

TEMPLATES = Path(__file__).parent / "templates"


class CoursePage(JupyterHandler):
    """A page in the course's look."""

    @property
    def shelf(self) -> Shelf:
        """Return the lessons."""
        shelf: Shelf = self.settings["course_shelf"]
        return shelf

    @property
    def addresses(self) -> Addresses:
        """Return the addresses as this server sees them."""
        return Addresses(self.base_url)

    @property
    def content_security_policy(self) -> str:
        """Let a page without widgets load its own style sheet and script, and nothing else."""
        return policy.CLOSED

    def set_default_headers(self) -> None:
        """Add what every page says to the browser."""
        super().set_default_headers()
        for name, value in policy.HEADERS.items():
            self.set_header(name, value)

    def set_cookie(self, name: str, value: str | bytes, *args: Any, **more: Any) -> None:
        """Let no other site send the cookie along, nor anybody read it where there is TLS.

        No script reads it either, but for the token that a page which is left has to send.
        """
        more.setdefault("httponly", name != "_xsrf")
        more.setdefault("samesite", "Lax")
        more.setdefault("secure", is_encrypted(self.request))
        super().set_cookie(name, value, *args, **more)

    @cached_property
    def visitor(self) -> Pass | None:
        """Whose browser asks; None for somebody who has not begun."""
        return pass_in(self.request, self.settings["cookie_secret"])

    def remember(self, visitor: Pass | None) -> None:
        """Let the browser be of `visitor` from now on, or of nobody."""
        self.visitor = visitor
        if visitor is None:
            clear_pass(self)
        else:
            give_pass(self, visitor)

    def page(
        self, template: str, title: str, shown: dict[str, Any] | None = None, **where: Any
    ) -> str:
        """Return the page that `template` makes of `shown`; `where` it stands among the others."""
        place = Place(self.shelf, self.addresses, title, **where)
        environment: Environment = self.settings["course_templates"]
        return environment.get_template(template).render(
            place=place,
            shelf=self.shelf,
            addresses=self.addresses,
            file_address=self.file_address,
            has_begun=self.visitor is not None,
            # Asking for it sets the cookie that a form must agree with.
            form_token=lambda: Markup(self.xsrf_form_html()),
            **(shown or {}),
        )

    def file_address(self, name: str) -> str:
        """Return the address of a file, new whenever the file is new."""
        files: Files = self.settings["course_files"]
        return self.addresses.file(files.version(name), name)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Say kindly what happened and what to do; never a traceback."""
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        if status_code < 500:
            title = _("This page is not here")
            self.finish(self.page("not_found.html", title))
        else:
            title = _("Something went wrong")
            self.finish(self.page("failed.html", title))


def course_templates() -> Environment:
    """Return the templates of the course's own pages."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        _, ngettext, newstyle=True
    )
    environment.globals.update(language=code(), direction=direction())
    return environment
