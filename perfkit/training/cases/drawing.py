"""Drawing a case: the report, what its documents say, and what was planted, all of one world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from hashlib import sha256
from random import Random
from typing import Any

from perfkit.base.quantities import Points, round_half_up, show_exact
from perfkit.base.text import Text
from perfkit.demo import PlantedFault, generate
from perfkit.demo.faults import plant
from perfkit.demo.judging import honest_scores
from perfkit.evaluation.awards import possible_points, refusal
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.rubric.filed_maxima import usual
from perfkit.rubric.files import load_rubric
from perfkit.rubric.kinds import Checklist
from perfkit.rubric.table import Rubric
from perfkit.training.cases.documents import FULL, NONE, Seen, draw_document, draw_state, target_document
from perfkit.training.cases.project import PLANTABLE, as_project
from perfkit.training.cases.wording import insert, reword, scatter, tell

DEPARTMENT, PROJECT = "department", "project"
FORMS = (DEPARTMENT, PROJECT)
_SEEDS = 10**12
_CLAIMS_FULL = 0.7
_WITHHELD = 0.35
_MOVED = ("restated_fact", "unit_slip", "restated_figure", "claim")


@dataclass(frozen=True)
class Drawn:
    """A case as drawn.

    Attributes
    ----------
    submission, judgements : dict   as their files hold them
    seen : criterion → what the document on it shows
    faults : what was planted in the report
    off : criteria whose document counts otherwise than the report, with the report's count
    """

    submission: dict[str, Any]
    judgements: dict[str, Any]
    seen: dict[str, Seen]
    faults: tuple[PlantedFault, ...]
    off: dict[str, int]

    def model(self) -> Submission:
        """The submission, validated."""
        return Submission.model_validate(self.submission)

    def judged(self) -> Judgements:
        """The evaluator's file, validated."""
        return Judgements.model_validate(self.judgements)


def seed_of(number: int, level: int, secret: str) -> int:
    """The seed of a case: without the trainer's secret nobody can draw it again.

    Examples
    --------
    >>> seed_of(1, 1, "a") == seed_of(1, 1, "a"), seed_of(1, 1, "a") == seed_of(1, 1, "b")
    (True, False)
    """
    return int(sha256(f"perfkit train {secret} {number} {level}".encode()).hexdigest(), 16) % _SEEDS


def draw(number: int, level: int, *, secret: str = "", form: str = DEPARTMENT, rubric: str) -> Drawn:
    """Draw a case; the same arguments give the same one.

    Kinds of department are mixed at every level, since the seed knows nothing of kinds. The report is
    written first; documents count what the report counts; self-scores are what a department would claim;
    then faults are planted.
    """
    seed = seed_of(number, level, secret)
    rng = Random(f"perfkit case {seed}")
    table = usual(load_rubric(rubric))
    made = generate(seed, rubric=rubric, level=level, fault_count=0, priced=True)
    submission, judged = made.submission, made.judgements
    submission["department"] |= {
        "id": f"case-{sha256(str(seed).encode()).hexdigest()[:8]}",
        "name_en": submission["department"]["name_en"].rsplit(" ", 1)[0],
    }
    if form == PROJECT:
        submission, judged = as_project(submission, judged, rng)
        _bear_out(submission, judged, table, level, rng)
    else:
        reword(submission, rng)
    counts = counts_of(submission)
    seen, off = _documents(submission, judged, table, level, counts, rng)
    evaluation = _evaluated(submission, judged, table)
    submission["self_evaluation"] = _claimed(honest_scores(evaluation), table, evaluation, rng)
    faults: list[PlantedFault] = []
    if level > 2:
        kinds = rng.sample(PLANTABLE, rng.randint(3, 5)) if form == PROJECT else ()
        count = 0 if form == PROJECT else rng.randint(4, 6)
        faults = plant(submission, judged, table, rng, kinds=kinds, count=count)
        faults = [_scattered(submission, fault, rng) for fault in faults if _still_shows(submission, fault)]
        faults = [_told_in_text(submission, fault, rng) for fault in faults]
    return Drawn(submission, judged, seen, tuple(faults), off)


def _bear_out(
    submission: dict[str, Any], judged: dict[str, Any], table: Rubric, level: int, rng: Random
) -> None:
    """A document on file for each target in words; from level 2 on one is sometimes missing."""
    day = date(int(submission["year"]) + 1, 3, 10).isoformat()
    for name, result in _evaluated(submission, judged, table).by_criterion.items():
        if result.outcome.points.is_exact or level > 1 and rng.random() < _WITHHELD:
            continue
        number = f"doc{len(judged['evidence']) + 1}"
        document = target_document(result.criterion.text.zh)["document"]
        seen = {"id": number, "criterion": name, "document": document, "date": day}
        judged["evidence"].append(seen)
        judged["judgements"].append({"criterion": name, "points": "0", "evidence": [number], "date": day})


def counts_of(submission: Mapping[str, Any]) -> dict[str, int]:
    """What a report counts and a document may count as well."""
    rows = submission["targets"]["rows"]
    tasks = (submission.get("tasks") or {}).get("rows", ())
    return {
        "projects": sum(row["category"] == "project" for row in tasks),
        "targets": len(rows),
        "outputs": sum(row["block"] == "output" for row in rows),
        "benefits": sum(row["block"] == "benefit" for row in rows),
    }


def _documents(
    submission: dict[str, Any],
    judged: dict[str, Any],
    table: Rubric,
    level: int,
    counts: Mapping[str, int],
    rng: Random,
) -> tuple[dict[str, Seen], dict[str, int]]:
    """A document for each clause that was judged; the judgement follows from it. One or two may count
    otherwise."""
    facts_only = {**judged, "judgements": [], "evidence": []}
    before = _evaluated(submission, facts_only, table).by_criterion
    entries = [entry for entry in judged["judgements"] if "points" in entry and entry["criterion"] in before]
    seen = {}
    for name in (entry["criterion"] for entry in entries):
        on = target_document(before[name].criterion.text.zh) if "project" in submission else None
        seen[name] = draw_document(name, draw_state(level, rng), counts, rng, on=on)
    off: dict[str, int] = {}
    if level > 2:
        counted = [name for name, one in seen.items() if one.counted == "projects"]
        for name in rng.sample(counted, min(1, len(counted))):
            off[name] = seen[name].count
            step = rng.choice((1, 2))
            seen[name] = draw_document(name, seen[name].state, counts, rng, off=step)
    for entry in entries:
        result = before[entry["criterion"]]
        spans = supported(seen[entry["criterion"]], result)
        entry["points"] = show_exact(_pick(spans, result))
        entry["reason"] = seen[entry["criterion"]].text.zh
    return seen, off


def supported(seen: Seen, result: CriterionResult) -> tuple[Points, ...]:
    """The points that hold on what a document shows; more than one span where the clause is read in more
    than one way.

    In order: the most. Nothing in order: the least. A shortfall: where the clause names steps, those
    between; else the part of the points that the part in order gives, rounded down or up as evaluators round
    (0.1 to 2 points, 0.5 to 10 points, 1 beyond). A clause that is met or not, and names nothing between,
    may also be given its least.
    """
    bounds = result.outcome.points
    low, high = bounds.low, bounds.high
    steps = possible_points(result.criterion, result.outcome)
    if seen.state == FULL:
        return (Points(high, high),)
    if seen.state == NONE:
        return (Points(low, low),)
    between = [step for step in steps if low < step < high]
    if between or seen.share is None or steps and not isinstance(result.criterion, Checklist):
        ends = between or [low]
        return (Points(ends[0], ends[-1]),)
    exact, grain = low + (high - low) * seen.share, _grain(high - low)
    down = max(low, low + (exact - low) // grain * grain)
    up = min(high, low - (low - exact) // grain * grain)
    if up == high:  # a shortfall is never full
        up = exact if down == exact else max(down, exact)
    pro_rata = Points(down, up)
    strict = bool(steps) and down > low
    return (Points(low, low), pro_rata) if strict else (pro_rata,)


def _grain(width: Fraction) -> Fraction:
    return Fraction(1, 10) if width <= 2 else Fraction(1, 2) if width <= 10 else Fraction(1)


def _pick(spans: tuple[Points, ...], result: CriterionResult) -> Fraction:
    """Points of the spans that a judgement may give; the last span first."""
    for span in reversed(spans):
        for points in (span.low, span.high):
            if refusal(result.criterion, result.outcome, points) is None:
                return points
    return spans[0].low


def _claimed(honest: dict[str, Any], table: Rubric, evaluation: Evaluation, rng: Random) -> dict[str, Any]:
    """Self-scores as departments give them: where a document falls short, most claim full points all the
    same."""
    scores = dict(honest["scores"])
    for row in evaluation.rows:
        judged = any(result.awards for result in row.criteria)
        exact_loss = sum(
            (r.criterion.max - r.points.high for r in row.criteria if r.outcome.points.is_exact), Fraction(0)
        )
        if judged and rng.random() < _CLAIMS_FULL:
            claimed = max(row.points.low, row.indicator.max - exact_loss)
            scores[row.indicator.id] = show_exact(Fraction(round_half_up(claimed, 2)))
    total = sum((Fraction(points) for points in scores.values()), Fraction(0))
    grade = table.grade(total).name if table.is_graded else ""
    return {**honest, "scores": scores, "total": f"{round_half_up(total, 2):f}", "grade": grade}


def _evaluated(submission: dict[str, Any], judged: dict[str, Any], table: Rubric) -> Evaluation:
    return evaluate(Submission.model_validate(submission), table, (Judgements.model_validate(judged),))


def _still_shows(submission: dict[str, Any], fault: PlantedFault) -> bool:
    """False where a later fault took the same target: what the earlier one says stands nowhere any more."""
    rows = {row["name"]: row for row in submission["targets"]["rows"]}
    row = rows.get(fault.places[-1])
    if row is None or fault.kind == "weights" or "→" not in fault.truth.zh:
        return True
    return f"（{row['expected']} → {row['actual']}）" in fault.truth.zh


def _told_in_text(submission: dict[str, Any], fault: PlantedFault, rng: Random) -> PlantedFault:
    """Of every second target whose value was planted the text says the same, anywhere in the report."""
    planted = {row["name"]: row["actual"] for row in submission["targets"]["rows"]}
    name = fault.places[-1]
    if name not in planted or fault.kind == "weights" or rng.random() < 0.5:
        return fault
    return replace(fault, places=(*fault.places, tell(submission, name, planted[name], rng)))


def _scattered(submission: dict[str, Any], fault: PlantedFault, rng: Random) -> PlantedFault:
    """A planted sentence moved from the end of its passage to anywhere; the fault says where it went."""
    if fault.kind not in _MOVED:
        return fault
    old = fault.places[0]
    if fault.kind == "claim":
        sentence = fault.places[1].rstrip("。")
        passages = [p for part in submission["narrative"].values() for p in part if p["section"] == old]
        passage = next((p for p in passages if p["text"].endswith(sentence + "。")), None)
        if passage is not None:
            start = passage["text"].rindex(sentence)
            lead = passage["text"][:start]
            passage["text"] = lead
            insert(passage, sentence + "。", rng)
        return fault
    statements: list[dict[str, Any]] = next(
        (
            found
            for found in (
                submission["facts"].get(fault.places[2]),
                *(f["statements"] for f in submission["figures"] if f["id"] == fault.places[2]),
            )
            if found
        ),
        [],
    )
    planted = next((s for s in reversed(statements) if s["section"] == old), None)
    if planted is None:
        return fault
    new = scatter(submission, planted["quote"], old, rng)
    planted["section"] = new
    truth = Text(
        fault.truth.zh.replace(f"〔{old}〕", f"〔{new}〕", 1),
        fault.truth.en.replace(f"{old} prints", f"{new} prints"),
    )
    return replace(fault, places=(new, *fault.places[1:]), truth=truth)


__all__ = ["DEPARTMENT", "FORMS", "NONE", "PROJECT", "Drawn", "counts_of", "draw", "seed_of", "supported"]
