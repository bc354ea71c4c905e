"""Targets that running text states in two clauses: 城镇新增就业目标3,200人，实际3,456人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfkit.intake.blocks import Cell, Paragraph
from perfkit.intake.columns import Columns
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.table_rows import Row

_ROLES = ("level1", "level2", "name", "expected", "actual", "weight")
_LONGEST_LEVEL, _SHORT = 16, 4  # 师生满意度：95% names a target, 满意度：… a level


def targets_in_text(paragraphs: Iterable[Paragraph], lexicon: Lexicon) -> list[Row]:
    """A row for each target whose expected and actual value stand in clauses beside each other, in one unit.

    One alone that no level leads is a figure of the text.

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> def read(*lines):
    ...     return targets_in_text(map(Paragraph, lines), national_lexicon())
    >>> [row] = read("（一）数量：新增就业目标3,200人，实际3,456人，完成108%。")
    >>> [cell.text for cell in row.cells]
    ['数量指标', '新增就业', '3,200人', '3,456人']
    >>> read("新增就业目标3,200人，比上年多200人。", "政府采购：目标9,800万元，实际9,310万元。")
    []
    """
    reader = _Reader(lexicon)
    rows = [row for paragraph in paragraphs for row in reader.rows(paragraph)]
    return (
        rows if len(rows) > 1 or any({"level1", "level2"} & row.columns.index.keys() for row in rows) else []
    )


class _Reader:
    """Reads paragraphs one by one and keeps the level that is open."""

    def __init__(self, lexicon: Lexicon):
        self.kinds, self.blocks = (tuple(w for w, _ in some) for some in (lexicon.kinds, lexicon.blocks))
        self.words, self.pattern = lexicon.told_targets, lexicon.pattern
        self.level: dict[str, str] = {}
        self.heading: dict[str, str] = {}

    def rows(self, paragraph: Paragraph) -> Iterator[Row]:
        """The targets of a paragraph; a level in it is open to its end, one above it until the next."""
        self.level = self.heading
        told: list[tuple[dict[str, str], str]] = []
        title: dict[str, str] = {}
        pieces = re.split(r"[。；;]", paragraph.text)
        for at, piece in enumerate(pieces):
            text = self.words.lead.compiled.sub("", piece.strip())
            if at == 0 and (named := self.words.title.compiled.search(text)):
                title = named.groupdict()
                continue
            alone = self.pattern("target_points_told").sub("", text)
            whole = self.pattern("level_alone").match(alone) if len(alone) <= _LONGEST_LEVEL else None
            if whole and self._open(whole[1]):
                self.heading = self.level if len(paragraph.text) <= len(piece) + 1 else self.heading
                continue
            led = self.pattern("level_led").match(text)
            if led and (len(led[1]) <= _SHORT or led[0][:-1] != led[1]) and self._open(led[1]):
                text = text[led.end() :]
            match = next((m for one in self.words.compiled if (m := one.match(text))), None)
            texts = title | (match.groupdict() if match else {})
            name = texts.get("name", "")
            if match is None or not name or (self.words.money.compiled.search(name) and not texts["own"]):
                continue
            if self._unit(texts["expected"]) == self._unit(texts["actual"]):
                told.append((self.level | texts, text[match.end() :]))
        for texts, rest in told if len(told) < 2 or not title else ():
            yield self._row(texts, paragraph.text if title else rest, paragraph)

    def _open(self, word: str) -> bool:
        """Whether a word is a level, which is open then."""
        for role, words in (("level2", self.kinds), ("level1", self.blocks)):
            if any(known in word for known in words):
                self.level = {role: f"{word.removesuffix('指标')}指标"}
                return True
        return False

    def _row(self, told: dict[str, str], rest: str, paragraph: Paragraph) -> Row:
        """A row of what is told, with the points that stand behind it once."""
        texts = {role: told[role] for role in _ROLES if role in told}
        for role, words in (("weight", self.words.weight), ("score", self.words.score)):
            found = words.compiled.findall(rest)
            if len(found) == 1 and role not in texts:
                texts[role] = found[0]
        texts["name"] = self.pattern("planned_before_a_name").sub("", texts["name"])
        columns = Columns(width=len(texts))
        for at, role in enumerate(texts):
            columns.index[role], columns.place[role] = at, (float(at), at + 1.0)
        cells = [Cell(text, float(at), at + 1.0, paragraph.place) for at, text in enumerate(texts.values())]
        return Row(cells, columns, True)

    def _unit(self, value: str) -> str:
        found = self.pattern("unit_behind_a_value").search(value)
        return "月" if re.search(self.words.parts["date"], value) else found[2] if found else value
