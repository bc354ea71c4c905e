"""Jobs in fresh interpreters, with the same calls as a warm parent; for systems that cannot fork."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from perfkit.engine.job import Backend, Job
from perfkit.engine.warm import HAS_FORK, Names, WarmParent
from perfkit.engine.wire import pack

_BOOT = (
    "import os,sys; sys.path.append(os.environ.pop('PERFKIT_HOME'));"
    "from perfkit.engine.fresh import main; main()"
)


class FreshJob(Job):
    """A job in an interpreter of its own."""

    def __init__(self, request: dict[str, Any], timeout: float | None) -> None:
        super().__init__(time.monotonic() + timeout if timeout else None)
        home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
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

    def _wait(self, seconds: float | None) -> bytes:
        try:
            piece = self._pieces.get(timeout=seconds)
        except queue.Empty:
            return b""
        if not piece:
            self.ending.status = self._process.wait()
            self.over = True
        return piece

    def interrupt(self) -> None:
        """Raise KeyboardInterrupt in the cell that is running; Windows has no such call, so it is killed
        there."""
        with suppress(ProcessLookupError):
            if os.name == "nt":
                self._process.kill()
            else:
                self._process.send_signal(signal.SIGINT)

    def _kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """End it; kills what is still running."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


class FreshInterpreters(Backend):
    """Starts an interpreter per job. Slower than a warm parent by what the imports take."""

    pid = None
    warned: frozenset[str] = frozenset()

    def __init__(self, *_: object) -> None:
        """What a warm parent would import ahead is imported by each job itself."""
        self._jobs: WeakSet[FreshJob] = WeakSet()

    def __enter__(self) -> FreshInterpreters:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Nothing to start."""

    def stop(self) -> None:
        """Nothing to stop: a job's process ends with the job."""

    def kill_jobs(self) -> None:
        """End every job that runs."""
        for job in list(self._jobs):
            job.close()

    def look_ahead(self, handler: str, payload: dict[str, Any], warm: Names = ()) -> None:
        """Nothing is worked out ahead."""

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
        job = FreshJob({"handler": handler, "payload": payload, "cwd": cwd or os.getcwd()}, timeout)
        self._jobs.add(job)
        return job


def make_backend(
    preload: Names = (), warm: Names = (), warm_later: Names = (), first: Names = ()
) -> WarmParent | FreshInterpreters:
    """What this system can do best."""
    return (WarmParent if HAS_FORK else FreshInterpreters)(preload, warm, warm_later, first)
