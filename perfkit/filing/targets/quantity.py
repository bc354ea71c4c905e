"""A quantity with its unit and bound, and a date, as read from a cell of a target table."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.filing.targets.codes import Operator


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact number with its unit, and the bound that the text puts on it.

    Attributes
    ----------
    number : Fraction    yuan for money; otherwise in `unit` (95 for 95%)
    unit : str           元, %, 次, 平方米 …; empty where none is printed
    per : str            what it is per: 宗 in 元/宗, 人·月 in 每月人均; empty otherwise
    operator : Operator  bound printed with it; none for a bare number
    high : Fraction      upper end where operator is between, else None
    change : str         "up" (增长 5%), "down" (下降 5%), or ""
    is_reached : bool    达到 stands before it: a floor in a target, a plain figure in a result
    is_approximate, is_converted, in_words, is_marked, is_planned : bool
        约/余/左右; 万, 亿 or 成 resolved; Chinese numerals; 实际/合计/共 before it; 计划/预算 before it
    from_two_bounds : bool   between was put together from two bounds
    is_aside : bool          in brackets, or after 其中 or 力争, beside another figure
    following : str          where no unit is known, the two characters that follow
    scale : int              what 万, 亿 … before its unit multiplied it by
    """

    number: Fraction
    unit: str = ""
    per: str = ""
    operator: Operator = Operator.NONE
    high: Fraction | None = None
    change: str = ""
    is_reached: bool = False
    is_approximate: bool = False
    is_converted: bool = False
    in_words: bool = False
    is_marked: bool = False
    is_planned: bool = False
    from_two_bounds: bool = False
    is_aside: bool = False
    following: str = ""
    scale: int = 1

    @property
    def full_unit(self) -> str:
        """The unit with what it is per: 元/宗."""
        return f"{self.unit}/{self.per}" if self.per else self.unit


@dataclass(frozen=True, slots=True)
class DateValue:
    """A day, or a month where `day` is None; `year` is None where it is not printed.

    月底, 月末 and 月内 are day 31 of their month. `is_deadline` is true where the text says 前 or 内.
    """

    year: int | None
    month: int
    day: int | None = None
    is_deadline: bool = False
