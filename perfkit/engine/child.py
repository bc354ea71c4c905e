"""What a process does that runs one job and ends: the same for a forked child and for a fresh interpreter."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from perfkit.engine.wire import Frames, pack, write_all

_disposable = False
_ahead: int | None = None


def is_disposable() -> bool:
    """Whether this process exists for one job only, so that a notebook may run right here."""
    return _disposable


def worked_out_ahead() -> Any:
    """What another process has worked out for this job while libraries were imported; None where none has,
    or where it failed. It is there once."""
    global _ahead
    pipe, _ahead = _ahead, None
    if pipe is None:
        return None
    with os.fdopen(pipe, "rb") as told:
        told.read(4)  # its process id
        return next((one["result"] for one in Frames().feed(told.read()) if "result" in one), None)


def resolve(name: str) -> Callable[..., Any]:
    """The function that 'package.module:function' names.

    Examples
    --------
    >>> resolve("os.path:basename")("/a/b")
    'b'
    """
    module, _, function = name.partition(":")
    return getattr(importlib.import_module(module), function)


def work(request: dict[str, Any], out: int, ahead: int | None = None) -> None:
    """Do one job: `handler(payload, send)`; every frame goes to file descriptor `out`.

    The last frame is {"result": ...}, or {"crash": text} where the handler itself failed. A process that ends
    without either was killed.
    """
    global _disposable, _ahead
    _disposable, _ahead = True, ahead
    # The process is gone before its garbage would matter.
    gc.set_threshold(100_000, 50, 50)
    gc.enable()
    fresh = set(sys.modules)
    os.set_inheritable(out, False)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    for name in request.get("environ_remove", ()):
        os.environ.pop(name, None)
    os.environ.update(request.get("environ", {}))
    try:
        if request.get("cwd"):
            os.chdir(request["cwd"])
        _reseed()
        result = resolve(request["handler"])(request["payload"], lambda frame: write_all(out, pack(frame)))
        last = {"result": result, "modules": sorted(set(sys.modules) - fresh)}
    except BaseException:
        last = {"crash": traceback.format_exc()}
    # What the notebook registered runs now, as at the end of its kernel.
    try:
        atexit._run_exitfuncs()
    except BaseException:
        pass
    write_all(out, pack(last))


def _reseed() -> None:
    # A forked child inherits numpy's global generator; python's own reseeds itself.
    numpy = sys.modules.get("numpy.random")
    if numpy is not None:
        numpy.seed()
