"""Run lessons again and save what their cells show, without the state of any widget."""

from pathlib import Path

import nbformat
from nbclient import NotebookClient

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
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]


def _kept(output: nbformat.NotebookNode) -> nbformat.NotebookNode:
    if "data" in output:
        output.data = {key: value for key, value in output.data.items() if key in KEPT}
    return output
