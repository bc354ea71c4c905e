"""Seconds for Word, PDF and Excel of one department: in a process that has its libraries, and in a fresh one.

    python tests/benchmarks/bench_publish.py            # 5 rounds, the bundled department, both languages
    python tests/benchmarks/bench_publish.py --rounds 1 # quick

"written" (by the clock, and the processor time that it took) is what a department costs a batch: pictures
drawn, three files written, nothing cached from another department or language. "fresh" is a new interpreter
that reads, evaluates, reviews and writes the same three files, less the time of an interpreter that does
nothing. The load of the machine is printed, since it decides half of the result.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FORMATS = ("docx", "pdf", "xlsx")
LIMIT = 2.0
FRESH = (
    "from perfkit.pages.report import open_report; from perfkit.publish import write; "
    "r = open_report('sz-sif-longhua_2020', lang='{lang}'); "
    "[write(r, '{folder}/r.' + n) for n in ('docx', 'pdf', 'xlsx')]"
)


def written(lang: str, folder: Path) -> dict[str, float]:
    """Seconds a format, libraries loaded, in a child process so that nothing is remembered."""
    code = (
        "import json, sys, time; from perfkit.pages.report import open_report; from perfkit.publish import "
        "write\n"
        "import perfkit.publish.docx, perfkit.publish.pdf, perfkit.publish.xlsx, typst\n"
        f"r = open_report('sz-sif-longhua_2020', lang={lang!r}); r.findings; spent = {{}}; cpu = "
        "time.process_time()\n"
        f"for name in {FORMATS!r}:\n"
        f"    start = time.perf_counter(); write(r, {str(folder)!r} + '/r.' + name); "
        "spent[name] = time.perf_counter() - start\n"
        "spent['cpu'] = time.process_time() - cpu; print(json.dumps(spent))"
    )
    return json.loads(
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    )


def fresh(lang: str, folder: Path) -> float:
    """Seconds of a new interpreter for everything, less one that does nothing."""
    spent = []
    for code in (FRESH.format(folder=folder, lang=lang), "pass"):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        spent.append(time.perf_counter() - start)
    return spent[0] - spent[1]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    worst = 0.0
    print(
        f"python {sys.version.split()[0]}, {os.cpu_count()} processors, load "
        f"{os.getloadavg()[0]:.1f}, {rounds} rounds, median seconds (least)"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for lang in ("zh", "en"):
            each = [written(lang, folder) for _ in range(rounds)]
            sums = [sum(spent[one] for one in FORMATS) for spent in each]
            cpu = statistics.median(spent["cpu"] for spent in each)
            whole = [fresh(lang, folder) for _ in range(rounds)]
            parts = ", ".join(
                f"{one} {statistics.median(spent[one] for spent in each):.2f}" for one in FORMATS
            )
            print(
                f"{lang}: written {statistics.median(sums):.2f} ({min(sums):.2f}) = {parts} (pictures "
                f"are drawn with docx), {cpu:.2f} of processor time; fresh "
                f"{statistics.median(whole):.2f} ({min(whole):.2f})"
            )
            sizes = ", ".join(f"{one} {(folder / f'r.{one}').stat().st_size // 1024} KiB" for one in FORMATS)
            print(f"    {sizes}")
            worst = max(worst, statistics.median(sums))
    print(f"limit {LIMIT:.1f} s a department: {'kept' if worst <= LIMIT else 'missed'}")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
