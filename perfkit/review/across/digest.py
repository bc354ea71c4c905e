"""What is kept of a filing for laying it beside others: a few figures, targets as printed, and its sentences
shortened.

A cohort of thousands is read one by one; a digest is some kilobytes, whatever the filing holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.filed_tables import Target
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.review.mentions import mentions
from perfkit.review.rulebook import pattern, threshold, words
from perfkit.review.sentences import plain_text

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_END = re.compile(r"[。!?！？;；\n]")
_SHOWN, _KEPT = 90, 160
_OPENING = 60
_SPEAKING = ("duties", "annual_work", "budget_execution")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and without the department's name as a number, in which figures count."""

    number: int
    section: str
    text: str
    figures: bool
    length: int

    @property
    def shown(self) -> str:
        """As much of it as a finding quotes."""
        return self.text[:_SHOWN]


@dataclass(frozen=True, slots=True)
class Goal:
    """A target as printed, and whether the people or things that it is about occur elsewhere in the
    filing."""

    name: str
    kind: str
    block: str
    expected: str
    reported: str
    about: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One filing, as far as others are held against it.

    Attributes
    ----------
    kind : str          department, project or accounts
    facts : fact → its statements for the whole year
    balances : opening_balance, closing_balance and running_costs where figures of these names are printed
    projects, mean : statements of how many projects were self-evaluated, and of their mean
    points : the filer's own total
    best : True where the grade is the best one
    problems : section and text of each problem named
    said : sentences long enough to tell one text from another
    openings : section and first words of passages in which a department speaks of itself
    """

    key: str
    department: str
    project: str
    year: int
    kind: str
    facts: dict[str, tuple[Statement, ...]]
    balances: dict[str, Statement]
    projects: Statement | None
    mean: Statement | None
    points: Fraction | None
    best: bool
    goals: tuple[Goal, ...]
    target_section: str
    problems: tuple[tuple[str, str], ...]
    said: tuple[Said, ...]
    openings: tuple[tuple[str, str], ...]

    @property
    def matter(self) -> tuple[str, str, int]:
        """Whose filing it is, on what, for which year."""
        return self.department, self.project, self.year


# figures of a filing's own that others are held against, by patterns of their names
_OWN = ("opening_balance", "closing_balance", "running_costs")


def digest(one: Submission) -> Digest:
    """What is kept of a filing."""
    own = one.self_evaluation
    return Digest(
        one.key,
        one.department.name,
        one.project.name if one.project else "",
        one.year,
        one.form.kind or "department",
        {fact: kept for fact in _facts() if (kept := _whole_year(one.facts.get(fact, ())))},
        {name: found for name in _OWN if (found := _figure(one, name))},
        *_self_evaluated(one),
        own.total,
        own.grade == "优",
        tuple(_goals(one)),
        one.targets.section if one.targets else "",
        tuple((p.section, p.text) for p in one.narrative.problems),
        tuple(_said(one)),
        tuple(
            (passage.section, plain_text(passage.text)[:_OPENING])
            for part, passage in one.narrative.passages()
            if part in _SPEAKING
        ),
    )


def bare_words(text: str) -> str:
    """A text in half width, without figures and marks at its end."""
    return _DIGITS.sub("", plain_text(text)).strip("。;；,， ")


def _facts() -> list[str]:
    before = [kind.last_year_of for kind in fact_catalogue().values() if kind.last_year_of]
    after = [name for name, kind in fact_catalogue().items() if kind.last_year_of]
    return list(dict.fromkeys((*words("facts_of_accounts"), "budget_carried_in", *before, *after)))


def _whole_year(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return tuple(s for s in statements if s.of_the_year)


def _figure(one: Submission, name: str) -> Statement | None:
    return next(
        (f.statements[0] for f in one.figures if f.kind == "money" and pattern(name).search(f.name)), None
    )


def _self_evaluated(one: Submission) -> tuple[Statement | None, Statement | None]:
    """How many projects were self-evaluated and their mean, where the text says each of them once."""
    counts: dict[str, Statement] = {}
    means: dict[str, Statement] = {}
    for _, passage in one.narrative.passages():
        if "自评" not in passage.text and "自我评价" not in passage.text:
            continue
        for sentence in _END.split(plain_text(passage.text)):
            if not pattern("self_evaluated").search(sentence):
                continue
            for mention in mentions(sentence):
                number = mention.printed.removesuffix(mention.unit)
                after = sentence[mention.end : mention.end + 4]
                stated = Statement(
                    value=number, unit=mention.unit, section=passage.section, quote=sentence[:_SHOWN]
                )
                if mention.unit == "分" and pattern("mean_points").search(mention.label):
                    means[number] = stated
                elif mention.unit == "个" and (
                    after.startswith("项目") or pattern("counts_projects").search(mention.label)
                ):
                    counts[number] = stated
    return (
        next(iter(counts.values())) if len(counts) == 1 else None,
        next(iter(means.values())) if len(means) == 1 else None,
    )


def _goals(one: Submission) -> Iterator[Goal]:
    rows: tuple[Target, ...] = one.targets.rows if one.targets else ()
    if not rows:
        return
    texts = [plain_text(passage.text) for _, passage in one.narrative.passages()]
    if one.overall_goal is not None:
        texts += [one.overall_goal.expected, *(p.text for p in one.overall_goal.actual)]
    if one.project is not None:
        texts.append(one.project.name)
    text = "\n".join(texts)
    for row in rows:
        found = pattern("beneficiary").search(row.name)
        about = found["who"] if found else ""
        elsewhere = bool(about) and (
            about in text or any(about in other.name for other in rows if other is not row)
        )
        yield Goal(row.name, row.kind, row.block, row.expected, row.reported, about, elsewhere)


def _said(one: Submission) -> Iterator[Said]:
    least = int(threshold("copied_words"))
    for part, passage in one.narrative.passages():
        if part == "duties":
            continue
        for sentence in _END.split(plain_text(passage.text)):
            own = sentence.replace(one.department.name, "").strip(",， ")
            if len(bare_words(own)) >= least:
                yield Said(
                    _number(own), passage.section, sentence[:_KEPT], bool(_DIGITS.search(own)), len(own)
                )


def _number(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
