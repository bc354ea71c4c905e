"""What was left unfinished in a text: placeholders, figures without a unit, another year in a heading; and forms too even."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.checks.form_points import scored_rows
from perfkit.review.finding import Finding, Place, shortened
from perfkit.review.mentions import plain_text, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

_MOST = 6


@check(6, "text.placeholder", "text.unit_missing", "text.heading_year")
def unfinished_text(case: Case) -> Iterator[Finding]:
    """Marks of a template left in (XX局), changes without % or an amount's unit, and a heading of another year.

    A heading is a title, or a line that opens with the year and names the document; the year before it is
    another year only where the line compares nothing.
    """
    for code in ("text.placeholder", "text.unit_missing"):
        hits = [
            (statement, match)
            for statement in statements(case)
            for match in pattern(code.partition(".")[2]).finditer(statement.text)
        ]
        if hits:
            yield finding(
                code,
                {"found": "、".join(dict.fromkeys(f"“{match.group()}”" for _, match in hits[:_MOST]))},
                tuple(
                    Place(s.section, shortened(s.text, match.start(), match.end()), match.group())
                    for s, match in hits[:_MOST]
                ),
            )
    yield from _heading_year(case)


def _heading_year(case: Case) -> Iterator[Finding]:
    lines = [("标题", plain_text(case.submission.title))] if case.submission.title else []
    lines += [
        (section, plain_text(line))
        for _, passage in case.submission.narrative.passages()
        for section, line in (
            (passage.section, passage.section),
            *((passage.section, t) for t in passage.text.splitlines()),
        )
    ]
    for section, line in dict.fromkeys(lines):
        found = pattern("heading_of_year").search(line)
        if found and int(found["year"]) != case.submission.year:
            year = str(case.submission.year)
            yield finding(
                "text.heading_year",
                {"line": found.group(), "year": year},
                (Place(section, line[:60], found["year"]),),
            )
            return


@check(6, "target.no_value", "target.all_equal", "points.all_full")
def even_forms(case: Case) -> Iterator[Finding]:
    """Targets without a value, and forms in which every result equals its target or every row has full points."""
    unset = [row for row in case.targets if not row.target.expected.strip()]
    if unset and len(unset) < len(case.targets):
        names = "、".join(f"“{row.target.name}”" for row in unset[:_MOST])
        yield finding(
            "target.no_value", {"count": str(len(unset)), "names": names}, [r.place for r in unset[:_MOST]]
        )
    numbered = [row for row in case.targets if row.parsed.expected_number is not None]
    equal = [row for row in numbered if row.parsed.actual_number == row.parsed.expected_number]
    least = int(threshold("even_rows"))
    if len(equal) == len(numbered) >= least:
        yield finding("target.all_equal", {"count": str(len(equal))}, [row.place for row in equal[:_MOST]])
    rows = scored_rows(case)
    full = [row for row in rows if row.most is not None and row.own == row.most]
    if len(full) == len(rows) >= least:
        yield finding("points.all_full", {"count": str(len(full))}, [row.place() for row in full[:_MOST]])
