"""Every pair of a Chinese and an English text keeps to the terms of docs/glossary.md, in data and in code."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perfkit.base.yaml_source import read_yaml

ROOT = Path(__file__).resolve().parents[1]
_, _, _REST = (
    (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Terms of the English edition")
)
ROWS = [
    (term, written.lower().split("; "), ruled_out.split(", "))
    for term, written, ruled_out in re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", _REST.partition("##")[0], re.M
    )
    if term != "term"
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def of_data(value: Any) -> Iterator[tuple[str, str]]:
    """Chinese and English texts that stand beside each other in a data file."""
    if isinstance(value, dict):
        if isinstance(value.get("zh"), str) and isinstance(value.get("en"), str):
            yield value["zh"], value["en"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from of_data(part)


def literal(node: ast.expr) -> str:
    """The text of a literal, `{}` where a value is set in; empty for anything else."""
    match node:
        case ast.Constant(str(text)):
            return text
        case ast.JoinedStr(parts):
            return "".join(literal(part) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case ast.IfExp(body=one, orelse=other):
            return f"{literal(one)} / {literal(other)}"
    return ""


def of_code(text: str) -> Iterator[tuple[str, str]]:
    """The texts of `say`, `Text` and whatever else takes a Chinese literal and an English one after it."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            said = [literal(part) for part in node.args]
            yield from (
                (zh, en)
                for zh, en in zip(said, said[1:], strict=False)
                if CHINESE.search(zh)
                and re.search(r"[A-Za-z]{3} ", en)
                and len(CHINESE.findall(en)) * 2 < len(en)
            )


PAIRS = [
    (path.relative_to(ROOT).as_posix(), zh, en)
    for path in sorted((ROOT / "data").rglob("*.yaml"))
    for zh, en in of_data(read_yaml(path).data)
] + [
    (path.relative_to(ROOT).as_posix(), zh, en)
    for path in sorted((ROOT / "perfkit").rglob("*.py"))
    for zh, en in of_code(path.read_text(encoding="utf-8"))
]
NOTEBOOKS = [
    (path.relative_to(ROOT).as_posix(), "", "".join(cell["source"]))
    for path in sorted((ROOT / "notebooks").rglob("*.ipynb"))
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    if cell["cell_type"] == "markdown"
]


def test_the_table_and_the_texts_are_read():
    assert len(ROWS) >= 13 and len(PAIRS) > 2500 and len(NOTEBOOKS) > 50


@pytest.mark.parametrize(("term", "written"), [row[:2] for row in ROWS], ids=[row[0] for row in ROWS])
def test_the_english_has_what_the_glossary_writes_for_a_term(term, written):
    strangers = [
        (path, zh, en)
        for path, zh, en in PAIRS
        if term in zh and term not in en and not any(words in en.lower() for words in written)
    ]
    assert strangers == []


@pytest.mark.parametrize("words", [words for row in ROWS for words in row[2]])
def test_no_english_text_has_what_the_glossary_rules_out(words):
    found = [
        (path, en)
        for path, _, en in (*PAIRS, *NOTEBOOKS)
        if re.search(rf"(?<![\w.]){re.escape(words)}", en, re.IGNORECASE)
    ]
    assert found == []
