"""Tables of many departments: ranking, outliers, findings by kind, ratios."""

from __future__ import annotations

from perfkit.base.quantities import Interval, show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.cohort.members import Cohort
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import names_of
from perfkit.filing.submission import resting_on_drafts
from perfkit.review.rulebook import rulebook
from perfkit.rubric.ratios import shared_ratios
from perfkit.views.tables.table import NUMBER, Cell, Column, Table, table

SEVERITIES = names_of("severities_of_a_cohort")


def ranking_table(cohort: Cohort, lang: str = "zh") -> Table:
    """Every department with its possible ranks, self-score, interval, standing and grades."""
    rows = []
    for place in cohort.ranking:
        member, standing = place.member, place.member.standing.stated
        grades = (
            member.grades[1]
            if member.grades[1] == member.grades[2]
            else f"{member.grades[1]}～{member.grades[2]}"
        )
        counts = {severity: sum(n for _, s, n in member.findings if s == severity) for severity in SEVERITIES}
        rows.append(
            (
                Cell(place.rank(lang), strong=True),
                Cell(member.name),
                Cell(str(member.year)),
                Cell("—" if member.self_score is None else show_number(member.self_score)),
                Cell(show_span(member.points)),
                *(Cell(show_number(part)) for part in standing),
                Cell(grades),
                Cell(
                    f"{counts['error']}、{counts['doubt']}"
                    if lang == "zh"
                    else f"{counts['error']}, {counts['doubt']}"
                ),
            )
        )
    drafts = resting_on_drafts(cohort.unconfirmed, lang)
    note = say(lang, "", " ") + drafts if drafts else ""
    return table("ranking", lang, rows, note=note, synthetic=cohort.synthetic)


def outliers_table(cohort: Cohort, lang: str = "zh") -> Table | None:
    """The departments that stand apart, by indicator; None where there are none."""
    names = {member.key: f"{member.name}（{member.year}）" for member in cohort.members}
    rows = []
    for spread in cohort.spreads:
        shares = {key: (low, high) for key, low, high in spread.shares}
        if not spread.outliers:
            continue
        shown = [f"{names[key]} {_share(*shares[key])}" for key in spread.outliers[:8]]
        more = len(spread.outliers) - len(shown)
        if more:
            shown.append(say(lang, f"等共 {len(spread.outliers)} 个", f"and {more} more"))
        rows.append(
            (
                Cell(cohort.rubric.by_id[spread.indicator].name.text.in_(lang), strong=True),
                Cell(show_rate(spread.quartiles[1], 0)),
                Cell("\n".join(shown)),
            )
        )
    if not rows:
        return None
    return table("outliers", lang, rows, synthetic=cohort.synthetic)


def _share(low, high) -> str:
    return show_rate(low, 0) if low == high else f"{show_rate(low, 0)}～{show_rate(high, 0)}"


def finding_counts_table(cohort: Cohort, lang: str = "zh") -> Table:
    """Findings by kind over the cohort."""
    rows = tuple(
        (
            Cell(code_name(code).in_(lang)),
            Cell(SEVERITIES[severity].in_(lang), mark=severity),
            Cell(str(count)),
            Cell(str(departments)),
        )
        for code, severity, count, departments in cohort.finding_counts
    )
    return table("findings", lang, rows, synthetic=cohort.synthetic)


def code_name(code: str) -> Text:
    """The name of a kind of finding.

    Examples
    --------
    >>> code_name("rate.mismatch").in_("zh") != "rate.mismatch"
    True
    """
    rule = rulebook().codes.get(code)
    return rule.title.text if rule else Text(code, code)


def ratios_table(cohort: Cohort, lang: str = "zh") -> Table:
    """Every ratio of every department; a dash where it cannot be computed."""
    names = cohort.ratio_names
    ratios = tuple(Column(ratio_name(name).in_(lang), NUMBER) for name in names)
    rows = []
    for place in cohort.ranking:
        values = dict(place.member.ratios)
        rows.append(
            (
                Cell(place.member.name),
                Cell(str(place.member.year)),
                *(Cell(_rate(values.get(name))) for name in names),
            )
        )
    return table("ratios", lang, rows, more=ratios, synthetic=cohort.synthetic)


def ratio_name(name: str) -> Text:
    """The official name of a ratio: of the fact that prints it, else its own; the bare name of a rubric's
    own."""
    ratio = shared_ratios().get(name)
    fact = fact_catalogue().get(ratio.printed) if ratio else None
    return fact.name if fact else ratio.text if ratio else Text(name, name.replace("_", " "))


def _rate(span: Interval | None) -> str:
    if span is None:
        return "—"
    if span.high is None:
        return f"≥ {show_rate(span.low)}"
    return show_rate(span.low) if span.is_exact else f"{show_rate(span.low)}～{show_rate(span.high)}"
