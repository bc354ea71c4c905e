"""Tables without rules in a PDF: columns from the empty strips between words, rows from the gaps between
lines.

Only a table under a header that an official table has is read. Where the rows cannot be told apart for
certain the table is left out, and the document says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pdfplumber.utils import extract_words

from perfkit.intake.blocks import Cell, Table, key

_ANCHORS = {"一级指标", "二级指标", "三级指标", "指标名称", "任务名称", "主要任务", "完成情况"}
_LONGEST_HEADER = 14
_SPACE = 5.0
_CLEAR = 1.25


@dataclass
class Segment:
    """Words that stand together on a line."""

    text: str
    left: float
    right: float


@dataclass
class Line:
    """A printed line as segments from left to right."""

    segments: list[Segment]
    top: float
    bottom: float


@dataclass
class Found:
    """A table without rules: `table` is None where its rows could not be told apart."""

    table: Table | None
    top: float
    bottom: float


def lines_of(words: list[dict]) -> list[Line]:
    """Words as lines; words nearer than a space belong together."""
    lines: list[list[dict]] = []
    for word in sorted(words, key=lambda word: (round(word["top"]), word["x0"])):
        if lines and abs(word["top"] - lines[-1][0]["top"]) < 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [_line(sorted(line, key=lambda word: word["x0"])) for line in lines]


def _line(words: list[dict]) -> Line:
    segments: list[Segment] = []
    for word in words:
        if segments and word["x0"] - segments[-1].right < _SPACE:
            space = " " if word["x0"] - segments[-1].right > 1 else ""
            segments[-1].text += space + word["text"]
            segments[-1].right = max(segments[-1].right, word["x1"])
        else:
            segments.append(Segment(word["text"], word["x0"], word["x1"]))
    return Line(segments, min(word["top"] for word in words), max(word["bottom"] for word in words))


class UnruledTables:
    """Finds tables without rules page by page; one that goes on overleaf without a header keeps its columns.

    Attributes
    ----------
    lost : pages with a table that was left out
    """

    def __init__(self) -> None:
        self.strips: list[list[float]] = []
        self.open = False
        self.lost: list[int] = []

    def page(self, chars: list[dict], number: int, skipped: list[tuple[float, float]]) -> list[Found]:
        """The tables of a page.

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
        lines, found, at = lines_of(words), [], 0
        while at < len(lines):
            header = self._header(lines, at)
            if not header and not (at == 0 and self.open):
                at += 1
                continue
            if header:
                self.strips = _strips(lines[at : at + header])
            end = self._end(lines, at, header)
            self.open = end == len(lines)
            if end - at >= 2:
                found.append(self._table(lines[at:end], number, header))
                at = end
            else:
                at += 1
        return found

    @staticmethod
    def _header(lines: list[Line], at: int) -> int:
        """How many lines from here are a header: 0, 1 or 2."""

        def short(line: Line) -> bool:
            return len(line.segments) >= 3 and all(
                len(segment.text) <= _LONGEST_HEADER for segment in line.segments
            )

        def anchored(line: Line) -> bool:
            return short(line) and sum(key(segment.text) in _ANCHORS for segment in line.segments) >= 2

        if anchored(lines[at]):
            return 1
        if (
            at + 1 < len(lines)
            and short(lines[at])
            and anchored(lines[at + 1])
            and lines[at + 1].top - lines[at].bottom < 30
        ):
            return 2
        return 0

    def _end(self, lines: list[Line], at: int, header: int) -> int:
        """The first line that is no longer in the columns: it crosses a strip, or another header begins."""
        for place in range(at + header, len(lines)):
            if self._header(lines, place) or not self._fits(lines[place]):
                return place
        return len(lines)

    def _fits(self, line: Line) -> bool:
        """Narrow the strips by one line; False where it runs across one."""
        narrowed = [list(strip) for strip in self.strips]
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
                    # Wholly between two headings: text starts left in its column, so it is the right one's
                    # if it starts near it.
                    strip[1 if high - segment.left < segment.right - low else 0] = (
                        segment.left if high - segment.left < segment.right - low else segment.right
                    )
                if strip[1] - strip[0] < 1:
                    return False
        self.strips = narrowed
        return True

    def _table(self, lines: list[Line], number: int, header: int) -> Found:
        cuts = [(low + high) / 2 for low, high in self.strips]
        places = list(
            pairwise(
                [
                    min(s.left for line in lines for s in line.segments) - 2,
                    *cuts,
                    max(s.right for line in lines for s in line.segments) + 2,
                ]
            )
        )
        grid = [_cells(line, places) for line in lines]
        while len(lines) > header + 1 and not any(grid[-1][1:]):
            lines, grid = lines[:-1], grid[:-1]  # the caption of what comes next
        starts = _row_starts(lines, grid, header)
        if starts is None:
            return Found(None, lines[0].top, lines[-1].bottom)
        rows = []
        for start, end in pairwise([*starts, len(lines)]):
            texts = [
                "\n".join(filter(None, (grid[line][column] for line in range(start, end))))
                for column in range(len(places))
            ]
            rows.append([Cell(text, *place) for text, place in zip(texts, places, strict=True)])
        return Found(Table(rows, True, number), lines[0].top, lines[-1].bottom)


def _strips(header: list[Line]) -> list[list[float]]:
    """The empty strips between the headings; a heading over several others is left to them."""
    segments = [segment for line in header for segment in line.segments]
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


def _cells(line: Line, places: list[tuple[float, float]]) -> list[str]:
    texts = [""] * len(places)
    for segment in line.segments:
        middle = (segment.left + segment.right) / 2
        column = next(
            (n for n, (left, right) in enumerate(places) if left <= middle <= right), len(places) - 1
        )
        texts[column] = f"{texts[column]} {segment.text}".strip()
    return texts


def _row_starts(lines: list[Line], grid: list[list[str]], header: int) -> list[int] | None:
    """The lines at which rows begin, or None where neither the gaps nor the filled columns tell."""
    gaps = [after.top - before.top for before, after in pairwise(lines)]
    levels = sorted({round(gap, 1) for gap in gaps})
    jumps = [(after / before, (after + before) / 2) for before, after in pairwise(levels) if before > 0]
    widest, middle = max(jumps, default=(1.0, 0.0))
    full = [sum(map(bool, cells)) for cells in grid]
    if widest >= _CLEAR:
        starts = [0] + [n for n, gap in enumerate(gaps, start=1) if gap > middle]
        # A row has at least a name and a value; else the gaps mean something other than rows.
        if all(max(full[start:end]) >= 2 for start, end in pairwise([*starts, len(lines)])):
            return starts
    if all(count == 1 or all(cells[-2:]) for count, cells in zip(full[header:], grid[header:], strict=True)):
        return [n for n, count in enumerate(full) if count > 1 or n == 0]
    return None
