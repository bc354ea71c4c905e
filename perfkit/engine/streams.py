"""What a cell prints, from Python and from below Python.

The stock kernel watches file descriptors 1 and 2 with a thread. Here they lead to two anonymous files that
are looked at whenever something is printed or flushed, so no thread is needed and the order stays as it was.
"""

from __future__ import annotations

import io
import os
import tempfile
import threading
import time
from contextvars import ContextVar
from itertools import groupby
from typing import Any


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
    session : Session
        Sends a `stream` message when there is something to hand on.
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
        session: Any,
        capture: DescriptorCapture | None = None,
        flush_interval: float | None = None,
    ) -> None:
        super().__init__()
        self.name = name
        self._session = session
        self._capture = capture
        self._flush_interval = flush_interval
        self._flushed_at = time.monotonic()
        self._pieces: list[tuple[dict[str, Any], str]] = []
        self._lock = threading.RLock()
        self._process = os.getpid()
        self._own: ContextVar[dict[str, Any]] = ContextVar("parent")
        self._latest: dict[str, Any] = {}

    def set_parent(self, parent: dict[str, Any]) -> None:
        """The request whose output comes now; a task that an earlier cell started keeps that cell's."""
        from jupyter_client.session import extract_header

        self._latest = extract_header(parent)
        self._own.set(self._latest)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return 1 if self.name == "stdout" else 2

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() != self._process:
            # A process that the cell forked: through the descriptor, where nothing of it comes twice.
            os.write(self.fileno(), text.encode("utf-8", "backslashreplace"))
            return len(text)
        with self._lock:
            self._take_captured()
            self._pieces.append((self._own.get(self._latest), text))
        if self._flush_interval is not None and time.monotonic() - self._flushed_at > self._flush_interval:
            self.flush()
        return len(text)

    def _take_captured(self) -> None:
        if self._capture is not None and (text := self._capture.take()):
            self._pieces.append((self._latest, text))

    def flush(self) -> None:
        if os.getpid() != self._process:
            return
        with self._lock:
            self._take_captured()
            pieces, self._pieces = self._pieces, []
            self._flushed_at = time.monotonic()
            for parent, group in groupby(pieces, lambda piece: piece[0]):
                content = {"name": self.name, "text": "".join(text for _, text in group)}
                self._session.send(None, "stream", content, parent=parent)
