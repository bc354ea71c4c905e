"""What an executor's worker does with a unit: hand it to the warm parent of this process and tell how it ended."""

from __future__ import annotations

import atexit
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from perfkit.batch.settings import PRELOAD, WARM, WARM_LATER
from perfkit.batch.work import FAILED
from perfkit.engine.job import Ending
from perfkit.engine.spawn import FreshInterpreters, make_backend
from perfkit.engine.warm import EngineError, WarmParent

_lock = threading.Lock()
_shared: tuple[int, WarmParent | FreshInterpreters] | None = None


def shared_backend() -> WarmParent | FreshInterpreters:
    """The one warm parent of this process, made when it is first needed."""
    global _shared  # noqa: PLW0603  one for the process
    with _lock:
        if _shared is None or _shared[0] != os.getpid():
            backend = make_backend(PRELOAD, WARM, WARM_LATER)
            _shared = (os.getpid(), backend)
            atexit.register(backend.stop)
        return _shared[1]


def start_early() -> None:
    """Start the warm parent while the batch is still being planned; where it cannot start, the first job says so."""
    with suppress(EngineError):
        shared_backend().start()


def ask(handler: str, payload: Mapping[str, Any], timeout: float | None = None) -> Ending:
    """A job of the batch itself, tried again where its process was lost.

    Raises
    ------
    EngineError   it was lost three times.
    """
    for attempt in range(3):
        try:
            ending = shared_backend().run(handler, dict(payload), timeout=timeout)
        except EngineError:
            if attempt == 2:
                raise
            continue
        if not ending.died:
            break
    return ending


def run_unit(request: Mapping[str, Any]) -> dict[str, Any]:
    """Make one unit in a process of its own; any executor can carry this call.

    Returns
    -------
    dict
        What `perfkit.batch.work.make` returns, or `status` "failed" with `kind` "crash" or "timeout"; and
        `seconds`, `cpu_seconds`, `peak_kilobytes` for the log.
    """
    started = time.monotonic()
    try:
        ending = shared_backend().run(
            "perfkit.batch.work:make", dict(request), timeout=request["timeout"], then_warm=True
        )
    except EngineError as error:
        return {**_failed("crash", str(error), str(error)), "seconds": time.monotonic() - started}
    used = {
        "seconds": round(time.monotonic() - started, 3),
        "cpu_seconds": round(ending.cpu_seconds, 3),
        "peak_kilobytes": ending.peak_kilobytes,
    }
    finished = isinstance(ending.result, dict) and ending.result["status"] != FAILED
    if ending.timed_out and not finished:
        limit = f"{request['timeout']:g}"
        late = f"超过时限 {limit} 秒" if request["lang"] == "zh" else f"took longer than {limit} s"
        where = ending.result.get("error", "") if isinstance(ending.result, dict) else ""
        return {**_failed("timeout", late, where or ending.crash), **used}
    if ending.died:
        how = f"signal {-ending.status}" if ending.status < 0 else f"exit {ending.status}"
        lost = (
            f"进程意外结束（{how}）" if request["lang"] == "zh" else f"its process ended unexpectedly ({how})"
        )
        return {**_failed("crash", lost, lost), **used}
    if ending.crash:
        return {**_failed("error", ending.crash.strip().splitlines()[-1], ending.crash), **used}
    return {**ending.result, **used}


def _failed(kind: str, error: str, details: str) -> dict[str, Any]:
    return {"status": FAILED, "kind": kind, "error": error, "details": details}
