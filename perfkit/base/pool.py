"""Many folders worked through in several processes, in their order."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from perfkit.base.interrupts import held_back

Job = TypeVar("Job")
Result = TypeVar("Result")
MANY = 60
"""From here on, starting processes takes less time than they save."""


def each(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int | None = None) -> list[Result]:
    """What a module's function makes of every job, in their order; in several processes where there are many.

    Parameters
    ----------
    workers : int   processes; one a processor unless given, 1 for none beside this one
    """
    if len(jobs) < MANY or workers == 1:
        return [work(job) for job in jobs]
    with _started(workers) as executor:
        with held_back():  # a process that is still starting has no sentence for it
            results = executor.map(work, jobs, chunksize=max(1, len(jobs) // 32))
        return list(results)


@contextmanager
def _started(workers: int | None) -> Iterator[Executor]:
    with (
        _main_left_alone(),
        ProcessPoolExecutor(
            workers or os.cpu_count(), mp_context=get_context("spawn"), initializer=_end_by_signal
        ) as executor,
    ):
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def _end_by_signal() -> None:
    """Ctrl-C is said by the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


@contextmanager
def _main_left_alone() -> Iterator[None]:
    """A new process runs the caller's script again unless the script cannot be found; it needs nothing of
    it."""
    script = sys.modules["__main__"]
    kept = {name: vars(script)[name] for name in ("__spec__", "__file__") if name in vars(script)}
    for name in kept:
        setattr(script, name, None)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(script, name, value)
