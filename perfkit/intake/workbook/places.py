"""Values from cells as a source that the models can validate, so that each fault keeps its whole path."""

from __future__ import annotations

from typing import Any

from perfkit.base.yaml_source import Source


def source_of(file: str, content: Any) -> Source:
    """A source of plain values that stand in no text file.

    Examples
    --------
    >>> sorted(source_of("x.xlsx", {"a": [{"b": "1"}]}).lines)
    [(), ('a',), ('a', 0), ('a', 0, 'b')]
    """
    source = Source(file, content)
    _walk(content, (), source)
    return source


def _walk(value: Any, path: tuple, source: Source) -> None:
    source.lines[path] = 1
    if isinstance(value, dict):
        for key, inner in value.items():
            _walk(inner, (*path, key), source)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _walk(inner, (*path, index), source)
