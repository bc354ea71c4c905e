"""Two versions of a rubric: what changed, and what that does to a submission."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction

import pytest

from perfkit import RubricError, load_department, load_rubric
from perfkit.base.paths import data_root
from perfkit.filing.judgements import Evaluator, Judgement, Judgements
from perfkit.pages.version_effect import compare_versions, version_for
from perfkit.pages.versions import ADDED, CHANGED, REMOVED, compare_rubrics

LIMIT = "management.staff.off_establishment_rate"


@pytest.fixture
def edited(tmp_path):
    """sz-2020 as another year might have printed it."""

    def edit(*changes, name="sz-2021"):
        path = tmp_path / f"{name}.yaml"
        shutil.copy(data_root() / "rubrics" / "sz-2020.yaml", path)
        text = path.read_text(encoding="utf-8")
        for old, new in (("id: sz-2020", f"id: {name}"), ('version: "1"', 'version: "2"'), *changes):
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")
        return load_rubric(path)

    return edit


def test_only_what_differs_is_named(edited):
    new = edited(
        ('{at_least: "95%", points: "6"}', '{at_least: "90%", points: "6"}'),
        ('{at_least: "90%", below: "95%", points: "4"}', '{at_least: "85%", below: "90%", points: "4"}'),
        ('{at_least: "80%", below: "90%", points: "2"}', '{at_least: "80%", below: "85%", points: "2"}'),
    )
    diff = compare_rubrics(load_rubric("sz-2020"), new)
    (row,) = diff.rows
    assert (row.part, row.kind) == ("performance.equity.satisfaction", CHANGED)
    assert {(field.path, field.before, field.after) for field in row.fields} == {
        ("criteria.1.bands.1.at_least", "0.95", "0.9"),
        ("criteria.1.bands.2.at_least", "0.9", "0.85"),
        ("criteria.1.bands.2.below", "0.95", "0.9"),
        ("criteria.1.bands.3.below", "0.9", "0.85"),
    }
    assert (
        {field.path for part in diff.head for field in part.fields} == {"id", "version"}
        and not diff.readings
        and not diff.grades
    )
    assert "0.95" in repr(diff.table()) and "criteria.1.bands.1.at_least" in diff.table("en")._repr_html_()


def test_rows_readings_and_grades_that_come_and_go(edited):
    new = edited(
        (LIMIT, "management.staff.outside_staff_rate"),
        ("chosen: added_and_transferred", "chosen: transferred_only"),
        ('{name: 良, name_en: good, at_least: "80"}', '{name: 良, name_en: good, at_least: "75"}'),
    )
    diff = compare_rubrics(load_rubric("sz-2020"), new)
    assert {(row.part, row.kind) for row in diff.rows} == {
        (LIMIT, REMOVED),
        ("management.staff.outside_staff_rate", ADDED),
    }
    assert [(part.part, [field.path for field in part.fields]) for part in diff.readings] == [
        ("adjustment_scope", ["chosen"])
    ]
    assert [(part.part, part.fields[0].after) for part in diff.grades] == [("良", "75")]


def test_the_effect_on_a_submission_row_by_row(edited):
    new = edited(("chosen: added_and_transferred", "chosen: transferred_only"))
    longhua = load_department("sz-sif-longhua_2020")
    effect = compare_versions(longhua.submission, longhua.rubric, new)
    ((old_row, new_row),) = effect.rows
    assert old_row.indicator.id == "management.funds.compliance" and (
        old_row.points.high,
        new_row.points.high,
    ) == (2, 3)
    assert effect.after.points.high == effect.before.points.high + 1
    assert "财务合规性" in repr(effect.table()) and "总分" in repr(effect.table())


def test_judgements_that_the_new_version_cannot_take_are_set_aside_and_counted(edited):
    longhua = load_department("sz-sif-longhua_2020")
    day = date(2021, 3, 5)
    judged = Judgements(
        evaluator=Evaluator(id="wang"),
        judgements=(
            Judgement(criterion="decision.targets.clarity.1", points="2", reason="符合", date=day),
            Judgement(criterion="performance.effect.benefits.1", points="25", reason="明显", date=day),
            Judgement(criterion="management.funds.compliance.veto", triggered=False, reason="未见", date=day),
        ),
    )
    new = edited(("id: decision.targets.clarity\n", "id: decision.targets.clearness\n"))
    effect = compare_versions(longhua.submission, longhua.rubric, new, [judged])
    assert [one.criterion for one in effect.set_aside] == ["decision.targets.clarity.1"]
    assert effect.after.by_criterion["performance.effect.benefits.1"].points.low == 25
    assert {(old and old.indicator.id, new and new.indicator.id) for old, new in effect.rows} >= {
        ("decision.targets.clarity", None),
        (None, "decision.targets.clearness"),
    }
    assert "1 条评价意见" in effect.table().note


def test_two_forms_score_the_same_year_side_by_side():
    longhua = load_department("sz-sif-longhua_2020")
    effect = compare_versions(longhua.submission, load_rubric("national-2020"), load_rubric("hubei-2020"))
    assert effect.before.rubric.id == "national-2020" and effect.after.rubric.id == "hubei-2020"
    execution = next(
        pair for pair in effect.rows if pair[1] and pair[1].indicator.id == "execution.budget.execution_rate"
    )
    assert (
        execution[1].points.low
        == 2 * execution[0].points.low
        == 20 * Fraction("4787.11") / Fraction("4885.47")
    )


def test_a_year_picks_its_version(edited):
    first = edited(
        ("effective: {first_year: 2020}", "effective: {first_year: 2020, last_year: 2021}"), name="sz-a"
    )
    second = edited(("effective: {first_year: 2020}", "effective: {first_year: 2022}"), name="sz-b")
    assert [version_for([first, second], year).id for year in (2020, 2021, 2022, 2030)] == [
        "sz-a",
        "sz-a",
        "sz-b",
        "sz-b",
    ]
    with pytest.raises(RubricError, match="2019"):
        version_for([first, second], 2019)


def _with_blocks(table, change):
    return table.model_copy(update={"blocks": change(table.blocks)})


def _group(table, change, at=0):
    block = table.blocks[at]
    return (block.model_copy(update={"groups": change(block.groups)}), *table.blocks[1:])


def _rows(groups, change, at=0):
    group = groups[at]
    return (
        *groups[:at],
        group.model_copy(update={"indicators": change(group.indicators)}),
        *groups[at + 1 :],
    )


def _said(change) -> list[str]:
    table = load_rubric("sz-2020")
    diff = compare_rubrics(table, _with_blocks(table, change))
    return [f"{part.part}:{one.path}" for part in diff.parts for one in part.fields]


def test_a_renamed_block_or_group_is_a_difference():
    table = load_rubric("sz-2020")
    other = table.blocks[1].name
    assert any("name" in said for said in _said(lambda b: (b[0].model_copy(update={"name": other}), *b[1:])))
    renamed = _said(lambda b: _group(table, lambda g: (g[0].model_copy(update={"name": other}), *g[1:])))
    assert any("name" in said for said in renamed)


def test_a_row_that_moves_to_another_group_is_a_difference():
    table = load_rubric("sz-2020")
    row = table.blocks[0].groups[0].indicators[-1]

    def moved(groups):
        taken = _rows(groups, lambda rows: rows[:-1])
        return _rows(taken, lambda rows: (row, *rows), at=1)

    assert any(said.startswith(row.id) for said in _said(lambda b: _group(table, moved)))


def test_rows_in_another_order_and_criteria_in_another_order_are_differences():
    table = load_rubric("sz-2020")
    turned = _said(lambda b: _group(table, lambda g: _rows(g, lambda rows: rows[::-1])))
    assert any("order" in said for said in turned)

    def reversed_criteria(rows):
        return (rows[0].model_copy(update={"criteria": rows[0].criteria[::-1]}), *rows[1:])

    inside = _said(lambda b: _group(table, lambda g: _rows(g, reversed_criteria)))
    assert any("order" in said for said in inside)
