"""Invented departments: deterministic, consistent, marked, decided where they are clean, and written
whole."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from perfkit import load_department, load_rubric
from perfkit.base.errors import FactError, SubmissionError
from perfkit.base.models import validate
from perfkit.base.quantities import parse_number
from perfkit.base.yaml_source import Source, parse_yaml
from perfkit.demo import FAULT_KINDS, LEVELS, generate, to_yaml, write_cohort
from perfkit.demo.prose_money import HIDEABLE
from perfkit.evaluation.department import check_department
from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.filing.targets import parse_target

RUBRICS = ("sz-2020", "national-2020", "hubei-2020")
SEEDS = range(12)


@pytest.fixture(scope="module")
def clean():
    return [generate(seed) for seed in SEEDS]


class TestDeterminism:
    @pytest.mark.parametrize("level", LEVELS)
    def test_a_seed_gives_one_department(self, level):
        first, again = generate(11, level=level), generate(11, level=level)
        assert json.dumps(first.submission) == json.dumps(again.submission)
        assert json.dumps(first.judgements) == json.dumps(again.judgements)
        assert first.faults == again.faults

    def test_other_seeds_give_other_departments(self, clean):
        assert len({d.submission["department"]["name"] for d in clean}) == len(clean)
        assert len({json.dumps(d.submission["facts"]) for d in clean}) == len(clean)

    def test_two_cohorts_share_no_department(self, tmp_path):
        one, other = write_cohort(tmp_path / "a", 3, 1), write_cohort(tmp_path / "b", 3, 2)
        assert not {folder.name for folder in one} & {folder.name for folder in other}

    def test_options_do_not_change_the_department_itself(self):
        plain, faulty = generate(5), generate(5, faults=["score_total"])
        assert plain.submission["facts"] == faulty.submission["facts"]
        assert plain.submission["targets"] == faulty.submission["targets"]


class TestMarks:
    @pytest.mark.parametrize("level", LEVELS)
    def test_both_files_say_that_they_are_synthetic(self, level):
        department = generate(3, level=level)
        assert department.submission["synthetic"] is True
        assert department.judgements["synthetic"] is True
        assert department.submission["department"]["name"].startswith("示范市示例")

    def test_written_files_say_so_in_their_first_line(self, tmp_path):
        folder = write_cohort(tmp_path / "out", 1, 7)[0]
        for name in ("submission.yaml", "judgements/demo.yaml"):
            assert "synthetic" in (folder / name).read_text(encoding="utf-8").splitlines()[0]


class TestConsistency:
    def test_every_quote_holds_its_value_and_stands_in_its_section(self, clean):
        for department in clean:
            filed = department.submission
            texts: dict[str, str] = {}
            for passage in [p for part in filed["narrative"].values() for p in part] + filed["overall_goal"][
                "actual"
            ]:
                texts[passage["section"]] = texts.get(passage["section"], "") + passage["text"]
            for row in filed["targets"]["rows"]:
                texts[f"{filed['targets']['section']} {row['name']}"] = row["actual"]
            texts[filed["tasks"]["section"]] = json.dumps(filed["tasks"], ensure_ascii=False)
            for statements in [
                *filed["facts"].values(),
                *(figure["statements"] for figure in filed["figures"]),
            ]:
                for statement in statements:
                    assert statement["value"] in statement["quote"]
                    assert statement["quote"] in texts[statement["section"]], statement

    def test_tasks_add_up_to_the_table_and_to_the_text(self, clean):
        for department in clean:
            tasks = department.submission["tasks"]
            for side, fact in (("budget", "budget_total"), ("spent", "spent_total")):
                total = sum(parse_number(row[side]) for row in tasks["rows"])
                assert total == parse_number(tasks["totals"][side])
                printed = department.model().facts[fact][0]
                assert abs(printed.amount - total) <= printed.tolerance

    def test_rates_are_those_of_the_true_amounts(self, clean):
        for department in clean:
            facts = department.model().facts
            rate, part, whole = (facts[name][0] for name in ("execution_rate", "spent_total", "budget_total"))
            low = (part.amount - part.tolerance) / (whole.amount + whole.tolerance) - rate.tolerance
            high = (part.amount + part.tolerance) / (whole.amount - whole.tolerance) + rate.tolerance
            assert low <= rate.amount <= high

    def test_parts_of_counts_sum(self, clean):
        for department in clean:
            figures = {figure.id: figure for figure in department.model().figures}
            wholes = [figure for figure in figures.values() if figure.sum_of]
            assert wholes
            for whole in wholes:
                assert (
                    sum(figures[part].statements[0].amount for part in whole.sum_of)
                    == whole.statements[0].amount
                )

    def test_targets_are_15_to_60_in_all_three_blocks_and_nearly_all_measurable(self, clean):
        for department in clean:
            rows = department.model().targets.rows
            assert 15 <= len(rows) <= 60
            assert {row.block for row in rows} == {"output", "benefit", "satisfaction"}
            parsed = [parse_target(row.expected, row.actual, name=row.name, kind=row.kind) for row in rows]
            assert sum(target.measurable for target in parsed) >= 0.9 * len(rows)
            assert all(target.answers_question is True for target in parsed)

    @pytest.mark.parametrize("rubric", RUBRICS)
    def test_weights_sum_to_what_the_rubric_scores(self, rubric):
        table = load_rubric(rubric)
        for seed in SEEDS[:6]:
            rows = generate(seed, rubric=rubric).model().targets.rows
            for indicator in table.indicators:
                if (
                    indicator.targets is not None
                    and indicator.targets.block in ("all", "output", "benefit", "satisfaction")
                    and not indicator.targets.kinds
                ):
                    taken = [row.weight for row in rows if indicator.targets.block in ("all", row.block)]
                    assert sum(taken) == indicator.max

    def test_periods_scopes_and_roundings_vary(self, clean):
        statements = [s for d in clean for figure in d.submission["figures"] for s in figure["statements"]]
        assert any("period" in s for s in statements)
        assert any("scope" in s for s in statements)
        assert any(s.get("approximate") for s in statements)


class TestHonestScores:
    @pytest.mark.parametrize("rubric", RUBRICS)
    def test_a_clean_department_is_decided_and_claims_what_the_rubric_gives(self, rubric):
        table = load_rubric(rubric)
        for seed in SEEDS:
            department = generate(seed, rubric=rubric)
            evaluation = evaluate(department.model(), table, (department.judged(),))
            assert evaluation.points.is_exact
            for row in evaluation.rows:
                assert abs(row.self_score - row.points.low) <= Fraction(1, 200)
            filed = department.model().self_evaluation
            assert filed.total == sum(filed.scores.values())
            assert filed.grade == (table.grade(filed.total).name if table.is_graded else "")

    def test_scores_differ_between_departments(self, clean):
        totals = {department.submission["self_evaluation"]["total"] for department in clean}
        assert len(totals) > len(clean) / 2

    def test_every_judgement_has_a_reason_and_a_document(self, clean):
        for department in clean:
            judged = department.judged()
            documents = {evidence.id for evidence in judged.evidence}
            for judgement in judged.judgements:
                assert len(judgement.reason) > 10
                assert judgement.evidence and set(judgement.evidence) <= documents


class TestOptions:
    def test_level_2_leaves_points_open_and_claims_what_is_true(self):
        for seed in SEEDS[:8]:
            department, clean = generate(seed, level=2), generate(seed)
            evaluation = evaluate(department.model(), load_rubric("sz-2020"), (department.judged(),))
            assert department.hidden and not department.faults
            assert evaluation.points.low < evaluation.points.high
            assert department.submission["self_evaluation"] == clean.submission["self_evaluation"]
            assert (
                evaluation.points.low
                <= evaluate(clean.model(), load_rubric("sz-2020"), (clean.judged(),)).points.low
                <= evaluation.points.high
            )

    @pytest.mark.parametrize("count", [0, 1, len(HIDEABLE)])
    def test_missing_says_how_many_groups_are_not_mentioned(self, count):
        assert len(generate(4, missing=count).hidden) == count

    def test_inflate_adds_points_where_there_is_room(self):
        honest, inflated = generate(8), generate(8, inflate="2.5")
        gained = parse_number(inflated.submission["self_evaluation"]["total"]) - parse_number(
            honest.submission["self_evaluation"]["total"]
        )
        assert gained == Fraction(5, 2)
        assert inflated.faults[0].kind == "inflated"

    def test_level_4_is_where_the_readings_disagree(self):
        table = load_rubric("sz-2020")
        moved: set[str] = set()
        for seed in SEEDS[:8]:
            department = generate(seed, level=4, fault_count=0, missing=0)
            base = evaluate(department.model(), table, (department.judged(),))
            for name, reading in table.readings.items():
                for option in reading.options:
                    if base.under({name: option}).points != base.points:
                        moved.add(name)
        assert {
            "adjustment_scope",
            "district_subsidy",
            "staff_total",
            "unmentioned_item",
            "quarter_cap",
        } <= moved

    def test_level_3_plants_several_kinds_and_says_what_is_true(self):
        for seed in SEEDS[:8]:
            faults = generate(seed, level=3).faults
            assert 4 <= len(faults) <= 6
            assert len({fault.kind for fault in faults}) == len(faults)
            for fault in faults:
                assert fault.places and fault.truth.zh and fault.truth.en
                assert fault.points == 0 or fault.rows
                assert json.dumps(fault.to_record())

    @pytest.mark.parametrize("kind", FAULT_KINDS)
    def test_every_kind_changes_something_and_leaves_both_files_readable(self, clean, kind):
        planted = 0
        for seed in SEEDS:
            department, honest = generate(seed, faults=[kind]), clean[seed]
            if department.faults:
                planted += 1
                assert (department.submission, department.judgements) != (
                    honest.submission,
                    honest.judgements,
                )
                department.model(), department.judged()
        assert planted >= 2

    def test_unknown_levels_and_kinds_are_refused_with_what_there_is(self):
        with pytest.raises(FactError, match="1、2、3、4"):
            generate(1, level=9)
        with pytest.raises(FactError, match="task_rows"):
            generate(1, faults=["nonsense"])


class TestWriting:
    @pytest.mark.parametrize("level", LEVELS)
    def test_what_is_written_reads_back_without_a_fault(self, tmp_path, level):
        for folder in write_cohort(tmp_path / "out", 4, 7, level=level):
            assert check_department(folder).faults == []
            assert folder.name == f"{load_department(folder).submission.key}"

    def test_a_folder_that_is_not_empty_is_refused_unless_forced(self, tmp_path):
        write_cohort(tmp_path, 2, 7)
        with pytest.raises(SubmissionError, match="--force"):
            write_cohort(tmp_path, 2, 7)
        assert len(write_cohort(tmp_path, 2, 7, force=True)) == 2

    def test_nothing_half_written_is_left_under_a_department_name(self, tmp_path, monkeypatch):
        from perfkit.demo import write

        def fail(*_):
            raise OSError("disk full")

        monkeypatch.setattr(write.os, "replace", fail)
        with pytest.raises(OSError):
            write_cohort(tmp_path, 1, 7)
        assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".")]

    @pytest.mark.parametrize(("count", "seed"), [(0, 1), (1_000_001, 1), (1, -1)])
    def test_counts_and_seeds_out_of_range_are_refused(self, tmp_path, count, seed):
        with pytest.raises(SubmissionError):
            write_cohort(tmp_path, count, seed)


@pytest.mark.parametrize("seed", range(40))
def test_a_filed_submission_survives_writing_and_reading(seed):
    """parse(render(x)) is x, for the whole file."""
    case = generate(seed)
    source = parse_yaml(to_yaml(case.submission), Source("submission.yaml"))
    assert not source.faults
    assert source.data == case.submission
    assert validate(Submission, source) == case.model()
