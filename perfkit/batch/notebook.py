"""The notebook of one unit: parameterised and executed by papermill, written without a clock in it."""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfkit.paths import data_root

_TIMES = ("start_time", "end_time", "duration")


class NotebookFailed(Exception):
    """A cell raised.

    Attributes
    ----------
    error : str       first line: the cell and what it said
    details : str     the traceback
    notebook : bytes  the notebook as far as it got
    """

    def __init__(self, error: str, details: str, notebook: bytes) -> None:
        super().__init__(error)
        self.error, self.details, self.notebook = error, details, notebook


def execute(request: Mapping[str, Any], folder: Path) -> tuple[Any, bytes]:
    """Run the notebook in `folder`; give it executed, and as the bytes of its file.

    Raises
    ------
    NotebookFailed   a cell raised.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError
    from papermill.iorw import load_notebook_node, papermill_io

    source = load_notebook_node(request["notebook"])
    known = set(request["declared"])
    parameters = {name: value for name, value in own_parameters(request, folder).items() if name in known}
    parameters |= request["parameters"]
    kept = _Keeper()
    papermill_io.register(_Keeper.scheme, kept)
    try:
        notebook = papermill.execute_notebook(
            source,
            f"{_Keeper.scheme}notebook.ipynb",
            parameters=parameters,
            engine_name="perfkit" if request["engine"] == "perfkit" else None,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=folder,
        )
    except PapermillExecutionError as error:
        first = f"In [{error.exec_count}] {error.ename}: {str(error.evalue).splitlines()[0] if error.evalue else ''}"
        raise NotebookFailed(first, "\n".join(error.traceback), to_bytes(kept.notebook())) from None
    _check_complete(notebook)
    return notebook, to_bytes(notebook)


def own_parameters(request: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What every department notebook may declare; the root is relative to where the notebook will lie."""
    department = Path(request["department"])
    home = (data_root() / "departments").resolve()
    root = "" if department.parent == home else os.path.relpath(department.parent, folder)
    return {
        "department": department.name, "root": root, "rubric": request["rubric"], "lang": request["lang"],
        "evaluator": request["evaluator"], "public": request["public"],
    }


class _Keeper:
    """Where papermill writes its output: it is kept, so that a failed notebook can be seen and no file is half-written."""

    scheme = "perfkit-keep://"

    def write(self, text: str, path: str) -> None:
        self._text = text

    def pretty_path(self, path: str) -> str:
        return path

    def notebook(self) -> Any:
        import nbformat

        return nbformat.reads(self._text, nbformat.NO_CONVERT)


def to_bytes(notebook: Any) -> bytes:
    """A notebook's file, the same bytes for the same input: times go to the log, ids come from what they name."""
    import nbformat

    marks = notebook.metadata.get("papermill", {})
    for name in (*_TIMES, "input_path", "output_path"):
        if name in marks:
            marks[name] = None
    for number, cell in enumerate(notebook.cells):
        tags = cell.metadata.get("tags", ())
        for name in _TIMES:
            if name in cell.metadata.get("papermill", {}):
                cell.metadata.papermill[name] = None
        cell.metadata.pop("execution", None)
        if "injected-parameters" in tags or "papermill-error-cell-tag" in tags:
            cell["id"] = sha256(f"{number}{cell.source}".encode()).hexdigest()[:8]
    return (nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n").encode("utf-8")


def _check_complete(notebook: Any) -> None:
    # A failing magic, or a hook that swallows an exception, has passed as success before.
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and cell.metadata.papermill.status != "completed":
            text = f"cell {number} is {cell.metadata.papermill.status}"
            raise NotebookFailed(text, text, to_bytes(notebook))


def thumbnail(notebook: Any, width: int = 320) -> bytes | None:
    """The first picture of a notebook, small; None where it has none that is a PNG."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if picture := output.get("data", {}).get("image/png"):
                from PIL import Image

                image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
                image = image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.BOX)
                out = io.BytesIO()
                image.quantize(32, dither=Image.Dither.NONE).save(out, "png", compress_level=6)
                return out.getvalue()
    return None
