"""Reading what a trainee typed: numbers, spans, letters; anything else gets a friendly sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from numbers import Real
from operator import add, mul, sub, truediv
from typing import Any

from perfkit.base.errors import FactError, PerfkitError
from perfkit.base.numerals import chinese_number
from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.training.words import words

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
} | str.maketrans("．％－～＋／＊＝", ".%-~+/*=")
_MARKS = str.maketrans("，（）［］｛｝：；！？　“”‘’「」【】−×÷＂＇。", ',()[]{}:;!? ""\'\'""[]-*/"\'.')
_UNITS = re.compile(
    r"(个百分点|percentage points?|百分点|万元|分|项|人|个|宗|条|points?|yuan|people|rows?|targets?|元|%)\s*$",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^(?:答案|答|得分|得|约|大约|共|第|是|为|about|approx\.?|ca\.?|answer|≈|=|:)\s*(?:是|为|:|=)?\s*",
    re.IGNORECASE,
)
_SPAN_WORDS = re.compile(r"(?:最少|least)\D{0,4}([\d.]+)\D+?(?:最多|most)\D{0,4}([\d.]+)", re.IGNORECASE)
_DEEPEST, _LARGEST = 6, 10**18
_OPERATIONS: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Mult: mul,
    ast.Div: truediv,
    ast.Add: add,
    ast.Sub: sub,
}


class AnswerError(PerfkitError):
    """An answer that cannot be read; its message is what the trainee sees."""


TOO_LARGE = Text(
    "这个数太大了，请检查小数点和单位。", "This number is too large; check the decimal point and the unit."
)


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as their usual ones; Chinese punctuation stays.

    Examples
    --------
    >>> narrow("Ｄ７，９３．１５％")
    'D7，93.15%'
    """
    return text.translate(_WIDE)


def plain_typing(text: str) -> str:
    """`narrow`, with Chinese punctuation as its ASCII counterpart and quotes around the whole taken off."""
    plain = narrow(text).translate(_MARKS).strip()
    while len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'`":
        plain = plain[1:-1].strip()
    return plain


def is_blank(value: Any, depth: int = 0) -> bool:
    """True where nothing was answered: the `...` of the cell, None, an empty text, list or table.

    Examples
    --------
    >>> is_blank(...), is_blank("  "), is_blank([]), is_blank(0)
    (True, True, True, False)
    """
    if value is None or value is ... or isinstance(value, float) and value != value:  # noqa: PLR0124  NaN
        return True
    if isinstance(value, str):
        return not value.strip() or value.strip() in ("...", "…", "……")
    if depth > _DEEPEST:
        return False
    if isinstance(value, Mapping):
        return all(is_blank(part, depth + 1) for part in value.values())
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return all(is_blank(part, depth + 1) for part in value)
    return False


def as_number(value: Any) -> Fraction:
    """A number as a person types it, exactly.

    Raises
    ------
    AnswerError   text, several values, yes or no.

    Examples
    --------
    >>> (as_number(0.93), as_number("93.15 %"), as_number("－１.5 分"), as_number("第4条"),
    ...  as_number("19.85 ÷ 21.31"))
    (Fraction(93, 100), Fraction(1863, 20), Fraction(-3, 2), Fraction(4, 1), Fraction(1985, 2131))
    """
    value = _unpacked(value)
    if isinstance(value, bool):
        raise AnswerError(words("number_not_bool"))
    if isinstance(value, str):
        return _bounded(_read_number(value))
    if isinstance(value, Decimal | float) and not (isfinite(value) and -_LARGEST < value < _LARGEST):
        raise AnswerError(TOO_LARGE)
    if isinstance(value, int | Fraction | Decimal):
        return _bounded(Fraction(value))
    if isinstance(value, float):
        return Fraction(repr(value)) if "e" not in repr(value) else Fraction(value)
    if isinstance(value, Real):
        return _bounded(Fraction(str(float(value))))
    if isinstance(value, Sequence | set | frozenset | Mapping):
        raise AnswerError(words("one_number"))
    raise AnswerError("这里要一个数字，如 0.93。", "This asks for a number such as 0.93.")


def _unpacked(value: Any) -> Any:
    """Numbers and arrays of numpy and pandas as plain ones."""
    made_of_many = callable(getattr(value, "tolist", None)) and not isinstance(value, str | type)
    return value.tolist() if made_of_many else value


def _bounded(value: Fraction) -> Fraction:
    if abs(value) >= _LARGEST or value.denominator > _LARGEST**2:
        raise AnswerError(TOO_LARGE)
    return value


def _read_number(typed: str) -> Fraction:
    written = plain_typing(typed)[:200].rstrip(" .;,")
    written = _UNITS.sub("", _BEFORE.sub("", written)).strip()
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", written):
        written = written.replace(",", "")
    in_numerals = 0 if written == "零" else chinese_number(written)
    if in_numerals is not None:
        return Fraction(in_numerals)
    try:
        return parse_number(written)
    except FactError:
        pass
    try:
        return _worked_out(ast.parse(written, mode="eval").body, 0)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError, MemoryError):
        shown = typed.strip()[:20]
        raise AnswerError(words("not_a_number", shown=shown)) from None


def _worked_out(node: ast.AST, depth: int) -> Fraction:
    """A sum written out, such as 19.85 / 21.31 * 100; no names, calls or powers."""
    if depth > 20:
        raise ValueError
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(repr(node.value))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_worked_out(node.operand, depth + 1)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        left, right = _worked_out(node.left, depth + 1), _worked_out(node.right, depth + 1)
        return _OPERATIONS[type(node.op)](left, right)
    raise ValueError


def as_span(*answer: Any) -> tuple[Fraction, Fraction, bool]:
    """(least, most, whether only one number was given).

    Examples
    --------
    >>> as_span((0, 1.5)) == as_span("（0，1.5）"), as_span(2)
    (True, (Fraction(2, 1), Fraction(2, 1), True))
    """
    parts = _unpacked(answer[0] if len(answer) == 1 else answer)
    if isinstance(parts, str):
        parts = _span_pieces(parts)
    elif isinstance(parts, bytes) or not isinstance(parts, Sequence):
        parts = [parts]
    if any(is_blank(part) for part in parts):
        raise AnswerError("最少和最多都要写，如 (1, 3)。", "Give both the least and the most, as in (1, 3).")
    if len(parts) > 2 or not parts:
        raise AnswerError(words("write_two_numbers"))
    numbers = [as_number(part) for part in parts]
    if len(numbers) == 1:
        return numbers[0], numbers[0], True
    if numbers[0] > numbers[1]:
        raise AnswerError(
            "最少比最多还大；请把两个数换个位置。", "The least is more than the most; swap the two."
        )
    return numbers[0], numbers[1], False


def _span_pieces(typed: str) -> list[str]:
    plain = plain_typing(typed).strip("()[] .")
    worded = _SPAN_WORDS.search(plain)
    if worded:
        return [worded[1], worded[2]]
    pieces = [
        piece for piece in re.split(r"\s*(?:~|至|到|—+|–|-(?=\s*[\d.])| to |,|、|\.\.+)\s*", plain) if piece
    ]
    return pieces if len(pieces) == 2 and not plain.startswith("-") else [plain]


def as_words(value: Any, options: Mapping[str, Text]) -> frozenset[str]:
    """Letters of the options chosen; the text of an option counts as its letter.

    Examples
    --------
    >>> offered = {"a": Text("是", "yes"), "b": Text("第 4 条", "clause 4")}
    >>> (sorted(as_words("Ａ、b", offered)), sorted(as_words("是", offered)), sorted(as_words("第4条", offered)),
    ...  sorted(as_words("选 B.", offered)))
    (['a', 'b'], ['a'], ['b'], ['b'])
    """
    letters = "、".join(sorted(options)).upper()
    wanted = AnswerError(words("write_letters", letters=letters))
    value = _unpacked(value)
    parts = (
        list(value)
        if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes)
        else [value]
    )
    by_text = {_squeezed(text): letter for letter, both in options.items() for text in both}
    found: set[str] = set()
    for part in parts:
        if isinstance(part, bool) or not isinstance(part, str | int):
            raise wanted
        found |= _letters(str(part)[:200], options, by_text) or _fail(wanted)
    return frozenset(found)


def _letters(typed: str, options: Mapping[str, Text], by_text: Mapping[str, str]) -> set[str]:
    text = _squeezed(typed)
    text = re.sub(r"^(?:答案|选项|我选|选|应选|answer|option)(?:是|为|:)?", "", text)
    if text in by_text:
        return {by_text[text]}
    numbered = {letter for said, letter in by_text.items() if re.sub(r"\D", "", said) == text}
    if text.isdigit() and len(numbered) == 1:
        return numbered
    lettered = re.match(r"([a-z])[.):、]?(.+)$", text)
    if lettered and by_text.get(lettered[2]) == lettered[1]:
        return {lettered[1]}
    pieces = [piece for piece in re.split(r"[\s,、;.'\"\[\](){}和与及]+|and", text) if piece]
    letters = [letter for piece in pieces for letter in ([piece] if piece in options else list(piece))]
    return set(letters) if letters and all(letter in options for letter in letters) else set()


def _squeezed(text: str) -> str:
    return "".join(plain_typing(text).lower().rstrip(" .").split())


def _fail(error: AnswerError) -> Any:
    raise error
