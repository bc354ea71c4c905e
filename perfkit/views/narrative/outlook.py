"""Annex 5: what would change the grade."""

from __future__ import annotations

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.levers import levers
from perfkit.outlook.reading_effects import by_reading, over_all_readings
from perfkit.outlook.robustness import distances
from perfkit.views.narrative.prose import Paragraph, Part, Prose, headed, said


def outlook(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading: the grades that are possible, and how far the ends are from the next."""
    heading = headed(
        lang,
        "附件5　口径和可能改变等级的因素",
        "Annex 5. Readings, and what would change the grade",
        2,
        "annex-outlook",
    )
    points, grades, rubric = evaluation.points, evaluation.grades, evaluation.rubric
    if not rubric.is_graded:
        return _ungraded(heading, evaluation, lang)
    low, high = grades["low"], grades["high"]
    bands = say(
        lang,
        "、".join(f"{grade.name}为 {show_number(grade.at_least, 0)} 分以上" for grade in rubric.grades[:-1]),
        ", ".join(
            f"{grade.name_en} ({grade.name}) from {show_number(grade.at_least, 0)}"
            for grade in rubric.grades[:-1]
        ),
    )
    parts: list[Part] = [heading, headed(lang, "（一）等级", "A5.1 Grades", 3, "grades")]
    if low == high:
        parts.append(
            said(
                lang,
                f"等级划分：{bands}。按现有数据和意见，"
                f"等级确定为{low.name}（{show_number(points.low)}～{show_number(points.high)} 分），未定各项无论如何评定都不改变等级。",
                f"Grades: {bands}. As things stand the grade is {low.name_en} ({low.name}),"
                f" {show_number(points.low)} to {show_number(points.high)}; nothing that is still open"
                " can change it.",
            )
        )
        return Prose(tuple(parts), lang)
    moving = sum(rubric.grade(points.high - lever.gain) != high for lever in levers(evaluation))
    zh = (
        f"等级划分：{bands}。未定各项均取最低分时为 {show_number(points.low)} 分（{low.name}），"
        f"均取最高分时为 {show_number(points.high)} 分（{high.name}）。"
    )
    en = (
        f"Grades: {bands}. With every open item at its worst the total is {show_number(points.low)}"
        f" ({low.name_en}), with every one at its best {show_number(points.high)} ({high.name_en})."
    )
    if moving:
        zh += (
            f"在最好情形下，有 {moving} 项单独取最低分即会使等级下降，应当优先取得佐证、补齐数据或作出评定。"
        )
        en += (
            f" From the best case, {moving} item{'s' if moving > 1 else ''} alone would lower the grade;"
            " these should be documented or judged first."
        )
    else:
        zh += "在最好情形下，没有任何一项单独取最低分会使等级下降。"
        en += " From the best case no single item would lower the grade."
    parts.append(said(lang, zh, en))
    parts.append(Paragraph(_distance(evaluation, lang)))
    return Prose(tuple(parts), lang)


def _ungraded(heading: Part, evaluation: Evaluation, lang: str) -> Prose:
    """What can still move a total that is given no grade."""
    span = show_span(evaluation.points)
    total = said(
        lang,
        f"评分表不评级。按现有数据和意见，总分为 {span} 分。",
        f"The scoring table gives no grade. As things stand the total is {span} points.",
    )
    parts = [heading, headed(lang, "（一）总分", "A5.1 Total", 3, "grades"), total]
    if beyond := _distance(evaluation, lang):
        parts.append(Paragraph(beyond))
    return Prose(tuple(parts), lang)


def _distance(evaluation: Evaluation, lang: str) -> str:
    """How far the self-score and both ends are from the next grade, and what the readings leave of the
    range."""
    ends = {distance.end: distance for distance in distances(evaluation)}
    sentences = []
    own, high, low = ends.get("self"), ends["high"], ends["low"]
    if own is not None and own.down is not None and (room := own.falls_with) is not None:
        lower = own.down[0]
        sentences.append(
            say(
                lang,
                f"自评 {show_number(own.points)} 分，再失 {show_number(room)} 分即降为{lower.name}。",
                f"The self-score of {show_number(own.points)} falls to {lower.name_en} if another"
                f" {show_number(room)} points are lost.",
            )
        )
    if high.down is not None and (room := high.falls_with) is not None:
        lower = high.down[0]
        sentences.append(
            say(
                lang,
                f"可能的最高分再失 {show_number(room)} 分即降为{lower.name}。",
                f"The most possible is {show_number(room)} points away from {lower.name_en}.",
            )
        )
    if low.up is not None and (needed := low.needed) is not None:
        upper = low.up[0]
        sentences.append(
            say(
                lang,
                f"可能的最低分尚需 {show_number(needed)} 分方可达到{upper.name}。",
                f"The least possible lacks {show_number(needed)} points for {upper.name_en}.",
            )
        )
    everything = over_all_readings(evaluation)
    if everything != evaluation.points:
        sentences.append(
            say(
                lang,
                f"若不限定口径，总分可能在 {show_span(everything)} 分之间。",
                f"Over all readings together the total may be {show_span(everything)}.",
            )
        )
    return say(lang, "", " ").join(sentences)


def readings(evaluation: Evaluation, lang: str) -> Prose | None:
    """How the unclear clauses were read, and which readings would move the total; None where none is
    unclear."""
    outcomes = by_reading(evaluation)
    if not outcomes:
        return None
    names = dict.fromkeys(outcome.reading for outcome in outcomes)
    moving = [name for name in names if any(outcome.rows for outcome in outcomes if outcome.reading == name)]
    heading = headed(lang, "（二）口径", "A5.2 Readings", 3, "readings")
    zh = f"评分标准中有 {len(names)} 处可以有不同理解，其中 {len(moving)} 处换一种口径会改变得分。本报告采用的口径、理由和各口径下的得分如下。"
    en = (
        f"{len(names)} clauses can be read in more than one way; for {len(moving)} of them another reading"
        " would move points. The choice made, its reason and the points under each reading follow."
    )
    return Prose((heading, said(lang, zh, en)), lang)
