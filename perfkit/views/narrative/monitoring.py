"""The short report of a year that is not over, and its table of targets."""

from __future__ import annotations

from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import say
from perfkit.base.wording import show_money, show_span
from perfkit.filing.midyear import moment_name, share_of_year
from perfkit.outlook.monitoring import (
    AT_RISK,
    BROKEN,
    DONE,
    NOT_APPLICABLE,
    ON_TRACK,
    STATES,
    UNKNOWN,
    Monitoring,
    Progress,
)
from perfkit.views.narrative.prose import Items, Paragraph, Prose, headed
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table


def monitoring_prose(monitoring: Monitoring, lang: str = "zh") -> Prose:
    """The short monitoring report in words."""
    evaluation = monitoring.evaluation
    grades = evaluation.grades
    low, high = (say(lang, grades[end].name, grades[end].name_en) for end in ("low", "high"))
    quarter = moment_name(monitoring.as_of).in_(lang)
    counts = {state: sum(watch.state == state for watch in monitoring.targets) for state in STATES}
    grade = (
        say(lang, f"等级{low}", f"grade {low}")
        if low == high
        else say(lang, f"等级在{low}～{high}之间", f"grade {low} to {high}")
    )
    points = [
        worded(lang, "can_still_reach", points=show_span(monitoring.reachable), grade=grade),
        *(_progress_words(one, lang) for one in monitoring.progress),
    ]
    if monitoring.targets:
        words = [f"{STATES[state].in_(lang)} {number}" for state, number in counts.items() if number]
        points.append(
            worded(
                lang,
                "targets_by_state",
                count=len(monitoring.targets),
                states=say(lang, "，", ", ").join(words),
            )
        )
    for row in monitoring.out_of_reach:
        lost = show_number(row.max_applicable - row.points.high)
        points.append(
            worded(
                lang,
                "out_of_reach",
                indicator=row.indicator.name.text,
                lost=lost,
                most=show_number(row.points.high),
            )
        )
    note = worded(lang, "later_quarters")
    head = headed(lang, "monitoring", 2, quarter=quarter)
    return Prose((head, Items(tuple(points)), Paragraph(note, "note")), lang)


def _progress_words(one: Progress, lang: str) -> str:
    name = moment_name(one.quarter).in_(lang)
    if one.rate is None or one.spent is None or one.behind is None:
        return worded(lang, "spending_unknown", quarter=name)
    words = worded(
        lang,
        "spent_so_far",
        quarter=name,
        spent=show_money(one.spent, lang),
        rate=show_rate(one.rate),
        schedule=show_rate(one.schedule, 0),
    )
    if one.behind > 0:
        return worded(lang, "behind_schedule", words=words, behind=show_money(one.behind, lang))
    return words + say(lang, "，不落后于序时。", ": on schedule or ahead.")


def monitoring_table(monitoring: Monitoring, lang: str = "zh") -> Table | None:
    """Targets by what needs attention; None where none were filed."""
    if not monitoring.targets:
        return None
    gone = share_of_year(monitoring.as_of)
    marks = {
        BROKEN: "error",
        AT_RISK: "doubt",
        ON_TRACK: "",
        DONE: "met",
        UNKNOWN: "open",
        NOT_APPLICABLE: "",
    }
    rows = [
        (
            Cell(watch.row.target.name),
            Cell(watch.row.target.expected),
            Cell(watch.row.target.actual or say(lang, "（未报）", "(not reported)")),
            Cell("—" if watch.share is None else show_rate(watch.share)),
            Cell(STATES[watch.state].in_(lang), mark=marks[watch.state]),
        )
        for watch in monitoring.targets
    ]
    synthetic = monitoring.evaluation.submission.synthetic
    return table("monitoring", lang, rows, synthetic=synthetic, share=show_rate(gone, 0))
