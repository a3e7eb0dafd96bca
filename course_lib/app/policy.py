"""What a browser may do with a page of the course: the headers that keep everything else out.

No page of the course holds a script that is written into it, not even one that a page could be
given a nonce for: `SCRIPTS` allows files of this server and nothing between the lines. Whoever
makes pages (also one that is rendered once for all) keeps it so; the tests of the browser fail at
the first complaint of the browser.
"""

import re

SCRIPTS = "'self' blob:"
"""Own files, and the modules of widgets, which anywidget makes of their text as `blob:`."""

LESSON_STYLES = "'self' 'unsafe-inline'"
"""JupyterLab and ipywidgets write their styles into the page, and figures are SVG with `style=`."""

CLOSED = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
"""For a page without widgets: its own style sheet and scripts, and nothing else."""

HEADERS = {
    "Server": "course",
    "X-Content-Type-Options": "nosniff",
    # A page's address may hold what somebody looked for; no other site is told.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
"""Sent with every page."""


def for_lesson(host: str) -> str:
    """Return the policy of a page with widgets that is served as `host`."""
    # Older Safari does not count a websocket to this very host as 'self'.
    sockets = f" ws://{host} wss://{host}" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {SCRIPTS}",
            f"style-src {LESSON_STYLES}",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            f"connect-src 'self'{sockets}",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
    )
