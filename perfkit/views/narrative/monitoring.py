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
from perfkit.views.tables.table import CENTRE, Cell, Column, Table


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
        say(
            lang,
            f"全年还能得到的总分：{show_span(monitoring.reachable)}，{grade}。",
            f"The year can still reach {show_span(monitoring.reachable)}, {grade}.",
        ),
        *(_progress_words(one, lang) for one in monitoring.progress),
    ]
    if monitoring.targets:
        words = [f"{STATES[state].in_(lang)} {number}" for state, number in counts.items() if number]
        points.append(
            say(
                lang,
                f"{len(monitoring.targets)} 项绩效指标：{'，'.join(words)}。",
                f"{len(monitoring.targets)} performance indicators: {', '.join(words)}.",
            )
        )
    for row in monitoring.out_of_reach:
        lost = show_number(row.max_applicable - row.points.high)
        points.append(
            say(
                lang,
                f"“{row.indicator.name.zh}”已确定失去 {lost} 分，全年最多 {show_number(row.points.high)} 分。",
                f"{row.indicator.name.text.en}: {lost} points are lost for certain, at most"
                f" {show_number(row.points.high)} can be reached.",
            )
        )
    note = say(
        lang,
        "季度以后才有的数据本来就没有，按尚未确定处理，不按 0 处理；预算按现有预算数。",
        "Figures of later quarters do not exist yet; they are open, not zero. The budget is taken as it"
        " stands.",
    )
    head = headed(
        lang, f"运行监控（截至{quarter}末）", f"Monitoring (to the end of {quarter})", 2, "monitoring"
    )
    return Prose((head, Items(tuple(points)), Paragraph(note, "note")), lang)


def _progress_words(one: Progress, lang: str) -> str:
    name = moment_name(one.quarter).in_(lang)
    if one.rate is None or one.spent is None or one.behind is None:
        return say(
            lang, f"截至{name}末的累计支出没有报告。", f"Expenditure to the end of {name} is not reported."
        )
    zh = (
        f"截至{name}末累计支出 {show_money(one.spent, lang)}，进度 {show_rate(one.rate)}，序时进度"
        f" {show_rate(one.schedule, 0)}"
    )
    en = (
        f"By the end of {name} {show_money(one.spent, lang)} were spent, {show_rate(one.rate)} against a"
        f" schedule of {show_rate(one.schedule, 0)}"
    )
    if one.behind > 0:
        return say(
            lang,
            f"{zh}，比序时少 {show_money(one.behind, lang)}。",
            f"{en}: {show_money(one.behind, lang)} behind.",
        )
    return say(lang, f"{zh}，不落后于序时。", f"{en}: on schedule or ahead.")


def monitoring_table(monitoring: Monitoring, lang: str = "zh") -> Table | None:
    """Targets by what needs attention; None where none were filed."""
    if not monitoring.targets:
        return None
    gone = share_of_year(monitoring.as_of)
    heads = say(
        lang, "绩效指标|目标值|到目前为止|占目标|状态", "Indicator|Expected|So far|Share|State"
    ).split("|")
    columns = (
        Column(heads[0], width=34),
        Column(heads[1]),
        Column(heads[2]),
        Column(heads[3], CENTRE, 10),
        Column(heads[4], CENTRE, 12),
    )
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
    caption = say(
        lang,
        f"绩效指标运行情况（全年已过 {show_rate(gone, 0)}）",
        f"Performance indicators while the year runs ({show_rate(gone, 0)} of it has gone)",
    )
    return Table(
        "monitoring",
        caption,
        columns,
        tuple(rows),
        lang,
        synthetic=monitoring.evaluation.submission.synthetic,
    )
