"""The steps of reading one target: its value and bound, the figure that answers it, and every assumption
made."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from perfkit.filing.targets import words
from perfkit.filing.targets.codes import Direction, Guess, Operator, Reason, Sense
from perfkit.filing.targets.measure import DIRECTIONS, Outcome, compare, compare_dates, pick
from perfkit.filing.targets.phrases import target_words
from perfkit.filing.targets.quantity import Quantity
from perfkit.filing.targets.text import Cell

_REASONS = {
    Sense.BLANK: Reason.NOT_SET,
    Sense.NOT_SET: Reason.NOT_SET,
    Sense.QUESTION: Reason.QUALITATIVE_QUESTION,
    Sense.AS_NEEDED: Reason.AS_NEEDED,
    Sense.BY_DOCUMENT: Reason.BY_DOCUMENT,
    Sense.TOPIC: Reason.TOPIC_ONLY,
    Sense.UNREADABLE: Reason.AMBIGUOUS,
}


class TargetReading:
    """One target while it is being read; `read` runs the steps and leaves the results in the attributes.

    Parameters
    ----------
    name : str          normalised
    kind : str | None   see `perfkit.filing.targets.parse_target`

    Examples
    --------
    >>> from perfkit.filing.targets.text import read_cell
    >>> reading = TargetReading(read_cell("调剂次数≤5"), read_cell("调剂次数为 0"), "预算准备金调剂次数", "quantity")
    >>> reading.read(), reading.outcome.met, reading.guesses
    (None, True, [<Guess.ZERO_ACTUAL_IS_FULL: 'zero_actual_is_full'>])
    """

    def __init__(self, expected: Cell, actual: Cell, name: str, kind: str | None) -> None:
        self.expected, self.actual, self.name, self.kind = expected, actual, name, kind
        self.guesses: list[Guess] = []
        self.operator, self.direction = Operator.NONE, Direction.NONE
        self.target: Quantity | None = None
        self.result: Quantity | None = None
        self.is_cost = _is_cost(name, expected.text, kind)
        self.is_restricted = (
            "的" in actual.text and words.PATTERNS["restricted_base"].search(actual.text) is not None
        )
        self.label_differs = _labels_differ(expected, actual)
        self.outcome = Outcome(None, None)

    def read(self) -> Reason | None:
        """Run all steps; returns why the target is not measurable, or None where it is."""
        reason = self.read_expected()
        if reason is not None:
            return reason
        if self.target is None:
            return self.read_actual_date()
        return self.read_actual() or (Reason.EXPENDITURE if self.is_expenditure() else self.measure())

    @property
    def asked(self) -> Quantity:
        """The target value, for the steps that run only where there is one."""
        assert self.target is not None, "a step that needs a target value"
        return self.target

    @property
    def answer(self) -> Quantity:
        """The figure that answers it, for the steps that run only where there is one."""
        assert self.result is not None, "a step that needs an actual value"
        return self.result

    def is_expenditure(self) -> bool:
        """Money planned and money paid, with no bound printed: how much was spent says nothing of what was
        reached."""
        target, result = self.asked, self.answer
        if target.unit != "元" or target.per or result.unit != "元":
            return False
        # A bound that is printed makes it a ceiling or a floor; one that was guessed does not.
        if Guess.COST_MEANS_AT_MOST not in self.guesses and Guess.BARE_MEANS_AT_LEAST not in self.guesses:
            return False
        said = f"{self.name},{self.expected.text},{self.actual.text}"
        if words.PATTERNS["unit_cost"].search(said) or target.change or result.change:
            return False
        return self.is_cost or target_words().expenditure.holds(said)

    def read_expected(self) -> Reason | None:
        """Find the target value, its bound and its direction."""
        found = self.expected.quantities
        if len(found) > 1:
            outside = tuple(quantity for quantity in found if not quantity.is_aside)
            marked = tuple(quantity for quantity in outside if quantity.is_marked)
            if len(outside) == 1:
                self.guesses.append(Guess.ASIDE_LEFT_OUT)
                found = outside
            elif len(marked) == 1:
                self.guesses.append(Guess.MARKED_FIGURE_TAKEN)
                found = marked
            else:
                return Reason.SEVERAL_VALUES
        if found:
            self.target = self.noted(found[0])
            self.choose_operator()
            if self.expected.date and self.expected.date.is_deadline:
                self.guesses.append(Guess.DEADLINE_LEFT_ASIDE)
            return None
        if self.expected.date:
            self.operator, self.direction = Operator.AT_MOST, Direction.LESS
            return None
        sense = self.expected.sense
        if sense is Sense.NOTHING_HAPPENED:
            self.target = Quantity(Fraction(0))
            self.operator, self.direction = Operator.AT_MOST, Direction.LESS
            self.guesses.append(Guess.NONE_MEANS_ZERO)
            return None
        if sense is Sense.LIMIT:
            self.operator, self.direction = Operator.AT_MOST, Direction.LESS
        return _REASONS.get(sense, Reason.NO_NUMBER)

    def noted(self, quantity: Quantity) -> Quantity:
        """Name what reading this figure took, and give it the unit in the name where it has none."""
        if not quantity.unit:
            unit = words.PATTERNS["name_unit"].search(self.name)
            if unit:
                number, printed = quantity.number, unit[1]
                times = words.MONEY_TIMES.get(printed, 1)
                high = None if quantity.high is None else quantity.high * times
                quantity = replace(
                    quantity,
                    number=number * times,
                    high=high,
                    unit="元" if printed in words.MONEY_TIMES else printed,
                    is_converted=times > 1,
                )
                self.guesses.append(Guess.UNIT_FROM_NAME)
        for is_so, guess in (
            (quantity.is_approximate, Guess.APPROXIMATE),
            (quantity.is_converted, Guess.UNIT_PREFIX_CONVERTED),
            (quantity.in_words, Guess.WORDS_READ_AS_NUMBER),
            (quantity.from_two_bounds, Guess.RANGE_FROM_TWO_BOUNDS),
        ):
            if is_so:
                self.guesses.append(guess)
        return quantity

    def choose_operator(self) -> None:
        """The bound that is printed, or the one that a bare number stands for."""
        target = self.asked
        operator = target.operator
        is_bad = (
            words.PATTERNS["bad_count"].search(self.name + "," + self.expected.text) is not None
            and target.change != "down"
        )
        if operator is Operator.NONE:
            if target.is_reached:
                operator = Operator.AT_LEAST
            elif self.is_cost and target.change != "down":
                operator = Operator.AT_MOST
                self.guesses.append(Guess.COST_MEANS_AT_MOST)
            elif is_bad:
                operator = Operator.AT_MOST
                self.guesses.append(Guess.BAD_THING_MEANS_AT_MOST)
            elif target.unit == "名次":
                operator = Operator.AT_MOST
            elif target.unit in words.WORDS["durations"] and words.PATTERNS["duration_name"].search(
                self.name
            ):
                operator = Operator.AT_MOST
                self.guesses.append(Guess.DURATION_MEANS_AT_MOST)
            elif target.number == 0:
                operator = Operator.AT_MOST
                self.guesses.append(Guess.BARE_ZERO_MEANS_AT_MOST)
            else:
                operator = Operator.AT_LEAST
                self.guesses.append(Guess.BARE_MEANS_AT_LEAST)
            self.target = replace(target, operator=operator)
        self.operator = operator
        is_less = operator is Operator.EQUAL and (self.is_cost or is_bad or target.number == 0)
        self.direction = Direction.LESS if is_less else DIRECTIONS[operator]

    def read_actual(self) -> Reason | None:
        """Find the figure that answers the target."""
        actual, sense = self.actual, self.actual.sense
        if not actual.quantities and target_words().not_measured.holds(actual.text):
            return Reason.NOT_REPORTED
        if actual.quantities:
            found = actual.quantities
            bare_only = len(found) == 1
            pairing = pick(self.asked, [self.noted(found[0])] if bare_only else found)
            if pairing.reason is None or pairing.reason is Reason.UNIT_MISMATCH:
                self.result = pairing.actual
            if pairing.reason is not None:
                return pairing.reason
            if not bare_only:
                self.noted(self.answer)
            self.target = pairing.expected
            self.guesses.extend(pairing.guesses)
            return self.align_change()
        if sense is Sense.BLANK:
            return Reason.NOT_REPORTED
        if sense is Sense.UNREADABLE:
            return Reason.AMBIGUOUS
        if sense in (Sense.NOTHING_HAPPENED, Sense.NOT_SET):
            return self.read_none()
        if sense is Sense.ALL and self.asked.unit == "%" and not words.PATTERNS["denied"].search(actual.text):
            if self.is_restricted:
                return Reason.BASE_RESTRICTED
            self.result = Quantity(Fraction(100), "%")
            self.guesses.append(Guess.ALL_MEANS_100_PERCENT)
            return None
        return Reason.BINARY_ANSWER if sense in (Sense.YES, Sense.NO) else Reason.ACTUAL_MISSING_NUMBER

    def read_none(self) -> Reason | None:
        """“None occurred” is 0 where the target counts that very thing."""
        is_none = self.actual.sense is Sense.NOT_SET
        if self.asked.unit == "%" and self.direction is not Direction.LESS:
            return (
                Reason.AMBIGUOUS if is_none else Reason.NOT_REPORTED
            )  # a rate that nobody measured is no zero
        if self.direction is not Direction.LESS and not words.PATTERNS["not_done"].search(self.actual.text):
            return Reason.AMBIGUOUS if is_none else Reason.ACTUAL_MISSING_NUMBER
        if (
            words.PATTERNS["not_done"].search(self.actual.text)
            and self.asked.unit in words.WORDS["rate_units"]
        ):
            return Reason.ACTUAL_MISSING_NUMBER  # a rate that nobody measured is not zero
        asked = set(words.PATTERNS["bad"].findall(self.name + self.expected.text))
        told = set(words.PATTERNS["bad"].findall(self.actual.text))
        if asked and told and not asked & told:
            self.label_differs = True
            return Reason.ACTUAL_MISSING_NUMBER
        self.result = Quantity(Fraction(0), self.asked.unit, self.asked.per)
        self.guesses.append(Guess.NONE_MEANS_ZERO)
        return None

    def align_change(self) -> Reason | None:
        """Growth against decline: the actual number changes its sign where it moved the other way."""
        result = self.answer
        named = words.PATTERNS["name_change"].search(self.name)
        wanted = self.asked.change or (named.lastgroup if named else "")
        if wanted == result.change:
            return None
        if not result.change:
            if self.asked.change:
                self.guesses.append(Guess.CHANGE_TAKEN_AS_SAME)
            return None
        if not wanted:
            if result.change == "down":
                return Reason.AMBIGUOUS
            self.guesses.append(Guess.CHANGE_TAKEN_AS_SAME)
            return None
        if result.high is not None or result.operator is not Operator.NONE:
            return Reason.AMBIGUOUS
        self.result = replace(result, number=-result.number)
        self.guesses.append(Guess.OPPOSITE_CHANGE_NEGATED)
        return None

    def measure(self) -> Reason | None:
        self.outcome = compare(self.asked, self.answer, self.direction)
        self.guesses.extend(self.outcome.guesses)
        return self.outcome.reason

    def read_actual_date(self) -> Reason | None:
        if self.expected.date is None or self.actual.date is None:
            if self.actual.sense is Sense.BLANK:
                return Reason.NOT_REPORTED
            if self.actual.quantities:
                return Reason.UNIT_MISMATCH
            is_binary = self.actual.sense in (Sense.YES, Sense.NO)
            return Reason.BINARY_ANSWER if is_binary else Reason.ACTUAL_MISSING_NUMBER
        self.outcome = compare_dates(self.expected.date, self.actual.date)
        self.guesses.extend(self.outcome.guesses)
        return self.outcome.reason


def _is_cost(name: str, expected: str, kind: str | None) -> bool:
    if kind != "cost" and (kind is not None or not words.PATTERNS["cost_name"].search(name + "," + expected)):
        return False
    return (
        words.PATTERNS["saving_name"].search(name) is None
        and words.PATTERNS["saving_name"].search(expected) is None
    )


def _labels_differ(expected: Cell, actual: Cell) -> bool:
    if not ("率" in expected.text or "比" in expected.text) or not (
        "率" in actual.text or "比" in actual.text
    ):
        return False
    ours, theirs = words.PATTERNS["label"].search(expected.text), words.PATTERNS["label"].search(actual.text)
    if ours is None or theirs is None:
        return False
    return not (ours[1].endswith(theirs[1]) or theirs[1].endswith(ours[1]))
