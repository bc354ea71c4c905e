"""The official tables, found row by row wherever a document has them, cut them or joined them."""

from __future__ import annotations

import re
from dataclasses import replace

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, distinct, key, one_line
from perfkit.intake.both_points import points_apart
from perfkit.intake.captions import unit_above, unit_alone, unit_at_end, unit_beside, unit_of_row
from perfkit.intake.cards import Cards
from perfkit.intake.columns import Columns
from perfkit.intake.form_texts import FormTexts
from perfkit.intake.label_pairs import Pair, label_kinds, pairs_below, pairs_of
from perfkit.intake.label_rows import LabelRow, label_row
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number, points
from perfkit.intake.plain_tables import heads_figures, plain_table, turned_table
from perfkit.intake.small_tables import SmallTables
from perfkit.intake.table_heads import Heads
from perfkit.intake.table_rows import KINDS, Found, Row, row_below, words_for_amounts
from perfkit.intake.target_levels import named_points
from perfkit.intake.unit_tables import reaches_down, read_unit_table, unit_table
from perfkit.intake.value_lists import take_list, two_sides

_SENTENCE = 20
_LEADING = 3
_ONLY_YEAR = re.compile(r"\(?20\d\d年?度?\)?")


def official_tables(document: Document, lexicon: Lexicon) -> Found:
    """Walk through all tables of a document and sort their rows."""
    walk = _Walk(lexicon)
    for block in document.blocks:
        if isinstance(block, Table):
            walk.table(block)
        else:
            walk.paragraph(block)
    walk.card([])
    return walk.found


class _Walk:
    def __init__(self, lexicon: Lexicon):
        self.lexicon, self.found = lexicon, Found()
        self.heads = Heads(lexicon)
        self.labels = label_kinds(lexicon)
        self.cards = Cards(lexicon)
        self.card_lines: list[int] = []
        self.texts = FormTexts(lexicon, self.labels, self.found)
        self.small = SmallTables(lexicon, self.labels, self.found)
        self.grades = set(lexicon.rows.grades) | {""}
        self.state = ""
        self.columns = Columns()
        self.header: list[Cell] = []
        self.text_goal = False
        self.caption = self.table_caption = self.above = self.unit_above = ""
        self.straight = self.plain = False
        self.labelled: LabelRow | None = None

    def paragraph(self, paragraph: Paragraph) -> None:
        """Text between tables: in a plain text the goal runs on through it, elsewhere it ends a table."""
        if self.text_goal and self.state == "goal":
            self.found.goal_actual.append(paragraph.text)
            self.found.taken.add(id(paragraph))
            return
        if self.card(self.cards.said(paragraph.text, paragraph.place)):
            self.card_lines.append(id(paragraph))
            return
        self.caption = unit_above(paragraph.text) or unit_at_end(paragraph.text) or self.caption
        self.small.block_title(key(paragraph.text), paragraph.place)
        self.above, self.unit_above = paragraph.text, ""
        if len(paragraph.text) > 60:
            self.state = ""

    def table(self, table: Table) -> None:
        """Sort the rows of one table."""
        self.plain = not table.aligned
        table = points_apart(table, self.lexicon)
        table = self.heads.straight(table, self.columns if self.straight else None)
        used, fresh, at = False, True, 0
        self.table_caption, self.caption = self.caption, ""
        if table.aligned and heads_figures(table.rows, 0):
            self.state = ""
        while at < len(table.rows):
            row = table.rows[at]
            self.table_caption = unit_of_row(row) or self.table_caption
            closed = self.state in ("targets", "scores", "tasks") or self.cards.open
            unit = self.table_caption or self.unit_above
            listed = 0 if closed else take_list(table, at, self.labels, self.heads, self.found, unit)
            if self.card([] if listed else self.cards.pairs(row)):
                at += 1
                used, self.state = True, ""
                continue
            if not listed and (sides := two_sides(table, at, self.table_caption)):
                self.found.labelled.extend(sides.labelled)
                self.state, self.caption, caption = "", self.table_caption, self.table_caption
                self.table(sides.right)
                at, used, self.state, self.table_caption = at + sides.rows, True, "", caption
                continue
            below = [] if closed or listed else pairs_below(table.rows, at, self.labels)
            self.found.pairs.extend(below)
            if rows := listed or 2 * bool(below) or self._units(table, at) or self.small.take(table, at):
                at += rows
                used, fresh, self.state = True, True, ""
                continue
            if not self.cards.open and (header := self._header(table, at)):
                at += header
                used, fresh = True, True
                continue
            wanted = self.state in (KINDS if at == 0 else ("money",))
            if wanted and (
                self.heads.is_head(row, 0.6)
                or (self.state == "money" and words_for_amounts(row, self.columns))
            ):
                self.state = ""  # the header of some other table: its rows are not those of the table before
            if (not self.state or (at == 0 and self._is_over(row))) and (plain := self._plain(table, at)):
                at += plain
                used, fresh, self.state = True, True, ""
                continue
            kind = self._row(row, table, fresh)
            used, fresh = used or kind != "", fresh and kind != "row"
            at += 1
        self.card([])
        if not used:
            self.found.other_tables.append(table)

    def card(self, pairs: list[tuple[str, Cell]]) -> bool:
        """Take a row of a card, or end the one that is open; whether it is such a row."""
        begun = self.cards.open
        done = self.cards.take(pairs) if pairs else self.cards.finish()
        if begun is not self.cards.open:  # lines that made no target stay in the text
            self.found.taken.update(self.card_lines if done else ())
            self.card_lines = []
        if done is not None:
            self.found.rows["targets"].append(Row(done[0], done[1], True))
            self.found.heads.extend(done[1].index)
        return bool(pairs)

    def _units(self, table: Table, at: int) -> int:
        """How many rows from here are a table with a row for each unit."""
        row = distinct(table.rows[at])
        if len(row) == 2:
            self.unit_above = unit_beside(row[1].text) or self.unit_above  # 指标 | 金额（亿元）
        if len(row) == 1:
            self.above, self.unit_above = one_line(row[0].text), unit_beside(row[0].text) or self.unit_above
        below = table.rows[at + 1] if at + 1 < len(table.rows) else []
        if reaches_down(table.rows[at], below, self.lexicon.units.heads):
            # 年度支出情况（万元） at the left of all rows is the table's title.
            self.unit_above = unit_beside(table.rows[at][0].text) or self.unit_above
            table = Table([row[1:] for row in table.rows], table.aligned, table.page, table.sheet)
        heads, body = unit_table(table, at, self.lexicon)
        if not heads or self.heads.best(table, at):
            return 0
        rows = table.rows[at : at + heads + body]
        unit = self.table_caption or self.unit_above
        read_unit_table(rows, heads, self.above, unit, self.lexicon, self.found.units)
        return heads + body

    def _is_over(self, row: list[Cell]) -> bool:
        """Whether the table that is open is of another width than a row, or has had its total."""
        rows = self.found.rows.get(self.state, [])
        return len(row) != self.columns.width or bool(
            rows and self.labels.get(bare(key(rows[-1].label))) == "row.total"
        )

    def _plain(self, table: Table, at: int) -> int:
        """How many rows from here are a table of the report's own."""
        if self.cards.open:
            return 0
        unit = self.table_caption or self.unit_above
        rows, figures = plain_table(table, at, unit, self.lexicon)
        if not rows and at == 0:
            rows, figures = turned_table(table, unit, self.lexicon)
        self.found.plain.extend(figures)
        return rows

    def _row(self, row: list[Cell], table: Table, fresh: bool) -> str:
        """What one row is: "row" of the table that goes on, "other" for what else is understood."""
        if self.texts.goal_head(row):
            self.state, self.text_goal = "goal", self.plain
            return "other"
        if self.texts.goal_line(row) or self.texts.signed(row):
            return "other"
        if self.state in ("", "money", "tasks") and self.texts.goal_beside(row):
            self.state = ""
            return "other"
        if not self.state and (self.texts.project(row) or self._labels(row)):
            return "other"
        if self.texts.scored(row) or self._title(row):
            self.state = ""
            return "other"
        if self._pairs(row):
            self.state = "" if self.state in ("money", "goal", "scores", "tasks") else self.state
            return "other"
        if self.texts.remark(row, self.state == "goal"):
            self.state = "" if self.state == "goal" else self.state
            return "other"
        if self.state == "goal" and self.texts.section(row):
            self.state = ""
            return "other"
        if self.state == "goal":
            self.texts.goal(row, table.aligned)
            return "row"
        if self.state:
            if self.state == "targets":
                self.texts.executed(row)
            if distinct(row):
                new = row_below(row, self.columns, table.aligned, fresh, self.header)
                self.found.rows[self.state].append(new)
            return "row"
        loose = pairs_of(row, self.labels, every=True)
        self.found.pairs.extend(loose)
        return "other" if any(pair.kind for pair in loose) or self.texts.beside(row) else ""

    def _labels(self, row: list[Cell]) -> bool:
        """A row of labels with numbers, of which at least one is a label that nobody knows."""
        unit = self.table_caption or self.unit_above
        found = label_row(row, self.labelled, unit)
        self.labelled = found
        kinds = [self.labels.get(bare(key(one.label)), "") for one in found.pairs] if found else []
        if found is None or any(kind and not kind.startswith(("fact.", "row.total")) for kind in kinds):
            return False
        if not found.context and (all(kinds) or "row.total" in kinds):
            return False  # labels that are all known need no sentence; a sum of nothing said is the form's
        for one, kind in zip(found.pairs, kinds, strict=True):
            if kind.startswith("fact.") or not one.unit:
                self.found.pairs.append(Pair(one.label, one.value + one.unit, one.place, kind))
        self.found.labelled.append(found)
        if found.told is not None:
            label = found.pairs[-1].label
            self.found.remarks.append(Pair(label, one_line(found.told.text), found.told.place))
        return True

    def _title(self, row: list[Cell]) -> bool:
        """The title of a form inside its own table."""
        cells = distinct(row)
        label = key(cells[0].text) if len(cells) == 1 else ""
        if label:
            self.small.block_title(label, cells[0].place)
        title = re.sub(r"\(?(?:金额)?单位:.{1,12}$|\(.*?\)$", "", label)
        named = title.endswith(("表", "报告")) or _ONLY_YEAR.fullmatch(label)
        if not (label and len(row) > 1 and len(label) < 45 and named and self.state != "goal"):
            return False
        self.found.titles.append(one_line(cells[0].text))
        return True

    def _header(self, table: Table, at: int) -> int:
        """How many rows from here are the header of a known table; 0 for none."""
        best = self.heads.best(table, at)
        if best is None:
            return 0
        count, kind, columns = best
        rows = table.rows[at : at + count]
        cells = [cell for row in rows for cell in distinct(row)]
        taken = {id(row[at]) for row in rows for at in columns.index.values() if at < len(row)}
        beside = [cell for cell in cells if id(cell) not in taken]
        unit = next(filter(None, (unit_beside(cell.text) for cell in beside)), "")
        if kind == "money" and not unit:  # 资金情况 beside the heads, （万元） in a cell below it
            leading = (distinct(row)[:1] for row in table.rows[at + count : at + count + _LEADING])
            below = {unit for cells in leading for cell in cells if (unit := unit_alone(cell))}
            unit = below.pop() if len(below) == 1 else ""
        columns.caption = unit or self.table_caption or (self.columns.caption if kind == self.state else "")
        self.small.maxima_of(kind, columns, beside, cells)
        if kind != self.state or columns.index != self.columns.index:
            self.found.heads.extend(key(cell.text) for cell in cells)
            section = getattr(self.lexicon.tables, kind).section
            self.found.unknown.extend((section, *head) for head in columns.unknown)
        self.state, self.columns, self.text_goal = kind, columns, False
        self.header, self.straight = cells, table.aligned
        return count

    def _pairs(self, row: list[Cell]) -> bool:
        """A row of labels with their values, such as 单位名称 | X | 预算年度 | 2020."""
        cells = distinct(row)
        first = [self.labels.get(bare(key(cell.text)), "") for cell in cells[:2]]
        if self.state:
            # Inside a table only the head of another part counts, never a row such as 合计.
            amounts = sum(
                plain_number(self.columns.text(row, role)) is not None for role in self.columns.index
            )
            wanted = ("identity.", "fact.") if self.state == "money" and amounts < 2 else ("identity.",)
            if not any(kind.startswith(wanted) for kind in first):
                return False
        found = pairs_of(row, self.labels)
        if (
            any(pair.kind == "row.grade" and pair.value not in self.grades for pair in found[:1])
            and first[0] == "row.grade"
        ):
            return False  # a conclusion in words
        unit = self.table_caption or self.unit_above
        found = [replace(pair, unit=unit) for pair in found]
        self.found.pairs.extend(found)
        told = [pair for pair in found if pair.kind == "identity.other" and len(pair.value) > _SENTENCE]
        self.found.remarks.extend(told)  # 项目概况 | 年初预算1500.00万元，…
        for pair in found:
            if pair.kind == "row.execution" and (score := points(pair.value)) is not None:
                if "分" in pair.label + pair.value:  # 预算执行 | 98.2 may be a rate
                    self.found.executed(score, named_points(pair.label, self.lexicon)[1], pair.place)
        return bool(found)
