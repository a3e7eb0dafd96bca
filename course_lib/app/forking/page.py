"""What a lesson shows before anybody has opened it: rendered once, the same for all visitors."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import nbformat
from nbformat.notebooknode import from_dict
from voila.notebook_renderer import NotebookRenderer
from voila.utils import get_page_config

Outputs = list[list[Any]]
"""What each cell of a notebook shows, in its order."""

Render = Callable[[str, Outputs], Awaitable[str]]

# Stands in the page where each visitor's own is put.
KERNEL = str(uuid4())


class RunBefore(NotebookRenderer):  # type: ignore[misc]
    """Voilà's own rendering, of cells that have been run elsewhere."""

    async def _jinja_kernel_start(self, nb: Any, kernel_id: str, kernel_future: Any) -> str:
        return kernel_id

    async def _jinja_cell_generator(self, nb: Any, kernel_id: str) -> AsyncIterator[Any]:
        for cell in nb.cells:
            yield cell

    async def load_notebook(self, path: str) -> Any:
        """Return the notebook as it is: whoever wrote it is known."""
        file = Path(self.contents_manager.root_dir, path)
        return nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]

    async def html(self, outputs: Outputs) -> str:
        """Return the page, with `outputs` for each cell of the notebook."""
        await self.initialize()
        for cell, shown in zip(self.notebook.cells, outputs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = from_dict(shown)  # type: ignore[no-untyped-call]
        html: str = await self.generate_content_str(KERNEL)
        return html


def renderer(server: Any, template_paths: list[str], configuration: Any) -> Render:
    """Return what renders the notebooks of `server` as Voilà's own handler would."""
    settings = server.web_app.settings

    async def render(notebook: str, outputs: Outputs) -> str:
        page = RunBefore(
            voila_configuration=configuration,
            traitlet_config=server.config,
            notebook_path=notebook,
            template_paths=template_paths,
            config_manager=settings["config_manager"],
            contents_manager=settings["contents_manager"],
            kernel_spec_manager=settings["kernel_spec_manager"],
            base_url=settings["base_url"],
            page_config=get_page_config(
                base_url=settings["base_url"],
                settings=settings,
                log=server.log,
                voila_configuration=configuration,
            ),
            mathjax_url=settings.get("mathjax_url"),
            mathjax_config=settings.get("mathjax_config"),
        )
        return await page.html(outputs)

    return render
