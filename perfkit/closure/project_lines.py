"""A department's projects, read one by one: money, points, grade, contradictions, on time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from perfkit.base.errors import Fault, PerfkitError, SubmissionError
from perfkit.base.pool import each
from perfkit.base.quantities import show_number
from perfkit.base.text import Text
from perfkit.base.wording import show_money
from perfkit.filing.beside import Beside, on_time, project_folders
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import FactBook
from perfkit.filing.folders import PROJECTS, find_departments
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import load_submission
from perfkit.review import review
from perfkit.review.finding import ERROR
from perfkit.review.unscored import load_filing
from perfkit.views.tables.table import Cell


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project's filing: its money (yuan), total, grade and contradictions.

    Attributes
    ----------
    budget, spent : Fraction or None   None where the form prints none
    total : Fraction or None           points that it gives itself
    grade : str                        as printed
    contradictions : int               findings that nothing can reconcile
    on_time : bool or None             by its targets of time
    unconfirmed : bool                 rests on a draft that nobody has checked
    """

    folder: str
    name: str
    code: str
    budget: Fraction | None
    spent: Fraction | None
    total: Fraction | None
    grade: str
    contradictions: int
    on_time: bool | None
    synthetic: bool
    unconfirmed: bool


def read_projects(
    base: Path, rubric: str = "", workers: int | None = None
) -> tuple[Submission | None, Submission | None, tuple[ProjectLine, ...], tuple[Fault, ...]]:
    """The projects under a folder.

    Returns
    -------
    (department, accounts, lines, faults)
    the department's own filing and accounts where the folder is its own.

    Raises
    ------
    SubmissionError   there are no projects, or none can be read.
    """
    own = project_folders(base)
    department = load_submission(base) if (base / "submission.yaml").is_file() else None
    if department is not None and not own:
        raise SubmissionError(
            f"{base} 中没有项目；请把各项目的文件夹放在 {PROJECTS}/ 下",
            f"there are no projects in {base}; put their folders under {PROJECTS}/",
        )
    found = each(_line, [(one, rubric) for one in own or find_departments([base])], workers)
    lines = tuple(one for one in found if isinstance(one, ProjectLine))
    faults = tuple(fault for one in found if not isinstance(one, ProjectLine) for fault in one)
    if not lines:
        raise SubmissionError("没有可读取的项目：", "no project can be read:", faults=faults)
    accounts = Beside(base, department).accounts if department is not None else None
    return department, accounts, lines, faults


def _line(job: tuple[Path, str]) -> ProjectLine | tuple[Fault, ...]:
    folder, rubric = job
    try:
        evaluation = load_filing(folder, rubric)[0].evaluate()
    except PerfkitError as error:
        return error.faults_of(folder.name)
    filed = evaluation.submission
    if filed.project is None:
        other = Text("不是项目支出自评，没有计入", "not the self-evaluation of a project; left out")
        return (Fault(f"{folder.name}/submission.yaml", 1, "", other),)
    return ProjectLine(
        folder.name,
        filed.project.name,
        filed.project.code,
        _amount(filed, "budget_total"),
        _amount(filed, "spent_total"),
        evaluation.self_score if evaluation.self_score is not None else filed.self_evaluation.total,
        filed.self_evaluation.grade,
        sum(finding.severity == ERROR for finding in review(evaluation)),
        on_time(filed),
        filed.synthetic,
        filed.unconfirmed,
    )


def _amount(filed: Submission, fact: str) -> Fraction | None:
    found = FactBook(filed).find(fact)
    return found.span.low if found.state == "given" else None


def stated_line(name: str, stated: Sequence[Statement | None], ours: Fraction) -> tuple[Cell, ...]:
    """A number that texts state beside what the projects' filings come to."""
    gaps = [one.amount - ours for one in stated if one is not None]
    off = next((gap for gap in gaps if gap), Fraction(0))
    return (
        Cell(name),
        *(Cell(one.printed if one else "—") for one in stated),
        Cell(show_number(ours, 0 if ours.denominator == 1 else 2)),
        Cell(show_number(off, 0 if off.denominator == 1 else 2), mark="doubt" if off else ""),
        Cell("—"),
    )


def money_line(
    filed: Sequence[Submission | None], fact: str, ours: Fraction, without: int, lang: str
) -> tuple[Cell, ...]:
    """An amount as the department's filing and its accounts print it, beside the projects' sum."""
    found = [FactBook(one).find(fact) if one else None for one in filed]
    known = [one.span.low for one in found if one is not None and one.state == "given"]
    gap = known[0] - ours if known and not without else None
    shown = (show_money(one.span.low, lang) if one and one.state == "given" else "—" for one in found)
    return (
        Cell(fact_catalogue()[fact].name.in_(lang)),
        *map(Cell, shown),
        Cell(show_money(ours, lang)),
        Cell("—" if gap is None else show_money(gap, lang), mark="doubt" if gap else ""),
        Cell(str(without)),
    )
