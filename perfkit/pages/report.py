"""One department's report, piece by piece: what the notebook calls, each call giving an object to display."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import html_boxes, page_style
from perfkit.filing.folders import department_folder
from perfkit.outlook.materials import Material
from perfkit.outlook.monitoring import monitor
from perfkit.pages.annexes import Annexes
from perfkit.pages.basis import Basis, basis_in_hand
from perfkit.pages.sequence import ALL, ANNEXES, BODY, BRIEF, NONE, OF_DEPARTMENTS, OF_SCORES, SHOWN
from perfkit.review import Problem
from perfkit.review.unscored import load_filing
from perfkit.views import narrative, tables
from perfkit.views.charts import Chart
from perfkit.views.narrative.findings import FindingList
from perfkit.views.narrative.monitoring import monitoring_prose, monitoring_table
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables import Table

if TYPE_CHECKING:
    from pandas import DataFrame

Piece = Prose | Table | FindingList | Chart


def open_report(
    department: str | Path,
    root: str | Path = "",
    rubric: str = "",
    lang: str = "zh",
    *,
    evaluator: str = "",
    public: bool = False,
    annexes: str = ALL,
    brief: bool = False,
) -> Report:
    """Load, check and evaluate one department for its report.

    Parameters
    ----------
    department : str or Path   id such as "sz-sif-longhua_2020", or the path of its folder
    root : str or Path         the folder that holds departments; the bundled data unless given
    rubric : str               rubric id; the one it scored itself by unless given
    lang : str                 "zh" or "en"
    evaluator : str            use this evaluator's judgements only; all on file unless given
    public : bool              a copy without names, phones and evaluators' identities, which lists what it
        leaves out
    annexes : str              none, standard (scores, findings, what was filed, evidence, readings) or all
    brief : bool               one page instead

    Returns
    -------
    Report

    Raises
    ------
    SubmissionError   the department does not exist or its files have faults.
    RubricError       the rubric does not exist or has faults.
    PerfkitError      a language other than zh or en.

    Examples
    --------
    >>> report = open_report("sz-sif-longhua_2020")
    >>> report.title, len(report.charts) >= 7
    ('深圳市社会保险基金管理局龙华分局 2020 年度部门整体绩效自评核查报告', True)
    """
    check_language(lang)
    if annexes not in ANNEXES:
        raise PerfkitError(
            f"附件范围只能是{'、'.join(ANNEXES)}，现为 {annexes!r}",
            f"annexes is one of {', '.join(ANNEXES)}, not {annexes!r}",
        )
    folder = department if isinstance(department, Path) else department_folder(department, root)
    asked = (folder.resolve(), rubric, lang, evaluator, public)
    basis = basis_in_hand(asked)
    if basis is None:
        loaded, _ = load_filing(folder, rubric, evaluator)
        if public:
            from perfkit.pages.public_copy import redact  # its patterns take a tenth of a second

            loaded, _ = redact(loaded, lang)
        basis = Basis(loaded, lang)
    return Report(basis, annexes, brief)


@dataclass(frozen=True)
class Report(Annexes):
    """A department's report; each method is one thing to display, in the order in which they stand here.

    A chart or table is None, and shows nothing, where the department filed nothing to put in it.
    """

    annexes: str = ALL
    is_brief: bool = False

    def showing(self, annexes: str, brief: bool = False) -> Report:
        """The same report with other annexes, or in one page; what was worked out is kept."""
        return Report(self.basis, annexes, brief)

    @property
    def title(self) -> str:
        """The report's title."""
        return narrative.report_title(self.evaluation, self.lang)

    def chart(self, name: str) -> Chart | None:
        """A chart by its name: standing, progress, costs, execution, targets, blocks, lost, grade; None where
        there is none."""
        return next((chart for chart in self.charts if chart.name == name), None)

    def _repr_html_(self) -> str:
        """The style of everything below, the masthead, and the values to see first."""
        values = narrative.boxes(self.evaluation, self.findings, self.problems, self.lang)
        head = narrative.masthead(self.evaluation, self.lang)._repr_html_()
        return page_style() + head + html_boxes(values, self.lang)

    def __repr__(self) -> str:
        return str(narrative.masthead(self.evaluation, self.lang))

    def piece(self, name: str) -> Piece | None:
        """A piece by its name in `perfkit.pages.sequence`.

        Examples
        --------
        >>> open_report("sz-sif-longhua_2020").piece("chart:targets").name
        'targets'
        """
        kind, _, chart = name.partition(":")
        return self.chart(chart) if chart else getattr(self, kind)()

    @property
    def has_annexes(self) -> bool:
        """Whether annexes follow that the body may point to."""
        return self.annexes != NONE and not self.is_brief

    @property
    def sequence(self) -> tuple[str, ...]:
        """The names of the pieces to show, in their order."""
        names = BRIEF if self.is_brief else (*BODY, *SHOWN[self.annexes])
        left_out = (frozenset() if self.evaluation.is_scored else OF_SCORES) | (
            OF_DEPARTMENTS if self.evaluation.submission.project else frozenset()
        )
        return tuple(name for name in names if name not in left_out)

    def show(self, name: str) -> Piece | None:
        """A piece by its name where the report is to show it, else None.

        Examples
        --------
        >>> short = open_report("sz-sif-longhua_2020", annexes="none")
        >>> short.show("scoring_table") is None, short.show("targets") is None
        (True, False)
        """
        return self.piece(name) if name in self.sequence else None

    # 1 the conclusion
    def answer(self) -> Prose:
        """What was filed and scored, and what the points still open mean."""
        return narrative.opening(self.evaluation, self.lang)

    def blocks_table(self) -> Table:
        """Points by first-level row."""
        return tables.blocks_table(self.evaluation, self.lang)

    def conclusion(self, *, refer: bool = True) -> Prose:
        """The rows that decide the grade, what is disputed and why; `refer` names the section of the
        problems."""
        section = 0 if not refer else 2 if self.is_brief else 6
        return narrative.deciding(self.evaluation, self.problems, self.findings, self.lang, section=section)

    def monitoring(self) -> Prose | None:
        """Progress against schedule and what the year can still reach; None where the year is over."""
        found = monitor(self.evaluation)
        return monitoring_prose(found, self.lang) if found else None

    def monitoring_table(self) -> Table | None:
        """Targets by what needs attention while the year runs; None where it is over."""
        found = monitor(self.evaluation)
        return monitoring_table(found, self.lang) if found else None

    # 2 basis and method
    def method(self) -> Prose:
        """The rubric, what was examined, by whom and when, and what was not."""
        return narrative.method(self.evaluation, self.register, self.lang, annex=self.has_annexes)

    # 3 budget and execution
    def budget(self) -> Prose:
        """Budget and execution."""
        return narrative.budget(self.evaluation, self.lang)

    def reconciliation_table(self) -> Table | None:
        """Text, task table and accounts beside each other; None where nothing can be compared."""
        return tables.reconciliation_table(self.evaluation, self.lang)

    def running_costs(self) -> Prose:
        """The three public consumptions and daily running costs."""
        return narrative.running_costs(self.evaluation, self.lang)

    def operations(self) -> Prose:
        """Procurement, projects, assets, staff."""
        return narrative.operations(self.evaluation, self.lang)

    # 4 duties and results
    def work(self) -> Prose:
        """The main results of the year with their figures."""
        return narrative.work(self.evaluation.submission, self.lang, annex=self.has_annexes)

    # 5 targets
    def targets(self) -> Prose:
        """Performance indicators in words."""
        return narrative.targets(self.evaluation.submission, self.lang, annex=self.has_annexes)

    # 6 problems
    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings by what an official would call them, at most ten, the hardest first."""
        return self.basis.problems

    def problem_list(self) -> Prose:
        """The problems in words."""
        rest = narrative.ANNEX if self.has_annexes else None
        return narrative.problems(self.problems, self.findings, self.lang, rest=rest)

    def findings_frame(self) -> DataFrame:
        """The findings to sort and filter, a row each, columns named as in the JSON record.

        Examples
        --------
        >>> frame = open_report("sz-sif-longhua_2020").findings_frame()
        >>> int((frame["severity"] == "error").sum())
        13
        """
        from pandas import DataFrame

        sides = ("\n".join(place.show(self.lang) for place in each.places) for each in self.findings)
        return DataFrame(each.to_record(self.lang) for each in self.findings).assign(places=list(sides))

    # 7 recommendations
    def recommendations(self) -> Prose:
        """What the department and the finance bureau should do."""
        return narrative.recommendations(self.evaluation, self.problems, self.findings, self.lang)

    def brief(self) -> Prose:
        """Problems and recommendations in a line each."""
        return narrative.brief(self.problems, self.lang)

    # 8 materials
    @property
    def materials(self) -> tuple[Material, ...]:
        """What to ask the department for, merged."""
        return self.basis.materials

    def request_list(self) -> Prose:
        """How many materials to ask the department for."""
        return narrative.request_list(self.materials, self.lang)

    def materials_table(self) -> Table | None:
        """The materials, one line each."""
        synthetic = self.evaluation.submission.synthetic
        return tables.materials_table(
            self.materials, self.lang, synthetic=synthetic, numbered=self.has_annexes
        )

    def signature_table(self) -> Table:
        """The place for the department's reply, signatures and seals."""
        return tables.signature_table(self.lang, synthetic=self.evaluation.submission.synthetic)
