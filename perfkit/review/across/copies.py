"""Sentences of many filings that are the same but for a few characters or figures, by min-wise sketches.

A sentence is the set of its neighbouring characters, figures left out of account. Two sets of which most is
common have most of their least hash values in common too (Broder 1997), so that only sentences with equal
groups of least values are compared; the comparison itself is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_BANDS, _ROWS = 20, 4  # of sentences with six tenths in common 19 of 20 are compared
_BLOCK = 2048
_MOST_COMPARED = 6
_SEED = 20_231_016


def without_figures(text: str) -> str:
    """A sentence with 0 for every figure.

    Examples
    --------
    >>> without_figures("查处38起，回复率99.27%")
    '查处0起，回复率0%'
    """
    return _FIGURE.sub("0", text)


def likeness(one: str, other: str) -> Fraction:
    """The share of neighbouring characters that two sentences have in common.

    Examples
    --------
    >>> likeness("甲乙丙丁", "甲乙丙戊")
    Fraction(1, 2)
    """
    a, b = _pairs(one), _pairs(other)
    return Fraction(len(a & b), len(a | b) or 1)


def alike(texts: Sequence[str], least: Fraction) -> list[int]:
    """For each sentence the number of its group: those that are linked by pairs nearly the same.

    Parameters
    ----------
    texts : sentences without figures, of two characters or more
    least : Fraction   share of neighbouring characters that two must have in common

    Examples
    --------
    >>> alike(["沿线各村建立了保洁队伍", "完成入河排口登记", "沿线各村都建立了保洁队伍"], Fraction(3, 5))
    [0, 1, 0]
    """
    distinct = list(dict.fromkeys(texts))
    group = list(range(len(distinct)))

    def first(number: int) -> int:
        while group[number] != number:
            group[number] = number = group[group[number]]
        return number

    for candidates in _candidates(distinct):
        compared: list[tuple[int, frozenset[str]]] = []
        for number in candidates:
            own = _pairs(distinct[number])
            for other, theirs in compared:
                if len(own & theirs) >= least * len(own | theirs):
                    one, two = sorted((first(number), first(other)))
                    group[two] = one
                    break
            else:
                if len(compared) < _MOST_COMPARED:
                    compared.append((number, own))
    groups = {text: first(number) for number, text in enumerate(distinct)}
    return [groups[text] for text in texts]


def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(str.__add__, text, text[1:]))


def _candidates(texts: Sequence[str]) -> Iterator[list[int]]:
    """Numbers of sentences whose sketches agree in one band, band by band."""
    import numpy as np

    if len(texts) < 2:
        return
    keys = np.concatenate([_keys(texts[at : at + _BLOCK]) for at in range(0, len(texts), _BLOCK)])
    for band in keys.T:
        order = np.argsort(band, kind="stable")
        ends = np.flatnonzero(np.diff(band[order])) + 1
        for run in np.split(order, ends):
            if len(run) > 1:
                yield run.tolist()


def _keys(texts: Sequence[str]) -> np.ndarray:
    """One number for each sentence and band, made of the least hash values of its neighbouring characters."""
    import numpy as np

    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 2**63, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    mixed = chance.integers(1, 2**63, _ROWS, dtype=np.uint64) | np.uint64(1)
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    pairs = codes[:-1] << np.uint64(21) | codes[1:]
    pairs = (pairs ^ pairs >> np.uint64(15)) * np.uint64(0x9E3779B97F4A7C15)
    starts = np.cumsum([0, *map(len, texts)])
    inside = np.ones(len(pairs), dtype=bool)
    inside[starts[1:-1] - 1] = False  # the last character of one sentence and the first of the next
    offsets = np.arange(len(texts))
    pairs, begins = pairs[inside], starts[:-1] - offsets
    least = np.stack(
        [np.minimum.reduceat(pairs * factor >> np.uint64(32), begins) for factor in factors], axis=1
    )
    bands = least.reshape(len(texts), _BANDS, _ROWS) * mixed
    return np.bitwise_xor.reduce(bands ^ bands >> np.uint64(29), axis=2)
