"""What `perfkit report` takes over departments whose reports are all there and unchanged.

    python tests/benchmarks/bench_resume.py 1000 5000 10000

For each number, so many folders are copied from 40 generated departments. Their results are those of the
40, which are really made, laid down under each folder's own name and key, since making 10,000 takes an hour.
Then the command runs as anybody runs it: once where index and tables are still to be written, and once more.
It must skip every one.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from perfkit.batch import report, store
from perfkit.batch.parameters import packed
from perfkit.batch.plan import Unit, default_notebook, find_departments, plan_units
from perfkit.demo import generate, write_department

MADE = 40
SETTINGS = {
    "evaluator": "",
    "public": False,
    "annexes": "all",
    "brief": False,
    "engine": "perfkit",
    "parameters": packed({}),
}


def planned(root: Path) -> Iterator[Unit]:
    """The units of a batch over `root` as JSON, nothing else asked for."""
    return plan_units(
        find_departments([root]),
        formats=("json",),
        notebook=default_notebook(),
        rubric="",
        lang="en",
        settings=SETTINGS,
    )


def lay_down(count: int, originals: list[Unit], made: Path, root: Path, out: Path) -> None:
    """Copy departments, and put each one's result where a batch would have put it."""
    for number in range(count):
        shutil.copytree(originals[number % MADE].department, root / f"unit{number:06}_2020")
    for number, unit in enumerate(planned(root)):
        original = store.reports(made) / originals[number % MADE].name
        folder = store.reports(out) / unit.name
        folder.mkdir(parents=True)
        manifest = json.loads((original / store.MANIFEST).read_bytes())
        for name in manifest["files"]:
            os.link(original / name, folder / name)
        manifest |= {"unit": unit.name, "key": unit.key, "inputs": unit.inputs}
        manifest["summary"]["folder"] = unit.department.name
        (folder / store.MANIFEST).write_bytes(store.to_json(manifest))


def resumed(root: Path, out: Path) -> tuple[float, float]:
    """Seconds and processor seconds of the command; every report must have been there."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "perfkit", "report", root, "-o", out, "--format", "json", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, after = time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    count = sum(1 for _ in root.iterdir())
    if f": 0 made, {count} unchanged, 0 failed" not in done.stdout:
        sys.exit(done.stdout)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for number in range(MADE):
            made = write_department(generate(number, level=1 + number % 4), home / "originals")
            made.rename(made.with_name(f"original{number:03}_2020"))
        report([home / "originals"], home / "made", lang="en", formats=("json",), progress=False)
        originals = list(planned(home / "originals"))
        for count in map(int, sys.argv[1:]):
            root, out = home / f"departments{count}", home / f"out{count}"
            lay_down(count, originals, home / "made", root, out)
            for which in ("index and tables to write", "nothing to write"):
                seconds, processor = resumed(root, out)
                print(f"{count} unchanged, {which}: {seconds:.1f} s, {processor:.1f} s of processor time")


if __name__ == "__main__":
    main()
