"""What training says to people, and its tables, from data/training/words.yaml; its other files of data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import yaml

from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.views.narrative.prose import Paragraph, Prose
from perfkit.views.tables.table import Cell, Column, Table


@lru_cache(maxsize=16)
def training_data(name: str) -> dict[str, Any]:
    """One file of data/training, read once."""
    return yaml.safe_load((data_root() / "training" / f"{name}.yaml").read_text(encoding="utf-8"))


def words(name: str, /, **fields: object) -> Text:
    """A sentence in both languages by its name, with its fields filled in.

    Parameters
    ----------
    fields : what the sentence asks for; a Text is put in in the sentence's language

    Examples
    --------
    >>> words("takes_points", bounds="0～3").en
    'This clause takes 0～3 points.'
    """
    return _filled(training_data("words")["sentences"][name], fields)


def _filled(both: dict[str, str], fields: dict[str, object]) -> Text:
    return Text(
        *(
            both[lang].format(
                **{
                    key: value.in_(lang) if isinstance(value, Text) else value
                    for key, value in fields.items()
                }
            )
            for lang in ("zh", "en")
        )
    )


def table(
    name: str,
    lang: str,
    rows: Iterable[tuple[Cell, ...]],
    *,
    note: str = "",
    synthetic: bool = True,
    more: tuple[Column, ...] = (),
    **fields: object,
) -> Table:
    """A table of data/training/words.yaml with these rows.

    Parameters
    ----------
    more : columns behind those of the file
    fields : what its caption asks for

    Examples
    --------
    >>> table("missed", "en", ()).columns[1].head
    'Clause'
    """
    one, rows = training_data("words")["tables"][name], tuple(rows)
    caption = _filled(one["caption"] if rows or "none" not in one else one["none"], fields).in_(lang)
    columns = [
        Column(column[lang], column.get("set", "text"), column.get("width", 0)) for column in one["columns"]
    ]
    return Table(name, caption, (*columns, *more), rows, lang, note, synthetic)


def note(lang: str, name: str) -> Prose:
    """A sentence where there is no table to show."""
    return Prose((Paragraph(words(name).in_(lang), "note"),), lang)


def synthetic_mark(lang: str, name: str = "synthetic") -> Paragraph:
    """What every page on invented departments says."""
    return Paragraph(words(name).in_(lang), "synthetic")
