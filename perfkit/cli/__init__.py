"""The `perfkit` command: arguments in, exit code out; the work is done in the rooms it calls."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence

INTERRUPTED = ("已中断", "interrupted")


def _leave(*_: object) -> None:
    os.write(2, f"{INTERRUPTED['en' in sys.argv]}\n".encode())
    os._exit(130)


# Nothing has begun while the command is still being imported.
_mine = threading.current_thread() is threading.main_thread()
_before = signal.signal(signal.SIGINT, _leave) if _mine else None
from perfkit.base.errors import PerfkitError  # noqa: E402  after the handler
from perfkit.base.text import tell  # noqa: E402
from perfkit.cli.builder import language_of, speaking  # noqa: E402
from perfkit.cli.parser import build_parser  # noqa: E402

if _mine:
    signal.signal(signal.SIGINT, _before)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int   0 done, 1 the input is bad (every fault listed), 2 wrong usage, 130 interrupted.

    Examples
    --------
    >>> main(["check", "no-such-folder"])
    1
    """
    lang = "zh"
    try:
        arguments = list(sys.argv[1:] if argv is None else argv)
        lang = language_of(arguments)
        if argv is None and _mine and _opens_files(arguments):
            from perfkit.cli.bounded import limited

            named = [word for word in arguments[1:] if not word.startswith("-")]
            return limited(
                lambda: main(arguments), " ".join(named[:3]) or arguments[0], lang, _processor_seconds(named)
            )
        return _run(arguments, lang)
    except PerfkitError as error:
        print(error.show(lang), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough, also for what ends with the process
        tell(lang, *INTERRUPTED, file=sys.stderr)
        return 130
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        tell(
            lang,
            f"无法读写{where}：{error.strerror}",
            f"cannot read or write{where}: {error.strerror}",
            file=sys.stderr,
        )
        return 1
    finally:
        if argv is None and _mine:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the work is done


# `read` and `report` start processes with limits themselves; `demo` opens nothing.
_NOT_BOUNDED = ("", "read", "report", "demo")


def _opens_files(arguments: list[str]) -> bool:
    command = next((word for word in arguments if not word.startswith("-") and word not in ("zh", "en")), "")
    return command not in _NOT_BOUNDED and arguments[arguments.index(command) + 1 :][:1] != ["new"]


def _processor_seconds(names: list[str]) -> int:
    """Two minutes, and five seconds more for everything that lies in the folders named."""
    count = 0
    for name in names:
        if os.path.isdir(name):
            count += len(os.listdir(name))
    return 120 + 5 * count


def _run(arguments: list[str], lang: str) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with speaking(lang):
        parser = build_parser(lang)
        options = parser.parse_args(arguments)
        if options.run is None:
            parser.print_help()
            return 2
    return options.run(options)
