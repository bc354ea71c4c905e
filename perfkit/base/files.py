"""Writing a file whole or not at all: into a neighbour first, then renamed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path: str | Path, content: bytes | str, *, durable: bool = False) -> None:
    """Write a file so that nobody ever sees half of it.

    Parameters
    ----------
    path : str or Path       file to write; its folder is made where it does not exist
    content : bytes or str   all of it; text is written as UTF-8 with plain line ends
    durable : bool           wait until it is on the disk, for what a person has typed

    Raises
    ------
    OSError   the folder cannot be written to; nothing is left behind.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(f"{folder}/a/report.txt", "95.50")
    ...     [(file.name, file.read_bytes()) for file in Path(folder, "a").iterdir()]
    [('report.txt', b'95.50')]
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode("utf-8") if isinstance(content, str) else content)
            if durable:
                out.flush()
                os.fsync(out.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
