"""What training says to people, and its tables, from data/training/words.yaml; its other files of data."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import yaml

from perfkit.base.paths import data_root
from perfkit.base.words_file import Words
from perfkit.views.narrative.prose import Paragraph, Prose
from perfkit.views.tables.table import table as table_of

WORDS = Words("training/words")
words = WORDS.text
"""A sentence in both languages by its name, with its fields filled in."""

table = partial(table_of, words=WORDS, synthetic=True)
"""A table of the words with these rows; its departments are invented unless said otherwise."""


@lru_cache(maxsize=16)
def training_data(name: str) -> dict[str, Any]:
    """One file of data/training, read once."""
    return yaml.safe_load((data_root() / "training" / f"{name}.yaml").read_text(encoding="utf-8"))


def note(lang: str, name: str) -> Prose:
    """A sentence where there is no table to show."""
    return Prose((Paragraph(words(name).in_(lang), "note"),), lang)


def synthetic_mark(lang: str, name: str = "synthetic") -> Paragraph:
    """What every page on invented departments says."""
    return Paragraph(words(name).in_(lang), "synthetic")
