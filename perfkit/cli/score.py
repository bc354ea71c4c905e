"""`perfkit score`: recomputed points as text or JSON."""

from __future__ import annotations

import argparse
import json
import sys

from perfkit.base.errors import PerfkitError, RubricError
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import say
from perfkit.evaluation.department import Department, load_department
from perfkit.evaluation.record import to_record
from perfkit.evaluation.tree import Evaluation
from perfkit.evaluation.warnings import warned
from perfkit.filing.folders import find_departments
from perfkit.views.wording import show_grade, show_own


def run(options: argparse.Namespace) -> int:
    """Score every path; what cannot be read is listed and the rest goes on."""
    folders, code = find_departments(options.paths), 0
    for folder in folders:
        try:
            department = load_department(folder, rubric=options.rubric, evaluator=options.evaluator)
            evaluation = department.evaluate(_readings(options.reading, department))
        except PerfkitError as error:
            print(error.show(options.lang), file=sys.stderr)
            code = 1
            continue
        if options.json:
            from perfkit.review import review

            record = to_record(evaluation, review(evaluation), options.lang)
            print(json.dumps(record, ensure_ascii=False, indent=None if len(folders) > 1 else 2))
        else:
            print(summary(evaluation, options.lang))
    return code


def _readings(pairs: list[str], department: Department) -> dict[str, str]:
    readings: dict[str, str] = {}
    for pair in pairs:
        name, _, option = pair.partition("=")
        known = department.rubric.readings.get(name)
        if known is None:
            names = "、".join(department.rubric.readings)
            raise RubricError(f"没有口径 {name}；可用：{names}", f"no reading {name}; there are: {names}")
        if option not in known.options:
            options = "、".join(known.options)
            raise RubricError(
                f"口径 {name} 没有选项 {option}；可用：{options}",
                f"reading {name} has no option {option}; one of {options}",
            )
        readings[name] = option
    return readings


def summary(evaluation: Evaluation, lang: str) -> str:
    """One department as text: the total, where it stands, then every row."""
    submission, grades = evaluation.submission, evaluation.grades
    self_score = show_own(evaluation, lang)
    grade = show_grade(evaluation.own_grade, lang) if evaluation.own_grade else ""
    low, high = show_number(evaluation.points.low), show_number(evaluation.points.high)
    parts = [show_number(part) for part in evaluation.standing.stated]
    mark = say(lang, "（合成数据）", " (synthetic)") if submission.synthetic else ""
    if evaluation.rubric.is_graded:
        names = [show_grade(grades[end], lang) for end in ("low", "high")]
        ends = [say(lang, f"（{name}）", f" ({name})") for name in names]
    else:
        ends, grade = ["", ""], ""
    own = f"{self_score} {grade}"
    zh = (
        f"自评 {own}；数据支持 {parts[0]}，不符 {parts[1]}，待佐证 {parts[2]}，待评价 {parts[3]}；可能区间 "
        f"{low}{ends[0]}～{high}{ends[1]}"
    )
    en = (
        f"self {own}; confirmed {parts[0]}, contradicted {parts[1]}, open {parts[2]}, judgement "
        f"{parts[3]}; range {low}{ends[0]} to {high}{ends[1]}"
    )
    for open_point in submission.open_points:
        zh, en = f"{zh}；{open_point.zh}", f"{en}; {open_point.en}"
    if evaluation.rubric.partial:
        known = show_number(evaluation.rubric.max)
        zh += f"；只含评分表已知的部分条目（共 {known} 分），不是总分"
        en += f"; only the known rows of the table ({known} points), no total"
    lines = [f"{submission.subject} {submission.year}{mark} [{evaluation.rubric.id}]", say(lang, zh, en)]
    lines.append(say(lang, "  指标  满分 | 自评 | 核算区间", "  row  maximum | claimed | possible"))
    for row in evaluation.rows:
        filed = "—" if row.self_score is None else show_number(row.self_score)
        span = (
            show_number(row.points.low)
            if row.points.is_exact
            else f"{show_number(row.points.low)}～{show_number(row.points.high)}"
        )
        lines.append(
            f"  {row.indicator.name.text.in_(lang)}  {show_number(row.indicator.max)} | {filed} | {span}"
        )
    for one in warned(evaluation):
        level = say(lang, "红色预警" if one.warn.level == "red" else "黄色预警", f"{one.warn.level} warning")
        value = (
            ""
            if one.value is None
            else say(lang, f"（{show_rate(one.value)}）", f" ({show_rate(one.value)})")
        )
        lines.append(f"  {level}{say(lang, '：', ': ')}{one.warn.text.text.in_(lang)}{value}")
    return "\n".join(lines)
