"""The served course: its pages, its look, and what a visitor may reach."""

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    """Name the module that the server loads."""
    return [{"module": "course_lib.app"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Put the course's pages, and the gate behind them, in front of everything else."""
    # Imported here, because `course_lib.app.addresses` is also read where no server runs.
    from course_lib.app.pages import add_pages

    add_pages(server)
