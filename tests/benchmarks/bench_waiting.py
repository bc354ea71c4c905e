"""What a person waits for, by the clock: points on the terminal, the first report, a changed fact.

    python tests/benchmarks/bench_waiting.py [--rounds 5]

Each figure is the best and the median of several rounds of whole commands, start included; the interpreter's
own start is printed beside, and the load of the machine at the end.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from bench_batch import environ

from perfkit.base.paths import data_root

LONGHUA = "sz-sif-longhua_2020"
SPENT = re.compile(r'(?<=spent_total:\n    - \{value: ")[0-9.]+')


def command(*words: str) -> float:
    """Seconds that a command takes."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL, env=environ())
    return time.perf_counter() - start


def pages(out: Path) -> list[int]:
    """The pages that are there, by what changes when one is made anew."""
    return [page.stat().st_ino for page in out.glob("reports/[!.]*/report.html")]


def until_new(out: Path, before: list[int]) -> float:
    """Seconds until there is a page other than before."""
    start = time.perf_counter()
    while (now := pages(out)) == before or not now:
        if time.perf_counter() - start > 60:
            sys.exit("no page after 60 s")
        time.sleep(0.005)
    return time.perf_counter() - start


def watched(rounds: int) -> tuple[float, list[float]]:
    """Seconds until the first report, and from each changed fact until its page."""
    with tempfile.TemporaryDirectory() as name:
        departments, out = Path(name, "departments"), Path(name, "out")
        shutil.copytree(data_root() / "departments" / LONGHUA, departments / LONGHUA)
        words = ["-m", "perfkit", "report", str(departments), "-o", str(out), "--watch"]
        process = subprocess.Popen(
            [sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environ()
        )
        try:
            first = until_new(out, [])
            changes = []
            for _ in range(rounds):
                time.sleep(2)  # index and tables of the change before
                filing, before = departments / LONGHUA / "submission.yaml", pages(out)
                text = filing.read_text(encoding="utf-8")
                new, found = SPENT.subn(lambda spent: str(Decimal(spent[0]) + 1), text, count=1)
                assert found, "the filing has no total to change"
                filing.write_text(new, encoding="utf-8")
                changes.append(until_new(out, before))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    return first, changes


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    filing = str(data_root() / "departments" / LONGHUA)
    watches = [watched(rounds) for _ in range(2)]
    rows = {
        "interpreter alone": [command("-c", "pass") for _ in range(rounds)],
        "perfkit score": [command("-m", "perfkit", "score", filing) for _ in range(rounds)],
        "first report of perfkit report --watch": [first for first, _ in watches],
        "a changed fact to its finished page": [second for _, seconds in watches for second in seconds],
    }
    for name, seconds in rows.items():
        best, middle = min(seconds), statistics.median(seconds)
        print(f"{name}: {best:.2f} s at best, {middle:.2f} s in the middle of {len(seconds)}")
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} processors")


if __name__ == "__main__":
    main()
