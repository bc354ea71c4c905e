"""What training says, data/training/words.yaml: every sentence is said somewhere, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfkit.training.words import WORDS, table, words

ROOT = Path(__file__).resolve().parents[2]
FILES = [*(ROOT / "perfkit" / "training").rglob("*.py"), ROOT / "perfkit" / "cli" / "train.py"]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in FILES)
SENTENCES = WORDS.group("sentences")


def fields(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}", text))


def test_every_sentence_that_is_named_is_there_and_every_one_there_is_said():
    named = set(re.findall(r"\bwords\(\s*[\"'](\w+)[\"']", SOURCE))
    assert len(named) > 150 and named <= set(SENTENCES), named - set(SENTENCES)
    starts = tuple(re.findall(r"f[\"']([a-z_]+)\{", SOURCE))
    silent = [
        name
        for name in SENTENCES
        if not re.search(rf"[\"']{name}[\"']", SOURCE) and not name.startswith(starts) and "_too_" not in name
    ]
    assert silent == []


def test_a_sentence_says_the_same_in_both_languages():
    for name, both in SENTENCES.items():
        assert set(both) == {"zh", "en"} and both["zh"] and both["en"], name
        assert fields(both["en"]) <= fields(both["zh"]) | {"called", "more"}, name
        assert (
            not re.search(r"[\u4e00-\u9fff]", fields_out(both["en"]))
            or "万元" in both["en"]
            or "一（" in both["en"]
        )


def fields_out(text: str) -> str:
    return re.sub(r"\{\w+\}", "", text)


def test_a_sentence_without_its_fields_or_its_name_fails():
    with pytest.raises(KeyError):
        words("takes_points")
    with pytest.raises(KeyError):
        words("no such sentence")


@pytest.mark.parametrize("name", WORDS.group("tables"))
def test_a_table_has_heads_in_both_languages(name):
    columns = WORDS.group("tables")[name]["columns"]
    assert all(one["zh"] and one["en"] for one in columns)
    filled = dict.fromkeys(("count", "right", "share", "department", "called", "year"), "")
    shown = table(name, "en", (), **filled)
    assert len(shown.columns) == len(columns)
    assert sum(column.width for column in shown.columns) <= 100 or name.startswith("sheet_")
