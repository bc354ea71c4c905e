"""Personal data in running text: numbers that identify somebody, and names where a form or an address gives
them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from perfkit.base.models import Model, read_data
from perfkit.base.text import Text
from perfkit.pages.personal_numbers import numbers_in

MASK = "〔略〕"
PEOPLE, EVALUATORS = Text("姓名", "names"), Text("评价人姓名", "evaluators' names")

_SPACE = r"[ \t\u3000]*"
_COLON = rf"{_SPACE}[：:]{_SPACE}"
_PHONE_LABEL = "(?:办公|固定|联系|移动|值班|单位)?电话|座机|手机|传真|微信|邮箱|联系方式"


class _Words(Model):
    """Words by which names of people are known: data/personal.yaml."""

    role: tuple[str, ...]
    surnames: str
    ordinary: str
    two: tuple[str, ...]
    words: tuple[str, ...]
    other_words: tuple[str, ...]
    called: tuple[str, ...]
    title: tuple[str, ...]
    goes_on: tuple[str, ...]
    before_name: tuple[str, ...]
    only_a_person: tuple[str, ...]
    not_people: frozenset[str]


_KNOWN = read_data(_Words, "personal.yaml")
_ROLE, _TWO, _WORDS, _OTHER_WORDS, _CALLED, _TITLE = (
    "|".join(words)
    for words in (_KNOWN.role, _KNOWN.two, _KNOWN.words, _KNOWN.other_words, _KNOWN.called, _KNOWN.title)
)
_HAN = r"[\u3400-\u9fff]"
_NAME = rf"{_HAN}(?:{_SPACE}{_HAN}){{1,3}}(?:[·•．]{_HAN}{{1,8}})?"
# A form's label may ask for more than the name.
_AND_MORE = rf"(?:{_SPACE}[及和与、/]{_SPACE}(?:其)?(?:{_PHONE_LABEL}|职务|职称|签字|签名|签章|日期|单位))*"
_LABELLED_PEOPLE = re.compile(
    rf"(?:{_ROLE}){_AND_MORE}(?:{_SPACE}[（(][^）)]{{0,8}}[）)])?{_COLON}(?P<people>{_NAME}(?:{_SPACE}[、，"
    rf",/和]{_SPACE}{_NAME}(?![：:]))*)"
)
# Without a colon, as in a table cell: only the labels of a form's foot, and a name that ends the line or the
# field.
_CELL_PEOPLE = re.compile(
    r"(?:填报人|填表人|填写人|制表人|审核人|复核人|联系人|联络员|经办人|记录人|签发人|负责人)(?:[（(][^）)]{0,8}[）)])?["
    rf" \t\u3000]+(?P<people>{_HAN}{{2,4}})[ \t\u3000]*"
    rf"(?=$|[\n|，,；;。]|[ \t\u3000](?:{_ROLE}|{_PHONE_LABEL}|日期|时间|[0-9]))",
    re.MULTILINE,
)
_BRACKETED = re.compile(
    rf"(?:{_ROLE})(?:为|是|{_SPACE})[（(](?P<people>{_NAME}(?:{_SPACE}[、，,/和]{_SPACE}{_NAME})*)(?=[）)，"
    r",；;、 0-9]|电话|手机)"
)
_SURNAME = re.compile(rf"(?:{_TWO}|[{_KNOWN.surnames}])")
_CLEAR = "".join(sorted(set(_KNOWN.surnames) - set(_KNOWN.ordinary)))
_PERSON = rf"(?!{_WORDS})(?:(?:{_TWO}){_HAN}{{1,2}}?|[{_CLEAR}]{_HAN}{{1,2}}?)"
_GOES_ON = rf"$|[^\u3400-\u9fff]|{_CALLED}|{'|'.join(_KNOWN.goes_on)}"
_TITLED = re.compile(
    rf"(?:{_TITLE})[ \u3000]?(?P<people>{_PERSON}(?:[、和及]{_PERSON})*)(?={_GOES_ON})", re.MULTILINE
)
_BEFORE = rf"(?:(?<!{_HAN})|(?<=[由请经向及和与])|{'|'.join(f'(?<={word})' for word in _KNOWN.before_name)})"
_ADDRESSED = re.compile(rf"{_BEFORE}(?P<people>{_PERSON})(?=(?:副|常务副|总)?(?:{_TITLE}|{_CALLED}))")
# A surname that is as often another word: only between a title or a break and what none but a person does or
# is called.
_ONLY_A_PERSON = "|".join((_CALLED, *_KNOWN.only_a_person))
_ORDINARY_PERSON = rf"(?!{_WORDS}|{_OTHER_WORDS})[{_KNOWN.ordinary}]{_HAN}{{1,2}}"
_TITLED_ORDINARY = re.compile(rf"(?:{_TITLE})[ \u3000]?(?P<people>{_ORDINARY_PERSON})(?={_ONLY_A_PERSON})")
_ADDRESSED_ORDINARY = re.compile(
    rf"{_BEFORE}(?P<people>{_ORDINARY_PERSON})(?={_CALLED}|(?:副|总)?(?:局长|处长|科长|主任|书记|经理))"
)
# A form's heading without 人: only a surname makes the next word a name.
_DONE_BY = re.compile(
    rf"(?:填报|填表|制表|审核|复核|校核|校对|审定|审签|核稿|拟稿|起草|撰稿|经办|承办|记录|现场记录|主办|签发|联系)(?:[（(][^）)]{{0,8}}[）)])?"
    rf"(?:{_COLON}|["
    rf" \t\u3000]+)(?P<people>(?!{_WORDS})(?:(?:{_TWO}){_HAN}{{1,2}}|[{_CLEAR}]{_HAN}{{1,2}}))(?!{_HAN})"
)
_NAMING = (
    _LABELLED_PEOPLE,
    _CELL_PEOPLE,
    _DONE_BY,
    _BRACKETED,
    _ADDRESSED,
    _ADDRESSED_ORDINARY,
    _TITLED,
    _TITLED_ORDINARY,
)
_AND = r"[、，,/和及]"
_MAY_BE = re.compile(
    rf"(?<![0-9“])(?<![0-9] )"
    rf"(?:(?<!{_HAN})|(?<=[由请经向和及与]))(?:{_SURNAME.pattern}(?:某某?|总)?(?:{_TITLE}|工)(?!{_HAN})|"
    rf"(?:{_TWO}){_HAN}{{1,2}}(?!{_HAN})|(?!{_WORDS})[{_CLEAR}]{_HAN}{{1,2}}(?!{_HAN}))(?!"
    r" ?[0-9”])"
)
# Behind a title whatever begins like a name, in the middle of a sentence too.
_MAY_FOLLOW = re.compile(
    rf"(?:{_TITLE})[ \u3000]?(?!{_WORDS}|{_OTHER_WORDS})(?P<name>(?:{_TWO}|[{_KNOWN.surnames}]){_HAN}{{1,2}})"
)
_NO_PERSON = re.compile(
    rf"{_ROLE}|{_PHONE_LABEL}|科$|股$|室$|部$|处$|局$|办$|组$|单位|科室|部门|公司|中心|[局科处部院校所站]长$|主任$|书记$|人员$|干部$|职工$|员工$"
)


@dataclass
class Masked:
    """How many places of each kind were masked."""

    counts: dict[Text, int] = field(default_factory=dict)

    def add(self, what: Text, count: int = 1) -> None:
        """Count places of a kind."""
        if count:
            self.counts[what] = self.counts.get(what, 0) + count


def named_people(texts: Iterable[str]) -> tuple[str, ...]:
    """The people that texts name behind a label of a form, beside a title or with a form of address, longest
    name first.

    Examples
    --------
    >>> named_people(["填报人：张 三丰", "联系人：李四、王小五，电话：12345678", "由陈晓同志负责", "审核人：财务科"])
    ('张三丰', '王小五', '李四', '陈晓')
    >>> named_people(["党组书记、局长王建国同志主持，副局长张立伟出席", "局长办公会审议"])
    ('王建国', '张立伟')
    """
    found: dict[str, None] = {}
    for text in texts:
        for pattern in _NAMING:
            for match in pattern.finditer(text):
                for name in re.split(_AND, match["people"]):
                    packed = re.sub(r"[ \t\u3000]", "", name)
                    # Two characters beside a title may be a word of the sentence: it is masked there and
                    # nowhere else.
                    if len(packed) > 2 or pattern is not _TITLED:
                        _keep_name(packed, found)
    return tuple(sorted(found, key=lambda name: -len(name)))


def who_may_stay(text: str) -> list[str]:
    """What still looks like a person in a masked text, for somebody to look at: a surname and a title, a lone
    name.

    Examples
    --------
    >>> who_may_stay("李主任、〔略〕和欧阳晓；核减 12345678 元")
    ['李主任', '欧阳晓']
    """
    found = [match.group().strip() for match in _MAY_BE.finditer(text)]
    named = [match["name"] for match in _MAY_FOLLOW.finditer(text)]
    kept = [name for name in found if _is_person(name[:3]) or re.search(_TITLE, name)]
    return list(dict.fromkeys([*kept, *filter(_is_person, named)]))


def _keep_name(name: str, found: dict[str, None]) -> None:
    # Only what begins like a name is removed wherever else it stands; behind its label everything is, see
    # `Patterns`.
    if _is_person(name) and _SURNAME.match(name):
        found[name] = None


def _is_person(name: str) -> bool:
    return (
        len(name) > 1
        and name not in _KNOWN.not_people
        and not re.fullmatch(_WORDS, name)
        and not _NO_PERSON.search(name)
    )


@dataclass(frozen=True)
class Patterns:
    """Everything that is masked in one department's texts.

    Parameters
    ----------
    people : names of people; evaluators : names and ids of evaluators

    Examples
    --------
    >>> masked = Masked()
    >>> Patterns(("张三",), ("wang",)).mask("填报人：张三，电话 0755-12345678，wang 已核，合计 88880000.00 元", masked)
    '填报人：〔略〕，电话 〔略〕，〔略〕 已核，合计 88880000.00 元'
    >>> [f"{what.zh} {count}" for what, count in masked.counts.items()]
    ['电话号码 1', '姓名 1', '评价人姓名 1']
    """

    people: tuple[str, ...] = ()
    evaluators: tuple[str, ...] = ()

    @cached_property
    def _names(self) -> tuple[tuple[Text, re.Pattern], ...]:
        evaluators = [name for name in self.evaluators if name not in self.people]
        pairs = ((PEOPLE, self.people), (EVALUATORS, evaluators))
        return tuple(
            (what, re.compile("|".join(_spelled(name) for name in sorted(names, key=len, reverse=True))))
            for what, names in pairs
            if names
        )

    def mask(self, text: str, masked: Masked) -> str:
        """The text with personal data replaced by 〔略〕, counted in `masked`; the same object where there is
        none."""
        result = text
        for what, start, end in sorted(numbers_in(text), key=lambda found: -found[1]):
            result = result[:start] + MASK + result[end:]
            masked.add(what)
        for what, pattern in self._names:
            result, count = pattern.subn(MASK, result)
            masked.add(what, count)
        for pattern in _NAMING:
            result = pattern.sub(lambda match: self._cut_people(match, masked), result)
        return text if result == text else result

    def _cut_people(self, match: re.Match, masked: Masked) -> str:
        """Everybody behind a label, known surname or not; words such as 办公室 stay."""
        people = match["people"]
        for name in re.split(_AND, people):
            if _is_person(re.sub(r"[ \t\u3000]", "", name)):
                people = people.replace(name.strip(), MASK)
                masked.add(PEOPLE)
        return match.group().replace(match["people"], people)


def _spelled(name: str) -> str:
    """A name as it may be printed: Chinese with spaces inside, Latin as a word of its own."""
    if name.isascii():
        return rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])"
    return _SPACE.join(map(re.escape, name))
