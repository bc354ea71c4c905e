"""The target table: levels, expected and actual values, points and reasons, however the rows were cut."""

from __future__ import annotations

import re

from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.columns import Columns
from perfkit.intake.form_rows import Reading, read_end
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number, points
from perfkit.intake.table_rows import Row
from perfkit.intake.target_levels import Levels, points_in

_BLOCKS = {
    "satisfaction": "satisfaction",
    "quantity": "output",
    "quality": "output",
    "timeliness": "output",
    "cost": "output",
}
_TITLE = re.compile(r"指标\s*\d+\s*[:：]\s*")
# What a template leaves in a cell that nobody filled (指标3：, ……, /), and what a sheet shows for an error.
_LEFT = re.compile(r"(?:指标\s*\d*\s*[:：]?)?[\s…⋯.。·/／\\|*＊—–－_-]*|#(?:[A-Z]+[/0]*[!?A]|#+)")
_LEFT_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*(?:…+|⋯+|\.{3,}|。{3,})$")
_COMPARISON = re.compile(r"[≥≤＞＜><=＝≧≦⩾⩽]{1,2}")
_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?(?:[-—~～]\d+(?:\.\d+)?)?")
_TEXTS = ("name", "expected", "adjusted", "actual", "operator", "unit", "weight", "score", "reason")


def read_targets(rows: list[Row], lexicon: Lexicon) -> Reading:
    """The target table: `rows` and `none_filed` as the submission writes them; total and grade under
    `end`."""
    reader = _Reader(lexicon)
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


def _unread(row: str) -> Text:
    return Text(f"指标表中这一行没有读：{row}", f"a row of the table of indicators was not read: {row}")


class _Reader:
    def __init__(self, lexicon: Lexicon):
        self.lexicon, self.result = lexicon, Reading()
        self.none = {key(word) for word in lexicon.none}
        self.levels = Levels(lexicon, self.result.maxima)
        columns = lexicon.tables.targets.columns.values()
        self.heads = {word for words in columns for word in words.exact_keys}
        self.execution = {bare(key(word)) for word in (*lexicon.execution, *lexicon.execution_rows)}
        self.part = {key(word) for word in lexicon.rows.part}
        self.columns: Columns | None = None
        self.targets: list[dict] = []
        self.none_filed: list[str] = []

    def row(self, row: Row, after: list[Row]) -> None:
        """Take one row."""
        labels = [bare(key(cell.text)) for cell in distinct(row.cells)] or [""]
        if read_end(row, self.lexicon, self.result) or self.part & set(labels[:3]):
            return
        if self._leads_execution(row, labels[0]) or self._across(row):
            return
        cells = self._by_column(row)
        if cells is None:
            cells = self._by_order(row, after)
        if cells is None:
            return
        texts = {part: one_line(cells.get(part, "")) for part in _TEXTS}
        texts["name"] = _LEFT_BEHIND.sub("", _TITLE.sub("", texts["name"]))
        kind = self.levels.kind()
        if (
            key(texts["name"]) in self.none
            and kind
            and all(key(texts[part]) in self.none | {""} for part in ("expected", "actual"))
        ):
            if kind not in self.none_filed:
                self.none_filed.append(kind)
            return
        if sum(key(texts[part]) in self.heads for part in ("name", "expected", "actual")) >= 2:
            return  # heads or labels that the table repeats
        for part in ("name", "expected", "adjusted", "actual", "weight", "score"):
            if _LEFT.fullmatch(texts[part]):
                texts[part] = ""
        name, actual, expected = texts["name"], texts["actual"], self._expected(texts)
        if not name and not expected and not actual:
            return
        if not name or (row.first and self.targets and not expected and not actual and not texts["weight"]):
            self._continue(row, name, expected, actual)
        elif not kind and self.levels.level1 and not self.levels.block():
            self._scored(row, texts)
        else:
            self._target(row, kind, texts, expected)

    def _leads_execution(self, row: Row, label: str) -> bool:
        """A row whose first level is the execution of the budget, or whose label reaches over the levels and
        the name."""
        columns = row.columns
        level, name = (columns.cell(row.cells, part) for part in ("level1", "name"))
        printed = bare(key(level.text)) if level is not None else ""
        merged = name is not None and name is (level or columns.cell(row.cells, "level2"))
        return self._execution(row, printed) or (merged and self._execution(row, label))

    def _across(self, row: Row) -> bool:
        """A row whose name reaches over its values is no target: points for execution, or a line of text."""
        columns = row.columns
        name = columns.cell(row.cells, "name")
        others = [columns.cell(row.cells, part) for part in ("expected", "actual")]
        if name is None or not name.text.strip() or not any(other is name for other in others):
            return False
        if not self._execution(row, bare(key(name.text))):
            shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))
            self.result.notes.append(_unread(shown))
        return True

    def _execution(self, row: Row, label: str) -> bool:
        """A row about the execution of the budget: its points are no target's; its text is read as a
        sentence."""
        score = points(row.columns.text(row.cells, "score"))
        if label not in self.execution or score is None:
            return False
        self.result.end.setdefault("execution", score)
        most = points(row.columns.text(row.cells, "weight")) or points_in(row.cells[0].text)
        self.result.end.setdefault("execution_max", most)
        return True

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
            self.result.notes.append(
                Text(
                    f"指标“{texts['name']}”没有印二级指标，类别按名称记为“{kind}”，请核对",
                    f"no second level is printed for indicator {texts['name']}; {kind} was taken from "
                    "its name; check it",
                )
            )
        target = {
            "block": self.levels.block()
            if kind != "satisfaction" and self.levels.block()
            else _BLOCKS.get(kind, "benefit"),
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
        if texts["reason"] and key(texts["reason"]) not in self.none:
            target["reason"] = texts["reason"]
        self.targets.append(target | {"place": str(row.place), "unconfirmed": True})
        for value, which in (
            (expected, Text("预期值", "expected value")),
            (texts["actual"], Text("实际完成值", "actual value")),
        ):
            if not value:
                self.result.missing.append(
                    (
                        f"targets.{texts['name']}",
                        Text(
                            f"指标“{texts['name']}”的{which.zh}（印的是空白或错误值）",
                            f"the {which.en} of indicator {texts['name']} (printed blank or as an error)",
                        ),
                    )
                )

    def _scored(self, row: Row, texts: dict[str, str]) -> None:
        """A row under a first level that holds no targets (投入, 过程): points of a scoring table."""
        entry = {"name": texts["name"], "level1": self.levels.level1, "level2": self.levels.level2}
        for part, printed in (("max", texts["weight"]), ("score", texts["score"])):
            if (number := points(printed)) is not None:
                entry[part] = number
        values = {"expected": self._expected(texts), "actual": texts["actual"], "reason": texts["reason"]}
        entry |= {part: value for part, value in values.items() if value}
        self.result.scored.append(entry | {"place": str(row.place)})

    def _continue(self, row: Row, name: str, expected: str, actual: str) -> None:
        """Text that belongs to the target above: the rest of a row that the end of a page cut."""
        shown = " | ".join(filter(None, (name, expected, actual)))
        if not self.targets:
            self.result.notes.append(_unread(shown))
            return
        last = self.targets[-1]
        before = dict(last)
        for part, text in (("name", name), ("expected", expected), ("actual", actual)):
            last[part] += text
        self.result.missing = [
            (path, text) for path, text in self.result.missing if path != f"targets.{before['name']}"
        ]
        self.result.notes.append(
            Text(
                f"“{shown}”并入指标“{last['name']}”，请核对",
                f"“{shown}” was joined to indicator {last['name']}; check it",
            )
        )

    def _by_column(self, row: Row) -> dict[str, str] | None:
        """The row by its columns; None where its cells do not stand in them."""
        columns = row.columns
        if columns is not self.columns:
            self.columns = columns
            if "level2" not in columns.index:
                self.levels.level2 = ""  # another table, or a card, without a kind of its own
        known = {name: columns.cell(row.cells, name) for name in columns.index}
        texts = {name: cell.text.strip() if cell is not None else "" for name, cell in known.items()}
        if not row.aligned:
            stray = [
                cell for cell in distinct(row.cells) if not any(cell is other for other in known.values())
            ]
            if any(self._first_column_label(cell, row) is False for cell in stray):
                return None
            if (
                self.levels.is_level(texts.get("name", ""))
                or not texts.get("name")
                or (not texts.get("expected") and not texts.get("actual"))
            ):
                return None
            if texts.get("level2") and not self.levels.is_level(texts["level2"]):
                return None
            if texts.get("level1") and not self.levels.is_level(texts["level1"]):
                return None
        alone = distinct(row.cells)
        if len(alone) == 1 and self.levels.is_level(
            re.sub(r"^[（(]?[一二三四五六七八九十\d]+[)）、.]?", "", alone[0].text.strip())
        ):
            self.levels.set_level(alone[0].text.strip())
            return {}
        # One cell merged over the three levels, or over two of them, counts for the deepest only.
        name_cell = known.get("name")
        for level in ("level1", "level2"):
            if known.get(level) is not None and known[level] is name_cell:
                texts[level] = ""
        level2 = texts.get("level2", "")
        if level2 and "level1" not in columns.index and not self.levels.names_kind(level2):
            if any(word in key(level2) for word, _ in self.lexicon.blocks):
                texts["level1"], texts["level2"] = level2, ""  # 类别 heads a column of blocks
        if texts.get("level1") and key(texts["level1"]) != key(self.levels.level1):
            (self.levels.first_level if row.aligned else self.levels.set_level)(texts["level1"])
        if texts.get("level2") and (
            self.levels.names_kind(texts["level2"]) or not self.levels.is_level(texts["level2"])
        ):
            self.levels.level2 = texts["level2"]
        return texts

    def _first_column_label(self, cell: Cell, row: Row) -> bool | None:
        """Whether a cell outside all columns is the form's label on the left; False for anything else."""
        return bool(cell is row.cells[0] and ("指标" in cell.text or "完成情况" in cell.text))

    def _by_order(self, row: Row, after: list[Row]) -> dict[str, str] | None:
        """The row by the order of its cells: levels first, then name and values."""
        cells = distinct(row.cells)
        wanted = row.columns.order(
            "name", "operator", "expected", "unit", "actual", "weight", "score", "reason"
        )
        texts = [cell.text.strip() for cell in cells]
        while texts and (
            self.levels.is_level(texts[0]) and (key(texts[0]).endswith("指标") or len(texts) > len(wanted))
        ):
            self.levels.set_level(texts.pop(0))
        if not texts:
            return None
        if len(texts) == 1:
            return self._lone(texts[0], cells[-1], row, after)
        if len(texts) > len(wanted):
            shown = " | ".join(texts)
            self.result.notes.append(_unread(shown))
            return None
        return dict(zip(wanted, texts, strict=False))  # a shorter row leaves out its last columns: not filed

    def _lone(self, text: str, cell: Cell, row: Row, after: list[Row]) -> dict[str, str] | None:
        """A single cell: the rest of the cell above it that a narrow column cut."""
        if not self.targets:
            return None
        part = "name"
        place = int(cell.left)
        for other in after:
            filled = distinct(other.cells)
            if len(filled) >= 3 and not self.levels.is_level(filled[0].text):
                starts = [int(one.left) for one in filled]
                part = (
                    {1: "expected", 2: "actual"}.get(starts.index(place), "name")
                    if place in starts
                    else "name"
                )
                break
        self._continue(row, **{"name": "", "expected": "", "actual": "", part: one_line(text)})
        return None

    def finish(self) -> Reading:
        """The entries that were found."""
        if self.targets:
            filled = {target["kind"] for target in self.targets}
            none_filed = [kind for kind in self.none_filed if kind not in filled]
            self.result.entries = {
                "section": self.lexicon.tables.targets.section,
                "rows": self.targets,
                "none_filed": none_filed,
            }
        return self.result
