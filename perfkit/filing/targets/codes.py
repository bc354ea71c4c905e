"""The closed lists of codes that a parsed target carries."""

from __future__ import annotations

from enum import StrEnum, auto
from functools import cache

from perfkit.base.models import Model, read_data
from perfkit.base.text import Text


class Operator(StrEnum):
    """How a value bounds what is measured."""

    AT_LEAST = auto()
    AT_MOST = auto()
    ABOVE = auto()
    BELOW = auto()
    EQUAL = auto()
    BETWEEN = auto()
    NONE = auto()


class Direction(StrEnum):
    """Which way is better."""

    MORE = auto()
    LESS = auto()
    INSIDE = auto()
    NONE = auto()


class Reason(StrEnum):
    """Why no figure can say whether a target was met.

    Examples
    --------
    >>> Reason.AS_NEEDED, str(Reason.AS_NEEDED), Reason.AS_NEEDED.meaning.zh
    (<Reason.AS_NEEDED: 'as_needed'>, 'as_needed', '“按实际需求”，没有目标值')
    """

    NOT_SET = auto()
    QUALITATIVE_QUESTION = auto()
    AS_NEEDED = auto()
    BY_DOCUMENT = auto()
    TOPIC_ONLY = auto()
    NO_NUMBER = auto()
    SEVERAL_VALUES = auto()
    NOT_REPORTED = auto()
    ACTUAL_MISSING_NUMBER = auto()
    BINARY_ANSWER = auto()
    BASE_RESTRICTED = auto()
    UNIT_MISMATCH = auto()
    AMBIGUOUS = auto()
    EXPENDITURE = auto()

    @property
    def meaning(self) -> Text:
        """What it says to a reader."""
        return _meanings().reasons[self]


class Guess(StrEnum):
    """An assumption that the reading rests on."""

    BARE_MEANS_AT_LEAST = "bare_number_means_at_least"
    BARE_ZERO_MEANS_AT_MOST = auto()
    COST_MEANS_AT_MOST = auto()
    BAD_THING_MEANS_AT_MOST = auto()
    DURATION_MEANS_AT_MOST = auto()
    EQUAL_MET_WHEN_EXCEEDED = auto()
    UNIT_FROM_NAME = auto()
    UNIT_FROM_EXPECTED = auto()
    UNIT_FROM_ACTUAL = auto()
    UNIT_TAKEN_AS_SAME = auto()
    UNIT_PREFIX_CONVERTED = auto()
    PER_FROM_EXPECTED = auto()
    PER_FROM_ACTUAL = auto()
    READ_AS_PERCENT = "bare_number_read_as_percent"
    APPROXIMATE = auto()
    WORDS_READ_AS_NUMBER = auto()
    NONE_MEANS_ZERO = auto()
    ALL_MEANS_100_PERCENT = auto()
    ZERO_ACTUAL_IS_FULL = auto()
    MARKED_FIGURE_TAKEN = auto()
    ASIDE_LEFT_OUT = auto()
    ACTUAL_IS_A_BOUND = auto()
    RANGE_FROM_TWO_BOUNDS = auto()
    CHANGE_TAKEN_AS_SAME = auto()
    OPPOSITE_CHANGE_NEGATED = auto()
    DATE_MEANS_DEADLINE = auto()
    DEADLINE_DAY_INCLUDED = auto()
    DEADLINE_LEFT_ASIDE = auto()
    YEAR_TAKEN_AS_SAME = auto()

    @property
    def meaning(self) -> Text:
        """What it says to a reader."""
        return _meanings().guesses[self]


class Flag(StrEnum):
    """A trait of a target that a reviewer may want to see."""

    IS_MONEY = auto()  # 金额指标
    MONEY_AS_OUTPUT = auto()  # 以支出金额作数量指标
    OVER_100_PERCENT = auto()  # 实际比率超过 100%
    COST_REWARDS_NOT_SPENDING = auto()  # 以预算数为成本目标，花得越少越好，与产出无关
    RATE_STATED_AS_COUNT = auto()  # 名称是比率，目标值是数量
    NAME_ASKS_NUMBER = auto()  # 名称应有数值，目标值没有
    NAME_ASKS_SEVERAL = auto()  # 一个指标考核几件事
    BASE_RESTRICTED = auto()  # 实际完成值只就已开展的部分而言
    LABEL_DIFFERS = auto()  # 目标值与实际值说的不是同一个比率
    NO_RATIO = auto()  # 目标为 0、负数或日期，没有达成率


class Sense(StrEnum):
    """What a text without a single usable number says."""

    BLANK = auto()
    NOT_SET = auto()
    QUESTION = auto()
    AS_NEEDED = auto()
    BY_DOCUMENT = auto()
    LIMIT = auto()
    TOPIC = auto()
    NOTHING_HAPPENED = auto()
    ALL = auto()
    YES = auto()
    NO = auto()
    UNREADABLE = auto()
    STATEMENT = auto()


class _Meanings(Model):
    reasons: dict[Reason, Text]
    guesses: dict[Guess, Text]


@cache
def _meanings() -> _Meanings:
    return read_data(_Meanings, "target_codes.yaml")
