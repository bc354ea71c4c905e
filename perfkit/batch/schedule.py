"""Hands units to an executor, a few ahead of its workers, and tries a lost one again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import Any

from perfkit.batch.result import FAILED
from perfkit.batch.worker import KILLED, LOST, run_unit

# What may go better a second time.
AGAIN = (KILLED, "crash", "timeout")
ATTEMPTS = 2
# A unit whose worker was lost was not tried at all; still there is an end.
MOST_LOST = 5

Request = dict[str, Any]


def run_all(
    requests: Iterator[Request],
    executor: Executor,
    ahead: int,
    done: Callable[[Request, dict[str, Any], int], None],
) -> None:
    """Run every request; `done(request, result, attempts)` is called in this thread as each ends.

    At most `ahead` requests are with the executor at a time, so that a million units cost no memory. An
    exception of `done`, or Ctrl-C, ends the loop with nothing pending.
    """
    pending: dict[Future, tuple[Request, int, int]] = {}

    def submit(request: Request, attempts: int, lost: int) -> None:
        pending[executor.submit(run_unit, request)] = (request, attempts, lost)

    more = True
    try:
        while more or pending:
            while more and len(pending) < ahead:
                request = next(requests, None)
                if request is None:
                    more = False
                else:
                    submit(request, 1, 0)
            if not pending:
                break
            for future in wait(pending, return_when=FIRST_COMPLETED).done:
                request, attempts, lost = pending.pop(future)
                result = _result(future)
                kind = result["kind"] if result["status"] == FAILED else ""
                if kind == LOST and lost < MOST_LOST:
                    submit(request, attempts, lost + 1)
                elif kind in AGAIN and attempts < ATTEMPTS:
                    submit(request, attempts + 1, lost)
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
        return {"status": FAILED, "kind": LOST, "error": text.splitlines()[0], "details": text}
