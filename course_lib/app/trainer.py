"""Who teaches: one password for everything under /teach, and no account.

The password is given in COURSE_TRAINER_PASSWORD, or made once, kept for this user, and printed
whenever the course starts.
"""

import asyncio
import hmac
import os
import secrets
from hashlib import sha256
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated

from course_lib.app.attempts import Attempts
from course_lib.app.course_page import CoursePage
from course_lib.language import _, ngettext
from course_lib.learning.folder import kept_secret
from course_lib.learning.resume_code import all_words

PASSWORD_VARIABLE = "COURSE_TRAINER_PASSWORD"
SHORTEST_PASSWORD = 8
WORDS = 4

COOKIE = "course-trainer"
DAYS = 1

EVEN_SECONDS = 0.2
"""So long every try takes, right or wrong."""

LONGEST = 200


class PasswordError(Exception):
    """Why a password cannot be used, in words for whoever starts the course."""


def trainer_password() -> tuple[str, bool]:
    """Return the password, and whether whoever starts the course has to be told it.

    Raises PasswordError for a given one that is too short.
    """
    # Taken out, so that no kernel is told.
    if given := os.environ.pop(PASSWORD_VARIABLE, ""):
        if len(given) < SHORTEST_PASSWORD:
            words = _("{name} is too short: give it {n} characters or more.")
            raise PasswordError(words.format(name=PASSWORD_VARIABLE, n=SHORTEST_PASSWORD))
        return given, False
    try:
        secret = kept_secret("trainer-password")
    except OSError:
        secret = secrets.token_bytes(32)
    return spelled(secret), True


def spelled(secret: bytes) -> str:
    """Return `secret` as a few words that are easy to type."""
    number, words = int.from_bytes(secret, "big"), all_words()
    chosen = []
    for _word in range(WORDS):
        number, place = divmod(number, len(words))
        chosen.append(words[place])
    return "-".join(chosen)


class TrainerPage(CoursePage):
    """A page for the trainer alone; everybody else is asked for the password in its place."""

    async def prepare(self, *, _redirect_to_login: Any = True) -> Any:
        """Let the trainer pass."""
        self.set_header("Cache-Control", "no-store")
        result = await super().prepare(_redirect_to_login=_redirect_to_login)
        if not (self._finished or self.may_pass):
            self.set_status(403)
            self.ask_for_password()
        return result

    @property
    def may_pass(self) -> bool:
        """Tell whether the page is open to who asks."""
        return self.is_trainer

    @property
    def is_trainer(self) -> bool:
        """Tell whether this browser has given the password of today."""
        value = self.get_signed_cookie(COOKIE, max_age_days=DAYS)
        return value is not None and hmac.compare_digest(value, _proof(self))

    def ask_for_password(self, problem: str = "") -> None:
        """Show the form that asks for it; a page that was asked for comes afterwards."""
        wanted = self.get_argument("next", self.request.path)
        shown = {"problem": problem, "next": wanted if self._is_for_trainers(wanted) else ""}
        self.finish(self.page("trainer_login.html", _("For trainers"), shown))

    def _is_for_trainers(self, path: str) -> bool:
        is_below = path.startswith(self.addresses.teach) and path != self.addresses.login
        return is_below and "//" not in path and "\\" not in path


class Login(TrainerPage):
    """/teach/login: the way in."""

    may_pass = True  # this is the door

    @allow_unauthenticated
    async def get(self) -> None:
        """Ask for the password."""
        self.ask_for_password()

    @allow_unauthenticated
    async def post(self) -> None:
        """Open the pages for trainers, or say kindly that the password does not fit."""
        attempts: Attempts = self.settings["course_trainer_attempts"]
        address = self.request.remote_ip or ""
        wait = attempts.begin(address)
        if wait:
            minutes = -(-wait // 60)
            self.set_status(429)
            self.set_header("Retry-After", str(wait))
            self.ask_for_password(
                ngettext(
                    "Passwords were tried very often. Please wait for {n} minute, then try again.",
                    "Passwords were tried very often. Please wait for {n} minutes, then try again.",
                    minutes,
                ).format(n=minutes)
            )
            return
        typed = self.get_body_argument("password", "")[:LONGEST]
        right: str = self.settings["course_trainer_password"]
        await asyncio.sleep(EVEN_SECONDS)
        if not hmac.compare_digest(_plain(typed), _plain(right)):
            self.set_status(403)
            self.ask_for_password(
                _("This is not the password. Whoever started the course can read it where it "
                  "was started.")
            )
            return
        attempts.succeeded(address)
        self.set_signed_cookie(
            COOKIE, _proof(self), expires_days=DAYS, path=self.addresses.teach, httponly=True,
            samesite="Strict",
        )
        wanted = self.get_body_argument("next", "")
        self.redirect(wanted if self._is_for_trainers(wanted) else self.addresses.teach, status=303)


class Logout(TrainerPage):
    """/teach/logout: the laptop goes back to the ward."""

    @allow_unauthenticated
    async def post(self) -> None:
        """Forget the password in this browser."""
        self.clear_cookie(COOKIE, path=self.addresses.teach)
        self.redirect(self.addresses.home, status=303)


class TeachHome(TrainerPage):
    """/teach: everything that a trainer can show, poll or print."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Show it."""
        self.finish(self.page("teach.html", _("For trainers")))


def doors(root: str) -> list[tuple[str, type[TrainerPage]]]:
    """Return the pages at the entrance, with their addresses below the pattern `root`."""
    return [
        (rf"{root}teach/?", TeachHome),
        (rf"{root}teach/login", Login),
        (rf"{root}teach/logout", Logout),
    ]


def _proof(page: CoursePage) -> bytes:
    """Return what the cookie holds: another one as soon as the password is another."""
    password: str = page.settings["course_trainer_password"]
    secret: bytes = page.settings["cookie_secret"]
    return hmac.new(secret, b"trainer:" + _plain(password), sha256).hexdigest().encode()


def _plain(password: str) -> bytes:
    """Return a password as it counts: spaces around it and capitals are nobody's fault."""
    return password.strip().casefold().replace(" ", "-").encode()
