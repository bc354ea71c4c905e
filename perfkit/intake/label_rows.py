"""Rows of labels with their values (三公（万元） | 预算 | 16.80 | 支出 | 15.12): read as the sentence that they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from perfkit.intake.blocks import Cell, Place, key, one_line
from perfkit.intake.family import national_lexicon, national_pattern
from perfkit.intake.figures import FigureReader
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number
from perfkit.intake.statements import Stated, unconfirmed

_UNITS = "百万元|万元|千元|亿元|元|人|名|个|%|％"
_VALUE = re.compile(rf"([-\d０-９][\d０-９,，.．]*)\s*({_UNITS})?分?\s*(?:[（(](.{{1,12}})[)）])?")
_UNIT_BESIDE = re.compile(rf"[（(]\s*(?:单位[:：])?\s*({_UNITS})\s*[)）]")
UNIT_BESIDE = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^()（）]{1,5})\s*[)）]")
_INSIDE = re.compile(
    rf"([^:：]{{1,16}})[:：]\s*(.+)|([\u4e00-\u9fff]{{2,12}})(\d[\d,.]*(?:{_UNITS}))", re.DOTALL
)
_LONGEST = 20
_SENTENCE = re.compile(r"\d.*[，,、；;。]")
_QUOTIENT = re.compile(r"([^\d/÷×（(）)，,。]{2,16})[/÷／]([^\d/÷×（(）)，,。]{2,16})")
_PAIR = re.compile(rf"(\d[\d,]*(?:\.\d+)?)({_UNITS})?\s*[/÷／]\s*(\d[\d,]*(?:\.\d+)?)({_UNITS})?")
_RATES = ("率", "进度")
_WHOLE = {"budget": "budget_total", "spent": "spent_total", "initial": "budget_initial"}


def said_of(row: dict) -> list[str]:
    """What a row of a scoring table says beside its points, as sentences.

    A state that begins with a number is that of the row's name; two numbers are those of the quotient that
    explains it.

    Examples
    --------
    >>> said_of({"name": "公用经费控制率", "meaning": "公用经费决算/预算", "state": "7万元/8万元"})
    ['公用经费决算7万元，预算8万元']
    >>> said_of({"name": "预算执行率", "state": "96.00%", "reason": "尾款未付"})
    ['预算执行率96.00%', '尾款未付']
    >>> said_of({"name": "人员控制率", "state": "（30－2）÷40=70.00%"}), said_of({"name": "满意度", "state": "实际91%"})
    (['人员控制率70.00%'], ['满意度91%'])
    """
    said = [row[part] for part in ("state", "reason") if part in row]
    sides, pair = _QUOTIENT.search(row.get("meaning", "")), _PAIR.search(row.get("state", ""))
    people = "人" if sides and national_pattern("counts_people").search(sides[0]) else ""
    if sides and pair and (pair[2] or people):
        unit = pair[4] or pair[2] or people
        said[0] = f"{sides[1]}{pair[1]}{pair[2] or unit}，{sides[2]}{pair[3]}{unit}"
    elif said and "state" in row and (found := national_pattern("result_told").search(row["state"])):
        said[0] = row["name"] + found[1]
    return said


@dataclass(frozen=True)
class Labelled:
    """A label and the number beside it; `most` is what a bracket behind it gives as the most points."""

    label: str
    value: str
    unit: str
    shown: str
    place: Place
    most: str = ""


@dataclass(frozen=True)
class LabelRow:
    """Labels with their values, and what stands before them: a topic or a role (三公, 支出), and a unit; `told`
    is a sentence in the last cell."""

    context: str
    unit: str
    pairs: tuple[Labelled, ...]
    told: Cell | None = None

    def points(self) -> tuple[str, str, Place]:
        """The points for execution, the most of them and their place, where a rate stands in the row; empty
        where none do."""
        if any(one.label.endswith(_RATES) for one in self.pairs):
            for one in self.pairs:
                if one.label.endswith("得分"):
                    return one.value, one.most, one.place
        return "", "", Place()


def label_row(row: list[Cell], before: LabelRow | None = None, unit: str = "") -> LabelRow | None:
    """A row whose numbers each have a label straight before them; None for any other.

    Parameters
    ----------
    before : the row above, whose context goes on where the first cell is empty
    unit : of the table, where neither the context nor the value prints one

    Examples
    --------
    >>> found = label_row([Cell("三公（万元）"), Cell("预算"), Cell("16.80"), Cell("控制率：90%")])
    >>> found.context, [(one.label, one.value, one.unit) for one in found.pairs]
    ('三公', [('预算', '16.80', '万元'), ('控制率', '90', '%')])
    >>> label_row([Cell("道路维修"), Cell("12"), Cell("13")]) is None
    True
    """
    cells = [
        cell for at, cell in enumerate(row) if cell.text.strip() and (at == 0 or row[at - 1] is not cell)
    ]
    context, waiting, pairs, told = "", "", list[Labelled](), None
    first = row[0] if row else Cell("")
    if before is not None and not first.text.strip():
        context, unit = before.context, before.unit or unit
    for at, cell in enumerate(cells):
        text = one_line(cell.text)
        inside = _INSIDE.fullmatch(text)
        value = _VALUE.fullmatch((inside[2] or inside[4]).strip() if inside else text)
        if value is None:
            if cell is cells[-1] and not waiting and len(pairs) > 1 and _SENTENCE.search(text):
                told = cell
                break
            if waiting and at > 1:
                return None  # a label without a number between others: a table of another kind
            if waiting:
                context = waiting
            waiting = text.rstrip("：:") if len(text) <= _LONGEST else ""
            if not waiting:
                return None
            continue
        label = (inside[1] or inside[3]).strip() if inside else waiting
        if not label:
            return None
        if inside and waiting:
            context, waiting = waiting, ""
        printed = _UNIT_BESIDE.search(label) or _UNIT_BESIDE.search(context)
        waiting = ""
        own = value[2] or (printed[1] if printed else unit)
        if bare(key(label)).endswith(("率", "得分", "比例", "进度")):
            own = value[2] or ""
        most, digits = national_pattern("most_in_brackets").search(value[3] or ""), plain_number(value[1])
        if digits is None:
            return None
        plain, shown = re.sub(r"[（(].*?[)）]", "", label), f"{label}{value[0]}"
        pairs.append(Labelled(plain, digits, own, shown, cell.place, most[1] if most else ""))
    beside = _UNIT_BESIDE.search(context)
    if not pairs or waiting:
        return None
    context, unit = re.sub(r"[（(].*?[)）]", "", context).strip(), beside[1] if beside else unit
    return LabelRow(context, unit, tuple(pairs), told)


def headed(name: str, cell: Cell, unit: str) -> Labelled:
    """A number under a head: its unit is its sign of percent, that in the brackets of the head, or `unit`.

    Examples
    --------
    >>> [headed(name, Cell("96"), "").unit for name in ("编制人数", "改厕户数", "支出（万元）", "三公")]
    ['人', '户', '万元', '']
    >>> headed("总人口", Cell("11.5"), "").unit  # of persons or ten thousands of them?
    ''
    """
    printed, own = one_line(cell.text), UNIT_BESIDE.search(name)
    plain = re.sub(r"[（(].*?[)）]", "", name)
    number = plain_number(printed.rstrip("%％ ")) or ""
    counts = national_lexicon().tables.plain.counted.items() if number.isdigit() else ()
    counted = next((counted for counted, words in counts if plain.endswith(words)), "")
    own_unit = "%" if printed.endswith(("%", "％")) else own[1] if own else unit or counted
    return Labelled(plain, number, own_unit, f"{name}{printed}", cell.place)


def facts_of(row: LabelRow, reader: FigureReader, lexicon: Lexicon) -> list[Stated]:
    """What the row states, by the words of running text; numbers that no word explains go to the reader's
    `loose`."""
    role = next((role for role, words in lexicon.figures.roles.items() if row.context in words), "")
    topic = (
        "overall"
        if lexicon.pattern("general_label").match(row.context) and "overall" in lexicon.figures.topics
        else ""
    )
    text = "，".join(f"{one.label}{one.value}{one.unit}" for one in row.pairs)
    text += f"，{one_line(row.told.text)}" if row.told else ""
    lead = f"{row.context}：" if row.context and not role else ""
    wholes = {bare(key(word)) for word in lexicon.funds["overall"]}
    summed = [one for one in row.pairs if role in _WHOLE and one.unit and bare(key(one.label)) in wholes]
    found = [Stated(_WHOLE[role], unconfirmed(one.value, one.unit, one.place, one.shown)) for one in summed]
    by_value = {(one.value, one.unit): one for one in reversed(row.pairs)}
    loose, reader.loose = reader.loose, []
    for stated in reader.read(str(row.pairs[0].place), lead + text, topic, role):
        one = by_value.get((stated.statement["value"], stated.statement["unit"]))
        if one and not (summed and stated.fact == _WHOLE[role]):  # beside a sum the others are its parts
            found.append(Stated(stated.fact, unconfirmed(one.value, one.unit, one.place, one.shown)))
        elif one is None and row.told:
            found.append(stated)
    taken = {one.value for one in summed}
    for number in reader.loose:
        before = number.text.text[: number.figure.start]
        own = (
            one for one in row.pairs if one.value == number.figure.value and before.endswith(key(one.label))
        )
        beside = next(own, by_value.get((number.figure.value, number.figure.unit)))
        if number.figure.value not in taken:
            loose.append(replace(number, name=beside.label) if beside else number)
    reader.loose = loose
    return found
