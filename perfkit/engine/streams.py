"""What a cell prints, from Python and from below Python.

The stock kernel watches file descriptors 1 and 2 with a thread. Here they lead to two anonymous files that are
looked at whenever something is printed or flushed, so no thread is needed and the order stays as it was.
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
import time
from collections.abc import Callable


class DescriptorCapture:
    """One file descriptor (1 or 2) led into an anonymous file."""

    def __init__(self, fd: int) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  closed with the cell
        self._read = 0
        os.dup2(self._file.fileno(), fd)

    def take(self) -> str:
        """Text that arrived since the last look; '' if none."""
        size = os.fstat(self._file.fileno()).st_size
        if size <= self._read:
            return ""
        text = os.pread(self._file.fileno(), size - self._read, self._read)
        self._read = size
        return text.decode("utf-8", "replace")


class CellStream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell: buffered, handed on as one piece at every flush.

    Parameters
    ----------
    name : str
        'stdout' or 'stderr'.
    emit : callable
        Takes (name, text) when there is something to hand on.
    capture : DescriptorCapture, optional
        What reaches the descriptor below Python is put in where it arrived.
    flush_interval : float, optional
        Seconds after which a write also flushes (for a reader who watches live). None: only at the points
        where the order of outputs matters, so that the same notebook always gives the same pieces.
    """

    encoding = "UTF-8"
    errors = "strict"

    def __init__(
        self,
        name: str,
        emit: Callable[[str, str], None],
        capture: DescriptorCapture | None = None,
        flush_interval: float | None = None,
    ) -> None:
        super().__init__()
        self.name = name
        self._emit = emit
        self._capture = capture
        self._flush_interval = flush_interval
        self._flushed_at = time.monotonic()
        self._pieces: list[str] = []
        self._lock = threading.RLock()

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return 1 if self.name == "stdout" else 2

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        with self._lock:
            if self._capture is not None:
                self._pieces.append(self._capture.take())
            self._pieces.append(text)
        if self._flush_interval is not None and time.monotonic() - self._flushed_at > self._flush_interval:
            self.flush()
        return len(text)

    def flush(self) -> None:
        with self._lock:
            if self._capture is not None:
                self._pieces.append(self._capture.take())
            text = "".join(self._pieces)
            self._pieces.clear()
            self._flushed_at = time.monotonic()
            if text:
                self._emit(self.name, text)
