"""Departments and batches for the tests of the batch: small, synthetic, and quick to evaluate."""

from __future__ import annotations

import hashlib
from pathlib import Path

from perfkit.batch import plan, report

# Keys must not change while somebody edits the package during a test run.
source_hash = plan.source_hash
plan.source_hash = lambda: "as in the tests"

NOTEBOOK = Path(__file__).parent / "notebooks" / "unit.ipynb"
SUBMISSION = """synthetic: true
department: {{id: unit, name: 合成部门{id}}}
year: 2020
title: 合成数据
self_evaluation:
  rubric: sz-2020
  section: 评分表
  scores: {{decision.budget.rationality: "{points}"}}
  total: "{points}.00"
  grade: 差
"""
# Each run of a batch may write these differently; nothing else.
CLOCKS = {"log.jsonl", ".lock"}


def make_department(root: Path, name: str, points: int = 5) -> Path:
    """A department folder `<name>_2020`; a name with "bad" gets a submission with a fault."""
    folder = root / f"{name}_2020"
    folder.mkdir(parents=True)
    text = SUBMISSION.format(id=name, points=points)
    if "bad" in name:
        text = text.replace("year: 2020", "yaer: 2020")
    (folder / "submission.yaml").write_text(text, encoding="utf-8")
    return folder


def run(root: Path, out: Path, **options):
    """A batch over `root` with the test notebook, two at a time, without a word."""
    return report(
        [root], out, **{"notebook": NOTEBOOK, "workers": 2, "progress": False, "timeout": 60.0, **options}
    )


def tree(out: Path) -> dict[str, str]:
    """Every file with the hash of its bytes, but for those with clocks in them."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in CLOCKS
    }
