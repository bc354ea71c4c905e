"""Units that are printed wrong: amounts that two places of a document give 10,000 times apart."""

from __future__ import annotations

from decimal import Decimal

from perfkit.base.quantities import parse_number
from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.clauses import MONEY
from perfkit.intake.drafted import Draft
from perfkit.intake.figure_text import Figure, figures_in, plain
from perfkit.intake.notes import note
from perfkit.intake.statements import amount_of

KEY_FACTS = ("budget_total", "spent_total")
_TIMES = 10_000
_SURE_DIGITS = 3


def unit_slips(
    draft: Draft,
    facts: dict[str, list[dict]],
    printed: list[tuple[str, dict]],
    told: list[tuple[str, Figure]],
) -> None:
    """Tell such units in the draft's notes. Asked, not converted, but for tasks whose sum the text gives.

    `printed` is what the tables say of money (a fact or a label, and its statement), `told` what a text does.
    """
    _of_tasks(draft, facts)
    if not _of_facts(draft, facts):
        rows = draft.submission.get("targets", {}).get("rows", ())
        sides = (
            (row["name"], row.get(side, "")) for row in rows for side in ("expected", "actual", "reason")
        )
        beside = ((name, one) for name, side in sides for one in figures_in(plain(side)))
        _of_words(draft, printed, [*told, *beside])


def _of_words(draft: Draft, printed: list[tuple[str, dict]], figures: list[tuple[str, Figure]]) -> None:
    """A table's amount beside one of the text, whatever it is called: two such pairs, or one of digits that
    do not meet by chance; none where the text gives an amount of the tables as it stands."""
    told = {
        one.amount: {"section": section, "value": one.value, "unit": one.unit}
        for section, one in figures
        if one.unit in MONEY and (one.unit != "元" or one.amount >= _TIMES)
    }
    amounts = [(name, one, amount_of(one)) for name, one in printed if one["unit"] in MONEY]
    if any(amount in told for _, _, amount in amounts if amount):
        return
    apart = [
        (name, one, told[other])
        for name, one, amount in amounts
        for other in (amount / _TIMES, amount * _TIMES)
        if amount and other in told
    ]
    digits = {one["value"].replace(".", "").strip("-0") for _, one, _ in apart}
    if len(digits) > 1 or any(len(each) >= _SURE_DIGITS for each in digits):
        _ask(draft, *apart[0])


def _of_tasks(draft: Draft, facts: dict[str, list[dict]]) -> None:
    """A head that says 万元 over amounts in 元: found where the text has the same digits in 元. Asked, not
    multiplied."""
    whole = {amount_of(one) for fact in KEY_FACTS for one in facts.get(fact, ())}
    tasks = draft.submission.get("tasks", {})
    totals = [tasks.get("totals", {}).get(part) for part in ("budget", "spent")]
    sides = ([row[part] for row in tasks.get("rows", ()) if part in row] for part in ("budget", "spent"))
    sums = [sum(map(parse_number, side), start=parse_number("0")) for side in sides]
    amounts = [parse_number(total) for total in totals if total] + [amount for amount in sums if amount]
    if not any(amount / _TIMES in whole for amount in amounts) or any(amount in whole for amount in amounts):
        return
    for row in [*tasks["rows"], tasks.get("totals", {})]:
        for part in ("budget", "budget_fiscal", "spent", "spent_fiscal"):
            if part in row:
                row[part] = format((Decimal(row[part]) / _TIMES).quantize(Decimal("0.01")), "f")
    tasks["printed_unit"] = "万元"
    draft.notes.insert(0, note("head_unit_wrong"))


def _of_facts(draft: Draft, facts: dict[str, list[dict]]) -> bool:
    """A fact that two places state 10,000 times apart: one of them has the wrong unit above it. Asked, not
    converted. Whether there is one."""
    before = len(draft.notes)
    for fact, found in facts.items():
        pairs = ((one, two) for one in found for two in found if amount_of(two))
        slip = next(((one, two) for one, two in pairs if amount_of(one) == _TIMES * amount_of(two)), None)
        if slip:
            _ask(draft, fact, *slip)
    return len(draft.notes) > before


def _ask(draft: Draft, name: str, *apart: dict) -> None:
    shown = "，".join(f"{one['section']}为 {one['value']}{one['unit']}" for one in apart)
    known = fact_catalogue().get(name)
    zh, en = (known.name.zh, known.name.en) if known else (name, name)
    draft.notes.insert(0, note("ten_thousand_apart", name_zh=zh, shown=shown, name_en=en))
