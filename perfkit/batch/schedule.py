"""Hands units to an executor, a few ahead of its workers, and tries a lost one again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from perfkit.batch.work import FAILED
from perfkit.batch.worker import run_unit

# Kinds of failure that say nothing about the unit itself.
AGAIN = ("crash", "timeout")
ATTEMPTS = 2

Request = dict[str, Any]


def run_all(
    requests: Iterator[Request],
    executor: Executor,
    ahead: int,
    done: Callable[[Request, dict[str, Any], int], None],
) -> None:
    """Run every request; `done(request, result, attempts)` is called in this thread as each ends.

    At most `ahead` requests are with the executor at a time, so that a million units cost no memory. An exception
    of `done`, or Ctrl-C, ends the loop with nothing pending.
    """
    pending: dict[Future, tuple[Request, int]] = {}
    more = True
    try:
        while more or pending:
            while more and len(pending) < ahead:
                request = next(requests, None)
                if request is None:
                    more = False
                else:
                    pending[executor.submit(run_unit, request)] = (request, 1)
            if not pending:
                break
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                request, attempts = pending.pop(future)
                result = _result(future)
                if result["status"] == FAILED and result["kind"] in AGAIN and attempts < ATTEMPTS:
                    pending[executor.submit(run_unit, request)] = (request, attempts + 1)
                else:
                    done(request, result, attempts)
    finally:
        for future in pending:
            future.cancel()


def _result(future: Future) -> dict[str, Any]:
    try:
        return future.result()
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        return {"status": FAILED, "kind": "crash", "error": text.splitlines()[0], "details": text}
