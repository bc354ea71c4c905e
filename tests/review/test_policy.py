"""The review policy over targets: every cut with its remark, what waits for a reviewer, and the official work
paper."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import docx
import openpyxl
import pytest

from perfkit.base.errors import RubricError
from perfkit.cli import main
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.publish.work_paper import write
from perfkit.review.policy import load_policy, reviewed, totals
from perfkit.rubric.files import load_rubric
from perfkit.views.tables.work_paper import work_paper

POLICY = load_policy("chengdu-review")
ROWS = [
    # block, kind, name, expected, actual, weight, self
    ("output", "quantity", "培训人次", "≥100人次", "80人次", "20", "20"),
    ("output", "quantity", "补助金额", "≥50万元", "50万元", "10", "10"),
    ("output", "quality", "合格率", "≥90%", "125%", "20", "20"),
    ("benefit", "social", "培训人次", "≥100人次", "80人次", "10", "10"),
    ("benefit", "sustainable", "长效机制", "按需", "已建立", "20", "20"),
    ("satisfaction", "satisfaction", "学员满意度", "≥90%", "95%", "10", "10"),
]


def evaluation(judged: tuple = ()):
    rows = [
        dict(zip(("block", "kind", "name", "expected", "actual", "weight", "self_score"), row, strict=True))
        for row in ROWS
    ]
    submission = Submission.model_validate(
        {
            "synthetic": True,
            "department": {"id": "paper", "name": "虚构单位"},
            "project": {"name": "虚构培训项目"},
            "year": 2022,
            "form": {"kind": "project", "blocks": {"execution": {"max": "10", "score": "9"}}},
            "facts": {
                "budget_total": [{"value": "100", "unit": "元", "section": "表"}],
                "spent_total": [{"value": "90", "unit": "元", "section": "表"}],
            },
            "targets": {"section": "表", "rows": rows},
            "self_evaluation": {"rubric": "national-2020"},
        }
    )
    return evaluate(submission, load_rubric("national-2020"), judged)


def judged(*cuts: tuple[str, str]) -> tuple[Judgements]:
    rows = [{"target": t, "cut": c, "reason": "查阅材料", "date": "2023-05-01"} for t, c in cuts]
    seen = [
        {"id": "d1", "criterion": f"output.targets.achievement.{n}", "document": "台账", "date": "2023-05-01"}
        for n in (1, 3)
    ]
    return (Judgements.model_validate({"evaluator": {"id": "r"}, "evidence": seen, "cuts": rows}),)


def by_place(judgements: tuple = ()):
    return reviewed(evaluation(judgements), POLICY)


def test_what_is_certain_is_cut_and_what_is_not_waits_for_a_reviewer():
    rows = by_place()
    assert tuple(rows[0].points) == (0, 16)  # 80 % of 20 by the rule; no document is on file: proposed
    assert [cut.id for cut in rows[1].decided] == ["wrong_level"] and tuple(rows[1].points) == (0, 0)
    assert [cut.id for cut in rows[2].decided] == ["overshoot"] and rows[2].points.high == 20
    assert [cut.id for cut in rows[3].decided] == ["same_target_twice"] and tuple(rows[3].points) == (0, 0)
    assert "no_survey" in [cut.id for cut in rows[5].proposed] and tuple(rows[5].points) == (0, 10)
    own, points = totals(rows)
    assert own == 90 and points.low == 0 and points.high == 16 + 20 + 20 + 10


def test_a_document_on_file_silences_the_first_rule():
    rows = by_place(judged())
    assert not rows[0].proposed and tuple(rows[0].points) == (16, 16)
    assert "no_document" in [cut.id for cut in rows[5].proposed]


@pytest.mark.parametrize(
    ("cut", "points"),
    [("none", 20), ("not_examinable_light", 14), ("not_examinable_medium", 8), ("not_examinable_severe", 0)],
)
def test_a_reviewer_names_the_cut(cut, points):
    rows = by_place(judged(("长效机制", cut)))
    assert tuple(rows[4].points) == (points, points)
    assert rows[4].reasons == ("查阅材料",)


def test_the_greatest_cut_counts_once():
    rows = by_place(judged(("长效机制", "not_examinable_light"), ("长效机制", "several_tasks")))
    assert rows[4].points.low == 20 - Fraction(3, 10) * 20


def test_a_cut_that_the_policy_does_not_have_is_refused():
    with pytest.raises(RubricError, match="没有 too_dear"):
        by_place(judged(("长效机制", "too_dear")))


def test_an_unknown_policy_names_those_that_exist():
    with pytest.raises(RubricError, match="chengdu-review"):
        load_policy("nowhere")


class TestWorkPaper:
    def test_thirteen_columns_a_sum_row_and_a_summary(self):
        paper = work_paper(evaluation(), POLICY)
        assert [column.head for column in paper.columns] == (
            "一级指标 二级指标 三级指标 指标性质 指标值 计量单位 权重 自评完成值 自评得分 复核完成值 复核得分 复核指标偏差 备注"
        ).split()
        grid = [[cell.text for cell in row] for row in paper.grid()]
        assert len(grid) == 1 + len(ROWS) + 1
        assert grid[0][2] == "预算执行率" and grid[0][8] == grid[0][10] == "9.00"
        assert grid[-1][0] == "合计" and grid[-1][6] == "100" and grid[-1][8] == "99.00"
        assert grid[-1][10] == "9.00～75.00" and grid[-1][11] == "-90.00～-24.00"
        assert paper.note.startswith("汇总：虚构培训项目；自评 99.00 分；复核 9.00～75.00 分")

    def test_every_cut_has_its_remark(self):
        paper = work_paper(evaluation(judged(("学员满意度", "no_survey"))), POLICY)
        for row, cells in zip(
            reviewed(evaluation(judged(("学员满意度", "no_survey"))), POLICY), paper.grid()[1:-1], strict=True
        ):
            for cut in (*row.decided, *row.proposed):
                assert f"第{cut.number}条 {cut.name.zh}" in cells[12].text

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_files_hold_the_same_rows(self, tmp_path, lang):
        paper = work_paper(evaluation(), POLICY, lang)
        for kind in ("xlsx", "docx"):
            write(paper, tmp_path / f"p.{kind}")
        grid = [[cell.text for cell in row] for row in paper.grid()]
        sheet = openpyxl.load_workbook(BytesIO((tmp_path / "p.xlsx").read_bytes())).active
        rows = list(sheet.iter_rows(min_row=4, values_only=True))
        assert len(rows) == len(grid)
        for found, wanted in zip(rows, grid, strict=True):
            for value, text in zip(found, wanted, strict=True):
                assert (value or "") == text or Fraction(str(value)) == Fraction(text)
        table = docx.Document(str(tmp_path / "p.docx")).tables[0]
        assert [cell.text for cell in table.rows[2].cells] == grid[1]
        assert len(table.rows) == len(grid) + 1

    def test_the_command_writes_both_files(self, tmp_path, capsys):
        from perfkit.base.paths import data_root

        longhua = str(data_root() / "departments" / "sz-sif-longhua_2020")
        assert main(["review", longhua, "--policy", "chengdu-review", "-o", str(tmp_path)]) == 0
        assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".xlsx"]
        assert main(["review", longhua, "--policy", "nowhere"]) == 1
        assert "chengdu-review" in capsys.readouterr().err
