"""One department's report, piece by piece: what the notebook calls, each call giving an object to display."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import check_language
from perfkit.base.markup import page_style
from perfkit.evaluation.department import Department, load_department
from perfkit.evaluation.sources import source_files
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.folders import department_folder
from perfkit.outlook.evidence import Entry, register
from perfkit.outlook.monitoring import monitor
from perfkit.pages.public_copy import redact
from perfkit.review import DOUBT, ERROR, NOTE, Finding, review
from perfkit.views import charts, narrative, tables
from perfkit.views.charts import Chart
from perfkit.views.narrative.findings import FindingList
from perfkit.views.narrative.monitoring import monitoring_prose, monitoring_table
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables import Table


def open_report(
    department: str | Path,
    root: str | Path = "",
    rubric: str = "",
    lang: str = "zh",
    *,
    evaluator: str = "",
    public: bool = False,
) -> Report:
    """Load, check and evaluate one department for its report.

    Parameters
    ----------
    department : str or Path   id such as "sz-sif-longhua_2020", or the path of its folder
    root : str or Path         the folder that holds departments; the bundled data unless given
    rubric : str               rubric id; the one it scored itself by unless given
    lang : str                 "zh" or "en"
    evaluator : str            use this evaluator's judgements only; all on file unless given
    public : bool              a copy without names, phones and evaluators' identities, which lists what it leaves out

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
    folder = department if isinstance(department, Path) else department_folder(department, root)
    if (handed := _handed_over.pop((folder.resolve(), rubric, lang, evaluator, public), None)) is not None:
        return handed
    loaded = load_department(folder, rubric=rubric, evaluator=evaluator)
    return Report(redact(loaded, lang)[0] if public else loaded, lang)


_handed_over: dict[tuple[object, ...], Report] = {}


def hand_over(report: Report, folder: Path, rubric: str, lang: str, evaluator: str, public: bool) -> None:
    """Let the next `open_report` of this department in this process take `report` instead of reading it again.

    For the batch, whose process evaluates a department for its JSON and then runs the notebook of the same one.
    """
    _handed_over[folder.resolve(), rubric, lang, evaluator, public] = report


@dataclass(frozen=True)
class Report:
    """A department's report; each method is one thing to display, in the order in which they stand here.

    A chart or table is None, and shows nothing, where the department filed nothing to put in it.
    """

    department: Department
    lang: str = "zh"

    @cached_property
    def evaluation(self) -> Evaluation:
        """The scored tree behind every number."""
        return self.department.evaluate()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up, worst first; a finding's number in the report is its place here."""
        return review(self.evaluation)

    @cached_property
    def register(self) -> tuple[Entry, ...]:
        """Every criterion with the documents it wants, those seen, and what is only claimed."""
        return register(self.evaluation)

    @property
    def title(self) -> str:
        """The report's title."""
        return narrative.report_title(self.evaluation, self.lang)

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the report, each drawn once."""
        evaluation, submission, lang = self.evaluation, self.evaluation.submission, self.lang
        drawn = (
            charts.standing_chart(evaluation, lang) if evaluation.self_score is not None else None,
            charts.progress_chart(evaluation, lang),
            charts.costs_chart(evaluation, lang),
            charts.execution_chart(submission, lang),
            charts.targets_chart(submission, lang),
            charts.block_chart(evaluation, lang),
            charts.lost_chart(evaluation, lang),
            charts.grade_chart(evaluation, lang),
        )
        return tuple(chart for chart in drawn if chart is not None)

    def chart(self, name: str) -> Chart | None:
        """A chart by its name: standing, progress, costs, execution, targets, blocks, lost, grade; None where there is none."""
        return next((chart for chart in self.charts if chart.name == name), None)

    def _repr_html_(self) -> str:
        """The style of everything below, and the masthead."""
        return f"{page_style()}{narrative.masthead(self.evaluation, self.lang)._repr_html_()}"

    def __repr__(self) -> str:
        return str(narrative.masthead(self.evaluation, self.lang))

    # 1 the answer
    def answer(self) -> Prose:
        """The answer in one line."""
        return narrative.opening(self.evaluation, self.findings, self.lang)

    def conclusion(self) -> Prose:
        """What the answer rests on."""
        return narrative.conclusion(self.evaluation, self.findings, self.lang)

    def monitoring(self) -> Prose | None:
        """Progress against schedule and what the year can still reach; None where the year is over."""
        found = monitor(self.evaluation)
        return monitoring_prose(found, self.lang) if found else None

    def monitoring_table(self) -> Table | None:
        """Targets by what needs attention while the year runs; None where it is over."""
        found = monitor(self.evaluation)
        return monitoring_table(found, self.lang) if found else None

    # 2 basics
    def duties(self) -> Prose:
        """Duties and the year's key work."""
        return narrative.duties(self.evaluation.submission, self.lang)

    def budget(self) -> Prose:
        """Budget and execution."""
        return narrative.budget(self.evaluation, self.lang)

    def running_costs(self) -> Prose:
        """Three-public funds and daily running costs."""
        return narrative.running_costs(self.evaluation, self.lang)

    def operations(self) -> Prose:
        """Procurement, projects, assets, staff."""
        return narrative.operations(self.evaluation, self.lang)

    # 3 performance
    def goals(self) -> Prose:
        """The overall goal, expected and actual."""
        return narrative.goals(self.evaluation.submission, self.lang)

    def tasks(self) -> Prose:
        """Tasks in words."""
        return narrative.tasks(self.evaluation.submission, self.lang)

    def tasks_table(self) -> Table | None:
        """Tasks with budget and execution."""
        return tables.tasks_table(self.evaluation.submission, self.lang)

    def targets(self) -> Prose:
        """Targets in words."""
        return narrative.targets(self.evaluation.submission, self.lang)

    def targets_table(self) -> Table | None:
        """Every target with its achievement."""
        return tables.targets_table(self.evaluation.submission, self.lang)

    # 4 findings
    def findings_opening(self) -> Prose:
        """How many findings there are."""
        return narrative.findings_opening(self.evaluation, self.findings, self.lang)

    def errors(self) -> FindingList:
        """Findings where two things cannot both be true, in full."""
        return narrative.finding_list(self.evaluation, self.findings, ERROR, self.lang)

    def doubts(self) -> FindingList:
        """Findings that need an answer, in full."""
        return narrative.finding_list(self.evaluation, self.findings, DOUBT, self.lang)

    def notes(self) -> Prose | None:
        """The heading of the notes; None where there are none."""
        some = any(finding.severity == NOTE for finding in self.findings)
        return (
            Prose((narrative.severity_heading(self.findings, NOTE, self.lang),), self.lang) if some else None
        )

    def notes_table(self) -> Table | None:
        """Findings that are worth knowing, one row each."""
        return tables.notes_table(self.findings, self.lang, synthetic=self.evaluation.submission.synthetic)

    def request_list(self) -> Prose:
        """What to ask the department for."""
        return narrative.request_list(self.evaluation, self.findings, self.register, self.lang)

    # 5 scores
    def scoring(self) -> Prose:
        """The blocks in words."""
        return narrative.scoring(self.evaluation, self.lang)

    def scoring_table(self) -> Table:
        """Every row with its working."""
        return tables.scoring_table(self.evaluation, self.lang)

    def evidence(self) -> Prose:
        """What evidence there is, in words."""
        return narrative.evidence(self.register, self.lang)

    def evidence_table(self) -> Table:
        """Documents wanted and seen, and what is only claimed."""
        return tables.evidence_table(self.evaluation, self.lang, self.register)

    # 6 the department's own words
    def experience(self) -> Prose:
        """Experience, problems, measures and next steps."""
        return narrative.experience(self.evaluation.submission, self.findings, self.lang)

    # 7 the grade
    def outlook(self) -> Prose:
        """What would change the grade."""
        return narrative.outlook(self.evaluation, self.lang)

    def movers_table(self) -> Table | None:
        """What each open item alone can do to the grade."""
        return tables.movers_table(self.evaluation, self.lang)

    def readings(self) -> Prose | None:
        """How unclear clauses were read."""
        return narrative.readings(self.evaluation, self.lang)

    def readings_table(self) -> Table | None:
        """Points under each reading."""
        return tables.readings_table(self.evaluation, self.lang)

    # 8 provenance
    @cached_property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every file behind the report: (name without machine path, SHA-256)."""
        return source_files(self.department)

    def provenance(self) -> Prose:
        """Rubric, version, what was cut."""
        from perfkit import __version__

        return narrative.provenance(self.evaluation, self.files, __version__, self.lang)

    def files_table(self) -> Table:
        """The files with their hashes."""
        return tables.files_table(self.files, self.lang, synthetic=self.evaluation.submission.synthetic)

    def facts_table(self) -> Table:
        """Every figure of the report with its place."""
        return tables.facts_table(self.evaluation.submission, self.lang)
