"""What a trainee notes down as not adding up: its kind, its place, its figures or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from perfkit.base.text import Text
from perfkit.training.typed import AnswerError, narrow
from perfkit.training.words import listed, words

KINDS: dict[str, Text] = {
    "sum": Text("合计对不上", "a sum that does not add up"),
    "rate": Text("比率对不上", "a rate that does not fit its parts"),
    "restated": Text("前后数字不一", "the same figure printed differently"),
    "score": Text("自评分与规则不符", "a self-score against the rule"),
    "target": Text("绩效指标有问题", "a target that is missed or badly set"),
    "claim": Text("说法与自认或事实相反", "a claim against an admission or a figure"),
}
KIND_WORDS: dict[str, Text] = {
    "sum": Text("合计", "sum"),
    "rate": Text("比率", "rate"),
    "restated": Text("两处不同", "restated"),
    "score": Text("自评分", "score"),
    "target": Text("指标", "target"),
    "claim": Text("自述", "claim"),
}
SCORES, TASKS, TARGETS = "四部门整体支出绩效评分表", "四年度主要任务完成情况", "四年度绩效指标完成情况"
_ALIASES = {
    "自评分（评分表）": SCORES,
    "自评分": SCORES,
    "评分表": SCORES,
    "四评分表": SCORES,
    "部门整体支出绩效评分表": SCORES,
    "绩效评分表": SCORES,
    "selfscores": SCORES,
    "scoringtable": SCORES,
    "任务表": TASKS,
    "主要任务表": TASKS,
    "主要任务": TASKS,
    "四任务表": TASKS,
    "年度主要任务完成情况": TASKS,
    "主要任务完成情况": TASKS,
    "tasktable": TASKS,
    "指标表": TARGETS,
    "绩效指标表": TARGETS,
    "四指标表": TARGETS,
    "四目标表": TARGETS,
    "年度绩效指标完成情况": TARGETS,
    "绩效指标完成情况": TARGETS,
    "targettable": TARGETS,
    "预算执行情况": "一（四）",
    "预算编制情况": "一（三）",
    "主要职能": "一（一）",
    "主要履职情况": "二（二）",
    "履职绩效情况": "二（三）",
    "存在的问题": "三（二）",
    "总体目标": "四总体目标",
    "经验、做法": "三（一）",
}
# Labels of sections, months, years and clauses: their digits clash with nothing.
_LABELS = re.compile(
    r"〔[^〕]*〕|[一二三四五六七八九]（[一二三四五六七八九十\d]+）\d*(?:（\d+）)*|(?:问题|措施)\s*\d+|[第〇]\s*\d+\s*条|(?<![\d.])20[12]\d(?:\s*年度?|(?![\d.]))|\d+\s*月(?:底|末|份)?|(?<![A-Za-z\d])[Dd]\d+"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Note:
    """What a trainee noted: what kind of contradiction, where, and the figures or words that clash.

    Attributes
    ----------
    kind : str     key of KINDS
    places : sections as the report prints them, or names of rows
    figures : numbers that clash, as printed; may be empty
    words : str    everything written beside the places
    """

    kind: str
    places: tuple[str, ...]
    figures: tuple[str, ...] = ()
    words: str = ""


def figures_in(text: str) -> tuple[str, ...]:
    """The figures of a text; digits of section labels, months, years and clauses are none.

    Examples
    --------
    >>> figures_in("〔二（二）（4）〕截至 6 月底为 1,190.50 万元，2020 年度占 93%")
    ('1190.50', '93')
    """
    return tuple(
        _FIGURE.findall(
            _LABELS.sub(" ", _THOUSANDS.sub("", narrow(text).replace("(", "（").replace(")", "）")))
        )
    )


def value_of(figure: str) -> str:
    """A figure without the zeros that do not count, so that 22.50 is 22.5.

    Examples
    --------
    >>> value_of("22.50"), value_of("1600")
    ('22.5', '1600')
    """
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def plain(text: str) -> str:
    """A place without spaces, with one kind of bracket, and by the name that the report prints.

    Examples
    --------
    >>> plain(" 一 (四) 1（1）"), plain("评分表"), plain("问题 3")
    ('一（四）1（1）', '四部门整体支出绩效评分表', '三（二）问题3')
    """
    squeezed = (
        "".join(narrow(text).split()).replace("(", "（").replace(")", "）").strip("〔〕“”《》\"'第节。，")
    )
    if re.fullmatch(r"(?:问题|措施)\d+", squeezed):
        return f"三（二）{squeezed}"
    return _ALIASES.get(squeezed.lower(), squeezed)


def read_note(kind: str, places: Iterable[str], figures: str = "") -> Note:
    """A note as typed: the kind by its word, its meaning or its id, in either language.

    Raises
    ------
    AnswerError   an unknown kind, or no place.

    Examples
    --------
    >>> read_note("合计", ["一（四）1（1）"], "262.01 与 270.51")
    Note(kind='sum', places=('一（四）1（1）',), figures=('262.01', '270.51'), words='262.01 与 270.51')
    """
    names = {
        text.strip().lower(): key
        for known in (KINDS, KIND_WORDS)
        for key, both in known.items()
        for text in (key, *both)
    }
    key = names.get(narrow(str(kind)).strip().lower())
    if key is None:
        raise AnswerError(words("no_kind", kind=kind, kinds=listed(KIND_WORDS.values())))
    where = tuple(str(place).strip() for place in places if str(place).strip())
    if not where:
        raise AnswerError(words("needs_place"))
    return Note(key, where, figures_in(str(figures)), str(figures).strip())
