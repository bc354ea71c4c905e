"""Many units with trouble among them: whatever is killed on the way, the result is that of an undisturbed
run.

By default 40 units; the thousand of the promise with `PERFKIT_BIG=1000 python -m pytest
tests/batch/test_batch_scale.py`.
"""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from batch_world import make_department, run, tree
from test_batch_faults import assert_nothing_half_made_counts, descendants, start

from perfkit.engine.warm import HAS_FORK

UNITS = int(os.environ.get("PERFKIT_BIG", "40"))
# Long enough for a healthy unit on a busy machine, short enough for one that never ends.
TIMEOUT = 6.0 if UNITS <= 100 else 20.0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not HAS_FORK, reason="kills processes of a warm parent")]


def make_world(root):
    kinds = {}
    share = max(1, UNITS // 100)
    for kind in ("bad", "raise", "hang"):
        kinds |= {f"{kind}{number}": kind for number in range(share)}
    kinds |= {f"unit{number:04}": "good" for number in range(UNITS - len(kinds))}
    for name in kinds:
        make_department(root, name)
    return kinds


def kill_one(pid: int, choose: random.Random) -> int:
    """Kill a process below the batch: mostly one that makes a unit, sometimes their parent. How many were
    killed."""
    parent, *makers = descendants(pid) or [0]
    victim = choose.choice(makers) if makers and choose.random() < 0.8 else parent
    if not victim:
        return 0
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def test_after_any_number_of_kills_the_result_is_that_of_an_undisturbed_run(tmp_path):
    root, calm, rough = tmp_path / "departments", tmp_path / "calm", tmp_path / "rough"
    kinds = make_world(root)
    started = time.monotonic()
    result = run(root, calm, timeout=TIMEOUT)
    seconds = time.monotonic() - started
    wrong = {
        entry.unit.department.name.removesuffix("_2020"): entry.failure["kind"]
        for entry in result.units
        if entry.failure
    }
    expected = {"bad": "input", "raise": "notebook", "hang": "timeout"}
    assert wrong == {name: expected[kind] for name, kind in kinds.items() if kind != "good"}

    kills = batches = 0
    choose = random.Random(20)
    for part in (1, 2, 3):
        process = start(root, rough, timeout=TIMEOUT, retry_failed=True)
        next_kill = 0
        while (
            process.poll() is None
            and (made := len(list((rough / "reports").glob("[!.]*")))) < UNITS * part // 4
        ):
            if made >= next_kill:
                kills += kill_one(process.pid, choose) if next_kill else 0
                next_kill = made + choose.randint(2, max(4, UNITS // 50))
            time.sleep(0.02)
        if process.poll() is None:
            # The whole batch, in the middle of its work.
            process.kill()
            process.wait()
            batches += 1
        assert_nothing_half_made_counts(rough)
    final = run(root, rough, timeout=TIMEOUT, retry_failed=True)
    assert kills >= 1 and batches >= 2
    assert final.exit_code == 1 and tree(rough) == tree(calm)
    print(
        f"{UNITS} units in {seconds:.0f} s undisturbed; then {kills} processes and {batches} batches killed"
    )
