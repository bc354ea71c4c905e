"""The `perfkit` command, also as `python -m perfkit`."""

import signal

from perfkit.base.interrupts import end, leave, met, raise_once

signal.signal(signal.SIGINT, leave)  # nothing has begun while the command is still being imported

from perfkit.cli import main  # noqa: E402  after the handler


def command() -> None:
    """Run the command that the arguments name, and end the process with its exit code."""
    try:
        raise_once()
        try:
            code = main()
        except SystemExit as stop:  # wrong usage, or --help
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        end(code)
    except KeyboardInterrupt:
        leave()
    except Exception:
        if met():
            leave()
        raise


if __name__ == "__main__":
    command()
