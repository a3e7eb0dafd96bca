"""What every notebook of the course opens: pages that stand still, and what waits for a learner."""

from course_lib.learning.opening import OnOpen, when_opened
from course_lib.ui.shown import Page, digest


class Notebook:
    """One notebook; each public method of a kind of notebook is what one cell shows."""

    def on_open(self, callback: OnOpen) -> None:
        """Run `callback` with the visit when somebody opens the notebook.

        Whatever depends on who learns, on the clock or on chance belongs here and not in a cell,
        so that a notebook can be run once and opened by many.
        """
        when_opened(callback)

    def _page(self, name: str, html: str) -> Page:
        return Page(f"{name} (data {digest(html)})", html)
