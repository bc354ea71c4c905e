"""Jobs in fresh interpreters, with the same calls as a warm parent; for systems that cannot fork."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from perfkit.engine.job import Backend, Ending
from perfkit.engine.warm import HAS_FORK, Names, WarmParent
from perfkit.engine.wire import Frames, pack

_BOOT = (
    "import os,sys; sys.path.append(os.environ.pop('PERFKIT_HOME'));"
    "from perfkit.engine.fresh import main; main()"
)
GRACE_SECONDS = 3.0


class FreshJob:
    """A running interpreter; see `perfkit.engine.warm.Job`."""

    def __init__(self, request: dict[str, Any]) -> None:
        home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        self.ending = Ending()
        self._deadline = time.monotonic() + request["timeout"] if request["timeout"] else None
        self._process = subprocess.Popen(
            [sys.executable, "-c", _BOOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PERFKIT_HOME": home},
            start_new_session=os.name != "nt",
        )
        self._pieces: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        assert self._process.stdin is not None
        with suppress(BrokenPipeError):
            self._process.stdin.write(pack(request))
            self._process.stdin.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        while piece := os.read(self._process.stdout.fileno(), 1 << 20):
            self._pieces.put(piece)
        self._pieces.put(b"")

    def frames(self, patience: Callable[[], float | None] | None = None) -> Iterator[dict[str, Any]]:
        """Every frame until the end; TimeoutError as in `Job.frames`."""
        frames = Frames()
        while piece := self._next(patience):
            for frame in frames.feed(piece):
                if not self.ending.takes(frame):
                    yield frame
        self.ending.status = self._process.wait()

    def _next(self, patience: Callable[[], float | None] | None) -> bytes:
        while True:
            wait = patience() if patience else None
            left = None if self._deadline is None else max(0.0, self._deadline - time.monotonic())
            waits = [seconds for seconds in (wait, left) if seconds is not None]
            try:
                return self._pieces.get(timeout=min(waits) if waits else None)
            except queue.Empty:
                if left is None or (wait is not None and wait < left):
                    raise TimeoutError from None
                self._pass_deadline()

    def _pass_deadline(self) -> None:
        if self.ending.timed_out or os.name == "nt":
            self._process.kill()
            self._deadline = None
        else:
            self.interrupt()
            self._deadline = time.monotonic() + GRACE_SECONDS
        self.ending.timed_out = True

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that is running; Windows has no such call."""
        if os.name != "nt":
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGINT)

    def close(self) -> None:
        """End it; kills what is still running."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class FreshInterpreters(Backend):
    """Starts an interpreter per job. Slower than a warm parent by what the imports take."""

    pid = None

    def __init__(self, preload: object = (), warm: object = (), warm_later: object = ()) -> None:
        """What a warm parent would import ahead is imported by each job itself."""

    def __enter__(self) -> FreshInterpreters:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop: a job's process ends with the job."""

    def learn(self, modules: list[str]) -> None:
        """Nothing to import ahead."""

    def open(
        self,
        handler: str,
        payload: Any,
        *,
        timeout: float | None = None,
        cwd: str | None = None,
        then_warm: bool = False,
    ) -> FreshJob:
        """Start a job; see `WarmParent.open`."""
        return FreshJob(
            {"handler": handler, "payload": payload, "timeout": timeout, "cwd": cwd or os.getcwd()}
        )


def make_backend(
    preload: Names = (), warm: Names = (), warm_later: Names = ()
) -> WarmParent | FreshInterpreters:
    """What this system can do best."""
    return (WarmParent if HAS_FORK else FreshInterpreters)(preload, warm, warm_later)
