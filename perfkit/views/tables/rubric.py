"""A scoring table as a person reads it: rows in three levels with points and rule, then readings and
grades."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.base.text import say
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import names_of
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.ratios import Terms
from perfkit.rubric.table import Block, Indicator, Rubric
from perfkit.rubric.target_rules import DEFAULTS
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table

_RULES = names_of("rules")
_POLICIES = names_of("policies")


def rubric_table(rubric: Rubric, lang: str = "zh") -> Table:
    """Every row of a rubric with its points, its rule and its standard.

    Examples
    --------
    >>> from perfkit import load_rubric
    >>> table = rubric_table(load_rubric("hunan"))
    >>> len(table.rows), [cell.text for cell in table.grid()[0]][:5]
    (5, ['投入 13', '预算配置', '在职人员控制率', '5', '每若干点扣分：年度在编人数 ÷ 核定编制数'])
    """
    rows = []
    for block in rubric.blocks:
        first = True
        for group in block.groups:
            for index, row in enumerate(group.indicators):
                lead = []
                if first:
                    mark = _block_mark(block, lang)
                    name = f"{block.name.text.in_(lang)} {show_exact(block.max)}{mark}"
                    lead.append(Cell(name, rows=len(block.indicators), strong=True))
                if index == 0:
                    lead.append(Cell(group.name.text.in_(lang), rows=len(group.indicators)))
                rows.append((*lead, *_row(row, lang)))
                first = False
    return table(
        "rubric",
        lang,
        rows,
        note=_notes(rubric, lang),
        rubric=rubric.name.text,
        id=rubric.id,
        version=rubric.version,
        most=show_exact(rubric.max),
        part=worded(lang, "known_rows_only") if rubric.partial else "",
    )


def _block_mark(block: Block, lang: str) -> str:
    if block.bonus:
        return say(lang, "（加分）", " (bonus)")
    return say(lang, "（以填报表为准）", " (as the filed form)") if block.max_from == "filing" else ""


def _row(row: Indicator, lang: str) -> tuple[Cell, ...]:
    rule = (
        _policy(row.targets, lang)
        if row.targets is not None
        else "\n".join(dict.fromkeys(_rule(criterion, lang) for criterion in row.criteria))
    )
    standard = row.standard or (row.targets.text.text.in_(lang) if row.targets else "")
    return (Cell(row.name.text.in_(lang)), Cell(show_exact(row.max)), Cell(rule), Cell(standard))


def _rule(criterion: Criterion, lang: str) -> str:
    parts = getattr(criterion, "parts", ())
    name = _RULES[criterion.rule].in_(lang)
    measured = " / ".join(_rule(part, lang) for part in parts) if parts else _measured(criterion, lang)
    return f"{name}{say(lang, '：', ': ')}{measured}" if measured else name


def _measured(criterion: Criterion, lang: str) -> str:
    formula = getattr(criterion, "formula", None)
    if formula is not None:
        return f"{_sum(formula.part, lang)} ÷ {_sum(formula.whole, lang)}"
    catalogue = fact_catalogue()
    return say(lang, "、", ", ").join(
        catalogue[fact].name.in_(lang) for fact in getattr(criterion, "facts", ()) if fact in catalogue
    )


def _sum(terms: Terms, lang: str) -> str:
    catalogue = fact_catalogue()
    parts = [f" {'+' if sign > 0 else '−'} {catalogue[fact].name.in_(lang)}" for sign, fact in terms]
    text = "".join(parts).removeprefix(" + ").strip()
    return f"({text})" if len(terms) > 1 else text


def _policy(policy: TargetPolicy, lang: str) -> str:
    reach = policy.operators.get("at_least") or DEFAULTS["at_least"]
    keep = policy.operators.get("at_most") or DEFAULTS["at_most"]
    cuts = "; ".join(
        f"{cut.name.text.in_(lang)} {cut.band.words().replace('x', '…')}" for cut in policy.qualitative
    )
    cuts = cuts or say(lang, "评定", "judged")
    return worded(lang, "policy_of_targets", reach=_POLICIES[reach], keep=_POLICIES[keep], cuts=cuts)


def _notes(rubric: Rubric, lang: str) -> str:
    source = say(lang, f"来源：{rubric.source.zh}。", f"Source: {rubric.source.text.en}.")
    names = [f"{say(lang, one.name, one.name_en)} ≥ {show_exact(one.at_least)}" for one in rubric.grades]
    listed = say(lang, "，", ", ").join(names)
    grades = (
        worded(lang, "grades_listed", grades=listed) if rubric.is_graded else worded(lang, "no_grade_given")
    )
    readings = [
        worded(
            lang,
            "reading_chosen",
            name=name,
            question=reading.question.text,
            chosen=reading.options[reading.chosen],
            why=reading.why.text,
        )
        for name, reading in rubric.readings.items()
    ]
    return "\n".join([source, grades, *readings])
