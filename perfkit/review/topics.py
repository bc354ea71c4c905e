"""The topics of data/topics.yaml: what a department claims and admits, sentence by sentence, with negation
dealt with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pydantic import Field

from perfkit.base.errors import RubricError
from perfkit.base.kept import compiled
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.case import Case
from perfkit.review.rulebook import NOTHING, for_form, pattern, words
from perfkit.review.sentences import Lines, Sentence, clause_of
from perfkit.rubric.criterion import Named

_AROUND = 24


class TopicEntry(Model):
    """A topic as the file writes it."""

    name: Named
    about: tuple[str, ...] = Field(min_length=1)
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
    against : str   the severity of claims and admissions side by side
    claims, admits : patterns   what may be a claim or an admission; the words around it decide
    problem : str   the matter of data/review/problems.yaml that it belongs to; the codes' own unless given
    """

    id: str
    name: Text
    about: tuple[str, ...]
    against: str
    claims: re.Pattern[str]
    admits: re.Pattern[str]
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
        hit = _claim(self.claims, text) if self.concerns(text) else None
        return hit.group() if hit else ""

    def admission(self, text: str) -> str:
        """The words by which a sentence admits that they are not; empty where it does not.

        Examples
        --------
        >>> topics()["funds_short"].admission("因此日常公用经费存在不足"), topics()["funds_short"].admission("未出现经费不足的情况")
        ('经费存在不足', '')
        """
        hit = _admission(self.admits, text) if self.concerns(text) else None
        return hit.group() if hit else ""

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
        matter = pattern("plain_in_exceptions").sub(" ", self.left_out)
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


def _claim(pattern_: re.Pattern[str], text: str) -> re.Match | None:
    """The first hit that is neither denied nor only intended."""
    for match in pattern_.finditer(text):
        if pattern("claim_denied_inside").search(match.group()) or text[match.end() : match.end() + 1] in (
            "率",
            "度",
        ):
            continue
        if not pattern("claim_intended_before").search(text[max(0, match.start() - _AROUND) : match.start()]):
            return match
    return None


def _admission(pattern_: re.Pattern[str], text: str) -> re.Match | None:
    """The first hit that is neither denied, only supposed, made good nor somebody else's."""
    for match in pattern_.finditer(text):
        if not pattern("admission_denied_inside").search(match.group()) and _stands(text, match):
            return match
    return None


def _stands(text: str, match: re.Match) -> bool:
    head, tail = (
        text[max(0, match.start() - _AROUND) : match.start()],
        text[match.end() : match.end() + _AROUND],
    )
    return not (
        pattern("admission_denied_before").search(head)
        or pattern("admission_denied_after").search(tail)
        or pattern("made_good").search(text, match.end())
        or pattern("problem_of_others").search(text)
    )


def stands(text: str, match: re.Match) -> bool:
    """True where an admission is neither denied nor made good, and is the department's own.

    Examples
    --------
    >>> late = re.compile("延期")
    >>> [stands(text, late.search(text)) for text in ("管网项目延期至次年", "没有一个项目延期", "上年延期的项目，今年已全部完成")]
    [True, False, False]
    """
    head = text[max(0, match.start() - _AROUND) : match.start()]
    return _stands(text, match) and not pattern("none_of").search(head)


def exception(text: str) -> re.Match | None:
    """The clause by which a sentence leaves something out of what it then says of all the rest.

    Examples
    --------
    >>> exception("除打印机未获批外，其他采购计划全部完成")["left"], exception("除日常工作外，还完成了专项任务")
    ('打印机未获批', None)
    """
    return pattern("exception").search(text) if "除" in text else None


def _left_out(match: re.Match, hit: re.Match) -> str:
    """What a hit leaves out, or stands in: the words of the exception."""
    return (
        (match["left"] or match["apart"])
        if match["apart"] or hit.start() >= match.end() or hit.end() <= match.end("left")
        else ""
    )


def _joined(patterns: tuple[str, ...], words: dict[str, str]) -> re.Pattern[str]:
    written = "|".join(f"(?:{one})" for one in patterns)
    for name, fragment in words.items():
        written = written.replace("{" + name + "}", fragment)
    return compiled(written) if patterns else NOTHING


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
        raise RubricError("话题文件有错误：", "the file of topics has faults:", faults=source.faults)
    for name, entry in model.topics.items():
        try:
            found[name] = Topic(
                name,
                entry.name.text,
                entry.about,
                entry.against,
                _joined(entry.claims, model.words),
                _joined(entry.admits, model.words),
                entry.problem,
            )
        except re.error as error:
            source.fault(
                ("topics", name), f"正则表达式无法读取：{error}", f"a pattern cannot be read: {error}"
            )
    if source.faults:
        raise RubricError("话题文件有错误：", "the file of topics has faults:", faults=source.faults)
    return found


class Told(dict[str, list[Said]]):
    """What is said by topic, looked for when it is first asked for; nothing of a topic that nobody knows."""

    def __init__(self, find: Callable[[Topic], list[Said]], kind: str):
        super().__init__()
        self._find, self._kind = find, kind

    def __missing__(self, name: str) -> list[Said]:
        topic = topics().get(name)
        with for_form(self._kind):
            return self.setdefault(name, self._find(topic) if topic else [])


class Account:
    """What one submission claims and admits, by topic; each sentence is searched once.

    Targets that are met, or that answer yes, count as claims. Duties, goals and plans claim nothing.

    Parameters
    ----------
    case : Case
    """

    def __init__(self, case: Case):
        self._lines, kind = case.lines, case.submission.form.kind
        self.claims, self.admissions = Told(self._claims, kind), Told(self._admissions, kind)
        met = [
            Sentence("target", row.section, row.words, row.place.quote)
            for row in case.targets
            if row.parsed.met or row.parsed.claim == "yes"
        ]
        self._targets = Lines(met)

    def _claims(self, topic: Topic) -> list[Said]:
        said = self._lines.worth_reading(topic.claims, words("parts_claiming"), topic.about)
        said += self._targets.worth_reading(topic.claims, (), topic.about)
        return [_said(s, hit) for s in said if (hit := _claim(topic.claims, s.text))]

    def _admissions(self, topic: Topic) -> list[Said]:
        said = self._lines.worth_reading(topic.admits, words("parts_admitting"), topic.about)
        return [_said(s, hit) for s in said if (hit := _admission(topic.admits, s.text))]


def account(case: Case) -> Account:
    """The account of a case, made once."""
    return case.once("account", lambda: Account(case))
