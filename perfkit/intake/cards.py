"""Targets filed one a card: labels with their values beside them (三级指标 | 名称 | 年度指标值 | …), not under heads."""

from __future__ import annotations

import re

from perfkit.intake.blocks import Cell, Place, key
from perfkit.intake.columns import Columns
from perfkit.intake.lexicon import Lexicon, bare

_PIECES = re.compile(r"[；;，,。]|\s{2,}|\u3000+|\t")
_NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]\s*)+")
_LED = re.compile(r"([\u4e00-\u9fff]{2,8}指标)\s*(?:[—–―－-]+|[:：])\s*([^:：，,；;。]{2,40})[:：]")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z（）()“”]{2,20}")
_RESULT = re.compile(r"\d[\d.]*\s*[^\d\s]{1,3}$")  # 数量指标：完成泊位600个 is a result, no name
_NEEDED = ("name", "expected", "actual")


class Cards:
    """Collects the labels of a card until the next begins.

    Parameters
    ----------
    lexicon : its heads of target tables are the labels
    """

    def __init__(self, lexicon: Lexicon):
        columns = lexicon.tables.targets.columns
        self.roles = {word: role for role, words in columns.items() for word in words.exact_keys}
        self.other = {key(word) for word in lexicon.tables.known}
        self.open: dict[str, Cell] = {}
        self.kinds = [word for word, _ in lexicon.kinds]
        wanted = ("expected", "actual", "weight", "score")
        words = [(word, role) for role in wanted for word in columns[role].exact]
        self.openings = sorted(words, key=lambda pair: -len(pair[0]))

    def pairs(self, row: list[Cell]) -> list[tuple[str, Cell]]:
        """The roles of a row that alternates labels and values; empty for any other row.

        Examples
        --------
        >>> from perfkit.intake.family import national_lexicon
        >>> cards = Cards(national_lexicon())
        >>> [role for role, _ in cards.pairs([Cell("三级指标"), Cell("泊位"), Cell("年度指标值"), Cell("≥600个")])]
        ['name', 'expected']
        >>> cards.pairs([Cell("一级指标"), Cell("二级指标"), Cell("三级指标"), Cell("年度指标值")])
        []
        """
        cells: list[Cell] = []
        for cell in row:
            if not cells or cells[-1] is not cell:
                cells.append(cell)
        if len(cells) < 4 or len(cells) % 2:
            return []
        labels, values = cells[::2], cells[1::2]
        if not all(self._is_label(cell) for cell in labels) or any(self._is_label(cell) for cell in values):
            return []
        roles = [(self._role(label), value) for label, value in zip(labels, values, strict=True)]
        return [(role, value) for role, value in roles if role]

    def said(self, text: str, place: Place) -> list[tuple[str, Cell]]:
        """The roles of a line that lists them (数量指标：培训人数；目标值：≥100人；实际完成120人); empty for any other.

        Examples
        --------
        >>> from perfkit.intake.family import national_lexicon
        >>> cards = Cards(national_lexicon())
        >>> [(role, cell.text) for role, cell in cards.said("数量指标：培训人数，目标值≥100人，实际完成值120人", Place())]
        [('level2', '数量指标'), ('name', '培训人数'), ('expected', '≥100人'), ('actual', '120人')]
        >>> cards.said("全年完成培训120人，好于目标。", Place())
        []
        """
        pairs: list[tuple[str, str]] = []
        strange, line = 0, _NUMBERED.sub("", text)
        if (led := _LED.match(line)) and self._is_kind(led[1]):  # 数量指标——培训场次：目标值≥6场
            pairs, line = [("level2", led[1]), ("name", led[2].strip())], line[led.end() :]
        for piece in filter(None, (piece.strip() for piece in _PIECES.split(line))):
            label, colon, value = piece.replace(":", "：").partition("：")
            if colon and value.strip() and (role := self._role(Cell(label))):
                pairs.append((role, value.strip()))
            elif colon and value.strip() and self._is_kind(label) and not _RESULT.search(value):
                pairs += [("level2", label.strip()), ("name", value.strip())]
            elif (found := self._opening(piece, bool(led))) and not colon:
                pairs.append(found)
            elif not pairs and not colon and _NAME.fullmatch(piece):
                pairs.append(("name", piece))
            else:
                strange += 1
        roles = {role for role, _ in pairs}
        if strange and not {"name", "expected", "actual"} <= roles:
            return []
        labelled = "：" in text.replace(":", "：")
        begins = (labelled and roles <= {"level1", "level2", "name"}) or {"name", "expected"} <= roles
        if len(roles) != len(pairs) or not pairs or not (begins or self.open):
            return []
        return [(role, Cell(value, place=place)) for role, value in pairs]

    def _opening(self, piece: str, words: bool) -> tuple[str, str] | None:
        """A role's word with its value straight behind it (目标值≥100人), also in words (目标值建立) where told."""
        for word, role in self.openings:
            rest = piece[len(word) :].lstrip("为是 ")
            if piece.startswith(word) and re.match(r"[\w≥≤]" if words else r"[≥≤＞＜><=＝≧≦\d]", rest):
                return role, rest
        return None

    def _is_kind(self, label: str) -> bool:
        name = key(label)
        return name.endswith("指标") and any(word in name for word in self.kinds) and len(name) <= 10

    def take(self, pairs: list[tuple[str, Cell]]) -> tuple[list[Cell], Columns] | None:
        """Add a row of a card; the card before, as a row with its columns, where a new one begins."""
        done = self.finish() if any(role in self.open for role, _ in pairs) else None
        self.open.update(pairs)
        return done

    def finish(self) -> tuple[list[Cell], Columns] | None:
        """The card that is open, as a row with its columns; None where there is none."""
        card, self.open = self.open, {}
        if sum(role in card for role in _NEEDED) < 2:
            return None
        columns = Columns(width=len(card))
        cells = []
        for at, (role, cell) in enumerate(card.items()):
            columns.index[role], columns.place[role] = at, (float(at), at + 1.0)
            cells.append(Cell(cell.text, float(at), at + 1.0, cell.place, confidence=cell.confidence))
        return cells, columns

    def _role(self, cell: Cell) -> str:
        return self.roles.get(key(cell.text)) or self.roles.get(bare(key(cell.text)), "")

    def _is_label(self, cell: Cell) -> bool:
        label = bare(key(cell.text))
        return bool(self._role(cell)) or label in self.other or label in ("指标序号", "序号")
