"""Ids stay the same under what does not concern a finding."""

from __future__ import annotations

import random
from pathlib import Path

from perfkit.evaluation.department import Department, load_department
from perfkit.filing.submission import Submission
from perfkit.review import review

GOLDEN = Path(__file__).resolve().parents[1] / "goldens" / "longhua-ids.txt"
COMMAND = "python tests/closure/test_identity.py"
LONGHUA = load_department("sz-sif-longhua_2020")


def ids_of(submission: Submission) -> set[str]:
    department = Department(LONGHUA.folder, submission, LONGHUA.rubric, LONGHUA.judgements)
    return {finding.id for finding in review(department.evaluate())}


def test_every_finding_has_an_id_of_its_own():
    findings = review(LONGHUA.evaluate())
    assert len({finding.id for finding in findings}) == len(findings) > 50


def test_reordered_targets_and_tasks_change_no_id():
    content = LONGHUA.submission.model_dump(exclude_defaults=True)
    rng = random.Random(4)
    for table in ("targets", "tasks"):
        rows = list(content[table]["rows"])
        rng.shuffle(rows)
        content[table]["rows"] = rows
    assert ids_of(Submission.model_validate(content)) == ids_of(LONGHUA.submission)


def test_the_ids_of_the_last_version_are_the_ids_of_this_one():
    """Ledgers in the field hold these ids: a finding that is dropped on purpose leaves the file, none is
    renamed."""
    known = GOLDEN.read_text(encoding="utf-8").split()
    assert set(known) <= ids_of(LONGHUA.submission), f"once meant: run {COMMAND}"


def test_renamed_sections_change_no_id():
    def renamed(value, key=""):
        if isinstance(value, dict):
            return {name: renamed(inner, name) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [renamed(inner, key) for inner in value]
        return f"第{value}节" if key == "section" else value

    content = renamed(LONGHUA.submission.model_dump(exclude_defaults=True))
    assert ids_of(Submission.model_validate(content)) == ids_of(LONGHUA.submission)


def test_a_corrected_figure_takes_away_only_what_rested_on_it():
    content = LONGHUA.submission.model_dump(exclude_defaults=True)
    row = next(row for row in content["targets"]["rows"] if row["expected"] and row["actual"])
    row["actual"] = row["expected"]
    before, after = ids_of(LONGHUA.submission), ids_of(Submission.model_validate(content))
    assert len(before & after) >= len(before) - 6


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(sorted(ids_of(LONGHUA.submission))) + "\n", encoding="utf-8")
