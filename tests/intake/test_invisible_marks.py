"""Marks that nobody sees make no figure and turn none round; that they were there is said."""

from __future__ import annotations

import shutil

import pytest
from openpyxl import Workbook
from perfkit.intake.workbook.cells import cell_text

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.filing.submission_file import load_submission
from perfkit.intake import read_report

LONGHUA = data_root() / "departments" / "sz-sif-longhua_2020"
PRINTED = "“三公”经费支出合计10.80万元"


def filed(three_public: str) -> str:
    return f"""深圳市某局2020年度部门整体支出绩效自评报告
一、部门基本情况
（一）部门主要职能
负责社会保险。
（四）2020年部门预算编制情况
2020年{three_public}。
"""


def spent(path) -> list[str]:
    facts = read_report(path).submission.get("facts", {})
    return [one["value"] + one["unit"] for one in facts.get("three_public_spent", ())]


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200f"])
def test_a_mark_within_a_figure_splits_nothing(mark, tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(filed(PRINTED), encoding="utf-8")
    plain = spent(path)
    assert plain == ["10.80万元"]
    path.write_text(
        filed(PRINTED.replace("10", f"1{mark}0").replace("三公", f"三{mark}公")), encoding="utf-8"
    )
    assert spent(path) == plain
    assert any("看不见的字符" in note.zh and "1 处" in note.zh for note in read_report(path).notes)


def test_a_figure_that_a_mark_turns_round_is_not_taken(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(filed(PRINTED.replace("10.80", "\u202e08.01\u202c")), encoding="utf-8")
    assert spent(path) == []
    assert any("颠倒" in note.zh for note in read_report(path).notes)


def test_a_submission_is_read_without_them_and_check_says_where(tmp_path, capsys):
    folder = tmp_path / LONGHUA.name
    shutil.copytree(LONGHUA, folder)
    text = (folder / "submission.yaml").read_text(encoding="utf-8")
    plain = load_submission(folder)
    lines = text.split("\n")
    at = next(number for number, line in enumerate(lines) if "quote: " in line)
    inside = lines[at].index("quote: ") + len("quote: ") + 2
    lines[at] = f"{lines[at][:inside]}\u200b{lines[at][inside:]}"
    (folder / "submission.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert load_submission(folder) == plain
    assert main(["check", str(folder)]) == 0
    assert f"第 {at + 1} 行有看不见的字符" in capsys.readouterr().err


def test_a_turned_figure_of_a_submission_is_a_fault(tmp_path, capsys):
    folder = tmp_path / LONGHUA.name
    shutil.copytree(LONGHUA, folder)
    path = folder / "submission.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('value: "', 'value: "\u202e', 1), encoding="utf-8")
    assert main(["check", str(folder)]) == 1
    assert "〓" in capsys.readouterr().err


def test_cells_of_a_workbook_are_read_without_them():
    sheet = Workbook().active
    sheet["A1"] = "1\u200b0"
    assert cell_text(sheet["A1"]) == "10"
