"""The scoring table with merged first- and second-level cells, and the working behind every criterion."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from perfkit.base.quantities import Points, show_exact, show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import named, show_span
from perfkit.evaluation.outcome import EVIDENCE
from perfkit.evaluation.results import COMPUTED, JUDGED, OPEN, CriterionResult, RowResult
from perfkit.evaluation.summary import is_shown
from perfkit.evaluation.trace import trace
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import MISSING
from perfkit.filing.names import names_of
from perfkit.review.finding import Finding
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table
from perfkit.views.wording import show_grade, show_reach

_MOST_FINDINGS = 8
WAITS = names_of("waits")


def scoring_table(evaluation: Evaluation, lang: str = "zh", findings: Sequence[Finding] = ()) -> Table:
    """Every row of the rubric: maximum, self-score, what rule and facts leave possible, judged points,
    status, why.

    Examples
    --------
    >>> from perfkit import load_department
    >>> table = scoring_table(load_department("sz-sif-longhua_2020").evaluate())
    >>> len(table.rows), table.rows[0][0].text, table.rows[0][0].rows
    (25, '部门决策（20.00 分）', 1)
    """
    by_id = {row.indicator.id: row for row in evaluation.rows}
    found: dict[str, list[int]] = {}
    for number, finding in enumerate(findings, start=1):
        for bears_on in finding.rows:
            found.setdefault(bears_on, []).append(number)
    judged = any(row.judged is not None for row in evaluation.rows)
    rows: list[tuple[Cell, ...]] = []
    for block in evaluation.rubric.blocks:
        points = show_number(block.max)
        words = say(
            lang, f"{block.name.zh}（{points} 分）", f"{named(block.name.text, 'en')}: {points} points"
        )
        rows.append((Cell(words, columns=8 if judged else 7, mark="group"),))
        for group in block.groups:
            for index, indicator in enumerate(group.indicators):
                lead: list[Cell] = []
                if index == 0:
                    lead.append(Cell(group.name.text.in_(lang), rows=len(group.indicators)))
                row = by_id[indicator.id]
                rows.append((*lead, *_row(row, found.get(row.indicator.id, []), judged, lang)))
    rows.append(_total(evaluation, lang))
    return table(
        "scoring",
        lang,
        rows,
        note=worded(lang, "judged_is_awarded") if judged else "",
        without=() if judged else ("judged",),
        synthetic=evaluation.submission.synthetic,
        rubric=evaluation.rubric.name.zh,
    )


def _findings(found: Sequence[int], lang: str) -> str:
    """The findings that bear on a row, by their numbers."""
    if not found:
        return ""
    numbers = say(lang, "、", ", ").join(map(str, found[:_MOST_FINDINGS]))
    more = len(found) - _MOST_FINDINGS
    rest = say(lang, f" 等 {len(found)} 项", f" and {more} more") if more > 0 else ""
    return say(lang, f"见发现 {numbers}{rest}", f"See findings {numbers}{rest}")


def _row(row: RowResult, found: Sequence[int], judged: bool, lang: str) -> tuple[Cell, ...]:
    own = row.self_score
    contradicted = own is not None and is_shown(row.standing.stated.contradicted)
    return (
        Cell(row.indicator.name.text.in_(lang), strong=True, anchor=f"row-{row.indicator.id}"),
        Cell(show_number(row.indicator.max)),
        Cell("—" if own is None else show_number(own), mark="contradicted" if contradicted else ""),
        Cell(show_span(row.points)),
        *([Cell("—" if row.judged is None else show_number(row.judged))] if judged else []),
        Cell(status_words(row, lang), mark=row.status),
        Cell("\n".join(part for part in (_why(row, lang), _findings(found, lang)) if part)),
    )


def status_words(row: RowResult, lang: str) -> str:
    """Computed, judged, or what the row still waits for; a contradicted self-score is named first."""
    words = []
    if is_shown(row.standing.stated.contradicted):
        words.append(say(lang, "与数据不符", "contradicted"))
    if row.status == COMPUTED:
        words.append(say(lang, "已核定", "computed"))
    elif row.status == JUDGED:
        words.append(say(lang, "已评定", "judged"))
    else:
        waits = dict.fromkeys(result.waits_for for result in row.criteria if not result.points.is_exact)
        words += [WAITS[wait].in_(lang) for wait in waits] or [say(lang, "待认定", "veto open")]
    return "\n".join(words)


def _why(row: RowResult, lang: str) -> str:
    """The working of every criterion; those that only wait for the same thing share a line."""
    several = len(row.criteria) > 1 or bool(row.modifiers)
    parts: dict[str, list[CriterionResult]] = {}
    for result in row.criteria:
        parts.setdefault(_wait(result, 1, lang) if _only_waits(result) else trace(result, lang), []).append(
            result
        )
    lines = [
        _lead(results, several, lang)
        + (words if len(results) == 1 else _wait(results[0], len(results), lang))
        for words, results in parts.items()
    ]
    for modifier in row.modifiers:
        kind = {"veto": Text("否决条款", "veto"), "exemption": Text("豁免条款", "exemption")}[
            modifier.kind
        ].in_(lang)
        state = (
            say(lang, "尚未认定", "not decided")
            if modifier.applies is None
            else say(lang, "成立", "applies")
            if modifier.applies
            else say(lang, "不成立", "does not apply")
        )
        number = "、".join(modifier.modifier.clauses)
        lines.append(say(lang, f"第 {number} 条（{kind}）：{state}", f"Clause {number} ({kind}): {state}"))
    if is_shown(row.standing.stated.contradicted):
        over = show_number(row.standing.stated.contradicted)
        lines.append(worded(lang, "exceeds_the_most", over=over))
    return "\n".join(lines)


def _only_waits(result: CriterionResult) -> bool:
    """True where no figure bears on the criterion yet: its working would say nothing but its bounds."""
    known = any(found.state != MISSING for found in result.outcome.found)
    return (
        result.status == OPEN
        and not result.awards
        and not known
        and result.criterion.rule in ("checklist", "judged", "tiers")
    )


def _wait(result: CriterionResult, number: int, lang: str) -> str:
    """What criteria without figures wait for: their documents, or an evaluator within their bounds; `number`
    share the line."""
    bounds = f"{show_exact(result.points.low)}～{show_exact(result.points.high)}"
    each = say(lang, "各 ", "each ") if number > 1 else ""
    both = say(lang, "均", "") if number > 1 else ""
    documents = [document.text.in_(lang) for document in result.criterion.documents]
    if result.waits_for == EVIDENCE and documents:
        wanted = "; ".join(document[:1].lower() + document[1:] for document in documents)
        return worded(
            lang,
            "needs_documents",
            both=both,
            documents="、".join(documents),
            each=each,
            bounds=bounds,
            wanted=wanted,
        )
    return say(lang, f"{both}由评价人评定，{each}{bounds} 分", f"for an evaluator, {each}{bounds}")


def _lead(results: list[CriterionResult], several: bool, lang: str) -> str:
    if not several:
        return ""
    numbers = [number for result in results for number in result.criterion.clauses]
    shown = _numbers(numbers, lang)
    return say(lang, f"第 {shown} 条：", f"Clause{'s' if len(numbers) > 1 else ''} {shown}: ")


def _numbers(numbers: Sequence[str], lang: str) -> str:
    """Clause numbers: 1, or 1–4 where they follow each other.

    Examples
    --------
    >>> _numbers(["1", "2", "3"], "zh"), _numbers(["1", "3"], "en")
    ('1–3', '1, 3')
    """
    if (
        len(numbers) > 2
        and all(number.isdigit() for number in numbers)
        and [int(n) for n in numbers] == list(range(int(numbers[0]), int(numbers[-1]) + 1))
    ):
        return f"{numbers[0]}–{numbers[-1]}"
    return "、".join(numbers) if lang != "en" else ", ".join(numbers)


def _total(evaluation: Evaluation, lang: str) -> tuple[Cell, ...]:
    judged = [row.judged for row in evaluation.rows if row.judged is not None]
    reach = show_reach(evaluation, lang, both=True)
    own_grade = show_grade(evaluation.own_grade, lang, both=True) if evaluation.own_grade else "—"
    why = (
        worded(lang, "claimed_and_possible", own=own_grade, possible=reach)
        if reach
        else worded(lang, "table_gives_no_grade")
    )
    if evaluation.scale != 1:
        why += worded(lang, "total_is_scaled", scale=show_exact(evaluation.scale))
    own = evaluation.self_score
    return (
        Cell(say(lang, "合计", "Total"), columns=2, strong=True),
        Cell(show_number(evaluation.rubric.max), strong=True),
        Cell("—" if own is None else show_number(own), strong=True),
        Cell(show_span(Points(evaluation.points.low, evaluation.points.high)), strong=True),
        *([Cell(show_number(sum(judged, Fraction(0))), strong=True)] if judged else []),
        Cell(""),
        Cell(why, strong=True),
    )
