"""A job that a warm parent has taken: its frames as they come, and how it ended."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from perfkit.engine.wire import Frames

# Between the polite interrupt at a deadline and the kill.
GRACE_SECONDS = 3.0


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
    lost : bool
        The process that forks was killed or does not answer: nobody knows how the job ended.
    cpu_seconds, peak_kilobytes : float, int
        What the process used.
    """

    result: Any = None
    crash: str = ""
    status: int = 0
    timed_out: bool = False
    lost: bool = False
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
    """A running job: its frames, and a way to stop it.

    Attributes
    ----------
    ending : Ending
    over : bool      it has ended, and every frame was given
    """

    def __init__(self, deadline: float | None) -> None:
        self.ending = Ending()
        self.over = False
        self._deadline = deadline
        self._frames = Frames()

    def poll(self, seconds: float | None = None) -> list[dict[str, Any]]:
        """Frames that have come, after a wait of at most so long for the first; None waits for it or for the
        end."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self.over:
            self._keep_deadline()
            ends = [moment for moment in (until, self._deadline) if moment is not None]
            came = self._wait(max(0.0, min(ends) - time.monotonic()) if ends else None)
            if found := [frame for frame in self._frames.feed(came) if not self.ending.takes(frame)]:
                return found
            if until is not None and time.monotonic() >= until:
                break
        return []

    def frames(self) -> Iterator[dict[str, Any]]:
        """Every frame that the handler sends, until the job has ended; `ending` is complete then."""
        while not self.over:
            yield from self.poll()

    def _keep_deadline(self) -> None:
        """Interrupt at the deadline, kill some seconds later; kept here, whatever becomes of the process
        that forks."""
        if self._deadline is None or time.monotonic() < self._deadline:
            return
        if self.ending.timed_out:
            self._deadline = None
            self._kill()
        else:
            # An interrupt leaves a traceback that says which line was still running.
            self.interrupt()
            self._deadline = time.monotonic() + GRACE_SECONDS
        self.ending.timed_out = True

    def _wait(self, seconds: float | None) -> bytes:
        """What came within so long; sets `over` where nothing more can come."""
        raise NotImplementedError

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that is running."""
        raise NotImplementedError

    def _kill(self) -> None:
        raise NotImplementedError

    def close(self) -> None:
        """End it; kills what is still running."""
        raise NotImplementedError


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
    ) -> Job:
        """Start a job."""
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
