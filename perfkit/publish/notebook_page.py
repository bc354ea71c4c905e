"""One of the kit's notebooks, executed for the page that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfkit.base.errors import BatchError
from perfkit.base.paths import notebooks_root
from perfkit.base.text import Text


def executed(
    notebook: str,
    parameters: Mapping[str, Any],
    page: str,
    lang: str,
    *,
    copy: Path | None = None,
    folder: Path | None = None,
) -> Any:
    """Execute a notebook of the folder notebooks.

    Parameters
    ----------
    notebook : str     its path below notebooks/
    parameters : of the notebook
    page : str         name of the page that it is for, which the error names
    copy : Path        where the executed notebook is kept; nowhere unless given
    folder : Path      where it runs; here unless given

    Raises
    ------
    BatchError   a cell raised; the message is its first line.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    try:
        return papermill.execute_notebook(
            notebooks_root() / notebook,
            copy,
            dict(parameters),
            engine_name="perfkit",
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=None if folder is None else str(folder),
        )
    except PapermillExecutionError as error:
        said = str(error.evalue).splitlines() if error.evalue else []
        line = said[0] if said else Text("有一格没有运行完", "a cell did not finish").in_(lang)
        raise BatchError(f"{page} 没有生成：{line}", f"{page} was not made: {line}") from None
