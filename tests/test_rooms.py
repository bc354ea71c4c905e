"""The rooms import one way only, in the order of docs/architecture.md, and no import goes in a circle."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "perfkit"
# What lies beside the rooms, and folders that hold no code of the package.
BESIDE = {"__init__.py", "__main__.py", "fonts", "bundled", "__pycache__"}


def rooms_of(page: str) -> list[str]:
    """The first column of the table of rooms, from the ground up."""
    table = page.split("| room |", 1)[1].split("\n\n", 1)[0]
    return re.findall(r"^\| `(\w+)` \|", table, re.M)


ROOMS = rooms_of((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
FLOOR_OF = {room: floor for floor, room in enumerate(ROOMS)}


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {
    module_of(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.relative_to(PACKAGE).parts[0] not in ("fonts", "bundled")
}


def imported(module: str) -> set[str]:
    """The modules of perfkit that a module imports anywhere: at its head, in a function, or for types
    only."""
    found = set()
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: write the whole path of what is imported"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in FILES else node.module or "")
    return {name for name in found if name.partition(".")[0] == "perfkit"} - {module}


GRAPH = {module: imported(module) for module in FILES}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_the_table_names_every_room():
    # A checkout that was moved keeps folders of compiled files alone.
    lying = {path.name for path in PACKAGE.iterdir() if path.is_file() or any(path.rglob("*.py"))} - BESIDE
    assert lying == set(ROOMS), (
        "every folder is a room with a line in docs/architecture.md; no module lies flat"
    )
    assert len(ROOMS) == len(set(ROOMS)) >= 16


@pytest.mark.parametrize("module", [name for name in FILES if room_of(name) in FLOOR_OF])
def test_a_room_imports_only_rooms_below_it(module):
    here = room_of(module)
    for name in GRAPH[module] - {"perfkit"}:
        assert FLOOR_OF.get(room_of(name), len(ROOMS)) <= FLOOR_OF[here], f"{module} imports {name}"


def test_what_is_imported_exists():
    assert sorted({name for names in GRAPH.values() for name in names} - set(FILES)) == []


def test_no_import_goes_in_a_circle():
    """Within a room too, and not by an import inside a function."""
    graph = {module: names - {"perfkit"} for module, names in GRAPH.items() if module != "perfkit"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_a_circle_would_be_seen():
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_the_scoring_path_stays_light():
    """`perfkit score` imports neither pandas, matplotlib, numpy nor jupyter."""
    heavy = ("pandas", "matplotlib", "numpy", "jupyter_core", "papermill", "nbformat")
    code = f"import perfkit, perfkit.cli.score, sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
