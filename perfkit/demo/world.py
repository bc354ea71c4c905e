"""The numbers of an invented department, drawn so that they agree with each other before anything is
written."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from perfkit.base.quantities import unit_factor
from perfkit.demo.pools import CITY


@dataclass(frozen=True)
class Style:
    """How a department prints its numbers.

    Attributes
    ----------
    grid : Fraction    the smallest amount its books know, yuan: 100 (two decimals of 万元) or 0.01
    space : bool       a space between number and unit
    strip : bool       zeros after the decimal point are not printed
    """

    grid: Fraction
    space: bool
    strip: bool


@dataclass
class TaskLine:
    """A budget task, yuan; `thing` is what can be counted of a project."""

    name: str
    category: str
    budget: Fraction
    spent: Fraction
    thing: str = ""
    unit: str = ""
    planned: int = 0
    done: int = 0

    @property
    def amount_done(self) -> Fraction:
        """What was done, in the unit's base: 3 万平方米 are 30,000."""
        return self.done * unit_factor(self.unit)

    @property
    def is_late(self) -> bool:
        """True where less was done than planned."""
        return self.done < self.planned


@dataclass
class Service:
    """A yearly count of the department's own work with the parts it is made of."""

    id: str
    name: str
    unit: str
    total: int
    parts: list[tuple[str, str, int]] = field(default_factory=list)
    by_september: int = 0
    in_one_street: int = 0


@dataclass
class World:
    """Everything that is true of one invented department-year.

    Attributes
    ----------
    facts : true values by fact id: yuan, counts, shares of one
    tasks : the task table, adding up to the budget and to what was spent
    services : counts of the department's own
    unclear : bool   the clauses of the rubric that can be read in several ways matter here
    priced : bool    budgets of projects follow from what their things cost
    costs : project → how much of it was planned and its budget, where it follows from prices
    """

    seed: int
    year: int
    agency: dict[str, Any]
    district: str
    style: Style
    unclear: bool = False
    priced: bool = False
    facts: dict[str, Fraction] = field(default_factory=dict)
    tasks: list[TaskLine] = field(default_factory=list)
    costs: dict[str, tuple[int, Fraction]] = field(default_factory=dict)
    services: list[Service] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The department's id."""
        return f"demo-{self.seed}"

    @property
    def name(self) -> str:
        """The department's invented official name."""
        return f"{CITY}{self.district}{self.agency['suffix']}"

    @property
    def projects(self) -> list[TaskLine]:
        """The project tasks."""
        return [task for task in self.tasks if task.category == "project"]

    @property
    def has_late_project(self) -> bool:
        """True where a project did less than planned."""
        return any(task.is_late for task in self.projects)
