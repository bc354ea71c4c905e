"""Numbers of a text that are no fact of the catalogue: kept under the words before them, or said to be
unread."""

from __future__ import annotations

import re

from perfkit.filing.submission_file import COUNTED
from perfkit.intake.adding_up import (
    before_number,
    differences,
    parts_of_a_whole,
    spent_before_rate,
    statement_of,
    sums_of_parts,
)
from perfkit.intake.clauses import MONEY, POINTS, RATE, kind_of
from perfkit.intake.figure_names import FigureNames
from perfkit.intake.figure_text import THRESHOLD
from perfkit.intake.figures import FigureReader
from perfkit.intake.statements import Loose, Stated

_TITLE = 12


def settle(
    reader: FigureReader, stated: list[Stated]
) -> tuple[list[Stated], list[tuple[str, dict, str]], list[tuple[str, str]]]:
    """What the loose numbers of a text are.

    Returns
    -------
    (facts that arithmetic or a single mention settles, figures as (name, statement, kind),
    unread as (section, quote))
    """
    facts, figures, unread = list[Stated](), list[tuple[str, dict, str]](), list[tuple[str, str]]()
    rest = list(reader.loose)
    for settled in (parts_of_a_whole, differences, sums_of_parts, spent_before_rate, _satisfaction):
        found, used = settled(rest, [*stated, *facts], reader)
        facts += found
        rest = [one for one in rest if one not in used]
    names = FigureNames(reader.lexicon, reader.year)
    for one in rest:
        name = one.name or names.of(one)
        if name in reader.words.headed and 2 < len(one.title) <= _TITLE:
            name = one.title + name  # （六）机关运行经费。2021年支出68.42万元
        elif name in names.roles or name in reader.words.generic:
            name = ""  # a budget or spending of nobody knows what
        if not one.name and _goes_on(one):
            name = names.things_after(one)
        if name and _counts(one):
            figures.append((name, statement_of(one), kind_of(one.figure.unit)))
        elif one.figure.unit in MONEY + RATE:
            unread.append((one.section, one.text.quote(max(one.figure.start - 12, 0), one.figure.end)))
    return facts, figures, unread


def _satisfaction(
    loose: list[Loose], stated: list[Stated], reader: FigureReader
) -> tuple[list[Stated], list[Loose]]:
    """The one satisfaction rate of a text; several of different groups stay figures of their own."""
    rates = [one for one in loose if one.figure.unit == "%" and _is_satisfaction(one, reader)]
    if len(rates) != 1 or any(one.fact == "satisfaction_rate" for one in stated):
        return [], []
    return [Stated("satisfaction_rate", statement_of(rates[0]))], rates


def _is_satisfaction(one: Loose, reader: FigureReader) -> bool:
    """满意度为95%, or the later of the two in 满意度由92%提高到95%."""
    name = FigureNames(reader.lexicon, reader.year).reached(one) or before_number(one)
    limit = THRESHOLD.match(one.text.text, one.figure.end)
    return bool(reader.lexicon.pattern("ends_in_satisfaction").search(name)) and len(name) <= 16 and not limit


def _counts(one: Loose) -> bool:
    """Not a limit (50万元以上), and not a number of things that is a fraction."""
    if THRESHOLD.match(one.text.text[one.figure.end :]):
        return False
    whole = one.figure.amount.denominator == 1
    return whole or one.figure.unit in MONEY + RATE or one.figure.unit[-1] not in COUNTED


def _goes_on(one: Loose) -> bool:
    """Whether a noun follows straight on (8个股室): the words before the number do not name it then."""
    after = one.text.text[one.figure.end : one.figure.end + 1]
    return one.figure.unit not in MONEY + RATE + POINTS and bool(re.match(r"[\u4e00-\u9fffA-Za-z]", after))


def figure_entries(found: list[tuple[str, dict, str]]) -> list[dict]:
    """Figures as the submission writes them: one for each name, with every place that states it.

    Examples
    --------
    >>> one = {"value": "3", "unit": "场", "section": "一", "quote": "宣讲3场"}
    >>> [(entry["id"], entry["name"], len(entry["statements"]))
    ...     for entry in figure_entries([("宣讲", one, "count"), ("宣讲", one, "count")])]
    [('figure-1', '宣讲', 2)]
    """
    entries: dict[tuple[str, str], dict] = {}
    for name, statement, kind in found:
        entry = entries.setdefault(
            (name, kind), {"id": f"figure-{len(entries) + 1}", "name": name, "kind": kind, "statements": []}
        )
        entry["statements"].append(statement)
    return list(entries.values())
