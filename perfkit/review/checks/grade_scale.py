"""The scale of grades that a document prints, and the grade that a text gives to its own total."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import ZERO, show_exact
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Finding
from perfkit.review.mentions import Mention, Statement, called, statements
from perfkit.review.registry import check
from perfkit.review.rows import sure
from perfkit.review.rulebook import finding, pattern, phrase, rulebook

_FEWEST = 2
_COLUMNS = ("head_of_a_total", "asks_for_the_grade")


def lowest_of(case: Case) -> dict[str, Fraction]:
    """The lowest total of each grade, the best first: as the document prints it, else as usual."""
    return case.once("scale of grades", lambda: _printed(case)) or _usual()


def _usual() -> dict[str, Fraction]:
    return {grade: Fraction(low) for grade, low in rulebook().grades.items()}


def _printed(case: Case) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    texts = [text for _, _, text in case.plain]
    texts += [cell for grid in case.grids for cells in grid.cells for cell in cells if len(cell) > 2]
    for text in texts:
        for name in ("scale_from", "scale_between", "scale_named"):
            for match in pattern(name).finditer(text):
                low = min(Fraction(n) for n in (match["low"], match["high"] or match["low"]))
                found.setdefault(match["grade"], low)
    grades = [*_usual()]
    if len(found) < _FEWEST or found.get(grades[0]) != max(found.values()):
        return {}
    order = [found[grade] for grade in grades if grade in found]
    return found if order == sorted(order, reverse=True) else {}


def grade_of(case: Case, total: Fraction) -> str:
    """The grade of a total; empty where the scale does not reach down to it."""
    lows = lowest_of(case)
    return max((g for g in lows if lows[g] <= total), key=lambda g: lows[g], default="")


@check(4, "points.grade_text")
def grades_of_texts(case: Case) -> Iterator[Finding]:
    """综合得分79.5分，等级为良: the grade that a text gives to a total, against the scale."""
    filed = case.submission.self_evaluation
    if case.rubric.blocks:
        return
    yield from _of_rows(case)
    for statement in statements(case):
        said = list(pattern("grade_given").finditer(statement.text))
        totals = [
            m
            for m in statement.mentions
            if m.unit == "分" and pattern("total_of_grade").search(m.label) and 0 < m.value <= 100
        ]
        own = filed.total is not None and pattern("grade_of_the_filing").search(statement.text)
        if len({m["grade"] for m in said}) != 1 or len(totals) != 1 and not (own and not totals):
            continue
        if totals and said[0].start() < totals[0].end:
            continue
        total, grade = totals[0].value if totals else sure(filed.total), said[0]["grade"]
        right = grade_of(case, min(total, Fraction(100)))
        told = filed.grade.startswith(grade) and filed.total is not None  # the matter of points.grade
        if right and right != grade and grade in lowest_of(case) and not told:
            yield finding(
                "points.grade_text",
                {"total": show_exact(total), "grade": grade, "right": right},
                (statement.place(*totals),),
            )


def _of_rows(case: Case) -> Iterator[Finding]:
    """得分 88.5, 等级 优: the grade beside a total, in the rows of a list of projects or bodies."""
    for grid in case.grids:
        for head in grid.heads:
            at = {name: [c for r, c, _ in grid.headed(name) if r == head] for name in _COLUMNS}
            if any(len(columns) != 1 for columns in at.values()) or any(grid.headed("points_most")):
                continue
            (points,), (grades,) = at.values()
            for row in range(head + 1, len(grid.cells)):
                entry, said = grid.entries.get((row, points)), grid.text(row, grades)
                grade = next((name for name in lowest_of(case) if said[: len(name)] == name), "")
                if entry is None or entry.rate or not 0 < entry.value <= 100 or not grade or len(said) > 2:
                    continue
                if (right := grade_of(case, entry.value)) and right != grade:
                    fields = {"total": entry.printed, "grade": said, "right": right}
                    yield finding("points.grade_text", fields, (grid.at(entry),))


@check(1, "sum.grades")
def projects_by_grade(case: Case) -> Iterator[Finding]:
    """优20个、良5个、合格2个, of 26 projects in the same statement or the one before."""
    before: Statement | None = None
    for statement in statements(case):
        said = [(m, _grade(m, statement)) for m in statement.mentions if m.unit in ("个", "项")]
        graded, grades = [m for m, grade in said if grade], [grade for _, grade in said if grade]
        if len(set(grades)) == len(graded) > 1:
            total = _projects(statement, graded) or (_projects(before, []) if before else None)
            added = sum((m.value for m in graded), ZERO)
            if total is None and (told := _of_the_text(case)) and added > told.value:
                total = told
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


def _of_the_text(case: Case) -> Mention | None:
    """The one number of all projects that the text gives anywhere."""
    so_called = called(case, "projects_in_all")
    found = [m for s in statements(case) for m in s.mentions if id(m) in so_called and m.unit == "个"]
    return found[0] if len({m.value for m in found}) == 1 else None


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
