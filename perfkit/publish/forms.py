"""The two tables of the official form in their own layout: 绩效目标完成情况自评表 and 评分表."""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.results import RowResult
from perfkit.evaluation.summary import is_shown
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.filed_tables import Target, Targets, Tasks
from perfkit.filing.names import TARGET_KINDS, block_name
from perfkit.filing.own_words import OverallGoal
from perfkit.filing.statement import Form
from perfkit.filing.submission import Submission
from perfkit.publish.grid import Grid, centred
from perfkit.rubric.table import Indicator
from perfkit.views.tables import Cell
from perfkit.views.tables.table import CENTRE, NUMBER, TEXT
from perfkit.views.wording import show_grade, show_reach

_OF_BENEFIT = ("economic", "social", "ecological", "sustainable")


def targets_form(submission: Submission, lang: str) -> tuple[Grid, ...]:
    """The form on targets: head, tasks, overall goal, targets, one grid a part so that each head repeats over
    pages."""
    parts = [_subject_part(submission, lang)]
    if submission.tasks is not None and submission.tasks.rows:
        parts.append(_tasks_part(submission.tasks, lang))
    if submission.overall_goal is not None:
        parts.append(_goal_part(submission.overall_goal, lang))
    if submission.targets is not None and (submission.targets.rows or submission.targets.none_filed):
        parts.append(_targets_part(submission.targets, submission.form, lang))
    return tuple(parts)


def _subject_part(submission: Submission, lang: str) -> Grid:
    """The head of the form: the department and the year, or the project with its authority and unit."""
    project = submission.project
    if project is None:
        caption = say(
            lang,
            "附表1　部门（单位）整体支出绩效目标完成情况自评表",
            "Form 1. Self-evaluation form on performance targets (部门整体支出绩效目标完成情况自评表), as filed",
        )
        pairs = [(say(lang, "部门（单位）名称", "Department"), submission.department.name)]
    else:
        caption = say(
            lang,
            "附表1　项目支出绩效自评表",
            "Form 1. Self-evaluation form of a project (项目支出绩效自评表), as filed",
        )
        pairs = [
            (
                say(lang, "项目名称", "Project"),
                f"{project.name}{f'（{project.code}）' if project.code else ''}",
            ),
            (say(lang, "主管部门", "Authority"), project.authority),
            (say(lang, "实施单位", "Carried out by"), project.unit or submission.department.name),
        ]
    pairs.append((say(lang, "预算年度", "Budget year"), str(submission.year)))
    if len(pairs) % 2:
        pairs.append(("", ""))
    cells = [centred(text) for pair in pairs for text in pair]
    rows = tuple(tuple(cells[at : at + 4]) for at in range(0, len(cells), 4))
    return Grid("form-head", caption, (22, 44, 17, 17), (CENTRE,) * 4, (), rows, lang, annex=True)


def _tasks_part(filed: Tasks, lang: str) -> Grid:
    side = say(lang, "年度主要任务完成情况", "Tasks of the year")
    whole, fiscal = say(lang, "全额", "All"), say(lang, "其中：财政拨款", "of which fiscal")
    head = (
        (
            centred(side, rows=2),
            centred(say(lang, "任务名称", "Task"), rows=2),
            centred(say(lang, "完成情况", "Completed"), rows=2),
            centred(say(lang, "预算数（元）", "Budget (yuan)"), columns=2),
            centred(say(lang, "执行数（元）", "Spent (yuan)"), columns=2),
        ),
        (centred(whole), centred(fiscal), centred(whole), centred(fiscal)),
    )
    body = []
    for task in filed.rows:
        done = task.completion_quote or (
            "—" if task.completion is None else f"{show_exact(task.completion)}%"
        )
        amounts = (task.budget, task.budget_fiscal, task.spent, task.spent_fiscal)
        body.append(
            (Cell(""), Cell(task.name), Cell(done, mark=CENTRE), *(_yuan(amount) for amount in amounts))
        )
    body[0] = (centred("", rows=len(body)), *body[0][1:])
    body[1:] = [row[1:] for row in body[1:]]
    if filed.totals is not None:
        printed = filed.totals
        amounts = (printed.budget, printed.budget_fiscal, printed.spent, printed.spent_fiscal)
        body.append(
            (centred(say(lang, "金额合计", "Total"), columns=3), *(_yuan(amount) for amount in amounts))
        )
    kinds = (CENTRE, TEXT, CENTRE, NUMBER, NUMBER, NUMBER, NUMBER)
    return Grid("form-tasks", "", (11, 18, 15, 14, 14, 14, 14), kinds, head, tuple(body), lang, small=True)


def _yuan(amount: Fraction | None) -> Cell:
    return Cell("—" if amount is None else show_number(amount))


def _goal_part(goal: OverallGoal, lang: str) -> Grid:
    head = (
        (
            centred(say(lang, "年度总体目标完成情况", "Overall goal"), rows=1),
            centred(say(lang, "预期目标", "Expected")),
            centred(say(lang, "目标实际完成情况", "Reached")),
        ),
    )
    actual = "\n".join(passage.text.strip() for passage in goal.actual) or say(
        lang, "（未填报）", "(nothing filed)"
    )
    body = ((centred(""), Cell(goal.expected.strip()), Cell(actual)),)
    return Grid("form-goal", "", (11, 29, 60), (CENTRE, TEXT, TEXT), head, body, lang, small=True)


def _targets_part(filed: Targets, form: Form, lang: str) -> Grid:
    heads = (
        say(lang, "年度绩效指标完成情况", "Performance indicators of the year"),
        say(lang, "一级指标", "Level 1"),
        say(lang, "二级指标", "Level 2"),
        say(lang, "三级指标", "Level 3"),
        say(lang, "预期指标值", "Expected"),
        say(lang, "实际完成指标值", "Actual"),
    )
    groups = _groups(filed)
    total = sum(len(rows) for kinds in groups.values() for rows in kinds.values())
    body: list[tuple[Cell, ...]] = []
    for block, kinds in groups.items():
        first_of_block = True
        for kind, rows in kinds.items():
            for index, (name, expected, actual) in enumerate(rows):
                lead = [centred("", rows=total)] if not body else []
                if first_of_block:
                    lead.append(
                        centred(block_name(form, block).in_(lang), rows=sum(map(len, kinds.values())))
                    )
                    first_of_block = False
                if index == 0:
                    lead.append(centred(TARGET_KINDS[kind].in_(lang), rows=len(rows)))
                body.append((*lead, Cell(name), Cell(expected), Cell(actual)))
    return Grid(
        "form-targets",
        "",
        (11, 12, 13, 24, 18, 22),
        (CENTRE, CENTRE, CENTRE, TEXT, TEXT, TEXT),
        (tuple(centred(head) for head in heads),),
        tuple(body),
        lang,
        small=True,
    )


def _groups(filed: Targets) -> dict[str, dict[str, list[tuple[str, str, str]]]]:
    """Block → kind → rows; a kind for which the form says 无 has one row that says so."""
    groups: dict[str, dict[str, list[tuple[str, str, str]]]] = {}
    for target in filed.rows:
        groups.setdefault(target.block, {}).setdefault(target.kind, []).append(_target_row(target))
    for kind in filed.none_filed:
        block = "benefit" if kind in _OF_BENEFIT else "satisfaction" if kind == "satisfaction" else "output"
        groups.setdefault(block, {}).setdefault(kind, [("无", "无", "无")])
    return groups


def _target_row(target: Target) -> tuple[str, str, str]:
    return target.name, target.expected or "—", target.actual or "—"


def scoring_form(evaluation: Evaluation, lang: str) -> Grid:
    """The scoring table with its descriptions and standards, the points filed and what the review leaves
    possible.

    Examples
    --------
    >>> from perfkit import load_department
    >>> grid = scoring_form(load_department("sz-sif-longhua_2020").evaluate(), "zh")
    >>> len(grid.body), [cell.text for cell in grid.head[1]][:4]
    (23, ['一级指标', '二级指标', '三级指标', '分值'])
    """
    head = (
        (
            centred(say(lang, "评价指标", "Indicators"), columns=4),
            centred(say(lang, "指标说明", "What it is"), rows=2),
            centred(say(lang, "评分标准", "Standard"), rows=2),
            centred(say(lang, "自评分数", "Claimed"), rows=2),
            centred(say(lang, "核查分数", "Reviewed"), rows=2),
        ),
        tuple(
            centred(text)
            for text in (
                say(lang, "一级指标", "Level 1"),
                say(lang, "二级指标", "Level 2"),
                say(lang, "三级指标", "Level 3"),
                say(lang, "分值", "Max."),
            )
        ),
    )
    by_id = {row.indicator.id: row for row in evaluation.rows}
    body: list[tuple[Cell, ...]] = []
    for block in evaluation.rubric.blocks:
        for group_index, group in enumerate(block.groups):
            for index, indicator in enumerate(group.indicators):
                lead, most = [], show_exact(block.max)
                if group_index == index == 0:
                    lead.append(
                        centred(
                            f"{block.name.text.in_(lang)}\n"
                            + say(lang, f"（{most} 分）", f"({most} points)"),
                            rows=len(block.indicators),
                        )
                    )
                if index == 0:
                    lead.append(centred(group.name.text.in_(lang), rows=len(group.indicators)))
                body.append((*lead, *_scoring_row(by_id[indicator.id], lang)))
    own, points, filed = evaluation.self_score, evaluation.points, evaluation.own_grade
    body.append(
        (
            centred(say(lang, "综合评分", "Total"), columns=6),
            Cell("—" if own is None else show_number(own), strong=True),
            Cell(show_span(points), strong=True),
        )
    )
    if reach := show_reach(evaluation, lang, both=True):
        body.append(
            (
                centred(say(lang, "评分等级", "Grade"), columns=6),
                Cell("—" if filed is None else show_grade(filed, lang, both=True), strong=True),
                Cell(reach, strong=True),
            )
        )
    kind = "项目支出" if evaluation.submission.project is not None else "部门整体支出"
    caption = say(lang, f"附表2　{kind}绩效评分表", "Form 2. Scoring table (评分表) with its standards")
    note = say(
        lang,
        "“核查分数”为规则、现有数据和评价意见所允许的最低分至最高分；只有一个数的已经确定。",
        "“Reviewed” runs from the least to the most points that rule, figures and judgements allow; one"
        " number means it is decided. The standards are quoted in Chinese, since the wording decides.",
    )
    return Grid(
        "form-scoring",
        caption,
        (9, 9, 10, 6, 19, 30, 7, 10),
        (CENTRE, CENTRE, CENTRE, CENTRE, TEXT, TEXT, CENTRE, CENTRE),
        head,
        tuple(body),
        lang,
        note,
        small=True,
        annex=True,
    )


def _scoring_row(row: RowResult, lang: str) -> tuple[Cell, ...]:
    indicator = row.indicator
    about = indicator.description.text.in_(lang) if indicator.description else ""
    own = "—" if row.self_score is None else show_exact(row.self_score)
    return (
        Cell(indicator.name.text.in_(lang)),
        Cell(show_exact(indicator.max)),
        Cell(about),
        Cell(_standard(indicator)),
        Cell(own, mark="contradicted" if is_shown(row.standing.stated.contradicted) else ""),
        Cell(show_span(row.points)),
    )


def _standard(indicator: Indicator) -> str:
    """The form's own standard; where a rubric file does not quote it, the clauses of its criteria."""
    if indicator.standard:
        return indicator.standard.strip()
    if indicator.targets is not None:
        return indicator.targets.text.zh
    return "\n".join(
        f"{'、'.join(criterion.clauses)}. {criterion.text.zh}（{show_exact(criterion.max)} 分）"
        for criterion in indicator.criteria
    )
