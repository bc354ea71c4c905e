"""A department's projects rolled up: how many, how much, which points and grades, and whether it all adds
up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from perfkit.base.errors import Fault, check_language
from perfkit.base.files import listed
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import Text, say
from perfkit.base.wording import show_money
from perfkit.closure.page import Filed, Page
from perfkit.closure.project_lines import ProjectLine, money_line, read_projects, stated_line
from perfkit.filing.beside import project_folders
from perfkit.filing.folders import folder_of
from perfkit.filing.submission import Submission
from perfkit.review.across import digest
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.stacked import stacked_chart
from perfkit.views.narrative.prose import Prose
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table

_BANDS = (
    (Fraction(90), "90～100"),
    (Fraction(80), "80～90"),
    (Fraction(60), "60～80"),
    (Fraction(0), "0～60"),
)
_MOST_ROWS = 60


@dataclass(frozen=True, repr=False)
class Projects(Page):
    """The page; each method is one thing to display, None where there is nothing to show.

    Parameters
    ----------
    department : Submission or None   the department's own filing; None where only projects are given
    lines : every project
    faults : of filings that cannot be read
    lang : str   "zh" or "en"
    accounts : Submission or None   the department's final accounts
    """

    department: Submission | None
    lines: tuple[ProjectLine, ...]
    faults: tuple[Fault, ...] = ()
    lang: str = "zh"
    accounts: Submission | None = None
    name = "projects"

    @property
    def filings(self) -> Iterator[tuple[str, Filed]]:
        """The department's own and its projects'."""
        yield from ((one.subject, one) for one in (self.department, self.accounts) if one)
        yield from ((line.name, line) for line in self.lines)

    @property
    def title(self) -> str:
        """Whose projects, of which year."""
        filed = self.department
        who = f"{filed.subject} {filed.year} 年度" if filed else ""
        who_en = f"{filed.named.en}, {filed.year}: " if filed else ""
        return say(self.lang, f"{who}项目支出自评汇总", f"{who_en}self-evaluations of projects")

    # what they come to ---------------------------------------------------------------------------------
    def _shown(self, field: str, lang: str) -> str:
        """The sum as money; a dash where no project prints the amount."""
        amount, without = self._sum(field)
        return "—" if without == len(self.lines) else show_money(amount, lang)

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
        _, without = self._sum("spent")
        mean = show_number(sum(self.totals, Fraction(0)) / len(self.totals)) if self.totals else "—"
        wrong = sum(line.contradictions > 0 for line in self.lines)
        late = sum(line.on_time is False for line in self.lines)
        gaps = worded(self.lang, "without_spending", count=without) if without else ""
        words = worded(
            self.lang,
            "projects_in_sum",
            count=len(self.lines),
            budget=self._shown("budget", self.lang),
            spent=self._shown("spent", self.lang),
            gaps=gaps,
            mean=mean,
            wrong=wrong,
            late=late,
        )
        return self.lead(words)

    def sums_table(self) -> Table | None:
        """The sums of the projects against the department's own figures, with the difference."""
        if self.department is None:
            return None
        named = (("project_budget", self._sum("budget")), ("project_spent", self._sum("spent")))
        rows = [
            money_line((self.department, self.accounts), fact, *summed, self.lang) for fact, summed in named
        ]
        own, theirs = digest(self.department), digest(self.accounts) if self.accounts else None
        count = Fraction(len(self.lines))
        mean = sum(self.totals, Fraction(0)) / len(self.totals) if self.totals else None
        for name, field, ours in (
            (Text("自评项目个数", "projects self-evaluated"), "projects", count),
            (Text("自评平均分", "mean self-score"), "mean", mean),
        ):
            stated = [getattr(one, field) if one else None for one in (own, theirs)]
            if any(stated) and ours is not None:
                rows.append(stated_line(name.in_(self.lang), stated, ours))
        return self.table(
            "sums",
            rows,
            note=worded(self.lang, "projects_not_evaluated"),
        )

    def grades_table(self) -> Table | None:
        """Projects by points and by the grade that they print."""
        if not self.totals:
            return None
        grades = Counter(line.grade or say(self.lang, "未载", "none printed") for line in self.lines)
        named = [
            (say(self.lang, f"{name} 分", f"{_dashed(name)} points"), count)
            for name, count in self.bands.items()
        ]
        named += [
            (say(self.lang, f"等级 {name}", f"grade “{name}”"), count)
            for name, count in sorted(grades.items(), key=lambda one: (-one[1], one[0]))
        ]
        return self.table(
            "grades",
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
            rows,
            note=self.left_out(len(ordered) - len(rows)),
        )

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """How the points are distributed."""
        rows = [
            (say(self.lang, f"{name} 分", f"{_dashed(name)} points"), {"count": Fraction(n)})
            for name, n in self.bands.items()
        ]
        best, count = next(iter(self.bands.items()))
        title = worded(
            self.lang,
            "projects_by_points",
            all=len(self.totals),
            count=count,
            best=best,
            best_en=_dashed(best),
        )
        words = {"count": say(self.lang, "项目数", "projects")}
        drawn = stacked_chart("points", title, rows, words, self.lang, synthetic=self.synthetic)
        return {} if drawn is None else {"points": drawn}

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """The page in order."""
        return (
            self.opening(),
            self.sums_table(),
            self.grades_table(),
            self.projects_table(),
            self.unread_list(self.faults),
        )

    def to_record(self) -> dict[str, Any]:
        """Every project and what they come to."""
        return {
            "department": self.department.key if self.department else None,
            "synthetic": self.synthetic,
            "unconfirmed": list(self.unconfirmed),
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
    folder : str or Path   a department's folder with its projects under projects/, or a folder of projects'
        folders;
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
    department, accounts, lines, faults = read_projects(base, rubric, workers)
    return Projects(department, lines, faults, lang, accounts)


def _example() -> Path:
    return next(one for one in listed(data_root() / "examples") if project_folders(one))


def _dashed(band: str) -> str:
    """A band of points as an English page sets it."""
    return band.replace("～", "–")
