"""Does the actual value answer what the target asked? Decided by words alone; undecided is said to be so."""

from __future__ import annotations

from typing import Literal

from perfkit.filing.targets import words
from perfkit.filing.targets.codes import Reason, Sense
from perfkit.filing.targets.text import Cell

Claim = Literal["yes", "no"]
_FAILED = {
    Reason.NOT_REPORTED,
    Reason.ACTUAL_MISSING_NUMBER,
    Reason.BINARY_ANSWER,
    Reason.UNIT_MISMATCH,
    Reason.BASE_RESTRICTED,
}


def judge_answer(
    expected: Cell, actual: Cell, reason: Reason | None, *, is_restricted: bool, label_differs: bool
) -> tuple[bool | None, Claim | None]:
    """Whether the actual cell answers the expected one, and the yes or no that it merely claims.

    Parameters
    ----------
    reason : Reason | None   why the target is not measurable; None where it is
    is_restricted : bool     the actual value speaks only of a part (已开展的……)
    label_differs : bool     the two cells name different rates

    Returns
    -------
    (answers, claim). answers is None where words alone cannot tell; claim is never evidence.

    Examples
    --------
    >>> from perfkit.filing.targets.text import read_cell
    >>> def answer(expected, actual, reason):
    ...     cells = read_cell(expected), read_cell(actual)
    ...     return judge_answer(*cells, reason, is_restricted=False, label_differs=False)
    >>> answer("是否及时", "及时", Reason.QUALITATIVE_QUESTION), answer("便民程度", "大大提高", Reason.TOPIC_ONLY)
    ((True, 'yes'), (False, None))
    >>> answer("便民程度", "大大提高了便利性", Reason.TOPIC_ONLY)
    (True, None)
    """
    claim: Claim | None = "yes" if actual.sense is Sense.YES else "no" if actual.sense is Sense.NO else None
    if reason is Reason.NOT_SET:
        return None, claim
    if reason is None:
        return not (is_restricted or label_differs), claim
    if is_restricted or label_differs or actual.sense is Sense.BLANK or reason in _FAILED:
        return False, claim
    if reason is Reason.QUALITATIVE_QUESTION:
        return _to_question(expected.text, actual)
    if reason is Reason.TOPIC_ONLY:
        return _to_topic(expected.text, actual), claim
    if reason is Reason.BY_DOCUMENT:
        return (True if claim else None), claim
    if reason is Reason.NO_NUMBER:
        return _to_aim(expected, actual, claim)
    return None, claim


def _to_question(question: str, actual: Cell) -> tuple[bool | None, Claim | None]:
    answer = actual.text.rstrip("。;,.!")
    if answer in words.WORDS["plain_yes"]:
        return True, "yes"
    if answer in words.WORDS["plain_no"]:
        return True, "no"
    asked = words.PATTERNS["question"].split(question)[-1].rstrip("?？。") or question
    if _share_words(asked, answer):
        same = bool(words.PATTERNS["negated"].match(asked)) == bool(words.PATTERNS["negated"].match(answer))
        return True, "yes" if same else "no"
    return (None if actual.quantities or actual.date else False), None


def _to_topic(topic: str, actual: Cell) -> bool | None:
    if words.PATTERNS["degree_topic"].search(topic):
        head = words.PATTERNS["degree_topic"].sub("", topic)
        risen = words.PATTERNS["degree_rises"].search(actual.text) and any(
            letter in actual.text for letter in head
        )
        return (
            bool(actual.quantities) or bool(risen) or bool(words.PATTERNS["degree_words"].search(actual.text))
        )
    if words.PATTERNS["number_topic"].search(topic):
        return bool(actual.quantities)
    return False if actual.sense in (Sense.YES, Sense.NO) else None


def _to_aim(expected: Cell, actual: Cell, claim: Claim | None) -> tuple[bool | None, Claim | None]:
    if expected.sense is Sense.LIMIT:
        if words.PATTERNS["within"].search(actual.text):
            return True, "yes"
        if words.PATTERNS["beyond"].search(actual.text):
            return True, "no"
    if actual.text == expected.text:
        return True, "yes"
    wanted, moved = (
        words.PATTERNS["name_change"].search(expected.text),
        words.PATTERNS["name_change"].search(actual.text),
    )
    if wanted and moved and actual.quantities:
        return True, "yes" if wanted.lastgroup == moved.lastgroup else "no"
    if expected.sense is Sense.ALL and actual.sense is Sense.ALL:
        return True, claim
    return (True if claim else None), claim


def _share_words(asked: str, answer: str) -> bool:
    if len(answer) < 2 or len(asked) < 2:
        return answer == asked
    return any(answer[i : i + 2] in asked for i in range(len(answer) - 1))
