"""A job in a forked child, as its client sees it."""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress

from perfkit.engine.job import GRACE_SECONDS, Job
from perfkit.engine.wire import Frames

# A warm parent that does not fork for so long is stopped or swapped out, and replaced.
START_SECONDS = 60.0
# How often a wait looks whether the job was ended from another thread.
_LOOK = 0.5


class WarmJob(Job):
    """A job in a forked child: the child speaks through a pipe, its parent tells through a socket how it
    ended."""

    def __init__(
        self, pipe: int, connection: socket.socket, timeout: float | None, abandon: Callable[[], None]
    ) -> None:
        super().__init__(time.monotonic() + timeout if timeout else None)
        self._pipe, self._connection, self._abandon = pipe, connection, abandon
        self._child = 0
        self._doomed = False
        self._told = Frames()
        # When the parent's silence shows that it is no longer there.
        self._overdue: float | None = time.monotonic() + START_SECONDS
        os.set_blocking(pipe, False)
        connection.setblocking(False)
        self._selector = selectors.DefaultSelector()
        for source in (pipe, connection):
            self._selector.register(source, selectors.EVENT_READ)

    def _wait(self, seconds: float | None) -> bytes:
        silent = None if self._overdue is None else max(0.0, self._overdue - time.monotonic())
        waits = [one for one in (seconds, silent, _LOOK) if one is not None]
        ready = {key.fileobj for key, _ in self._selector.select(min(waits))}
        if self._doomed and not self._child:
            self.over = True
            self._lose()
            return b""
        if not ready and self._overdue is not None and time.monotonic() >= self._overdue:
            self._unanswered()
        came = self._read() if self._pipe in ready else b""
        if self._connection in ready:
            self._hear()
            # What the child wrote last may still be in the pipe.
            came += self._read() if self.over else b""
        return came

    def _read(self) -> bytes:
        pieces = bytearray()
        while True:
            try:
                piece = os.read(self._pipe, 1 << 20)
            except BlockingIOError:
                break
            if not piece:
                with suppress(KeyError):
                    self._selector.unregister(self._pipe)
                    self._overdue = time.monotonic() + GRACE_SECONDS
                break
            pieces += piece
        if pieces and not self._child:
            self._child = int.from_bytes(pieces[:4], "big")
            del pieces[:4]
            self._overdue = None
        return bytes(pieces)

    def _hear(self) -> None:
        try:
            piece = self._connection.recv(65536)
        except OSError:
            piece = b""
        for ending in self._told.feed(piece):
            vars(self.ending).update(ending)
            self._child = -1
        if not piece:
            self.over = True
            if self._child >= 0:
                self._lose()

    def _unanswered(self) -> None:
        self._abandon()
        self._kill()
        self.over = True
        self._lose()

    def _lose(self) -> None:
        if not self._child:
            self.ending.timed_out = False  # it never began
        self.ending.lost = not (self.ending.timed_out or self.ending.finished)
        self.ending.status = -signal.SIGKILL

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that is running."""
        if self._child > 0:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(self._child, signal.SIGINT)

    def _kill(self) -> None:
        if self._child > 0:
            kill_group(self._child)
        elif self._child == 0:
            self._abandon()

    def kill(self) -> None:
        """End it, also from another thread than the one that reads its frames."""
        self._doomed = True
        if not self.over and self._child > 0:
            kill_group(self._child)

    def close(self) -> None:
        """End it; kills what is still running."""
        self.kill()
        self.over = True
        self._connection.close()
        self._selector.close()
        with suppress(OSError):
            os.close(self._pipe)
        self._pipe = -1


def kill_group(pid: int) -> None:
    """Kill a child and what it started; it is the leader of its group once it has called setsid."""
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)
