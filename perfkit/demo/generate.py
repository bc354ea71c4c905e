"""One invented department from one number: a submission, an evaluator's file, and what was done to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.demo.draft import PlantedFault
from perfkit.demo.drawing import draw_world
from perfkit.demo.faults import plant, plantable
from perfkit.demo.judging import established_facts, honest_scores, judge
from perfkit.demo.ledger import Ledger, printed
from perfkit.demo.prose_money import HIDEABLE, write_money
from perfkit.demo.prose_work import TASK_SECTION, write_problems, write_work
from perfkit.demo.target_table import block_points, write_targets
from perfkit.demo.withhold import inflate_scores, withhold_evidence
from perfkit.demo.world import World
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric import DEFAULT_RUBRIC
from perfkit.rubric.filed_maxima import usual
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric

LEVELS = (1, 2, 3, 4)
"""1 clean; 2 facts and evidence missing; 3 planted contradictions; 4 unclear clauses as well."""


_Written = tuple[Ledger, dict[str, Any]]  # the text with its statements, and the target table


@dataclass(frozen=True)
class DemoDepartment:
    """An invented department-year.

    Attributes
    ----------
    submission : dict     as submission.yaml holds it
    judgements : dict     as judgements/demo.yaml holds it
    faults : what was planted, with the truth
    hidden : groups of figures that the department does not mention
    """

    submission: dict[str, Any]
    judgements: dict[str, Any]
    faults: tuple[PlantedFault, ...] = ()
    hidden: frozenset[str] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """The folder's name: department and year."""
        return f"{self.submission['department']['id']}_{self.submission['year']}"

    def model(self) -> Submission:
        """The submission, validated."""
        return Submission.model_validate(self.submission)

    def judged(self) -> Judgements:
        """The evaluator's file, validated."""
        return Judgements.model_validate(self.judgements)


def generate(
    seed: int,
    *,
    rubric: str = DEFAULT_RUBRIC,
    year: int = 2020,
    level: int = 1,
    missing: int | None = None,
    inflate: str | int = 0,
    faults: Sequence[str] = (),
    fault_count: int | None = None,
    priced: bool = False,
) -> DemoDepartment:
    """Invent a department, the same one for the same arguments.

    Parameters
    ----------
    seed : int        0 or more
    rubric : str      scored by this rubric
    year : int
    level : int       1 clean; 2 facts and evidence missing; 3 planted contradictions; 4 unclear clauses as
        well
    missing : int     how many groups of figures are not mentioned; by the level unless given
    inflate : points  added to honest self-scores, spread over rows with room
    faults : kinds of `FAULT_KINDS` to plant, one of each
    fault_count : int how many more faults of random kinds; by the level unless given
    priced : bool     budgets of projects follow from what their things cost

    Returns
    -------
    DemoDepartment   marked synthetic in both files.

    Raises
    ------
    FactError   an unknown level or kind of fault.

    Examples
    --------
    >>> first, again = generate(7), generate(7)
    >>> first == again, first.submission["synthetic"], first.faults
    (True, True, ())
    """
    plantable(faults, level, LEVELS)
    table = usual(load_rubric(rubric))
    world = draw_world(seed, year, unclear=level == 4, priced=priced)
    rng = Random(f"perfkit demo {seed} options")
    groups = (
        missing if missing is not None else (0 if level in (1, 3) else rng.randint(2, 4) if level == 2 else 2)
    )
    hidden = frozenset(rng.sample(HIDEABLE, min(groups, len(HIDEABLE))))
    whole, judged, evaluation = _scored(world, table)
    text = _text(world, table, hidden) if hidden else whole
    problems = [topic for topic in _lost_topics(evaluation) if topic in _true_problems(world)]
    write_problems(text[0], problems, Random(f"perfkit demo {seed} problems"))
    submission = _assemble(world, text, honest_scores(evaluation))
    if level == 2:
        withhold_evidence(judged, rng)
    planted: list[PlantedFault] = []
    if Fraction(inflate):
        planted.append(inflate_scores(submission, table, Fraction(inflate), rng))
    count = fault_count if fault_count is not None else (0 if level < 3 else rng.randint(4, 6))
    planted += plant(submission, judged, table, rng, kinds=faults, count=count)
    return DemoDepartment(submission, judged, tuple(planted), hidden)


def _scored(world: World, table: Rubric) -> tuple[_Written, dict[str, Any], Evaluation]:
    """The whole truth, judged: it decides the honest self-scores whatever is hidden later."""
    text = _text(world, table, frozenset())
    submission = _assemble(world, text, {"rubric": table.id, "scores": {}})
    rng = Random(f"perfkit demo {world.seed} judging")
    facts = established_facts(world, submission["targets"], rng)
    judged, evaluation = judge(Submission.model_validate(submission), table, world, facts, rng)
    return text, judged, evaluation


def _text(world: World, table: Rubric, hidden: frozenset[str]) -> _Written:
    ledger = Ledger(world.style)
    write_money(world, ledger, Random(f"perfkit demo {world.seed} money"), hidden)
    write_work(world, ledger, Random(f"perfkit demo {world.seed} work"), hidden)
    return ledger, write_targets(
        world, ledger, Random(f"perfkit demo {world.seed} targets"), hidden, block_points(table)
    )


def _true_problems(world: World) -> set[str]:
    """Problems that the figures bear out: a row may have lost its points for something else."""
    facts = world.facts
    adjusted = abs(facts["budget_added"]) + facts["budget_transferred"]
    bears_out = {
        "budget_adjustment": adjusted * 10 > facts["budget_initial"],
        "procurement_incomplete": facts["procurement_actual"] < facts["procurement_planned"],
        "asset_idle": facts["fixed_assets_in_use"] < facts["fixed_assets_total"],
        "staff_shortage": facts["established_staff_count"] < facts["establishment_count"],
        "temporary_staff": facts["off_establishment_rate"] >= Fraction(5, 100),
        "petitions": facts["petition_timely_reply_rate"] < 1,
        "satisfaction": facts["satisfaction_rate"] < Fraction(95, 100),
        **dict.fromkeys(("key_work", "targets_unmet", "project_delay"), world.has_late_project),
        **dict.fromkeys(("asset_records", "supervision", "systems"), True),
    }
    return {topic for topic, is_so in bears_out.items() if is_so}


def _lost_topics(evaluation: Evaluation) -> list[str]:
    """Topics all of whose rows lost points: what an honest department can admit without contradicting
    itself."""
    lost: dict[str, bool] = {}
    for row in evaluation.rows:
        is_below = row.points.high < row.indicator.max
        for topic in _topics(row.indicator):
            lost[topic] = lost.get(topic, True) and is_below
    return [topic for topic, everywhere in lost.items() if everywhere]


def _topics(indicator: Any) -> Iterable[str]:
    return dict.fromkeys(
        (*indicator.topics, *(topic for criterion in indicator.criteria for topic in criterion.topics))
    )


def _assemble(world: World, text: _Written, self_evaluation: dict[str, Any]) -> dict[str, Any]:
    ledger, targets = text
    narrative = {part: passages for part, passages in ledger.parts.items() if part != "goal"}
    return {
        "synthetic": True,
        "department": {
            "id": world.id,
            "name": world.name,
            "name_en": f"Sample {world.agency['en']} {world.seed}",
            "region": f"示范市{world.district}",
        },
        "year": str(world.year),
        "title": f"{world.year} 年度部门整体绩效自评报告（合成数据）",
        "source": {"note": "合成数据：由 perfkit demo 生成，不代表任何真实部门"},
        "narrative": narrative,
        "overall_goal": {
            "section": "四 总体目标",
            "expected": _expected(world),
            "actual": ledger.parts["goal"],
        },
        "facts": ledger.facts,
        "figures": [figure for figure in ledger.figures.values() if figure["statements"]],
        "tasks": _tasks(world),
        "targets": targets,
        "self_evaluation": self_evaluation,
    }


def _expected(world: World) -> str:
    duties = "".join(duty + "；" for duty in world.agency["duties"][:3])
    return duties + "、".join(f"{task.thing} {task.planned} {task.unit}" for task in world.projects) + "。"


def _tasks(world: World) -> dict[str, Any]:
    rows = []
    for task in world.tasks:
        completion = printed(task.spent / task.budget, "%")
        budget, spent = _yuan(task.budget), _yuan(task.spent)
        rows.append(
            {
                "name": task.name,
                "category": task.category,
                "completion": completion,
                "completion_quote": f"完成 {completion}%",
                "budget": budget,
                "budget_fiscal": budget,
                "spent": spent,
                "spent_fiscal": spent,
            }
        )
    budget, spent = (
        _yuan(sum((getattr(task, side) for task in world.tasks), Fraction(0))) for side in ("budget", "spent")
    )
    return {
        "section": TASK_SECTION,
        "rows": rows,
        "totals": {"budget": budget, "budget_fiscal": budget, "spent": spent, "spent_fiscal": spent},
    }


def _yuan(amount: Fraction) -> str:
    cents = amount * 100
    return f"{cents.numerator // 100}.{cents.numerator % 100:02d}"
