"""The scoring table as a sheet that recomputes when a judge changes a cell, and the conclusion beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from perfkit.base.text import say
from perfkit.evaluation.results import Standing
from perfkit.evaluation.summary import block_summaries
from perfkit.evaluation.tree import Evaluation
from perfkit.publish.sheet import PLAIN, POINTS, Column, Formula, Sheet, Value, exact_number
from perfkit.rubric.table import Grade
from perfkit.views.tables import scoring_table

# Where the rows of a sheet begin, and the column of the scoring sheet that a judge fills in.
FIRST_ROW, SETTLED = 4, "M"


def scoring_sheet(evaluation: Evaluation, lang: str) -> Sheet:
    """Every row of the scoring table: self-score, least and most points, where the self-score stands.

    Points put into the column 改定分 take the place of what the row leaves open, and the row, the total, the
    grade and the conclusion follow.
    """
    heads = (
        (say(lang, "一级指标", "Level 1"), 13, PLAIN),
        (say(lang, "二级指标", "Level 2"), 13, PLAIN),
        (say(lang, "三级指标", "Level 3"), 24, PLAIN),
        (say(lang, "满分", "Maximum"), 9, POINTS),
        (say(lang, "自评分", "Claimed"), 9, POINTS),
        (say(lang, "最低可得", "Least"), 9, POINTS),
        (say(lang, "最高可得", "Most"), 9, POINTS),
        (say(lang, "评价分", "Judged"), 9, POINTS),
        (say(lang, "有数据支持", "Confirmed"), 11, POINTS),
        (say(lang, "与数据不符", "Contradicted"), 12, POINTS),
        (say(lang, "待佐证或补充数据", "For evidence or data"), 12, POINTS),
        (say(lang, "待评价人评定", "For an evaluator"), 12, POINTS),
        (say(lang, "改定分", "Settled"), 10, POINTS),
        (say(lang, "状态", "Status"), 13, PLAIN),
        (say(lang, "依据", "Why"), 64, PLAIN),
        (say(lang, "指标编号", "Id"), 24, PLAIN),
    )
    grid = scoring_table(evaluation, lang).grid()
    words = [row for row in grid if row[0].mark != "group"]  # a block's heading is no row of the sheet
    rows: list[tuple[Value, ...]] = []
    for row, shown in zip(evaluation.rows, words[:-1], strict=True):
        item, at = row.indicator, FIRST_ROW + len(rows)
        filed = row.self_score is not None
        rows.append(
            (
                item.level1.text.in_(lang) if item.level1 else "",
                item.level2.text.in_(lang) if item.level2 else "",
                item.name.text.in_(lang),
                exact_number(item.max),
                exact_number(row.self_score),
                _settled(at, row.points.low, f"{SETTLED}{at}"),
                _settled(at, row.points.high, f"{SETTLED}{at}"),
                exact_number(row.judged),
                *(
                    _settled(at, part, then) if filed else None
                    for part, then in zip(row.standing.stated, _parts_once_settled(at), strict=True)
                ),
                None,
                shown[-2].text,
                shown[-1].text,
                item.id,
            )
        )
    rows.append(_total_row(evaluation, words[-1][-1].text, len(rows), lang))
    columns = tuple(Column(head, width, format) for head, width, format in heads)
    note = say(
        lang,
        f"评分依据：{evaluation.rubric.name.zh}（{evaluation.rubric.id}，第 {evaluation.rubric.version} 版）。"
        "“最低可得”至“最高可得”为规则和现有数据所允许的范围，两者相同即已确定。在“改定分”填入核定的分数，本行、合计、等级和“结论”表随之重算。",
        f"Scored by {evaluation.rubric.name.text.en} ({evaluation.rubric.name.zh}; {evaluation.rubric.id},"
        f" version {evaluation.rubric.version}). Rule and figures allow from the least to the most; where"
        " both are the same, the row is decided. Points entered under Settled recompute the row, the total,"
        " the grade and the sheet Conclusion.",
    )
    return Sheet(
        say(lang, "评分表", "Scoring table"), columns, tuple(rows), note, frozenset({len(rows) - 1}), 3, 12
    )


def _constant(value: Fraction) -> str:
    return str(exact_number(value))


def _settled(at: int, value: Fraction, then: str) -> Formula:
    """What the kit worked out as long as nothing is settled in the row, then what follows from it."""
    return Formula(f'IF({SETTLED}{at}="",{_constant(value)},{then})', _as_number(value))


def _as_number(value: Fraction) -> Decimal | int | str | None:
    found = exact_number(value)
    assert not isinstance(found, Formula)
    return found


def _parts_once_settled(at: int) -> tuple[str, str, str, str]:
    """Confirmed, contradicted, open and to be judged of the self-score in E, once points are settled."""
    return f"MIN(E{at},{SETTLED}{at})", f"MAX(0,E{at}-{SETTLED}{at})", "0", "0"


def _total_row(evaluation: Evaluation, why: str, count: int, lang: str) -> tuple[Value, ...]:
    first, last = FIRST_ROW, FIRST_ROW + count - 1
    scale, filed = _constant(evaluation.scale), evaluation.self_score is not None

    def total(column: str, value: Fraction, by: str = "1") -> Value:
        if any(block.bonus for block in evaluation.rubric.blocks):  # a capped sum is no plain sum
            return exact_number(value)
        summed = f"ROUND(SUM({column}{first}:{column}{last})*{by},2)"
        return Formula(
            f"IF(COUNT({SETTLED}{first}:{SETTLED}{last})=0,{_constant(value)},{summed})", _as_number(value)
        )

    judged = [row.judged for row in evaluation.rows if row.judged is not None]
    at = last + 1
    return (
        say(lang, "合计", "Total"),
        "",
        "",
        exact_number(evaluation.rubric.max),
        exact_number(evaluation.self_score),
        total("F", evaluation.points.low, scale),
        total("G", evaluation.points.high, scale),
        exact_number(sum(judged, Fraction(0)) if judged else None),
        *(
            total(column, part) if filed else None
            for column, part in zip("IJKL", evaluation.standing.stated, strict=True)
        ),
        None,
        _grades(evaluation, at, lang) if evaluation.rubric.is_graded else "",
        why,
        evaluation.rubric.id,
    )


def _grades(evaluation: Evaluation, at: int, lang: str) -> Formula:
    """The grade of the total, or the two that it may still be."""
    ends = []
    for column in "FG":
        words = f'"{_grade(evaluation.rubric.grades[-1], lang)}"'
        for grade in reversed(evaluation.rubric.grades[:-1]):
            words = f'IF(ROUND({column}{at},2)>={_constant(grade.at_least)},"{_grade(grade, lang)}",{words})'
        ends.append(words)
    low, high = (_grade(evaluation.grades[end], lang) for end in ("low", "high"))
    to = say(lang, "～", " to ")
    return Formula(
        f'IF({ends[0]}={ends[1]},{ends[0]},{ends[0]}&"{to}"&{ends[1]})',
        low if low == high else f"{low}{to}{high}",
    )


def _grade(grade: Grade, lang: str) -> str:
    name = say(lang, grade.name, grade.name_en or grade.name)
    return name.replace('"', "")


def conclusion_sheet(evaluation: Evaluation, said: Sequence[str], lang: str) -> Sheet:
    """The conclusion: points by first-level row, which follow the scoring table, and the report's words."""
    heads = say(
        lang,
        "一级指标|满分|自评|有数据支持|与数据不符|待定",
        "First-level row|Maximum|Claimed|Confirmed|Disputed|Open",
    ).split("|")
    columns = (Column(heads[0], 40), *(Column(head, 13, POINTS) for head in heads[1:]))
    table, rows, at = say(lang, "评分表", "Scoring table"), [], FIRST_ROW
    for block, rubric_block in zip(block_summaries(evaluation), evaluation.rubric.blocks, strict=True):
        last = at + len(rubric_block.indicators) - 1
        rows.append(
            _block_row(
                block.name.in_(lang), block.max, block.self_score, block.standing.stated, (table, at, last)
            )
        )
        at = last + 1
    everything, strong = (table, at, at), frozenset({len(rows)})
    if not evaluation.is_scored:  # words only
        return Sheet(
            say(lang, "结论", "Conclusion"), columns[:1], tuple((text,) for text in said), strong=frozenset()
        )
    rows.append(
        _block_row(
            say(lang, "合计", "Total"),
            evaluation.rubric.max,
            evaluation.self_score,
            evaluation.standing.stated,
            everything,
        )
    )
    rows += [(text, *(None,) * 5) for text in said]
    note = say(lang, "分数随“评分表”的“改定分”变动。", "Points follow what is settled in the scoring table.")
    return Sheet(say(lang, "结论", "Conclusion"), columns, tuple(rows), note, strong)


def _block_row(
    name: str, most: Fraction, own: Fraction | None, parts: Standing, where: tuple[str, int, int]
) -> tuple[Value, ...]:
    table, first, last = where

    def live(value: Fraction, *letters: str) -> Value:
        if own is None:
            return None
        cells = [f"'{table}'!{letter}{first}:{letter}{last}" for letter in letters]
        settled = f"'{table}'!{SETTLED}${FIRST_ROW}:{SETTLED}$500"
        return Formula(f"IF(COUNT({settled})=0,{_constant(value)},SUM({','.join(cells)}))", _as_number(value))

    open_ = parts.open + parts.judgement
    return (
        name,
        exact_number(most),
        exact_number(own),
        live(parts.confirmed, "I"),
        live(parts.contradicted, "J"),
        live(open_, "K", "L"),
    )
