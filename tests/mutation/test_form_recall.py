"""Recall of the review by class on forms of no known table, in words that the rule book does not share."""

from __future__ import annotations

import inspect
import re
from collections import Counter
from pathlib import Path

import form_faults
import invented_forms

from perfkit.base.paths import data_root

CLASSES = ("arithmetic", "rule", "restated", "requirement", "words")


def test_the_templates_share_no_phrase_with_the_rule_book():
    source = inspect.getsource(form_faults) + inspect.getsource(invented_forms)
    book = "".join(path.read_text(encoding="utf-8") for path in Path(data_root() / "review").glob("*.yaml"))
    runs = re.findall(r"[\u4e00-\u9fff]{7,}", source)
    shared = {run[i : i + 7] for run in runs for i in range(len(run) - 6) if run[i : i + 7] in book}
    assert not shared


def test_recall_by_class_and_no_false_alarm(capsys):
    results, alarms = form_faults.measure()
    planted, caught = Counter(), Counter()
    for cls, number, hits in results.values():
        planted[cls] += number
        caught[cls] += hits
    with capsys.disabled():
        print("\n" + "; ".join(f"{cls} {caught[cls]}/{planted[cls]}" for cls in CLASSES))
    assert not alarms, alarms[:3]
    low = {kind: (hits, number) for kind, (_, number, hits) in results.items() if hits < 0.9 * number}
    assert not low
    assert all(planted[cls] >= 60 for cls in CLASSES)
