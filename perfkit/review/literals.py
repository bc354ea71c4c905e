"""Words of which a text must hold one, or a pattern cannot match in it: looked for first, since that is much
quicker."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# The standard library's own parser of patterns has no public name.
from re import _constants as codes  # type: ignore[attr-defined]  # no public name
from re import _parser  # type: ignore[attr-defined]  # no public name
from typing import Any

_MOST = 40
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
Words = frozenset[str]


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
    return _of(_parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)) or frozenset()


def _of(items: Iterable[tuple[Any, Any]]) -> Words | None:
    """The best set of words of which a sequence needs one."""
    found: list[Words] = []
    run = ""
    for code, argument in items:
        if code is codes.LITERAL:
            run += chr(argument)
            continue
        if code is codes.AT:  # a mark between characters takes none
            continue
        if run:
            found.append(frozenset((run,)))
            run = ""
        one = _one(code, argument)
        if one is not None:
            found.append(one)
    if run:
        found.append(frozenset((run,)))
    return max(found, key=lambda words: (min(map(len, words)) > 1, -len(words)), default=None)


def _one(code: Any, argument: Any) -> Words | None:
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
