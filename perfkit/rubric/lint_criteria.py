"""What a criterion of a rubric file must not say: facts that do not exist, points above the maximum, gaps in
a scale."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pydantic import ValidationError

from perfkit.base.errors import Fault
from perfkit.base.models import error_text
from perfkit.base.quantities import show_exact
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.bands import Band, band_faults
from perfkit.rubric.criterion import Criterion, OnRatio
from perfkit.rubric.kinds import BetterOf, Cases, Checklist, Composite, Judged, Tiers
from perfkit.rubric.ratio_kinds import Bands, ProgressMean
from perfkit.rubric.rules import holds
from perfkit.rubric.table import Rubric

_RELATIONS = tuple(
    (Fraction(a), Fraction(b), zh, en)
    for a, b, zh, en in (
        (0, 0, "两个数都为 0", "both amounts are 0"),
        (0, 1, "第一个数为 0", "the first amount is 0"),
        (1, 2, "第一个数较小", "the first amount is smaller"),
        (2, 2, "两个数相等", "both amounts are equal"),
        (2, 1, "第一个数较大", "the first amount is greater"),
        (1, 0, "第二个数为 0", "the second amount is 0"),
    )
)


class CriterionLinter:
    """Collects the faults of a rubric's criteria; `perfkit.rubric.lint` goes through the rest of the file.

    Parameters
    ----------
    source : Source     takes the errors
    warnings : list     takes what is odd and yet usable
    """

    def __init__(self, rubric: Rubric, source: Source, warnings: list[Fault]):
        self.rubric, self.source, self.warnings = rubric, source, warnings
        self.facts = fact_catalogue()

    def _error(self, path: tuple, zh: str, en: str) -> None:
        self.source.fault(path, zh, en)

    def _warning(self, path: tuple, zh: str, en: str) -> None:
        self.warnings.append(
            Fault(self.source.file, self.source.line(path), ".".join(map(str, path)), Text(zh, en))
        )

    def _sums(self, path: tuple, whole: Fraction, parts: Sequence[Fraction], what: Text) -> None:
        total = sum(parts, Fraction(0))
        if total != whole:
            shown, is_ = show_exact(whole), show_exact(total)
            self._error(
                (*path, "max"),
                f"{what.zh}分值之和为 {is_}，应等于 {shown}，请改其中一处",
                f"{what.en} sum to {is_}, not {shown}; mend one of them",
            )

    def _fact(self, path: tuple, fact: str) -> None:
        if fact not in self.facts:
            self._error(
                path,
                f"没有这个事实：{fact}；请在 data/facts.yaml 中加上或改正拼写",
                f"no such fact: {fact}; add it to data/facts.yaml or mend the spelling",
            )

    def _parameters(self, criterion: Criterion, path: tuple) -> None:
        for fact in getattr(criterion, "facts", ()):
            self._fact(path, fact)
        for pair in criterion.fallback.items() if isinstance(criterion, OnRatio) else ():
            for fact in pair:
                self._fact(path, fact)
        if isinstance(criterion, Bands):
            for index, row in enumerate(criterion.bands):
                self._not_above((*path, "bands", index), row.points, criterion.max)
            self._scale(criterion.scale, path)
        elif isinstance(criterion, Tiers | Checklist):
            key = "tiers" if isinstance(criterion, Tiers) else "items"
            items = getattr(criterion, key)
            for index, item in enumerate(items):
                self._not_above((*path, key, index), item.points, criterion.max)
            if isinstance(criterion, Checklist) and items:
                self._sums(path, criterion.max, [item.points for item in items], Text("各要点", "the items"))
        elif isinstance(criterion, Cases):
            self._cases(criterion, path)
        elif isinstance(criterion, BetterOf):
            for index, part in enumerate(criterion.parts):
                self._not_above((*path, "parts", index), part.max, criterion.max)
                self._parameters(part, path)
        elif isinstance(criterion, ProgressMean):
            for part in criterion.parts:
                self._parameters(part, path)
        elif isinstance(criterion, Composite):
            self._sums(
                path, criterion.max, [part.max for part in criterion.parts], Text("各组成部分", "the parts")
            )
            for part in criterion.parts:
                self._parameters(part, path)
        elif isinstance(criterion, Judged) and criterion.precondition:
            self._fact((*path, "precondition"), criterion.precondition.fact)

    def _cases(self, criterion: Cases, path: tuple) -> None:
        """Every relation of the two amounts has a case, and every case a relation that reaches it."""
        cases = [(case.when, case.points) for case in criterion.cases]
        for index, case in enumerate(criterion.cases):
            self._not_above((*path, "cases", index), case.points, criterion.max)
        reached = set()
        for first, second, zh, en in _RELATIONS:
            held = next((i for i, (when, _) in enumerate(cases) if holds(when, first, second)), None)
            reached.add(held)
            if held is None:
                where = (*path, "cases")
                self._error(where, f"{zh}时没有一种情形成立，请补上", f"no case holds where {en}; add one")
        for index, (when, _) in enumerate(cases):
            if index not in reached:
                self._error(
                    (*path, "cases", index),
                    f"情形 {when} 永远轮不到，前面的已包含它，请删去或调整次序",
                    f"the case {when} is never reached: those before it hold first; delete or move it",
                )

    def _not_above(self, path: tuple, points: Fraction, full: Fraction) -> None:
        if points > full:
            self._error(
                path,
                f"分值 {show_exact(points)} 超过评分点满分 {show_exact(full)}",
                f"{show_exact(points)} points exceed the maximum of {show_exact(full)}",
            )

    def _scale(self, bands: Sequence[Band], path: tuple) -> None:
        for fault in band_faults(bands):
            self._error((*path, "bands"), fault.zh, fault.en)

    def _refused(self, where: tuple, error: ValidationError) -> None:
        """An option that sets what its criterion or policy cannot have."""
        detail = error.errors(include_url=False)[0]
        key, why = ".".join(map(str, detail["loc"])), error_text(detail)
        self._error(
            where,
            f"口径改动的参数不成立：{key}（{why.zh}）",
            f"the option sets a parameter that does not hold: {key} ({why.en})",
        )
