"""What evaluators say of findings, kept beside the submission and counted."""

from __future__ import annotations

import json
import shutil

from small_filings import filing, target

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.publish import write
from perfkit.publish.pieces import report_of
from perfkit.review.unscored import load_filing


def test_feedback_is_kept_shown_again_and_counted(tmp_path, capsys):
    folder = filing(tmp_path / "a", target(weight="5", self_score="6"))
    main(["review", str(folder), "--json"])
    finding = json.loads(capsys.readouterr().out)["findings"][0]["id"]
    say = ["feedback", str(folder), "--finding", finding, "--reason", "表格版本不同"]
    assert main([*say, "--verdict", "right"]) == 0
    assert main([*say, "--verdict", "wrong"]) == 0
    capsys.readouterr()
    assert main(["review", str(folder)]) == 0
    assert "不属实，表格版本不同" in capsys.readouterr().out
    assert main(["feedback", str(tmp_path)]) == 0
    assert "points.above_weight\t0\t1\t0\t0%" in capsys.readouterr().out
    assert main([*say[:3], "no-such-id", *say[4:], "--verdict", "right"]) == 1
    assert "no-such-id" in capsys.readouterr().err
    (folder / "feedback.yaml").write_text("remarks: [{verdict: 对}]", encoding="utf-8")
    assert main(["review", str(folder)]) == 1
    assert "feedback.yaml" in capsys.readouterr().err


def test_feedback_comes_back_from_the_workbook(tmp_path, capsys):
    from openpyxl import load_workbook

    folder, file = tmp_path / "sz-sif-longhua_2020", tmp_path / "report.xlsx"
    shutil.copytree(data_root() / "departments" / folder.name, folder)
    department, _ = load_filing(folder)
    write(report_of(department.evaluate(), "zh"), file)
    book = load_workbook(file)
    sheet = book["核查发现"]
    assert [v.formula1 for v in sheet.data_validations.dataValidation] == ['"属实,不属实,已说明"']
    heads = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, heads["反馈"]).value = "属实"
    book.save(file)
    assert main(["feedback", str(folder), "--from", str(file)]) == 1  # a verdict has a reason
    assert "第 4 行" in capsys.readouterr().err
    sheet.cell(4, heads["反馈理由"]).value = "核对了原表"
    book.save(file)
    assert main(["feedback", str(folder), "--from", str(file)]) == 0
    finding = sheet.cell(4, heads["编号"]).value
    assert finding in capsys.readouterr().out
    assert main(["review", str(folder)]) == 0
    assert "反馈：属实，核对了原表" in capsys.readouterr().out
