"""The target table: levels, expected and actual values, points and reasons, however the rows were cut."""

from __future__ import annotations

import re

from perfkit.intake.blocks import ILLEGIBLE, Cell, distinct, key, one_line, table_of
from perfkit.intake.form_rows import Reading, read_end
from perfkit.intake.group_points import GroupPoints
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.numbers import UNIT_IN_HEADER, percent, plain_number, points
from perfkit.intake.statements import Stated, unconfirmed
from perfkit.intake.table_rows import Row, names_of_several
from perfkit.intake.target_cells import REST, TargetCells, left_open, unread_row
from perfkit.intake.target_levels import NUMBERED, Levels, name_and_points, named_points

_OUTPUT = ("quantity", "quality", "timeliness", "cost")
_BLOCKS = {"satisfaction": "satisfaction", **dict.fromkeys(_OUTPUT, "output")}
_LEFT_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(?:…+|⋯+|\.{3,}|。{3,})$")
_COMPARISON = re.compile(r"[≥≤＞＜><=＝≧≦⩾⩽]{1,2}")
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?(?:[-—~～]\d+(?:\.\d+)?)?")
_NOTES = ("standard", "reason")
_PARTS = {
    "expected": ("预期值", "expected value"),
    "actual": ("实际完成值", "actual value"),
    "weight": ("分值", "points"),
    "score": ("得分", "points of its own"),
}
_TEXTS = ("name", "expected", "adjusted", "actual", "operator", "unit", "weight", "score", "rate", *_NOTES)


def read_targets(rows: list[Row], lexicon: Lexicon) -> Reading:
    """The target table: `rows` and `none_filed` as the submission writes them; total and grade under
    `end`."""
    reader = _Reader(lexicon, GroupPoints(rows, "weight"), names_of_several(rows))
    for number, row in enumerate(rows):
        reader.row(row, rows[number + 1 :])
    return reader.finish()


def whole_value(sign: str, value: str, unit: str) -> str:
    """An expected value whose sign, number and unit stand in cells of their own.

    Examples
    --------
    >>> whole_value("≥", "26000", "平方米"), whole_value("定性", "良好", ""), whole_value("≥", "≥90%", "%")
    ('≥26000平方米', '良好', '≥90%')
    """
    if unit and _NUMBER.fullmatch(value):
        value += unit
    if _COMPARISON.fullmatch(sign) and value and not _COMPARISON.match(value):
        value = sign + value
    return value


class _Reader:
    def __init__(self, lexicon: Lexicon, groups: GroupPoints, several: set[int]):
        self.lexicon, self.groups, self.result = lexicon, groups, Reading()
        self.none, self.left = {key(word) for word in lexicon.none}, lexicon.pattern("left_by_template")
        self.levels = Levels(lexicon, self.result.maxima)
        columns = lexicon.tables.targets.columns.values()
        self.heads = {word for words in columns for word in words.exact_keys}
        self.part = {key(word) for word in lexicon.rows.part}
        self.cells = TargetCells(lexicon, self.levels, self.result.notes, several)
        self.targets: list[dict] = []
        self.illegible: set[str] = set()
        self.none_filed: list[str] = []
        self.mixed: set[str] = set()  # blocks that hold rows of a label with points of its own (投入（20分）)

    def row(self, row: Row, after: list[Row]) -> None:
        """Take one row."""
        labels = [bare(key(cell.text)) for cell in distinct(row.cells)] or [""]
        self.levels.place = row.at("level1")
        if read_end(row, self.lexicon, self.result) or self._part(row, labels):
            return
        if self.cells.is_heading(row) or self._leads_execution(row) or self._across(row):
            return
        cells = self.cells.texts(row, after)
        if cells is None:
            return
        operators = self.lexicon.tables.operators
        if REST in cells:
            rest = [cells.get(part, "") for part in ("name", "expected", "actual")]
            blank = all(self.left.match(text) or key(text) in operators for text in rest)
            if self.targets and not blank:
                self._continue(row, *rest)
            return
        texts = {part: one_line(cells.get(part, "")) for part in _TEXTS}
        self.illegible = left_open(texts)
        if any(head == ILLEGIBLE for head, _ in row.columns.unknown):  # what stands below it is open
            self.illegible |= _PARTS.keys() - row.columns.index.keys()
        texts["operator"] = operators.get(key(texts["operator"]), "")
        texts["name"] = _LEFT_BEHIND.sub(
            "", self.lexicon.pattern("number_of_a_target").sub("", texts["name"])
        )
        texts |= {part: "" for part in ("weight", "score") if self.groups.is_groups(row, part)}
        if (most := self.groups.of_block(row))[0]:
            block = self.levels.block() or self.levels.level1
            self.result.block(block, self.levels.level1, *most, row.at("group", "weight"), row.at("score"))
        kind = self.levels.kind()
        blank = all(key(texts[part]) in self.none | {""} for part in ("expected", "actual"))
        if kind and blank and key(texts["name"]) in self.none:
            if kind not in self.none_filed:
                self.none_filed.append(kind)
            return
        if sum(key(texts[part]) in self.heads for part in ("name", "expected", "actual")) >= 2:
            return  # heads or labels that the table repeats
        if both := self.lexicon.pattern("most_and_own").match(key(texts["score"])):
            texts["weight"], texts["score"] = texts["weight"] or both[1], both[2]
        for part in ("name", "expected", "adjusted", "actual", "weight", "score"):
            if self.left.match(texts[part]):
                texts[part] = ""
        alone, behind = name_and_points(texts["name"], row.columns.headers.get("name", ""), self.lexicon)
        if behind and points(texts["weight"].rstrip("%％")) in (None, behind):
            texts |= {"name": alone, "weight": texts["weight"] or behind}
        name, actual, expected = texts["name"], texts["actual"], self._expected(texts)
        below = "total" in self.result.end and not (texts["weight"] or texts["score"])  # 存在问题 | (blank)
        if (below or not name) and not expected and not actual:
            return
        if self._block(row, cells, expected + actual):
            return
        if not name or (row.first and self.targets and not expected and not actual and not texts["weight"]):
            self._continue(row, name, expected, actual)
        elif not kind and self.levels.level1 and not self.levels.block():
            self._scored(row, texts)
        else:
            self._target(row, kind, texts, expected)

    def _block(self, row: Row, cells: dict[str, str], values: str) -> bool:
        """A row of its own for a block with its points (产出（50分） | | | 50 | 49)."""
        label, most = named_points(NUMBERED.sub("", cells.get("name", "")), self.lexicon)
        most = most or points(cells.get("weight", "")) or ""
        alone = not values and not cells.get("level1") and not cells.get("level2")
        if not (most and alone and key(label) in self.levels.words):
            return False
        self.levels.first_level(label)
        block = self.levels.block() or label
        score, place = points(cells.get("score", "")), row.at("weight", "name")
        self.result.block(block, label, most, score, place, row.at("score"))
        return True

    def _part(self, row: Row, labels: list[str]) -> bool:
        """The sum of a block: its most points and the filer's, where its label says which (产出指标小计)."""
        if not self.part & set(labels[:3]) and not labels[0].endswith(tuple(self.part)):
            return False
        blocks = {block for word, block in self.lexicon.blocks if word in labels[0]}
        most, score = (points(row.columns.text(row.cells, part)) for part in ("weight", "score"))
        if len(blocks) == 1 and most and score:  # 产出与效益小计 is of both
            places = row.at("weight"), row.at("score")
            self.result.block(blocks.pop(), labels[0].removesuffix("小计"), most, score, *places)
        return True

    def _leads_execution(self, row: Row) -> bool:
        """A row whose first level is the execution of the budget, whose label reaches over the levels and the
        name or has no values, or whose name says so in a table without levels."""
        columns = row.columns
        first = "level1" if "level1" in columns.index else "level2"
        level, name = (columns.cell(row.cells, part) for part in (first, "name"))
        merged = name is not None and name is (level or columns.cell(row.cells, "level2"))
        alone = merged or not any(columns.text(row.cells, part) for part in ("expected", "actual"))
        flat = not {"level1", "level2"} & columns.index.keys()
        return self._execution(row, name if flat else level) or (
            alone and self._execution(row, next(iter(distinct(row.cells)), None))
        )

    def _across(self, row: Row) -> bool:
        """A row whose name reaches over its values is no target: points for execution, or a line of text."""
        columns = row.columns
        name = columns.cell(row.cells, "name")
        others = [columns.cell(row.cells, part) for part in ("expected", "actual")]
        if name is None or not name.text.strip() or not any(other is name for other in others):
            return False
        if not self._execution(row, name):
            shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))
            self.result.notes.append(unread_row(shown))
        return True

    def _execution(self, row: Row, cell: Cell | None) -> bool:
        """A row about the execution of the budget: its points are no target's; its text is read as a
        sentence. How it is scored may follow its label (预算执行（10分）：执行率×10)."""
        label = key(cell.text).partition(":")[0] if cell is not None else ""
        score = points(row.columns.text(row.cells, "score"))
        if bare(label) not in self.levels.execution or score is None:
            return False
        if "execution" not in self.result.end:
            most = points(row.columns.text(row.cells, "weight")) or named_points(label, self.lexicon)[1]
            self.result.executed(score, most, row.at("weight"), row.at("score"))
        self._executed(row)
        return True

    def _executed(self, row: Row) -> None:
        """预算数/执行数（万元） | 480.00 | 456.00: both amounts under a name that says so."""
        name = one_line(row.columns.text(row.cells, "name"))
        unit, words = UNIT_IN_HEADER.search(name), self.lexicon.figures.roles
        sides = [re.sub(r"[（(].*", "", side).strip() for side in re.split("[/／、]", name)]
        both = len(sides) == 2 and sides[0] in words["budget"] and sides[1] in words["spent"]
        if unit is None or not both:
            return
        for fact, role in (("budget_total", "expected"), ("spent_total", "actual")):
            cell = row.columns.cell(row.cells, role)
            number = plain_number(cell.text) if cell is not None else None
            if cell is not None and number is not None:
                quote = f"{name} {one_line(cell.text)}"
                self.result.facts.append(Stated(fact, unconfirmed(number, unit[1], cell.place, quote)))

    def _expected(self, texts: dict[str, str]) -> str:
        """The whole value: sign, number and unit where they stand in columns of their own."""
        value = (
            texts["adjusted"]
            if texts["adjusted"] and key(texts["adjusted"]) not in self.none
            else texts["expected"]
        )
        unit = texts["unit"] if key(texts["unit"]) not in self.none else ""
        return whole_value(texts["operator"], value, unit)

    def _target(self, row: Row, kind: str, texts: dict[str, str], expected: str) -> None:
        if not kind:
            kind = self.levels.kind_by_name(texts["name"])
            self.result.notes.append(note("kind_by_name", name=texts["name"], kind=kind))
        block = _BLOCKS.get(kind, "benefit")
        if named_points(self.levels.level2, self.lexicon)[1] and not self.levels.names_kind(
            self.levels.level2
        ):
            self.mixed.add(block)
        target = {
            "block": self.levels.block() if kind != "satisfaction" and self.levels.block() else block,
            "kind": kind,
            "name": texts["name"],
            "expected": expected,
            "actual": texts["actual"],
        }
        for part in ("operator", "unit"):
            if texts[part] and expected and key(texts[part]) not in self.none:
                target[part] = texts[part]
        for part, printed in (("weight", texts["weight"].rstrip("分%％ ")), ("self_score", texts["score"])):
            number = plain_number(printed) if part == "weight" else points(printed)
            if number is not None and not number.startswith("-"):
                target[part] = number
        target |= {part: texts[part] for part in _NOTES if texts[part] and key(texts[part]) not in self.none}
        self.targets.append(target | {"place": str(row.place_of(texts["name"])), "unconfirmed": True})
        rate = percent(texts["rate"] + "%" * ("%" in row.columns.headers.get("rate", "")))
        if rate and key(texts["rate"]).rstrip("%") == rate:  # neither the expected value nor the actual one
            stated = unconfirmed(rate, "%", row.at("rate"), f"{texts['name']}完成率{texts['rate']}")
            self.result.figures.append((f"{texts['name']}完成率", stated, "rate"))
        for part, (zh, en) in _PARTS.items():
            value = expected if part == "expected" else texts[part]
            if row.header and part == "actual" and "actual" not in row.columns.index:
                lost = note("column_not_known", table=table_of(str(row.place)))
                if ("targets.actual", lost) not in self.result.missing:
                    self.result.missing.append(("targets.actual", lost))
            elif part in self.illegible or (part in ("expected", "actual") and not value):
                why = "illegible" if part in self.illegible else "blank"
                said = note(f"value_{why}", name=texts["name"], which_zh=zh, which_en=en)
                self.result.missing.append((f"targets.{texts['name']}", said))

    def _scored(self, row: Row, texts: dict[str, str]) -> None:
        """A row under a first level that holds no targets (投入, 过程): points of a scoring table."""
        entry = {"name": texts["name"], "level1": self.levels.level1, "level2": self.levels.level2}
        for part, printed in (("max", texts["weight"]), ("score", texts["score"])):
            if (number := points(printed)) is not None:
                entry[part] = number
        values = {"expected": self._expected(texts), **{part: texts[part] for part in ("actual", *_NOTES)}}
        entry |= {part: value for part, value in values.items() if value}
        self.result.scored.append(entry | {"place": str(row.place_of(texts["name"]))})

    def _continue(self, row: Row, name: str, expected: str, actual: str) -> None:
        """Text that belongs to the target above: the rest of a row that the end of a page cut."""
        shown = " | ".join(filter(None, (name, expected, actual)))
        if not self.targets:
            self.result.notes.append(unread_row(shown))
            return
        last = self.targets[-1]
        before = dict(last)
        for part, text in (("name", name), ("expected", expected), ("actual", actual)):
            last[part] += text
        self.result.missing = [
            (path, text) for path, text in self.result.missing if path != f"targets.{before['name']}"
        ]
        self.result.notes.append(note("joined_to_target", shown=shown, name=last["name"]))

    def finish(self) -> Reading:
        """The entries that were found."""
        for block in self.mixed & self.result.maxima.keys():
            name, most, _ = self.result.maxima.pop(block)
            self.result.notes.append(note("block_of_two_labels", name=name, most=most))
        if self.targets:
            filled = {target["kind"] for target in self.targets}
            none_filed = [kind for kind in self.none_filed if kind not in filled]
            self.result.entries = {
                "section": self.lexicon.tables.targets.section,
                "rows": self.targets,
                "none_filed": none_filed,
            }
        return self.result
