"""Every pattern of data/target_words.yaml matches what it must and nothing that it must not."""

from __future__ import annotations

import re

import pytest
from test_rooms import PACKAGE

from perfkit.filing.targets.words import LANGUAGE, PATTERNS, WORDS


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_matches_its_cells_and_no_near_miss(name):
    said = LANGUAGE.patterns[name]
    assert said.must and said.must_not
    assert [cell for cell in said.must if not PATTERNS[name].search(cell)] == []
    assert [cell for cell in said.must_not if PATTERNS[name].search(cell)] == []


def test_every_entry_is_used_and_every_use_is_an_entry():
    users = [*(PACKAGE / "filing" / "targets").glob("*.py"), PACKAGE / "intake" / "figure_text.py"]
    code = "".join(path.read_text(encoding="utf-8") for path in users)
    for table, entries in (("PATTERNS", PATTERNS), ("WORDS", WORDS)):
        assert set(re.findall(rf'\b{table}\["(\w+)"\]', code)) == set(entries)
    assert set(re.findall(r"\{([a-z_]+)\}", str(LANGUAGE))) <= set(LANGUAGE.parts)
