"""Writing a finished file in one step, and archives that are the same bytes for the same content."""

from __future__ import annotations

import os
import re
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a ZIP entry can carry: no clock is read.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_CLOCK = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def write_atomic(path: str | Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it: into a neighbour first, then renamed.

    Parameters
    ----------
    path : str or Path   file to write; its folder is made where it does not exist
    content : bytes      all of it

    Raises
    ------
    OSError   the folder cannot be written to; nothing is left behind.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomic(f"{folder}/a/report.txt", b"95.50")
    ...     sorted(p.name for p in Path(folder, "a").iterdir())
    ['report.txt']
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


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
