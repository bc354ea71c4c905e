"""Plain text: tab-separated or `|`-separated tables between paragraphs, page breaks in both."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from perfkit.base.office import refuse
from perfkit.intake.blocks import Cell, Document, Paragraph, Place, Table, grid, without_markup
from perfkit.intake.guards import MOST_COLUMNS, Limits
from perfkit.intake.notes import note
from perfkit.intake.numbers import plain_number

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# The commonest signs of official Chinese, in both scripts: bytes read in the wrong encoding give rare ones.
_USUAL = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后"
    "多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合"
    "还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只"
    "績效评評价價绩预預算执執项項目标標指总總金额額資资单单位單财財务務得值支收入報报告管完成情况況，。、：；（）“”％"
)
_LEAST_SHARE = 0.2


def read_text(path: Path) -> Document:
    """The blocks of a .txt file.

    Raises
    ------
    SubmissionError   bytes that are no text, or a table without end.
    """
    document, limits = Document(path.name, "txt"), Limits(path.name)
    open_table: Table | None = None
    for number, line in enumerate(decode(path).splitlines(), start=1):
        cells = _cells(line)
        if cells is None:
            if line.strip():
                document.blocks.append(Paragraph(without_markup(line).strip(), place=Place(line=number)))
            open_table = None
            continue
        limits.row()
        if all(set(cell) <= set("-: ") for cell in cells) and any(cells):
            continue  # the rule under the header of a | table
        row = grid([cells], aligned=False).rows[0]
        for cell in row:
            cell.place = Place(line=number)
        if open_table is None:
            open_table = Table([], aligned=False)
            document.blocks.append(open_table)
        open_table.rows.append(row)
    for block in document.blocks:
        if isinstance(block, Table):
            block.rows = _in_place(block.rows)
    return document


def _in_place(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows under their heads, where what merged cells left behind says by how much they are off.

    A row with one blank too many before its numbers moves to the left; of a head over another that ends in
    blanks, the last cells stand above these.

    Examples
    --------
    >>> def read(*rows):
    ...     return [[cell.text for cell in row] for row in _in_place(grid(rows, aligned=False).rows)]
    >>> read(["资金", "", "预算数", "执行数"], ["", "", "总额", "90", "80"])
    [['资金', '', '预算数', '执行数'], ['', '总额', '90', '80']]
    >>> read(["指标", "完成值", "得分"], ["名称", "目标", "", ""], ["清淤", "9", "8", "5"])[0]
    ['指标', '', '完成值', '得分']
    """
    made, head = list[list[Cell]](), 0
    for row in rows:
        texts = [cell.text for cell in row]
        blank = next((at for at, text in enumerate(texts) if text), 0)
        behind = next((at for at, text in enumerate(reversed(texts)) if text), 0)
        extra = len(row) - (len(made[-1]) if blank == 0 and made else head)
        if blank > extra > 0 and head and sum(map(_is_number, texts)) > 1:
            row = [*row[: blank - extra], *row[blank:]]
        elif (
            made
            and blank == 0
            and behind
            and extra > 0
            and 1 < behind < len(made[-1])
            and all(cell.text for cell in made[-1][-behind:])
            and not any(map(_is_number, texts))
        ):
            last = made[-1]
            gap = [Cell("", last[-behind].left, last[-behind].left, last[0].place) for _ in range(extra)]
            made[-1] = [*last[:-behind], *gap, *last[-behind:]]
        head = len(row) if blank == 0 else head
        made.append(row)
    return [_placed(row) for row in made]


def _placed(row: list[Cell]) -> list[Cell]:
    places = (cell.place for cell in row)
    found = grid([[cell.text for cell in row]], aligned=False).rows[0]
    for cell, place in zip(found, places, strict=True):
        cell.place = place
    return found


def _is_number(text: str) -> bool:
    return plain_number(text.rstrip("%％")) is not None


def _cells(line: str) -> list[str] | None:
    if "\t" in line:
        cells = line.split("\t")
    elif line.count("|") >= 2:
        cells = line.strip().strip("|").split("|")
    else:
        return None
    return [without_markup(cell).strip() for cell in cells[:MOST_COLUMNS]]


def decode(path: Path) -> str:
    """The text of a file.

    Raises
    ------
    SubmissionError   bytes that are no text.
    """
    return decoded(path.read_bytes(), path.name)


def decoded(content: bytes, name: str) -> str:
    """Bytes as text: UTF-8, UTF-16, GB18030 or Big5, by marks and by which of them gives words.

    Raises
    ------
    SubmissionError   bytes that are no text in any of them.

    Examples
    --------
    >>> [decoded("绩效自评".encode(code), "a.txt") for code in ("utf-8", "gb18030", "utf-16-le")]
    ['绩效自评', '绩效自评', '绩效自评']
    >>> decoded("績效自評報告".encode("big5"), "a.txt")
    '績效自評報告'
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, (encoding,)).get(encoding, "") or _no_text(name)
    binary = b"\x00" in content[:4096]
    found = {} if binary else _strictly(content, ("utf-8",))
    if found:
        return found["utf-8"]
    found = _strictly(content, ("utf-16-le", "utf-16-be") if binary else ("gb18030", "big5", "utf-16-le"))
    best = max(found, key=lambda encoding: _usual_share(found[encoding]), default="")
    if not best or (binary and _usual_share(found[best]) < _LEAST_SHARE):
        return _no_text(name)
    return found[best]


def _strictly(content: bytes, encodings: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for encoding in encodings:
        try:
            found[encoding] = content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return found


def _usual_share(text: str) -> float:
    """The share of usual signs among those that are not ASCII, or of ASCII where there is nothing else."""
    others = [sign for sign in text[:20_000] if not sign.isascii()]
    if not others:
        return 0.5 if all(sign.isprintable() or sign.isspace() for sign in text[:1000]) else 0.0
    return sum(sign in _USUAL for sign in others) / len(others)


def _no_text(name: str) -> NoReturn:
    raise refuse(*note("no_text", name=name))
