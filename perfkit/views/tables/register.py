"""The evidence register, points under every reading, and what alone could move the grade."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.names import names_of
from perfkit.outlook.evidence import DECIDED, STATES, Entry, register
from perfkit.outlook.reading_effects import ReadingOutcome, by_reading
from perfkit.outlook.robustness import Mover, movers
from perfkit.rubric.table import Reading
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table
from perfkit.views.wording import show_grade

WAITS = names_of("waits_of_the_register")
_MOST_MOVERS = 15
_LONGEST = 60


def evidence_table(evaluation: Evaluation, lang: str = "zh", entries: Sequence[Entry] | None = None) -> Table:
    """Every criterion that figures alone do not decide: documents wanted, documents seen, what is only
    claimed.

    Examples
    --------
    >>> from perfkit import load_department
    >>> table = evidence_table(load_department("sz-sif-longhua_2020").evaluate())
    >>> [row[0].text for row in table.rows if "公开网页" in row[1].text]
    ['预决算信息公开 第 1 条', '预决算信息公开 第 2 条']
    """
    entries = register(evaluation) if entries is None else entries
    shown = [entry for entry in entries if entry.state != DECIDED]
    rows = []
    for (_, claims), group in groupby(shown, key=lambda entry: (entry.row, _claims(entry))):
        entries_of_row = list(group)
        for index, entry in enumerate(entries_of_row):
            said = (Cell(claims or "—", rows=len(entries_of_row)),) if index == 0 else ()
            wanted = say(lang, "、", "; ").join(document.in_(lang) for document in entry.required)
            rows.append(
                (
                    Cell(entry.name.in_(lang), strong=True),
                    Cell(wanted or "—"),
                    Cell("\n".join(_seen(entry)) or "—"),
                    Cell(STATES[entry.state].in_(lang), mark=f"evidence-{entry.state}"),
                    *said,
                )
            )
    decided = len(entries) - len(shown)
    return table("evidence", lang, rows, synthetic=evaluation.submission.synthetic, decided=decided)


def _seen(entry: Entry) -> list[str]:
    return [f"{seen.document}（{seen.date.isoformat()}，{seen.evaluator}）" for seen in entry.seen]


def _claims(entry: Entry) -> str:
    words = []
    for place in entry.claims[:2]:
        quote = place.quote if len(place.quote) <= _LONGEST else place.quote[: _LONGEST - 1] + "…"
        words.append(f"“{quote}”〔{place.cited}〕")
    return "\n".join(words)


def readings_table(evaluation: Evaluation, lang: str = "zh") -> Table | None:
    """The total under every option of every reading, one at a time; None where no clause of the rubric is
    unclear."""
    outcomes = by_reading(evaluation)
    if not outcomes:
        return None
    graded = evaluation.rubric.is_graded
    names = {row.indicator.id: row.indicator.name.text.in_(lang) for row in evaluation.rows}
    readings, rows = evaluation.rubric.readings, []
    for reading in dict.fromkeys(outcome.reading for outcome in outcomes):
        inside = [outcome for outcome in outcomes if outcome.reading == reading]
        for index, outcome in enumerate(inside):
            lead = (Cell(readings[reading].question.text.in_(lang), rows=len(inside)),) if index == 0 else ()
            low, high = (say(lang, grade.name, grade.name_en) for grade in outcome.grades)
            moved = [
                f"{names[row]} {show_span(before)} → {show_span(after)}"
                for row, before, after in outcome.rows
            ]
            same = "—" if outcome.is_chosen else say(lang, "不变", "none")
            rows.append(
                (
                    *lead,
                    Cell(outcome.name.in_(lang) + _why(readings[reading], outcome, lang)),
                    Cell("✓" if outcome.is_chosen else ""),
                    Cell(show_span(outcome.points), strong=bool(moved)),
                    *([Cell(low if low == high else f"{low}～{high}")] if graded else []),
                    Cell("\n".join(moved) or same),
                )
            )
    return table(
        "readings",
        lang,
        rows,
        without=() if graded else ("grade",),
        synthetic=evaluation.submission.synthetic,
    )


def _why(reading: Reading, outcome: ReadingOutcome, lang: str) -> str:
    """Why the rubric chose it; nothing where an analyst put another option in its place."""
    if not outcome.is_chosen or outcome.option != reading.chosen:
        return ""
    return say(lang, f"\n理由：{reading.why.zh}", f"\nBecause: {reading.why.text.en}")


def movers_table(evaluation: Evaluation, lang: str = "zh") -> Table | None:
    """What is not established yet, largest first, and what each alone could do to the grade; None where all
    is settled.

    At most 15 are listed, and every one that can move the grade.
    """
    found = movers(evaluation)
    shown = [mover for index, mover in enumerate(found) if mover.moves_grade or index < _MOST_MOVERS]
    if not shown:
        return None
    graded = evaluation.rubric.is_graded
    rows = tuple(
        (
            Cell(mover.name.in_(lang), strong=mover.moves_grade),
            Cell(WAITS[mover.waits_for].in_(lang)),
            Cell(_or_dash(mover.gain)),
            Cell(_or_dash(mover.loss)),
            *([Cell(_effect(evaluation, mover, lang), mark="unmet" * mover.moves_grade)] if graded else []),
        )
        for mover in shown
    )
    left = len(found) - len(shown)
    note = say(lang, f"另有 {left} 项影响较小，不列。", f" {left} smaller ones are left out.") if left else ""
    return table(
        "movers",
        lang,
        rows,
        note=note,
        without=() if graded else ("effect",),
        synthetic=evaluation.submission.synthetic,
        whole=say(lang, "总分和等级", "total and grade") if graded else say(lang, "总分", "the total"),
    )


def _or_dash(points: Fraction) -> str:
    return show_number(points) if points else "—"


def _effect(evaluation: Evaluation, mover: Mover, lang: str) -> str:
    low, high = evaluation.grades["low"], evaluation.grades["high"]
    words = []
    if mover.worst != high:
        words.append(
            worded(lang, "best_grade_falls", high=show_grade(high, lang), worst=show_grade(mover.worst, lang))
        )
    if mover.best != low:
        words.append(
            worded(lang, "least_grade_rises", low=show_grade(low, lang), best=show_grade(mover.best, lang))
        )
    return say(lang, "；", "; ").join(words) or say(lang, "不单独改变等级", "does not change it alone")
