"""What a second filing changes: recovered exactly, whatever the order of rows."""

from __future__ import annotations

import random

import pytest

from perfkit.base.paths import data_root
from perfkit.closure.differences import Change, apply, differences, values
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import load_submission

LONGHUA = load_submission(data_root() / "departments" / "sz-sif-longhua_2020")


def edited(seed: int) -> tuple[Submission, dict[tuple[str, ...], tuple[str | None, str | None]]]:
    """A copy with a few edits of every kind, and what they were."""
    rng = random.Random(seed)
    content = LONGHUA.model_dump(exclude_defaults=True)
    script: dict[tuple[str, ...], tuple[str | None, str | None]] = {}
    rows = content["targets"]["rows"]
    targets = list(rows)
    for target in rng.sample(targets, 3):
        path = ("targets", "rows", f"{target['block']} · {target['kind']} · {target['name']}", "actual")
        script[path] = (target["actual"], f"更正为{seed}次")
        target["actual"] = f"更正为{seed}次"
    fact = rng.choice(sorted(content["facts"]))
    statement = content["facts"][fact][0]
    if isinstance(statement["value"], str):
        place = " · ".join(
            statement[key] for key in ("section", "period", "scope", "document") if statement.get(key)
        )
        script["facts", fact, place, "value"] = (statement["value"], "7")
        statement["value"] = "7"
    passage = {"section": "更正说明", "text": f"第{seed}次更正"}
    content["narrative"] = dict(content["narrative"])
    content["narrative"]["problems"] = [*content["narrative"].get("problems", ()), passage]
    script["narrative", "problems", "更正说明", "text"] = (None, f"第{seed}次更正")
    rng.shuffle(targets)
    content["targets"]["rows"] = targets
    return Submission.model_validate(content), script


@pytest.mark.parametrize("seed", range(25))
def test_an_edit_script_is_recovered_exactly(seed):
    second, script = edited(seed)
    changes = differences(LONGHUA, second)
    assert {change.path: (change.old, change.new) for change in changes} == script
    assert apply(values(LONGHUA), changes) == values(second)
    back = [Change(change.path, change.new, change.old) for change in changes]
    assert apply(values(second), back) == values(LONGHUA)


def test_the_same_filing_has_no_differences_in_any_order():
    content = LONGHUA.model_dump(exclude_defaults=True)
    content["tasks"]["rows"] = list(reversed(content["tasks"]["rows"]))
    content["figures"] = list(reversed(content["figures"]))
    assert differences(LONGHUA, Submission.model_validate(content)) == ()


def test_a_change_to_a_value_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        apply({("year",): "2020"}, [Change(("year",), "2019", "2021")])
