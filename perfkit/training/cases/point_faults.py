"""What is wrong with the points given to a criterion, by what decides it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import Text, joined
from perfkit.training.cases.case import EXACT, JUDGED, OPEN, Expected
from perfkit.training.reference import NumberReference, round_half_up_fraction
from perfkit.training.typed import AnswerError, as_number, as_span
from perfkit.training.words import words

_OPEN_WORDS = re.compile(r"^(待定|待佐证|待补充|未定|缺数|缺|open|unknown|pending|tbd)[。.]?$", re.IGNORECASE)


def says_open(points: Any) -> bool:
    """True where a trainee wrote that nothing decides a criterion."""
    return isinstance(points, str) and bool(_OPEN_WORDS.match(points.strip()))


def _is_range(points: Any) -> bool:
    """True where a trainee gave a least and a most that differ: this too says that nothing decides."""
    try:
        low, high, _ = as_span(points)
    except AnswerError:
        return False
    return low != high


def point_faults(expected: Expected, points: Any) -> tuple[Text, ...]:
    """What is wrong with the points, nothing where they hold; what cannot be read is said."""
    try:
        return _FAULTS[expected.kind](expected, points, says_open(points) or _is_range(points))
    except AnswerError as error:
        return (error.message,)


def _exact_faults(expected: Expected, points: Any, is_open: bool) -> tuple[Text, ...]:
    if is_open:
        return (Text("数据已经能定分，不必待定", "figures decide this; it is not open"),)
    verdict = NumberReference(expected.span.low).compare(points)
    if verdict.is_right:
        return ()
    try:
        off = round_half_up_fraction(as_number(points), 2) - round_half_up_fraction(expected.span.low, 2)
    except AnswerError as error:
        return (error.message,)
    return (words("points_too_many" if off > 0 else "points_too_few", off=show_number(abs(off))),)


def _judged_faults(expected: Expected, points: Any, is_open: bool) -> tuple[Text, ...]:
    if is_open:
        return (Text("材料在案，可以评定，不必待定", "the document is on file; this can be judged"),)
    given = as_number(points)
    if expected.steps and given not in expected.steps and not expected.holds(given):
        return (words("only_steps", steps=joined(map(show_exact, expected.steps))),)
    if expected.holds(given):
        return ()
    over = given > expected.spans[-1].high
    return (Text("给高了", "too many points") if over else Text("给低了", "too few points"),)


def _open_faults(expected: Expected, points: Any, _is_open: bool) -> tuple[Text, ...]:
    if says_open(points):
        return ()
    low, high, alone = as_span(points)
    if alone:
        if low == expected.span.low:
            return (Text("缺数、缺材料不等于 0 分", "missing is not nothing"),)
        if low == expected.span.high:
            return (Text("缺数、缺材料不能照给满分", "missing is not full"),)
        return (Text("没有数据或材料可以定分", "nothing on file decides this"),)
    same = [
        round_half_up_fraction(given, 2) == round_half_up_fraction(right, 2)
        for given, right in ((low, expected.span.low), (high, expected.span.high))
    ]
    return () if all(same) else (Text("区间不对", "the range is not right"),)


_FAULTS: dict[str, Callable[[Expected, Any, bool], tuple[Text, ...]]] = {
    EXACT: _exact_faults,
    JUDGED: _judged_faults,
    OPEN: _open_faults,
}
