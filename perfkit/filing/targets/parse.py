"""Targets as officials write them: what was expected, what was reached, and whether a figure can tell."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from perfkit.filing.targets import words
from perfkit.filing.targets.answers import Claim, judge_answer
from perfkit.filing.targets.codes import Direction, Flag, Guess, Operator, Reason, Sense
from perfkit.filing.targets.quantity import DateValue
from perfkit.filing.targets.reading import TargetReading
from perfkit.filing.targets.text import normalise, read_cell

_NO_VALUE_SET = frozenset(
    (Reason.QUALITATIVE_QUESTION, Reason.NO_NUMBER, Reason.AS_NEEDED, Reason.TOPIC_ONLY, Reason.BY_DOCUMENT)
)
_RATE_UNITS = frozenset(("%", "‰", "百分点", "倍", ""))


@dataclass(frozen=True, slots=True)
class ParsedTarget:
    """One target as read: both sides, the comparison, and everything that was assumed on the way.

    Attributes
    ----------
    operator : Operator           none where nothing bounds the value
    direction : Direction         which way is better
    expected_number, expected_high : Fraction | None
        target value; the upper end too where operator is between. Yuan for money, 95 for 95%
    expected_unit, actual_unit : str   元, %, 元/宗 …; empty where none is known
    actual_number, actual_high : Fraction | None   the same for what was reached
    expected_date, actual_date : DateValue | None   where the target is a deadline
    measurable : bool             figures (or dates) decide whether it was met
    reason : Reason | None        why not; None where measurable
    met : bool | None             None where not measurable
    achievement : Fraction | None   exact, uncapped; None where not measurable or no ratio exists
    answers_question : bool | None  the actual value answers what was asked; None where words cannot tell
    claim : "yes", "no" or None   what the department merely asserts; never evidence
    guesses : tuple[Guess, ...]   every assumption the reading rests on
    flags : tuple[Flag, ...]      traits for a reviewer
    """

    operator: Operator
    direction: Direction
    expected_number: Fraction | None
    expected_high: Fraction | None
    expected_unit: str
    actual_number: Fraction | None
    actual_high: Fraction | None
    actual_unit: str
    expected_date: DateValue | None
    actual_date: DateValue | None
    measurable: bool
    reason: Reason | None
    met: bool | None
    achievement: Fraction | None
    answers_question: bool | None
    claim: Claim | None
    guesses: tuple[Guess, ...]
    flags: tuple[Flag, ...]

    @property
    def sets_value(self) -> bool:
        """True where the target itself holds a number or a date, whatever was reported."""
        return self.expected_number is not None or self.expected_date is not None


@lru_cache(maxsize=2048)
def parse_target(expected: str, actual: str, *, name: str = "", kind: str | None = None) -> ParsedTarget:
    """Read one row of a target table and hold its two values against each other.

    Expected and actual are read exactly, brought to one unit, and compared in the right direction. What
    had to be assumed stands in `guesses`; where no figure can decide, `reason` says why. Never raises.

    Parameters
    ----------
    expected, actual : str   the two cells as printed
    name : str               name of the target; may carry a unit, as in 完成率（%）
    kind : str | None        quantity, quality, timeliness, cost, economic, social, ecological, sustainable
                             or satisfaction; None has costs recognised by their words

    Returns
    -------
    ParsedTarget

    Source
    ------
    以上, 以下, 以内 include the number, 超过, 不满, 以外 do not (民法典 第1259条).

    Examples
    --------
    >>> cases = parse_target("=25 宗", "因受疫情影响，只有 1 宗市外案件调查及失业金追缴业务")
    >>> cases.met, cases.achievement, cases.guesses
    (False, Fraction(1, 25), ())
    >>> parse_target("是否及时", "及时").reason
    <Reason.QUALITATIVE_QUESTION: 'qualitative_question'>
    >>> parse_target("100%", "93%").guesses
    (<Guess.BARE_MEANS_AT_LEAST: 'bare_number_means_at_least'>,)
    """
    reading = TargetReading(read_cell(expected), read_cell(actual), normalise(name or ""), kind)
    reason = reading.read()
    answers, claim = judge_answer(
        reading.expected,
        reading.actual,
        reason,
        is_restricted=reading.is_restricted,
        label_differs=reading.label_differs,
    )
    target, result, printed = reading.target, reading.result, reading.actual.quantities
    if result is None and len(printed) == 1:
        result = printed[0]
    is_deadline = (
        target is None and reading.operator is Operator.AT_MOST and reading.expected.date is not None
    )
    return ParsedTarget(
        operator=reading.operator,
        direction=reading.direction,
        expected_number=target.number if target else None,
        expected_high=target.high if target else None,
        expected_unit=target.full_unit if target else "",
        actual_number=result.number if result else None,
        actual_high=result.high if result else None,
        actual_unit=result.full_unit if result else "",
        expected_date=reading.expected.date if is_deadline else None,
        actual_date=reading.actual.date if is_deadline else None,
        measurable=reason is None,
        reason=reason,
        met=None if reason else reading.outcome.met,
        achievement=None if reason else reading.outcome.achievement,
        answers_question=answers,
        claim=claim,
        guesses=tuple(dict.fromkeys(reading.guesses)),
        flags=tuple(flag for flag, is_so in _flags(reading, reason) if is_so),
    )


def _flags(reading: TargetReading, reason: Reason | None) -> tuple[tuple[Flag, object], ...]:
    name, target, result = reading.name, reading.target, reading.result
    is_money = (target is not None and target.unit == "元") or (result is not None and result.unit == "元")
    is_over = result is not None and result.unit == "%" and result.number > 100 and not result.change
    is_bound = Guess.ACTUAL_IS_A_BOUND in reading.guesses
    return (
        (Flag.IS_MONEY, is_money),
        (Flag.MONEY_AS_OUTPUT, is_money and reading.kind == "quantity"),
        (Flag.OVER_100_PERCENT, is_over and not words.PATTERNS["name_change"].search(name)),
        (Flag.COST_REWARDS_NOT_SPENDING, reading.is_cost and _rewards_not_spending(reading)),
        (
            Flag.RATE_STATED_AS_COUNT,
            target is not None
            and target.unit not in _RATE_UNITS
            and words.PATTERNS["rate_name"].search(name),
        ),
        (Flag.NAME_ASKS_NUMBER, reason in _NO_VALUE_SET and words.PATTERNS["number_name"].search(name)),
        (Flag.NAME_ASKS_SEVERAL, words.PATTERNS["several_name"].search(name)),
        (Flag.BASE_RESTRICTED, reading.is_restricted),
        (Flag.LABEL_DIFFERS, reading.label_differs),
        (Flag.NO_RATIO, reason is None and reading.outcome.achievement is None and not is_bound),
    )


def _rewards_not_spending(reading: TargetReading) -> bool:
    """The budget itself is the cost target; a price per case or per head is not that."""
    if reading.direction is not Direction.LESS:
        return False
    target, said = reading.target, reading.name + "," + reading.expected.text
    if target is None:
        return (
            reading.expected.sense is Sense.LIMIT and words.PATTERNS["budget_words"].search(said) is not None
        )
    if target.unit == "元":
        return not target.per and words.PATTERNS["unit_cost"].search(said) is None
    return target.unit == "%" and words.PATTERNS["control_rate"].search(said) is not None
