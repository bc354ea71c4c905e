"""How long a round of closure takes for many: matters raised, replies recorded, the committee's page,
projects rolled up.

python tests/benchmarks/bench_closure.py [--departments 300] [--projects 1000]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.closure.committee import open_committee
from perfkit.closure.ledger import change
from perfkit.closure.projects import open_projects
from perfkit.closure.reply import take_replies
from perfkit.demo import write_cohort
from perfkit.filing.beside import project_folders

pytestmark = [pytest.mark.benchmark, pytest.mark.slow]
_FIRST_ROW = 4


def round_of(departments: int, projects: int) -> dict[str, float]:
    """Seconds by what was done, on a cohort made for it."""
    with tempfile.TemporaryDirectory() as made, contextlib.redirect_stdout(io.StringIO()):
        cohort, found = Path(made) / "cohort", {}
        folders = write_cohort(cohort, departments, 5, level=3)
        said = ["--by", "局", "--date", "2021-05-01", "--due", "2021-05-15", "--severity", "error"]
        found["raise"] = timed(lambda: main(["follow", str(cohort), "--raise", *said]))
        tables = {folder: Path(made) / f"{folder.name}.xlsx" for folder in folders}
        for folder, table in tables.items():
            assert main(["follow", str(folder), "--table", str(table)]) == 0
            fill(table)
        found["replies"] = timed(lambda: [record(folder, table) for folder, table in tables.items()])
        found["committee"] = timed(lambda: open_committee(cohort, "2021-06-01").charts)
        many = rolled(Path(made), projects)
        found["projects"] = timed(lambda: open_projects(many).pieces())
        return found


def fill(table: Path) -> None:
    """An answer on the first line, as a department gives it."""
    book = load_workbook(table)
    if book.active.cell(_FIRST_ROW, 2).value:
        for column, value in ((6, "已核实"), (8, date(2021, 5, 10)), (9, "张")):
            book.active.cell(_FIRST_ROW, column).value = value
    book.save(table)


def record(folder: Path, table: Path) -> None:
    """The answers of one table into the ledger of its folder."""
    change(folder, lambda kept: take_replies(kept, table)[0])


def rolled(made: Path, count: int) -> Path:
    """A department with so many projects, copies of the example's under names of their own."""
    source = next(one for one in sorted((data_root() / "examples").iterdir()) if project_folders(one))
    target = Path(shutil.copytree(source, made / source.name, ignore=shutil.ignore_patterns("projects")))
    kinds = [(one / "submission.yaml").read_text("utf-8") for one in project_folders(source)]
    for number in range(count):
        folder = target / "projects" / f"p{number:04}"
        folder.mkdir(parents=True)
        text = kinds[number % len(kinds)].replace('code: "YL-', f'code: "YL-{number:04}-')
        (folder / "submission.yaml").write_text(text, encoding="utf-8")
    return target


def timed(work: Callable[[], object]) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def test_a_round_is_done_for_everybody():
    """A small round: every step does its work; the figures are for reading."""
    assert all(seconds > 0 for seconds in round_of(4, 8).values())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--departments", type=int, default=300)
    parser.add_argument("--projects", type=int, default=1000)
    options = parser.parse_args()
    for name, seconds in round_of(options.departments, options.projects).items():
        print(f"{name:10} {seconds:6.1f} s")
