"""The word pools that invented departments are made of."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from perfkit.base.errors import SubmissionError
from perfkit.base.numerals import in_numerals
from perfkit.base.paths import data_root
from perfkit.base.yaml_source import read_yaml

CITY = "示范市"


@lru_cache(maxsize=8)
def pool(name: str) -> Any:
    """One file of data/demo as plain values.

    Parameters
    ----------
    name : str   file name without its ending

    Raises
    ------
    SubmissionError   the file has faults of form.

    Examples
    --------
    >>> len(pool("agencies")) >= 10
    True
    """
    source = read_yaml(data_root() / "demo" / f"{name}.yaml", f"demo/{name}.yaml")
    if source.faults:
        raise SubmissionError("词库无法读取：", "the word pool cannot be read:", faults=source.faults)
    return source.data


def agency_of(seed: int) -> dict[str, Any]:
    """The kind of department that a seed gives: neighbouring seeds give different kinds."""
    agencies = pool("agencies")
    return agencies[seed % len(agencies)]


def district_of(seed: int) -> str:
    """An invented district, obviously so.

    Examples
    --------
    >>> district_of(7), district_of(125)
    ('示例一区', '示例十三区')
    """
    return f"示例{in_numerals(seed // len(pool('agencies')) % 9_000 + 1)}区"
