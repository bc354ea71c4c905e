"""The target table: three levels, expected and actual values, however the rows were cut."""

from __future__ import annotations

import re

from perfkit.base.text import Text
from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.family import Family, TargetTable
from perfkit.intake.form_rows import Reading
from perfkit.intake.numbers import plain_number
from perfkit.intake.official_tables import Row

_BLOCKS = {
    "satisfaction": "satisfaction",
    "quantity": "output",
    "quality": "output",
    "timeliness": "output",
    "cost": "output",
}
_KIND_NAMES = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意")
_TITLE = re.compile(r"指标\s*\d+\s*[:：]\s*")


def read_targets(rows: list[Row], family: Family) -> Reading:
    """The target table: `rows` and `none_filed` as the submission writes them."""
    reader = _Reader(family.tables.targets)
    for number, row in enumerate(rows):
        reader.row(row, rows[number + 1 :])
    return reader.finish()


class _Reader:
    def __init__(self, words: TargetTable):
        self.words, self.result = words, Reading()
        self.none = {key(word) for word in words.none}
        self.levels = {key(word) for word in words.levels}
        self.level1 = self.level2 = ""
        self.targets: list[dict] = []
        self.none_filed: list[str] = []
        self.last_cells: tuple[Cell | None, ...] = ()

    def row(self, row: Row, after: list[Row]) -> None:
        """Take one row."""
        cells = self._by_column(row)
        if cells is None:
            cells = self._by_order(row, after)
        if cells is None:
            return
        name, expected, actual = (one_line(cells.get(part, "")) for part in ("name", "expected", "actual"))
        name = _TITLE.sub("", name)
        kind = self._kind()
        if not name and not expected and not actual:
            return
        if not name or (row.first and self.targets and not expected and not actual):
            self._continue(row, name, expected, actual)
        elif key(name) in self.none and all(key(value) in self.none | {""} for value in (expected, actual)):
            if kind and kind not in self.none_filed:
                self.none_filed.append(kind)
        elif not kind:
            self.result.missing.append(
                (f"targets.{name}", Text(f"指标“{name}”属于哪一类", f"the kind of target {name}"))
            )
        else:
            self._target(kind, name, expected, actual, cells.get("weight", ""))

    def _target(self, kind: str, name: str, expected: str, actual: str, weight: str) -> None:
        target = {
            "block": _BLOCKS.get(kind, "benefit"),
            "kind": kind,
            "name": name,
            "expected": expected,
            "actual": actual,
        }
        number = plain_number(weight.rstrip("分%％ "))
        if number is not None:
            target["weight"] = number
        self.targets.append(target | {"unconfirmed": True})
        for value, part in (
            (expected, Text("预期值", "expected value")),
            (actual, Text("实际完成值", "actual value")),
        ):
            if not value:
                self.result.missing.append(
                    (
                        f"targets.{name}",
                        Text(
                            f"指标“{name}”的{part.zh}（印的是空白）",
                            f"the {part.en} of target {name} (printed blank)",
                        ),
                    )
                )

    def _continue(self, row: Row, name: str, expected: str, actual: str) -> None:
        """Text that belongs to the target above: the rest of a row that the end of a page cut."""
        if not self.targets:
            shown = " | ".join(filter(None, (name, expected, actual)))
            self.result.notes.append(
                Text(f"指标表中这一行没有读：{shown}", f"a row of the target table was not read: {shown}")
            )
            return
        last = self.targets[-1]
        before = dict(last)
        for part, text in (("name", name), ("expected", expected), ("actual", actual)):
            last[part] += text
        self.result.missing = [
            (path, text) for path, text in self.result.missing if path != f"targets.{before['name']}"
        ]
        shown = " | ".join(filter(None, (name, expected, actual)))
        self.result.notes.append(
            Text(
                f"“{shown}”并入指标“{last['name']}”，请核对",
                f"“{shown}” was joined to target {last['name']}; check it",
            )
        )

    def _by_column(self, row: Row) -> dict[str, str] | None:
        """The row by its columns; None where its cells do not stand in them."""
        columns = row.columns
        known = {name: columns.cell(row.cells, name) for name in columns.index}
        texts = {name: cell.text.strip() if cell is not None else "" for name, cell in known.items()}
        if not row.aligned:
            stray = [
                cell for cell in distinct(row.cells) if not any(cell is other for other in known.values())
            ]
            if any(self._first_column_label(cell, row) is False for cell in stray):
                return None
            if (
                self._is_level(texts.get("name", ""))
                or not texts.get("name")
                or (not texts.get("expected") and not texts.get("actual"))
            ):
                return None
            if texts.get("level2") and not self._is_level(texts["level2"]):
                return None
            if texts.get("level1") and not self._is_level(texts["level1"]):
                return None
        # One cell merged over the three levels, or over two of them, counts for the deepest only.
        name_cell = known.get("name")
        for level in ("level1", "level2"):
            if known.get(level) is not None and known[level] is name_cell:
                texts[level] = ""
        if texts.get("level1") and key(texts["level1"]) != key(self.level1):
            self.level1, self.level2 = texts["level1"], ""
        if texts.get("level2") and self._names_kind(texts["level2"]):
            self.level2 = texts["level2"]
        return texts

    def _first_column_label(self, cell: Cell, row: Row) -> bool | None:
        """Whether a cell outside all columns is the form's label on the left; False for anything else."""
        return True if cell is row.cells[0] and ("指标" in cell.text or "完成情况" in cell.text) else False

    def _by_order(self, row: Row, after: list[Row]) -> dict[str, str] | None:
        """The row by the order of its cells: levels first, then name and values."""
        cells = distinct(row.cells)
        wanted = row.columns.order("name", "expected", "actual", "weight", "score")
        texts = [cell.text.strip() for cell in cells]
        while texts and (
            self._is_level(texts[0]) and (key(texts[0]).endswith("指标") or len(texts) > len(wanted))
        ):
            self._set_level(texts.pop(0))
        if not texts:
            return None
        if len(texts) == 1:
            return self._lone(texts[0], cells[-1], row, after)
        if len(texts) > len(wanted):
            shown = " | ".join(texts)
            self.result.notes.append(
                Text(f"指标表中这一行没有读：{shown}", f"a row of the target table was not read: {shown}")
            )
            return None
        return dict(zip(wanted, texts, strict=False))

    def _lone(self, text: str, cell: Cell, row: Row, after: list[Row]) -> dict[str, str] | None:
        """A single cell: the rest of the cell above it that a narrow column cut."""
        if not self.targets:
            return None
        part = "name"
        place = int(cell.left)
        for other in after:
            filled = distinct(other.cells)
            if len(filled) >= 3 and not self._is_level(filled[0].text):
                starts = [int(one.left) for one in filled]
                part = (
                    {1: "expected", 2: "actual"}.get(starts.index(place), "name")
                    if place in starts
                    else "name"
                )
                break
        self._continue(row, **{"name": "", "expected": "", "actual": "", part: one_line(text)})
        return None

    def _is_level(self, text: str) -> bool:
        label = re.sub(r"\(.*?\)", "", key(text))
        if label in self.levels:
            return True
        return (
            self._names_kind(label)
            and label.endswith("指标")
            and len(label) <= 10
            or label in {word + "指标" for word in _KIND_NAMES}
        )

    def _set_level(self, text: str) -> None:
        label = re.sub(r"\(.*?\)", "", key(text))
        if label in self.levels and not (label.startswith(("满意", "成本")) and self.level1):
            self.level1, self.level2 = text, ""
        else:
            self.level2 = text

    def _names_kind(self, text: str) -> bool:
        return any(word in key(text) for word, _ in self.words.kinds)

    def _kind(self) -> str:
        # Newer forms have cost as a first level, with 经济成本 or 生态环境成本 below it.
        for level in (self.level2, self.level1):
            label = key(level)
            for word, kind in self.words.kinds:
                if word in label and label:
                    return kind
        return ""

    def finish(self) -> Reading:
        """The entries that were found."""
        if self.targets:
            filled = {target["kind"] for target in self.targets}
            none_filed = [kind for kind in self.none_filed if kind not in filled]
            self.result.entries = {
                "section": self.words.section,
                "rows": self.targets,
                "none_filed": none_filed,
            }
        return self.result
