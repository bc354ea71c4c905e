"""The public copy of a department: without names, phones, identity numbers and evaluators' identities.

It is made from the submission and the judgements before any view of them, so that every format gets it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from perfkit.base.models import Model
from perfkit.base.text import Text, say
from perfkit.evaluation.department import Department
from perfkit.filing.judgements import Evaluator, Evidence, Judgements
from perfkit.filing.submission import Submission
from perfkit.pages.personal import MASK, Masked, Patterns, named_people, who_may_stay

_ORDINALS = "甲乙丙丁戊己庚辛壬癸"
# What other parts of the kit look up by: an id is never somebody's text.
_KEPT_FIELDS = set("id criterion fact rubric kind block category file unit grade value".split())


@dataclass(frozen=True, slots=True)
class Removed:
    """A kind of personal data that was taken out, and how many times.

    Examples
    --------
    >>> str(Removed(Text("电话号码", "phone numbers"), 2))
    '电话号码 2 处'
    """

    what: Text
    count: int

    def show(self, lang: str = "zh") -> str:
        """For the list in the report."""
        return say(lang, f"{self.what.zh} {self.count} 处", f"{self.what.en} ({self.count})")

    def __str__(self) -> str:
        return self.show("zh")


def redact(department: Department, lang: str = "zh") -> tuple[Department, tuple[Removed, ...]]:
    """The public copy of a department, and what was removed for it.

    People's names are found where a form names them (填报人：…, 联系人：…) or with a form of address, and removed
    wherever else they stand; so are phone and identity numbers, accounts and e-mail addresses. Evaluators
    become
    评价人甲, 评价人乙 in the order of their files. Figures, sections and ids stay as they are.

    Parameters
    ----------
    department : Department
    lang : str   language in which the copy names what it removed and its evaluators, "zh" or "en"

    Returns
    -------
    (Department, removed)   the copy lists what was removed under `submission.source.redacted`, as reports do

    Examples
    --------
    >>> from perfkit import load_department
    >>> public, removed = redact(load_department("sz-sif-longhua_2020"))
    >>> public.evaluate().self_score == load_department("sz-sif-longhua_2020").evaluate().self_score, removed
    (True, ())
    """
    evaluators = tuple(judged.evaluator for judged in department.judgements)
    texts = [
        *_texts(department.submission),
        *(text for judged in department.judgements for text in _texts(judged)),
    ]
    patterns = Patterns(named_people(texts), _evaluator_names(evaluators))
    masked = Masked()
    submission = _copy(department.submission, patterns, masked)
    judgements = tuple(
        _public_judgements(judged, number, patterns, masked, lang)
        for number, judged in enumerate(department.judgements)
    )
    removed = tuple(Removed(what, count) for what, count in masked.counts.items())
    if evaluators:
        removed += (Removed(Text("评价人身份", "evaluators' identities"), len(evaluators)),)
    return replace(department, submission=_listed(submission, removed, lang), judgements=judgements), removed


def stays(public: Department) -> tuple[str, ...]:
    """What still looks like a person in a public copy, each with the words around it: recall is never
    complete, so
    a human strikes what is one.

    Examples
    --------
    >>> from perfkit import load_department
    >>> len(stays(redact(load_department("sz-sif-longhua_2020"))[0])) < 20
    True
    """
    texts = [*_texts(public.submission), *(text for judged in public.judgements for text in _texts(judged))]
    return tuple(
        dict.fromkeys(
            f"{name}（…{text[max(0, text.find(name) - 8) : text.find(name) + len(name) + 8]}…）".replace(
                "\n", " "
            )
            for text in texts
            for name in who_may_stay(text)
        )
    )


def without_people(text: str, evaluators: Iterable[str] = ()) -> str:
    """A sentence about a department that could not be made, for a public batch: names and evaluators masked.

    Examples
    --------
    >>> without_people("judgements/sun-ping.yaml:3 经办人：王小五", ["sun-ping"])
    'judgements/〔略〕.yaml:3 经办人：〔略〕'
    """
    names = tuple(name for name in evaluators if len(name) > 1)
    return Patterns(named_people([text]), names).mask(text, Masked())


def evaluator_name(number: int, lang: str) -> str:
    """What the public copy calls an evaluator, counted from 0.

    Examples
    --------
    >>> evaluator_name(0, "zh"), evaluator_name(1, "en"), evaluator_name(11, "zh")
    ('评价人甲', 'Evaluator 2 (评价人乙)', '评价人12')
    """
    zh = f"评价人{_ORDINALS[number]}" if number < len(_ORDINALS) else f"评价人{number + 1}"
    return say(lang, zh, f"Evaluator {number + 1} ({zh})")


def _evaluator_names(evaluators: Iterable[Evaluator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for who in evaluators for name in (who.name, who.id) if len(name) > 1))


def _public_judgements(
    judged: Judgements, number: int, patterns: Patterns, masked: Masked, lang: str
) -> Judgements:
    copy = _copy(judged, patterns, masked)
    seen = tuple(_without_file_name(one) for one in copy.evidence)
    who = Evaluator(id=f"evaluator-{number + 1}", name=evaluator_name(number, lang))
    return copy.model_copy(update={"evaluator": who, "evidence": seen})


def _without_file_name(one: Evidence) -> Evidence:
    """A document whose file's name is left out: people name their files after themselves."""
    shown = f"{MASK}{Path(one.file).suffix}" if one.file else ""
    return one.model_copy(update={"file": shown})


def _listed(submission: Submission, removed: tuple[Removed, ...], lang: str) -> Submission:
    """What was removed joins what had been cut from the source before, so that every report prints it."""
    source = submission.source
    cut = (*source.redacted, *(one.show(lang) for one in removed))
    plain = f"source{Path(source.file).suffix}" if source.file else ""  # source.NAME.docx
    return submission.model_copy(
        update={"source": source.model_copy(update={"redacted": cut, "file": plain})}
    )


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, Model):
        return [
            text
            for name in type(value).model_fields
            if name not in _KEPT_FIELDS
            for text in _texts(getattr(value, name))
        ]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value for text in _texts(item)] if isinstance(value, tuple) else []


def _copy(value, patterns: Patterns, masked: Masked):
    """The value with every text masked; what holds no personal data is the same object."""
    if isinstance(value, str):
        return patterns.mask(value, masked)
    if isinstance(value, Model):
        changed = {}
        for name in type(value).model_fields:
            if name not in _KEPT_FIELDS:
                old = getattr(value, name)
                new = _copy(old, patterns, masked)
                if new is not old:
                    changed[name] = new
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, dict):
        copied = {key: _copy(item, patterns, masked) for key, item in value.items()}
        return copied if any(copied[key] is not item for key, item in value.items()) else value
    if isinstance(value, tuple):
        parts = tuple(_copy(item, patterns, masked) for item in value)
        return parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
    return value


__all__ = ["MASK", "Removed", "evaluator_name", "redact", "stays", "without_people"]
