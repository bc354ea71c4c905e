"""One job in an interpreter of its own: `python -m perfkit.engine.fresh`, for systems without fork.

The request comes on standard input, the frames leave on what was standard output.
"""

from __future__ import annotations

import os
import signal
import sys


def main() -> None:
    """Read one request, do it, end."""
    from perfkit.engine.wire import Frames

    # A batch started in the background ignores the interrupt and hands that on; a deadline relies on it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    request = next(Frames().feed(sys.stdin.buffer.read()))
    out = os.dup(1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(out, os.O_BINARY)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    sys.path[0] = ""
    sys.argv = [""]
    from perfkit.engine.child import work

    work(request, out)
    os._exit(0)


if __name__ == "__main__":
    main()
