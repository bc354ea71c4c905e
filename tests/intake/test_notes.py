"""What is said while reading: every sentence that the code names stands in the data, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

from perfkit.base.paths import data_root
from perfkit.base.yaml_source import read_yaml

ROOM = Path(__file__).parents[2] / "perfkit" / "intake"


def test_sentences_and_those_who_say_them_agree():
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.rglob("*.py"))
    said, begun = (re.findall(rf"\bnote\(\s*{quote}(\w+)", code) for quote in ('"', 'f"'))
    path = data_root() / "intake_notes.yaml"
    words = read_yaml(path, path.name).data
    assert set(said) == {word for word in words if not word.startswith(tuple(begun))}
    assert all(set(text) - {"tells"} == {"zh", "en"} and all(text.values()) for text in words.values())


def test_fields_are_names_and_values_that_the_code_gives():
    for source in ROOM.rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        for call in re.finditer(r'\bnote\(\s*"(\w+)"([^\n]*(?:\n[^\n]*){0,8})', text):
            path = data_root() / "intake_notes.yaml"
            wanted = {
                field.partition(".")[0]
                for lang, part in read_yaml(path, path.name).data[call[1]].items()
                if lang != "tells"
                for _, field, _, _ in Formatter().parse(part)
                if field
            }
            assert all(re.search(rf"\b{field}=", call[2]) for field in wanted), (source.name, call[1], wanted)
