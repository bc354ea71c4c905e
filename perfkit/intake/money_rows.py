"""Blocks of money in a table: rows of funds under heads of amounts become facts, or figures under their own
label."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import parse_number
from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.family import national_pattern
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.numbers import UNIT_AT_END, plain_number, points
from perfkit.intake.statements import Money, Stated, unconfirmed
from perfkit.intake.table_rows import Row

_AMOUNTS = ("initial", "added", "budget", "arrived", "spent", "balance")
_YEAR = re.compile(r"(20\d\d)")


def read_money(rows: list[Row], lexicon: Lexicon, year: int | None, kind: str = "") -> Money:
    """Every amount, rate and point of the blocks of money.

    Parameters
    ----------
    kind : of the form; the projects of a department are a part of it, those of a project are all of it
    """
    reader = _Reader(lexicon, year)
    tables: dict[int, list[Row]] = {}
    for row in rows:
        tables.setdefault(id(row.header), []).extend(_by_line(row))
    for table in tables.values():
        reader.begin(table, kind)
        for row in table:
            reader.row(row)
    return reader.money


def _by_line(row: Row) -> list[Row]:
    """The rows that one row holds line by line (基本支出 over 项目支出 | 118.20 over 24.40), else the row itself."""
    lines = {id(cell): [line for line in cell.text.splitlines() if line.strip()] for cell in row.cells}
    held = [cell for role in _AMOUNTS if (cell := row.columns.cell(row.cells, role)) is not None]
    amounts = [lines[id(cell)] for cell in held]
    if any(
        "." in lines[id(cell)][0] and plain_number(cell.text) for cell in held if len(lines[id(cell)]) > 1
    ):
        return [row]  # 5954.3 over 5: one number that a narrow column cut
    count = max(map(len, amounts), default=1)
    split = [each for each in amounts if len(each) == count and all(plain_number(one) for one in each)]
    if count < 2 or len(split) < len([each for each in amounts if each]) or len(split) < 2:
        return [row]
    if not any(len(each) == count and not plain_number(each[0]) for each in lines.values()):
        return [row]  # lines of numbers whose label is one
    return [
        replace(
            row,
            cells=[
                replace(cell, text=lines[id(cell)][at]) if len(lines[id(cell)]) == count else cell
                for cell in row.cells
            ],
        )
        for at in range(count)
    ]


class _Reader:
    def __init__(self, lexicon: Lexicon, year: int | None):
        self.lexicon, self.year, self.money = lexicon, year, Money()
        self.overall = {bare(key(word)) for word in lexicon.funds["overall"]}
        self.income = {bare(key(word)) for word in lexicon.funds["income"]}
        self.topics = {
            bare(key(word)): (name, topic)
            for name, topic in lexicon.figures.topics.items()
            if name != "overall"
            for word in topic.words
        }
        self.heads = {role: words.exact for role, words in lexicon.tables.money.columns.items()}
        self.stated, self.sums = set[str](), lexicon.pattern("sum_of_a_fund")
        self.side = self.parent = ""
        self.sum_of: Any = None
        self.beside = False

    def begin(self, rows: list[Row], kind: str) -> None:
        """What the row of sums of a table is about: the whole, unless all its rows are parts of one item, or
        projects of a department."""
        found = [found for row in rows if (found := self._labels(row))]
        labels = [_bare(each[-1]) for each in found]
        self.beside = _says_where(found)
        named = [label for label in labels if not self._is_whole(label)]
        topics = [self.topics[label][0] for label in named if label in self.topics]
        whole = next(
            (word for word, parts in self.lexicon.funds_of.items() if topics and {*topics} <= {*parts}), ""
        )
        heads = {bare(key(cell.text)) for cell in rows[0].header}
        funds, basic = self.lexicon.funds, tuple(map(key, self.lexicon.tables.tasks.basic))
        listed = heads & {*funds["numbered"]} if heads & {*funds["numbers"]} else set()
        items = (listed or heads & {*funds["items"]}) and not any(
            word in label for label in named for word in basic
        )
        projects = kind != "project" and len(named) > 1 and (items or heads & {*funds["projects"]})
        self.sum_of = self.topics.get(bare(key(whole))) if whole else ("", None) if projects else None
        self.parent = ""

    def _is_whole(self, label: str) -> bool:
        return label in self.overall or self.sums.sub("", label) in self.overall

    def row(self, row: Row) -> None:
        """Take one row: its labels stand left of the amounts."""
        labels = self._labels(row)
        labels = labels[:-1] if self.beside and len(labels) > 1 else labels
        if not labels and not any(row.columns.text(row.cells, role) for role in _AMOUNTS):
            return
        if not row.aligned and len(row.cells) != row.columns.width and not _rate_fits(row, "budget"):
            shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))
            if re.search(r"\d", shown):  # cells were lost: which is which?
                self.money.notes.append(note("money_out_of_place", shown=shown))
            return
        last = _bare(labels[-1]) if labels else ""
        sides = [bare(key(label)) for label in labels]
        row = _adjusted(row)
        if any(side in self.income for side in sides) or any(side.startswith("支出") for side in sides):
            self.side = next(side for side in sides if side in self.income or side.startswith("支出"))
        income = self.side in self.income
        whole = not income and (not labels or self._is_whole(last))
        name = "" if whole else _name(labels, income)
        under = (whole for whole, words in self.lexicon.funds_under.items() if self.parent.startswith(words))
        below = next((self.topics.get(whole + last) for whole in under), None)
        topic = (
            (self.topics.get(last) or self.topics.get(self.sums.sub("", last)) or below)
            if not income
            else None
        )
        self.parent = self.parent if below else last
        if whole and self.sum_of is not None:
            whole, name, topic = False, last, self.sum_of if self.sum_of[0] else None
        for role in _AMOUNTS:
            self._amount(row, role, name, whole, topic)
        rate = "execution_rate" if whole else topic[1].facts.get("rate", "") if topic else ""
        self._rate(row, "rate", f"{name}执行率" if name else "", rate)
        self._rate(row, "arrival_rate", f"{name or '资金'}到位率", "")
        if whole or (not self.money.score and self._scored(row)):
            self._points(row)

    def _scored(self, row: Row) -> bool:
        return points(row.columns.text(row.cells, "score")) is not None

    def _labels(self, row: Row) -> list[str]:
        """The texts left of the first amount, without the label of the block that the header shares."""
        first = min(row.columns.place[role][0] for role in row.columns.index)
        seen: list[Cell] = []
        for cell in row.cells:
            # A block's label stands in the header as well; a plain text repeats neither.
            inherited = any(cell is other for other in row.header)
            if (
                cell.text.strip()
                and not inherited
                and cell.left + 0.5 < first
                and not any(cell is other for other in seen)
            ):
                seen.append(cell)
        texts = [one_line(cell.text) for cell in seen]
        # an amount of a column that is not known names nothing (资金来源 | 批复金额 | 到位金额)
        return [one for at, one in enumerate(texts) if not at or plain_number(one) is None]

    def _amount(self, row: Row, role: str, name: str, whole: bool, topic) -> None:
        cell = row.columns.cell(row.cells, role)
        if cell is None or not cell.text.strip():
            return
        text, unit = one_line(cell.text), row.unit(role)
        printed = UNIT_AT_END.search(text)
        number = plain_number(text[: printed.start()] if printed else text)
        if number is None:
            return
        unit = printed.group(1) if printed else unit
        fact = self._fact(role, whole, topic)
        shown = f"{name}{self._head(row, role)}"
        if not unit:
            self.money.asked.append(f"{name or '年度资金总额'}{self._head(row, role)} {number}")
            return
        other = _YEAR.search(row.columns.headers.get(role, ""))
        past = (
            other and self.year and int(other.group(1)) != self.year
        ) or "上年" in row.columns.headers.get(role, "")
        statement = unconfirmed(number, unit, cell.place, f"{name}{self._head(row, role)}{text}")
        if fact and not past and (fact_catalogue()[fact].negative or not number.startswith("-")):
            if fact in self.stated:
                return
            self.stated.add(fact)
            self.money.facts.append(Stated(fact, statement))
        else:
            self.money.figures.append((shown, statement, "money"))

    def _fact(self, role: str, whole: bool, topic) -> str:
        if whole:
            return {
                "initial": "budget_initial",
                "added": "budget_added",
                "budget": "budget_total",
                "spent": "spent_total",
            }.get(role, "")
        if topic is None or role not in ("initial", "budget", "spent"):
            return ""
        facts = topic[1].facts
        # What is spent or budgeted in the year; an initial budget only where the fact is nothing else.
        if role == "initial":
            return facts.get("initial", "") if facts.get("initial") != facts.get("budget") else ""
        return facts.get(role, "")

    def _head(self, row: Row, role: str) -> str:
        printed = row.columns.headers.get(role, "")
        fitting = sorted((word for word in self.heads[role] if key(word) in printed), key=len)
        return fitting[-1] if fitting else bare(printed)

    def _rate(self, row: Row, role: str, name: str, fact: str) -> None:
        cell = row.columns.cell(row.cells, role)
        if cell is None:
            return
        text = one_line(cell.text)
        number = plain_number(text.rstrip("%％ "))
        if number is None or number.startswith("-"):
            return
        percent = any(sign in text + row.columns.headers[role] for sign in "%％")
        if not percent and not 1 < parse_number(number) <= 200:
            if parse_number(number) not in (0, 1):
                self.money.notes.append(note("rate_without_sign", shown=name or "全年执行率", number=number))
            return
        statement = unconfirmed(number, "%", cell.place, f"{name or '执行率'}{text}")
        if fact and fact not in self.stated:
            self.stated.add(fact)
            self.money.facts.append(Stated(fact, statement))
        elif name:
            self.money.figures.append((name, statement, "rate"))

    def _points(self, row: Row) -> None:
        score, weight = (points(row.columns.text(row.cells, role)) for role in ("score", "weight"))
        cell = row.columns.cell(row.cells, "score")
        printed = cell.text if cell else ""
        if score is None and any(letter.isdigit() for letter in printed):
            shown = one_line(printed)
            self.money.notes.append(note("execution_unread", shown=shown))
        if score is not None:
            self.money.earn(score, "", row.at("score"))
        if weight is not None and parse_number(weight) <= 100:
            self.money.earn("", weight, row.at("weight"))


def _adjusted(row: Row) -> Row:
    """调整数 is what was added, or the budget after it: the latter where the row's own rate says so."""
    columns = row.columns
    if "budget" in columns.index or not {"added", "spent", "rate"} <= set(columns.index):
        return row
    if not _rate_fits(row, "added"):
        return row
    own = deepcopy(columns)
    parts: tuple[dict[str, Any], ...] = (own.index, own.place, own.unit, own.headers)
    for part in parts:
        part["budget"] = part.pop("added")
    return replace(row, columns=own)


def _rate_fits(row: Row, whole: str) -> bool:
    """Whether the row's own rate is its spending by one of its amounts."""
    texts = [row.columns.text(row.cells, role).rstrip("%％ ") for role in (whole, "spent", "rate")]
    after, spent, rate = (parse_number(number) if (number := plain_number(one)) else None for one in texts)
    if not after or spent is None or rate is None:
        return False
    return abs(spent / after * 100 - rate) <= Fraction(1, 100)


def without_lead(label: str) -> str:
    """The label of a fund without its number, 其中 and the like before it."""
    return national_pattern("before_a_label").sub("", label)


def _bare(label: str) -> str:
    """A label without its number, 其中 and brackets, for comparing."""
    return without_lead(bare(key(without_lead(label.strip()))))


def _says_where(labels: list[list[str]]) -> bool:
    """True where the last labels of the rows come back (甲镇, 乙乡, 甲镇) and those before them do not: they say
    where or of what kind each is, and name none."""
    named = [each for each in labels if len(each) > 1]
    last, before = {each[-1] for each in named}, {each[-2] for each in named}
    return len(last) < len(named) == len(before) > 2 and not any(each.isdigit() for each in before)


def _name(labels: list[str], income: bool) -> str:
    """The printed label of a fund: the last one, with the side of the account where it is income."""
    last = re.sub(r"[（(]?\d+分[)）]?", "", without_lead(one_line(labels[-1]))).strip("：: ")
    if income and "收入" not in last:
        last += "收入"
    return last
