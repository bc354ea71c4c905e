"""Archives that are the same bytes for the same content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a ZIP entry can carry: no clock is read.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def steady_archive(archive: bytes) -> bytes:
    """An Office file without a clock: fixed entry times, no created or modified moment.

    Parameters
    ----------
    archive : bytes   a .docx or .xlsx

    Returns
    -------
    bytes   the same parts in the same order.
    """
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _CLOCK.sub(b"", content)
            steady = ZipInfo(entry.filename, _NO_TIME)
            steady.compress_type = ZIP_DEFLATED
            steady.external_attr = 0o644 << 16
            target.writestr(steady, content)
    return out.getvalue()


_FORMULA = re.compile(
    r'<c r="(?P<cell>[A-Z]+\d+)"(?P<style>[^>]*?)(?: t="\w+")?><f>(?P<text>.*?)</f><v ?(?:/>|></v>)</c>'
)


def with_values(workbook: bytes, values: Sequence[Mapping[str, str | float | Decimal | None]]) -> bytes:
    """A workbook whose formulas carry what they give, for readers that show a file without working it out.

    Parameters
    ----------
    workbook : bytes   an .xlsx
    values : sheet by sheet, what the formula in each cell gives
    """
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", entry.filename)
            if number and (known := values[int(number[1]) - 1]):
                content = _FORMULA.sub(lambda found: _given(found, known), content.decode()).encode()
            target.writestr(entry, content)
    return out.getvalue()


def _given(found: re.Match[str], known: Mapping[str, str | float | Decimal | None]) -> str:
    value = known[found["cell"]]
    kind = ' t="str"' if isinstance(value, str) else ""
    shown = "" if value is None else escape(str(value))
    return f'<c r="{found["cell"]}"{found["style"]}{kind}><f>{found["text"]}</f><v>{shown}</v></c>'
