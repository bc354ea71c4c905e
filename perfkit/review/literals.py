"""Words of which a text must hold one, or a pattern cannot match in it: looked for first, since that is much
quicker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

# The standard library's own parser of patterns has no public name.
from re import _constants as codes  # type: ignore[attr-defined]  # no public name
from re import _parser  # type: ignore[attr-defined]  # no public name
from typing import Any

from perfkit.base.kept import kept

_MOST, _FEW, _SHORT = 20, 4, 2
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
Words = frozenset[str]
# Words found by another version of this module are not these.
_VERSION = sha256(Path(__file__).read_bytes()).hexdigest()[:16]
_NO_RUN: Words = frozenset(("",))


@lru_cache(maxsize=1024)
def needed(pattern: re.Pattern[str]) -> Words:
    """The words; none where no few words are needed, and the pattern has to be tried everywhere.

    Examples
    --------
    >>> sorted(needed(re.compile("(?:经费|资金)(?:严重)?(?:不足|短缺)$")))
    ['经费', '资金']
    >>> needed(re.compile("[0-9]+%?"))
    frozenset()
    """
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    flags = pattern.flags & ~re.DEBUG
    kind = f"needed {flags} {_VERSION}"
    return frozenset(kept(kind, pattern.pattern, lambda written: _listed(written, flags)))


def _listed(written: str, flags: int) -> tuple[str, ...]:
    return tuple(sorted(_of(_parser.parse(written, flags)) or ()))


def _of(items: Iterable[tuple[Any, Any]]) -> Words | None:
    """The best set of words of which a sequence needs one."""
    found: list[Words] = []
    run = _NO_RUN
    for code, argument in items:
        if code is codes.AT:  # a mark between characters takes none
            continue
        one = _one(code, argument)
        if one is not None and code in (codes.LITERAL, codes.IN):
            if code is codes.LITERAL or len(next(iter(run))) < _SHORT and len(one) <= _FEW:
                run = frozenset(word + character for word in run for character in one)
                continue
        found += [each for each in (run - _NO_RUN, one) if each]
        run = _NO_RUN
    found += [run] if run != _NO_RUN else []
    return max(found, key=lambda words: (min(map(len, words)) > 1, -len(words)), default=None)


def _one(code: Any, argument: Any) -> Words | None:
    if code is codes.LITERAL:
        return frozenset((chr(argument),))
    if code is codes.SUBPATTERN:
        return _of(argument[3])
    if code is codes.ATOMIC_GROUP:
        return _of(argument)
    if code in _REPEATS:
        return _of(argument[2]) if argument[0] > 0 else None
    if code is codes.BRANCH:
        return _any(_of(branch) for branch in argument[1])
    if code is codes.IN:
        return _any(frozenset((chr(a),)) if c is codes.LITERAL else None for c, a in argument)
    return None


def _any(alternatives: Iterable[Words | None]) -> Words | None:
    words: set[str] = set()
    for one in alternatives:
        if one is None:
            return None
        words |= one
    return frozenset(words) if 0 < len(words) <= _MOST else None
