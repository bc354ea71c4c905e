"""What single targets get wrong, by the rules of data/review/target-rules.yaml: form, direction, missing and
beside-the-point results."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.base.quantities import show_exact
from perfkit.review.case import Case
from perfkit.review.english import Words, quoted
from perfkit.review.finding import Finding, Place
from perfkit.review.registry import check
from perfkit.review.rows import Row, is_full
from perfkit.review.rule_models import TargetRule
from perfkit.review.rulebook import finding, pattern, phrase, rulebook
from perfkit.review.shown import row_name
from perfkit.rubric.kinds import TargetsMissing

_MOST, _NAMES = 8, 10


@check(
    6,
    "target.direction",
    "target.money_as_output",
    "target.over_one",
    "target.mixed",
    "target.name_asks_number",
    "target.no_result",
    "target.other_question",
    "target.approximate",
    "target.always_met",
)
def single_targets(case: Case) -> Iterator[Finding]:
    """Targets whose form, direction or result a rule of the rule book names, whatever was achieved."""
    read = [(row, _traits(row)) for row in case.targets]
    for rule in rulebook().target_rules:
        rows = [row for row, traits in read if _fits(rule, row, traits)]
        all_fit = rule.together == "all" and len(read) == len(rows) > 1
        if rows and (rule.together == "any" or all_fit):
            fields: dict[str, Words] = {
                "count": str(len(rows)),
                "names": quoted([r.target.name for r in rows], _NAMES),
            }
            places = [row.place for row in rows[:_MOST]]
            variant = "all" if all_fit else rule.variant
            yield finding(rule.code, fields, places, variant=variant, severity=rule.severity)
            continue
        for row in rows:
            target = row.target
            yield finding(
                rule.code,
                {"name": target.name, "expected": target.expected, "actual": target.actual},
                (row.place,),
                variant=rule.variant,
                severity=rule.severity,
                stakes=case.stakes_of(target.block) if rule.stakes else (),
            )


def _traits(row: Row) -> frozenset[str]:
    """What reading a target gave, by the codes that rules name."""
    parsed = row.parsed
    return frozenset((*parsed.flags, *parsed.guesses, *((parsed.reason,) if parsed.reason else ())))


def _fits(rule: TargetRule, row: Row, traits: frozenset[str]) -> bool:
    """True where all that a rule states holds of a target."""
    parsed, target = row.parsed, row.target
    if rule.traits and traits.isdisjoint(rule.traits) or not traits.isdisjoint(rule.without):
        return False
    if rule.kinds and target.kind not in rule.kinds or target.kind in rule.other_kinds:
        return False
    if (
        rule.operators
        and parsed.operator not in rule.operators
        or not parsed.expected_unit.startswith(rule.unit)
    ):
        return False
    for wanted, stated in (
        (rule.met, parsed.met),
        (rule.sets_value, parsed.sets_value),
        (rule.answers, parsed.answers_question),
    ):
        if wanted is not None and wanted is not stated:
            return False
    words = {"name": target.name, "expected": target.expected, "actual": target.actual}
    if not all(pattern(name).search(words[cell]) for cell, name in rule.has.items()):
        return False
    words["any"] = f"{target.name} {target.expected}"
    return not any(pattern(name).search(words[cell]) for cell, name in rule.lacks.items())


@check(5, "score.block_missing")
def missing_blocks(case: Case) -> Iterator[Finding]:
    """Rows of the rubric that score targets, where the filing has none: unknown, not inapplicable."""
    for row in case.evaluation.rows:
        if not row.criteria or not all(isinstance(r.criterion, TargetsMissing) for r in row.criteria):
            continue
        name, table = row_name(row), case.submission.targets
        own = (case.score_place(row),) if row.self_score is not None else ()
        yield finding(
            "score.block_missing",
            {"name": name, "most": show_exact(row.indicator.max)},
            (Place(table.section if table else case.rubric.id, "", name.zh), *own),
            stakes=((row.indicator.id, case.beyond_figures(row)),) if row.self_score else (),
        )


@check(6, "target.block")
def wrong_block(case: Case) -> Iterator[Finding]:
    """Targets whose names end as those of another block do: costs among benefits, timeliness among social
    benefits."""
    found = [
        (row, belongs.kind)
        for row in case.targets
        for belongs in rulebook().belongs
        if row.target.kind in belongs.found_in and pattern(belongs.name).search(row.target.name)
    ]
    if found:
        listed = [
            phrase("belongs_to", name=row.target.name, kind=phrase(f"kind_{kind}")) for row, kind in found
        ]
        fields: dict[str, Words] = {"count": str(len(found)), "listed": listed}
        yield finding("target.block", fields, tuple(row.place for row, _ in found))


@check(5, "satisfaction.own_people")
def own_people_satisfied(case: Case) -> Iterator[Finding]:
    """Satisfaction targets asked of staff, trainees or those who use the equipment, beside full marks for the
    satisfaction of the public: a doubt where no target asks anyone else, a note otherwise."""
    rows = [row for row in case.targets if row.target.kind == "satisfaction"]
    own = [row for row in rows if pattern("own_people").search(row.target.name)]
    full = [row for row in case.rows_for("satisfaction") if is_full(row)]
    if not own or not full:
        return
    yield finding(
        "satisfaction.own_people",
        {
            "all": str(len(rows)),
            "count": str(len(own)),
            "names": quoted([row.target.name for row in own]),
            "row": row_name(full[0]),
        },
        (*(row.place for row in own), case.score_place(full[0])),
        unless="" if len(own) == len(rows) else "few",
        stakes=tuple((row.indicator.id, points) for row in full if (points := case.beyond_figures(row))),
    )
