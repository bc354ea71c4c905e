"""Checks of group 5: targets, what they can tell, and the marks that rest on them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.target_rows import NO_VALUE
from perfkit.filing.names import TARGET_KINDS
from perfkit.filing.targets.codes import Flag
from perfkit.review.arithmetic import show_amount
from perfkit.review.case import Case
from perfkit.review.checks.target_points import gap_of
from perfkit.review.english import Words, listed, quoted
from perfkit.review.finding import Finding, Place, shortened
from perfkit.review.registry import check
from perfkit.review.rows import Row, is_full, is_judged, sure
from perfkit.review.rulebook import finding, pattern, phrase, threshold
from perfkit.review.shown import NOTHING, row_name, rows_shown

_MOST_PLACES = 9
_SPOKEN = ("budget_preparation", "budget_execution", "experience", "results", "performance")
_TOLD = ("results", "performance", "annual_work", "actual")
_MOST_TOLD = 3


def _denied(row: Row) -> bool:
    """A target answered with no, where no is not the good answer (是否超支)."""
    asked = row.target.name + row.target.expected
    return row.parsed.met is None and row.parsed.claim == "no" and not pattern("bad_thing").search(asked)


def _places(rows: list[Row]) -> tuple[Place, ...]:
    return tuple(row.place for row in rows[:_MOST_PLACES])


@check(5, "target.unmet")
def unmet_targets(case: Case) -> Iterator[Finding]:
    """Targets that their own figures, or the department's own answer, show as missed, beside full marks in
    the rows that rest on them."""
    for row in case.targets:
        parsed, target = row.parsed, row.target
        if parsed.met is not False and not _denied(row):
            continue
        handed_down = pattern("handed_down").search(target.name)
        full = [
            r for r in case.full_rows(target.block) if "key_work" not in r.indicator.topics or handed_down
        ]
        share = None if parsed.expected_unit == "名次" else parsed.achievement
        both_numbers = None not in (parsed.expected_number, parsed.actual_number)
        size = gap_of(row, even_of_dates=True) if both_numbers else ""
        nearly = share is not None and share >= threshold("nearly_met")
        yield finding(
            "target.unmet",
            {
                "name": target.name,
                "expected": target.expected,
                "actual": pattern("says_actual").sub("", target.actual),
                "short": phrase("short_by", size=size) if size else NOTHING,
                "reached": phrase("reached", share=show_rate(share)) if share is not None else NOTHING,
                "full": phrase("yet_full_marks", rows=rows_shown(full, "row_points")) if full else NOTHING,
            },
            (row.place, *(case.score_place(r) for r in full)),
            variant="reasoned" if target.reason else "",
            unless="no_stakes" if not full else "near" if nearly else "",
            difference=size,
            stakes=tuple((r.indicator.id, points) for r in full if (points := case.beyond_figures(r))),
        )


@check(5, "target.not_measurable", "target.only_measured_fail")
def measurability(case: Case) -> Iterator[Finding]:
    """The share of targets that no figure can confirm, beside the self-score for measurability."""
    rows = case.targets
    vague = [row for row in rows if row.parsed.reason in NO_VALUE]
    if not rows or not vague:
        return
    share = Fraction(len(vague), len(rows))
    relying = [row for row in case.relying_on("measurability") if row.self_score]
    spoken = (s for s in case.sentences if s.part in _SPOKEN and pattern("specific_targets").search(s.text))
    specific = next(spoken, None)
    many = share > threshold("many_vague") and bool(relying)
    kinds = dict.fromkeys(row.target.kind for row in vague)
    counts = [
        phrase(
            "count_of_kind",
            kind=phrase(f"kind_{kind}"),
            count=str(sum(r.target.kind == kind for r in vague)),
            all=str(sum(r.target.kind == kind for r in rows)),
        )
        for kind in kinds
        if kind
    ]
    yield finding(
        "target.not_measurable",
        {
            "all": str(len(rows)),
            "count": str(len(vague)),
            "share": show_rate(share),
            "kinds": listed(counts, "，"),
            "scores": phrase("beside", rows=rows_shown(relying, "row_self")) if relying else NOTHING,
        },
        (
            *((specific.place(),) if specific else ()),
            *(case.score_place(r) for r in relying),
            *_places(vague),
        ),
        unless="" if many else "few",
        difference=f"{len(vague)}/{len(rows)}",
        stakes=case.stakes_of("measurability") if many else (),
    )
    failed = [row for row in rows if row.parsed.met is False]
    claims = [row.parsed.claim for row in vague]
    if failed and claims.count("yes") >= threshold("claimed_without_value") and "no" not in claims:
        fields: dict[str, Words] = {"count": str(len(vague)), "failed": str(len(failed))}
        yield finding("target.only_measured_fail", fields, _places(failed))


@check(5, "target.block_unmeasured")
def unmeasured_block(case: Case) -> Iterator[Finding]:
    """Full marks in a row that rests on one block of targets, where no target of the block holds a figure."""
    for row in case.evaluation.rows:
        blocks = [kind for kind in row.indicator.relies_on if kind in ("benefit", "satisfaction", "output")]
        if len(row.indicator.relies_on) != 1 or not blocks or not is_full(row) or not is_judged(row):
            continue
        block = [t for t in case.targets if t.target.block == blocks[0]]
        if not block or any(t.parsed.measurable for t in block):
            continue
        beyond = case.beyond_figures(row)
        yield finding(
            "target.block_unmeasured",
            {
                "name": row_name(row),
                "own": show_exact(sure(row.self_score)),
                "count": str(len(block)),
                "actual": block[0].target.actual,
                "confirmed": show_exact(row.standing.confirmed),
            },
            (case.score_place(row), *_places(block)),
            variant="satisfaction" if blocks[0] == "satisfaction" else "",
            difference=show_exact(beyond) + "分",
            stakes=((row.indicator.id, beyond),),
        )


@check(5, "target.cost_not_spent")
def budgets_as_limits(case: Case) -> Iterator[Finding]:
    """Cost targets that take the budget as their limit, of which little was spent; those that print neither
    together."""
    unstated: list[Row] = []
    for row in case.targets:
        parsed = row.parsed
        if Flag.COST_REWARDS_NOT_SPENDING not in parsed.flags:
            continue
        if not parsed.expected_number or parsed.actual_number is None:
            unstated += [row] if row.target.actual else []
        elif parsed.actual_unit == parsed.expected_unit:  # 90 beside 90万元: nobody knows of what
            yield from _not_spent(case, row)
    if unstated:
        yield finding(
            "target.cost_not_spent",
            {
                "count": str(len(unstated)),
                "limit": unstated[0].target.expected,
                "names": quoted([row.target.name for row in unstated]),
            },
            _places(unstated),
            variant="unstated",
        )


def _not_spent(case: Case, row: Row) -> Iterator[Finding]:
    parsed = row.parsed
    wanted, spent = sure(parsed.expected_number), sure(parsed.actual_number)
    share, unit = spent / wanted, parsed.expected_unit
    if share > threshold("nearly_spent"):
        return
    little = share <= threshold("little_spent")
    gap = wanted - spent
    size = (
        show_amount(gap, "money") if unit == "元" else show_exact(gap) + ("个百分点" if unit == "%" else "")
    )
    yield finding(
        "target.cost_not_spent",
        {
            "name": row.target.name,
            "share": show_rate(share),
            "left": phrase("paid_less", size=size) if unit == "元" else NOTHING,
            "base": phrase("no_base") if unit == "%" else NOTHING,
        },
        (row.place,),
        unless="" if little else "near",
        difference=size,
        stakes=case.stakes_of(row.target.block) if little else (),
    )


@check(5, "target.counted_twice")
def counted_twice(case: Case) -> Iterator[Finding]:
    """Targets with the same question and answer under one name or two."""
    seen: dict[str, list[tuple[str, Row]]] = {}
    for row in case.targets:
        name = pattern("decoration").sub("", row.target.name)
        values = "".join(f"{row.target.expected}→{row.target.actual}".split())
        long_question = len("".join(row.target.expected.split())) >= 8
        for other_name, other in seen.get(values, ()):
            ends = name.endswith(other_name) or other_name.endswith(name)
            alike = name == other_name or (min(len(name), len(other_name)) >= 4 and ends)
            if alike or (long_question and name[:4] == other_name[:4]):
                yield finding(
                    "target.counted_twice",
                    {"name": row.target.name, "other": other.target.name},
                    (other.place, row.place),
                    stakes=case.stakes_of(row.target.block),
                )
                break
        seen.setdefault(values, []).append((name, row))


@check(5, "target.none_filed_but_told")
def results_without_targets(case: Case) -> Iterator[Finding]:
    """无 under economic or ecological benefits, while the text gives an amount of just such a benefit."""
    table = case.submission.targets
    filed = {row.target.kind for row in case.targets}
    for kind in table.none_filed if table else ():
        if kind in filed or kind not in ("economic", "ecological"):
            continue
        told = [
            (sentence, match)
            for sentence, match in case.matches(pattern(f"effect_{kind}"), *_TOLD)
            if not pattern("other_year").search(sentence.text[: match.start()])
        ]
        if not told:
            continue
        names = TARGET_KINDS[kind]
        yield finding(
            "target.none_filed_but_told",
            {
                "kind": Text(names.zh, phrase(f"kind_{kind}").en),
                "told": quoted(dict.fromkeys(match.group() for _, match in told[:_MOST_TOLD])),
            },
            (
                Place(table.section if table else "", f"{names.zh} 无", "无"),
                *(
                    Place(s.section, shortened(s.text, m.start(), m.end()), m["amount"])
                    for s, m in told[:_MOST_TOLD]
                ),
            ),
            about=(kind,),
        )
