"""Three rounds on the bundled report through the command line: letter, filled-in reply table, corrected
figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.filing.follow_up import load_follow_up

FILED = data_root() / "departments" / "sz-sif-longhua_2020"
WHO = ["--by", "市财政局"]


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(FILED, tmp_path / FILED.name))


def follow(folder: Path, *options: str) -> int:
    return main(["follow", str(folder), *options])


def states(folder: Path) -> dict[str, str]:
    return {item.id: item.state for item in load_follow_up(folder).items}


def test_three_rounds(folder, tmp_path, capsys):
    # First: the letter raises what was found.
    assert (
        follow(folder, "--raise", *WHO, "--date", "2021-05-01", "--due", "2021-05-15", "--severity", "error")
        == 0
    )
    raised = states(folder)
    assert raised and set(raised.values()) == {"raised"}
    # Overdue is counted from a date that is given.
    capsys.readouterr()
    assert follow(folder, "--today", "2021-05-20") == 0
    assert capsys.readouterr().out.count("逾期未复（5 天）") == len(raised)
    # Second: the reply table comes back with two answers.
    table = tmp_path / "reply.xlsx"
    assert follow(folder, "--table", str(table)) == 0
    book = load_workbook(table)
    ids = [book.active.cell(row, 2).value for row in range(4, 4 + len(raised))]
    assert sorted(ids) == sorted(raised)
    for row in (4, 5):
        for column, value in ((6, "已核实，系笔误"), (8, "2021-05-14"), (9, "张")):
            book.active.cell(row, column).value = value
    book.save(table)
    assert follow(folder, "--reply", str(table)) == 0
    answered = {name for name, state in states(folder).items() if state == "answered"}
    assert answered == set(ids[:2])
    # The same table a second time is a conflict, and records nothing.
    before = (folder / "follow-up.yaml").read_bytes()
    assert follow(folder, "--reply", str(table)) == 1
    assert (folder / "follow-up.yaml").read_bytes() == before
    # Third: one figure is corrected; what rested on it is closed, the rest stays as it was.
    path = folder / "submission.yaml"
    text = path.read_text(encoding="utf-8")
    printed = 'value: "85.71"'
    assert text.count(printed) == 1
    path.write_text(text.replace(printed, 'value: "87.30"'), encoding="utf-8")
    capsys.readouterr()
    assert follow(folder, "--raise", *WHO, "--date", "2021-06-01", "--severity", "error") == 0
    after = states(folder)
    closed = {name for name, state in after.items() if state == "closed"}
    assert closed and all(name.startswith("rate-mismatch") for name in closed)
    assert {name: state for name, state in after.items() if name not in closed} == {
        name: "answered" if name in answered else "raised" for name in raised if name not in closed
    }
    assert load_follow_up(folder).item(next(iter(closed))).history[-1].text == "更正后的材料中不再成立"


def test_a_state_is_set_with_who_and_when(folder, capsys):
    follow(folder, "--raise", *WHO, "--date", "2021-05-01", "--severity", "error")
    name = next(iter(states(folder)))
    assert follow(folder, "--set", f"{name}=withdrawn") == 1
    assert "--by" in capsys.readouterr().err
    assert follow(folder, "--set", f"{name}=gone", *WHO, "--date", "2021-05-02") == 1
    assert (
        follow(folder, "--set", f"{name}=withdrawn", *WHO, "--date", "2021-05-02", "--text", "核查有误") == 0
    )
    assert states(folder)[name] == "withdrawn"


def test_two_filings_are_compared_and_written(folder, tmp_path, capsys):
    path = folder / "submission.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("85.71", "87.30"), encoding="utf-8")
    assert main(["diff", str(FILED), str(folder), "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert ("85.71", "87.30") in [(change["old"], change["new"]) for change in record["changes"]]
    assert all(change["old"].replace("85.71", "87.30") == change["new"] for change in record["changes"])
    assert any(name.startswith("rate-mismatch") for name in record["findings"]["closed"])
    assert not record["findings"]["new"]
    assert main(["diff", str(FILED), str(folder), "-o", str(tmp_path / "out")]) == 0
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"diff.html", "diff.docx", "diff.json"}
    assert "87.30" in (tmp_path / "out" / "diff.html").read_text(encoding="utf-8")


def test_filings_of_two_years_are_not_compared(folder, capsys):
    path = folder / "submission.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("\nyear: 2020", "\nyear: 2021"), encoding="utf-8"
    )
    assert main(["diff", str(FILED), str(folder)]) == 1
    assert "不是同一单位同一年度" in capsys.readouterr().err


def test_whom_to_visit_is_listed_with_reasons(tmp_path, capsys):
    assert main(["demo", "--departments", "12", "--level", "3", "--seed", "5", str(tmp_path / "all")]) == 0
    out = tmp_path / "sample"
    assert main(["sample", str(tmp_path / "all"), "--share", "25%", "--seed", "7", "-o", str(out)]) == 0
    record = json.loads((out / "sample.json").read_text(encoding="utf-8"))
    assert len(record["chosen"]) == 3 and record["chosen"][0]["certain"]
    assert all(choice["reason"] for choice in record["chosen"])
    first = (out / "sample.csv").read_bytes()
    assert main(["sample", str(tmp_path / "all"), "--share", "25%", "--seed", "7", "-o", str(out)]) == 0
    assert (out / "sample.csv").read_bytes() == first
    for share in ("many", "0/0"):
        with pytest.raises(SystemExit) as caught:
            main(["sample", str(tmp_path / "all"), "--share", share])
        assert caught.value.code == 2


def test_a_report_says_where_each_finding_stands_and_names_nobody(folder):
    from perfkit.pages.report import open_report
    from perfkit.publish import pieces

    said = ["--raise", "--by", "王某某", "--date", "2021-05-01", "--severity", "error"]
    assert follow(folder, *said) == 0
    report = open_report(folder)
    shown = report.errors()._repr_html_()
    assert shown.count("办理情况：已提出，2021-05-01。") == len(shown.split('<section class="finding')) - 1
    assert "王某某" not in shown and "办理情况：已提出" not in report.doubts()._repr_html_()
    written = pieces.report_of(report.evaluation, "en")
    assert "Follow-up: raised, 2021-05-01." in written.errors()._repr_html_()


def test_a_term_before_the_day_is_refused_and_a_later_one_moves_it(folder, capsys):
    said = [*WHO, "--date", "2021-05-01", "--severity", "error"]
    assert follow(folder, "--raise", *said, "--due", "2021-04-01") == 1
    assert not states(folder) and "2021-04-01" in capsys.readouterr().err
    assert follow(folder, "--due", "2021-05-15") == 1
    assert follow(folder, "--raise", *said, "--due", "2021-05-15") == 0
    name = next(iter(states(folder)))
    assert follow(folder, "--set", f"{name}=raised", *WHO, "--date", "2021-05-10", "--due", "2021-06-01") == 0
    item = load_follow_up(folder).item(name)
    assert [str(step.due) for step in item.history] == ["2021-05-15", "2021-06-01"]
    assert main(["letter", str(folder), "-o", str(folder / "letter"), "--kind", "notice"]) == 0
