"""Reports a minute: `perfkit report` against loops of `papermill` and `jupyter nbconvert`, interleaved in
one run.

    python tests/benchmarks/bench_batch.py --lean build/lean            # made where it is missing
    python tests/benchmarks/bench_batch.py --rounds 1 --peer-reports 1  # quick

Every run is counted by the HTML files with as many pictures as the notebook draws, and by exit codes; a
failure ends the benchmark. The departments are copies of the bundled one. What is printed is what was
measured, nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
REPORT = HOME / "notebooks" / "01_department.ipynb"
USERS = HOME / "tests" / "notebooks" / "trial.ipynb"
LEAN = (
    "papermill",
    "nbconvert",
    "ipykernel",
    "matplotlib",
    "pandas",
    "numpy",
    "pyarrow",
    "pyyaml",
    "pydantic",
    "jinja2",
    "mistune",
    "pillow",
    "ipywidgets",
)


def environ() -> dict[str, str]:
    """The environment of every command: compiled code is kept, as it is for most users."""
    left_out = ("MPLBACKEND", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if name not in left_out} | {
        "PYTHONPATH": str(HOME)
    }


def run(command: list[str], folder: Path) -> None:
    """A command that must succeed."""
    done = subprocess.run(
        command, cwd=folder, env=environ(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(f"exit {done.returncode}: {' '.join(map(str, command))}\n{done.stderr[-2000:]}")


def make_lean(folder: Path) -> Path:
    """An environment with the same versions but without JupyterLab."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        pins = [f"{name}=={metadata.version(name)}" for name in LEAN]
        subprocess.run([str(python), "-m", "pip", "install", "-q", *pins], check=True)
    assert not list(folder.glob("lib/*/site-packages/jupyterlab")), "this environment has JupyterLab"
    return python


def loop(python: Path, notebook: Path, departments: list[Path], out: Path) -> None:
    """What people do: papermill, then nbconvert, one department after the other."""
    tools = python.parent
    for department in departments:
        executed = out / f"{department.name}.ipynb"
        root = ["-r", "root", str(department.parent)] if notebook == REPORT else []
        names = ["-r", "department", department.name, *root]
        run([str(tools / "papermill"), str(notebook), str(executed), *names], out)
        run([str(tools / "jupyter"), "nbconvert", "--to", "html", "--no-input", str(executed)], out)


def peer(python: Path, notebook: Path, departments: list[Path], at_once: int) -> float:
    """Reports a minute of so many loops at once."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        started = time.monotonic()
        with ThreadPoolExecutor(at_once) as pool:
            for done in [
                pool.submit(loop, python, notebook, departments[part::at_once], out)
                for part in range(at_once)
            ]:
                done.result()
        seconds = time.monotonic() - started
        check(sorted(out.glob("*.html")), departments, notebook)
    return len(departments) / seconds * 60


def check(pages: list[Path], departments: list[Path], notebook: Path) -> None:
    """As many pages as departments, each with the pictures that the notebook draws."""
    wanted = 7 if notebook == REPORT else 6
    if len(pages) != len(departments):
        sys.exit(f"{len(pages)} pages for {len(departments)} departments")
    for page in pages:
        if (found := page.read_text(encoding="utf-8").count("data:image/png")) < wanted:
            sys.exit(f"{page}: {found} pictures, not {wanted}")


class Watch(threading.Thread):
    """Memory of a process and everything below it (proportional set size), and when the first report was
    there."""

    def __init__(self, pid: int, out: Path) -> None:
        super().__init__(daemon=True)
        self.pid, self.out, self.started = pid, out, time.monotonic()
        self.first: float | None = None
        self.memory: list[tuple[float, float]] = []
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02 if self.first is None else 1.0):
            now = time.monotonic() - self.started
            if self.first is None and any(self.out.glob("reports/[!.]*/manifest.json")):
                self.first = now
            if not self.memory or now - self.memory[-1][0] >= 1:
                self.memory.append((now, sum(map(proportional, family(self.pid))) / 1024))


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(found for child in below for found in family(int(child)))]


def proportional(pid: int) -> int:
    """Kilobytes of a process, shared pages divided among those who share them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def ours(notebook: Path, departments: list[Path], workers: int) -> dict[str, float]:
    """One `perfkit report` over all departments, start and index included."""
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        command = [
            sys.executable,
            "-m",
            "perfkit",
            "report",
            str(departments[0].parent),
            "-o",
            str(out),
            "--workers",
            str(workers),
            "--notebook",
            str(notebook),
        ]
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=HOME, env=environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        watch = Watch(process.pid, out)
        watch.start()
        code = process.wait()
        seconds = time.monotonic() - started
        watch.over.set()
        watch.join()
        if code:
            sys.exit(f"perfkit report: exit {code}")
        check(sorted(out.glob("reports/*/report.html")), departments, notebook)
        times = [
            datetime.fromisoformat(line["time"])
            for line in map(json.loads, (out / "log.jsonl").read_text().splitlines())
            if line["event"] == "unit"
        ]
        sizes = [path.stat().st_size for path in out.glob("reports/*/report.html")]
        disk = sum(path.stat().st_size for path in out.glob("reports/**/*") if path.is_file()) / len(
            departments
        )
    quarter = max(1, len(watch.memory) // 4)
    middle = [memory for _, memory in watch.memory]
    return {
        "rate": len(departments) / seconds * 60,
        "each": (times[-1] - times[workers]).total_seconds() / (len(times) - 1 - workers),
        "first": watch.first or seconds,
        "page": max(sizes) / 1024,
        "disk": disk / 1024,
        "memory": max(middle, default=0),
        "early": sum(middle[quarter : 2 * quarter]) / quarter,
        "late": sum(middle[-quarter - 1 : -1]) / quarter,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lean", type=Path, help="environment without JupyterLab; made if it is not there")
    parser.add_argument("--reports", type=int, default=60, help="departments for perfkit (default 60)")
    parser.add_argument("--peer-reports", type=int, default=4, help="departments for each loop (default 4)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only-ours", action="store_true", help="no peers: for the figures of a long run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = HOME / "data" / "departments" / "sz-sif-longhua_2020"
        many, few = (Path(name) / kind for kind in ("many", "few"))
        for folder, count in ((many, options.reports), (few, options.peer_reports)):
            for number in range(count):
                shutil.copytree(source, folder / f"copy{number:05}_2020")
        measure(options, sorted(many.iterdir()), sorted(few.iterdir()))


def measure(options: argparse.Namespace, many: list[Path], few: list[Path]) -> None:
    """All rounds, then the table."""
    lab = Path(sys.executable)
    kinds: dict[str, Callable[[], float]] = {}
    if not options.only_ours:
        kinds["report, loop, with JupyterLab, 1 at a time"] = lambda: peer(lab, REPORT, few, 1)
        if options.lean:
            lean = make_lean(options.lean.resolve())
            kinds["report, loop, without JupyterLab, 2 at a time"] = lambda: peer(lean, REPORT, few, 2)
            kinds["a user's notebook, loop, without JupyterLab, 2 at a time"] = lambda: peer(
                lean, USERS, few, 2
            )
    rates: dict[str, list[float]] = {name: [] for name in kinds}
    mine: dict[str, list[dict[str, float]]] = {"report": [], "a user's notebook": []}
    for work in kinds.values():  # not counted: whatever is compiled or cached once
        work()
    ours(REPORT, few, options.workers)
    for _ in range(options.rounds):
        for name, work in kinds.items():
            rates[name].append(work())
            notebook = USERS if name.startswith("a user") else REPORT
            mine["a user's notebook" if notebook == USERS else "report"].append(
                ours(notebook, many, options.workers)
            )
        if not kinds:
            mine["report"].append(ours(REPORT, many, options.workers))
    print(
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, {options.rounds} rounds"
    )
    for name, found in rates.items():
        print(f"{name}: {spread(found)} reports a minute")
    for name, results in mine.items():
        if not results:
            continue
        print(
            f"perfkit, {name}, {options.workers} workers, {len(many)} reports: "
            f"{spread([r['rate'] for r in results])} reports a minute, start and index included"
        )
        print(
            f"  {spread([r['each'] for r in results], 3)} s a report in the long run; first report "
            f"after {spread([r['first'] for r in results])} s"
        )
        print(
            f"  page {results[-1]['page']:.0f} KB, all files {results[-1]['disk']:.0f} KB a report; "
            f"memory of the whole tree at most {spread([r['memory'] for r in results])} MB, last "
            "quarter ÷ second quarter "
            f"{spread([r['late'] / r['early'] for r in results if r['early']], 3)}"
        )
    for name, found in rates.items():
        own = [r["rate"] for r in mine["a user's notebook" if name.startswith("a user") else "report"]]
        pairs = (
            [mine_now / theirs for mine_now, theirs in zip(own, found, strict=False)]
            if len(own) == len(found)
            else [sum(own) / len(own) / theirs for theirs in found]
        )
        print(f"perfkit ÷ {name}: {spread(pairs)} times")


def spread(values: list[float], digits: int = 1) -> str:
    """Median, and least to most in brackets."""
    values = sorted(values)
    if not values:
        return "-"
    return f"{values[len(values) // 2]:.{digits}f} ({values[0]:.{digits}f}–{values[-1]:.{digits}f})"


if __name__ == "__main__":
    main()
