"""Ratios as data: a part and a whole, each a sum or difference of facts, with every value that missing
figures leave.

A ratio of sums moves one way with each fact while the others stand still, so that its least and greatest
values lie where every fact is at one of its own ends. No direction has to be written down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import product
from typing import Annotated

from pydantic import BeforeValidator, Field

from perfkit.base.errors import FactError, RubricError
from perfkit.base.models import Bound, Model, validate
from perfkit.base.paths import data_root
from perfkit.base.quantities import Interval
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.filing.catalogue import fact_catalogue

Terms = tuple[tuple[int, str], ...]
_HUGE, _ZERO = Fraction(10**12), Fraction(0)
_NOTHING, _BEYOND, _BELOW = object(), object(), object()
_MOST_UNKNOWN = 10


@dataclass(frozen=True)
class Ratio:
    """A ratio with what an interval needs to know of it.

    Attributes
    ----------
    name : str        as rubrics call it
    part, whole : (sign, fact id) in order
    printed : str     the fact under which documents print this rate
    at_most : Fraction or None   what it can never exceed
    by_size : the facts that count by their size, whatever their sign
    text : Text       its official name

    Examples
    --------
    >>> rate = shared_ratios()["off_establishment_rate"]
    >>> rate.arguments, rate.value({"off_establishment_count": Fraction(5),
    ...     "established_staff_count": Fraction(45)})
    (('off_establishment_count', 'established_staff_count'), Fraction(1, 10))
    """

    name: str
    part: Terms
    whole: Terms
    printed: str
    at_most: Fraction | None = None
    by_size: frozenset[str] = frozenset()
    text: Text = Text("", "")

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Its facts, in the order of part and whole."""
        return tuple(dict.fromkeys(fact for _, fact in (*self.part, *self.whole)))

    def value(self, facts: Mapping[str, Fraction]) -> Fraction | None:
        """The exact ratio; None where part and whole are both zero.

        Raises
        ------
        FactError   the whole is zero (or less) and the part is not: the ratio is beyond every bound.
        """
        part = self._sum(self.part, facts)
        whole = self._sum(self.whole, facts)
        if whole > 0:
            return part / whole
        if part == 0:
            return None
        raise FactError("分母为 0 而分子不为 0", "the whole is zero and the part is not")

    def _sum(self, terms: Terms, facts: Mapping[str, Fraction]) -> Fraction:
        if len(terms) == 1 and terms[0][0] == 1 and not self.by_size:
            return facts[terms[0][1]]
        return sum(
            (sign * (abs(facts[fact]) if fact in self.by_size else facts[fact]) for sign, fact in terms),
            _ZERO,
        )

    def may_be_nothing(self, facts: Mapping[str, Interval]) -> bool:
        """True where the figures leave open whether both sides are zero."""
        sides = [_size(facts[name]) if name in self.by_size else facts[name] for name in self.arguments]
        return all(side.low <= 0 for side in sides) and not all(side.is_exact for side in sides)

    def span(self, facts: Mapping[str, Interval]) -> Interval | None:
        """Every value the ratio may have; None where part and whole are certainly both zero.

        Parameters
        ----------
        facts : an interval for each argument

        Returns
        -------
        Interval   with `high` None where nothing bounds it: the whole may be zero, or a part has no upper
        end.
        """
        unknown = [name for name in self.arguments if not facts[name].is_exact]
        if not unknown:
            return self._over([self._at({name: facts[name].low for name in self.arguments})])
        if len(unknown) > _MOST_UNKNOWN:
            return Interval(-_HUGE, self.at_most)
        sized = {name: _size(facts[name]) if name in self.by_size else facts[name] for name in self.arguments}
        corners = product(*(set(sized[name]) for name in self.arguments))
        return self._over([self._at(dict(zip(self.arguments, corner, strict=True))) for corner in corners])

    def _at(self, facts: dict[str, Fraction | None]) -> Fraction | object:
        """The ratio where every fact has one value; those that are None grow without end."""
        known = {name: value for name, value in facts.items() if value is not None}
        endless = facts.keys() - known
        if endless:
            part, whole = (
                sum(sign for sign, fact in terms if fact in endless) for terms in (self.part, self.whole)
            )
            if whole > 0:
                return Fraction(part, whole)
            return _BELOW if part < 0 else _BEYOND
        try:
            value = self.value(known)
        except FactError:
            return _BEYOND if self._sum(self.part, known) > 0 else _BELOW
        return _NOTHING if value is None else value

    def _over(self, corners: list[Fraction | object]) -> Interval | None:
        if all(corner is _NOTHING for corner in corners):
            return None
        finite = [corner for corner in corners if isinstance(corner, Fraction)]
        if not finite and _NOTHING not in corners and _BELOW not in corners:  # spent against a plan of zero
            return Interval(_HUGE, None)
        if _NOTHING in corners:  # nothing of whatever was planned
            finite = [*finite, _ZERO]
        high = None if _BEYOND in corners or not finite else max(finite)
        low = -_HUGE if _BELOW in corners else min(finite)
        if self.at_most is not None and (high is None or high > self.at_most):
            high = max(self.at_most, low)
        return Interval(low, high)


def _size(span: Interval) -> Interval:
    low = max(span.low, _ZERO) if span.high is None else max(span.low, -span.high, _ZERO)
    return Interval(low, None if span.high is None else max(abs(span.low), abs(span.high)))


def _terms(value: object) -> object:
    return (value,) if isinstance(value, str) else value


_Facts = Annotated[tuple[str, ...], BeforeValidator(_terms), Field(min_length=1)]


class RatioEntry(Model):
    """A ratio as a file writes it; see data/ratios.yaml."""

    zh: str = Field(min_length=1)
    en: str = ""
    part: _Facts
    whole: _Facts
    by_size: tuple[str, ...] = ()
    at_most: Bound | None = None
    printed: str = ""

    def ratio(self, name: str) -> Ratio:
        """The ratio under its name."""
        part, whole = _signed(self.part), _signed(self.whole)
        text = Text(self.zh, self.en or name.replace("_", " "))
        return Ratio(name, part, whole, self.printed or name, self.at_most, frozenset(self.by_size), text)


def _signed(terms: tuple[str, ...]) -> Terms:
    return tuple((-1, term[1:].strip()) if term.startswith("-") else (1, term) for term in terms)


class RatioFile(Model):
    """The `ratios` of a file by name."""

    ratios: dict[str, RatioEntry]


def check_ratios(
    entries: Mapping[str, RatioEntry], source: Source, taken: frozenset[str] = frozenset()
) -> None:
    """Add to `source.faults` what is wrong with declared ratios: facts that do not exist, a name that is
    taken."""
    known = fact_catalogue()
    for name, entry in entries.items():
        ratio = entry.ratio(name)
        for key, facts in (("part", ratio.part), ("whole", ratio.whole)):
            for fact in [fact for _, fact in facts if fact not in known]:
                zh = f"没有这个事实：{fact}；请在 data/facts.yaml 中加上或改正拼写"
                en = f"no such fact: {fact}; add it to data/facts.yaml or mend the spelling"
                source.fault(("ratios", name, key), zh, en)
        for fact in sorted(ratio.by_size - set(ratio.arguments)):
            zh, en = (
                f"by_size 的 {fact} 不在 part 或 whole 中",
                f"by_size names {fact}, neither in part nor in whole",
            )
            source.fault(("ratios", name, "by_size"), zh, en)
        if entry.printed and entry.printed not in known:
            zh = f"printed 的 {entry.printed} 不在 data/facts.yaml 中"
            source.fault(("ratios", name, "printed"), zh, f"printed names {entry.printed}, no such fact")
        if name in taken:
            zh = f"data/ratios.yaml 已有比率 {name}，请换一个名字或删去"
            en = f"data/ratios.yaml has a ratio {name} already; choose another name or delete it"
            source.fault(("ratios", name), zh, en)


@lru_cache(maxsize=1)
def shared_ratios() -> dict[str, Ratio]:
    """The ratios of data/ratios.yaml by name.

    Raises
    ------
    RubricError   the file has faults.

    Examples
    --------
    >>> shared_ratios()["execution_rate"].arguments
    ('spent_total', 'budget_total')
    """
    path = data_root() / "ratios.yaml"
    source = read_yaml(path, path.name)
    model = validate(RatioFile, source)
    if model is not None:
        check_ratios(model.ratios, source)
    if source.faults or model is None:
        raise RubricError("比率目录有错误：", "the catalogue of ratios has faults:", faults=source.faults)
    return {name: entry.ratio(name) for name, entry in model.ratios.items()}
