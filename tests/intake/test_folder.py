"""`perfkit read FOLDER`: a draft for each filing, a table of what came, exit 1 where a file was refused."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from intake_layouts.two_projects import two_projects

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.cohort.loading import load_cohort
from perfkit.filing.submission_file import load_submission
from perfkit.intake import folder as folder_room
from perfkit.intake.folder import filings_below, read_folder, table_rows
from perfkit.intake.workbook import write_template

SOURCE = data_root() / "departments" / "sz-sif-longhua_2020" / "source.txt"


@pytest.fixture
def inbox(tmp_path):
    inbox = tmp_path / "inbox"
    (inbox / "second").mkdir(parents=True)
    shutil.copy(SOURCE, inbox / "unit_2020.txt")
    shutil.copy(SOURCE, inbox / "second" / "unit_2020.txt")
    (inbox / "~$lock.docx").write_bytes(b"x")
    (inbox / ".hidden.txt").write_text("x", encoding="utf-8")
    (inbox / "notes.md").write_text("x", encoding="utf-8")
    return inbox


def test_every_filing_becomes_a_draft_and_a_row_of_the_table(inbox, tmp_path, capsys):
    assert main(["read", str(inbox), "-o", str(tmp_path / "out")]) == 0
    shown = capsys.readouterr().out
    # Files of one name in two folders: reports go by the name of the draft's folder alone.
    for place, unit in (("unit_2020", "unit"), ("second/second-unit_2020", "second-unit")):
        filed = load_submission(tmp_path / "out" / place)
        assert (filed.department.id, filed.year, len(filed.targets.rows)) == (unit, 2020, 62)
    rows = [line for line in shown.splitlines() if line.split(" ")[0].endswith(".txt")]
    assert [row.split()[0] for row in rows] == ["unit_2020.txt", "second/unit_2020.txt"]
    assert all(filed.department.name in row and "2020" in row for row in rows)
    assert "2 个文件：读成 2 份草稿，0 个没有读" in shown
    assert "| second/unit_2020.txt |" in (tmp_path / "out" / "reading.md").read_text(encoding="utf-8")


def test_a_refused_file_is_named_with_its_reason_and_the_rest_is_read(inbox, tmp_path, capsys):
    (inbox / "broken.docx").write_bytes(b"")
    assert main(["read", str(inbox), "-o", str(tmp_path / "out"), "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    [row] = [line for line in shown.splitlines() if line.startswith("broken.docx ")]
    assert "the file is empty" in row
    assert "3 files: 2 drafts, 1 refused" in shown
    assert not (tmp_path / "out" / "broken").exists()


def test_what_somebody_confirmed_is_not_overwritten(inbox, tmp_path):
    read_folder(inbox, tmp_path / "out")
    kept = tmp_path / "out" / "unit_2020" / "submission.yaml"
    kept.write_text(
        kept.read_text(encoding="utf-8").replace("unconfirmed: true", "unconfirmed: false", 1), "utf-8"
    )
    before = kept.read_bytes()
    came = read_folder(inbox, tmp_path / "out")
    assert [bool(one.refused.zh) for one in came] == [True, False]
    assert "已有人确认或改动过" in came[0].refused.zh
    assert kept.read_bytes() == before


def test_a_name_that_is_no_utf8_is_read_and_shown(inbox, tmp_path, capsys):
    os.link(os.fsencode(inbox / "unit_2020.txt"), os.fsencode(inbox) + b"/\xd7\xd4\xc6\xc0.txt")
    assert main(["read", str(inbox), "-o", str(tmp_path / "out")]) == 0
    assert "3 个文件：读成 3 份草稿，0 个没有读" in capsys.readouterr().out
    [odd] = [one for one in (tmp_path / "out").iterdir() if not one.name.isprintable()]
    assert load_submission(odd).source.file == r"\udcd7\udcd4\udcc6\udcc0.txt"


def test_two_formats_of_one_filing_do_not_share_a_folder(inbox, tmp_path):
    shutil.copy(SOURCE, inbox / "UNIT_2020.htm")
    places = [
        Path(one.lines[0].place).relative_to(tmp_path / "out").as_posix()
        for one in read_folder(inbox, tmp_path / "out")
    ]
    assert places == ["UNIT_2020-htm", "unit_2020-txt", "second/second-unit_2020"]


def test_a_filled_in_workbook_among_them_is_read_as_one(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    filed = load_submission(SOURCE.parent)
    write_template("sz-2020", inbox / "filled.xlsx", submission=filed)
    [one] = read_folder(inbox, tmp_path / "out")
    assert load_submission(tmp_path / "out" / "filled").targets == filed.targets
    assert table_rows([one], "en")[1][1] == "workbook"


def test_the_drafts_are_not_read_again_where_they_lie_in_the_folder(inbox):
    out = inbox / "drafts"
    (out / "x").mkdir(parents=True)
    shutil.copy(SOURCE, out / "x" / "source.txt")
    assert [file.name for file in filings_below(inbox, out)] == ["unit_2020.txt", "unit_2020.txt"]


def test_a_fault_of_the_reader_costs_one_file(inbox, tmp_path, monkeypatch):
    real = folder_room.read_filings

    def read(path, **options):
        if path.parent == inbox:
            raise KeyError("spilt")
        return real(path, **options)

    monkeypatch.setattr(folder_room, "read_filings", read)
    first, second = read_folder(inbox, tmp_path / "out")
    assert "KeyError" in first.refused.en and second.lines


def test_a_folder_without_filings_says_so(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["read", str(tmp_path / "empty"), "-o", str(tmp_path / "out")]) == 1
    assert "没有可读的文件" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_takes_too_long_is_stopped_and_the_rest_is_read(inbox, tmp_path, monkeypatch, capsys):
    real = folder_room.read_filings

    def read(path, **options):
        while path.parent == inbox:
            pass
        return real(path, **options)

    monkeypatch.setattr(folder_room, "read_filings", read)
    monkeypatch.setattr("perfkit.cli.bounded.CPU_SECONDS", 5)
    assert main(["read", str(inbox), "-o", str(tmp_path / "out")]) == 1
    shown = capsys.readouterr().out
    assert "处理时间超过 5 秒" in shown and "读成 1 份草稿，1 个没有读" in shown


def test_an_inbox_with_a_file_of_several_filings_is_checked_compared_and_reported(tmp_path, capsys):
    """A file of two filings and folders below the inbox: the drafts' folder is what the commands take."""
    inbox, out = tmp_path / "inbox", str(tmp_path / "out")
    (inbox / "甲局").mkdir(parents=True)
    (inbox / "乙局").mkdir()
    shutil.copy(SOURCE, inbox / "甲局" / "unit_2020.txt")
    text = SOURCE.read_text(encoding="utf-8")
    for below, name in (("乙局", "unit_2020.txt"), ("", "third_2020.txt")):
        (inbox / below / name).write_text(text.replace("龙华", name[:1] + "岭"), encoding="utf-8")
    two_projects(inbox / "two.xlsx")
    assert main(["read", str(inbox), "-o", out]) == 0
    assert "4 个文件：读成 5 份草稿" in capsys.readouterr().out
    assert main(["check", out]) == 0
    assert "已检查 5 个，没有错误" in capsys.readouterr().out
    assert main(["report", out, "-o", str(tmp_path / "reports"), "--format", "json"]) == 0
    assert len(list((tmp_path / "reports" / "reports").glob("*.json"))) == 5
    cohort = load_cohort([Path(out)])
    assert len(cohort.members) == 3 and {name for name, _, _ in cohort.problems} == {
        one.name for one in (tmp_path / "out" / "two").iterdir() if one.is_dir()
    }


def test_filings_of_two_files_under_one_name_get_names_of_their_own_and_are_reported(tmp_path, capsys):
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    for name in ("first.xlsx", "third.xlsx"):
        two_projects(inbox / name)
    assert main(["read", str(inbox), "-o", str(out)]) == 0
    names = {
        one.parent.name: sorted(path.name for path in one.parent.glob("*_*")) for one in out.glob("*/*.md")
    }
    assert names["third"] == [f"third-{name}" for name in names["first"]] and len(names["first"]) == 2
    ids = {load_submission(path.parent).department.id for path in out.glob("*/*/submission.yaml")}
    assert len(ids) == 2  # the same two projects, filed twice
    assert main(["report", str(out), "-o", str(tmp_path / "reports"), "--format", "json"]) == 0
    assert len(list((tmp_path / "reports" / "reports").glob("*.json"))) == 4
    shutil.copytree(out / "first" / names["first"][0], out / "again" / names["first"][0])
    capsys.readouterr()
    assert main(["report", str(out), "-o", str(tmp_path / "more"), "--format", "json"]) == 1
    said = capsys.readouterr().err
    assert all(f"{place}/{names['first'][0]}" in said for place in ("again", "first")) and "改名" in said
