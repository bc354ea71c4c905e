"""What is said to a person while filings are read, by name: the words stand in data/intake_notes.yaml."""

from __future__ import annotations

from functools import lru_cache

from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml


class Told(Text):
    """A note after which a person has nothing to decide."""


@lru_cache(maxsize=1)
def _notes() -> dict[str, Text]:
    path = data_root() / "intake_notes.yaml"
    return {
        name: (Told if words.get("tells") else Text)(words["zh"], words["en"])
        for name, words in read_yaml(path, path.name).data.items()
    }


def note(which: str, /, **values: object) -> Text:
    """A sentence in both languages with its values filled in; a list is joined as each language joins.

    Examples
    --------
    >>> note("provisional_id", id="dept-1").en
    'the id dept-1 is provisional; give the department a readable one'
    """
    text = _notes()[which]
    zh, en = (
        {name: stop.join(value) if isinstance(value, list) else value for name, value in values.items()}
        for stop in ("、", ", ")
    )
    return type(text)(text.zh.format(**zh), text.en.format(**en))
