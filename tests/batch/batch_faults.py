"""Makes writing fail: loaded into the processes of a batch by its tests, never part of perfkit itself.

BATCH_FAULT=kill:N     the N-th write or rename of the whole batch, in whatever process, is the last thing it
does BATCH_FAULT=full:N     from the N-th on, the disk is full
BATCH_COUNTER=FILE     where the processes count together, a byte each
"""

from __future__ import annotations

import errno
import os
import signal
import tempfile

from perfkit.batch import store


def install() -> None:
    """Wrap the two functions through which every result is written and takes its place."""
    store.write_bytes = _counted(store.write_bytes)
    os.replace = _counted(os.replace)
    tempfile.mkstemp = _counted(tempfile.mkstemp)


def _counted(function):
    def wrapper(*arguments, **named):
        kind, _, number = os.environ.get("BATCH_FAULT", "none:0").partition(":")
        counter = os.open(os.environ["BATCH_COUNTER"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(counter, b".")
        count = os.fstat(counter).st_size
        os.close(counter)
        if kind == "full" and count >= int(number):
            raise OSError(errno.ENOSPC, "No space left on device", str(arguments or named["dir"]))
        if kind == "kill" and count == int(number):
            if function.__name__ == "write_bytes":
                # A write that gets half of its bytes out.
                path, content = arguments
                path.write_bytes(content[: len(content) // 2])
            if function.__name__ == "mkstemp":
                function(**named)
            # The whole batch: its own process, wherever this one runs.
            os.kill(int(os.environ["BATCH_MAIN"]), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return wrapper
