"""The notebook of one unit: parameterised and executed by papermill, written without a clock in it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from perfkit.base.paths import data_root
from perfkit.base.text import say
from perfkit.batch.parameters import unpacked
from perfkit.publish.json import to_bytes as as_json

_SET_HERE = re.compile(r"^(evaluator|root) = .*$", re.M)
# From where a saved notebook lies to the results of its batch, which say where the departments are.
_RESULTS = "../.."
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
    parameters |= unpacked(request["parameters"])
    _keep_tuples()
    _spare_papermill()
    engine = _watched("perfkit" if request["engine"] == "perfkit" else None)
    try:
        notebook = papermill.execute_notebook(
            request["notebook"],
            None,
            parameters=parameters,
            engine_name=engine.name,
            kernel_name=request["kernel"],
            language=request["language"],
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            cwd=folder,
        )
    except PapermillExecutionError as error:
        first = (
            f"In [{error.exec_count}] {error.ename}: "
            f"{str(error.evalue).splitlines()[0] if error.evalue else ''}"
        )
        raise NotebookFailed(first, "\n".join(error.traceback), _file_of(engine.notebook, request)) from None
    _check_complete(notebook, request)
    return notebook, _file_of(notebook, request)


def _keep_tuples() -> None:
    """papermill writes a tuple as a text; ours stays one. For this process, which runs one notebook."""
    from papermill.translators import PythonTranslator, papermill_translators

    class Exact(PythonTranslator):
        @classmethod
        def translate(cls, val):
            if isinstance(val, tuple):
                return "(" + "".join(f"{cls.translate(item)}, " for item in val).rstrip() + ")"
            return super().translate(val)

        @classmethod
        def translate_dict(cls, val):
            return "{" + ", ".join(f"{cls.translate(k)}: {cls.translate(v)}" for k, v in val.items()) + "}"

    papermill_translators.register("python", Exact)


def _spare_papermill() -> None:
    """papermill composes a file also where it is to write none, and guesses how its own times are written."""
    import papermill.engines
    import papermill.execute

    papermill.engines.dateutil = SimpleNamespace(parser=SimpleNamespace(parse=datetime.fromisoformat))
    write = papermill.execute.write_ipynb
    papermill.execute.write_ipynb = lambda notebook, path: None if path is None else write(notebook, path)


def _file_of(notebook: Any, request: Mapping[str, Any]) -> bytes:
    return to_bytes(as_saved(notebook, public=request["public"]))


def as_saved(notebook: Any, *, public: bool) -> Any:
    """The notebook with parameters that hold wherever the results lie; a public copy's name no evaluator and
    no folder."""
    parameters = notebook.metadata.papermill.get("parameters", {})
    saved = {"evaluator": ""} if public else {}
    if parameters.get("root"):
        saved["root"] = "" if public else _RESULTS
    saved = {name: value for name, value in saved.items() if name in parameters}
    parameters.update(saved)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", ()):
            cell.source = _SET_HERE.sub(lambda line: _line(line, saved), cell.source)
    return notebook


def _line(line: re.Match[str], saved: Mapping[str, str]) -> str:
    return f'{line[1]} = "{saved[line[1]]}"' if line[1] in saved else line[0]


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
    """A notebook's file, the same bytes for the same input: times go to the log, ids come from what they
    name."""
    import nbformat

    from perfkit.engine.shell import storable

    marks = notebook.metadata.get("papermill", {})
    for name in (*_TIMES, "input_path", "output_path"):
        if name in marks:
            marks[name] = None
    if "parameters" in marks:
        marks["parameters"] = storable(marks["parameters"])
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


def _check_complete(notebook: Any, request: Mapping[str, Any]) -> None:
    # A failing magic, or a hook that swallows an exception, has passed as success before.
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code" and (status := cell.metadata.papermill.status) != "completed":
            if _ends_the_notebook(cell, request["lang"]):
                return
            text = say(
                request["lang"], f"第 {number} 个单元格没有完成（{status}）", f"cell {number} is {status}"
            )
            raise NotebookFailed(text, text, _file_of(notebook, request))


def _ends_the_notebook(cell: Any, lang: str) -> bool:
    """Whether a cell said `sys.exit(0)`, a normal end; its outputs then say so instead of an error."""
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if [(one.ename, one.evalue) for one in errors] not in [
        [("SystemExit", text)] for text in ("", "0", "None")
    ]:
        return False
    from nbformat.v4 import new_output

    said = say(lang, "笔记本在这里结束（sys.exit）。\n", "The notebook ends here (sys.exit).\n")
    cell.outputs = [
        output for output in cell.outputs if output not in errors and output.get("name") != "stderr"
    ]
    cell.outputs.append(new_output("stream", name="stdout", text=said))
    cell.metadata.papermill.update(exception=False, status="completed")
    return True
