"""What is said to people, from files of data/: sentences, headings and tables by name, in both languages."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from perfkit.base.kept import kept
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, parse_yaml


def read_words(file: str) -> dict[str, dict[str, Any]]:
    """What a file below data/ holds, as written there; from an earlier process where there was one."""
    written = (data_root() / f"{file}.yaml").read_text(encoding="utf-8")
    return kept("words", written, lambda text: parse_yaml(text, Source(file)).data)


class Words:
    """The words of some files; a name stands in one of them only.

    Parameters
    ----------
    files : paths below data/ without their ending

    Examples
    --------
    >>> course = Words("training/words")
    >>> course.say("en", "takes_points", bounds="0～3")
    'This clause takes 0～3 points.'
    """

    def __init__(self, *files: str) -> None:
        self._files = files

    @cached_property
    def _groups(self) -> dict[str, dict[str, Any]]:
        groups: dict[str, dict[str, Any]] = {}
        for file in self._files:
            for group, entries in read_words(file).items():
                groups.setdefault(group, {}).update(entries)
        return groups

    def group(self, name: str) -> dict[str, Any]:
        """One group of the files, as written: sentences, headings, tables."""
        return self._groups[name]

    def say(self, lang: str, name: str, group: str = "sentences", /, **fields: object) -> str:
        """A sentence by its name, with its fields filled in.

        Parameters
        ----------
        group : str   the group of the files in which the name stands
        fields : what the sentence asks for; a Text is put in in the sentence's language
        """
        return self.filled(self.group(group)[name], lang, fields)

    @staticmethod
    def filled(written: dict[str, str], lang: str, fields: dict[str, object]) -> str:
        """What is written in one language, with its fields filled in."""
        parts = {key: part.in_(lang) if isinstance(part, Text) else part for key, part in fields.items()}
        return Text(**written).in_(lang).format(**parts)

    def text(self, name: str, group: str = "sentences", /, **fields: object) -> Text:
        """A sentence in both languages, for fields that are the same in both or are Texts."""
        return Text(self.say("zh", name, group, **fields), self.say("en", name, group, **fields))
