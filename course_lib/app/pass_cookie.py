"""The signed cookie by which a browser says whose it is; nothing else is believed.

It holds a learner's key, which means nothing elsewhere, a key of this browser's own visit, and when
somebody was last here. Scripts cannot read it, and another site cannot send it with a form.
"""

import secrets
from dataclasses import dataclass, replace
from time import time

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler, decode_signed_value

from course_lib.learning.learner import Learner, new_learner

NAME = "course-learner"
DAYS = 400
"""As long as browsers keep a cookie at most: a learner may be away for a year."""

IDLE_SECONDS = 30 * 60
"""After so long somebody else may sit there, so the page asks first."""


@dataclass(frozen=True)
class Pass:
    """Whose browser it is: `sitting` is new whenever somebody else, or nobody, sits there."""

    learner: Learner
    sitting: str
    seen: float

    def is_idle(self, now: float) -> bool:
        """Tell whether nobody was here for so long that it may be somebody else by now."""
        return now - self.seen > IDLE_SECONDS

    def at(self, now: float) -> "Pass":
        """Return the same, seen just now."""
        return replace(self, seen=now)


def new_pass(learner: Learner | None = None) -> Pass:
    """Return a pass for `learner`, or for somebody whom nobody has met."""
    return Pass(learner or new_learner(), secrets.token_hex(16), time())


def pass_in(request: HTTPServerRequest, secret: str | bytes) -> Pass | None:
    """Return the pass that came with `request`, None unless this course has signed it."""
    morsel = request.cookies.get(NAME)
    if morsel is None:
        return None
    value = decode_signed_value(secret, NAME, morsel.value, max_age_days=DAYS)
    parts = value.decode().split(".") if value else []
    if len(parts) != 3:
        return None
    key, sitting, seen = parts
    return Pass(Learner(key, by_code=True), sitting, float(seen))


def give_pass(handler: RequestHandler, visitor: Pass) -> None:
    """Let the browser keep `visitor`."""
    handler.set_signed_cookie(
        NAME,
        f"{visitor.learner.key}.{visitor.sitting}.{visitor.seen:.0f}",
        expires_days=DAYS,
        path=handler.settings["base_url"],
        httponly=True,
    )


def clear_pass(handler: RequestHandler) -> None:
    """Let the browser forget whose it is."""
    handler.clear_cookie(NAME, path=handler.settings["base_url"])


def is_encrypted(request: HTTPServerRequest) -> bool:
    """Tell whether the browser has asked by TLS, as far as anybody can know."""
    # Who makes this header up only makes their own browser more careful.
    return "https" in {request.protocol, request.headers.get("X-Forwarded-Proto", "").lower()}
