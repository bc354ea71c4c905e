"""Numbers of a text that are no fact of the catalogue: kept under the words before them, or said to be
unread."""

from __future__ import annotations

import re
from fractions import Fraction

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.filing.submission_file import COUNTED
from perfkit.intake.blocks import key
from perfkit.intake.clauses import MONEY, RATE
from perfkit.intake.figure_text import figures_in
from perfkit.intake.figures import FigureReader
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.statements import Loose, Stated, unconfirmed

_AREA = ("平方米", "平方公里", "万平方米", "亩", "万亩", "公顷")
_STOPS = ",，；;。、(（:！？"
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z“”()]{2,20}")
_FROM_TO = re.compile(r"(?:由|从|降到|增至|降至|提高到|占|较|比|相比|同比|超过|低于|不足|以上)$")


Settled = tuple[list[Stated], list[Loose]]
_SUM = re.compile("(?:共|共计|合计|总计|二者合计|两项合计)$")
_TITLE = 12
_ROSE = re.compile(
    r"满意(?:度|率)(?:由|从)[^，,。；;]{0,16}%(?:提高|提升|上升|增长|增加|升|增|下降|降)(?:到|至)?(?:20\d\d年的|本年的)?$"
)
_RATE_OF = re.compile("[，,]预算执行率")


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
    for settled in (_parts, _differences, _sums, _spent_before_rate, _satisfaction):
        found, used = settled(rest, [*stated, *facts], reader)
        facts += found
        rest = [one for one in rest if one not in used]
    plan = _Plan()
    for one in rest:
        name = one.name or plan.name(one, _label(one, reader.lexicon), reader.lexicon)
        if name in reader.words.headed and 2 < len(one.title) <= _TITLE:
            name = one.title + name  # （六）机关运行经费。2021年支出68.42万元
        if name and _counts(one):
            figures.append((name, _statement(one), _kind(one)))
        elif one.figure.unit in MONEY + RATE and not _compares(one, reader.lexicon):
            unread.append((one.section, one.text.quote(max(one.figure.start - 12, 0), one.figure.end)))
    return facts, figures, unread


def _compares(one: Loose, lexicon: Lexicon) -> bool:
    """A change or a share (增加22.50万元, 占96.05%): listed with the rest of the text."""
    before = _before(one)
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
        planned = re.match(r"(?:年初)?计划(.{2,})", label)
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


def _parts(loose: list[Loose], stated: list[Stated], _: FigureReader) -> Settled:
    """基本支出 and 项目支出 without a word for budget or spent: they are parts of the one whole that they add up
    to."""
    wholes = {
        fact: {_amount(one.statement) for one in stated if one.fact == fact}
        for fact in ("spent_total", "budget_total")
    }
    for place, one in enumerate(loose):
        if not _before(one).endswith("基本支出") or one.figure.unit not in MONEY:
            continue
        other = next((two for two in loose[place + 1 : place + 3] if _before(two).endswith("项目支出")), None)
        if other is None or other.figure.unit not in MONEY:
            continue
        total = sum(parse_number(x.figure.value) * unit_factor(x.figure.unit) for x in (one, other))
        fitting = [fact for fact, amounts in wholes.items() if total in amounts]
        if len(fitting) == 1:
            role = fitting[0].removesuffix("_total")
            return [
                Stated(f"{part}_{role}", _statement(x)) for part, x in (("basic", one), ("project", other))
            ], [one, other]
    return [], []


def _differences(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """年中因新增对象追加38.00万元: the one amount by which two facts differ, in a clause that has the word for
    it."""
    facts, used = list[Stated](), list[Loose]()
    for fact, words in reader.words.differences.items():
        sides = [
            {_amount(one.statement) for one in stated if one.fact == side}
            for side in (words.whole, words.part)
        ]
        if any(one.fact == fact for one in stated) or any(len(side) != 1 for side in sides):
            continue
        gap = sides[0].pop() - sides[1].pop()
        hits = [
            one
            for one in loose
            if one.figure.unit in MONEY
            and gap > 0
            and _worth(one) == gap
            and any(key(word) in _clause(one) for word in words.words)
        ]
        if hits:
            facts.append(Stated(fact, _statement(hits[0])))
            used += hits
    return facts, used


def _sums(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """行政编制62名、事业编制148名，共210名: the sum of the numbers before it, under the word that they have."""
    facts, used = list[Stated](), list[Loose]()
    for one in loose:
        if not _SUM.fullmatch(_before(one)) or one.figure.unit in MONEY + RATE:
            continue
        text = one.text.text
        begin = max(text.rfind(stop, 0, one.figure.start) + 1 for stop in "。；;")
        parts = [
            other
            for other in figures_in(one.text)
            if begin <= other.start < one.figure.start and other.unit == one.figure.unit
        ]
        while len(parts) > 1 and sum(parse_number(part.value) for part in parts) != parse_number(
            one.figure.value
        ):
            parts = parts[1:]
        if len(parts) < 2:
            continue
        named = text[
            max((text.rfind(stop, 0, parts[0].start) + 1 for stop in _STOPS), default=0) : one.figure.start
        ]
        fact = next(
            (fact for fact, words in reader.words.sums.items() if any(key(word) in named for word in words)),
            "",
        )
        if fact and not any(other.fact == fact for other in [*stated, *facts]):
            facts.append(Stated(fact, _statement(one)))
            used.append(one)
    return facts, used


def _spent_before_rate(loose: list[Loose], stated: list[Stated], reader: FigureReader) -> Settled:
    """In the report of one project 全年发放津贴853.10万元，预算执行率为98.00%: the amount that the rate is of."""
    if reader.of_projects or any(one.fact == "spent_total" for one in stated):
        return [], []
    hits = [
        one
        for one in loose
        if one.figure.unit in MONEY
        and _RATE_OF.match(one.text.text, one.figure.end)
        and "全年" in _before(one)
    ]
    return ([Stated("spent_total", _statement(hits[0]))], hits) if len(hits) == 1 else ([], [])


def _worth(one: Loose) -> Fraction:
    return parse_number(one.figure.value) * unit_factor(one.figure.unit)


def _clause(one: Loose) -> str:
    """The whole clause in which a number stands."""
    text, end = one.text.text, one.figure.end
    return (
        _before(one)
        + text[end : min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))]
    )


def _satisfaction(loose: list[Loose], stated: list[Stated], _: FigureReader) -> Settled:
    """The one satisfaction rate of a text; several of different groups stay figures of their own."""
    rates = [one for one in loose if one.figure.unit == "%" and _is_satisfaction(one)]
    if len(rates) != 1 or any(one.fact == "satisfaction_rate" for one in stated):
        return [], []
    return [Stated("satisfaction_rate", _statement(rates[0]))], rates


def _is_satisfaction(one: Loose) -> bool:
    """满意度为95%, or the later of the two in 满意度由92%提高到95%."""
    before = _before(one)
    said = re.search(r"满意(?:度|率)(?:为|达到?|是)?$", before) and len(before) <= 16
    return bool(said or _ROSE.search(one.text.text[: one.figure.start]))


def _amount(statement: dict):
    return parse_number(statement["value"]) * unit_factor(statement["unit"])


def _before(one: Loose) -> str:
    """The clause before the number, from the last stop or the number before it."""
    text = one.text.text[: one.figure.start]
    start = max((text.rfind(stop) + 1 for stop in _STOPS), default=0)
    return text[max(start, one.before) :]


def _label(one: Loose, lexicon: Lexicon) -> str:
    """The words that name the number: its clause without verbs before and connectors behind."""
    words, before = lexicon.figures, _before(one)
    sentence = one.text.text[one.text.text.rfind("。", 0, one.figure.start) + 1 : one.figure.start]
    if any(key(word) in before for word in words.refuse) or any(
        key(word) in one.text.text for word in words.clauses
    ):
        return ""
    if _FROM_TO.search(before) or re.search(r"上年|去年|上一年", sentence):
        return ""
    changed = True
    while changed:
        changed = False
        for word in sorted(words.connectors, key=len, reverse=True):
            if before.endswith(key(word)) and len(before) > len(key(word)) + 1 and len(key(word)) < 3:
                before, changed = before[: -len(key(word))], True
        before = re.sub(
            r"^(?:(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|20\d\d年度?|\d+[.、]|截至|年末|年底|末|底)+",
            "",
            before,
        )
        before = re.sub(r"^(?:纳入|列入)20\d\d年度?", "", before)
        for word in words.lead:
            if before.startswith(key(word)) and len(before) >= len(key(word)) + 2:
                before, changed = before[len(key(word)) :], True
    return before if _WORDS.fullmatch(before) else ""


def _counts(one: Loose) -> bool:
    """Not a number of things that is a fraction, and not where a noun follows straight on (8个股室).

    The words before the number do not name it then.
    """
    if one.figure.unit in MONEY + RATE:
        return True
    if (
        one.figure.unit[-1] in COUNTED
        and (parse_number(one.figure.value) * unit_factor(one.figure.unit)).denominator != 1
    ):
        return False
    after = one.text.text[one.figure.end : one.figure.end + 1]
    return not after or not re.match(r"[\u4e00-\u9fffA-Za-z]", after)


def _kind(one: Loose) -> str:
    unit = one.figure.unit
    return "money" if unit in MONEY else "rate" if unit in RATE else "area" if unit in _AREA else "count"


def _statement(one: Loose) -> dict:
    start = max((one.text.text.rfind(stop, 0, one.figure.start) + 1 for stop in "，；;。"), default=0)
    figure = one.figure
    quote = one.text.quote(start, figure.end)
    return unconfirmed(figure.value, figure.unit, one.section, quote, figure.approximate)


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
