"""The document model: paragraphs and tables with merged cells, in order, each with its place.

Every format is read into this and nothing behind the readers knows a format. A reader gives text as printed
(a spreadsheet's number as its cell shows it) and what it knows of the place: page and box, sheet and cell,
line.
`number_places` then counts paragraphs, tables, rows and columns for all of them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from perfkit.base.text import MARKS, Text, without_marks
from perfkit.intake.notes import note

ILLEGIBLE = "□"  # what a cell holds that could not be read for certain


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed; what a format does not have stays 0 or empty.

    Parameters
    ----------
    paragraph, table, row, column : int   counted from 1 through the whole document
    line : int     of a plain text
    page : int     1 for the first
    box : tuple    (left, top, right, bottom) on the page, in points from its top left
    sheet, cell : str   of a workbook, such as "自评表" and "C5"
    """

    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    line: int = 0
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """As a section cites it.

        Examples
        --------
        >>> (str(Place(table=2, row=5, column=3)), str(Place(page=3, paragraph=12)),
        ...  str(Place(sheet="自评表", cell="C5")))
        ('表2第5行第3列', '第3页第12段', '“自评表”C5')
        """
        if self.sheet or self.cell:
            return (f"“{self.sheet}”" if self.sheet else "") + self.cell
        page = f"第{self.page}页" if self.page else ""
        if self.table:
            column = f"第{self.column}列" if self.column else ""
            return page + f"表{self.table}" + (f"第{self.row}行{column}" if self.row else "")
        if self.line:
            return page + f"第{self.line}行"
        return page + (f"第{self.paragraph}段" if self.paragraph else "")


_TABLE = re.compile(r"(?:第\d+页)?(表\d+)(?=第|$)|(“[^”]+”)(?=[A-Z]{1,3}\d|$)")


def table_of(section: str) -> str:
    """The table, or the sheet, that a place as cited stands in; empty for any other.

    Examples
    --------
    >>> [table_of(text) for text in ("第3页表2第5行第3列 合计", "“自评表”C5", "表2", "第3页第12段", "表2的合计")]
    ['表2', '“自评表”', '表2', '', '']
    """
    found = _TABLE.match(section)
    return found[1] or found[2] if found else ""


@dataclass(eq=False, slots=True)
class Cell:
    """One cell; the same object stands in every grid place that it is merged over.

    Parameters
    ----------
    text : str       as printed, "\\n" where the cell has several lines
    left, right : float   where it stands from left to right, in one measure for the whole table
    header : bool    the file itself marks it as a heading (th, a repeated header row)
    confidence : float    below 1 where the text was recognised from a picture
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    place: Place = Place()
    header: bool = False
    confidence: float = 1.0


@dataclass(eq=False)
class Table:
    """A table as rows of cells.

    Parameters
    ----------
    rows : list    each a list of cells from left to right, one for every grid column; a merged cell stands
        in all of its places, an empty one is a Cell without text
    aligned : bool False where the columns of a row cannot be trusted (text cut at tabs or spaces)
    page : int     1 for the first page, 0 where pages are unknown
    sheet : str    the sheet of a workbook that it stands on
    """

    rows: list[list[Cell]]
    aligned: bool = True
    page: int = 0
    sheet: str = ""


@dataclass(eq=False)
class Paragraph:
    """A paragraph of running text; `heading` where the document styles it as one."""

    text: str
    heading: bool = False
    page: int = 0
    place: Place = Place()
    confidence: float = 1.0


@dataclass
class Document:
    """What a source file holds; `notes` say what could not be read.

    `listed` is what a list of several filings prints of this one: heads of columns with their cells.
    `lost` are lines whose rows and columns could not be told: they are listed and nothing is read in them.
    `year` is that of the document which this filing was taken out of, where it names one alone.
    """

    name: str
    kind: str
    blocks: list[Paragraph | Table] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    listed: list[tuple[str, Cell]] = field(default_factory=list)
    lost: list[Paragraph] = field(default_factory=list)
    year: int | None = None

    def holding(self, blocks: list[Paragraph | Table]) -> Document:
        """A part of the same file, with these blocks."""
        return Document(self.name, self.kind, blocks, list(self.notes), lost=self.lost)


_MARKED_SHOWN = 5


def number_places(document: Document) -> Document:
    """Count paragraphs, tables, rows and columns, beside what the reader knew of each place; signs become
    whole.

    Examples
    --------
    >>> read = Document("报告", "txt", [Paragraph("一、概况"), grid([["任务", "完成情况"]])])
    >>> [str(cell.place) for cell in number_places(read).blocks[1].rows[0]]
    ['表1第1行第1列', '表1第1行第2列']
    """
    paragraphs = tables = 0
    marked: list[Place] = []

    def whole(one: Paragraph | Cell) -> None:
        if MARKS.search(one.text):
            marked.append(one.place)
            one.text = without_marks(one.text)
        one.text = one.text.translate(WHOLE_SIGNS)

    for block in document.blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            block.place = replace(block.place, paragraph=paragraphs, page=block.page)
            whole(block)
            continue
        tables += 1
        seen: set[int] = set()
        for number, row in enumerate(block.rows, start=1):
            for column, cell in enumerate(row, start=1):
                if id(cell) not in seen:
                    seen.add(id(cell))
                    page, sheet = cell.place.page or block.page, cell.place.sheet or block.sheet
                    cell.place = replace(
                        cell.place, table=tables, row=number, column=column, page=page, sheet=sheet
                    )
                    whole(cell)
    if marked:
        where = [str(place) for place in marked[:_MARKED_SHOWN]]
        document.notes.append(note("invisible_marks", count=len(marked), listed=where))
    return document


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


# Radicals that stand for whole characters where a PDF was made by Chrome, WPS or Word; those that Unicode
# itself
# does not fold, or folds into the form that is not used on the mainland.
_RADICALS = dict(
    zip(
        "⺠⻁⻄⻅⻆⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻉⻗⼾⾭⿈",
        "民虎西见角车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙贝雨户青黄",
        strict=True,
    )
)
_FOLDED = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
WHOLE_SIGNS = {
    code: _RADICALS.get(chr(code)) or unicodedata.normalize("NFKC", chr(code))
    for codes in _FOLDED
    for code in codes
}


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


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NARROW = str.maketrans(
    "０１２３４５６７８９．％（）：；，“”‘’\"'［］〔〕【】", "0123456789.%():;,      [][][]"
)


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """Text for comparing labels: no spaces, one kind of brackets, no quotation marks, lower case.

    Examples
    --------
    >>> key("“三公” 经费（万元）") == key("三公经费(万元)")
    True
    """
    return re.sub(r"\s+", "", text.translate(_NARROW)).lower()
