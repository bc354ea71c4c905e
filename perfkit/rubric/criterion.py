"""What every criterion of a rubric file has, and what those on a ratio share."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from perfkit.base.models import Amount, Bound, Model, fault_error
from perfkit.base.text import Text
from perfkit.rubric.bands import Band
from perfkit.rubric.ratios import Ratio, shared_ratios


class Named(Model):
    """A name or text in both languages."""

    zh: str = Field(min_length=1)
    en: str = ""

    @property
    def text(self) -> Text:
        """Both; the Chinese stands in where no translation is given."""
        return Text(self.zh, self.en or self.zh)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Clauses = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""Numbers of the standard as printed ("1", "2–3", "2(1)", 正文), one or a list."""


class Ends(Model):
    """The ends of a range as words, "90%" or "0.9"; one that is not written is open."""

    at_least: Bound | None = None
    above: Bound | None = None
    at_most: Bound | None = None
    below: Bound | None = None

    @property
    def ends(self) -> tuple[Fraction | None, ...]:
        """Both ends as `perfkit.rubric.bands.Band` takes them."""
        return self.at_least, self.above, self.at_most, self.below


class BandRow(Ends):
    """One band of a file."""

    points: Amount

    @model_validator(mode="after")
    def _one_word_an_end(self):
        if (self.at_least is not None and self.above is not None) or (
            self.at_most is not None and self.below is not None
        ):
            raise fault_error(
                "同一端只能用一个词（at_least 或 above，at_most 或 below）",
                "one word for an end: at_least or above, at_most or below",
            )
        return self

    @cached_property
    def band(self) -> Band:
        """The band as the rules take it."""
        return Band(self.points, *self.ends)


class Item(Model):
    """An item of a checklist or a tier, with its points."""

    text: Named
    points: Amount


class Criterion(Model):
    """A part of an indicator that is scored on its own.

    Attributes
    ----------
    id : str           in the file the number inside its row; in a loaded rubric the whole path
    clauses : numbers of the standard that it covers, as printed ("1", "2–3", "2(1)")
    text : Named       the clause text, mended for print
    max : Fraction     its maximum, points
    documents : what an evaluator must have seen before the criterion can be judged
    topics : ids of data/topics.yaml that the department's text is searched for
    by_reading : reading → option → parameters that this option changes
    rule : str         its kind; each kind below has its own one word here
    """

    id: str
    rule: str
    clauses: Clauses
    text: Named
    max: Amount
    documents: tuple[Named, ...] = ()
    topics: tuple[str, ...] = ()
    by_reading: dict[str, dict[str, dict[str, Any]]] = Field(default_factory=dict)

    @property
    def most(self) -> Fraction:
        """The most points it can give: its maximum, but where a reading leaves it uncapped."""
        return self.max

    @property
    def awardable(self) -> frozenset[Fraction] | None:
        """The points that a judgement may give; None for any value within the bounds."""
        return None


class OnRatio(Criterion):
    """A criterion on a ratio, or on a fact that is itself a rate or a number.

    Attributes
    ----------
    ratio, fact : str   one of them
    bind : argument → fact that takes its place; what one binding brought, another may bind again
    fallback : fact → fact to take instead where it is missing. They give way together: one missing
        is enough, so that the two sides of a ratio never come from different budgets
    missing_terms : left_out where an item that no side of the ratio mentions is left out of its sums
    zero_over_zero : what nothing planned and nothing done earns
    declared : Ratio   the rubric file's own ratio of that name, put there by the loader
    """

    ratio: str = ""
    fact: str = ""
    bind: dict[str, str] = Field(default_factory=dict)
    fallback: dict[str, str] = Field(default_factory=dict)
    missing_terms: Literal["open", "left_out"] = "open"
    zero_over_zero: Literal["full", "zero", "open"] = "open"
    declared: Ratio | None = Field(default=None, exclude=True, repr=False)

    @model_validator(mode="after")
    def _ratio_exists(self):
        if bool(self.ratio) == bool(self.fact):
            raise fault_error("ratio 与 fact 须且只能填一个", "give either ratio or fact")
        if self.ratio and self.formula is None:
            raise unknown_ratio(self.ratio)
        unknown = (
            set(self.bind) - set(self.formula.arguments if self.formula else ()) - set(self.bind.values())
        )
        if unknown:
            raise fault_error(
                f"bind 的 {sorted(unknown)} 不是该比率的参数",
                f"bind names {sorted(unknown)}, not arguments of the ratio",
            )
        return self

    @cached_property
    def formula(self) -> Ratio | None:
        """The ratio, or None where the criterion is on a fact."""
        return ratio_of(self.ratio, self.declared)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts it needs, in the order of the ratio's arguments."""
        if self.formula is None:
            return (self.fact,)
        return tuple(self._bound(name) for name in self.formula.arguments)

    def _bound(self, name: str) -> str:
        for _ in self.bind:  # each binding is followed once at most, so a circle ends
            name = self.bind.get(name, name)
        return name


def ratio_of(name: str, declared: Ratio | None) -> Ratio | None:
    """The ratio of that name: the one that the rubric file declares, else the shared one; None where there
    is none."""
    return declared if declared is not None and declared.name == name else shared_ratios().get(name)


def unknown_ratio(ratio: str) -> Exception:
    """The fault of a ratio that neither the rubric file nor data/ratios.yaml declares."""
    return fault_error(
        f"没有这个比率：{ratio}；可用：{'、'.join(shared_ratios())}，或在本文件 ratios 中声明",
        f"no such ratio: {ratio}; one of {', '.join(shared_ratios())}, or declare it under ratios",
    )
