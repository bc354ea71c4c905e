"""The topics of data/topics.yaml: what a department claims and admits, sentence by sentence, with negation dealt with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from perfkit.criterion import Named
from perfkit.errors import RubricError
from perfkit.models import Model, validate
from perfkit.paths import data_root
from perfkit.review.case import Case, Lines, Sentence
from perfkit.text import Text
from perfkit.yaml_source import read_yaml

# What turns an admission into its opposite, a plan or a case that is only thought of.
_UNDONE = re.compile(
    r"(?:未(?:曾)?(?:出现|发生|发现|存在)|没有(?:出现|发生|发现)?|不(?:再)?(?:存在|会|得|能出现)|并?无|避免|防止|杜绝|克服|解决了?|改变了?|消除了?|扭转了?|预防|严禁|减少|化解|"
    r"如果|如遇|倘若|若|一旦|假如|可能|以免|切实防|防范|对于|凡)[^，,：:]{0,16}$"
)
_AFTER_UNDONE = re.compile(r"^[^，,]{0,10}(?:的)?(?:问题|情况|现象)?(?:已|均已|已经|得到)(?:全部|基本|有效)?(?:解决|整改|消除|改善|扭转)|^(?:的)?(?:情况|现象|问题)(?:不存在|未发生|没有发生)")
_UNDONE_INSIDE = re.compile(r"杜绝|避免|防止|预防|未(?:曾)?(?:发生|出现|发现|存在)|没有(?:发生|出现|发现)|不存在|消除|严禁|减少|零(?:超期|逾期|积压)|[并均全]无|无(?:一)?(?:件|宗|起)?(?:超期|逾期|积压|延误|闲置|拖欠)")
# What turns a claim into an intention, a duty or a negation.
_INTENDED = re.compile(
    r"(?:确保|力争|争取|保证|保障|要求|应当?|应该|需要?|必须|将(?:来|会|进一步|继续|严格)?|努力|为了?|以便|推动|促进|督促|计划|拟|下一步|今后|以后|能否|才能|是否|有利于|便于|尽(?:快|量|可能)|"
    r"未(?:能)?|没有(?:能)?|尚未|不(?:能)?|无法|难以|不断|逐步|进一步|加快|持续|希望|建议)[^，,：:]{0,10}$"
)
# Inside a claim: a negation after its first words, or a rate that is stated and is not 100 %.
_DENIED_INSIDE = re.compile(r"^..+?(?:未|没有|无法|难以)|率(?!为?达?到?了?100)[^，,]{0,4}\d")
_CLAIMING = frozenset(("annual_work", "budget_preparation", "budget_execution", "performance", "results", "experience", "actual"))
_ADMITTING = frozenset(("budget_execution", "performance", "results", "experience", "problems", "improvements", "actual"))


class TopicEntry(Model):
    """A topic as the file writes it."""

    name: Named
    about: tuple[str, ...] = Field(min_length=1)
    strict: bool = False
    against: Literal["error", "doubt", "note"] = "note"
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
    """

    id: str
    name: Text
    about: tuple[str, ...]
    strict: bool
    against: str
    claims: re.Pattern | None
    admits: re.Pattern | None

    def claim(self, text: str) -> str:
        """The words by which a sentence claims that things are in order; empty where it does not.

        Examples
        --------
        >>> topics()["payment"].claim("每月均能及时、准确发放职工工资待遇")
        '及时、准确发放'
        >>> topics()["project_delay"].claim("确保项目按计划完成")
        ''
        """
        return _first(self.claims, text, _INTENDED, None) if self.concerns(text) else ""

    def admission(self, text: str) -> str:
        """The words by which a sentence admits that they are not; empty where it does not.

        Examples
        --------
        >>> topics()["funds_short"].admission("因此日常公用经费存在不足"), topics()["funds_short"].admission("未出现经费不足的情况")
        ('经费存在不足', '')
        """
        return _first(self.admits, text, _UNDONE, _AFTER_UNDONE) if self.concerns(text) else ""

    def concerns(self, text: str) -> bool:
        """True where the text has a word of the topic."""
        return any(word in text for word in self.about)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that claims or admits something, with the words that do."""

    sentence: Sentence
    words: str


def _first(pattern: re.Pattern | None, text: str, before: re.Pattern, after: re.Pattern | None) -> str:
    for match in pattern.finditer(text) if pattern else ():
        head = text[max(0, match.start() - 24) : match.start()]
        if (_UNDONE_INSIDE if after is not None else _DENIED_INSIDE).search(match.group()):
            continue
        if after is None and text[match.end() : match.end() + 1] in ("率", "度") or before.search(head) or (after is not None and after.search(text[match.end() : match.end() + 24])):
            continue
        return match.group()
    return ""


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
    for name, entry in (model.topics if model else {}).items():
        try:
            found[name] = Topic(name, entry.name.text, entry.about, entry.strict, entry.against, _joined(entry.claims, model.words), _joined(entry.admits, model.words))
        except re.error as error:
            source.fault(("topics", name), Text(f"正则表达式无法读取：{error}", f"a pattern cannot be read: {error}"))
    if source.faults or model is None:
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
        said += [Sentence("target", row.section, row.words) for row in case.targets if row.parsed.met or row.parsed.claim == "yes"]
        lines = Lines(said)
        for name, topic in topics().items():
            concerned = lines.having(topic.about)
            told = Lines([s for s in concerned if s.part in _CLAIMING or s.part == "target"])
            looked_back = Lines([s for s in concerned if s.part in _ADMITTING])
            self.claims[name] = [Said(s, words) for s in told.worth_reading(topic.claims) if (words := topic.claim(s.text))]
            self.admissions[name] = [Said(s, words) for s in looked_back.worth_reading(topic.admits) if (words := topic.admission(s.text))]


def account(case: Case) -> Account:
    """The account of a case, made once."""
    if "account" not in case.shared:
        case.shared["account"] = Account(case)
    return case.shared["account"]
