"""What a rubric's rows have beside criteria: vetoes, policies for targets, warnings on figures alone."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from perfkit.base.models import Amount, Model, Whole
from perfkit.filing.filed_tables import Target, TargetKind
from perfkit.filing.submission import Moment
from perfkit.rubric.bands import Band
from perfkit.rubric.criterion import Clauses, Ends, Named
from perfkit.rubric.target_rules import OperatorName, PolicyName


class Warn(Ends):
    """A warning that the rubric's authority gives on figures alone; it changes no points.

    Attributes
    ----------
    kind : points_apart (how far the share of points for targets exceeds that for execution, of the former),
        unspent (the share of the budget that was not spent; a budget of 0 counts), pace (execution rate ÷
        share of the year gone) or spent (the execution rate so far); the last two while the year runs
    at : the quarter or month of whose end it speaks; any unless given
    level : str   red or yellow
    at_least, above, at_most, below : the values that are warned of
    """

    kind: Literal["points_apart", "unspent", "pace", "spent"]
    level: Literal["red", "yellow"]
    text: Named
    at: Moment | None = None

    @cached_property
    def band(self) -> Band:
        """The values that are warned of."""
        return Band(Fraction(0), *self.ends)


class Modifier(Model):
    """A veto (the row gets 0) or an exemption (the row gets full points) that a clause declares."""

    clauses: Clauses
    text: Named
    fact: str
    documents: tuple[Named, ...] = ()


class QualitativeCut(Ends):
    """A tier for targets without numbers: the shares of the weight it can earn, ends as words."""

    name: Named

    @cached_property
    def band(self) -> Band:
        """The tier as a band of shares."""
        return Band(Fraction(1), *self.ends)

    @property
    def low(self) -> Fraction:
        """Its lower end, 0 where none is written."""
        return next((end for end in (self.at_least, self.above) if end is not None), Fraction(0))

    @property
    def high(self) -> Fraction:
        """Its upper end, 1 where none is written."""
        return next((end for end in (self.at_most, self.below) if end is not None), Fraction(1))


class TargetPolicy(Model):
    """How an indicator scores the targets of the submission.

    Attributes
    ----------
    block : which targets: the name of a first-level part, several of them, or all
    kinds : which kinds of that block; all of them unless given
    weights : str           equal, or filed (the department's own where every target carries one, else equal)
    operators : what each operator earns beyond its value; see `perfkit.rubric.table.target_rules`
    zero_at : Fraction      the multiple of the target from which linear_to_zero gives nothing
    zero_actual_at_most : what an actual value of 0 against an upper limit earns: full or open
    negative_actual : zero counts a negative actual value as 0, as_is takes it as it stands
    qualitative : tiers for targets without numbers, from best to worst
    several_units : what several units report of one target: as_filed takes the department's own row, combine
        adds absolute values up and averages relative ones weighted by money before they are scored
    overshoot_from : achievement from which a target counts as set too low, for review; none unless given
    places : decimals to which each target is rounded; the loader sets it where the rubric rounds row by row
    """

    block: str | tuple[str, ...]
    kinds: tuple[TargetKind, ...] = ()
    weights: Literal["equal", "filed"] = "filed"
    operators: dict[OperatorName, PolicyName] = Field(default_factory=dict)
    zero_at: Amount = Fraction(2)
    zero_actual_at_most: Literal["full", "open"] = "full"
    negative_actual: Literal["zero", "as_is"] = "as_is"
    qualitative: tuple[QualitativeCut, ...] = ()
    several_units: Literal["as_filed", "combine"] = "as_filed"
    overshoot_from: Amount | None = None
    by_reading: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)
    clauses: Clauses
    text: Named
    places: Whole | None = None

    @cached_property
    def blocks(self) -> frozenset[str]:
        """The names of the parts it takes targets from."""
        return frozenset((self.block,) if isinstance(self.block, str) else self.block)

    def takes(self, target: Target) -> bool:
        """True where the policy scores this target.

        Examples
        --------
        >>> policy = TargetPolicy(block="output", clauses=["1"], text={"zh": "产出指标"})
        >>> policy.takes(Target(block="output", kind="cost", name="a", expected="1", actual="1"))
        True
        """
        mine = "all" in self.blocks or target.block in self.blocks
        return mine and (not self.kinds or target.kind in self.kinds)
