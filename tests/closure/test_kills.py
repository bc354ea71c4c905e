"""A process killed at any moment of a change leaves the old ledger or the new one, and the next change goes
through."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from perfkit.closure.ledger import change, record
from perfkit.filing.follow_up import FILE, Step, load_follow_up

BEFORE = "items:\n  - id: a\n    history:\n      - {state: raised, by: 局, date: 2021-05-01}\n"
ANSWERED = Step(state="answered", by="张", date=date(2021, 5, 9), text="已核实")
KILLED, MOST_STEPS = 9, 60


def answer(folder: Path, killed_at: int) -> int:
    """The change in a process of its own, which ends like a killed one at the given call that touches a
    file."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    calls = 0

    def count(event: str, arguments: tuple) -> None:
        nonlocal calls
        if event in ("open", "os.rename", "os.chmod", "os.remove") and "follow-up" in str(arguments[:1]):
            calls += 1
            if calls == killed_at:
                os._exit(KILLED)

    sys.addaudithook(count)
    try:
        change(folder, lambda kept: record(kept, "a", ANSWERED))
    finally:
        os._exit(0 if calls < MOST_STEPS else 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_kill_between_any_two_steps_loses_nothing(tmp_path):
    results, left = [], []
    for at in range(1, MOST_STEPS):
        folder = tmp_path / str(at)
        folder.mkdir()
        (folder / FILE).write_text(BEFORE, encoding="utf-8")
        results.append(answer(folder, at))
        left.append((folder / FILE).read_text("utf-8"))
        if left[-1] == BEFORE:  # nothing that the dead process held stops the next one
            assert answer(folder, 0) == 0
        assert load_follow_up(folder).item("a").state == "answered"
        if results[-1] != KILLED:
            break
    after = left[-1]
    assert results[:-1] == [KILLED] * (len(results) - 1) and len(results) > 4
    assert results[-1] == 0 and after != BEFORE and set(left) == {BEFORE, after}
