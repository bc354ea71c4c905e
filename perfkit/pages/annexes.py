"""The annexes of a department's report: scores, findings, what was filed, evidence, readings, provenance."""

from __future__ import annotations

from dataclasses import dataclass

from perfkit.evaluation.department import Department
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.evidence import Entry
from perfkit.pages.basis import Basis
from perfkit.review import DOUBT, ERROR, NOTE, Finding
from perfkit.views import narrative, tables
from perfkit.views.charts import Chart
from perfkit.views.narrative.findings import FindingList
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables import Table


@dataclass(frozen=True)
class Annexes:
    """What a report rests on and shows after its body; each method is one thing to display."""

    basis: Basis

    @property
    def department(self) -> Department:
        """What was filed, and by whom it was judged."""
        return self.basis.department

    @property
    def lang(self) -> str:
        """The language of the report, "zh" or "en"."""
        return self.basis.lang

    @property
    def evaluation(self) -> Evaluation:
        """The scored tree behind every number."""
        return self.basis.evaluation

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up, worst first; a finding's number in the report is its place here."""
        return self.basis.findings

    @property
    def register(self) -> tuple[Entry, ...]:
        """Every criterion with the documents it wants, those seen, and what is only claimed."""
        return self.basis.register

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the report, each drawn once."""
        return self.basis.charts

    # annex 1: scores
    def scoring(self) -> Prose:
        """The blocks in words."""
        return narrative.scoring(self.evaluation, self.lang)

    def scoring_table(self, *, linked: bool = True) -> Table:
        """Every row with its working, and where `linked` with the findings that bear on it."""
        return tables.scoring_table(self.evaluation, self.lang, self.findings if linked else ())

    # annex 2: findings
    def findings_opening(self) -> Prose:
        """How many findings there are."""
        return narrative.findings_opening(self.findings, self.lang)

    def errors(self) -> FindingList:
        """Findings where two things cannot both be true, in full."""
        return narrative.finding_list(self.evaluation, self.findings, ERROR, self.lang, self.basis.states)

    def doubts(self) -> FindingList:
        """Findings that need an answer, in full."""
        return narrative.finding_list(self.evaluation, self.findings, DOUBT, self.lang, self.basis.states)

    def notes(self) -> Prose | None:
        """The heading of the notes; None where there are none."""
        some = any(finding.severity == NOTE for finding in self.findings)
        return (
            Prose((narrative.severity_heading(self.findings, NOTE, self.lang),), self.lang) if some else None
        )

    def notes_table(self) -> Table | None:
        """Findings that are worth knowing, one row each."""
        return tables.notes_table(self.findings, self.lang, synthetic=self.evaluation.submission.synthetic)

    # annex 3: what was filed
    def duties(self) -> Prose:
        """Duties and the year's priority tasks."""
        return narrative.duties(self.evaluation.submission, self.lang)

    def goals(self) -> Prose:
        """The overall goal, expected and actual."""
        return narrative.goals(self.evaluation.submission, self.lang)

    def tasks(self) -> Prose:
        """Tasks in words."""
        return narrative.tasks(self.evaluation.submission, self.lang)

    def tasks_table(self) -> Table | None:
        """Tasks with budget and execution."""
        return tables.tasks_table(self.evaluation.submission, self.lang)

    def targets_table(self) -> Table | None:
        """Every target with its achievement."""
        return tables.targets_table(self.evaluation.submission, self.lang)

    # annex 4: evidence
    def evidence(self) -> Prose:
        """What evidence there is, in words."""
        return narrative.evidence(self.register, self.lang)

    def evidence_table(self) -> Table:
        """Documents wanted and seen, and what is only claimed."""
        return tables.evidence_table(self.evaluation, self.lang, self.register)

    # annex 5: the grade and the readings
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

    # annex 6: the department's own words
    def experience(self) -> Prose:
        """Experience, problems, measures and next steps."""
        return narrative.experience(self.evaluation.submission, self.findings, self.lang)

    # annex 7: provenance
    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every file behind the report: (name without machine path, SHA-256)."""
        return self.basis.files

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
