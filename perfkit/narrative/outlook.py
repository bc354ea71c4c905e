"""Section 7: what would change the grade."""

from __future__ import annotations

from perfkit.evaluation import Evaluation
from perfkit.levers import levers
from perfkit.narrative.prose import Heading, Paragraph, Prose
from perfkit.quantities import show_number
from perfkit.text import say


def outlook(evaluation: Evaluation, lang: str) -> Prose:
    """The section's heading: the grades that are possible, and how far the ends are from the next."""
    heading = Heading(say(lang, "七、可能改变等级的因素", "7. What would change the grade"), 2, "outlook")
    points, grades, rubric = evaluation.points, evaluation.grades, evaluation.rubric
    low, high = grades["low"], grades["high"]
    bands = say(lang, "、".join(f"{grade.name}为 {show_number(grade.at_least, 0)} 分以上" for grade in rubric.grades[:-1]), ", ".join(f"{grade.name_en} ({grade.name}) from {show_number(grade.at_least, 0)}" for grade in rubric.grades[:-1]))
    parts = [heading]
    if low == high:
        parts.append(
            Paragraph(
                say(
                    lang,
                    f"等级划分：{bands}。按现有数据和意见，等级确定为{low.name}（{show_number(points.low)}～{show_number(points.high)} 分），未定各项无论如何评定都不改变等级。",
                    f"Grades: {bands}. As things stand the grade is {low.name_en} ({low.name}), {show_number(points.low)} to {show_number(points.high)}; nothing that is still open can change it.",
                )
            )
        )
        return Prose(tuple(parts), lang)
    moving = sum(rubric.grade(points.high - lever.gain) != high for lever in levers(evaluation))
    zh = f"等级划分：{bands}。未定各项均取最低分时为 {show_number(points.low)} 分（{low.name}），均取最高分时为 {show_number(points.high)} 分（{high.name}）。"
    en = f"Grades: {bands}. With every open item at its worst the total is {show_number(points.low)} ({low.name_en}), with every one at its best {show_number(points.high)} ({high.name_en})."
    if moving:
        zh += f"在最好情形下，有 {moving} 项单独取最低分即会使等级下降，应当优先取得佐证、补齐数据或作出评定。"
        en += f" From the best case, {moving} item{'s' if moving > 1 else ''} alone would lower the grade; these should be documented or judged first."
    else:
        zh += "在最好情形下，没有任何一项单独取最低分会使等级下降。"
        en += " From the best case no single item would lower the grade."
    parts.append(Paragraph(say(lang, zh, en)))
    return Prose(tuple(parts), lang)
