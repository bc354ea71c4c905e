"""A department's projects rolled up: how many, how much, which points and grades, and whether it all adds up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from perfkit.base.errors import Fault, PerfkitError, SubmissionError, check_language
from perfkit.base.files import listed
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_money
from perfkit.closure.page import Page
from perfkit.cohort.pool import each
from perfkit.filing.beside import PROJECTS, on_time, project_folders
from perfkit.filing.fact_book import FactBook, Found
from perfkit.filing.folders import find_departments, folder_of
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import load_submission
from perfkit.review import review
from perfkit.review.finding import ERROR
from perfkit.review.unscored import load_filing
from perfkit.views.charts.canvas import Chart
from perfkit.views.charts.stacked import stacked_chart
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables.table import Cell, Table

_BANDS = (
    (Fraction(90), "90～100"),
    (Fraction(80), "80～90"),
    (Fraction(60), "60～80"),
    (Fraction(0), "0～60"),
)
_MOST_ROWS = 60
# What the department's own filing and its accounts say of its projects, against what the projects' filings come to.
_SUMS = (("project_budget", "budget"), ("project_spent", "spent"))


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project's filing: its money (yuan), total, grade and contradictions.

    Attributes
    ----------
    folder, name, code : str
    budget, spent : Fraction or None   None where the form prints none
    total : Fraction or None           points that it gives itself
    grade : str                        as printed
    contradictions : int               findings that nothing can reconcile
    on_time : bool or None             by its targets of time
    synthetic : bool
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


@dataclass(frozen=True, repr=False)
class Projects(Page):
    """The page; each method is one thing to display, None where there is nothing to show.

    Parameters
    ----------
    department : Submission or None   the department's own filing; None where only projects are given
    lines : every project
    faults : of filings that cannot be read
    lang : str   "zh" or "en"
    """

    department: Submission | None
    lines: tuple[ProjectLine, ...]
    faults: tuple[Fault, ...] = ()
    lang: str = "zh"
    name = "projects"

    @property
    def synthetic(self) -> bool:
        """True where a project is generated."""
        return any(line.synthetic for line in self.lines)

    @property
    def title(self) -> str:
        """Whose projects, of which year."""
        filed = self.department
        who = f"{filed.subject} {filed.year} 年度" if filed else ""
        who_en = f"{filed.department.name_en or filed.subject}, {filed.year}: " if filed else ""
        return say(self.lang, f"{who}项目支出自评汇总", f"{who_en}self-evaluations of projects")

    # what they come to ---------------------------------------------------------------------------------
    def _sum(self, field: str) -> tuple[Fraction, int]:
        """The sum over the projects that print the amount, and how many do not."""
        amounts = [getattr(line, field) for line in self.lines]
        return sum((one for one in amounts if one is not None), Fraction(0)), amounts.count(None)

    @cached_property
    def totals(self) -> tuple[Fraction, ...]:
        """The points that projects give themselves, in order."""
        return tuple(sorted(line.total for line in self.lines if line.total is not None))

    @cached_property
    def bands(self) -> dict[str, int]:
        """Projects by tens of points, the best first."""
        counted = Counter(next(name for least, name in _BANDS if total >= least) for total in self.totals)
        return {name: counted[name] for _, name in _BANDS}

    def opening(self) -> Prose:
        """Number, money, mean, contradictions."""
        spent, without = self._sum("spent")
        budget, _ = self._sum("budget")
        mean = show_number(sum(self.totals, Fraction(0)) / len(self.totals)) if self.totals else "—"
        wrong = sum(line.contradictions > 0 for line in self.lines)
        late = sum(line.on_time is False for line in self.lines)
        gaps = f"（{without} 个未载执行数）" if without else ""
        gaps_en = f" ({without} print no expenditure)" if without else ""
        zh = (
            f"项目 {len(self.lines)} 个，预算合计 {show_money(budget, 'zh')}，执行合计 {show_money(spent, 'zh')}{gaps}。"
            f"自评平均 {mean} 分，存在矛盾的 {wrong} 个，按时效指标未按期完成的 {late} 个。"
        )
        en = (
            f"{len(self.lines)} projects, budget {show_money(budget, 'en')}, spent {show_money(spent, 'en')}{gaps_en}. "
            f"Mean self-score {mean}; contradictions in {wrong}, late by their targets of time: {late}."
        )
        return self.lead(zh, en)

    def sums_table(self) -> Table | None:
        """The sums of the projects against the department's own figures, with the difference."""
        if self.department is None:
            return None
        book, rows = FactBook(self.department), []
        for fact, field in _SUMS:
            own, (ours, without) = book.find(fact), self._sum(field)
            rows.append(self._against(own, ours, without))
        return self.table(
            "sums",
            Text("与部门自评核对", "Against the department's filing"),
            Text(
                "项|部门自评载为|项目合计|差额|未载的项目",
                "Item|Department's filing|Sum of projects|Difference|Projects without",
            ),
            rows,
            note=say(
                self.lang,
                "差额可能来自未做自评的项目，须向单位核实。",
                "A difference may come from projects that were not evaluated; ask the department.",
            ),
        )

    def _against(self, own: Found, ours: Fraction, without: int) -> tuple[Cell, ...]:
        kind = FactBook(self.department).catalogue[own.fact] if self.department else None
        known = own.state == "given"
        gap = own.span.low - ours
        return (
            Cell(kind.name.in_(self.lang) if kind else own.fact),
            Cell(show_money(own.span.low, self.lang) if known else "—"),
            Cell(show_money(ours, self.lang)),
            Cell(
                show_money(gap, self.lang) if known and not without else "—",
                mark="doubt" if known and gap and not without else "",
            ),
            Cell(str(without)),
        )

    def grades_table(self) -> Table | None:
        """Projects by points and by the grade that they print."""
        if not self.totals:
            return None
        grades = Counter(line.grade or say(self.lang, "未载", "none printed") for line in self.lines)
        named = [
            (say(self.lang, f"{name} 分", f"{name} points"), count) for name, count in self.bands.items()
        ]
        named += [
            (say(self.lang, f"等级 {name}", f"grade {name}"), count)
            for name, count in sorted(grades.items(), key=lambda one: (-one[1], one[0]))
        ]
        return self.table(
            "grades",
            Text("得分和等级分布", "Distribution"),
            Text("自评得分和等级|项目数|占比", "Points and grade|Projects|Share"),
            (
                (Cell(name), Cell(str(count)), Cell(show_rate(Fraction(count, len(self.lines)), 1)))
                for name, count in named
            ),
        )

    def projects_table(self) -> Table | None:
        """Every project, those that contradict themselves first, then by money."""
        ordered = sorted(
            self.lines, key=lambda one: (-one.contradictions, -(one.spent or Fraction(0)), one.name)
        )
        rows = [
            (
                Cell(line.name),
                *(
                    Cell("—" if one is None else show_money(one, self.lang))
                    for one in (line.budget, line.spent)
                ),
                Cell("—" if line.total is None else show_number(line.total)),
                Cell(line.grade or "—"),
                Cell(str(line.contradictions), mark="error" if line.contradictions else ""),
                Cell(_ON_TIME[line.on_time].in_(self.lang)),
            )
            for line in ordered[:_MOST_ROWS]
        ]
        return self.table(
            "projects",
            Text("各项目", "Projects"),
            Text(
                "项目|预算|执行|自评|等级|矛盾|按期",
                "Project|Budget|Spent|Self-score|Grade|Errors|On time",
            ),
            rows,
            note=self.left_out(len(ordered) - len(rows)),
        )

    def unread(self) -> Prose | None:
        """Those that could not be read."""
        return self.unread_list(self.faults)

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """How the points are distributed."""
        rows = [
            (say(self.lang, f"{name} 分", f"{name} points"), {"count": Fraction(n)})
            for name, n in self.bands.items()
        ]
        best, count = next(iter(self.bands.items()))
        title = say(
            self.lang,
            f"{len(self.totals)} 个项目中 {count} 个自评 {best} 分",
            f"{count} of {len(self.totals)} projects give themselves {best} points",
        )
        words = {"count": say(self.lang, "项目数", "projects")}
        drawn = stacked_chart("points", title, rows, words, self.lang, synthetic=self.synthetic)
        return {} if drawn is None else {"points": drawn}

    def chart(self, name: str) -> Chart | None:
        """A chart by its name."""
        return self.charts.get(name)

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """The page in order."""
        return self.opening(), self.sums_table(), self.grades_table(), self.projects_table(), self.unread()

    def to_record(self) -> dict[str, Any]:
        """Every project and what they come to."""
        return {
            "department": self.department.key if self.department else None,
            "synthetic": self.synthetic,
            "count": len(self.lines),
            **{field: str(self._sum(field)[0]) for field in ("budget", "spent")},
            "mean": show_number(sum(self.totals, Fraction(0)) / len(self.totals)) if self.totals else None,
            "bands": self.bands,
            "projects": [
                {
                    "folder": line.folder,
                    "name": line.name,
                    "code": line.code,
                    "budget": None if line.budget is None else str(line.budget),
                    "spent": None if line.spent is None else str(line.spent),
                    "self": None if line.total is None else show_number(line.total),
                    "grade": line.grade,
                    "contradictions": line.contradictions,
                    "on_time": line.on_time,
                }
                for line in self.lines
            ],
            "not_read": [fault.show(self.lang) for fault in self.faults],
        }


_ON_TIME = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("—", "—")}


def open_projects(
    folder: str | Path = "", rubric: str = "", lang: str = "zh", *, workers: int | None = None
) -> Projects:
    """Read a department's projects.

    Parameters
    ----------
    folder : str or Path   a department's folder with its projects under projects/, or a folder of projects' folders;
                           a synthetic example unless given
    rubric : str           scoring table of the projects; each one's own unless given
    lang : str             "zh" or "en"

    Raises
    ------
    SubmissionError   there are no projects, or none can be read.

    Examples
    --------
    >>> page = open_projects()
    >>> len(page.lines), [line.name for line in page.lines if line.on_time is False]
    (4, ['苗木补植'])
    """
    check_language(lang)
    base = Path(folder_of(str(folder))) if str(folder) else _example()
    own = project_folders(base)
    department = load_submission(base) if (base / "submission.yaml").is_file() else None
    if department is not None and not own:
        raise SubmissionError(
            Text(
                f"{base} 中没有项目；请把各项目的文件夹放在 {PROJECTS}/ 下",
                f"there are no projects in {base}; put their folders under {PROJECTS}/",
            )
        )
    found = each(_line, [(one, rubric) for one in own or find_departments([base])], workers)
    lines = tuple(one for one in found if isinstance(one, ProjectLine))
    faults = tuple(fault for one in found if not isinstance(one, ProjectLine) for fault in one)
    if not lines:
        raise SubmissionError(Text("没有可读取的项目：", "no project can be read:"), faults)
    return Projects(department, lines, faults, lang)


def _example() -> Path:
    return next(one for one in listed(data_root() / "examples") if project_folders(one))


def _line(job: tuple[Path, str]) -> ProjectLine | tuple[Fault, ...]:
    folder, rubric = job
    try:
        evaluation = load_filing(folder, rubric)[0].evaluate()
    except PerfkitError as error:
        return tuple(error.faults) or (Fault(folder.name, 1, "", error.message),)
    filed = evaluation.submission
    return ProjectLine(
        folder.name,
        filed.project.name if filed.project else filed.department.name,
        filed.project.code if filed.project else "",
        _amount(filed, "budget_total"),
        _amount(filed, "spent_total"),
        evaluation.self_score if evaluation.self_score is not None else filed.self_evaluation.total,
        filed.self_evaluation.grade,
        sum(finding.severity == ERROR for finding in review(evaluation)),
        on_time(filed),
        filed.synthetic,
    )


def _amount(filed: Submission, fact: str) -> Fraction | None:
    found = FactBook(filed).find(fact)
    return found.span.low if found.state == "given" else None
