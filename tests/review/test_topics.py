"""Claims and admissions in officialese, and the near misses that are neither."""

from __future__ import annotations

import re

import pytest
import yaml

from perfkit.base.paths import data_root
from perfkit.review.rulebook import rulebook
from perfkit.review.topics import topics

SAID = rulebook().topic_sentences


def of(kind: str) -> list[tuple[str, str]]:
    return [(topic, sentence) for topic, said in SAID.items() for sentence in getattr(said, kind)]


@pytest.mark.parametrize(("topic", "sentence"), of("admits"), ids=lambda text: text)
def test_admissions_are_heard(topic, sentence):
    assert topics()[topic].admission(sentence)


@pytest.mark.parametrize(("topic", "sentence"), of("no_admits"), ids=lambda text: text)
def test_what_is_denied_avoided_or_only_supposed_is_no_admission(topic, sentence):
    assert topics()[topic].admission(sentence) == ""


@pytest.mark.parametrize(("topic", "sentence"), of("claims"), ids=lambda text: text)
def test_claims_are_heard(topic, sentence):
    assert topics()[topic].claim(sentence)


@pytest.mark.parametrize(("topic", "sentence"), of("no_claims"), ids=lambda text: text)
def test_what_is_intended_or_asked_for_is_no_claim(topic, sentence):
    assert topics()[topic].claim(sentence) == ""


def test_every_pattern_of_a_topic_has_a_sentence():
    file = yaml.safe_load((data_root() / "topics.yaml").read_text(encoding="utf-8"))
    assert set(file["topics"]) == set(SAID)
    alone = []
    for name, topic in file["topics"].items():
        for kind in ("claims", "admits"):
            for written in topic[kind]:
                whole = written.replace("{weak}", file["words"]["weak"])
                if not any(re.search(whole, sentence) for sentence in getattr(SAID[name], kind)):
                    alone.append((name, written))
    assert not alone, alone


def test_a_topic_names_nobody():
    text = "".join(topic.name.zh for topic in topics().values())
    assert "龙华" not in text and "社保" not in text
    assert len(topics()) >= 15
