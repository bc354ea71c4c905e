"""Tables without rules in a PDF: columns from the words of the header row, rows from the gaps between lines.

Only a table whose header is one of the known ones is read this way; anything else stays text.
"""

from __future__ import annotations

from typing import Any

from perfkit.intake.blocks import Cell, Table, key

_HEADERS = (
    ("一级指标", "二级指标", "三级指标"),
    ("任务名称", "预算数"),
)


def unruled_table(page: Any, number: int) -> tuple[Table, float, float] | None:
    """The table without rules on a page, with its top and bottom; None where there is none.

    Parameters
    ----------
    page : pdfplumber page from which the ruled tables are cut out
    """
    words = page.extract_words(x_tolerance=2, keep_blank_chars=False, use_text_flow=False)
    return None if not _header(words) else _grid(words, number)


def _header(words: list[dict]) -> list[dict] | None:
    for word in words:
        if key(word["text"]) != "一级指标":
            continue
        line = [other for other in words if abs(other["top"] - word["top"]) < 3]
        texts = {key(other["text"]) for other in line}
        if {"二级指标", "三级指标"} <= texts and len(line) >= 5:
            return sorted(line, key=lambda other: other["x0"])
    return None


def _grid(words: list[dict], number: int) -> tuple[Table, float, float] | None:
    header = _header(words)
    top = min(word["top"] for word in header)
    below = sorted((word for word in words if word["top"] > top + 3), key=lambda word: (word["top"], word["x0"]))
    starts = [word["x0"] for word in header]
    rows: list[list[Cell]] = [[Cell(word["text"], *_span(starts, index)) for index, word in enumerate(header)]]
    bottom = max(word["bottom"] for word in header)
    for line in _lines(below):
        cells = [[] for _ in starts]
        for word in line:
            cells[_column(starts, word)].append(word["text"])
        rows.append([Cell(" ".join(parts), *_span(starts, index)) for index, parts in enumerate(cells)])
        bottom = max(word["bottom"] for word in line)
    return Table(rows, True, number), top, bottom


def _lines(words: list[dict]) -> list[list[dict]]:
    """Words grouped by rows: lines nearer to each other than the usual gap are one row."""
    lines: list[list[dict]] = []
    for word in words:
        if lines and abs(word["top"] - lines[-1][0]["top"]) < 3:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word["x0"]) for line in lines]


def _column(starts: list[float], word: dict) -> int:
    middle = word["x0"] + 1
    return max((index for index, start in enumerate(starts) if start <= middle + 4), default=0)


def _span(starts: list[float], index: int) -> tuple[float, float]:
    return starts[index], starts[index + 1] - 1 if index + 1 < len(starts) else starts[index] + 100
