"""What a report rests on: the evaluation and what follows from it, each worked out once for every form of the
report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from perfkit.base.text import say
from perfkit.evaluation.department import Department, source_files
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.follow_up import FollowUp, load_follow_up
from perfkit.outlook.evidence import Entry, register
from perfkit.outlook.materials import Material, materials
from perfkit.review import Finding, Problem, problems_of, review
from perfkit.views import charts
from perfkit.views.charts import Chart, Picture

Asked = tuple[Path, str, str, str, bool]
"""Folder, rubric, language, evaluator, and whether it is a public copy."""


@dataclass(frozen=True)
class Basis:
    """A department with everything that its report shows in one language; nothing is worked out before it is
    asked for.

    Attributes
    ----------
    department : Department
    lang : str   "zh" or "en"
    evaluated, reviewed, listed, drawn : its evaluation, findings, files and charts, where they are there
        already
    """

    department: Department
    lang: str = "zh"
    evaluated: Evaluation | None = field(default=None, repr=False)
    reviewed: tuple[Finding, ...] | None = field(default=None, repr=False)
    listed: tuple[tuple[str, str], ...] | None = field(default=None, repr=False)
    drawn: tuple[Chart, ...] | None = field(default=None, repr=False)

    @cached_property
    def evaluation(self) -> Evaluation:
        """The scored tree behind every number."""
        return self.department.evaluate() if self.evaluated is None else self.evaluated

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What does not add up, worst first; a finding's number in the report is its place here."""
        return review(self.evaluation) if self.reviewed is None else self.reviewed

    @cached_property
    def register(self) -> tuple[Entry, ...]:
        """Every criterion with the documents it wants, those seen, and what is only claimed."""
        return register(self.evaluation)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The findings by what an official would call them, at most ten, the hardest first."""
        return problems_of(self.findings)

    @cached_property
    def materials(self) -> tuple[Material, ...]:
        """What to ask the department for, merged."""
        return materials(self.evaluation, self.findings, self.register)

    @cached_property
    def states(self) -> dict[str, str]:
        """Id of a finding → where it stands in the ledger beside the filing, with the day; nobody named."""
        beside = self.evaluation.book.beside
        kept = load_follow_up(beside.folder) if beside is not None else FollowUp()
        return {
            item.id: f"{item.shown_state(self.lang)}{say(self.lang, '，', ', ')}{item.history[-1].date}"
            for item in kept.items
        }

    @cached_property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Every file behind the report: (name without machine path, SHA-256)."""
        return source_files(self.department) if self.listed is None else self.listed

    @cached_property
    def charts(self) -> tuple[Chart, ...]:
        """Every chart of the report, each drawn once."""
        if self.drawn is not None:
            return self.drawn
        evaluation, submission, lang = self.evaluation, self.evaluation.submission, self.lang
        drawn = [
            charts.standing_chart(evaluation, lang) if evaluation.self_score is not None else None,
            charts.progress_chart(evaluation, lang),
            charts.costs_chart(evaluation, lang),
            charts.execution_chart(submission, lang),
            charts.targets_chart(submission, lang),
        ]
        if evaluation.is_scored:
            drawn += [
                charts.block_chart(evaluation, lang),
                charts.lost_chart(evaluation, lang),
                charts.grade_chart(evaluation, lang),
            ]
        return tuple(chart for chart in drawn if chart is not None)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The charts as they can be sent to another process."""
        return tuple(Picture.of(chart) for chart in self.charts)


_in_hand: ContextVar[tuple[Asked, Basis] | None] = ContextVar("in_hand", default=None)


@contextmanager
def in_hand(asked: Asked, basis: Basis) -> Iterator[None]:
    """Inside the block `open_report` takes this basis for this department instead of reading it again.

    For the batch, which evaluates a department for its JSON and then runs the notebook of the same one.
    """
    token = _in_hand.set((asked, basis))
    try:
        yield
    finally:
        _in_hand.reset(token)


def basis_in_hand(asked: Asked) -> Basis | None:
    """The basis that the surrounding block has of what is asked for; None where it has another or none."""
    known = _in_hand.get()
    return known[1] if known is not None and known[0] == asked else None
