"""The `perfkit` command: arguments in, exit code out; the work is done in the rooms it calls."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Sequence

from perfkit.base.errors import PerfkitError
from perfkit.base.interrupts import CODE, INTERRUPTED, met
from perfkit.base.text import tell
from perfkit.cli.builder import language_of, speaking
from perfkit.cli.parser import build_parser


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
        if argv is None:
            gc.set_threshold(100_000, 50, 50)  # most of what a command makes lives until its end
        if argv is None and _is_main_thread() and _opens_files(arguments):
            from perfkit.cli.bounded import limited

            # Looking for plugins, pydantic reads what every installed package says of itself.
            os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
            named = [word for word in arguments[1:] if not word.startswith("-")]
            return limited(
                lambda: main(arguments), " ".join(named[:3]) or arguments[0], lang, _processor_seconds(named)
            )
        code = _run(arguments, lang)
        sys.stdout.flush()  # a full disk is said here
        if met() and code != CODE:  # a library swallowed it, and nobody knows what it left out
            raise KeyboardInterrupt
        return code
    except PerfkitError as error:
        print(error.show(lang), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        tell(lang, *INTERRUPTED, file=sys.stderr)
        return CODE
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        tell(
            lang,
            f"无法读写{where}：{error.strerror}",
            f"cannot read or write{where}: {error.strerror}",
            file=sys.stderr,
        )
        return 1


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


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
