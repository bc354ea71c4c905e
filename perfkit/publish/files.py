"""Archives that are the same bytes for the same content."""

from __future__ import annotations

import re
from io import BytesIO
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
