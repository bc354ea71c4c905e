"""Other people's notebooks through papermill's stock engine and through ours, compared cell by cell.

    python tests/engine/other_notebooks.py FOLDER...

Prints a line for each notebook, and a diff where the two differ; the exit code is the number of those.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

# What differs between two runs of the stock engine as well.
VARYING = (
    (r"ipykernel_\d+/\d+", "ipykernel_0/0"),
    (r"0x[0-9a-f]{6,}", "0x"),
    (r"[0-9a-f]{32}\b", "<id>"),
    (r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|\+00:00)?", "<time>"),
    (r'"duration": [\d.]+', '"duration": 0'),
    (r"TimeitResult .*?>", "TimeitResult"),
    (r"(/tmp/)?tmp\w{8}", "<tmp>"),
    (r"/[\w/.+-]*/site-packages/", "<site>/"),
)


def run(path: Path, engine: str | None, timeout: int, **options: Any) -> dict[str, Any]:
    """The executed notebook as comparable data, and what papermill raised."""
    import nbformat
    import papermill

    with tempfile.TemporaryDirectory() as folder:
        for beside in path.parent.iterdir():
            if beside.is_file():
                shutil.copy(beside, folder)
        out, raised = Path(folder, "executed.ipynb"), ""
        os.environ["NBEXECUTE_TEST_PARALLEL_TMPDIR"] = folder
        try:
            papermill.execute_notebook(
                Path(folder, path.name),
                out,
                engine_name=engine,
                progress_bar=False,
                cwd=folder,
                execution_timeout=timeout,
                **options,
            )
        except BaseException as error:
            raised = f"{type(error).__name__}: {str(error)[:2000]}"
        notebook = nbformat.read(out, 4) if out.exists() else {}
        return {"raised": re.sub(r"\x1b\[[\d;]*m", "", raised), "notebook": comparable(notebook)}


def comparable(notebook: Any) -> Any:
    """The notebook without what varies from run to run; neighbouring pieces of a stream are joined."""
    for cell in notebook.get("cells", ()):
        cell.pop("id", None)
        if "outputs" in cell:
            cell["outputs"] = joined_streams(cell["outputs"])
    for kind in notebook.get("metadata", {}).get("widgets", {}).values():
        kind["state"] = list(kind["state"].values())
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True, indent=1)
    text = re.sub(r"(?:\\u001b|\x1b)\[[\d;]*m", "", text)
    for pattern, replacement in VARYING:
        text = re.sub(pattern, replacement, text)
    notebook = json.loads(text)
    for kind in notebook.get("metadata", {}).get("widgets", {}).values():
        # Their order is that of ids drawn by lot.
        kind["state"].sort(key=json.dumps)
    return notebook


def joined_streams(outputs: list) -> list:
    """Neighbouring pieces of a stream joined: how the stock engine cuts them depends on its timing."""
    joined: list = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == last.get("output_type") == "stream" and output["name"] == last["name"]:
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def differences(path: Path, timeout: int = 20, **options: Any) -> list[str]:
    """Lines of a diff between the two engines; empty where they agree."""
    shown = []
    for engine in (None, "perfkit"):
        text = json.dumps(run(path, engine, timeout, **options), ensure_ascii=False, indent=1, sort_keys=True)
        shown.append(text.splitlines())
    return list(difflib.unified_diff(*shown, "stock", "perfkit", lineterm="", n=4))


def main(folders: list[str]) -> int:
    """Compare every notebook below the folders."""
    import warnings

    warnings.filterwarnings("ignore")
    unlike = 0
    for folder in folders:
        found = Path(folder)
        for path in [found] if found.is_file() else sorted(found.rglob("*.ipynb")):
            lines = differences(path)
            unlike += bool(lines)
            print("differs" if lines else "same   ", path.relative_to(found.parent))
            print(*lines[:200], sep="\n", end="\n" if lines else "")
    return unlike


if __name__ == "__main__":
    os.environ.pop("MPLBACKEND", None)
    sys.exit(main(sys.argv[1:]))
