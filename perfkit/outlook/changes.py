"""Suppositions as values: a figure, points, a veto or a reading that is taken to be otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.errors import FactError
from perfkit.base.quantities import parse_number, show_exact
from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.outlook.levers import criterion_name

FACT, POINTS, MODIFIER, READING = "fact", "points", "modifier", "reading"
_PAIR = re.compile(r"\s*([\w.\-]+)\s*[=:：]\s*(.+?)\s*")
_FIGURE = re.compile(r"([+-]?[\d.,０-９．，]+)\s*([^\d\s]*)")
_WORDS = {"true": True, "false": False, "是": True, "否": False, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Change:
    """One supposition; made by `change_fact`, `change_points`, `change_modifier` or `change_reading`.

    Attributes
    ----------
    kind : str   fact, points, modifier or reading
    name : str   id of the fact, criterion, veto or exemption, or reading
    value : str, bool or Fraction   figure as written; points; whether it applies; option
    unit : str   of a figure
    """

    kind: str
    name: str
    value: str | bool | Fraction
    unit: str = ""

    @property
    def figure(self) -> str | bool:
        """The figure as written, or the flag, of a supposed fact."""
        return self.value if isinstance(self.value, bool) else str(self.value)

    @property
    def points(self) -> Fraction:
        """The points of a supposed judgement."""
        return self.value if isinstance(self.value, Fraction) else parse_number(str(self.value))


def change_fact(fact: str, value: str | int | bool, unit: str = "") -> Change:
    """Suppose a figure; it takes the place of every statement of the fact.

    Parameters
    ----------
    fact : str    id of data/facts.yaml
    value : digits ("1221.37"), or True or False for a flag
    unit : str    元, 万元, %, 人 …

    Examples
    --------
    >>> change_fact("spent_by_q1", "1221.37", "万元").value
    '1221.37'
    """
    return Change(FACT, fact, value if isinstance(value, bool) else str(value).strip(), unit)


def change_points(criterion: str, points: str | int | Fraction) -> Change:
    """Suppose a judgement of a criterion, instead of those on file."""
    return Change(POINTS, criterion, points if isinstance(points, Fraction) else parse_number(str(points)))


def change_modifier(modifier: str, applies: bool) -> Change:
    """Suppose that a veto or an exemption applies, or does not."""
    return Change(MODIFIER, modifier, bool(applies))


def change_reading(reading: str, option: str) -> Change:
    """Suppose another reading of an unclear clause."""
    return Change(READING, reading, option)


def show_change(change: Change, evaluation: Evaluation, lang: str = "zh") -> str:
    """A supposition as a person would say it."""
    if change.kind == FACT:
        name = fact_catalogue()[change.name].name.in_(lang)
        value = (
            say(lang, "是", "yes")
            if change.value is True
            else say(lang, "否", "no")
            if change.value is False
            else f"{change.value}{change.unit}"
        )
        return f"{name} = {value}"
    if change.kind == READING:
        reading = evaluation.rubric.readings[change.name]
        option = reading.options[str(change.value)]
        return (
            f"{reading.question.text.in_(lang)}: {say(lang, option.zh, option.en)}"
            if lang == "en"
            else f"{reading.question.zh}：{option.zh}"
        )
    row = evaluation.rubric.indicator_of(change.name)
    if row is None:
        raise KeyError(change.name)  # `what_if` refuses a name that the rubric does not have
    if change.kind == MODIFIER:
        kind = change.name.rpartition(".")[2]
        word = say(lang, {"veto": "否决", "exemption": "豁免"}[kind], kind)
        does = say(lang, "适用", "applies") if change.value else say(lang, "不适用", "does not apply")
        return f"{row.name.text.in_(lang)} {word}{'' if lang == 'zh' else ' '}{does}"
    name = criterion_name(evaluation.by_criterion[change.name].criterion, row).in_(lang)
    points = show_exact(change.points)
    return say(lang, f"{name} 评 {points} 分", f"{name} is awarded {points}")


def read_changes(facts: str = "", points: str = "", readings: str = "") -> tuple[Change, ...]:
    """Suppositions written as plain text, as a notebook's parameters and a command line give them.

    Parameters
    ----------
    facts : "spent_by_q1: 1221.37万元; satisfaction_rate: 96%; is_classified: false"; an equals sign will do as
        well
    points : "decision.targets.clarity.1: 2; management.funds.compliance.veto: no"
    readings : "quarter_cap: uncapped"

    Raises
    ------
    FactError   something that is not name: value, or a figure that is no number.

    Examples
    --------
    >>> [(change.kind, change.name, change.value, change.unit)
    ...     for change in read_changes("spent_by_q1=1221.37万元", readings="quarter_cap=uncapped")]
    [('fact', 'spent_by_q1', '1221.37', '万元'), ('reading', 'quarter_cap', 'uncapped', '')]
    """
    changes = [_read_fact(name, value) for name, value in _pairs(facts)]
    for name, value in _pairs(points):
        modifier = name.endswith((".veto", ".exemption"))
        if modifier and value.lower() not in _WORDS:
            raise FactError(f"{name} 应为 是 或 否，现为 {value}", f"{name} should be yes or no, is {value}")
        changes.append(
            change_modifier(name, _WORDS[value.lower()]) if modifier else change_points(name, value)
        )
    return (*changes, *(change_reading(name, value) for name, value in _pairs(readings)))


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in re.split("[;；\n]", text):
        found = _PAIR.fullmatch(part)
        if part.strip() and found is None:
            raise FactError(
                f"“{part.strip()}”应写成 名称: 值，多个用分号隔开",
                f'"{part.strip()}" should be name: value, several separated by semicolons',
            )
        if found:
            pairs.append((found.group(1), found.group(2)))
    return pairs


def _read_fact(name: str, value: str) -> Change:
    if value.lower() in _WORDS:
        return change_fact(name, _WORDS[value.lower()])
    figure = _FIGURE.fullmatch(value)
    if figure is None:
        raise FactError(
            f"{name} 应为数字加单位，如 1221.37万元，现为 {value}",
            f"{name} should be digits with a unit, such as 1221.37万元, is {value}",
        )
    parse_number(figure.group(1))
    return change_fact(name, figure.group(1), figure.group(2))
