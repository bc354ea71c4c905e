"""docs/checks.md is what the registry says, and no check is left out of it."""

from __future__ import annotations

import re
from pathlib import Path

from checks_page import COMMAND, page

from perfkit.review import CHECKS

DOCS = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


def test_the_page_is_current():
    assert DOCS.read_text(encoding="utf-8") == page(), f"docs/checks.md is out of date: {COMMAND}"


def test_the_page_names_every_code_once():
    text = DOCS.read_text(encoding="utf-8")
    for entry in CHECKS:
        for code in entry.codes:
            assert len(re.findall(rf"^\| `{re.escape(code)}` \|", text, re.M)) == 1
