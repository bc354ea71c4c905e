"""Read one cell of a target table: an exact quantity, a date, or what its words say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from perfkit.base.numerals import whole_number
from perfkit.filing.targets import words
from perfkit.filing.targets.codes import Operator, Sense
from perfkit.filing.targets.figures import DOCUMENT_MARK, UNREADABLE_MARK, find_figures
from perfkit.filing.targets.phrases import in_chinese, is_unclear
from perfkit.filing.targets.quantity import DateValue, Quantity

_SPACE = re.compile(r"(?<![0-9]) +| +(?![0-9])")
_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_QUARTER = re.compile(
    r"(?:(?P<year>20\d\d)年)?第?(?P<number>[1-4一二三四])季度(?:内|末|底|前|之前|以前|完成)*"
)
_RANK = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}?(?:前(?P<within>{_NUMERAL})|第(?P<place>{_NUMERAL}))(?:名|位)(?:以内|之内)?"
)
_LONGEST = 2000  # characters; a longer text is a narrative, not a value
_MAY_HOLD_FIGURES = re.compile("[0-9一二三四五六七八九十两百年]")


@dataclass(frozen=True, slots=True)
class Cell:
    """All that one cell says; `sense` is looked for only where there is no quantity and no date."""

    text: str
    quantities: tuple[Quantity, ...]
    date: DateValue | None
    sense: Sense


def normalise(text: str) -> str:
    """Half-width, without spaces (but between two digits) and without leftovers of formulas.

    Examples
    --------
    >>> normalise("合格率 ９５％ 以上（含）"), normalise(r"$\\geq$ 95 %")
    ('合格率95%以上(含)', '≥95%')
    """
    text = text.translate(words.LOOK_ALIKES)
    if "\\" in text or "&" in text or "$" in text:
        for leftover, sign in words.LEFTOVERS.items():
            text = text.replace(leftover, sign)
    text = in_chinese(text)
    if " " in text:
        text = _SPACE.sub("", text)
    if "=" in text:
        text = words.SIGNS_IN_A_ROW.sub(_one_sign, text)
    return text


def _one_sign(match: re.Match) -> str:
    """>= and =< as one sign; signs that contradict each other stay as they are."""
    signs = set(match[0])
    if "=" not in signs or signs & {">", "≥"} and signs & {"<", "≤"}:
        return match[0]
    return "≥" if signs & {">", "≥"} else "≤" if signs & {"<", "≤"} else "="


def _quarter(plain: str) -> Cell | None:
    """第三季度 alone, as the end of its last month."""
    match = _QUARTER.fullmatch(plain) if "季度" in plain else None
    if match is None:
        return None
    month = 3 * (whole_number(match["number"]) or 0)
    year = int(match["year"]) if match["year"] else None
    return Cell(plain, (), DateValue(year, month, 31, is_deadline=True), Sense.STATEMENT)


def _rank(plain: str) -> Cell | None:
    """前3名 is at most 3, 第5名 is 5: of ranks the smaller is better."""
    match = _RANK.fullmatch(plain) if "名" in plain or "位" in plain else None
    if match is None:
        return None
    number = whole_number(match["within"] or match["place"])
    if not number:
        return None
    operator = Operator.AT_MOST if match["within"] else Operator.NONE
    return Cell(plain, (Quantity(Fraction(number), "名次", operator=operator),), None, Sense.STATEMENT)


@lru_cache(maxsize=8192)
def read_cell(text: str) -> Cell:
    """Everything in one cell: its quantities, its date, the sense of its words; nothing is raised.

    Cells such as 是否及时 and 100% recur in every table, hence the cache.

    Examples
    --------
    >>> cell = read_cell("实际支付 19.85 万元，完成预算数的 93%")
    >>> [(str(quantity.number), quantity.unit) for quantity in cell.quantities]
    [('198500', '元'), ('93', '%')]
    >>> read_cell("＞３０００ 平方米").quantities[0].operator, read_cell("每宗约 1300 元").quantities[0].full_unit
    (<Operator.ABOVE: 'above'>, '元/宗')
    """
    plain = normalise(text or "")
    if len(plain) > _LONGEST:
        return Cell(plain, (), None, Sense.UNREADABLE)
    if is_unclear(in_chinese((text or "").translate(words.LOOK_ALIKES))):
        return Cell(plain, (), None, Sense.UNREADABLE)
    special = _quarter(plain) or _rank(plain)
    if special:
        return special
    quantities, date, rest = find_figures(plain) if _MAY_HOLD_FIGURES.search(plain) else ((), None, plain)
    sense = Sense.STATEMENT if quantities or date else sense_of(plain, rest)
    return Cell(plain, quantities, date, sense)


def sense_of(plain: str, rest: str = "") -> Sense:
    """What a text without a value says.

    Parameters
    ----------
    plain : str   normalised text
    rest : str    the same with what is no value marked, as `find_figures` gives it

    Examples
    --------
    >>> [str(sense_of(text)) for text in ("是否及时", "按实际需求", "≤预算申报金额", "便民程度")]
    ['question', 'as_needed', 'limit', 'topic']
    """
    bare = plain.rstrip("。;,.!")
    if bare in words.WORDS["blank"]:
        return Sense.BLANK
    if bare in words.WORDS["not_set"]:
        return Sense.NOT_SET
    if bare in words.WORDS["yes_words"]:
        return Sense.YES
    if bare in words.WORDS["no_words"]:
        return Sense.NO
    for pattern, sense in _SENSES:
        if pattern.search(bare):
            return sense
    if DOCUMENT_MARK in rest:
        return Sense.BY_DOCUMENT
    return Sense.UNREADABLE if UNREADABLE_MARK in rest else Sense.STATEMENT


_SENSES = (
    (words.PATTERNS["question"], Sense.QUESTION),
    (words.PATTERNS["as_needed"], Sense.AS_NEEDED),
    (words.PATTERNS["by_document"], Sense.BY_DOCUMENT),
    (words.PATTERNS["limit"], Sense.LIMIT),
    (words.PATTERNS["nothing"], Sense.NOTHING_HAPPENED),
    (words.PATTERNS["all"], Sense.ALL),
    (words.PATTERNS["topic"], Sense.TOPIC),
)
