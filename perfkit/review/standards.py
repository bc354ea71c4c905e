"""What a row's own standard (评分标准) gives for its result: the least and the most points of every reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from perfkit.base.quantities import MONEY_UNITS, ZERO, Points, unit_factor
from perfkit.filing.targets import ParsedTarget
from perfkit.filing.targets.codes import Direction, Guess, Operator
from perfkit.review.rulebook import pattern
from perfkit.review.sentences import plain_text

_SENTENCE = re.compile(r"[;；。\n]")
# What a result may be measured in otherwise than it was read.
UNSURE = (
    Guess.APPROXIMATE,
    Guess.MARKED_FIGURE_TAKEN,
    Guess.ASIDE_LEFT_OUT,
    Guess.CHANGE_TAKEN_AS_SAME,
    Guess.DEADLINE_LEFT_ASIDE,
    Guess.BAD_THING_MEANS_AT_MOST,
    Guess.DURATION_MEANS_AT_MOST,
    Guess.COST_MEANS_AT_MOST,
    Guess.UNIT_TAKEN_AS_SAME,
    Guess.READ_AS_PERCENT,
)


@dataclass(frozen=True, slots=True)
class Result:
    """What was reached, in yuan, percent or a count, beside what was due, where that is known.

    `less` where less of it is better; `rate` where the result itself is the share of what was due.
    """

    done: Fraction
    unit: str
    due: Fraction | None = None
    less: bool = False
    rate: bool = False

    def as_completion(self) -> Result | None:
        """A count or an amount as the share of what was due, for a standard that speaks of percent."""
        if not self.due or self.less or self.unit == "%":
            return None
        return Result(self.done / self.due * 100, "%", Fraction(100))


def result_of(parsed: ParsedTarget) -> Result | None:
    """The result of a target that was read without a doubt; None where there is none."""
    due, done, unit = parsed.expected_number, parsed.actual_number, parsed.expected_unit
    sure = parsed.measurable and parsed.operator is not Operator.BETWEEN and parsed.actual_high is None
    if due is None or done is None or not sure or unit != parsed.actual_unit:
        return None
    if any(guess in parsed.guesses for guess in UNSURE):
        return None
    return Result(done, unit, due, parsed.direction is Direction.LESS)


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a stretch; whether its own value belongs to it, where that is said."""

    value: Fraction
    lower: bool
    including: bool | None

    def holds(self, done: Fraction) -> bool | None:
        """Whether a value lies on this side of the end; None on the end itself where nothing says."""
        if done == self.value:
            return self.including
        return (done > self.value) is self.lower


@dataclass(frozen=True, slots=True)
class _Band:
    ends: tuple[_End, ...]
    points: Fraction


class Standard:
    """A standard as printed.

    Parameters
    ----------
    text : str         as printed
    most : Fraction    the most points of its row
    unit : str         of the row's result; figures in others are not its
    """

    def __init__(self, text: str, most: Fraction, unit: str):
        self.text, self.most, self.unit = plain_text(text), most, unit
        self.open = bool(pattern("standard_open").search(text))  # ① is 1 in half width
        self.steps = list(pattern("standard_step").finditer(self.text))
        self.shares = bool(pattern("standard_share").search(self.text))
        self.nothing = bool(pattern("standard_nothing").search(self.text))
        self.unread = False  # a clause gives points and nobody knows when
        self.bands = list(self._bands())

    @property
    def bound(self) -> _End | None:
        """The one value from which on, or up to which, a row has full points."""
        ends = [band.ends for band in self.bands if band.points == self.most]
        return ends[0][0] if len(ends) == 1 and len(ends[0]) == 1 else None

    def _bands(self) -> Iterator[_Band]:
        others = pattern("standard_step").sub("", pattern("standard_nothing").sub("", self.text))
        self.unread = bool(pattern("standard_off").search(others))
        for sentence in _SENTENCE.split(others):
            last = 0
            for given in pattern("standard_gives").finditer(sentence):
                words, last = sentence[last : given.start()], given.end()
                ends, points = tuple(dict.fromkeys(self._ends(words))), self._points(given)
                if pattern("standard_gives_else").search(words):
                    self.unread = True
                elif ends and points is not None:
                    yield _Band(ends, points)
                elif not given["full"] or any(map(str.isdigit, words)):
                    self.unread = True

    def _points(self, given: re.Match[str]) -> Fraction | None:
        if given["full"] or given["none"]:
            return self.most if given["full"] else ZERO
        share = given["share"] or given["part"] or ("50" if given["half"] else "")
        points = Fraction(share) * self.most / 100 if share else Fraction(given["points"])
        return points if points <= self.most else None

    def _ends(self, clause: str) -> Iterator[_End]:
        if span := pattern("standard_span").search(clause):
            values = (self._value(span["low"], span["unit"]), self._value(span["number"], span["unit"]))
            for value, lower, said in zip(
                values, (True, False), (span["low_in"], span["high_in"]), strict=True
            ):
                if value is not None:
                    yield _End(value, lower, True if said else None)
            return
        for name, lower in _ENDS.items():
            for found in pattern(name).finditer(clause):
                value, groups = self._value(found["number"], found["unit"]), found.groupdict()
                including = bool(found["including"] or found["also"]) and not groups.get("without")
                if value is not None:
                    yield _End(value, lower, including)
        if self.unit == "%" and pattern("standard_whole").search(clause):
            yield _End(Fraction(100), True, True)  # 100%得满分: from the whole on

    def _value(self, number: str, unit: str) -> Fraction | None:
        """A value of the standard in the unit of the row; None where it counts something else."""
        value = Fraction(number.replace("一", "1"))
        if unit in MONEY_UNITS:
            return value * unit_factor(unit) if self.unit == "元" else None
        alike = unit == self.unit or (
            unit and self.unit and (unit.startswith(self.unit) or self.unit.startswith(unit))
        )
        return value if alike or not unit and self.unit != "元" else None

    def points(self, result: Result) -> Points | None:
        """The least and the most points that the standard gives; None where it does not say."""
        if self.open:
            return None
        given = self._by_band(result.done)
        if given is None and (not self.bands or self.steps or self.shares or self.nothing):
            given = self._by_value(result)
        return Points(ZERO, given.high) if given is not None and self.unread else given

    def _by_value(self, result: Result) -> Points | None:
        """By how far the result is from what was due: the bound for full points, else the row's own value."""
        bound = self.bound
        due, less = (result.due, result.less) if bound is None else (bound.value, not bound.lower)
        if self.steps and self.steps[0]["bad"] and not due:
            due, less = ZERO, True
        if due is None or result.rate and bound is None:
            return self._by_share(result, due, less) if self.shares and not self.steps else None
        if self.shares and not self.steps:
            return self._by_share(result, due, less)
        if result.done <= due if less else result.done >= due:
            return Points(self.most, self.most) if self.steps else None
        if self.steps:
            return self._by_step(result.done, due, less)
        return Points(ZERO, ZERO) if self.nothing and not self.unread else None

    def _by_band(self, done: Fraction) -> Points | None:
        found = []
        for band in self.bands:
            held = [end.holds(done) for end in band.ends]
            if None in held:
                return None  # on an end of which nothing says whether it belongs to the stretch
            found += [band] if all(held) else []
        if len({band.points for band in found}) > 1:
            sides = {tuple(end.lower for end in band.ends) for band in found}
            if len(sides) > 1 or len(found[0].ends) > 1:
                return None
            pick = max if found[0].ends[0].lower else min
            found = [pick(found, key=lambda band: band.ends[0].value)]
        return Points(found[0].points, found[0].points) if found else None

    def _by_step(self, done: Fraction, due: Fraction, less: bool) -> Points | None:
        """Points off for whole steps, for steps begun, or in proportion."""
        if len(self.steps) != 1:
            return None
        (step,) = self.steps
        if step["short"] and less or step["over"] and not less or step["bad"] and due:
            return None
        gap, each, sizes = abs(done - due), Fraction(step["number"].replace("一", "1")), []
        if step["unit"] == "%" and due:  # a percentage point, or a hundredth of what was due
            sizes.append(gap / due * 100 / each)
        if step["unit"] == "个百分点" or self.unit == "%" == step["unit"]:
            sizes += [gap / each] if self.unit == "%" else []
        elif step["unit"] != "%" and (size := self._value(step["number"], step["unit"])):
            sizes.append(gap / size)
        if not sizes:
            return None
        off = Fraction(step["points"]) * (self.most / 100 if step["of"] == "%" else 1)
        fewest = ceil(min(sizes)) if pattern("standard_begun").search(self.text) else floor(min(sizes))
        high, low = (max(ZERO, self.most - whole * off) for whole in (fewest, ceil(max(sizes))))
        return Points(low, high)

    def _by_share(self, result: Result, due: Fraction | None, less: bool) -> Points | None:
        """In proportion to what was reached of what was due, or to the rate itself."""
        shares = [result.done / 100] if result.unit == "%" and not less else []
        if due and result.done and not result.rate:
            shares += [due / result.done, 2 - result.done / due] if less else [result.done / due]
        shares = [min(Fraction(1), max(ZERO, share)) for share in shares]
        return Points(min(shares) * self.most, max(shares) * self.most) if shares else None


_ENDS = {"standard_least": True, "standard_from": True, "standard_most": False, "standard_to": False}
