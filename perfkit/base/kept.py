"""What follows from the words of a data file alone, kept beside Python's own compiled modules: patterns take
longer to compile than everything else that a short command does."""

from __future__ import annotations

import _sre
import atexit
import marshal
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib.util import cache_from_source
from pathlib import Path

# The standard library's own translation of patterns has no public name.
from re import _compiler, _parser  # type: ignore[attr-defined]  # no public name
from typing import Any

from perfkit.base.files import write_whole

_MOST = 2000
# Another interpreter translates otherwise.
_MADE_BY = (sys.version, _sre.MAGIC, _sre.CODESIZE, sys.byteorder)
_NEW: dict[tuple[str, str], Any] = {}


def kept(kind: str, words: str, make: Callable[[str], Any]) -> Any:
    """What `make` gives for words, from an earlier process where there was one.

    Parameters
    ----------
    kind : str   what is made of the words
    make : from the words to what marshal can write; nothing else may go into it
    """
    key = (kind, words)
    for known in (_earlier(), _NEW):
        if key in known:
            return known[key]
    if not _NEW:
        atexit.register(_keep)
    return _NEW.setdefault(key, make(words))


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` gives it.

    Raises
    ------
    re.error   it cannot be read.

    Examples
    --------
    >>> compiled("(?P<n>[0-9]+)人") == re.compile("(?P<n>[0-9]+)人")
    True
    """
    made = kept(f"pattern {int(flags)}", pattern, lambda written: _translated(written, int(flags)))
    all_flags, code, groups, numbers, names = made
    try:
        return _sre.compile(pattern, all_flags, array("I", code).tolist(), groups, numbers, names)
    except (RuntimeError, TypeError, ValueError, OverflowError):
        return re.compile(pattern, flags)


def _translated(pattern: str, flags: int) -> tuple[Any, ...]:
    parsed = _parser.parse(pattern, flags)
    code, numbers = _compiler._code(parsed, flags), parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in numbers.items():
        names[number] = name
    all_flags, groups = int(flags | parsed.state.flags), parsed.state.groups - 1
    return all_flags, array("I", code).tobytes(), groups, dict(numbers), tuple(names)


def _place() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".kept")


@lru_cache(maxsize=1)
def _earlier() -> dict[tuple[str, str], Any]:
    with suppress(OSError, ValueError, EOFError, TypeError):
        made_by, found = marshal.loads(_place().read_bytes())
        if made_by == _MADE_BY and isinstance(found, dict):
            return found
    return {}


def _keep() -> None:
    """Write what is new; a folder that may not be written to is left as it is, as Python does."""
    if sys.dont_write_bytecode or not _NEW:
        return
    known = _earlier() if len(_earlier()) + len(_NEW) <= _MOST else {}
    with suppress(Exception):
        write_whole(_place(), marshal.dumps((_MADE_BY, {**known, **_NEW})))
