"""Tables of a trainee's result: every row against the reference, and what became of the contradictions."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import round_half_up, show_exact, show_number
from perfkit.training.cases.case import OPEN
from perfkit.training.cases.grading import RIGHT, CaseGrade, CriterionGrade
from perfkit.training.typed import AnswerError, as_number
from perfkit.training.words import table, words
from perfkit.views.tables.table import Cell, Table


def scores_table(grade: CaseGrade, lang: str) -> Table:
    """Every indicator against the reference."""
    rows = []
    for row in grade.case.evaluation.rubric.indicators:
        inside = [one for one in grade.criteria if one.row is row]
        low = sum((one.expected.span.low for one in inside), Fraction(0))
        high = sum((one.expected.span.high for one in inside), Fraction(0))
        exact = low == high and "/" not in show_exact(low)
        shown = show_exact(low) if exact else show_number(low)
        right = sum(one.state == RIGHT for one in inside)
        given, off = _given_and_off(inside, lang)
        rows.append(
            (
                Cell(row.name.text.in_(lang), strong=True),
                Cell(show_exact(row.max)),
                Cell(given),
                Cell(shown if low == high else f"{show_number(low)}～{show_number(high)}"),
                Cell(off),
                Cell("；".join(one.given or "—" for one in inside)),
                Cell(f"{right}/{len(inside)}", mark="met" if right == len(inside) else "unmet"),
            )
        )
    return table("scores", lang, rows, note=words("off_by_note").in_(lang))


def contradictions_table(grade: CaseGrade, lang: str) -> Table:
    """Planted contradictions with what became of them, then false alarms."""

    def row(result: str, place: str, what: str, points: Fraction = Fraction(0), mark: str = "unmet"):
        told = words(f"result_{result}").in_(lang)
        return Cell(told, mark=mark), Cell(place), Cell(what), Cell(show_exact(points) if points else "—")

    hunted, add = grade.hunt, words("add_figure_or_name").in_(lang)
    rows = [row("found", one.home, one.truth.in_(lang), one.points, "met") for one in hunted.found]
    rows += [row("missed", one.home, one.truth.in_(lang), one.points) for one in hunted.missed]
    rows += [row("alarm", "；".join(note.places), " ".join(note.figures)) for note in hunted.false_alarms]
    rows += [row("vague", "；".join(note.places), add) for note in hunted.vague]
    for note in hunted.repeated:
        rows.append(row("repeated", "；".join(note.places), " ".join(note.figures) or note.words, mark=""))
    for number, text in grade.unreadable:
        rows.append(row("unreadable", words("sheet_line", number=number).in_(lang), text.in_(lang)))
    return table("contradictions", lang, rows)


def _given_and_off(inside: list[CriterionGrade], lang: str) -> tuple[str, str]:
    """What a trainee gave a row in sum, and how far that is off the reference."""
    total, off, numbers = Fraction(0), Fraction(0), 0
    for one in inside:
        try:
            points = as_number(one.line.points)
        except AnswerError:
            continue
        numbers += 1
        total += points
        if one.expected.kind != OPEN and not one.points_hold:
            span = one.expected.span
            nearest = span.high if points > span.high else span.low if points < span.low else points
            off += Fraction(round_half_up(points, 2)) - Fraction(round_half_up(nearest, 2))
    if not numbers:
        return "—", "—"
    left = words("plus_open").in_(lang) if numbers < len(inside) else ""
    return show_number(total) + left, ("+" if off > 0 else "") + show_number(off)
