"""Many units with trouble among them: whatever is killed on the way, the result is that of an undisturbed run.

By default 40 units; the thousand of the promise with `PERFKIT_BIG=1000 python -m pytest tests/test_batch_scale.py`.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time

import pytest
from batch_world import make_department, run, tree
from test_batch_faults import assert_nothing_half_made_counts, descendants, start

from perfkit.engine.warm import HAS_FORK

UNITS = int(os.environ.get("PERFKIT_BIG", "40"))
# Long enough for a healthy unit on a busy machine, short enough for one that never ends.
TIMEOUT = 6.0
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


class Killer(threading.Thread):
    """Kills some process below the batch every now and then."""

    def __init__(self, pid: int, every: float, seed: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._every, self._random = pid, every, random.Random(seed)
        self.kills, self._over = 0, threading.Event()

    def run(self) -> None:
        while not self._over.wait(self._every * self._random.uniform(0.5, 1.5)):
            family = descendants(self._pid)
            if family:
                try:
                    os.kill(self._random.choice(family), signal.SIGKILL)
                    self.kills += 1
                except ProcessLookupError:
                    pass

    def stop(self) -> None:
        self._over.set()
        self.join()


def test_after_any_number_of_kills_the_result_is_that_of_an_undisturbed_run(tmp_path):
    root, calm, rough = tmp_path / "departments", tmp_path / "calm", tmp_path / "rough"
    kinds = make_world(root)
    started = time.monotonic()
    result = run(root, calm, timeout=TIMEOUT)
    seconds = time.monotonic() - started
    wrong = {entry.unit.department.name.removesuffix("_2020"): entry.failure["kind"] for entry in result.units if entry.failure}
    expected = {"bad": "input", "raise": "notebook", "hang": "timeout"}
    assert wrong == {name: expected[kind] for name, kind in kinds.items() if kind != "good"}

    kills = batches = 0
    for seed in range(3):
        process = start(root, rough, timeout=TIMEOUT, retry_failed=True)
        killer = Killer(process.pid, every=max(0.6, seconds / 60), seed=seed)
        killer.start()
        try:
            process.wait(timeout=max(6.0, seconds / 4))
        except Exception:
            process.kill()
            process.wait()
            batches += 1
        killer.stop()
        kills += killer.kills
        assert_nothing_half_made_counts(rough)
    final = run(root, rough, timeout=TIMEOUT, retry_failed=True)
    assert kills >= 3 and batches >= 1
    assert final.exit_code == 1 and tree(rough) == tree(calm)
    print(f"{UNITS} units in {seconds:.0f} s undisturbed; then {kills} processes and {batches} batches killed")
