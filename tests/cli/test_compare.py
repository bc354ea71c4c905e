"""`perfkit compare`: one evaluation behind terminal, table and page; a filing twice is said; scripts without
a guard."""

from __future__ import annotations

import csv
import html
import re
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number
from perfkit.cli import main
from perfkit.demo import write_cohort
from perfkit.evaluation.department import load_department
from perfkit.outlook.judging import Session

DAY = date(2021, 3, 1)


def _totals(out) -> dict[str, tuple[Fraction, Fraction]]:
    totals: dict[str, tuple[Fraction, Fraction]] = {}
    with (out / "comparison.csv").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            low, high = totals.get(row["department"], (Fraction(0), Fraction(0)))
            totals[row["department"]] = (
                low + Fraction(row["low_exact"]),
                high + Fraction(row["high_exact"]),
            )
    return totals


@pytest.mark.slow
def test_terminal_table_and_page_follow_the_evaluator(tmp_path, capsys):
    root = tmp_path / "departments"
    write_cohort(root, 1, 5, level=2)
    longhua = root / "sz-sif-longhua_2020"
    shutil.copytree(data_root() / "departments" / longhua.name, longhua)
    shutil.rmtree(longhua / "judgements", ignore_errors=True)
    for who, points in (("li", "25"), ("wang", "3")):
        for folder in root.iterdir():
            session = Session(folder, who)
            for item in session.open_items:
                if item.id == "performance.effect.benefits.1":
                    session.award(item.id, points, "符合条款", day=DAY)
            session.save()
    seen = {}
    for who in ("li", "wang"):
        out = tmp_path / who
        assert main(["compare", str(root), "--evaluator", who, "-o", str(out)]) == 0
        told, page = capsys.readouterr().out, (out / "comparison.html").read_text(encoding="utf-8")
        cells = {html.unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", page)}
        for folder in root.iterdir():
            evaluation = load_department(folder, evaluator=who).evaluate()
            low, high = (show_number(end) for end in evaluation.points)
            assert f"{low}～{high}" in told
            assert (f"{low}～{high}" if low != high else low) in cells
            assert _totals(out)[evaluation.submission.department.id] == tuple(evaluation.points)
        seen[who] = _totals(out)["sz-sif-longhua"]
    assert seen["li"] != seen["wang"]


@pytest.mark.slow
def test_two_filings_of_one_department_and_year_are_not_ranked_against_each_other(tmp_path, capsys):
    write_cohort(tmp_path / "a", 2, 5, level=1)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    out = tmp_path / "out"
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(out)]) == 1
    said = capsys.readouterr()
    assert said.err.count("有两份材料") == 2
    names = [line for line in said.out.splitlines() if "～" in line]
    assert len(names) == len(set(names)) == 2
    assert len(_totals(out)) == 2


@pytest.mark.slow
def test_a_script_without_a_main_guard_compares_sixty_departments(tmp_path):
    write_cohort(tmp_path / "demo", 60, 5, level=1)
    script = tmp_path / "script.py"
    script.write_text(
        "from perfkit.pages.comparison import open_comparison\n"
        f"page = open_comparison(root={str(tmp_path / 'demo')!r})\n"
        "print(len(page.cohort.members))\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=240)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "60", "")
