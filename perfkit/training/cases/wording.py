"""The same report in other words: synonyms, openings and endings of sentences; figures and their quotes stay
true."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from perfkit.training.words import training_data

_SENTENCE = re.compile(r"[^。]+。")
_HEADING = re.compile(r"^\S{2,12}情况 |^\S{2,8}：")
_DUTIES = ("duties",)
_PLANS = ("annual_work", "goals", "budget_preparation", "experience", "next_steps")
_PLANTABLE = ("budget_execution", "results", "annual_work", "experience", "next_steps")


def reword(submission: dict[str, Any], rng: Random) -> None:
    """Say a submission's passages in other words, in place; what states a figure still quotes its passage.

    Parameters
    ----------
    submission : dict   as submission.yaml holds it
    rng : Random        picks the words
    """
    duties = submission["narrative"].get("duties", [])
    if len(duties) > 3:
        submission["narrative"]["duties"] = _some_duties(duties, rng)
    statements = _statements(submission)
    goal = submission.get("overall_goal") or {}
    parts = {**submission["narrative"], "goal": goal.get("actual", [])}
    for name, passages in parts.items():
        for passage in passages:
            if name not in ("problems", "improvements"):
                _reword(passage, [s for s in statements if s["section"] == passage["section"]], name, rng)


def _reword(passage: dict[str, str], statements: list[dict[str, Any]], part: str, rng: Random) -> None:
    swaps = {}
    for words in training_data("wording")["duty_synonyms" if part in _DUTIES else "synonyms"]:
        chosen = rng.choice(words)
        for word in sorted(words, key=len, reverse=True):
            if word in passage["text"]:
                swaps[word] = chosen
                break

    def in_other_words(text: str) -> str:
        pattern = "|".join(map(re.escape, sorted(swaps, key=len, reverse=True)))
        return re.sub(pattern, lambda found: swaps[found.group()], text) if swaps else text

    text = in_other_words(passage["text"])
    quotes = [in_other_words(statement["quote"]) for statement in statements]
    if not all(quote in text for quote in quotes):
        text, quotes = passage["text"], [statement["quote"] for statement in statements]
    passage["text"] = _opened(text, part, rng)
    for statement, quote in zip(statements, quotes, strict=True):
        statement["quote"] = quote


def _opened(text: str, part: str, rng: Random) -> str:
    """Sentences with an opening or an ending of their own."""
    kind = "duty_tails" if part in _DUTIES else "plan_tails" if part in _PLANS else "tails"
    tails = training_data("wording")[kind]
    head = _HEADING.match(text)
    start = head.end() if head else 0

    def dressed(found: re.Match[str]) -> str:
        lead = rng.choice(training_data("wording")["leads"]) if kind == "tails" else ""
        return lead + found.group()[:-1] + rng.choice(tails) + "。"

    return text[:start] + _SENTENCE.sub(dressed, text[start:])


def _some_duties(duties: list[dict[str, str]], rng: Random) -> list[dict[str, str]]:
    kept = sorted(rng.sample(range(len(duties)), rng.randint(3, len(duties))))
    return [
        {"section": re.sub(r"\d+$", str(number), duties[at]["section"]), "text": duties[at]["text"]}
        for number, at in enumerate(kept, start=1)
    ]


def scatter(submission: dict[str, Any], sentence: str, section: str, rng: Random) -> str:
    """Move a planted sentence from the end of its passage to anywhere in the report.

    Parameters
    ----------
    sentence : str   without its full stop
    section : str    where it stands now

    Returns
    -------
    the section where it stands afterwards; the old one where it was not found.
    """
    passages = [p for part in _PLANTABLE for p in submission["narrative"].get(part, ())]
    home = next((p for p in passages if p["section"] == section and sentence + "。" in p["text"]), None)
    if home is None:
        return section
    home["text"] = home["text"].replace(sentence + "。", "", 1)
    target = rng.choice([p for p in passages if p["text"].endswith("。")] or [home])
    insert(target, sentence + "。", rng)
    return target["section"]


def tell(submission: dict[str, Any], name: str, actual: str, rng: Random) -> str:
    """Say of a target anywhere in the report what the table says; returns the section."""
    passages = [p for part in _PLANTABLE for p in submission["narrative"].get(part, ())]
    passage = rng.choice(passages)
    insert(passage, rng.choice(training_data("wording")["told"]).format(name=name, actual=actual), rng)
    return passage["section"]


def insert(passage: dict[str, str], sentence: str, rng: Random) -> None:
    """Put a sentence before, between or after those of a passage."""
    text = passage["text"]
    head = _HEADING.match(text)
    ends = [head.end() if head else 0, *(found.end() for found in re.finditer("。", text))]
    at = rng.choice(ends)
    passage["text"] = text[:at] + sentence + text[at:]


def _statements(submission: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        statement
        for statements in (
            *submission["facts"].values(),
            *(figure["statements"] for figure in submission.get("figures", ())),
        )
        for statement in statements
    ]
