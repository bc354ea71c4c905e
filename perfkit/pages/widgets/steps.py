"""What a slider can stand on: the suppositions for one figure, criterion, veto or reading, with their
labels."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import show_exact, show_number, written_bound
from perfkit.base.text import say
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.results import CriterionResult
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import GIVEN, MISSING
from perfkit.outlook.changes import Change, change_fact, change_modifier, change_points, change_reading
from perfkit.outlook.levers import criterion_name
from perfkit.rubric.table import Reading
from perfkit.views.wording import show_found

_FINEST = 40


@dataclass(frozen=True, slots=True)
class Steps:
    """A slider's name and stops; the first stop changes nothing.

    Attributes
    ----------
    id : str                  of what it changes
    name : str                as people call it
    stops : (label, Change or None), the first one as it stands
    """

    id: str
    name: str
    stops: tuple[tuple[str, Change | None], ...]


def as_is(lang: str, shown: str = "") -> str:
    """The label of the stop that changes nothing."""
    return say(lang, f"现状：{shown}", f"as is: {shown}") if shown else say(lang, "现状", "as is")


def fact_ids(evaluation: Evaluation) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The facts that the rubric's rules use: those missing, those known, each in the table's order."""
    missing: dict[str, None] = {}
    known: dict[str, None] = {}
    for row in evaluation.rows:
        for result in row.criteria:
            missing.update(dict.fromkeys(result.outcome.missing))
            known.update(
                dict.fromkeys(found.fact for found in result.outcome.found if found.state != MISSING)
            )
        known.update(dict.fromkeys(m.modifier.fact for m in row.modifiers))
    return tuple(missing), tuple(fact for fact in known if fact not in missing)


def fact_steps(evaluation: Evaluation, fact: str, lang: str = "zh") -> Steps:
    """The stops of a figure: rates by the percentage point, money and counts around what is known or against
    the budget.

    Examples
    --------
    >>> from perfkit import load_department
    >>> steps = fact_steps(load_department("sz-sif-longhua_2020").evaluate(), "satisfaction_rate")
    >>> steps.stops[0], steps.stops[96][0]
    (('现状：未载', None), '95%')
    """
    kind, found = fact_catalogue()[fact], evaluation.book.find(fact)
    shown = show_found(found, lang)
    if kind.kind == "money" and found.state == GIVEN:
        shown = f"{show_number(found.span.low / 10_000)} 万元"  # as all other stops
    first = (as_is(lang, shown), None)
    if kind.kind == "flag":
        stops = [
            (say(lang, "是", "yes"), change_fact(fact, True)),
            (say(lang, "否", "no"), change_fact(fact, False)),
        ]
    elif kind.kind == "rate":
        top = 100 if kind.at_most_one else 150
        stops = [(f"{percent}%", change_fact(fact, percent, "%")) for percent in range(top + 1)]
    elif kind.kind == "count":
        stops = [(str(count), change_fact(fact, count)) for count in _counts(found)]
    else:
        stops = _money(evaluation, fact, found, lang)
    return Steps(fact, kind.name.in_(lang), (first, *stops))


def _counts(found) -> list[int]:
    around = int(found.span.low) if found.state == GIVEN else 10
    top = max(20, 2 * around)
    step = max(1, top // 100)
    return list(range(0, top + 1, step))


def _money(evaluation: Evaluation, fact: str, found, lang: str) -> list[tuple[str, Change]]:
    if found.state == GIVEN and found.span.low:
        base, words = found.span.low, say(lang, "现数的 {}%", "{}% of it")
        percents = range(0, 201, 2)
    else:
        budget = evaluation.book.find("budget_total").span
        base, words = budget.low or Fraction(10_000_000), say(lang, "全年预算的 {}%", "{}% of the budget")
        percents = range(101)
    return [
        (
            f"{show_number(base * percent / 1_000_000)} 万元（{words.format(percent)}）",
            change_fact(fact, _yuan(base * percent / 100), "元"),
        )
        for percent in percents
    ]


def _yuan(amount: Fraction) -> str:
    """Yuan to the cent: a supposition needs no more, and a figure is written in decimals."""
    return show_number(amount)


def criterion_steps(result: CriterionResult, name: str, lang: str = "zh") -> Steps:
    """The stops of a criterion: every step a judgement may give, or the bounds in equal parts where any value
    will do."""
    bounds = result.outcome.points
    points = possible_points(result.criterion, result.outcome)
    if not points:
        low, high = (
            Fraction(written_bound(bounds.low, up=True)),
            Fraction(written_bound(bounds.high, up=False)),
        )
        size = next(
            size
            for size in (Fraction(1, 10), Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(5))
            if (high - low) / size <= _FINEST
        )
        points = tuple(
            dict.fromkeys(
                [
                    low,
                    *(
                        n * size
                        for n in range(int(low / size) + 1, int(high / size) + 1)
                        if low < n * size < high
                    ),
                    high,
                ]
            )
        )
    shown = (
        show_number(result.points.low)
        if result.points.is_exact
        else f"{show_number(result.points.low)}～{show_number(result.points.high)}"
    )
    stops = [(show_exact(one), change_points(result.criterion.id, one)) for one in points]
    return Steps(result.criterion.id, name, ((as_is(lang, shown), None), *stops))


def judged_steps(evaluation: Evaluation, lang: str = "zh") -> tuple[Steps, ...]:
    """The stops of every criterion and veto that figures do not decide, those with most points at stake
    first."""
    found: list[tuple[Fraction, Steps]] = []
    for row in evaluation.rows:
        for modifier in row.modifiers:
            if modifier.applies is None or modifier.awards:
                name = row.indicator.name.text.in_(lang) + say(
                    lang, {"veto": "（否决）", "exemption": "（豁免）"}[modifier.kind], f" ({modifier.kind})"
                )
                stops = (
                    (as_is(lang), None),
                    (say(lang, "不适用", "does not apply"), change_modifier(modifier.id, False)),
                    (say(lang, "适用", "applies"), change_modifier(modifier.id, True)),
                )
                found.append((row.points.high, Steps(modifier.id, name, stops)))
        for result in row.criteria:
            bounds = result.outcome.points
            if not bounds.is_exact:
                found.append(
                    (
                        bounds.high - bounds.low,
                        criterion_steps(
                            result, criterion_name(result.criterion, row.indicator).in_(lang), lang
                        ),
                    )
                )
    return tuple(steps for _, steps in sorted(found, key=lambda pair: -pair[0]))


def reading_steps(name: str, reading: Reading, chosen: str, lang: str = "zh") -> Steps:
    """The options of a reading, the one in force first."""
    options = {option: say(lang, text.zh, text.en) for option, text in reading.options.items()}
    stops = [
        (as_is(lang, options[chosen]), None),
        *((text, change_reading(name, option)) for option, text in options.items() if option != chosen),
    ]
    return Steps(name, reading.question.text.in_(lang), tuple(stops))
