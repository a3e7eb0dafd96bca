"""Who is learning; nothing is asked that could name a person."""

import os
import secrets
from dataclasses import dataclass
from hashlib import blake2b

from course_lib.learning.folder import kept_secret

VARIABLE = "COURSE_LEARNER"
"""Where the app tells a kernel whose lesson it runs."""

HUB_VARIABLE = "JUPYTERHUB_USER"


@dataclass(frozen=True)
class Learner:
    """A learner, known only by a key that means nothing outside this course.

    `by_code` is true for who comes back by a resume code, not by their account on the computer.
    """

    key: str
    by_code: bool = False


LOCAL = Learner("local")
"""Whoever sits at this computer, where nothing is kept of them."""


def new_learner() -> Learner:
    """Return a learner whom nobody has met."""
    return Learner(secrets.token_hex(16), by_code=True)


def this_learner() -> Learner:
    """Return whose notebook this is: told by the app, by JupyterHub, or this computer's user.

    Raises OSError where nothing can be kept on this computer.
    """
    if key := os.environ.get(VARIABLE):
        return Learner(key, by_code=True)
    if user := os.environ.get(HUB_VARIABLE):
        # The name itself, often an e-mail address, is nobody's business here.
        return Learner("hub-" + blake2b(user.encode(), digest_size=16).hexdigest())
    return Learner("local-" + kept_secret("this-computer").hex())
