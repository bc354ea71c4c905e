"""Which column of a table with one row a department is what: a map that the user writes."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from perfkit.base.errors import SubmissionError
from perfkit.base.models import Model, validate
from perfkit.base.yaml_source import read_yaml
from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.notes import note
from perfkit.rubric.table import Rubric


class MappedFact(Model):
    """The column that holds a fact, and its unit."""

    column: str
    unit: str = ""


class ColumnMap(Model):
    """Which column is what.

    Attributes
    ----------
    id, name, year : str   columns of the department's id, its name and the year
    fixed_year : str       the year where no column holds it
    facts : fact id → column and unit
    scores : indicator id → column; grade, total likewise
    """

    id: str
    name: str
    year: str = ""
    fixed_year: str = ""
    facts: dict[str, MappedFact] = Field(default_factory=dict)
    scores: dict[str, str] = Field(default_factory=dict)
    total: str = ""
    grade: str = ""

    @property
    def columns(self) -> list[str]:
        """Every column that is named."""
        named = [
            self.id,
            self.name,
            self.year,
            self.total,
            self.grade,
            *(fact.column for fact in self.facts.values()),
            *self.scores.values(),
        ]
        return [column for column in named if column]


def read_column_map(path: Path, rubric: Rubric) -> ColumnMap:
    """Read a column map.

    Raises
    ------
    SubmissionError   with every fault: unknown keys, facts and indicators that do not exist.
    """
    source = read_yaml(path, path.name)
    found = validate(ColumnMap, source)
    if found is not None:
        for fact in found.facts:
            if fact not in fact_catalogue():
                source.fault(("facts", fact), *note("unknown_fact"))
        for indicator in found.scores:
            if indicator not in rubric.by_id:
                source.fault(("scores", indicator), *note("no_such_row", rubric=rubric.id))
        if not found.year and not found.fixed_year:
            source.fault((), *note("a_year_or_its_column"))
    if found is None or source.faults:
        raise SubmissionError("列对照文件有错误：", "the column map has faults:", faults=source.faults)
    return found
