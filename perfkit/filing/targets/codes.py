"""The closed lists of codes that a parsed target carries, each with its meaning in both languages."""

from __future__ import annotations

from enum import StrEnum

from perfkit.base.text import Text


class Code(StrEnum):
    """A stable code that is also a string; `meaning` is what it says to a reader.

    Examples
    --------
    >>> Reason.AS_NEEDED, str(Reason.AS_NEEDED), Reason.AS_NEEDED.meaning.zh
    (<Reason.AS_NEEDED: 'as_needed'>, 'as_needed', '“按实际需求”，没有目标值')
    """

    meaning: Text

    def __new__(cls, code: str, zh: str = "", en: str = "") -> Code:
        member = str.__new__(cls, code)
        member._value_ = code
        member.meaning = Text(zh or code, en or code)
        return member


class Operator(Code):
    """How a value bounds what is measured."""

    AT_LEAST = "at_least", "不低于", "at least"
    AT_MOST = "at_most", "不超过", "at most"
    ABOVE = "above", "高于", "above"
    BELOW = "below", "低于", "below"
    EQUAL = "equal", "等于", "equal to"
    BETWEEN = "between", "介于", "between"
    NONE = "none", "无", "none"


class Direction(Code):
    """Which way is better."""

    MORE = "more", "越高越好", "more is better"
    LESS = "less", "越低越好", "less is better"
    INSIDE = "inside", "在范围之内", "inside the range"
    NONE = "none", "无", "none"


class Reason(Code):
    """Why no figure can say whether a target was met."""

    NOT_SET = "not_set", "未设目标值（无或空白）", "no target was set (无 or blank)"
    QUALITATIVE_QUESTION = (
        "qualitative_question",
        "以“是否”提问，没有目标值",
        "asks whether (是否); sets no value",
    )
    AS_NEEDED = "as_needed", "“按实际需求”，没有目标值", "“as needed”; sets no value"
    BY_DOCUMENT = "by_document", "以文件为准，未写出标准", "refers to a document without stating its standard"
    TOPIC_ONLY = "topic_only", "只写了考核什么，没有目标值", "names what to look at, sets no value"
    NO_NUMBER = "no_number", "目标值没有可比较的数值", "the target holds no number to compare with"
    SEVERAL_VALUES = (
        "several_values",
        "一格里有几个数值，无法对应",
        "several values in one cell cannot be paired",
    )
    NOT_REPORTED = "not_reported", "未填实际完成值", "no actual value was filed"
    ACTUAL_MISSING_NUMBER = (
        "actual_missing_number",
        "实际完成值没有可比较的数值",
        "the actual value holds no number to compare with",
    )
    BINARY_ANSWER = (
        "binary_answer",
        "目标有数值，实际只答是否",
        "the target has a number, the answer is only yes or no",
    )
    BASE_RESTRICTED = (
        "base_restricted",
        "实际完成值缩小了考核范围",
        "the actual value covers only a part of what was asked",
    )
    UNIT_MISMATCH = "unit_mismatch", "目标与实际的单位不同", "target and actual are in different units"
    AMBIGUOUS = "ambiguous", "写法有歧义", "can be read in more than one way"
    EXPENDITURE = (
        "expenditure",
        "只有计划支出和实际支出的金额，是预算执行，不是绩效达成",
        "money planned and money paid: execution of the budget, not achievement",
    )


class Guess(Code):
    """An assumption that the reading rests on."""

    BARE_MEANS_AT_LEAST = (
        "bare_number_means_at_least",
        "只写数字，按“不低于”理解",
        "a bare number is read as at least",
    )
    BARE_ZERO_MEANS_AT_MOST = (
        "bare_zero_means_at_most",
        "只写 0，按“不超过”理解",
        "a bare 0 is read as at most",
    )
    COST_MEANS_AT_MOST = (
        "cost_means_at_most",
        "成本或预算数，按“不超过”理解",
        "a cost or budget is read as at most",
    )
    BAD_THING_MEANS_AT_MOST = (
        "bad_thing_means_at_most",
        "负面指标，按“不超过”理解",
        "a count of faults is read as at most",
    )
    DURATION_MEANS_AT_MOST = (
        "duration_means_at_most",
        "办理时限、工期，按“不超过”理解",
        "a time limit is read as at most",
    )
    EQUAL_MET_WHEN_EXCEEDED = (
        "equal_met_when_exceeded",
        "写“等于”，优于目标也视为达成",
        "“equal” counts as met where it was bettered",
    )
    UNIT_FROM_NAME = "unit_from_name", "单位取自指标名称", "the unit is taken from the name"
    UNIT_FROM_EXPECTED = (
        "unit_from_expected",
        "实际值未写单位，按目标值单位",
        "the actual value has no unit; the target's is taken",
    )
    UNIT_FROM_ACTUAL = (
        "unit_from_actual",
        "目标值未写单位，按实际值单位",
        "the target has no unit; the actual value's is taken",
    )
    UNIT_TAKEN_AS_SAME = (
        "unit_taken_as_same",
        "两个量词视为同一单位",
        "two measure words are taken as the same unit",
    )
    UNIT_PREFIX_CONVERTED = (
        "unit_prefix_converted",
        "已换算单位（万、亿、‰ 等）",
        "converted from 万, 亿, ‰ or the like",
    )
    PER_FROM_EXPECTED = (
        "per_from_expected",
        "实际值未写“每”什么，按目标值",
        "the actual value does not say per what; the target does",
    )
    PER_FROM_ACTUAL = (
        "per_from_actual",
        "目标值未写“每”什么，按实际值",
        "the target does not say per what; the actual value does",
    )
    READ_AS_PERCENT = (
        "bare_number_read_as_percent",
        "未写 %，按百分数理解",
        "a number without % is read as a percentage",
    )
    APPROXIMATE = "approximate", "约数（约、余、左右）", "an approximate figure (约, 余, 左右)"
    WORDS_READ_AS_NUMBER = (
        "words_read_as_number",
        "数字由汉字读出",
        "the number is read from Chinese numerals",
    )
    NONE_MEANS_ZERO = "none_means_zero", "“未出现”按 0 理解", "“none occurred” is read as 0"
    ALL_MEANS_100_PERCENT = "all_means_100_percent", "“全部、全员”按 100% 理解", "“all” is read as 100 %"
    ZERO_ACTUAL_IS_FULL = (
        "zero_actual_is_full",
        "越低越好且实际为 0，按足额达成",
        "less is better and actual is 0: fully achieved",
    )
    MARKED_FIGURE_TAKEN = (
        "marked_figure_taken",
        "有几个数字，取标明实际或合计的",
        "of several figures the one marked actual or total is taken",
    )
    ASIDE_LEFT_OUT = (
        "aside_left_out",
        "括号里或“其中、力争”的数字未采用",
        "a figure in brackets or after 其中, 力争 is left out",
    )
    ACTUAL_IS_A_BOUND = (
        "actual_is_a_bound",
        "实际值是界限，达成率取最低可能",
        "the actual value is a bound; achievement is the least it allows",
    )
    RANGE_FROM_TWO_BOUNDS = (
        "range_from_two_bounds",
        "两个界限合读为一个范围",
        "two bounds are read as one range",
    )
    CHANGE_TAKEN_AS_SAME = (
        "change_taken_as_same",
        "只有一方写明增减，按同向理解",
        "only one side says up or down; taken as the same",
    )
    OPPOSITE_CHANGE_NEGATED = (
        "opposite_change_negated",
        "实际增减方向相反，按负数理解",
        "the actual value moved the other way; read as negative",
    )
    DATE_MEANS_DEADLINE = (
        "date_means_deadline",
        "只写日期，按截止日期理解",
        "a bare date is read as a deadline",
    )
    DEADLINE_DAY_INCLUDED = (
        "deadline_day_included",
        "截止日当天完成视为按时",
        "done on the day of the deadline counts as in time",
    )
    DEADLINE_LEFT_ASIDE = (
        "deadline_left_aside",
        "目标另有期限，只比较数值",
        "the target also has a deadline; only the number is compared",
    )
    YEAR_TAKEN_AS_SAME = (
        "year_taken_as_same",
        "日期缺年份，按同一年理解",
        "a date has no year; taken as the same year",
    )


class Flag(Code):
    """A trait of a target that a reviewer may want to see."""

    IS_MONEY = "is_money", "金额指标", "an amount of money"
    MONEY_AS_OUTPUT = "money_as_output", "以支出金额作数量指标", "money is entered as a quantity of output"
    OVER_100_PERCENT = "over_100_percent", "实际比率超过 100%", "a rate above 100 %"
    COST_REWARDS_NOT_SPENDING = (
        "cost_rewards_not_spending",
        "以预算数为成本目标，花得越少越好，与产出无关",
        "the cost target is the budget itself: not spending meets it, whatever was delivered",
    )
    RATE_STATED_AS_COUNT = (
        "rate_stated_as_count",
        "名称是比率，目标值是数量",
        "the name is a rate, the target a count",
    )
    NAME_ASKS_NUMBER = (
        "name_asks_number",
        "名称应有数值，目标值没有",
        "the name asks for a number, the target sets none",
    )
    NAME_ASKS_SEVERAL = "name_asks_several", "一个指标考核几件事", "one target asks about several things"
    BASE_RESTRICTED = (
        "base_restricted",
        "实际完成值只就已开展的部分而言",
        "the actual value speaks only of what was carried out",
    )
    LABEL_DIFFERS = (
        "label_differs",
        "目标值与实际值说的不是同一个比率",
        "target and actual name different rates",
    )
    NO_RATIO = (
        "no_ratio",
        "目标为 0、负数或日期，没有达成率",
        "a target of zero, a negative figure or a date has no achievement ratio",
    )


class Sense(Code):
    """What a text without a single usable number says."""

    BLANK = "blank", "空白", "blank"
    NOT_SET = "not_set", "无", "none set"
    QUESTION = "question", "是否……", "a question"
    AS_NEEDED = "as_needed", "按实际需求", "as needed"
    BY_DOCUMENT = "by_document", "以文件为准", "by a document"
    LIMIT = "limit", "以预算等为限，无数字", "a limit without a number"
    TOPIC = "topic", "只有考核事项", "a topic"
    NOTHING_HAPPENED = "nothing_happened", "未发生", "nothing happened"
    ALL = "all", "全部", "all"
    YES = "yes", "是", "yes"
    NO = "no", "否", "no"
    SEVERAL = "several", "几个数值", "several values"
    UNREADABLE = "unreadable", "数字写法有歧义", "figures that cannot be read one way"
    STATEMENT = "statement", "文字陈述", "a statement"
