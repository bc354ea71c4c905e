"""The catalogue of facts: the figures a rubric may ask for, by id, from data/facts.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from perfkit.base.errors import RubricError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml


class FactKind(Model):
    """What one fact is: its names, its kind, and the arithmetic it takes part in.

    Attributes
    ----------
    zh, en : str        official name and its translation
    kind : str          money (yuan), count, rate, or flag
    negative : bool     True where it may fall below zero
    at_most_one : bool  True where a rate cannot exceed 100 %
    sums : lists of fact ids, each of which adds up to this fact
    difference : (a, b), this fact is a - b
    rate_of : (part, whole) of a printed rate
    at_least : fact ids that it is never below
    settled : str       start, q1, q2, q3 or year: from when on a report can give its final value
    grows : bool        True where a value reported within the year can only become more
    last_year_of : fact that the filing of the year before prints for its own year
    of_projects : str   count or on_time, where the filings of the department's projects tell it
    """

    zh: str
    en: str
    kind: Literal["money", "count", "rate", "flag"]
    negative: bool = False
    at_most_one: bool = False
    sums: tuple[tuple[str, ...], ...] = ()
    difference: tuple[str, str] | None = None
    rate_of: tuple[str, str] | None = None
    at_least: tuple[str, ...] = ()
    settled: Literal["start", "q1", "q2", "q3", "year"] = "year"
    grows: bool = False
    last_year_of: str = ""
    of_projects: Literal["", "count", "on_time"] = ""

    @property
    def name(self) -> Text:
        """Both names."""
        return Text(self.zh, self.en)


class _File(Model):
    facts: dict[str, FactKind]


@lru_cache(maxsize=8)
def fact_catalogue(path: Path | None = None) -> dict[str, FactKind]:
    """Every fact kind by id.

    Parameters
    ----------
    path : Path   another catalogue file; data/facts.yaml unless given

    Raises
    ------
    RubricError   the file has faults, or a sum names a fact that does not exist.

    Examples
    --------
    >>> fact_catalogue()["procurement_rate"].rate_of
    ('procurement_actual', 'procurement_planned')
    """
    path = path or data_root() / "facts.yaml"
    source = read_yaml(path, path.name)
    model = validate(_File, source)
    if model is not None:
        for fact_id, kind in model.facts.items():
            used = [
                *(term for terms in kind.sums for term in terms),
                *(kind.difference or ()),
                *(kind.rate_of or ()),
                *kind.at_least,
                *filter(None, (kind.last_year_of,)),
            ]
            for term in used:
                if term not in model.facts:
                    source.fault(
                        ("facts", fact_id),
                        f"引用了不存在的事实 {term}",
                        f"names a fact that does not exist: {term}",
                    )
    if source.faults or model is None:
        raise RubricError("事实目录有错误：", "the catalogue of facts has faults:", faults=source.faults)
    return model.facts
