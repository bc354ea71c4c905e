"""What an executor's worker does with a unit: hand it to the warm parent of this process and tell how it
ended."""

from __future__ import annotations

import atexit
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from perfkit.base.text import say
from perfkit.batch.plan import default_notebook
from perfkit.batch.result import FAILED, failure
from perfkit.batch.settings import ASKED, FIRST, PRELOAD, WARM, WARM_FIRST, WARM_LATER
from perfkit.engine.job import Ending
from perfkit.engine.spawn import FreshInterpreters, make_backend
from perfkit.engine.warm import EngineError, WarmParent

# Kinds of failure that say nothing about the unit: a plain second run tries it again.
LOST, KILLED = "lost", "killed"
_FROM_OUTSIDE = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP) if os.name != "nt" else ()

_lock = threading.Lock()
_stopped = threading.Event()
_shared: tuple[int, WarmParent | FreshInterpreters] | None = None


def shared_backend() -> WarmParent | FreshInterpreters:
    """The one warm parent of this process, made when it is first needed."""
    global _shared  # noqa: PLW0603  one for the process
    with _lock:
        if _shared is None or _shared[0] != os.getpid():
            backend = make_backend(PRELOAD, WARM, WARM_LATER, FIRST)
            _shared = (os.getpid(), backend)
            atexit.register(backend.stop)
        return _shared[1]


def start_early() -> None:
    """Start the warm parent while the batch is still being planned; where it cannot start, the first job
    says so."""
    with suppress(EngineError):
        shared_backend().start()


def look_ahead(common: Mapping[str, Any], departments: Sequence[Path], formats: Sequence[str]) -> None:
    """Have the first report evaluated, reviewed and drawn while the warm parent still imports; not where it
    may be there already, or where a notebook of somebody's own could ask a chart for its figure."""
    ours = common["notebook"] == str(default_notebook().resolve()) and common["engine"] == "perfkit"
    if (
        not ours
        or common["public"]
        or list(formats[:1]) != ["html"]
        or Path(common["out"], "reports").exists()
    ):
        return
    asked = {name: common[name] for name in (*ASKED, "notebook")}
    asked |= {"department": str(departments[0]), "format": "html"}
    _begin("perfkit.batch.ahead:prepare", asked)


def _begin(handler: str, payload: dict[str, Any]) -> None:
    def begin() -> None:
        shared_backend().look_ahead(handler, payload, WARM_FIRST)

    threading.Thread(target=begin, daemon=True).start()


def warm_now() -> None:
    """Make ready for reports to come, while there is nothing to do; nothing where none was made."""
    with suppress(EngineError):
        if _shared is not None:
            shared_backend().run("perfkit.batch.warming:nothing", {}, then_warm=True)


def stop_units() -> None:
    """End the units that are at work; none begins after that."""
    _stopped.set()
    shared_backend().kill_jobs()


def begin_units() -> None:
    """Units may begin again, after an earlier batch of this process was stopped."""
    _stopped.clear()


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
        What `perfkit.batch.work.make` returns, or `status` "failed" with `kind` "lost", "killed", "crash" or
        "timeout"; and `seconds`, `cpu_seconds`, `peak_kilobytes` for the log.
    """
    started = time.monotonic()
    try:
        if _stopped.is_set():
            raise EngineError("stopped")
        ending = shared_backend().run(
            "perfkit.batch.work:make", dict(request), timeout=request["timeout"], then_warm=request["many"]
        )
    except EngineError as error:
        return {**failure(LOST, str(error), str(error)), "seconds": time.monotonic() - started}
    used = {
        "seconds": round(time.monotonic() - started, 3),
        "cpu_seconds": round(ending.cpu_seconds, 3),
        "peak_kilobytes": ending.peak_kilobytes,
    }
    if ending.lost and not ending.finished and not ending.timed_out:
        gone = say(
            request["lang"],
            "执行报告的进程组被外部终止或没有应答",
            "the process that makes reports was killed from outside or did not answer",
        )
        return {**failure(LOST, gone, gone), **used}
    finished = isinstance(ending.result, dict) and ending.result["status"] != FAILED
    if ending.timed_out and not finished:
        limit = f"{request['timeout']:g}"
        late = say(request["lang"], f"超过时限 {limit} 秒", f"took longer than {limit} s")
        where = ending.result.get("error", "") if isinstance(ending.result, dict) else ""
        return {**failure("timeout", late, where or ending.crash), **used}
    if ending.died:
        how = f"signal {-ending.status}" if ending.status < 0 else f"exit {ending.status}"
        ended = say(request["lang"], f"进程意外结束（{how}）", f"its process ended unexpectedly ({how})")
        kind = KILLED if -ending.status in _FROM_OUTSIDE else "crash"
        return {**failure(kind, ended, ended), **used}
    if ending.crash:
        return {**failure("error", ending.crash.strip().splitlines()[-1], ending.crash), **used}
    return {**ending.result, **used}
