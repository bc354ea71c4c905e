"""One batch at a time in an output folder."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import IO

from perfkit.base.errors import BatchError
from perfkit.base.files import refuse_special

NAME = ".lock"


class FolderLock:
    """Holds a folder for this process; the system lets go of it when the process ends, however it ends.

    Raises
    ------
    BatchError   another batch holds it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file: IO[str] | None = None

    def __enter__(self) -> FolderLock:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        refuse_special(self._path)
        file = open(self._path, "a+", encoding="utf-8")
        try:
            _take(file)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "?"
            file.close()
            raise BatchError(
                f"{self._path.parent} 正被另一个批处理使用（{holder}）；等它结束，或换一个输出文件夹",
                f"another batch is writing to {self._path.parent} ({holder}); wait for it or "
                "choose another folder",
            ) from None
        file.truncate(0)
        file.write(f"{socket.gethostname()} {os.getpid()}")
        file.flush()
        self._file = file
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None


def _take(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
