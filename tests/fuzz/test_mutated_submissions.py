"""Mutated submissions: faults are told, nothing hangs, and points stay between nothing and the maximum."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager, suppress

import pytest
from mutated_submissions import mutated, seeds

from perfkit.base.errors import PerfkitError
from perfkit.evaluation.department import load_department
from perfkit.evaluation.record import to_record
from perfkit.pages.basis import Basis
from perfkit.pages.report import Report
from perfkit.review import review
from perfkit.review.unscored import load_filing
from perfkit.views.charts import Chart

WHOLE, PARTS = 3_000, 10
SECONDS = 30
# A tenth unless PERFKIT_FUZZ says all.
CASES = range(WHOLE) if os.environ.get("PERFKIT_FUZZ") == "all" else range(0, WHOLE, 10)

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a clock of processor time")


@contextmanager
def limited():
    def late(*_):
        raise AssertionError(f"more than {SECONDS} s of processor time")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def check(number, folder, rubric):
    """Load, evaluate, review and write one mutant; what it ended with."""
    try:
        department = load_department(folder, rubric=rubric)
    except PerfkitError as error:
        for lang in ("zh", "en"):
            error.show(lang)
        with suppress(PerfkitError):
            review(load_filing(folder)[0].evaluate())
        return "refused"
    evaluation = department.evaluate()
    most = evaluation.rubric.total_at_most or evaluation.rubric.max
    assert 0 <= evaluation.points.low <= evaluation.points.high <= most
    for row in evaluation.rows:
        assert 0 <= row.points.low <= row.points.high <= row.indicator.max, row.indicator.id
        for one in row.criteria:
            assert 0 <= one.points.low <= one.points.high <= one.criterion.max, one.criterion.id
    findings = review(evaluation)
    for lang in ("zh", "en"):
        record = to_record(evaluation, findings, lang)
        assert 0 <= float(record["low"]) <= float(record["high"]) <= most
        if number // 10 % 10 == 0:  # a tenth, of all and of a tenth
            report = Report(Basis(department, lang))
            for name in report.sequence:
                shown = report.piece(name)
                (shown.png if isinstance(shown, Chart) else getattr(shown, "_repr_html_", str))()
    return "scored"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    return seeds(tmp_path_factory.mktemp("sources"))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_mutants_are_told_or_scored(part, sources, tmp_path):
    ends, broken = [], []
    for number in CASES[part::PARTS]:
        folder, rubric = mutated(number, sources, tmp_path)
        try:
            with limited():
                ends.append(check(number, folder, rubric))
        except Exception as error:  # all of them in one go
            broken.append(f"{number}: {type(error).__name__}: {str(error)[:300]}")
    assert broken == []
    assert ends.count("scored") > len(ends) / 5 < ends.count("refused") * 2
