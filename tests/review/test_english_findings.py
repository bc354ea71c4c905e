"""The English edition is English: of every finding the message, the question, the explanations and the
difference.

Chinese stands only between quotation marks, and the sentence says what is quoted. Over Longhua, forty
invented
departments, and the submissions below the folder that PERFKIT_SUBMISSIONS names, where it is set.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from perfkit import load_department
from perfkit.demo.generate import generate
from perfkit.evaluation.tree import evaluate
from perfkit.review import review
from perfkit.review.english import CHINESE, in_english
from perfkit.review.finding import Finding
from perfkit.review.rulebook import rulebook
from perfkit.review.unscored import load_filing
from perfkit.rubric.files import load_rubric

QUOTED = re.compile(r"“[^”]*”")
UNITS = re.compile(r"\d(?:[百千万亿]*元|万|亿|人|件|个|项|次|户|家|场|分|％)")
MIDDLE = re.compile(r"[,;:] (?:[A-Z][a-z]+)|[a-z] (?:The|This|It|A|No|One|Each|Of|In) ")
# What stands before the first quotation of a sentence says what is quoted: the others are of its list.
KINDS = re.compile(
    r"\b(?:indicators?|tasks?|projects?|funds|figures?|rates?|item|rows?|topics?|dut(?:y|ies)|goals?|parts|"
    r"clause|kind|document|department|evaluator|heading|purpose|people|words|text|expected|reported|"
    r"called|taken as|named?s?)\b"
)
EDITION = "en"


@cache
def findings() -> tuple[Finding, ...]:
    found = list(review(load_department("sz-sif-longhua_2020").evaluate()))
    for level in (1, 2, 3, 4):
        for seed in range(10):
            made = generate(seed, level=level)
            found += review(
                evaluate(made.model(), load_rubric(made.model().self_evaluation.rubric), (made.judged(),))
            )
    for folder in sorted(Path(os.environ.get("PERFKIT_SUBMISSIONS", "/nowhere")).rglob("submission.yaml")):
        found += review(load_filing(folder.parent)[0].evaluate())
    return tuple(found)


def texts() -> Iterator[tuple[str, str, str]]:
    """Code, what kind of text, text."""
    for one in findings():
        yield one.code, "message", one.message.en
        yield from ((one.code, "question", one.ask.en) for _ in [0] if one.ask.en)
        yield from ((one.code, "explanation", text.en) for text in one.possible)
        yield from ((one.code, "difference", one.difference_in(EDITION)) for _ in [0] if one.difference)
        yield from ((one.code, "gloss", place.gloss) for place in one.places)


@cache
def counted() -> dict[str, list[str]]:
    """What is not English, by kind."""
    found: dict[str, list[str]] = {"Chinese": [], "units": [], "beginning": [], "capital": [], "no gloss": []}
    for code, kind, text in texts():
        bare = QUOTED.sub("“”", text)
        where = f"{code} {kind}: {text}"
        found["Chinese"] += [where] if CHINESE.search(bare) else []
        found["units"] += [where] if UNITS.search(bare) else []
        found["beginning"] += [where] if kind == "message" and not text[:1].isascii() else []
        found["capital"] += [where] if kind == "message" and MIDDLE.search(bare) else []
        before, mark, _ = bare.partition("“”")
        found["no gloss"] += (
            [where] if mark and kind != "difference" and not KINDS.search(before.lower()) else []
        )
    return found


def test_there_is_something_to_count():
    assert len({one.code for one in findings()}) >= 80 and sum(1 for _ in texts()) > 1500


@pytest.mark.parametrize("kind", ["Chinese", "units", "beginning", "capital", "no gloss"])
def test_no_english_text_holds_chinese_outside_quotation_marks(kind):
    assert not counted()[kind], counted()[kind][:10]


def test_every_side_of_a_finding_has_a_gloss():
    assert all(place.gloss for one in findings() for place in one.places)


def test_every_sentence_of_the_rule_book_is_english():
    book = rulebook()
    sentences = [
        (code, words.en)
        for code, rule in book.codes.items()
        for words in (rule.title, rule.message, rule.ask, *rule.messages.values(), *rule.asks.values())
        if words is not None
    ]
    sentences += [(name, words.en) for name, words in book.phrases.items()]
    assert len(sentences) > 400
    wrong = [
        (code, text) for code, text in sentences if CHINESE.search(text) or re.search(r"\{[^}]*\}“|”", text)
    ]
    wrong = [(code, text) for code, text in wrong if not re.search(r"“\{\w+\}”", text)]
    assert not wrong, wrong


def test_values_that_officials_write_read_as_english():
    for printed, english in (
        ("0.4万元", "4,000 yuan"),
        ("31.9亿元", "3,190 million yuan"),
        ("≥90%", "≥90%"),
        ("98.5％", "98.5%"),
        ("2个百分点", "2 percentage points"),
        ("3.2万人次", "32,000 visits"),
        ("120元/人", "120 yuan per person"),
        ("90分以上", "90 points or more"),
        ("显著提升", "“显著提升”"),
        ("2020年12月底前", "“2020年12月底前”"),
    ):
        assert in_english(printed) == english
