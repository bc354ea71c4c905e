"""Making a class, sheets that were tampered with, and people whose sheet cannot be read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from training_trainees import a_class, careless_sheet, entry_of, hand_in, perfect_sheet

from perfkit.base.errors import PerfkitError
from perfkit.cli import main
from perfkit.training.cases import folder as folder_module
from perfkit.training.cases.case import OPEN, TraineeCase
from perfkit.training.cases.class_line import COLUMNS, class_line, not_graded
from perfkit.training.cases.class_report import ClassReport, open_class
from perfkit.training.cases.folder import write_folder
from perfkit.training.cases.grade_report import GradeReport
from perfkit.training.cases.grading import grade_sheet
from perfkit.training.cases.key import Key, names_of, read_key
from perfkit.training.cases.sheet import FILE, Line, Sheet, read_sheet, write_sheet
from perfkit.training.csv_file import read_lines, write_lines


def report(case, sheet, lang="zh"):
    return GradeReport("trainee-001", grade_sheet(case, sheet), lang)


def test_a_missing_sheet_is_said_to_be_missing(tmp_path):
    with pytest.raises(PerfkitError, match="没有答题表") as error:
        read_sheet(tmp_path / FILE)
    assert "Error" not in error.value.message.zh + error.value.message.en
    (tmp_path / FILE).write_text("no workbook")
    with pytest.raises(PerfkitError, match="打不开") as error:
        read_sheet(tmp_path / FILE)
    assert "Bad" not in error.value.message.zh


def test_excel_s_dates_under_points_are_ranges(tmp_path):
    from openpyxl import load_workbook

    case = TraineeCase(1, 2)
    write_sheet(case, tmp_path / FILE)
    book = load_workbook(tmp_path / FILE)
    book.worksheets[0]["F2"] = datetime(2026, 1, 3)
    book.save(tmp_path / FILE)
    assert next(iter(read_sheet(tmp_path / FILE).lines.values())).points == "1-3"


@pytest.mark.slow
def test_a_class_lists_everybody_also_who_could_not_be_graded(tmp_path, capsys):
    assert main(["train", "new", "--trainee", "1-4", "--level", "1", str(tmp_path)]) == 0
    key = read_key(tmp_path)
    for entry in key.entries:
        hand_in(key, entry, perfect_sheet(key.case(entry)))
    (key.handed_out(key.entries[1]) / FILE).unlink()
    (key.handed_out(key.entries[2]) / FILE).write_text("level: [", encoding="utf-8")
    capsys.readouterr()
    assert main(["train", "grade", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "没有答题表" in said.err and "trainee-003" in said.err and said.out.count("得分率 100.00%") == 2
    lines = read_lines(tmp_path / "trainer" / "class.csv")
    assert [line["trainee"] for line in lines] == ["1", "2", "3", "4"]
    assert [bool(line["not_graded"]) for line in lines] == [False, True, True, False]
    assert main(["train", "summary", str(tmp_path)]) == 0
    page = (tmp_path / "trainer" / "class.html").read_text(encoding="utf-8")
    assert "2 份，平均得分率 100.00%" in page and "没有成绩：学员 2、3" in page


def test_a_class_grows_and_keeps_its_secret(tmp_path, capsys):
    assert main(["train", "new", "--trainee", "1", str(tmp_path)]) == 0
    first = read_key(tmp_path)
    assert main(["train", "new", "--trainee", "2", "--test", "pre", str(tmp_path)]) == 0
    both = read_key(tmp_path)
    assert both.secret == first.secret and [entry.name for entry in both.entries] == [
        "trainee-001",
        "trainee-002-pre",
    ]
    assert main(["train", "new", "--trainee", "3", "--secret", "other", str(tmp_path)]) == 1
    assert "另一个密钥" in capsys.readouterr().err
    with pytest.raises(PerfkitError, match=r"key.yaml"):
        read_key(tmp_path / "trainees" / "trainee-001")


def test_without_the_key_nothing_is_graded(tmp_path, capsys):
    a_class(tmp_path, entry_of(TraineeCase(1, 1)))
    (tmp_path / "trainer" / "key.yaml").write_text("secret: [", encoding="utf-8")
    assert main(["train", "grade", str(tmp_path)]) == 1
    assert "key.yaml 读不懂" in capsys.readouterr().err


def test_the_class_page_counts_only_those_who_were_graded(tmp_path):
    case = TraineeCase(1, 3)
    lines = [
        class_line(entry_of(case), grade_sheet(case, careless_sheet(case)[0])),
        not_graded(entry_of(case, 2), "没有答题表"),
    ]
    write_lines(tmp_path / "class.csv", COLUMNS, lines)
    back = ClassReport(tuple(read_lines(tmp_path / "class.csv")), "zh")
    assert (
        len(back.shares) == 1
        and len(back.table().rows) == 2
        and "没有成绩" in repr(back.table())
        and "学员 2：没有答题表" in repr(back.answer())
    )
    assert back.picture.data["trainees"] == 1 and set(read_lines(tmp_path / "class.csv")[0]) == set(COLUMNS)
    assert (
        "management." not in repr(back.missed())
        and "decision." not in repr(back.missed())
        and "第" in repr(back.missed())
    )


@pytest.mark.parametrize("fails", ["page", "sheet"])
def test_a_folder_is_made_whole_or_not_at_all(tmp_path, monkeypatch, fails):
    def broken(*given, **named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(
        *(folder_module, "page") if fails == "page" else (folder_module.sheet, "write_sheet"), broken
    )
    with pytest.raises(PerfkitError, match="没有留下任何文件"):
        write_folder(Key(tmp_path / "class", "s"), entry_of(TraineeCase(1, 1)))
    assert not list(tmp_path.iterdir())


def test_the_tests_before_and_after_show_what_an_afternoon_gave(tmp_path):
    case = TraineeCase(1, 1)
    blank, done = grade_sheet(case, Sheet()), grade_sheet(case, perfect_sheet(case))
    lines = [class_line(entry_of(case, 1, "pre"), blank), class_line(entry_of(case, 1, "post"), done)]
    write_lines(tmp_path / "class.csv", COLUMNS, lines)
    back = ClassReport(tuple(read_lines(tmp_path / "class.csv")), "zh")
    assert back.gains == {"1": (0, 1)} and "平均提高 100.0 个百分点" in repr(back.answer())
    assert {row[0].text for row in back.table().rows} == {"1 前测", "1 后测"}


def test_a_wrong_case_is_named_as_such_and_leaves_nothing_behind(tmp_path, capsys):
    assert main(["train", "new", "--trainee", "1-2", "--case", "100000", str(tmp_path / "class")]) == 1
    said = capsys.readouterr().err
    assert "100000" in said and not list(tmp_path.iterdir())


def test_deleted_doubled_and_strange_lines_are_named(tmp_path):
    from openpyxl import load_workbook

    case = TraineeCase(1, 1)
    write_sheet(case, tmp_path / FILE, "zh", perfect_sheet(case))
    book = load_workbook(tmp_path / FILE)
    scores = book.worksheets[0]
    assert scores.column_dimensions["A"].hidden
    first, second = scores["A2"].value, scores["A3"].value
    scores["A2"].value = "made.up.criterion.9"
    scores["A4"].value = second
    scores["A5"].value = "随便写"
    book.save(tmp_path / FILE)
    shown = repr(report(case, read_sheet(tmp_path / FILE)).answer())
    assert (
        "答题表里少了 3 行" in shown
        and "made.up.criterion.9" in shown
        and "第 5 行“随便写”" in shown
        and "第 4 行和前面重复" in shown
    )
    assert first not in shown and "预算编制合理性 第 1 条" in shown
    assert not grade_sheet(case, perfect_sheet(case)).remarks and not grade_sheet(case, Sheet()).remarks


def test_every_row_has_the_sum_given_the_reference_and_the_difference():
    case = TraineeCase(2, 2)
    sheet = perfect_sheet(case)
    rows = {row[0].text: [cell.text for cell in row] for row in report(case, sheet).scores().rows}
    assert {row[4] for row in rows.values()} <= {"0.00", "—"}
    assert {
        cells[4].text
        for number in (1, 3)
        for cells in report(TraineeCase(number, 3), perfect_sheet(TraineeCase(number, 3))).scores().rows
    } == {"0.00"}
    name = next(
        name
        for name, one in case.expected.items()
        if one.kind != OPEN and one.span.is_exact and one.span.low > 0
    )
    wrong = Sheet({**sheet.lines, name: Line("0")})
    row = case.evaluation.rubric.by_id[name.rpartition(".")[0]].name.zh
    changed = next(
        [cell.text for cell in row_cells]
        for row_cells in report(case, wrong).scores().rows
        if row_cells[0].text == row
    )
    assert changed[4].startswith("-") and changed[2] != rows[row][2]
    assert any("未定" in cells[2] for cells in rows.values())


def test_the_class_picture_says_that_it_shows_fifteen_rows_of_all():
    case = TraineeCase(1, 2)
    chart = ClassReport((class_line(entry_of(case), grade_sheet(case, Sheet())),), "zh").picture
    assert "21 行中有 21 行有人答错" in chart.alt and len(chart.data["rows"]) == 15


def test_code_in_pages_falls_back_to_the_pages_own_font():
    css = (Path(folder_module.__file__).parents[2] / "publish" / "templates" / "report.css").read_text(
        encoding="utf-8"
    )
    for rule in ("code {", "pre {"):
        line = next(line for line in css.splitlines() if line.startswith(rule))
        assert line.index("monospace") < line.index("var(--sans)")


def test_a_page_without_contents_uses_the_whole_sheet():
    css = (Path(folder_module.__file__).parents[2] / "publish" / "templates" / "report.css").read_text(
        encoding="utf-8"
    )
    assert ".sheet:not(:has(nav)) { grid-template-columns: minmax(0, 1fr) }" in css


def test_names_stay_with_the_trainer_and_stand_in_the_class(tmp_path, capsys):
    assert main(["train", "new", "--trainee", "王芳", str(tmp_path)]) == 1
    assert "trainer/names.csv" in capsys.readouterr().err
    assert main(["train", "new", "--trainee", "1-2", "--secret", "s", str(tmp_path)]) == 0
    path = tmp_path / "trainer" / "names.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("2,", "2,王芳"), encoding="utf-8-sig")
    assert main(["train", "new", "--trainee", "3", str(tmp_path)]) == 0
    assert names_of(path.parent) == {"2": "王芳"} and path.read_text(encoding="utf-8").count("\n") == 4
    case = TraineeCase(1, 1)
    lines = [class_line(entry_of(case, number), grade_sheet(case, Sheet())) for number in (1, 2)]
    write_lines(path.with_name("class.csv"), COLUMNS, lines)
    assert [row[0].text for row in open_class(tmp_path).table().rows] == ["1", "2 王芳"]
    assert not any(
        "王芳" in one.read_text("utf-8", "replace") for one in (tmp_path / "trainees").rglob("*.html")
    )
