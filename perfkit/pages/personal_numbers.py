"""Numbers and addresses that identify somebody, however they are written: full width, oddly grouped, without
a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from perfkit.base.models import Model, read_data
from perfkit.base.text import Text

PHONES, IDENTITIES, ACCOUNTS, MAILS, PASSPORTS, PLATES, CHATS = (
    Text("电话号码", "phone numbers"),
    Text("身份证件号码", "identity numbers"),
    Text("银行账号", "bank accounts"),
    Text("电子邮箱", "e-mail addresses"),
    Text("护照与通行证号码", "passport numbers"),
    Text("车牌号码", "plate numbers"),
    Text("QQ 与微信号", "QQ and WeChat ids"),
)
# One character for one, so that a place in the folded text is the place in the text.
_FOLDED = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)}
    | {"＠": "@", "．": ".", "＋": "+", "－": "-"}
)
# Between the digits of one number.
_GAP = r"[ \t\u3000\u00a0\u2009\u200b-\u200f\u2060\ufeff\-—–]{0,2}"
_NO_AMOUNT = r"(?![0-9])(?!\.[0-9])(?!\s*(?:元|万|亿|人|个|户|件|次|平方|吨|公里|米|%|‰))"
_SPACE = r"[ \t\u3000]*"


_NUMBER = r"(?:\+?86[- ]?)?[(（]?[0-9](?:[0-9 \-—()（）转/、，,]*[0-9])?"
_KINDS = {
    "phones": PHONES,
    "identities": IDENTITIES,
    "accounts": ACCOUNTS,
    "mails": MAILS,
    "passports": PASSPORTS,
    "plates": PLATES,
    "chats": CHATS,
}


class _Shape(Model):
    kind: str
    pattern: str


class _Shapes(Model):
    phone: str
    shapes: tuple[_Shape, ...]


def _compiled(shape: _Shape, phone: str) -> re.Pattern[str]:
    parts = {
        "<phone>": phone,
        "<number>": _NUMBER,
        "<no_amount>": _NO_AMOUNT,
        "<gap>": _GAP,
        "<space>": _SPACE,
    }
    written = re.sub("<digits ([0-9,]+)>", r"(?:<gap>[0-9]){\1}", shape.pattern)
    return re.compile(re.sub("<[a-z_]+>", lambda found: parts.get(found[0], found[0]), written))


_READ = read_data(_Shapes, "personal_numbers.yaml")
_PATTERNS = tuple((_KINDS[shape.kind], _compiled(shape, _READ.phone)) for shape in _READ.shapes)


def _is_identity(number: str) -> bool:
    born = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    try:
        return 1850 < date(int(born[:4]), int(born[4:6]), int(born[6:])).year < 2100
    except ValueError:
        return False


def _is_card(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0 or number[0] in "456"


_CHECKS: dict[Text, Callable[[str], bool]] = {IDENTITIES: _is_identity, ACCOUNTS: _is_card}


def numbers_in(text: str) -> Iterator[tuple[Text, int, int]]:
    """Kind and place of every number and address that identifies somebody; no two overlap.

    Examples
    --------
    >>> [(what.zh, start, end) for what, start, end in numbers_in("手机 １３９ ００００ ００００，共 13900000000 元")]
    [('电话号码', 3, 16)]
    """
    folded = text.translate(_FOLDED)
    taken: list[tuple[int, int]] = []
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(folded):
            group = "cut" if "cut" in pattern.groupindex else 0
            start, end = match.span(group)
            number = re.sub(r"[^0-9Xx]", "", match[group])
            check = _CHECKS.get(what)
            if group == 0 and check and len(number) >= 15 and not check(number):
                continue
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                yield what, start, end
