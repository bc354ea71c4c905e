"""Ctrl-C at any moment of a command is one sentence and exit code 130.

It is the first module of a command and imports little: until it is there, an interrupt ends in a traceback.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import time
from contextlib import contextmanager, suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

INTERRUPTED = ("已中断", "interrupted")
CODE = 130
# What comes so soon after the first is the same press of the keys: the terminal tells every process of a
# command, and a parent tells its child.
_SAME_PRESS_SECONDS = 1.0
_first: list[float] = []


def leave(*_: object) -> NoReturn:
    """End the process here and now, with the sentence."""
    os.write(2, f"{INTERRUPTED['en' in sys.argv]}\n".encode())
    os._exit(CODE)


def raise_once() -> None:
    """From here on the first Ctrl-C raises KeyboardInterrupt in the main thread; another one ends the
    process."""
    sys.unraisablehook = _unraisable
    signal.signal(signal.SIGINT, _interrupt)


def met() -> bool:
    """Whether there was one: what goes wrong afterwards goes wrong because of it, under whatever name."""
    return bool(_first)


def end(code: int) -> NoReturn:
    """End the process with its exit code.

    The interpreter is not asked to end itself: once a KeyboardInterrupt has passed through code that was made
    from a text, as a dataclass is, it would end by the signal, whatever became of the interrupt.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    atexit._run_exitfuncs()
    os._exit(code)


@contextmanager
def held_back() -> Iterator[None]:
    """Ctrl-C and a polite kill wait, until each side of a fork has said what it does with them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _interrupt(*_: object) -> None:
    now = time.monotonic()
    if not _first:
        _first.append(now)
        raise KeyboardInterrupt
    if now - _first[0] > _SAME_PRESS_SECONDS:
        leave()


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    """An interrupt that met a finaliser is lost to the code around it."""
    if issubclass(what.exc_type, KeyboardInterrupt):
        leave()
    sys.__unraisablehook__(what)
