"""The `perfkit` command: arguments in, exit code out; the work is done in the rooms it calls."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

from perfkit.base.errors import PerfkitError
from perfkit.base.text import say
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
    arguments = list(sys.argv[1:] if argv is None else argv)
    lang = language_of(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    with speaking(lang):
        parser = build_parser(lang)
        options = parser.parse_args(arguments)
        if options.run is None:
            parser.print_help()
            return 2
    try:
        return options.run(options)
    except PerfkitError as error:
        print(error.show(lang), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough, also for what ends with the process
        print(say(lang, "已中断", "interrupted"), file=sys.stderr)
        return 130
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        print(
            say(lang, f"无法读写{where}：{error.strerror}", f"cannot read or write{where}: {error.strerror}"),
            file=sys.stderr,
        )
        return 1
