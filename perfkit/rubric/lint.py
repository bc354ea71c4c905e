"""The linter: what a rubric file must not say, each with its line and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from pydantic import ValidationError

from perfkit.base.errors import Fault
from perfkit.base.models import error_text
from perfkit.base.quantities import exact_sum, show_exact
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.bands import Band
from perfkit.rubric.criterion import Criterion, OnRatio
from perfkit.rubric.kinds import Bands, BetterOf, Cases, Checklist, Composite, Judged, ProgressMean, Tiers
from perfkit.rubric.options import apply_readings
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.ratios import check_ratios, shared_ratios
from perfkit.rubric.rules import holds
from perfkit.rubric.table import NOT_GRADED, Block, Indicator, Rubric
from perfkit.rubric.target_rules import FOR_LOWER_LIMITS, FOR_UPPER_LIMITS, UPPER_LIMITS

_PRINTED_POINTS = re.compile(r"[（(](\d+(?:\.\d+)?)\s*分[）)]")
_NUMBERED_CLAUSE = re.compile(r"^\s*(\d+)\s*[.．、]", re.MULTILINE)
_BY_READING = ("operators", "zero_at", "zero_actual_at_most", "negative_actual", "overshoot_from")
_LEFTOVERS = ("\\geq", "\\leq", "$<$", "$>$", "<p>", "</p>", "<br")


def lint(rubric: Rubric, source: Source, warnings: list[Fault]) -> None:
    """Check a rubric that has the right form; errors go to `source.faults`, the rest to `warnings`.

    Errors: weights that do not sum, gaps and overlaps in bands, ids used twice, facts and readings
    that do not exist, a reading that no criterion uses, a band or tier above the maximum, markup left
    in clause text. Warnings: points printed in a clause that exceed the row, a numbered clause that no
    criterion covers.
    """
    _Linter(rubric, source, warnings).run()
    source.faults.sort(key=lambda fault: fault.line)


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


class _Linter:
    def __init__(self, rubric: Rubric, source: Source, warnings: list[Fault]):
        self.rubric, self.source, self.warnings = rubric, source, warnings
        self.facts = fact_catalogue()

    def run(self) -> None:
        in_sum = [block.max for block in self.rubric.blocks if not block.bonus]
        of_known = Text(
            "各一级指标（partial 表只计已知的行）", "the blocks (known rows only, in a partial table)"
        )
        self._sums(
            (),
            self.rubric.max,
            in_sum,
            of_known if self.rubric.partial else Text("各一级指标", "the blocks"),
        )
        self._grades()
        check_ratios(self.rubric.ratios, self.source, frozenset(shared_ratios()))
        for name in self.rubric.ratios.keys() - self._used_ratios():
            self._error(
                ("ratios", name),
                f"没有评分点用到比率 {name}，请用上或删去",
                f"no criterion uses the ratio {name}; use it or delete it",
            )
        for name, reading in self.rubric.readings.items():
            if reading.chosen not in reading.options:
                self._error(
                    ("readings", name, "chosen"),
                    f"没有选项 {reading.chosen}；可选：{'、'.join(reading.options)}",
                    f"no option {reading.chosen}; one of {', '.join(reading.options)}",
                )
            elif name not in self._used_readings():
                self._error(
                    ("readings", name),
                    f"没有评分点用到口径 {name}，请在 by_reading 中写明或删去",
                    f"no criterion uses the reading {name}; name it under by_reading or delete it",
                )
        seen: set[str] = set()
        for b, block in enumerate(self.rubric.blocks):
            self._block(block, ("blocks", b))
            for g, group in enumerate(block.groups):
                for i, row in enumerate(group.indicators):
                    path = ("blocks", b, "groups", g, "indicators", i)
                    if row.id in seen:
                        self._error((*path, "id"), f"id {row.id} 重复", f"the id {row.id} is used twice")
                    seen.add(row.id)
                    self._row(row, path)

    def _used_ratios(self) -> set[str]:
        found: set[str] = set()

        def walk(value: object) -> None:
            if isinstance(value, dict):
                found.update([value["ratio"]] if isinstance(value.get("ratio"), str) else ())
                for inner in value.values():
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)

        walk(self.source.data.get("blocks"))
        return found

    def _used_readings(self) -> set[str]:
        criteria = [
            name
            for row in self.rubric.indicators
            for criterion in row.criteria
            for name in criterion.by_reading
        ]
        return {
            *criteria,
            *self.rubric.grades_by_reading,
            *(name for row in self.rubric.indicators if row.targets for name in row.targets.by_reading),
        }

    def _error(self, path: tuple, zh: str, en: str) -> None:
        self.source.fault(path, Text(zh, en))

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

    def _block(self, block: Block, path: tuple) -> None:
        points = [row.max for row in block.indicators]
        if (
            not block.bonus or exact_sum(points) < block.max
        ):  # more bonus rows than the cap are what a cap is for
            self._sums(path, block.max, points, Text("各三级指标", "the rows"))
        if block.max_from == "filing" and (
            block.bonus or len(points) > 1 or len(block.indicators[0].criteria) > 1
        ):
            self._error(
                (*path, "max_from"),
                "分值取自填报表的一级指标只能有一行、一个评分点，且不是加分项",
                "a block that takes its maximum from the filing has one row with one criterion and is no bonus",
            )

    def _grades(self) -> None:
        ends = [grade.at_least for grade in self.rubric.grades if grade != NOT_GRADED]
        if self.rubric.partial and ends:
            self._error(
                ("grades",),
                "只知道部分条目的评分表（partial: true）不能评级，请删去 grades",
                "a table that is only partly known (partial: true) gives no grade; delete grades",
            )
        if not ends:
            return
        if len(ends) < 2 or ends != sorted(set(ends), reverse=True) or ends[-1] != 0:
            self._error(
                ("grades",),
                "等级须由高到低排列，最后一级 at_least 为 0",
                "grades go from high to low, the last from 0",
            )

    def _row(self, row: Indicator, path: tuple) -> None:
        if bool(row.criteria) == bool(row.targets):
            self._error(path, "criteria 与 targets 须且只能有一个", "give either criteria or targets")
        if row.criteria:
            self._sums(
                path, row.max, [criterion.max for criterion in row.criteria], Text("各评分点", "the criteria")
            )
        if not row.standard and not row.targets:
            self._error(path, "缺少评分标准原文 standard", "the clause text (standard) is missing")
        for leftover in _LEFTOVERS:
            if leftover in row.standard:
                self._error(
                    (*path, "standard"),
                    f"评分标准中残留标记 {leftover}，请改为正文",
                    f"markup {leftover} is left in the clause text; write it out",
                )
        for printed in _PRINTED_POINTS.findall(row.standard):
            if Fraction(printed) > row.max:
                self._warning(
                    (*path, "standard"),
                    f"评分标准印有“{printed}分”，超过本行分值 {show_exact(row.max)} 分，按本行分值计算",
                    f'the clause prints "{printed}分" in a row of {show_exact(row.max)} points; the row\'s points are used',
                )
        covered = [*(clause for part in (*row.criteria, *row.modifiers.values()) for clause in part.clauses)]
        for number in dict.fromkeys(_NUMBERED_CLAUSE.findall(row.standard) if row.criteria else ()):
            if not any(_names(clause, int(number)) for clause in covered):
                self._warning(
                    (*path, "standard"),
                    f"评分标准第 {number} 条没有评分点、否决或豁免对应",
                    f"no criterion, veto or exemption names clause {number} of the standard",
                )
        for kind, modifier in (("veto", row.veto), ("exemption", row.exemption)):
            if modifier is not None:
                self._fact((*path, kind, "fact"), modifier.fact)
        if row.targets:
            self._targets(row.targets, (*path, "targets"))
        ids: set[str] = set()
        for c, criterion in enumerate(row.criteria):
            if criterion.id in ids:
                self._error(
                    (*path, "criteria", c),
                    f"评分点 id 重复：{criterion.id}",
                    f"a criterion id is used twice: {criterion.id}",
                )
            ids.add(criterion.id)
            self._criterion(criterion, (*path, "criteria", c))

    def _targets(self, policy: TargetPolicy, path: tuple) -> None:
        for operator, name in policy.operators.items():
            fit = FOR_UPPER_LIMITS if operator in UPPER_LIMITS else FOR_LOWER_LIMITS
            if name not in fit:
                names = ", ".join(sorted(fit))
                self._error(
                    (*path, "operators", operator),
                    f"{operator} 不能用 {name}；可用：{names}",
                    f"{operator} cannot be scored {name}; one of {names}",
                )
        if policy.zero_at <= 1:
            self._error((*path, "zero_at"), "zero_at 须大于 1", "zero_at must be above 1")
        if policy.qualitative:
            for fault in band_faults([cut.band for cut in policy.qualitative], Fraction(0), Fraction(1)):
                self._error((*path, "qualitative"), fault.zh, fault.en)
        for reading, options in policy.by_reading.items():
            for option, changes in options.items():
                self._target_option(policy, changes, reading, option, (*path, "by_reading", reading, option))

    def _target_option(
        self, policy: TargetPolicy, changes: dict, reading: str, option: str, where: tuple
    ) -> None:
        """An option of `targets.by_reading` exists, and the policy with its changes is one that holds."""
        known = self.rubric.readings.get(reading)
        if known is None or option not in known.options:
            self._error(where, f"readings 中没有 {reading}.{option}", f"readings has no {reading}.{option}")
            return
        for key in [key for key in changes if key not in _BY_READING]:
            names = ", ".join(_BY_READING)
            self._error(
                (*where, key),
                f"口径不能改动 {key}；可用：{names}",
                f"an option cannot change {key}; one of {names}",
            )
            return
        fields = {name: getattr(policy, name) for name in TargetPolicy.model_fields}
        operators = {**policy.operators, **changes.get("operators", {})}
        try:
            changed = TargetPolicy.model_validate(
                {**fields, **changes, "operators": operators, "qualitative": (), "by_reading": {}}
            )
        except ValidationError as error:
            detail = error.errors(include_url=False)[0]
            key, why = ".".join(map(str, detail["loc"])), error_text(detail)
            self._error(
                where,
                f"口径改动的参数不成立：{key}（{why.zh}）",
                f"the option sets a parameter that does not hold: {key} ({why.en})",
            )
            return
        before = {fault.message for fault in self.source.faults}
        start = len(self.source.faults)
        self._targets(changed, where)
        self.source.faults[start:] = [f for f in self.source.faults[start:] if f.message not in before]

    def _fact(self, path: tuple, fact: str) -> None:
        if fact not in self.facts:
            self._error(
                path,
                f"没有这个事实：{fact}；请在 data/facts.yaml 中加上或改正拼写",
                f"no such fact: {fact}; add it to data/facts.yaml or mend the spelling",
            )

    def _criterion(self, criterion: Criterion, path: tuple) -> None:
        before = len(self.source.faults)
        self._parameters(criterion, path)
        said = {fault.message for fault in self.source.faults[before:]}
        for reading, options in criterion.by_reading.items():
            known = self.rubric.readings.get(reading)
            for option in options:
                where = (*path, "by_reading", reading, option)
                if known is None or option not in known.options:
                    self._error(
                        where, f"readings 中没有 {reading}.{option}", f"readings has no {reading}.{option}"
                    )
                    continue
                try:
                    before = len(self.source.faults)
                    self._parameters(apply_readings(criterion, {reading: option}), where)
                    # What is wrong whatever the reading is told once.
                    self.source.faults[before:] = [
                        fault for fault in self.source.faults[before:] if fault.message not in said
                    ]
                except ValidationError as error:
                    detail = error.errors(include_url=False)[0]
                    key = ".".join(map(str, detail["loc"]))
                    why = error_text(detail)
                    self._error(
                        where,
                        f"口径改动的参数不成立：{key}（{why.zh}）",
                        f"the option sets a parameter that does not hold: {key} ({why.en})",
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


def _names(clause: str, number: int) -> bool:
    """True where a clause reference such as "2", "2(1)" or "2–4" names the numbered clause."""
    ends = [int(end) for end in re.findall(r"\d+", re.sub(r"[（(].*?[）)]", "", clause))]
    return bool(ends) and ends[0] <= number <= ends[-1]


def band_faults(
    bands: Sequence[Band], least: Fraction | None = None, most: Fraction | None = None
) -> list[Text]:
    """Where a scale leaves a number without a band, or gives it two.

    Every edge is tried, and a point on either side of it, so nothing between can be missed. `least` and
    `most` bound what is measured, where it is bounded: a share of a weight.

    Examples
    --------
    >>> [fault.zh for fault in band_faults([Band(Fraction(1), below=Fraction("0.9")), Band(Fraction(0), above=Fraction("0.9"))])]
    ['90% 不属于任何一档，请把一端改为含本数']
    """
    edges = sorted(
        {
            end
            for band in bands
            for end in (band.at_least, band.above, band.at_most, band.below)
            if end is not None
        }
    )
    if not edges:
        return [Text("分档没有界限", "the bands have no ends")]
    tried = [
        edges[0] - 1,
        *edges,
        *((a + b) / 2 for a, b in pairwise(edges)),
        edges[-1] + 1,
    ]
    faults = []
    if least is not None and most is not None:
        tried = [value for value in (least, *tried, most) if least <= value <= most]
        edges = sorted({*edges, least, most})
    for value in sorted(set(tried)):
        holders = sum(band.holds(value) for band in bands)
        if value in edges:
            where = Text(f"{show_exact(value * 100)}%", f"{show_exact(value * 100)}%")
        elif value < edges[0]:
            where = Text(
                f"低于 {show_exact(edges[0] * 100)}% 的数", f"numbers below {show_exact(edges[0] * 100)}%"
            )
        elif value > edges[-1]:
            where = Text(
                f"高于 {show_exact(edges[-1] * 100)}% 的数", f"numbers above {show_exact(edges[-1] * 100)}%"
            )
        else:
            low, high = max(e for e in edges if e < value), min(e for e in edges if e > value)
            between = f"{show_exact(low * 100)}%–{show_exact(high * 100)}%"
            where = Text(f"{between} 之间的数", f"numbers in {between}")
        if holders == 0:
            mend = (
                Text("请把一端改为含本数", "let one end include it")
                if value in edges
                else Text("请补上一档", "add a band")
            )
            faults.append(
                Text(f"{where.zh} 不属于任何一档，{mend.zh}", f"{where.en}: no band holds it; {mend.en}")
            )
        elif holders > 1:
            faults.append(
                Text(
                    f"{where.zh} 同属 {holders} 档，请只留一档",
                    f"{where.en}: {holders} bands hold it; leave one",
                )
            )
    return faults
