"""The topics of data/topics.yaml: what a department claims and admits, sentence by sentence, with negation dealt with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.case import Case
from perfkit.review.sentences import Lines, Sentence
from perfkit.rubric.criterion import Named

# What turns an admission into its opposite, a plan or a case that is only thought of.
_UNDONE = re.compile(
    r"(?:未(?:曾)?(?:出现|发生|发现|存在)|没有(?:出现|发生|发现)?|不(?:再)?(?:存在|会|得|能出现)|并?无|避免|防止|杜绝|克服|解决了?|改变了?|消除了?|扭转了?|预防|严禁|减少|化解|"
    r"如果|如遇|倘若|若|一旦|假如|可能|以免|切实防|防范|对于|凡)[^，,：:]{0,16}$|(?:未|没有|从未)(?:曾|再)?$"
)
_AFTER_UNDONE = re.compile(
    r"^[^，,]{0,10}(?:的)?(?:问题|情况|现象)?(?:已|均已|已经|得到)(?:全部|基本|有效)?(?:解决|整改|消除|改善|扭转)|^(?:的)?(?:情况|现象|问题)(?:不存在|未发生|没有发生)|"
    r"^(?:率|数|件数|次数|数量)?(?:均)?(?:为|是)(?:0|零)(?![.\d])|^的(?:供应商|企业|公司|施工单位|承包商|中标单位|用户)"
)
_UNDONE_INSIDE = re.compile(
    r"杜绝|避免|防止|预防|未(?:曾)?(?:发生|出现|发现|存在)|没有(?:发生|出现|发现|任何|一)|不存在|消除|严禁|减少|零(?:超期|逾期|积压)|[并均全]无|无(?:一)?(?:件|宗|起)?(?:超期|逾期|积压|延误|闲置|拖欠)|"
    r"没有(?:长期)?闲置|(?<![\d.])[0零][项件宗个起次人户家笔]"
)
# A problem of an earlier year, or of some months, that the same sentence says was made good.
_MADE_GOOD = re.compile(
    r"[，,](?:[^，,]{0,8}(?:今年|本年度?|年内|目前|现|月|后))?(?:均|都)?(?:按计划)?已?(?:全部|均已|全面)(?:完成|恢复|办结|补做|整改|解决|完工|投入使用)"
)
# A problem that is not the department's own.
_OTHERS = re.compile(
    r"不属于?(?:我|本)(?:局|委|办|单位|部门|中心|院|分局)|^(?:辖区)?(?:内)?(?:某|个别|部分|少数|一家|有的)+(?:家)?(?:企业|公司|供应商|商户|用人单位|中标单位)|(?:辖区)(?:内)?某"
)
_NONE_OF = re.compile(r"(?:没有|无)(?:任何|一)?(?:一个|1个)?[^，,]{0,6}$")
# A claim that leaves something out: 除甲外，其他……; what stands before its end is not claimed.
_EXCEPT = re.compile(
    r"(?<![消扣解删清拆免排剔根])除了?(?P<left>[^。；]{1,60}?)(?:(?:以|之)?外(?:[，,](?!还|也|又|同时|另)|(?=其[他余它]))|[，,](?=其他|其余|其它|余下))|[（(](?P<apart>[^（）()]{1,30})除外[）)]"
)
_PLAIN = re.compile(
    r"批准|批复|审批|完成|固定资产|资产|设备|项目|采购|其他|其余|部分|单位|已|未|待|因|的|在|获|较|了|个|等|及|和|、|[，,]"
)
# What turns a claim into an intention, a duty or a negation.
_INTENDED = re.compile(
    r"(?:确保|力争|争取|保证|保障|要求|应当?|应该|需要?|必须|将(?:来|会|进一步|继续|严格)?|努力|为了?|以便|推动|促进|督促|计划|拟|下一步|今后|以后|能否|才能|是否|有利于|便于|尽(?:快|量|可能)|"
    r"未(?:能)?|没有(?:能)?|尚未|不(?:能)?|无法|难以|不断|逐步|进一步|加快|持续|希望|建议)[^，,：:]{0,10}$"
)
# Inside a claim: a negation after its first words, or a rate that is stated and is not 100 %.
_DENIED_INSIDE = re.compile(r"^..+?(?:未|没有|无法|难以)|率(?!为?达?到?了?100)[^，,]{0,4}\d")
_CLAIMING = frozenset(
    (
        "annual_work",
        "budget_preparation",
        "budget_execution",
        "performance",
        "results",
        "experience",
        "actual",
    )
)
_LONGEST_LEAD, _LONGEST_CLAUSE = 24, 40
_ADMITTING = frozenset(
    ("budget_execution", "performance", "results", "experience", "problems", "improvements", "actual")
)


class TopicEntry(Model):
    """A topic as the file writes it."""

    name: Named
    about: tuple[str, ...] = Field(min_length=1)
    strict: bool = False
    against: Literal["error", "doubt", "note"] = "note"
    problem: str = ""
    claims: tuple[str, ...] = ()
    admits: tuple[str, ...] = ()


class _File(Model):
    words: dict[str, str] = Field(default_factory=dict)
    topics: dict[str, TopicEntry]


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its patterns compiled.

    Attributes
    ----------
    id : str
    name : Text
    about : words   a sentence without any of them is not looked at
    strict : bool   the rubric's clause rules out what is admitted
    against : str   the severity of claims and admissions side by side
    claims, admits : patterns   what may be a claim or an admission; the words around it decide
    problem : str   the matter of data/review/problems.yaml that it belongs to; the codes' own unless given
    """

    id: str
    name: Text
    about: tuple[str, ...]
    strict: bool
    against: str
    claims: re.Pattern | None
    admits: re.Pattern | None
    problem: str = ""

    def claim(self, text: str) -> str:
        """The words by which a sentence claims that things are in order; empty where it does not.

        Examples
        --------
        >>> topics()["payment"].claim("每月均能及时、准确发放职工工资待遇")
        '及时、准确发放'
        >>> topics()["project_delay"].claim("确保项目按计划完成")
        ''
        """
        hit = self.claimed(text)
        return hit.group() if hit else ""

    def claimed(self, text: str) -> re.Match | None:
        """The match behind `claim`."""
        return _hit(self.claims, text, _INTENDED, None) if self.concerns(text) else None

    def admission(self, text: str) -> str:
        """The words by which a sentence admits that they are not; empty where it does not.

        Examples
        --------
        >>> topics()["funds_short"].admission("因此日常公用经费存在不足"), topics()["funds_short"].admission("未出现经费不足的情况")
        ('经费存在不足', '')
        """
        hit = self.admitted(text)
        return hit.group() if hit else ""

    def admitted(self, text: str) -> re.Match | None:
        """The match behind `admission`."""
        return _hit(self.admits, text, _UNDONE, _AFTER_UNDONE) if self.concerns(text) else None

    def concerns(self, text: str) -> bool:
        """True where the text has a word of the topic."""
        return any(word in text for word in self.about)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that claims or admits something.

    Attributes
    ----------
    sentence : Sentence
    words : str      the clause for print
    hit : str        the words of it that count
    left_out : str   what the sentence leaves out of its claim; or the exception that an admission stands in
    """

    sentence: Sentence
    words: str
    hit: str
    left_out: str = ""

    def leaves_out(self, other: Said) -> bool:
        """True where a claim leaves out the very thing that another sentence, or its own, admits."""
        if not self.left_out:
            return False
        matter = _PLAIN.sub(" ", self.left_out)
        parts = {
            piece[i : i + 3]
            for piece in matter.split()
            if len(piece) >= 2
            for i in range(max(1, len(piece) - 2))
        }
        return other.sentence == self.sentence or any(part in other.sentence.text for part in parts)


def _said(sentence: Sentence, hit: re.Match) -> Said:
    text = sentence.text
    words = sentence.shown or clause_of(text, *hit.span())
    apart = exception(text)
    return Said(sentence, words, hit.group(), _left_out(apart, hit) if apart else "")


def _hit(
    pattern: re.Pattern | None, text: str, before: re.Pattern, after: re.Pattern | None
) -> re.Match | None:
    for match in pattern.finditer(text) if pattern else ():
        head = text[max(0, match.start() - 24) : match.start()]
        if (_UNDONE_INSIDE if after is not None else _DENIED_INSIDE).search(match.group()):
            continue
        if (
            after is None
            and text[match.end() : match.end() + 1] in ("率", "度")
            or before.search(head)
            or (after is not None and after.search(text[match.end() : match.end() + 24]))
        ):
            continue
        if after is not None and (_MADE_GOOD.search(text, match.end()) or _OTHERS.search(text)):
            continue
        return match
    return None


def stands(text: str, match: re.Match) -> bool:
    """True where an admission is neither denied nor made good, and is the department's own.

    Examples
    --------
    >>> late = re.compile("延期")
    >>> [stands(text, late.search(text)) for text in ("管网项目延期至次年", "没有一个项目延期", "上年延期的项目，今年已全部完成")]
    [True, False, False]
    """
    head, tail = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 24]
    return not (
        _UNDONE.search(head)
        or _NONE_OF.search(head)
        or _AFTER_UNDONE.search(tail)
        or _MADE_GOOD.search(text, match.end())
        or _OTHERS.search(text)
    )


def exception(text: str) -> re.Match | None:
    """The clause by which a sentence leaves something out of what it then says of all the rest.

    Examples
    --------
    >>> exception("除打印机未获批外，其他采购计划全部完成")["left"], exception("除日常工作外，还完成了专项任务")
    ('打印机未获批', None)
    """
    return _EXCEPT.search(text) if "除" in text else None


def _left_out(match: re.Match, hit: re.Match) -> str:
    """What a hit leaves out, or stands in: the words of the exception."""
    return (
        (match["left"] or match["apart"])
        if match["apart"] or hit.start() >= match.end() or hit.end() <= match.end("left")
        else ""
    )


def clause_of(text: str, start: int, end: int) -> str:
    """The words of a hit, carried on to the ends of their clause where it is not long.

    Examples
    --------
    >>> clause_of("如遇外出开会等情况，出现无法正常审核业务的情况，影响服务", 12, 20)
    '出现无法正常审核业务的情况'
    """
    left = max(text.rfind(mark, 0, start) for mark in "，,：:、）)") + 1
    right = min((found for mark in "，,：:、（(" if (found := text.find(mark, end)) >= 0), default=len(text))
    left = left if start - left <= _LONGEST_LEAD else start
    return text[left:right] if right - left <= _LONGEST_CLAUSE else text[left:end]


def _joined(patterns: tuple[str, ...], words: dict[str, str]) -> re.Pattern | None:
    written = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, pattern in words.items():
        written = written.replace("{" + name + "}", pattern)
    return re.compile(written) if patterns else None


@lru_cache(maxsize=1)
def topics() -> dict[str, Topic]:
    """Every topic by id.

    Raises
    ------
    RubricError   data/topics.yaml has faults, or a pattern that cannot be read.

    Examples
    --------
    >>> topics()["asset_idle"].name.zh
    '资产使用'
    """
    path = data_root() / "topics.yaml"
    source = read_yaml(path, path.name)
    model = validate(_File, source)
    found: dict[str, Topic] = {}
    if model is None:
        raise RubricError(Text("话题文件有错误：", "the file of topics has faults:"), source.faults)
    for name, entry in model.topics.items():
        try:
            found[name] = Topic(
                name,
                entry.name.text,
                entry.about,
                entry.strict,
                entry.against,
                _joined(entry.claims, model.words),
                _joined(entry.admits, model.words),
                entry.problem,
            )
        except re.error as error:
            source.fault(
                ("topics", name), Text(f"正则表达式无法读取：{error}", f"a pattern cannot be read: {error}")
            )
    if source.faults:
        raise RubricError(Text("话题文件有错误：", "the file of topics has faults:"), source.faults)
    return found


class Account:
    """What one submission claims and admits, by topic; each sentence is searched once.

    Targets that are met, or that answer yes, count as claims. Duties, goals and plans claim nothing.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case):
        self.claims: dict[str, list[Said]] = {}
        self.admissions: dict[str, list[Said]] = {}
        said = [s for s in case.sentences if s.part in _CLAIMING | _ADMITTING]
        said += [
            Sentence("target", row.section, row.words, row.place.quote)
            for row in case.targets
            if row.parsed.met or row.parsed.claim == "yes"
        ]
        lines = Lines(said)
        for name, topic in topics().items():
            concerned = lines.having(topic.about)
            told = Lines([s for s in concerned if s.part in _CLAIMING or s.part == "target"]).worth_reading(
                topic.claims
            )
            looked_back = Lines([s for s in concerned if s.part in _ADMITTING]).worth_reading(topic.admits)
            self.claims[name] = [
                _said(s, hit) for s in told if (hit := _hit(topic.claims, s.text, _INTENDED, None))
            ]
            self.admissions[name] = [
                _said(s, hit)
                for s in looked_back
                if (hit := _hit(topic.admits, s.text, _UNDONE, _AFTER_UNDONE))
            ]


def account(case: Case) -> Account:
    """The account of a case, made once."""
    return case.once("account", lambda: Account(case))
