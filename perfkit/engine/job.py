"""A job that a warm parent has taken: its frames as they come, and how it ended."""

from __future__ import annotations

import os
import selectors
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from perfkit.engine.wire import Frames


@dataclass
class Ending:
    """How a job ended.

    Attributes
    ----------
    result : object
        What the handler returned; None where it did not get that far.
    crash : str
        Traceback of a handler that raised; '' otherwise.
    status : int
        Exit code of the process; negative: the signal that ended it.
    timed_out : bool
        The deadline passed.
    cpu_seconds, peak_kilobytes : float, int
        What the process used.
    """

    result: Any = None
    crash: str = ""
    status: int = 0
    timed_out: bool = False
    cpu_seconds: float = 0.0
    peak_kilobytes: int = 0
    finished: bool = False
    modules: list[str] = field(default_factory=list)

    def takes(self, frame: dict[str, Any]) -> bool:
        """True for the frame that ends a job, whose answer is kept here; the others are for the caller."""
        if "result" not in frame and "crash" not in frame:
            return False
        self.finished = True
        vars(self).update(frame)
        return True

    @property
    def died(self) -> bool:
        """The process ended without an answer: killed, out of memory, crashed in a library."""
        return not self.finished


class Job:
    """A running job: its frames, and a way to stop it."""

    def __init__(self, pipe: int, connection: socket.socket) -> None:
        self._pipe = pipe
        self._connection = connection
        self.ending = Ending()

    def frames(self, patience: Callable[[], float | None] | None = None) -> Iterator[dict[str, Any]]:
        """Every frame that the handler sends, until the job has ended; `ending` is complete then.

        Parameters
        ----------
        patience : callable, optional
            Seconds to wait for the next frame from now on, None for ever; TimeoutError when they have passed.
        """
        frames, endings = Frames(), Frames()
        os.set_blocking(self._pipe, False)
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_READ)
            selector.register(self._connection, selectors.EVENT_READ)
            told = False
            while not told:
                ready = selector.select(patience() if patience else None)
                if not ready:
                    raise TimeoutError
                for key, _ in ready:
                    if key.fileobj is self._connection:
                        piece = self._connection.recv(65536)
                        for ending in endings.feed(piece):
                            vars(self.ending).update(ending)
                        told = told or not piece
                    elif not (yield from self._drain(frames)):
                        selector.unregister(self._pipe)
            # What the child wrote last may still be in the pipe.
            yield from self._drain(frames)
        self.close()

    def _drain(self, frames: Frames):
        while True:
            try:
                piece = os.read(self._pipe, 1 << 20)
            except BlockingIOError:
                return True
            if not piece:
                return False
            for frame in frames.feed(piece):
                if not self.ending.takes(frame):
                    yield frame

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that is running."""
        with suppress(OSError):
            self._connection.sendall(b"I")

    def close(self) -> None:
        """End it; kills what is still running."""
        self._connection.close()
        with suppress(OSError):
            os.close(self._pipe)
        self._pipe = -1


class Backend:
    """Where jobs run; `open` is what makes the difference."""

    def open(
        self,
        handler: str,
        payload: Any,
        *,
        timeout: float | None = None,
        cwd: str | None = None,
        then_warm: bool = False,
    ) -> Any:
        """Start a job: it has `frames()`, `close()` and `ending`."""
        raise NotImplementedError

    def run(
        self,
        handler: str,
        payload: Any,
        *,
        timeout: float | None = None,
        cwd: str | None = None,
        then_warm: bool = False,
        on_frame: Callable[[dict[str, Any]], None] = lambda frame: None,
    ) -> Ending:
        """Do a job and wait for its end."""
        job = self.open(handler, payload, timeout=timeout, cwd=cwd, then_warm=then_warm)
        try:
            for frame in job.frames():
                on_frame(frame)
        finally:
            job.close()
        return job.ending
