"""Other figures from what the trainee's own cases filed: targets, and passages that do not agree."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from random import Random

from perfkit.base.quantities import parse_number
from perfkit.base.text import Text, joined
from perfkit.evaluation.target_rows import TargetRow
from perfkit.filing.names import TARGET_KINDS
from perfkit.review import NOTE, Finding
from perfkit.training.lessons.answers import Asked
from perfkit.training.lessons.case_variants import figures_shown, first_case, question_on
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.variants import Made, asked_again, variant, with_options
from perfkit.training.words import WORDS, words


def _target_shown(row: TargetRow, *, actual: bool) -> Text:
    told = f"{row.target.name}：{row.target.expected}" + (f" → {row.target.actual or '—'}" if actual else "")
    return Text(told, told.replace("：", ": "))


@variant("measurable", "missed_targets")
def _choose_targets(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    missed = asked.of == "missed_targets"

    def made(own: Sources) -> Made | None:
        fits = [row for row in own.targets if (row.state == "unmet" if missed else row.parsed.sets_value)]
        rest = [row for row in own.targets if row not in fits and (not missed or row.state == "met")]
        if not fits or len(rest) < (3 if missed else 1):
            return None
        most = 2 if missed else 3
        rows = rng.sample(fits, min(most, len(fits))) + rng.sample(rest, min(3, len(rest)))
        rng.shuffle(rows)
        options = ((row.target.name, _target_shown(row, actual=missed)) for row in rows)
        other, lines = with_options(asked, options)
        return asked_again(words(f"again_{asked.of}", options=lines), other, own, {})

    levels = (3,) if missed else (1, 2, 3)
    return next((found for level in levels if (found := first_case(sources, level, made))), None)


@variant("measurable_count")
def _count_targets(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        rows = rng.sample(list(own.targets), min(7, len(own.targets)))
        clear = [row.target.name for row in rows if row.parsed.sets_value]
        if len(clear) == len(rows):
            rows[0] = next((row for row in own.targets if not row.parsed.sets_value), rows[0])
            clear = [row.target.name for row in rows if row.parsed.sets_value]
        shown = joined((_target_shown(row, actual=False) for row in rows), "\n", "\n")
        question = words("again_measurable_count", shown=shown)
        return Made(question, asked.number(Fraction(len(clear))), joined(clear))

    return first_case(sources, 3, made)


@variant("achievement")
def _achievement(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        rows = [row for row in own.targets if row.parsed.achievement not in (None, 1)]
        if not rows:
            return None
        row = rng.choice(rows)
        question = words("again_achievement", target=_target_shown(row, actual=True))
        return asked_again(question, asked, own, {"target": row.target.name})

    return first_case(sources, 1, made)


@variant("fact_value")
def _benefit_kinds(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    """How many of the four kinds of benefit have a target."""

    def made(own: Sources) -> Made | None:
        rows = [row.target for row in own.targets if row.target.block == "benefit"]
        if not rows:
            return None
        found = sorted({TARGET_KINDS[row.kind] for row in rows})
        shown = joined(
            (
                Text(f"{TARGET_KINDS[r.kind].zh} {r.name}", f"{TARGET_KINDS[r.kind].en}: {r.name}")
                for r in rows
            ),
            "\n",
            "\n",
        )
        return Made(words("again_fact_value", shown=shown), asked.number(Fraction(len(found))), joined(found))

    return first_case(sources, rng.choice((1, 2)), made)


def _is_plain(own: Sources, finding: Finding) -> bool:
    """True where every figure that a self-score rests on is printed one way."""
    rows = finding.rows[:1]
    found = (fact for row in rows for one in own.row(row).criteria for fact in one.outcome.found)
    return bool(rows) and all(fact.span.is_exact for fact in found)


def _places(own: Sources, finding: Finding) -> Text:
    """The places of a finding with what they print; under a self-score, what its row rests on."""
    lines = []
    for one in finding.places[: 2 if finding.code.startswith("table.") else 4]:
        said = one.quote.replace(" ", "")
        value = f" {one.value}" if one.value and one.value not in said else ""
        lines.append(f"〔{one.section}〕{one.quote}{value}")
    told = Text("\n".join(lines), "\n".join(lines))
    if not finding.code.startswith("score."):
        return told
    row = own.row(finding.rows[0])
    clauses = (
        question_on("again_row_clause", own, one.criterion.id, figures_shown(one)) for one in row.criteria
    )
    return joined((told, *clauses), "\n", "\n")


@variant("finding_difference", "restated_gap")
def _difference(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    """Two or more places of the own case that clash, and by how much; of the same kind where there is one."""
    family = asked.given.get("code", "restated.").partition(".")[0] + "."

    def found(own: Sources, start: str) -> Made | None:
        clashes = [
            (one, amount)
            for one in own.findings
            if one.code.startswith(start)
            and one.severity != NOTE
            and len(one.places) > 1
            and (not one.code.startswith("score.") or _is_plain(own, one))
            and (amount := re.fullmatch(r"(\d+(?:\.\d+)?)\s*(\D+)", one.difference))
        ]
        if not clashes:
            return None
        finding, amount = rng.choice(clashes)
        places = len(amount[1].partition(".")[2])
        unit = Text(amount[2], WORDS.group("units").get(amount[2]) or amount[2])
        question = words("again_difference", shown=_places(own, finding), unit=unit, places=places)
        reference = replace(asked, places=places, unit=unit).number(parse_number(amount[1]))
        return Made(question, reference, finding.message)

    return first_case(sources, 3, lambda own: found(own, family)) or first_case(
        sources, 3, lambda own: found(own, "")
    )


@variant("conflicting")
def _conflicting(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    def made(own: Sources) -> Made | None:
        pairs = [
            [place.quote for place in one.places if place.quote]
            for one in own.findings
            if one.code.startswith(("claim.", "admission."))
        ]
        pairs = [pair for pair in pairs if len(pair) > 1 and pair[0] != pair[1]]
        if not pairs:
            return None
        quotes = rng.choice(pairs)
        said, against = quotes[:2]
        others = [
            sentence
            for _, passage in own.evaluation.submission.narrative.passages()
            for sentence in passage.text.split("。")
            if 10 < len(sentence) < 45 and not any(q in sentence or sentence in q for q in quotes)
        ]
        if len(others) < 3:
            return None
        options = [(text, Text(text, text)) for text in (against, *rng.sample(others, 3))]
        rng.shuffle(options)
        other, lines = with_options(asked, options)
        question = words("again_conflicting", said=said, options=lines)
        return Made(question, other.choice(against), Text(f"{said}；{against}", f"{said}; {against}"))

    return first_case(sources, 3, made)


@variant("case_hunt", "report_hunt")
def _hunt(asked: Asked, sources: Sources, rng: Random) -> Made | None:
    """Another report to read to the end; the lesson shows it."""
    own = rng.choice(list(sources.others(3))[1:])
    question = words("again_hunt", count=len(own.faulty_case.contradictions))
    return replace(
        asked_again(question, replace(asked, of="case_hunt"), own, {}, ("findings",)), case=own.case
    )
