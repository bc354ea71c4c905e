"""The rooms import one way only: a lower room never imports a higher one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "perfkit"

FLOORS = [
    {"text"},
    {"errors", "paths", "display"},
    {"folders", "quantities", "yaml_source"},
    {"models", "rules", "ratios", "targets", "fonts"},
    {"catalogue", "midyear", "target_rules"},
    {"submission", "criterion"},
    {"criteria"},
    {"submission_file", "rubric", "several_units"},
    {"judgements"},
    {"fact_book", "lint", "filed_maxima", "totals"},
    {"scoring", "rubric_files"},
    {"weighted_targets"},
    {"evaluation"},
    {"trace", "awards", "levers"},
    {"department"},
    {"record", "summary", "wording", "markup", "sources"},
    {"review"},
    {"public", "changes", "robustness", "evidence", "demo", "intake", "cohort"},
    {"narrative", "charts", "tables", "workbook"},
    {"monitoring"},
    {"report", "comparison", "routes", "what_if", "ranks", "judging", "rubric_versions"},
    {"publish", "engine", "widgets"},
    {"batch", "training", "exploration", "desk", "reading"},
    {"cli"},
    {"__main__"},
]
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = (
                [f"{node.module}.{alias.name}" for alias in node.names]
                if node.module == "perfkit"
                else [node.module]
            )
        rooms |= {name.split(".")[1] for name in names if name.startswith("perfkit.")}
    return rooms


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if path != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_rooms_below_it(path):
    here = room_of(path)
    assert here in FLOOR_OF, f"give {here} a floor in this test and a line in docs/architecture.md"
    for room in imported_rooms(path):
        assert (
            room == here
            or FLOOR_OF.get(room, -1) < FLOOR_OF[here]
            or not (PACKAGE / room).exists()
            and not (PACKAGE / f"{room}.py").exists()
        ), f"{here} imports {room}"


def test_the_scoring_path_stays_light():
    """`perfkit score` imports neither pandas, matplotlib, numpy nor jupyter."""
    import subprocess
    import sys

    code = "import perfkit, perfkit.cli, perfkit.cli.score, sys; print([m for m in ('pandas','matplotlib','numpy','jupyter_core','papermill','nbformat') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
