"""Texts inside a form: the goals that it sets and reaches, and labels with sentences beside them."""

from __future__ import annotations

import re
from itertools import pairwise

from perfkit.intake.blocks import Cell, distinct, key, one_line
from perfkit.intake.label_pairs import Pair, ticked
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import UNIT_IN_HEADER, points
from perfkit.intake.table_rows import Found

_GOAL_NUMBER = re.compile(r"[一二三四五六七八九十\d]+(?=[:(]|$)")
_SECTION = re.compile(r"[一二三四五六七八九十]、[^，,。；;\d]{2,24}")
_SUBSECTION = re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]([^，,。；;]{2,24})")
_IS_NAME = re.compile(r"(?=.*[\u4e00-\u9fff])[^，,。；;]{3,40}")
_LABEL, _SENTENCES, _TEXT = 12, 40, 8


class FormTexts:
    """Takes rows of text; each method says whether a row is such a one.

    Parameters
    ----------
    lexicon : Lexicon
    labels : from `label_kinds`
    found : where texts go
    """

    def __init__(self, lexicon: Lexicon, labels: dict[str, str], found: Found):
        self.labels, self.found, self.note_line = labels, found, lexicon.pattern("note_line")
        self.expected = {key(word) for word in lexicon.tables.goal.expected}
        self.actual = {key(word) for word in lexicon.tables.goal.actual}
        self.remarks = {key(word) for word in lexicon.rows.remark}
        self.execution = {bare(key(word)) for word in lexicon.execution_rows}
        self.alone = {key(word) for word in lexicon.identity.alone}
        self.heads = {key(word) for word in (*lexicon.tables.header_words, *lexicon.tables.header_exact)}
        self.adjusted = {key(word) for word in lexicon.tables.goal.adjusted}
        self.rates = {key(word) for word in lexicon.tables.goal.rate}
        self.changed, self.between = lexicon.tables.goal.adjusted[0], 0.0
        self.behind: Cell | None = None
        self.grades = set(lexicon.rows.grades)
        columns = lexicon.tables.money.columns
        self.points = [columns[role].exact_keys for role in ("score", "weight")]
        self.columns: tuple[float, float] = (0.0, 0.0)

    def project(self, row: list[Cell]) -> bool:
        """A project under a label that heads columns elsewhere (项目 | 古籍修复), alone in its row or before a
        unit of money."""
        cells = distinct(row)
        if (
            len(cells) == 4
            and key(cells[2].text).endswith("单位")
            and UNIT_IN_HEADER.fullmatch(key(cells[3].text))
        ):
            cells = cells[:2]
        if len(cells) != 2 or bare(key(cells[0].text)) not in self.alone:
            return False
        name = one_line(cells[1].text)
        if not _IS_NAME.fullmatch(name) or self.labels.get(bare(key(name))) or key(name) in self.heads:
            return False
        self.found.pairs.append(Pair(one_line(cells[0].text), name, cells[1].place, "identity.project"))
        return True

    def goal_head(self, row: list[Cell]) -> bool:
        """预期目标 beside 实际完成情况."""
        cells = distinct(row)
        between = [cell for cell in cells[1:-1] if key(cell.text) in self.adjusted]
        behind = [cell for cell in cells[-1:] if key(cell.text) in self.rates]
        ends = [cell for cell in cells if cell not in between + behind]
        if len(ends) > 3:
            return False
        ends = ends[-2:]
        expected = next((cell for cell in ends if key(cell.text) in self.expected), None)
        actual = next(
            (cell for cell in reversed(cells) if key(cell.text) in self.actual and cell is not expected), None
        )
        if expected is None or actual is None:
            return False
        self.columns = (expected.left, actual.left)
        self.between = between[-1].left if between else actual.left
        self.behind = behind[-1] if behind else None
        return True

    def goal_line(self, row: list[Cell]) -> bool:
        """One of several goals with its text beside it (年度目标2：（40分） | …); the head of its targets follows."""
        cells = distinct(row)
        if len(cells) != 2:
            return False
        label = key(cells[0].text)
        if _GOAL_NUMBER.search(label) is None or bare(_GOAL_NUMBER.sub("", label)) not in self.expected:
            return False
        self.found.goal_expected.append(cells[1].text)
        return True

    def goal(self, row: list[Cell], aligned: bool) -> None:
        """A row under the goal's head: what stands left of the second head was expected, the rest reached."""
        for cell in distinct(row):
            label = key(cell.text)
            if label in self.expected | self.actual | self.adjusted | self.rates or (
                len(label) < 16 and "总体目标" in label
            ):
                continue
            side = self.found.goal_actual if cell.left + 0.5 >= self.columns[1] else self.found.goal_expected
            if cell.right <= self.columns[0] + 0.5 and aligned:
                continue  # the label of the block on the left
            if self.between - 0.5 <= cell.left < self.columns[1] - 0.5:
                self._keep(self.changed, one_line(cell.text), cell)
            elif self.behind is not None and cell.left + 0.5 >= self.behind.left:
                label = one_line(self.behind.text)
                self._keep(label, f"{label}{one_line(cell.text)}", cell)
            else:
                side.append(cell.text)

    def section(self, row: list[Cell]) -> bool:
        """The numbered title of the next part of a form, across all columns (四、年度绩效指标完成情况)."""
        cells = distinct(row)
        return len(cells) == 1 and row[0] is row[-1] and bool(_SECTION.fullmatch(cells[0].text.strip()))

    def signed(self, row: list[Cell]) -> bool:
        """A line below the form that says who filled it in and when (填报单位负责人：某某　填报日期：…)."""
        cells = distinct(row)
        pieces = [piece for cell in cells for piece in re.split(r"\s+(?=[^\s:：]{2,12}[:：])", cell.text)]
        return bool(pieces) and all(
            re.match(r"[^:：]{2,14}[:：]", piece)
            and self.labels.get(bare(key(re.split("[:：]", piece)[0]))) == "identity.other"
            for piece in pieces
        )

    def executed(self, row: list[Cell]) -> None:
        """The sentence beside the execution of the budget or the total (全年预算1,400.00万元，执行1,313.00万元)."""
        cells = distinct(row)
        label = bare(key(cells[0].text)) if cells else ""
        if label in self.execution or self.labels.get(label) in ("row.total", "row.grade"):
            for cell in cells[1:]:
                if len(cell.text) > _LABEL and re.search(r"\d", cell.text):
                    self._keep(one_line(cells[0].text), one_line(cell.text), cell)

    def scored(self, row: list[Cell]) -> bool:
        """The points for execution in a row of labels (预算执行 | 分值 | 10 | 得分 | 9.82)."""
        cells = distinct(row)
        if len(cells) < 3 or bare(key(cells[0].text)) not in self.execution:
            return False
        pairs = [(key(label.text), points(value.text)) for label, value in pairwise(cells[1:])]
        score, most = (next((n for label, n in pairs if n and label in words), "") for words in self.points)
        self.found.executed(score, most if score else "", cells[0].place)
        return bool(score)

    def beside(self, row: list[Cell]) -> bool:
        """A label with a sentence beside it that no list of remarks names, also behind the label of its part
        (一、部门基本情况 | （三）部门整体收支情况 | 全年预算…)."""
        cells = distinct(row)
        if len(cells) == 3 and _SECTION.fullmatch(cells[0].text.strip()) and "。" in cells[2].text:
            if head := _SUBSECTION.fullmatch(one_line(cells[1].text)):
                self._keep(head[1], one_line(cells[2].text), cells[2])
            return head is not None
        if len(cells) != 2 or len(key(cells[1].text)) < _TEXT:
            return False
        if len(key(cells[0].text)) > _LABEL and not _SECTION.fullmatch(cells[0].text.strip()):
            return False
        self._keep(bare(key(cells[0].text)), one_line(cells[1].text), cells[1])
        return True

    def goal_beside(self, row: list[Cell]) -> bool:
        """One side of the goal, or both, with its text beside it, also behind the label of both."""
        cells = distinct(row)
        labels, texts = cells[len(cells) % 2 :: 2], cells[len(cells) % 2 + 1 :: 2]
        named = [bare(key(cell.text)) for cell in labels]
        known = 0 < len(named) <= 2 and all(name in self.expected | self.actual for name in named)
        if not known or any(len(key(cell.text)) < _TEXT for cell in texts):
            return False
        if len(cells) % 2 and "目标" not in key(cells[0].text):
            return False
        for name, cell in zip(named, texts, strict=True):
            (self.found.goal_actual if name in self.actual else self.found.goal_expected).append(cell.text)
        return True

    def remark(self, row: list[Cell], in_goal: bool) -> bool:
        """A label with a text beside it, such as 说明 or 存在问题; a foot note."""
        cells = distinct(row)
        if not cells or len(cells) > 3:
            return False
        if len(cells) == 2 and not in_goal and self._explains(cells):
            self._keep(bare(key(cells[0].text)), one_line(cells[1].text), cells[1])
            return True
        if len(cells) == 1 and self.note_line.match(cells[0].text):
            self._keep("注", one_line(cells[0].text), cells[0])
            return True
        # A block label may stand before it (项目基本情况 | 2.项目实施内容 | …).
        for at in range(min(2, len(cells))):
            label = re.sub(r"^\d+[.、．]?", "", bare(key(cells[at].text)))
            graded = self.labels.get(label) == "row.grade" and at + 1 < len(cells)
            if graded and ticked(one_line(cells[at + 1].text)) in self.grades:
                return False
            if label in self.remarks:
                text = "\n".join(cell.text.strip() for cell in cells[at + 1 :])
                self._keep(label, text, cells[min(at + 1, len(cells) - 1)])
                return True
        return False

    def _explains(self, cells: list[Cell]) -> bool:
        """A short label beside sentences."""
        label, text = bare(key(cells[0].text)), one_line(cells[1].text)
        if len(label) > _LABEL or len(text) < _SENTENCES or not re.search("[。；]", text):
            return False
        known = self.labels.get(label) or label in self.expected | self.actual | self.execution
        return not known and not label[:1].isdigit()

    def _keep(self, label: str, text: str, cell: Cell) -> None:
        self.found.remarks.append(Pair(label, text, cell.place))
