"""Numbers and addresses that identify somebody, however they are written: full width, oddly grouped, without
a label."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

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


def _digits(count: str) -> str:
    return rf"(?:{_GAP}[0-9]){{{count}}}"


_PHONE_LABEL = r"(?:联系电话|联系方式|办公电话|固定电话|移动电话|咨询电话|值班电话|电话号码|手机号码?|电话|手机|座机|热线|传真|分机|短号|Tel|TEL|Phone|phone)"
_NUMBER = r"(?:\+?86[- ]?)?[(（]?[0-9](?:[0-9 \-—()（）转/、，,]*[0-9])?"
_SHAPES: tuple[tuple[Text, str], ...] = (
    (MAILS, r"[A-Za-z0-9._%+-]+[ ]?(?:@|\(at\)|\[at\]|（at）)[ ]?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    (IDENTITIES, rf"(?<![0-9A-Za-z])[1-9]{_digits('16')}{_GAP}[0-9Xx](?![0-9Xx.])"),
    (IDENTITIES, rf"(?<![0-9A-Za-z])[1-9]{_digits('14')}(?![0-9Xx.])"),
    (IDENTITIES, r"(?<![0-9A-Za-z])[A-Z]{1,2}[0-9]{6}[(（][0-9A][)）]"),
    (
        IDENTITIES,
        rf"(?:身份证|身份证件|证件)(?:号码|号|件号)?{_SPACE}[：:]?{_SPACE}(?P<cut>[0-9]{_digits('13,16')}{_GAP}[0-9Xx])",
    ),
    (PASSPORTS, r"(?<![0-9A-Za-z])(?:[EGHM][0-9]{8}|E[A-HJ-NP-Z][0-9]{7})(?![0-9A-Za-z])"),
    (
        PASSPORTS,
        rf"(?:护照|通行证|台胞证|回乡证)(?:号码|"
        rf"号)?{_SPACE}[：:为是（(]?{_SPACE}(?P<cut>[A-Z]{{0,2}}{_GAP}[0-9]{_digits('6,9')})(?![0-9])",
    ),
    (
        ACCOUNTS,
        (
            r"(?:银行账号|银行帐号|银行账户|银行卡号?|收款账号|账号|帐号|卡号)[：:为是"
            rf" \t\u3000]{{1,3}}(?P<cut>[0-9]{_digits('8,30')})"
        ),
    ),
    (ACCOUNTS, rf"(?<![0-9.])[2-69]{_digits('15,18')}{_NO_AMOUNT}"),
    (ACCOUNTS, rf"(?<![0-9.])(?P<cut>[0-9]{{4}}(?: [0-9]{{4}}){{3,4}}(?: [0-9]{{1,3}})?){_NO_AMOUNT}"),
    (
        CHATS,
        (
            r"(?:[Qq]["
            rf" ]?[Qq]|扣扣|企鹅)(?:号码|号|群号|群)?{_SPACE}[：:为是]?{_SPACE}(?P<cut>[1-9][0-9]{{4,11}})(?![0-9])"
        ),
    ),
    (
        CHATS,
        rf"(?:微信|WeChat|wechat|Wechat|VX|vx|V信){_SPACE}(?:号|ID|id|"
        rf"[：:为是])+{_SPACE}(?P<cut>[A-Za-z0-9][A-Za-z0-9_-]{{4,19}})",
    ),
    # A WeChat id without a word before it: letters with a figure or a stroke among them, which a public
    # account has not.
    (
        CHATS,
        rf"(?:微信|加微|加V){_SPACE}(?P<cut>"
        rf"(?=[A-Za-z0-9_-]*[_0-9-])[A-Za-z][A-Za-z0-9_-]{{5,19}})(?![A-Za-z0-9])",
    ),
    (
        PHONES,
        rf"{_PHONE_LABEL}{_SPACE}(?:[（(][^）)]{{0,12}}[）)])?{_SPACE}[：:]?{_SPACE}(?P<cut>{_NUMBER})"
        rf"{_NO_AMOUNT}",
    ),
    (PHONES, rf"(?<![0-9.])(?:(?:\+|00)?86{_GAP})?1{_GAP}[3-9]{_digits('9')}{_NO_AMOUNT}"),
    (PHONES, r"(?<![0-9.])1[3-9][0-9]\.[0-9]{4}\.[0-9]{4}(?![0-9.])"),
    (PHONES, rf"(?<![0-9])(?:\+|00)(?:852|853|886){_GAP}[(（]?[0-9]{_digits('6,9')}(?![0-9])"),
    (PHONES, rf"(?<![0-9])\+[1-9][0-9]{{0,2}}[ \-(（]+[0-9]{_digits('6,10')}{_NO_AMOUNT}"),
    (
        PHONES,
        rf"(?<![0-9.])[（(]?0[1-9][0-9]{{1,2}}[）)]?{_GAP}[1-9]{_digits('6,7')}(?:[-—转][0-9]{{1,6}})?(?![0-9])"
        rf"(?!\.[0-9])",
    ),
    (PHONES, r"(?<![0-9.])[48]00[- ]?[0-9]{3}[- ]?[0-9]{4}(?![0-9.])"),
    (
        PLATES,
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][ ]?[A-HJ-NP-Z][ ·•\-]?"
        r"(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[挂学警港澳])(?![A-Za-z0-9])",
    ),
)
_PATTERNS = tuple((what, re.compile(shape)) for what, shape in _SHAPES)


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
