"""What a notebook cell shows: a live view, and a short text that the notebook file keeps."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from ipywidgets import DOMWidget


class Shown:
    """A view with a short text beside it.

    The text names the items and a digest of the data drawn, so that a regression test notices
    every change, while neither a key nor a feedback can be read from a saved notebook.
    """

    def __init__(self, name: str, items: Sequence[str], data: object, view: DOMWidget) -> None:
        self._text = f"{name}: {', '.join(items)} (data {digest(data)})"
        self._view = view

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        view = {"version_major": 2, "version_minor": 0, "model_id": self._view.model_id}
        return {"application/vnd.jupyter.widget-view+json": view, "text/plain": self._text}


class Page:
    """Finished HTML, made by `course_lib.ui.page`, and a short text beside it."""

    def __init__(self, name: str, html: str) -> None:
        self._text = name
        self._html = html

    def __repr__(self) -> str:
        return self._text

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, str]:
        return {"text/plain": self._text, "text/html": self._html}


def digest(data: object) -> str:
    """Return twelve hexadecimal digits that change with `data` (plain data or records)."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=_record)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _record(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json")
    raise TypeError(f"{type(value).__name__} has no digest")
