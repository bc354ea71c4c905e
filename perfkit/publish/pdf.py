"""An evaluation as a PDF, set by typst: Chinese type embedded, tagged, with bookmarks, and without a clock.

All text is handed over as JSON and never as markup, so that nobody's words can be taken for commands.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.paths import fonts_root
from perfkit.pages.report import Report
from perfkit.publish.grid import Grid, Placed, fitted, placed
from perfkit.publish.pieces import Picture, Piece, pieces, running_title
from perfkit.publish.runs import runs
from perfkit.views.narrative import masthead
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Quote
from perfkit.views.said import worded
from perfkit.views.tables.table import CENTRE, NUMBER

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = ("Noto Sans SC",)
STANDARDS = ("ua-1",)
GAP = "〓"
_RED = {"contradicted", "error", "unmet"}
# A row with a cell that has more text than this may be broken over two pages.
_WHOLE_ROW = 160
# Width of the text, points.
_WIDTH = 459.0


def document_bytes(report: Report) -> bytes:
    """The report as bytes.

    Raises
    ------
    PerfkitError   typst refuses or warns. A character without a glyph is printed as 〓, and never as an empty
        box.
    """
    found, images = document(report), {}
    for item in found["items"]:
        if item["kind"] == "picture":
            images[item["file"]] = item.pop("png")
    text = json.dumps(found, ensure_ascii=False)
    try:
        return _compiled(text, images)
    except _NoGlyph:
        return _compiled(with_shown_gaps(text), images)


class _NoGlyph(Exception):
    """A character of the text is in none of the bundled fonts."""


def _compiled(text: str, images: dict[str, bytes]) -> bytes:
    import typst

    with TemporaryDirectory(prefix="perfkit-") as folder:
        for name, png in images.items():
            Path(folder, name).write_bytes(png)
        Path(folder, "data.json").write_text(text, encoding="utf-8")
        Path(folder, "report.typ").write_bytes(TEMPLATE.read_bytes())
        try:
            content, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # known standards
                str(Path(folder, "report.typ")),
                root=folder,
                format="pdf",
                font_paths=[str(fonts_root())],
                ignore_system_fonts=True,
                pdf_standards=list(STANDARDS),
            )
        except typst.TypstError as error:
            if "could not be displayed" in error.message and GAP not in text:
                raise _NoGlyph from None
            raise _refused(error) from None
    if warnings:
        raise _refused(warnings[0])
    return content


def with_shown_gaps(text: str) -> str:
    """The text with 〓, the printer's mark for a missing character, where the bundled font has none.

    Examples
    --------
    >>> with_shown_gaps("喆 𠮷 😀")
    '喆 〓 〓'
    """
    from matplotlib.ft2font import FT2Font

    known = FT2Font(str(fonts_root() / "NotoSansSC-Regular.ttf")).get_charmap()
    return "".join(character if ord(character) in known or ord(character) < 32 else GAP for character in text)


def _refused(problem) -> PerfkitError:
    hints = "".join(f" ({hint})" for hint in getattr(problem, "hints", ()))
    return PerfkitError(
        f"PDF 未能生成，typst：{problem.message}{hints}",
        f"the PDF was not made; typst: {problem.message}{hints}",
    )


def document(report: Report) -> dict[str, Any]:
    """What the template is given: title, language and items."""
    lang = report.lang
    mark = worded(lang, "synthetic_file") if report.evaluation.submission.synthetic else ""
    return {
        "lang": lang,
        "title": report.title,
        "running": running_title(report),
        "mark": mark,
        "fonts": list(FONTS),
        "items": _items([masthead(report.evaluation, lang), *pieces(report)], lang),
    }


def _items(group: list[Piece], lang: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for index, piece in enumerate(group):
        if isinstance(piece, Grid):
            after = group[index + 1] if index + 1 < len(group) else None
            items.append(_grid(piece) | {"seam": isinstance(after, Grid) and not after.caption})
        elif isinstance(piece, Picture):
            items.append({"kind": "picture", "file": f"{piece.name}.png", "alt": piece.alt, "png": piece.png})
        else:
            items += [_part(part, lang) for part in piece.parts]
    return items


def _lines(text: str, lang: str) -> list[list]:
    return [[list(run) for run in runs(line, lang)] or [["", False, False]] for line in text.split("\n")]


def _part(part: Heading | Paragraph | Items | Quote, lang: str) -> dict[str, Any]:
    if isinstance(part, Heading):
        return {
            "kind": "title" if part.level == 1 else "heading",
            "level": part.level - 1,
            "lines": _lines(part.text, lang),
        }
    if isinstance(part, Paragraph):
        leads = part.text.endswith(("：", ":"))
        return {"kind": "paragraph", "style": part.style, "leads": leads, "lines": _lines(part.text, lang)}
    if isinstance(part, Items):
        return {
            "kind": "items",
            "numbered": part.numbered,
            "items": [_lines(item, lang) for item in part.items],
        }
    place = f"〔{part.section}〕" if part.section else ""
    return {"kind": "quote", "lines": _lines(part.text + place, "zh")}


def _grid(grid: Grid) -> dict[str, Any]:
    columns = len(grid.widths)
    return {
        "kind": "grid",
        "caption": grid.caption,
        "title": _lines(grid.caption, grid.lang)[0],
        "note": _lines(grid.note, grid.lang) if grid.note else [],
        "widths": list(fitted(grid, _WIDTH, 8.0 if grid.small else 9.0)),
        "small": grid.small,
        "annex": grid.annex,
        "compact": grid.is_compact,
        "heads": len(grid.head),
        "head": [cell for row in placed(grid.head, columns) for cell in _row(row, grid, head=True)],
        "body": [cell for row in placed(grid.body, columns) for cell in _row(row, grid)],
    }


def _row(row: list[Placed], grid: Grid, *, head: bool = False) -> list[dict[str, Any]]:
    whole = all(len(place.cell.text) < _WHOLE_ROW for place in row if place.cell.rows == 1)
    return [
        _cell(place, grid, head) | {"whole": whole and place.cell.rows == 1} for place in row if place.first
    ]


def _cell(place: Placed, grid: Grid, head: bool) -> dict[str, Any]:
    cell = place.cell
    kind = CENTRE if head or cell.mark == CENTRE else grid.kinds[place.column]
    align = {NUMBER: "right", CENTRE: "center"}.get(kind, "left")
    return {
        "lines": _lines(cell.text, grid.lang),
        "rows": cell.rows,
        "columns": cell.columns,
        "align": align,
        "strong": head or cell.strong,
        "warn": cell.mark in _RED,
        "code": cell.mark == "code",
        "group": cell.mark == "group",
    }
