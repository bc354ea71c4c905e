"""What the filer says of itself: points by row, total and grade, and the most points of each block."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.paths import data_root
from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.intake.drafted import Draft, Missing
from perfkit.intake.form_rows import Reading
from perfkit.intake.identity import Named
from perfkit.intake.label_pairs import Pair
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.notes import note
from perfkit.intake.outline import Outline
from perfkit.intake.score_rows import fitting_rubric, read_rows, read_scores
from perfkit.intake.sources import Sources
from perfkit.intake.stated_total import stated_conclusion
from perfkit.intake.statements import Money, Most
from perfkit.intake.table_rows import Found
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric

_OPENING = 24  # so many characters find a text in its cell


@dataclass
class Parts:
    """What a document holds, before it is a submission."""

    found: Found
    text: Outline
    named: Named
    readings: dict[str, Reading]
    money: Money
    sources: Sources


def known_rubrics() -> list[Rubric]:
    """The bundled rubrics."""
    return [load_rubric(one.stem) for one in sorted((data_root() / "rubrics").glob("*.yaml"))]


def write_scores(draft: Draft, parts: Parts, lexicon: Lexicon, rubric: Rubric | None) -> None:
    """The scoring table, by the rubric whose rows it prints, with total and grade."""
    rows, targets = parts.found.rows["scores"], parts.readings["targets"]
    if rubric is None and rows:
        rubric = fitting_rubric(rows, lexicon, known_rubrics())
    own: dict = {"rubric": rubric.id if rubric else "", "scores": {}}
    if rows:
        alone = not targets.entries
        blocks = [
            *(row["level1"] for row in targets.scored),
            *(most.name for most in targets.maxima.values()),
        ]
        reading = (
            read_scores(rows, lexicon, rubric)
            if rubric
            else read_rows(rows, lexicon, alone=alone, blocks=blocks)
        )
        own["section"] = lexicon.tables.scores.section if draft.form.family else str(rows[0].place)
        own["scores"] = reading.entries if rubric else {}
        levels = {row["level1"] for row in reading.scored} - {""}
        targets.scored = [row for row in targets.scored if row["name"] not in levels] + reading.scored
        for block, most in reading.maxima.items():
            targets.maxima.setdefault(block, most)
        targets.sums |= reading.sums
        for part in ("execution", "execution_max", "execution_place", "execution_max_place"):
            if part in reading.end:
                targets.end.setdefault(part, reading.end[part])
        draft.places |= {f"self_evaluation.scores.{row}": place for row, place in reading.places.items()}
        draft.not_found.extend(Missing(path, text) for path, text in reading.missing)
        draft.notes.extend(reading.notes)
    if targets.scored:
        own["rows"] = targets.scored
    printed = [*([reading.end] if rows else []), targets.end]
    if (whole := _maximum(targets, parts.money)) is not None:
        for end in printed:
            for _, score, place in (one for one in end.get("sums", ()) if parse_number(one[0]) == whole):
                end |= {} if "total" in end else {"total": score, "place": place}
    stated: dict[str, Pair] = {}
    for pair in parts.found.pairs:
        part = pair.kind.removeprefix("row.")
        if pair.kind.startswith("row.") and (part not in stated or "分" not in stated[part].label):
            stated[part] = pair
    kind = draft.form.family.kind if draft.form.family else ""
    said: dict = {}
    if kind != "accounts":
        year, remarks = parts.named.year, parts.found.remarks
        said = stated_conclusion(stated, parts.text, remarks, lexicon, kind, year, draft.notes)
    totals = [end["total"] for end in (*printed, said) if "total" in end]
    chosen = _chosen(totals, draft.notes)
    for part in ("total", "grade"):
        ends = [end for end in (*printed, said) if part in end and (part == "grade" or end[part] == chosen)]
        if ends:
            own[part] = ends[0][part]
            there = parts.sources.find("", ends[0].get(f"{part}_said", ""))
            cited = str(there.place) if there else ends[0].get(f"{part}_place") or ends[0].get("place", "")
            draft.places[f"self_evaluation.{part}"] = cited
            own.setdefault("section", next((end["place"] for end in ends if end.get("place")), ""))
    draft.submission["self_evaluation"] = own


def _maximum(targets: Reading, money: Money) -> Fraction | None:
    """The most points of all rows together, where a sum of so many is the filer's total.

    None where a row prints none, and where points for execution may stand elsewhere.
    """
    weights = [row.get("weight") for row in targets.entries.get("rows", ())]
    maxima = [*(row.get("max") for row in targets.scored), *weights]
    execution = money.weight or targets.end.get("execution_max") or "0"
    if not maxima or None in maxima:
        return None
    most = sum(map(parse_number, [*maxima, execution]), Fraction(0))
    return most if most > 100 or not weights else None


def _chosen(totals: list[str], notes: list[Text]) -> str:
    """The total that the table prints, else that of the text; where the two differ it is asked."""
    if len({parse_number(total) for total in totals}) > 1:
        shown = "、".join(dict.fromkeys(totals))
        notes.append(note("total_printed_twice", shown=shown, total=totals[0]))
    return totals[0] if totals else ""


def write_blocks(draft: Draft, parts: Parts) -> None:
    """Most points of the blocks and the filer's points for execution, as printed."""
    maxima = {**parts.found.maxima, **parts.readings["targets"].maxima}
    sums, money = dict(parts.readings["targets"].sums), parts.money
    for end in (parts.readings["targets"].end, parts.readings["tasks"].end):
        if not money.score and "execution" in end:
            money.earn(end["execution"], "", end["execution_place"])
            money.earn("", end["execution_max"], end["execution_max_place"])
    if money.weight or money.score or "execution" in maxima:
        most = maxima.pop("execution", Most("", ""))
        money.earn("", most.points, most.place)
        maxima = {"execution": Most(most.name or "预算执行", money.weight, money.weight_place), **maxima}
        sums["execution"] = money.score, money.place
    blocks: dict[str, dict] = {}
    for block, (name, *most_points) in maxima.items():
        blocks[block] = {"name": name}
        for part, (points, place) in (("max", most_points), ("score", sums.get(block, ("", "")))):
            if points:
                blocks[block][part] = points
                draft.places[f"form.blocks.{block}.{part}"] = place
    if blocks:
        draft.submission["form"]["blocks"] = blocks


def cite_tables(draft: Draft, parts: Parts, lexicon: Lexicon) -> None:
    """Where the overall goal and the sums of tasks stand, for what is read in them."""
    goal, lines = draft.submission.get("overall_goal", {}), parts.text.lines
    there = parts.sources.find("", goal["expected"][:_OPENING]) if goal.get("expected") else None
    draft.places["overall_goal"] = str(there.place) if there else ""
    for passage in goal.get("actual", ()):
        if there := parts.sources.find("", passage["text"][:_OPENING]):
            passage["place"] = str(there.place)
            lines.setdefault(passage["section"], []).append((passage["text"], passage["place"]))
    end = parts.readings["tasks"].end
    if "places" in end:
        words = lexicon.tables.tasks
        sums = [
            (f"{words.totals[1]}{end['whole'].get(part)}", place) for part, place in end["places"].items()
        ]
        lines.setdefault(words.section, []).extend(sums)
