"""Looking for words before patterns gives the same sentences as trying every pattern on every sentence."""

from __future__ import annotations

import re
import unicodedata

import pytest

from perfkit import evaluate, load_department, load_rubric
from perfkit.demo import generate
from perfkit.review.case import Case
from perfkit.review.literals import needed
from perfkit.review.rulebook import pattern, rulebook
from perfkit.review.sentences import Lines, Sentence, plain_text
from perfkit.review.topics import topics

BOOK = rulebook()
PATTERNS = {pattern(name).pattern for name in BOOK.patterns}
PATTERNS |= {written.pattern for topic in topics().values() for written in (topic.claims, topic.admits)}
PATTERNS |= {comparison.pattern for comparison in BOOK.comparisons}


def _sentences() -> list[Sentence]:
    """Sentences of the rule book, of the bundled department and of invented ones, from two parts by turns."""
    texts = [text for entry in BOOK.patterns.values() for text in (*entry.must, *entry.must_not)]
    texts += [text for said in BOOK.topic_sentences.values() for text in (*said.claims, *said.admits)]
    cases = [Case(load_department("sz-sif-longhua_2020").evaluate())]
    made = (generate(seed, level=level).model() for seed, level in ((1, 1), (2, 3), (3, 4)))
    cases += [Case(evaluate(one, load_rubric(one.self_evaluation.rubric))) for one in made]
    texts += [sentence.text for case in cases for sentence in case.sentences]
    texts = list(dict.fromkeys(map(plain_text, texts)))
    return [Sentence(("results", "problems")[n % 2], "一", text) for n, text in enumerate(texts)]


SENTENCES = _sentences()
LINES = Lines(SENTENCES)


@pytest.mark.parametrize("written", sorted(PATTERNS))
def test_no_sentence_that_a_pattern_matches_is_passed_over(written):
    compiled = re.compile(written)
    for parts in ((), ("problems",)):
        read = LINES.worth_reading(compiled, parts)
        matched = [s for s in SENTENCES if compiled.search(s.text) and s.part in (parts or s.part)]
        assert [s for s in read if compiled.search(s.text)] == matched


def test_most_patterns_need_a_word_and_most_sentences_are_passed_over():
    few = [p for p in map(re.compile, PATTERNS) if len(LINES.worth_reading(p)) * 10 < len(SENTENCES)]
    assert sum(bool(needed(re.compile(written))) for written in PATTERNS) > len(PATTERNS) * 9 // 10
    assert len(few) > len(PATTERNS) // 2


def test_words_are_found_in_the_parts_asked_for_and_never_across_two_sentences():
    lines = Lines([Sentence("results", "一", "资金不"), Sentence("problems", "二", "足额，经费不足")])
    assert lines.having(["不足"]) == [lines.pieces[1]]
    assert lines.having(["资金", "经费"]) == list(lines.pieces)
    assert lines.having(["资金", "经费"], ["problems"]) == [lines.pieces[1]] and lines.having([]) == []


def test_half_width_is_that_of_unicode_whatever_marks_are_replaced_first():
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    for text in (*every, "，：（）；％", "（１２）％\u0338", "…，①㎡", "e\u0301（ﬁ）"):
        if not re.search(r"\s", unicodedata.normalize("NFKC", text)):
            assert plain_text(text) == unicodedata.normalize("NFKC", text), text


def test_words_are_found_alike_before_and_after_the_pairs_of_a_text_are_known():
    words = [text[at : at + 2] for text in ("经费不足", "资金𠮷祥", "甲乙丙丁") for at in range(3)]
    few, many = Lines(SENTENCES[:40]), Lines(SENTENCES[:40])
    many.having([f"{n}号" for n in range(100)])
    for word in (*words, "足", "𠮷", *(piece.text[1:5] for piece in SENTENCES[:40])):
        assert few.having([word]) == many.having([word]) == [p for p in SENTENCES[:40] if word in p.text]
        few._having.clear()
