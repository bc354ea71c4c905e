"""What the documents of invented cases say: what was looked at, how many fall short and in what, drawn by
degree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.text import Text
from perfkit.training.words import training_data

FULL, PARTIAL, NONE = "full", "partial", "none"
# How many of a hundred documents are in order, fall short, or support nothing, by level.
_ODDS = {1: (60, 33, 7), 2: (52, 38, 10), 3: (38, 50, 12), 4: (30, 55, 15)}
_LEAST, _MOST = 12, 40
_ASIDE = 0.35


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document shows of one clause.

    Attributes
    ----------
    state : str      full, partial or none
    share : Fraction   the part of what was looked at that is in order; None where nothing was counted
    counted : str    projects, targets, benefits: what the report counts as well; empty where only the
        document does
    count : int      how many of them the document speaks of
    """

    state: str
    text: Text
    share: Fraction | None = None
    counted: str = ""
    count: int = 0


def draw_state(level: int, rng: Random) -> str:
    """Whether a document is in order, falls short or supports nothing; by the odds of the level.

    Examples
    --------
    >>> draws = [draw_state(4, Random(seed)) for seed in range(200)]
    >>> draws.count("full") < draws.count("partial")
    True
    """
    return rng.choices((FULL, PARTIAL, NONE), _ODDS[level])[0]


def draw_document(
    clause: str,
    state: str,
    counts: Mapping[str, int],
    rng: Random,
    *,
    off: int = 0,
    on: Mapping[str, Any] | None = None,
) -> Seen:
    """What the document on a clause says.

    Parameters
    ----------
    clause : str    criterion id; one that the file does not list gets what any paper can show
    state : str     full, partial or none
    counts : what the report says there are: projects, targets, benefits
    off : int       added to what the report counts: the document then contradicts it
    on : what is looked at, where the clause is a target of a project

    Examples
    --------
    >>> seen = draw_document("management.assets.safety.1", "partial", {}, Random(1))
    >>> seen.state, 0 < seen.share < 1, "{" in seen.text.zh + seen.text.en
    ('partial', True, False)
    >>> draw_document("decision.budget.rationality.1", "full", {"projects": 5}, Random(1)).count
    5
    """
    raw = on or training_data("documents")["clauses"].get(clause) or training_data("documents")["other"]
    if "says" in raw:
        return Seen(state, _whole_sentence(raw["says"], state, rng))
    counted = raw.get("of", "") if counts.get(raw.get("of", ""), 0) + off > 1 else ""
    n = counts[counted] + off if counted else rng.randint(_LEAST, _MOST)
    pairs = rng.sample(raw["pairs"], len(raw["pairs"]))
    short = _degrees(n, len(pairs), rng) if state == PARTIAL else []
    values = _values(raw["unit"], pairs, n, short, rng, every=bool(counted))
    frames = training_data("documents")["frames"]
    kind = {FULL: "full", PARTIAL: "gap", NONE: "none"}[state]
    chosen = [frame for frame in frames[kind] if 2 * sum(short) < n or not _says_most(frame)]
    text = _filled(rng.choice(chosen), values)
    if rng.random() < _ASIDE:
        aside = rng.choice(frames["aside"])
        text = Text(text.zh + aside["zh"], f"{text.en} {aside['en']}")
    share = {FULL: Fraction(1), NONE: Fraction(0), PARTIAL: 1 - Fraction(sum(short), n)}[state]
    return Seen(state, text, share, counted, n if counted else 0)


def targets_in_words(block: str, count: int, rng: Random) -> list[dict[str, str]]:
    """Targets of a project that are answered in words, so that a document has to bear them out."""
    known = [one["row"] for one in training_data("documents")["project"]["targets"]]
    return rng.sample([row for row in known if row["block"] == block], count)


def target_document(name: str) -> dict[str, Any]:
    """What the document on a project's target is called, and what it looks at."""
    raw = training_data("documents")
    known = {one["row"]["name"]: one for one in raw["project"]["targets"]}
    return known.get(name) or {"document": raw["project"]["document"], **raw["other"]}


def figure_text(name: Text, value: Text, rng: Random) -> Text:
    """A figure as an evaluator read it off a document."""
    frame = rng.choice(training_data("documents")["frames"]["figure"])
    return Text(
        frame["zh"].format(name=name.zh, value=value.zh), frame["en"].format(name=name.en, value=value.en)
    )


def _degrees(n: int, most: int, rng: Random) -> list[int]:
    """How many fall short in each of one to three ways; at least one is left in order."""
    left, found = max(1, min(n - 1, int(n * rng.choice((0.15, 0.3, 0.5, 0.7))))), []
    for _ in range(rng.randint(1, min(most, 3))):
        if left < 1:
            break
        found.append(rng.randint(1, left))
        left -= found[-1]
    return found


def _values(
    unit: Mapping[str, str],
    pairs: list[dict[str, Any]],
    n: int,
    short: list[int],
    rng: Random,
    *,
    every: bool,
) -> dict[str, dict[str, Any]]:
    """What fills a frame, in both languages."""
    frames, measure = training_data("documents")["frames"], unit["zh"][0]
    look, tails = rng.choice(frames["every" if every else "look"]), rng.sample(frames["more"], 3)
    values: dict[str, dict[str, Any]] = {}
    for lang in ("zh", "en"):
        more = "".join(
            tail[lang].format(m=count, cl=measure, gap=pair["gap"][lang])
            for tail, count, pair in zip(tails, short[1:], pairs[1:], strict=False)
        )
        values[lang] = {
            "look": look[lang].format(n=n, unit=unit[lang]),
            "n": n,
            "cl": measure,
            "m1": short[0] if short else 0,
            "ok1": pairs[0]["ok"][lang],
            "ok2": pairs[1]["ok"][lang],
            "gap1": pairs[0]["gap"][lang],
            "more": more,
        }
    return values


def _filled(frame: Mapping[str, str], values: Mapping[str, Mapping[str, Any]]) -> Text:
    return Text(*(frame[lang].format(**values[lang]) for lang in ("zh", "en")))


def _says_most(frame: Mapping[str, str]) -> bool:
    return "most of" in frame["en"] or "on the whole" in frame["en"]


def _whole_sentence(says: Mapping[str, list[dict[str, str]]], state: str, rng: Random) -> Text:
    chosen = rng.choice(says["short" if state == PARTIAL else state])
    numbers = {"d": rng.randint(5, 19), "t": rng.randint(8, 16), "m": rng.randint(2, 7)}
    return Text(chosen["zh"].format(**numbers), chosen["en"].format(**numbers))
