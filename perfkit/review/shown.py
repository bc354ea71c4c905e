"""How facts, rows of the scoring table and tasks are named and shown in findings, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from perfkit.base.quantities import Points, show_exact, show_number
from perfkit.base.text import Text
from perfkit.evaluation.results import RowResult
from perfkit.filing.filed_tables import Task
from perfkit.filing.statement import Statement
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Place
from perfkit.review.rows import Row, sure
from perfkit.review.rulebook import phrase

NOTHING = Text("", "")


def label(case: Case, name: str) -> Text:
    """The name of a fact, or of a figure of the department's own, which stays Chinese in English."""
    if name in case.figures:
        return phrase("own_figure", name=case.name(name))
    return Text(case.name(name), case.name(name, "en"))


def row_name(row: RowResult) -> Text:
    """The name of a row of the scoring table, in English as it stands within a sentence."""
    return within(row.indicator.name.text)


def within(name: Text) -> Text:
    """A name as it stands within a sentence: without a capital in English unless it is an abbreviation."""
    return Text(name.zh, name.en if name.en[1:2].isupper() else name.en[:1].lower() + name.en[1:])


def rows_shown(rows: Iterable[RowResult], how: str) -> Text:
    """Rows of the scoring table with their self-scores, each in the words of a phrase of the rule book."""
    return listed(
        phrase(
            how, name=row_name(row), own=show_exact(sure(row.self_score)), most=show_exact(row.indicator.max)
        )
        for row in rows
    )


def yuan(value: Fraction) -> str:
    """An amount of the task table as it is printed there."""
    return show_exact(value) + "元"


def task_place(case: Case, task: Task, value: str = "", *, budget: bool = True, more: str = "") -> Place:
    """A row of the task table with its money."""
    money = f"预算 {yuan(task.budget)}，执行 {yuan(task.spent)}" if budget else f"执行 {yuan(task.spent)}"
    section = task.place or case.task_section
    return Place(section, f"{task.name} {money}" + (f"，{more}" if more else ""), value)


def valued(case: Case, name: str, statement: Statement) -> Text:
    """A fact with its printed value."""
    return phrase("valued", name=label(case, name), value=statement.printed)


def sections(places: Iterable[Place]) -> str:
    """The sections that places stand in, each once."""
    return "、".join(dict.fromkeys(place.section for place in places))


def missed_target(row: Row) -> Text:
    """A target with what was expected and what was reached."""
    return phrase(
        "missed_target", name=row.target.name, expected=row.target.expected, actual=row.target.actual
    )


def span(points: Points) -> Text:
    """Possible points: one number where both ends meet."""
    low, high = show_number(points.low), show_number(points.high)
    return Text(low, low) if low == high else Text(f"{low}～{high}", f"{low} to {high}")
