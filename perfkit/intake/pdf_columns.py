"""Tables without rules in a PDF: their columns from the empty strips between words, page after page.

Only what stands under a head that an official table has is taken; `unruled_rows` then tells the rows apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pdfplumber.utils import extract_words

from perfkit.intake.blocks import Cell, Table, key
from perfkit.intake.columns import header_words, is_header_row
from perfkit.intake.family import national_lexicon
from perfkit.intake.table_rows import KINDS
from perfkit.intake.unruled_rows import Line, Segment, by_column, rows_of

_LONGEST_HEAD = 14
_HEAD_SHARE = 0.7
_HEAD_GAP = 30
_SPACE = 5.0


def lines_of(words: list[dict], page: int = 0) -> list[Line]:
    """Words as lines; words nearer than a space belong together."""
    lines: list[list[dict]] = []
    for word in sorted(words, key=lambda word: (round(word["top"]), word["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) < 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(sorted(line, key=lambda word: word["x0"]), page) for line in lines]


def _line(words: list[dict], page: int) -> Line:
    segments: list[Segment] = []
    for word in words:
        if segments and word["x0"] - segments[-1].right < _SPACE:
            space = " " if word["x0"] - segments[-1].right > 1 else ""
            segments[-1].text += space + word["text"]
            segments[-1].right = max(segments[-1].right, word["x1"])
        else:
            segments.append(Segment(word["text"], word["x0"], word["x1"]))
    return Line(segments, min(word["top"] for word in words), max(word["bottom"] for word in words), page)


@dataclass
class Unruled:
    """A table that is being read, over as many pages as it has.

    Attributes
    ----------
    table : where its rows go; it stands among the blocks of its first page
    head : how many of its lines are its head
    strips : (left, right) of the empty strips between its columns
    whole : one row only, however many lines (the two goals beside each other)
    """

    table: Table
    head: int
    strips: list[list[float]]
    whole: bool
    lines: list[Line] = field(default_factory=list)


class UnruledTables:
    """Finds tables without rules page by page; one that goes on overleaf keeps its columns.

    Attributes
    ----------
    lost : lines of tables whose rows could not be told apart
    """

    def __init__(self) -> None:
        self.tables: list[Unruled] = []
        self.open: Unruled | None = None
        self.lost: list[Line] = []

    def page(
        self, chars: list[dict], number: int, skipped: list[tuple[float, float]]
    ) -> list[tuple[float, float, Table | None]]:
        """(top, bottom, table) of what tables take of a page; the table where it begins.

        Parameters
        ----------
        chars : of the page, without those of its ruled tables
        skipped : (top, bottom) of lines that are page numbers
        """
        words = [
            word
            for word in extract_words(chars, x_tolerance=2)
            if not any(top - 1 <= word["top"] <= bottom for top, bottom in skipped)
        ]
        lines, found, at = lines_of(words, number), list[tuple[float, float, Table | None]](), 0
        before, self.open = self.open, None
        while at < len(lines):
            head = _head(lines, at)
            read = before if at == 0 and (not head or _repeats(before, lines[:head])) else None
            fresh = read is None
            if read is None:
                if not head:
                    at += 1
                    continue
                strips = _strips(lines[at : at + head])
                read = Unruled(Table([], True, number), head, strips, _is_goal(lines[at]))
            end = self._end(read, lines, at + head)
            if end < len(lines) or not fresh:
                end = _without_caption(read, lines, at + head, end)
            if end == at or (fresh and end - at < 2 and end < len(lines)):
                at += 1
                continue
            if fresh:
                self.tables.append(read)
            read.lines.extend(lines[at if fresh else at + head : end])
            found.append((lines[at].top, lines[end - 1].bottom, read.table if fresh else None))
            self.open = read if end == len(lines) else None
            at = end
        return found

    def finish(self) -> None:
        """Tell the rows of every table apart, now that all of its pages are known."""
        for read in self.tables:
            rows = rows_of(read.lines, read.strips, read.head, read.whole, _words().sums)
            self.lost.extend(read.lines if rows is None else ())
            read.table.rows = rows or []

    @staticmethod
    def _end(read: Unruled, lines: list[Line], start: int) -> int:
        """The first line that is no longer in the columns: it crosses a strip, or another head begins."""
        for place in range(start, len(lines)):
            if _head(lines, place) or not _fits(read, lines[place]):
                return place
        return len(lines)


class _Words(NamedTuple):
    """Words in heads, whole heads, those of what was aimed at and of what was reached; how rows of sums
    begin."""

    heads: list[str]
    exact: frozenset[str]
    expected: frozenset[str]
    actual: frozenset[str]
    sums: frozenset[str]


@cache
def _words() -> _Words:
    lexicon = national_lexicon()
    goal, rows = lexicon.tables.goal, lexicon.rows
    tables = (getattr(lexicon.tables, kind) for kind in KINDS)
    exact = frozenset(
        word for table in tables for words in table.columns.values() for word in words.exact_keys
    )
    sets = (goal.expected, goal.actual, (*rows.total, *rows.grade, *rows.part))
    return _Words(header_words(lexicon), exact, *(frozenset(map(key, words)) for words in sets))


def _head(lines: list[Line], at: int) -> int:
    """How many lines from here are a head: 0, 1 or 2."""
    if _is_goal(lines[at]) or _is_head(lines[at]):
        return 1
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below and _is_short(lines[at]) and _is_head(below) and below.top - lines[at].bottom < _HEAD_GAP:
        return 2
    return 0


def _is_short(line: Line) -> bool:
    return len(line.segments) >= 3 and all(len(one.text) <= _LONGEST_HEAD for one in line.segments)


def _is_head(line: Line) -> bool:
    """Two heads of official tables at least, and hardly a word that no head has."""
    cells = [Cell(segment.text) for segment in line.segments]
    exact = sum(key(cell.text) in _words().exact for cell in cells)
    return _is_short(line) and exact >= 2 and is_header_row(cells, _words().heads, _HEAD_SHARE)


def _is_goal(line: Line) -> bool:
    """预期目标 beside 实际完成情况."""
    texts = [key(segment.text) for segment in line.segments]
    return len(texts) == 2 and texts[0] in _words().expected and texts[1] in _words().actual


def _repeats(read: Unruled | None, head: list[Line]) -> bool:
    """Whether lines are the head of the open table again."""
    return read is not None and [one.text for one in head] == [one.text for one in read.lines[: read.head]]


def _without_caption(read: Unruled, lines: list[Line], start: int, end: int) -> int:
    """The end without the caption of what comes next: lines in the first column only."""
    while end > start and not any(by_column(lines[end - 1], read.strips)[1:]):
        end -= 1
    return end


def _fits(read: Unruled, line: Line) -> bool:
    """Narrow the strips by one line; False where it runs across one."""
    narrowed = [list(strip) for strip in read.strips]
    for segment in line.segments:
        for strip in narrowed:
            low, high = strip
            if segment.left <= low and segment.right >= high:
                return False
            if segment.left < low < segment.right:
                strip[0] = segment.right
            elif segment.left < high < segment.right:
                strip[1] = segment.left
            elif low <= segment.left and segment.right <= high:
                # Wholly between two heads: text starts left in its column, so it is the right one's if it
                # starts near it.
                right = high - segment.left < segment.right - low
                strip[1 if right else 0] = segment.left if right else segment.right
            if strip[1] - strip[0] < 1:
                return False
    read.strips = narrowed
    return True


def _strips(head: list[Line]) -> list[list[float]]:
    """The empty strips between the heads; a head over several others is left to them."""
    segments = [segment for line in head for segment in line.segments]
    narrow = [
        s
        for s in segments
        if sum(other is not s and other.left < s.right and other.right > s.left for other in segments) < 2
    ]
    merged: list[Segment] = []
    for segment in sorted(narrow, key=lambda s: s.left):
        if merged and segment.left < merged[-1].right:
            merged[-1] = Segment("", merged[-1].left, max(merged[-1].right, segment.right))
        else:
            merged.append(segment)
    return [[left.right, right.left] for left, right in pairwise(merged)]
