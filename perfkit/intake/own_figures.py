"""Numbers of a text that are no fact of the catalogue: kept under the words before them, or said to be
unread."""

from __future__ import annotations

import re

from perfkit.filing.submission_file import COUNTED
from perfkit.intake.adding_up import (
    THRESHOLD,
    before_number,
    differences,
    parts_of_a_whole,
    spent_before_rate,
    statement_of,
    sums_of_parts,
)
from perfkit.intake.blocks import key
from perfkit.intake.clauses import MONEY, RATE, last_year_at
from perfkit.intake.figures import FigureReader
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.statements import Loose, Stated

_AREA = ("平方米", "平方公里", "万平方米", "亩", "万亩", "公顷")
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z“”()、]{2,20}")
_ASIDE = re.compile(r"\([^()]{4,}\)|^.*(?:包括|包含|主要有|分别[为是])(?=..)")
_CHANGE = re.compile("(?:增加|增长|减少|下降|上升|提高|降低|压减)[了为]?$")
_YEAR_OF = r"(?:(20\d\d)年(?:度|末|底)?的?|(?:上年|本年|去年|今年)(?:同期|末)?的?)?"
_DATE = re.compile(r"^(?:截至|截止)?(?:20\d\d年[度末底]?)?(?:\d{1,2}月(?:\d{1,2}日|末|底)?)?")
_PLANNED = re.compile(
    r"(?:20\d\d年度?)?(?:年初|年度)?(?:设定|计划|预定|确定|下达|制定)的?(?:年度)?(?:绩效|工作)?(?:目标|任务|计划|指标)(?:为|是)?[:：,，]"
)
_TITLE = 12
_FROM_TO = re.compile(r"(?:由|从|降到|增至|降至|提高到|占|较|比|相比|同比|超过|低于|不足|以上)$")


def settle(
    reader: FigureReader, stated: list[Stated]
) -> tuple[list[Stated], list[tuple[str, dict, str]], list[tuple[str, str]]]:
    """What the loose numbers of a text are.

    Returns
    -------
    (facts that arithmetic or a single mention settles, figures as (name, statement, kind),
    unread as (section, quote))
    """
    facts, figures, unread = list[Stated](), list[tuple[str, dict, str]](), list[tuple[str, str]]()
    rest = list(reader.loose)
    for settled in (parts_of_a_whole, differences, sums_of_parts, spent_before_rate, _satisfaction):
        found, used = settled(rest, [*stated, *facts], reader)
        facts += found
        rest = [one for one in rest if one not in used]
    plan, words = _Plan(), reader.words
    roles = {key(word) for role in words.inherited for word in words.roles[role]} - {""}
    for one in rest:
        label = _reached(one, reader.year, reader.lexicon) or _label(one, reader.lexicon, reader.year)
        name = one.name or plan.name(one, label, reader.lexicon)
        if name in reader.words.headed and 2 < len(one.title) <= _TITLE:
            name = one.title + name  # （六）机关运行经费。2021年支出68.42万元
        elif name in roles:
            name = ""  # a budget or spending of nobody knows what
        if name and _counts(one):
            figures.append((name, statement_of(one), _kind(one)))
        elif one.figure.unit in MONEY + RATE and not _compares(one, reader.lexicon):
            unread.append((one.section, one.text.quote(max(one.figure.start - 12, 0), one.figure.end)))
    return facts, figures, unread


def _compares(one: Loose, lexicon: Lexicon) -> bool:
    """A change or a share (增加22.50万元, 占96.05%): listed with the rest of the text."""
    before = before_number(one)
    return "占" in before or any(key(word) in before for word in lexicon.figures.refuse)


class _Plan:
    """What a sentence plans (计划改造危桥36座): the result after it (实际完成34座) is of the same thing."""

    def __init__(self) -> None:
        self.thing = self.unit = ""
        self.sentence: tuple[int, int] = (0, 0)

    def name(self, one: Loose, label: str, lexicon: Lexicon) -> str:
        """The label of a number, or the thing that was planned; empty where only a word such as 完成率 is
        left."""
        stops = re.finditer("[。；;]", one.text.text[: one.figure.start])
        sentence = (id(one.text), max((stop.end() for stop in stops), default=0))
        thing = self.thing if sentence == self.sentence else ""
        planned = re.match(r"(?:年初)?计划(.{2,})", label) or re.match(r"(.{3,})目标值?$", label)
        if planned:
            self.thing, self.unit, self.sentence = planned.group(1), one.figure.unit, sentence
            return label
        words = lexicon.figures.generic
        done = len(label) == 2 and thing and one.figure.unit == self.unit  # 实际建成, 实际养护
        if label not in words and not done:
            return label
        if thing and one.figure.unit == self.unit:
            return thing
        return thing + label if thing and one.figure.unit in RATE else ""


def _reached(one: Loose, year: int | None, lexicon: Lexicon) -> str:
    """The name before a change whose end a number is (合格率由2021年的88%升至2022年的94%); empty for any other."""
    ends = "|".join(lexicon.figures.reached)
    change = rf"([\u4e00-\u9fff]{{2,16}}?)[由从]{_YEAR_OF}\d[\d.]*[^\d，。；]{{1,4}}?(?:{ends}){_YEAR_OF}$"
    found = re.search(change, one.text.text[: one.figure.start])
    if found is None or (found[3] and year and int(found[3]) != year) or (found[2] and found[2] == found[3]):
        return ""
    return found[1]


def _satisfaction(
    loose: list[Loose], stated: list[Stated], reader: FigureReader
) -> tuple[list[Stated], list[Loose]]:
    """The one satisfaction rate of a text; several of different groups stay figures of their own."""
    rates = [one for one in loose if one.figure.unit == "%" and _is_satisfaction(one, reader)]
    if len(rates) != 1 or any(one.fact == "satisfaction_rate" for one in stated):
        return [], []
    return [Stated("satisfaction_rate", statement_of(rates[0]))], rates


def _is_satisfaction(one: Loose, reader: FigureReader) -> bool:
    """满意度为95%, or the later of the two in 满意度由92%提高到95%."""
    name = _reached(one, reader.year, reader.lexicon) or before_number(one)
    return bool(re.search(r"满意(?:度|率)(?:为|达到?|是)?$", name)) and len(name) <= 16


def _label(one: Loose, lexicon: Lexicon, year: int | None = None) -> str:
    """The words that name the number: its clause without verbs before and connectors behind."""
    words, before = lexicon.figures, before_number(one)
    sentence = one.text.text[one.text.text.rfind("。", 0, one.figure.start) + 1 : one.figure.start]
    if any(key(word) in before for word in words.refuse) or any(
        key(word) in one.text.text for word in words.clauses
    ):
        return ""
    before = _ASIDE.sub("", before)
    if (
        before.startswith("占")
        or _FROM_TO.search(before)
        or _CHANGE.search(before)
        or last_year_at(sentence) >= 0
    ):
        return ""
    before = _DATE.sub("", before) if not year or f"{year}年" in before or "20" not in before else before
    before = re.sub(rf"{year}年度?", "", before) if year else before
    changed = True
    while changed:
        changed = False
        for word in sorted(words.connectors, key=len, reverse=True):
            if before.endswith(key(word)) and len(before) > len(key(word)) + 1 and len(key(word)) < 3:
                before, changed = before[: -len(key(word))], True
                break
        before = re.sub(
            r"^(?:\([一二三四五六七八九十]\)|20\d\d年度?|\d+(?:\.\d+)+|\d+[.、]|截至|年末|年底|末|底)+",
            "",
            before,
        )
        for word in words.lead:
            if before.startswith(key(word)) and len(before) >= len(key(word)) + 2:
                before, changed = before[len(key(word)) :], True
    if _PLANNED.match(sentence) and not before.startswith("计划") and _WORDS.fullmatch(before):
        before = f"计划{before}"
    return before if _WORDS.fullmatch(re.sub(r"\d[\d.]*(?=[^\d]{1,4}以[上下内])", "", before)) else ""


def _counts(one: Loose) -> bool:
    """Not a number of things that is a fraction, and not where a noun follows straight on (8个股室).

    The words before the number do not name it then.
    """
    if THRESHOLD.match(one.text.text[one.figure.end :]):
        return False
    if one.figure.unit in MONEY + RATE:
        return True
    if one.figure.unit[-1] in COUNTED and one.figure.amount.denominator != 1:
        return False
    after = one.text.text[one.figure.end : one.figure.end + 1]
    return not after or not re.match(r"[\u4e00-\u9fffA-Za-z]", after)


def _kind(one: Loose) -> str:
    unit = one.figure.unit
    return "money" if unit in MONEY else "rate" if unit in RATE else "area" if unit in _AREA else "count"


def figure_entries(found: list[tuple[str, dict, str]]) -> list[dict]:
    """Figures as the submission writes them: one for each name, with every place that states it.

    Examples
    --------
    >>> one = {"value": "3", "unit": "场", "section": "一", "quote": "宣讲3场"}
    >>> [(entry["id"], entry["name"], len(entry["statements"]))
    ...     for entry in figure_entries([("宣讲", one, "count"), ("宣讲", one, "count")])]
    [('figure-1', '宣讲', 2)]
    """
    entries: dict[tuple[str, str], dict] = {}
    for name, statement, kind in found:
        entry = entries.setdefault(
            (name, kind), {"id": f"figure-{len(entries) + 1}", "name": name, "kind": kind, "statements": []}
        )
        entry["statements"].append(statement)
    return list(entries.values())
