"""A submission as a report to read: the department's own text and tables, section by section, without any
checking."""

from __future__ import annotations

from dataclasses import dataclass

from perfkit.base.quantities import show_exact
from perfkit.base.text import say
from perfkit.filing.names import PARTS, TARGET_KINDS, filing_kind, names_of
from perfkit.filing.submission import Submission
from perfkit.rubric.table import Rubric
from perfkit.views.narrative.prose import Heading, Part, Prose, Quote, headed, said
from perfkit.views.tables.table import NUMBER, Cell, Column, Table


@dataclass(frozen=True)
class ReadingCopy:
    """A report as pieces to display, one after another."""

    pieces: tuple[Prose | Table, ...]
    lang: str

    def _repr_html_(self) -> str:
        return "".join(piece._repr_html_() for piece in self.pieces)

    def __repr__(self) -> str:
        return "\n".join(repr(piece) for piece in self.pieces)


def copy_of(submission: Submission, rubric: Rubric, lang: str) -> ReadingCopy:
    """The report of a submission; the department's words stay Chinese.

    Examples
    --------
    >>> from perfkit import load_department
    >>> longhua = load_department("sz-sif-longhua_2020")
    >>> pieces = copy_of(longhua.submission, longhua.rubric, "zh").pieces
    >>> [piece.name for piece in pieces if isinstance(piece, Table)]
    ['filed-tasks', 'filed-targets', 'filed-scores']
    """
    mark = (said(lang, "synthetic_data", style="synthetic"),) if submission.synthetic else ()
    title = f"{submission.subject} {submission.year} 年度{filing_kind(submission).zh}自评报告"
    pieces: list[Prose | Table] = [Prose((Heading(title, 3, "filed"), *mark), lang)]
    narrative = submission.narrative
    for name, head in PARTS.items():
        passages = getattr(narrative, name, ())
        if passages:
            quotes = tuple(Quote(passage.text, passage.section) for passage in passages)
            pieces.append(
                Prose((Heading(head.in_(lang), 4, f"filed-{name.replace('_', '-')}"), *quotes), lang)
            )
    pieces += [
        piece
        for piece in (
            _tasks(submission, lang),
            _goal(submission, lang),
            _targets(submission, lang),
            _scores(submission, rubric, lang),
        )
        if piece
    ]
    return ReadingCopy(tuple(pieces), lang)


def _tasks(submission: Submission, lang: str) -> Table | None:
    filed = submission.tasks
    if filed is None or not filed.rows:
        return None
    fiscal = any(row.budget_fiscal is not None or row.spent_fiscal is not None for row in filed.rows)
    names = ("budget", "budget_fiscal", "spent", "spent_fiscal") if fiscal else ("budget", "spent")
    rows = [
        (
            Cell(row.name, strong=True),
            Cell(_percent(row.completion)),
            *(Cell(_plain(getattr(row, name))) for name in names),
        )
        for row in filed.rows
    ]
    if filed.totals is not None:
        rows.append(
            (
                Cell(say(lang, "合计", "Total"), strong=True),
                Cell(""),
                *(Cell(_plain(getattr(filed.totals, name)), strong=True) for name in names),
            )
        )
    columns = (
        Column(say(lang, "任务名称", "Task"), width=30),
        Column(say(lang, "完成情况", "Completion"), NUMBER),
        *(Column(_MONEY[name].in_(lang), NUMBER) for name in names),
    )
    return Table("filed-tasks", filed.section, columns, tuple(rows), lang, synthetic=submission.synthetic)


_MONEY = names_of("task_money")


def _goal(submission: Submission, lang: str) -> Prose | None:
    goal = submission.overall_goal
    if goal is None:
        return None
    wanted: tuple[Part, ...] = (
        (said(lang, "filed_expected"), Quote(goal.expected, goal.section)) if goal.expected else ()
    )
    reached: tuple[Part, ...] = (
        (said(lang, "filed_reached"), *(Quote(passage.text, passage.section) for passage in goal.actual))
        if goal.actual
        else ()
    )
    return Prose((headed(lang, "filed-overall-goal", 4), *wanted, *reached), lang)


def _percent(value) -> str:
    return "" if value is None else f"{_plain(value)}%"


def _plain(value) -> str:
    return "" if value is None else show_exact(value) if not isinstance(value, str) else value


def _targets(submission: Submission, lang: str) -> Table | None:
    filed = submission.targets
    if filed is None or not filed.rows and not filed.none_filed:
        return None
    weighted = any(row.weight is not None for row in filed.rows)
    columns = [
        Column(say(lang, "类别", "Kind"), width=18),
        Column(say(lang, "指标", "Indicator"), width=28),
        Column(say(lang, "预期指标值", "Expected")),
        Column(say(lang, "实际完成值", "Actual")),
    ]
    if weighted:
        columns.append(Column(say(lang, "权重", "Weight"), NUMBER, 8))
    rows = []
    for row in filed.rows:
        cells = [
            Cell(TARGET_KINDS[row.kind].in_(lang)),
            Cell(row.name, strong=True),
            Cell(row.expected),
            Cell(row.actual or "—"),
        ]
        rows.append((*cells, Cell(_plain(row.weight))) if weighted else tuple(cells))
    for kind in filed.none_filed:
        rows.append(
            (
                Cell(TARGET_KINDS[kind].in_(lang)),
                Cell("无", strong=True),
                Cell("无"),
                Cell("无"),
                *((Cell(""),) if weighted else ()),
            )
        )
    return Table(
        "filed-targets", filed.section, tuple(columns), tuple(rows), lang, synthetic=submission.synthetic
    )


def _scores(submission: Submission, rubric: Rubric, lang: str) -> Table | None:
    filed = submission.self_evaluation
    if not filed.scores:
        return None
    rows = [
        (
            Cell(row.name.text.in_(lang), strong=True),
            Cell(show_exact(row.max)),
            Cell(show_exact(filed.scores[row.id]) if row.id in filed.scores else "—"),
        )
        for row in rubric.indicators
    ]
    if filed.total is not None:
        rows.append(
            (
                Cell(
                    say(lang, f"综合评分（等级：{filed.grade}）", f"Total (grade {filed.grade})"), strong=True
                ),
                Cell(show_exact(rubric.max)),
                Cell(_plain(filed.total), strong=True),
            )
        )
    columns = (
        Column(say(lang, "指标", "Row"), width=60),
        Column(say(lang, "满分", "Maximum"), NUMBER),
        Column(say(lang, "自评", "Self-score"), NUMBER),
    )
    caption = filed.section or say(lang, "自评分", "Self-scores")
    return Table("filed-scores", caption, columns, tuple(rows), lang, synthetic=submission.synthetic)
