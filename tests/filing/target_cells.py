"""A cell of a target table as one value, and a value as a cell."""

from __future__ import annotations

from perfkit.base.quantities import show_exact
from perfkit.filing.targets.codes import Operator
from perfkit.filing.targets.quantity import DateValue, Quantity
from perfkit.filing.targets.text import Cell, read_cell

SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.ABOVE: ">",
    Operator.BELOW: "<",
    Operator.EQUAL: "=",
}


def parse_value(text: str) -> Quantity | DateValue | Cell:
    """The quantity of a cell that holds just one, its date where it holds only that, else the cell."""
    cell = read_cell(text)
    return cell.quantities[0] if len(cell.quantities) == 1 else cell.date or cell


def render(value: Quantity) -> str:
    """A quantity as text that is read as the same quantity again."""
    around = "约" if value.is_approximate else ""
    if value.operator is Operator.BETWEEN and value.high is not None:
        return f"{around}{show_exact(value.number)}~{show_exact(value.high)}{value.full_unit}"
    symbol = SIGNS.get(value.operator, "")
    return f"{symbol}{around}{show_exact(value.number)}{value.full_unit}"
