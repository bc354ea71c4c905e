"""Sums that people wrote out: 24180÷25440=95.50%, 20分×96%=19.2分."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from perfkit.base.quantities import MONEY_UNITS, ZERO, show_exact, show_number
from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold

_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|[\u4e00-\u9fff]{1,3})?")
_SIGNS = str.maketrans("×÷", "*/")
_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@check(1, "sum.written_out")
def sums_written_out(case: Case) -> Iterator[Finding]:
    """An expression of the text or of a cell against the result that stands behind its =."""
    signs = re.compile("[=≈]")
    texts = [(section, text) for _, section, text in case.plain if signs.search(text)]
    for grid in case.grids:
        texts += [
            (grid.where(row, column), cell)
            for row, cells in enumerate(grid.cells)
            for column, cell in enumerate(cells)
            if signs.search(cell)
        ]
    told: set[str] = set()
    for section, text in texts:
        for match in pattern("written_out").finditer(text):
            if (written := match["sum"] + "=" + match["result"]) not in told:
                told.add(written)
                yield from _held(section, match)


def _held(section: str, match: re.Match[str]) -> Iterator[Finding]:
    said = _NUMBER.search(match["result"])
    values = [made for plain in (True, False) if (made := _value(match["sum"], plain)) is not None]
    if said is None or not values:
        return
    number, unit = Fraction(said["number"]), said["unit"] or ""
    number = -number if match["result"].startswith("-") else number
    places = len(said["number"].partition(".")[2])
    scale = MONEY_UNITS.get(unit, 1)
    readings = [
        (one, abs(one) * spread + (0 if (one * 10**places).denominator == 1 else Fraction(1, 10**places)))
        for value, spread in values
        for one in (value, value / scale, value / 100, *((value * 100,) if unit in ("", "%") else ()))
    ]  # a last digit cut off is as good as one rounded, and 10×98 is 10×98%
    goes_on = _value(match["result"] + match["more"], True) if match["more"] else None
    wanted = (number, *(goes_on or ())[:1])  # 86.4÷96=90%×10=9: a step, or the same expression once more
    if any(abs(one - told) <= slack for one, slack in readings for told in wanted):
        return
    value = min((one for one, _ in readings), key=lambda one: abs(one - number))
    near = abs(value - number) <= abs(value) * threshold("list_gap")
    shown = show_exact(value) if (value * 10**places).denominator == 1 else show_number(value, max(places, 2))
    yield finding(
        "sum.written_out",
        {"sum": match["sum"], "said": match["result"], "right": shown + unit},
        (Place(section, f"{match['sum']}={match['result']}", match["result"]),),
        unless="" if near else "unsure",
    )


def _value(written: str, plain: bool) -> tuple[Fraction, Fraction] | None:
    """What an expression gives and by what share its own print may move it; amounts in yuan or as they stand.
    None where brackets do not close or something is divided by nothing."""
    numbers: dict[str, Fraction] = {}
    spread = ZERO
    for match in _NUMBER.finditer(written):
        value, unit = Fraction(match["number"]), match["unit"] or ""
        places = len(match["number"].partition(".")[2])
        spread += Fraction(1, 2 * 10**places) / value if value and places > 1 else ZERO
        scale = Fraction(1, 100) if unit == "%" else 1 if plain else MONEY_UNITS.get(unit, 1)
        numbers[f"n{len(numbers)}"] = value * scale
    names = iter(numbers)
    try:
        signs = _NUMBER.sub(lambda _: next(names), written).translate(_SIGNS)
        return _given(ast.parse(signs, mode="eval").body, numbers), spread
    except (SyntaxError, ZeroDivisionError):
        return None


def _given(node: ast.expr, numbers: dict[str, Fraction]) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_given(node.left, numbers), _given(node.right, numbers))
    if isinstance(node, ast.Name):
        return numbers[node.id]
    raise SyntaxError("no sum")
