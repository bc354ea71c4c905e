"""Runs the notebooks anew and keeps the outputs of the cells that nbval compares: `python
tests/renew_notebooks.py`.

A cell tagged `nbval-check-output` states a result. Its output is committed as text, pictures are not; every
other cell is stored without outputs. Look at the difference before you commit it: it is what changed for a
reader.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
CHECKED = "nbval-check-output"


def renewed(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs that its checked cells have now."""
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    count = 0
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        cell.metadata.pop("execution", None)
        if CHECKED not in cell.metadata.get("tags", ()):
            cell.outputs, cell.execution_count = [], None
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = count
            if "data" in output:
                output.data = {kind: text for kind, text in output.data.items() if kind == "text/plain"}
                output.metadata = {}
    notebook.metadata.pop("language_info", None)
    return notebook


def main(names: list[str]) -> None:
    """Renew the notebooks of these names; all that have a checked cell where none is given."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, 4)
        checked = any(CHECKED in cell.metadata.get("tags", ()) for cell in notebook.cells)
        if checked and (not names or path.stem in names):
            nbformat.write(renewed(notebook, NOTEBOOKS), path)


if __name__ == "__main__":
    main(sys.argv[1:])
