"""A document as neutral blocks, whatever format it came in: paragraphs and tables of cells, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.text import Text


@dataclass(eq=False, slots=True)
class Cell:
    """One cell; the same object stands in every grid place that it is merged over.

    Parameters
    ----------
    text : str       as printed, "\\n" where the cell has several lines
    left, right : float   where it stands from left to right, in one measure for the whole document
    """

    text: str
    left: float = 0.0
    right: float = 0.0


@dataclass(eq=False)
class Table:
    """A table as rows of cells.

    Parameters
    ----------
    rows : list    each a list of cells from left to right
    aligned : bool False where the columns of a row cannot be trusted (tab-separated text)
    page : int     1 for the first page, 0 where pages are unknown
    """

    rows: list[list[Cell]]
    aligned: bool = True
    page: int = 0


@dataclass(eq=False)
class Paragraph:
    """A paragraph of running text; `heading` where the document styles it as one."""

    text: str
    heading: bool = False
    page: int = 0


@dataclass
class Document:
    """What a source file holds; `notes` say what could not be read."""

    name: str
    kind: str
    blocks: list[Paragraph | Table] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)


def grid(rows: list[list[str]], *, aligned: bool = True, page: int = 0) -> Table:
    """A table of plain texts, one cell a column.

    Examples
    --------
    >>> [cell.text for cell in grid([["任务名称", "完成情况"]]).rows[0]]
    ['任务名称', '完成情况']
    """
    return Table(
        [[Cell(text, float(n), n + 1.0) for n, text in enumerate(row)] for row in rows], aligned, page
    )


def distinct(row: list[Cell]) -> list[Cell]:
    """The cells of a row that hold something, each merged cell once.

    Examples
    --------
    >>> wide = Cell("预算数")
    >>> [cell.text for cell in distinct([wide, wide, Cell(""), Cell("执行数")])]
    ['预算数', '执行数']
    """
    found: list[Cell] = []
    for cell in row:
        if cell.text.strip() and not any(cell is other for other in found):
            found.append(cell)
    return found


_MARKUP = re.compile(r"</?(?:p|br|div|span)\s*/?>|\$", re.IGNORECASE)
_TEX = {r"\geq": "≥", r"\leq": "≤", r"\ge": "≥", r"\le": "≤", r"\times": "×", r"\%": "%"}


def without_markup(text: str) -> str:
    """Text without the leftovers of other formats.

    Examples
    --------
    >>> without_markup("<p>90%\\\\leq满意度$<$95%</p>")
    '90%≤满意度<95%'
    """
    for written, meant in _TEX.items():
        text = text.replace(written, meant)
    return _MARKUP.sub("", text)


_WORD_BREAK = re.compile(r"(?<=[A-Za-z])\s*\n\s*(?=[A-Za-z])")
_BREAK = re.compile(r"\s*\n\s*")


def one_line(text: str) -> str:
    """The text of a cell on one line: line breaks inside a cell are of the page, not of the author.

    Examples
    --------
    >>> one_line("17754638.0\\n1"), one_line("完成 99.34%"), one_line("office\\nwork")
    ('17754638.01', '完成 99.34%', 'office work')
    """
    return _BREAK.sub("", _WORD_BREAK.sub(" ", text.strip()))


_NARROW = str.maketrans(
    "０１２３４５６７８９．％（）：；，“”‘’\"'［］〔〕【】", "0123456789.%():;,      [][][]"
)


def key(text: str) -> str:
    """Text for comparing labels: no spaces, one kind of brackets, no quotation marks, lower case.

    Examples
    --------
    >>> key("“三公” 经费（万元）") == key("三公经费(万元)")
    True
    """
    return re.sub(r"\s+", "", text.translate(_NARROW)).lower()
