"""Checks of group 1: how many projects got which grade, against how many there are."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.base.quantities import ZERO, show_exact
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding
from perfkit.review.mentions import Mention, Statement, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase


@check(1, "sum.grades")
def projects_by_grade(case: Case) -> Iterator[Finding]:
    """优20个、良5个、合格2个, of 26 projects in the same statement or the one before.

    An error where the grades hold more projects than there are, or where the lowest grade is named and they
    hold
    fewer; a list that stops before the lowest grade need not be complete.
    """
    before: Statement | None = None
    for statement in statements(case):
        said = [(m, _grade(m, statement)) for m in statement.mentions if m.unit in ("个", "项")]
        graded, grades = [m for m, grade in said if grade], [grade for _, grade in said if grade]
        if len(set(grades)) == len(graded) > 1:
            total = _projects(statement, graded) or (_projects(before, []) if before else None)
            added = sum((m.value for m in graded), ZERO)
            whole = any(pattern("lowest_grade").search(grade) for grade in grades)
            if total is not None and (added > total.value or (whole and added < total.value)):
                size = show_exact(abs(added - total.value))
                yield finding(
                    "sum.grades",
                    {
                        "parts": listed(
                            (
                                phrase("valued", name=grade, value=show_exact(m.value))
                                for grade, m in zip(grades, graded, strict=True)
                            ),
                            "＋",
                            " + ",
                        ),
                        "added": show_exact(added),
                        "total": total.printed,
                        "size": size,
                    },
                    (statement.place(*graded),),
                    difference=f"{size}个",
                )
        before = statement


def _grade(mention: Mention, statement: Statement) -> str:
    """The grade that stands before a count (良的5个) or after it (5个项目为良)."""
    after = pattern("grade_after").match(statement.text[mention.end :])
    found = after or pattern("grade_label").search(mention.label)
    return found["grade"] if found else ""


def _projects(statement: Statement, graded: list[Mention]) -> Mention | None:
    """The one count of projects of a statement."""
    counts = [
        m
        for m in statement.mentions
        if m not in graded
        and m.unit == "个"
        and (statement.text.startswith("项目", m.end) or pattern("counts_projects").search(m.label))
    ]
    return counts[0] if len(counts) == 1 else None
