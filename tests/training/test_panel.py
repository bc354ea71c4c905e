"""Agreement between evaluators: published examples, invented panels of known leanings, real files."""

from __future__ import annotations

import shutil
import warnings
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from training_trainees import perfect_sheet

from perfkit.base.errors import PerfkitError
from perfkit.cli import main
from perfkit.training.agreement.panel import ENOUGH, ICC, KAPPA, Agreement
from perfkit.training.agreement.panel_file import read_agreement
from perfkit.training.agreement.ratings import Rating
from perfkit.training.agreement.report import AgreementReport, example_panel
from perfkit.training.cases.case import JUDGED, TraineeCase
from perfkit.training.cases.judged_file import write_judgements
from perfkit.training.cases.sheet import Line, Sheet

# Shrout and Fleiss (1979), table 2: six targets, four judges; ICC(2,1) is printed as .29.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
)


def panel(departments: int, leanings: dict[str, int]) -> Agreement:
    """Evaluators who are so many tenths above or below a common opinion."""
    rubric = TraineeCase(1, 1).evaluation.rubric
    ratings = []
    for number in range(departments):
        for criterion, base in (
            ("performance.effect.benefits.1", 5 + number % 3),
            ("management.systems.soundness.2", 4 + number % 2),
        ):
            full = rubric.criteria[criterion].max
            for name, lean in leanings.items():
                ratings.append(
                    Rating(
                        f"d{number}",
                        criterion.rpartition(".")[0],
                        criterion,
                        name,
                        full * Fraction(base + lean, 10),
                        full,
                    )
                )
    return Agreement(rubric, tuple(ratings))


def test_bias_and_deviation_stand_from_the_first_department_on():
    found = panel(1, {"high": 2, "low": -1, "mid": 0})
    by_name = {one.evaluator: one.bias for one in found.by_evaluator}
    assert [one.evaluator for one in found.by_evaluator] == ["high", "mid", "low"]
    assert by_name == {"high": Fraction(1, 5), "mid": 0, "low": Fraction(-1, 10)}
    # Everybody is off by the same share everywhere: once that is taken out, nobody reads a row differently.
    assert all(one.spread_points == one.deviation_points == 0 for one in found.by_indicator)
    assert found.coefficients == () and all(one.interval.low is None for one in found.by_evaluator)


def test_one_strict_person_makes_nobody_generous():
    found = panel(3, {"a": 0, "b": 0, "strict": -4})
    assert found.severity == {"a": 0, "b": 0, "strict": Fraction(-2, 5)}


def test_the_row_that_differs_in_points_is_named_once_severity_is_out():
    """A large row read two ways differs by more points than a small one, however large its share."""
    found = panel(2, {"a": 0, "b": 0, "c": -1})
    moved = {
        ("performance.effect.benefits", "a"): Fraction(5),
        ("management.systems.soundness", "b"): Fraction(1, 3),
    }
    ratings = tuple(
        replace(one, points=one.points - moved.get((one.row, one.evaluator), 0)) for one in found.ratings
    )
    first = Agreement(found.rubric, ratings).by_indicator[0]
    assert first.indicator.id == "performance.effect.benefits" and first.spread_points > 3
    report = AgreementReport(Agreement(found.rubric, ratings), "zh")
    assert "社会效益" in repr(report.answer()) and "社会效益" in report.indicators_chart.title


def test_divided_clauses_stand_side_by_side_with_points_and_reasons():
    found = panel(1, {"a": 2, "b": -2})
    ratings = tuple(replace(one, reason=f"{one.evaluator} 的理由") for one in found.ratings)
    table = AgreementReport(Agreement(found.rubric, ratings), "zh").clauses_table()
    assert [column.head for column in table.columns] == ["条款、条文", "部门", "a", "b"]
    assert all("a 的理由" in row[2].text and "b 的理由" in row[3].text for row in table.rows)
    assert found.rubric.criteria["performance.effect.benefits.1"].text.zh in repr(table)


def test_fewer_than_five_departments_have_no_interval():
    few, many = panel(ENOUGH - 1, {"a": 0, "b": 1}), panel(ENOUGH, {"a": 0, "b": 1})
    assert all(one.low is None for one in few.coefficients) and few.coefficients
    assert all(one.interval.low is None for one in few.by_evaluator)
    assert any(one.low is not None for one in many.coefficients)


@pytest.mark.parametrize("people", [2, 6, 7])
def test_a_marker_stands_for_one_person_in_both_pictures(people):
    report = AgreementReport(panel(2, {f"p{number}": number for number in range(people)}), "zh")
    seen = {}
    for chart in (report.evaluators_chart, report.indicators_chart):
        lines = chart.figure.axes[0].get_lines()
        seen[chart.name] = {
            line.get_marker() for line in lines if line.get_marker() not in ("None", None, "")
        }
    assert seen["evaluators"] == seen["indicators"] and len(seen["evaluators"]) == (
        people if people < 7 else 1
    )


def test_coefficients_by_row_come_with_enough_departments():
    few, many = panel(ENOUGH - 1, {"a": 0, "b": 1}), panel(ENOUGH, {"a": 0, "b": 1})
    assert not [one for one in few.coefficients if one.row] and [
        one for one in few.coefficients if one.kind == ICC and not one.row
    ]
    rows = {one.row for one in many.coefficients if one.kind == ICC}
    assert rows == {"", "performance.effect.benefits", "management.systems.soundness"}
    assert all(0 < one.value < 1 for one in many.coefficients)
    together = panel(ENOUGH, {"a": 0, "b": 0})
    assert all(one.value == pytest.approx(1) for one in together.coefficients)


def test_the_example_panel_shows_its_known_leanings():
    found = example_panel()
    assert [one.evaluator for one in found.by_evaluator][0] == "A" and [
        one.evaluator for one in found.by_evaluator
    ][-1] == "C"
    assert found.by_evaluator[0].interval.low > 0 > found.by_evaluator[-1].interval.high
    assert {one.kind for one in found.coefficients} == {KAPPA, ICC}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_charts_carry_their_numbers_and_every_glyph(lang):
    report = AgreementReport(example_panel(), lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for chart in (report.evaluators_chart, report.indicators_chart):
            assert chart.png() and chart.alt and chart.title in chart.alt
    assert set(report.evaluators_chart.data) == {"A", "B", "C"}


def room(tmp_path, leanings):
    """Trainees who judged the same case, each in a folder of their own."""
    case = TraineeCase(77, 1)
    for trainee, share in leanings.items():
        sheet = perfect_sheet(case)
        lines = dict(sheet.lines)
        for name, expected in case.expected.items():
            if expected.kind == JUDGED and not expected.steps:
                lines[name] = Line(
                    str(float(case.evaluation.rubric.criteria[name].max) * share),
                    lines[name].reason,
                    lines[name].document,
                )
        name = f"trainee-{trainee:03d}"
        write_judgements(tmp_path / name, case, name, Sheet(lines))
    return tmp_path


def test_trainees_on_one_case_are_a_panel(tmp_path):
    found = read_agreement([room(tmp_path, {1: 0.9, 2: 0.7, 3: 0.8})])
    assert [one.evaluator for one in found.by_evaluator] == ["trainee-001", "trainee-003", "trainee-002"]
    assert found.synthetic and len(found.departments) == 1
    assert len(found.by_indicator) > 3


def test_two_files_in_one_department_folder_are_a_panel_too(tmp_path):
    folder = room(tmp_path / "class", {1: 0.9, 2: 0.7}) / "trainee-001"
    shutil.copy(tmp_path / "class" / "trainee-002" / "judgements" / "trainee-002.yaml", folder / "judgements")
    shutil.copytree(folder, tmp_path / "real" / "dept_2020")
    found = read_agreement([tmp_path / "real" / "dept_2020"])
    assert (
        found.evaluators == ("trainee-001", "trainee-002")
        and found.by_evaluator[0].evaluator == "trainee-001"
    )


def test_one_person_twice_is_refused_and_nobody_together_as_well(tmp_path):
    folder = room(tmp_path / "class", {1: 0.9})
    with pytest.raises(PerfkitError, match="两个人都评过"):
        read_agreement([folder])
    shutil.copytree(folder / "trainee-001", folder / "copy")
    with pytest.raises(PerfkitError, match="两份 trainee-001"):
        read_agreement([folder])


@pytest.mark.slow
def test_the_command_writes_page_and_tables(tmp_path, capsys):
    folder = room(tmp_path / "class", {1: 0.9, 2: 0.7})
    assert main(["train", "agreement", str(folder), "-o", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "agreement.html").read_text(encoding="utf-8")
    assert "trainee-001" in page and str(tmp_path) not in page and "合成数据" in page
    assert (tmp_path / "out" / "evaluators.csv").read_text(encoding="utf-8-sig").count("\n") == 3
    assert "给分最高的是 trainee-001" in capsys.readouterr().out


def test_two_evaluators_are_never_further_apart_than_the_maximum():
    found = panel(1, {"a": 3, "b": -5, "c": 3})  # biases of +40 % and −80 %: their difference would say 120 %
    report = AgreementReport(found, "zh")
    assert found.apart("a", "b") == Fraction(4, 5) and found.apart("b", "a") == Fraction(-4, 5)
    assert "80.00%" in report.evaluators_chart.title and "120" not in report.evaluators_chart.title


def test_the_gap_is_taken_over_what_both_judged():
    found = panel(2, {"a": 2, "b": 0, "c": -1})
    only = Agreement(
        found.rubric,
        tuple(one for one in found.ratings if not (one.evaluator == "c" and one.department == "d1")),
    )
    assert only.apart("a", "c") == Fraction(3, 10)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_everybody_who_ties_is_named(lang):
    report = AgreementReport(panel(1, {"a": 2, "b": 2, "c": 0, "d": 0}), lang)
    for said in (repr(report.answer()), report.evaluators_chart.title):
        assert all(name in said for name in (("a、b", "c、d") if lang == "zh" else ("a, b", "c, d")))


def test_no_difference_is_said_to_be_none():
    report = AgreementReport(panel(2, {"a": 0, "b": 0, "c": 0}), "zh")
    said = repr(report.answer())
    assert "完全一样" in said and "最高" not in said and "理解最不一致" not in said
    assert "手最松" not in report.evaluators_chart.title and "分歧最大" not in report.indicators_chart.title
    assert report.evaluators_chart.png() and report.indicators_chart.png()


@pytest.mark.parametrize("people", [2, 3, 5, 6])
def test_the_row_chart_has_a_marker_and_a_full_name_for_each_evaluator(people):
    names = {f"trainee-{number:03d}": number for number in range(people)}
    chart = AgreementReport(panel(2, names), "zh").indicators_chart
    written = [text.get_text() for text in chart.figure.findobj(lambda one: hasattr(one, "get_text"))]
    assert all(written.count(name) == 1 for name in names)
    lines = [line for line in chart.figure.axes[0].get_lines() if line.get_marker() not in ("None", None, "")]
    places = [(line.get_xdata()[0], line.get_ydata()[0]) for line in lines]
    assert len({height for _, height in places}) == len(lines) == 2 * people


def test_deviation_and_places_of_the_row_chart_share_one_base():
    found = example_panel(1)
    for one in found.by_indicator:
        values = list(one.offset.values())
        assert one.deviation_points == sum(map(abs, values), Fraction(0)) / len(values)
        assert one.spread_points == max(values) - min(values)


def test_all_rows_have_a_weighted_kappa_and_rows_without_one_say_why():
    found = panel(ENOUGH, {"a": 0, "b": 1})
    assert {one.kind for one in found.coefficients if not one.row} == {KAPPA, ICC}
    lacking = Agreement(
        found.rubric,
        tuple(
            one
            for one in found.ratings
            if not (one.evaluator == "b" and one.row == "management.systems.soundness")
        ),
    )
    shown = repr(AgreementReport(lacking, "zh").coefficients_table())
    assert "所有人都评过的部门只有 0 个" in shown
    same = AgreementReport(
        Agreement(
            found.rubric,
            tuple(
                Rating(one.department, one.row, one.criterion, one.evaluator, one.full, one.full)
                for one in found.ratings
            ),
        ),
        "zh",
    )
    assert "给分没有什么变化" in repr(same.coefficients_table()) and "0.00～0.00" not in repr(
        same.coefficients_table()
    )
