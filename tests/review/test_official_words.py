"""Texts of findings and views use the words that docs/glossary.md gives, and none that it rules out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_, _, _TABLE = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Words of reports")
RULED_OUT = [
    word.strip()
    for written, others, _ in ROW.findall(_TABLE)
    if written != "written"
    for word in others.split("、")
]
# Their code holds words that documents and people use, to recognise them.
WITH_PATTERNS = ("training", "lessons")
TEXTS = sorted(
    path
    for folder, name in (
        ("data/review", "codes-*.yaml"),
        ("data/review", "phrases.yaml"),
        ("data/review", "problems.yaml"),
        ("data/rubrics", "*.yaml"),
    )
    for path in (ROOT / folder).glob(name)
) + sorted(path for path in (ROOT / "perfkit").rglob("*.py") if path.parts[-2] not in WITH_PATTERNS)


def test_the_table_is_read():
    assert len(RULED_OUT) >= 7 and "印为" in RULED_OUT and len(TEXTS) > 50


@pytest.mark.parametrize("word", RULED_OUT)
def test_no_text_has_a_word_that_officials_do_not_write(word):
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in TEXTS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if word in line
    ]
    assert not found, found
