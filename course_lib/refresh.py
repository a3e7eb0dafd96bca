"""Run lessons again and save what their cells show, without the state of any widget."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

from course_lib.content.screens import slide_types

KEPT = ("text/plain", "text/html")


def refresh(path: Path) -> None:
    """Run the notebook at `path` from top to bottom and save its outputs in it.

    Raises nbclient's CellExecutionError if a cell fails; the file is then left as it was.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    client = NotebookClient(
        notebook,
        timeout=60,
        store_widget_state=False,
        resources={"metadata": {"path": path.parent}},
    )
    client.execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [_kept(output) for output in cell.outputs]
    cut(notebook)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def cut(notebook: nbformat.NotebookNode) -> None:
    """Say of each cell of `notebook` where it stands among slides."""
    cells = [
        (cell.cell_type, cell.source, frozenset(cell.metadata.get("tags", ())))
        for cell in notebook.cells
    ]
    for cell, kind in zip(notebook.cells, slide_types(cells), strict=True):
        cell.metadata.pop("slideshow", None)
        if kind != "-":
            cell.metadata["slideshow"] = {"slide_type": kind}


def _kept(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    if "data" in output:
        output.data = {key: value for key, value in output.data.items() if key in KEPT}
    return output
