"""The notebook of one unit: parameterised and executed by papermill, written without a clock in it."""

from __future__ import annotations

import base64
import io
import os
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfkit.base.paths import data_root
from perfkit.publish.json import to_bytes as as_json

_EVALUATOR = re.compile(r"^evaluator = .*$", re.M)
# What `own_parameters` gives every unit: its identity, which nobody else may set.
SET_BY_THE_BATCH = ("department", "root", "rubric", "lang", "evaluator", "public", "annexes", "brief")
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

    known = set(request["declared"])
    parameters = {name: value for name, value in own_parameters(request, folder).items() if name in known}
    parameters |= request["parameters"]
    engine = _watched("perfkit" if request["engine"] == "perfkit" else None)
    try:
        notebook = papermill.execute_notebook(
            request["notebook"],
            None,
            parameters=parameters,
            engine_name=engine.name,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=folder,
        )
    except PapermillExecutionError as error:
        first = f"In [{error.exec_count}] {error.ename}: {str(error.evalue).splitlines()[0] if error.evalue else ''}"
        raise NotebookFailed(first, "\n".join(error.traceback), _file_of(engine.notebook, request)) from None
    _check_complete(notebook)
    return notebook, _file_of(notebook, request)


def _file_of(notebook: Any, request: Mapping[str, Any]) -> bytes:
    return to_bytes(without_evaluator(notebook) if request["public"] else notebook)


def without_evaluator(notebook: Any) -> Any:
    """The notebook of a public copy: the parameter that picked an evaluator is emptied."""
    if "evaluator" in (parameters := notebook.metadata.papermill.get("parameters", {})):
        parameters["evaluator"] = ""
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.source = _EVALUATOR.sub('evaluator = ""', cell.source)
    return notebook


def own_parameters(request: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """What every department notebook may declare; the root is relative to where the notebook will lie."""
    department = Path(request["department"])
    home = (data_root() / "departments").resolve()
    root = "" if department.parent == home else os.path.relpath(department.parent, folder)
    return {
        "department": department.name,
        "root": root,
        "rubric": request["rubric"],
        "lang": request["lang"],
        "evaluator": request["evaluator"],
        "public": request["public"],
        "annexes": request["annexes"],
        "brief": request["brief"],
    }


def _watched(name: str | None) -> Any:
    """An engine of papermill that keeps the notebook it runs: papermill's error does not carry it."""
    from papermill.engines import Engine, papermill_engines

    engine = papermill_engines.get_engine(name)

    class Watched(Engine):
        name = f"{engine.__name__}-watched"
        notebook: Any = None

        @classmethod
        def execute_managed_notebook(cls, nb_man, kernel_name, **options):
            cls.notebook = nb_man.nb
            return engine.execute_managed_notebook(nb_man, kernel_name, **options)

    papermill_engines.register(Watched.name, Watched)
    return Watched


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
    nbformat.validate(notebook)
    return as_json(notebook)


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
                image = image.resize(
                    (width, max(1, round(image.height * width / image.width))), Image.Resampling.BOX
                )
                out = io.BytesIO()
                image.quantize(32, dither=Image.Dither.NONE).save(out, "png", compress_level=6)
                return out.getvalue()
    return None
