"""The linter: what a rubric file must not say, each with its line and how to mend it."""

from __future__ import annotations

import re
from fractions import Fraction

from pydantic import ValidationError

from perfkit.base.errors import Fault
from perfkit.base.quantities import exact_sum, show_exact
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source
from perfkit.rubric.bands import band_faults
from perfkit.rubric.criterion import Criterion
from perfkit.rubric.lint_criteria import CriterionLinter
from perfkit.rubric.options import apply_readings
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.ratios import check_ratios, shared_ratios
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


class _Linter(CriterionLinter):
    def run(self) -> None:
        in_sum = [block.max for block in self.rubric.blocks if not block.bonus]
        of_known = Text(
            "各一级指标（partial 表只计已知的行）", "the blocks (known rows only, in a partial table)"
        )
        self._sums(
            (), self.rubric.max, in_sum, of_known if self.rubric.partial else Text("各一级指标", "the blocks")
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
                "a block that takes its maximum from the filing has one row with one criterion and "
                "is no bonus",
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
                    f"评分标准载有“{printed}分”，超过本行分值 {show_exact(row.max)} 分，按本行分值计算",
                    f'the clause prints "{printed}分" in a row of {show_exact(row.max)} points; the '
                    "row's points are used",
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
            self._refused(where, error)
            return
        before = {fault.message for fault in self.source.faults}
        start = len(self.source.faults)
        self._targets(changed, where)
        self.source.faults[start:] = [f for f in self.source.faults[start:] if f.message not in before]

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
                    self._refused(where, error)


def _names(clause: str, number: int) -> bool:
    """True where a clause reference such as "2", "2(1)" or "2–4" names the numbered clause."""
    ends = [int(end) for end in re.findall(r"\d+", re.sub(r"[（(].*?[）)]", "", clause))]
    return bool(ends) and ends[0] <= number <= ends[-1]
