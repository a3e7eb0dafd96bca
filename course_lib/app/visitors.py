"""Who a visitor is, and what a visitor may do: there is no login, so as little as possible."""

from typing import Any

from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler


class Visitors(IdentityProvider):
    """Everybody is the same nameless visitor; nobody is asked who they are."""

    token = ""

    def get_user(self, handler: Any) -> User:
        """Return the visitor."""
        return User("visitor")

    def get_handlers(self) -> list[Any]:
        """Return no pages for logging in or out."""
        return []

    @property
    def auth_enabled(self) -> bool:
        """Tell that nothing is asked of a visitor."""
        return False

    def validate_security(self, app: Any, ssl_options: dict[str, Any] | None = None) -> None:
        """Accept visitors without login: the gate and `OnlyWidgets` keep everything else closed."""


class OnlyWidgets(Authorizer):
    """A visitor may talk to the widgets of a kernel whose id the page was given: nothing else."""

    def is_authorized(
        self, handler: JupyterHandler, user: User, action: str, resource: str
    ) -> bool:
        """Allow asking whether one kernel still runs, and its websocket."""
        if resource != "kernels":
            return False
        allowed = {"read": KernelHandler, "execute": KernelWebsocketHandler}
        return isinstance(handler, allowed.get(action, ()))
