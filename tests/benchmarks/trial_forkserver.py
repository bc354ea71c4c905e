"""The engine's own warm parent beside multiprocessing's fork server: time of a job, and what bad ends leave.

    python tests/benchmarks/trial_forkserver.py            # 60 jobs each, interleaved
    python tests/benchmarks/trial_forkserver.py --jobs 20  # quick

Both import what a batch imports ahead, and run the same handlers. What is printed is what was seen;
docs/decisions/0008-libraries.md says what follows from it. Linux only.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import forkserver
from multiprocessing.connection import wait
from pathlib import Path
from statistics import median, quantiles
from typing import Any

PLACES = [str(Path(__file__).resolve().parents[up]) for up in (0, 1, 2)]
sys.path[:0] = PLACES
from engine_jobs import answer, die, leave_a_process, report_and_sleep  # noqa: E402

from perfkit.batch.settings import PRELOAD  # noqa: E402
from perfkit.engine.warm import WarmParent  # noqa: E402

HANDLERS = {one.__name__: one for one in (answer, die, leave_a_process, report_and_sleep)}
CONTEXT = multiprocessing.get_context("forkserver")


def child(handler: str, payload: Any, out: Any) -> None:
    """A job as the fork server would run it, in a group of its own."""
    os.setsid()
    out.send({"result": HANDLERS[handler](payload, out.send)})


def start(handler: str, payload: Any) -> tuple[Any, Any]:
    """A process of the fork server and where its frames come from."""
    here, there = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=child, args=(handler, payload, there))
    process.start()
    there.close()
    return process, here


def frames(process: Any, pipe: Any, timeout: float | None = None) -> list[Any]:
    """What it sent until its end; killed with its group after `timeout`."""
    found, until = [], None if timeout is None else time.monotonic() + timeout
    with suppress(EOFError):
        while ready := wait([pipe, process.sentinel], until and max(0.0, until - time.monotonic())):
            if pipe not in ready:
                break
            found.append(pipe.recv())
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.join()
    return found


def lives(pid: int) -> bool:
    """Whether a process still works; one that waits to be taken leave of does not."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def seconds(act: Any) -> float:
    started = time.monotonic()
    act()
    return time.monotonic() - started


def shown(times: list[float]) -> str:
    return f"{median(times) * 1000:.1f} ms (nine of ten within {quantiles(times, n=10)[-1] * 1000:.1f})"


def ends(warm: WarmParent) -> None:
    """What is left after a crash, a kill, a lost server."""
    crashed = warm.run("engine_jobs:die", {})
    process, pipe = start("die", {})
    seen = frames(process, pipe)
    print(
        f"crash in a library: own {crashed.status}, fork server {process.exitcode}; {len(seen)} frames came"
    )
    for name, pid in (
        ("own", _own_leftover(warm)),
        ("fork server", frames(*start("leave_a_process", {}))[0]["child"]),
    ):
        time.sleep(0.3)
        print(f"{name}: a process that a finished job left lives: {lives(pid)}")
    late = warm.run("engine_jobs:report_and_sleep", {}, timeout=1)
    process, pipe = start("report_and_sleep", {})
    killed = seconds(lambda: frames(process, pipe, 1))
    print(f"limit of 1 s: own says timed out: {late.timed_out}, used {late.peak_kilobytes // 1024} MB")
    print(
        f" fork server: exit {process.exitcode} after {killed:.1f} s; neither time nor memory of a killed job"
    )
    job = warm.open("engine_jobs:report_and_sleep", {})
    pid = job.poll()[0]["pid"]
    os.kill(warm.pid, signal.SIGKILL)
    list(job.frames())
    time.sleep(0.3)
    print(f"server killed: own says lost: {job.ending.lost}, its job lives: {lives(pid)}")
    job.close()
    process, pipe = start("report_and_sleep", {})
    pid = pipe.recv()["pid"]
    os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)
    process.join(5)
    print(f"  fork server: exit {process.exitcode}, its job lives: {lives(pid)}")
    os.kill(pid, signal.SIGKILL)


def _answered(warm: WarmParent) -> None:
    ending = warm.run("engine_jobs:answer", {})
    if ending.crash or ending.died:
        sys.exit(f"a job failed:\n{ending.crash}")


def _own_leftover(warm: WarmParent) -> int:
    seen: list[Any] = []
    warm.run("engine_jobs:leave_a_process", {}, on_frame=seen.append)
    return seen[0]["child"]


_ALONE = """
import sys, time
sys.path[:0] = {path!r}
from trial_forkserver import WarmParent, start
if __name__ == "__main__":
    if {own}:
        warm = WarmParent()
        print(warm.open("engine_jobs:report_and_sleep", {{}}).poll()[0]["pid"], flush=True)
    else:
        process, pipe = start("report_and_sleep", {{}})
        print(pipe.recv()["pid"], flush=True)
    time.sleep(60)
"""


def caller_killed(own: bool) -> str:
    """Whether a job goes on whose caller was killed."""
    code = _ALONE.format(path=PLACES, own=own)
    caller = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert caller.stdout is not None
    pid = int(caller.stdout.readline())
    caller.kill()
    caller.wait()
    time.sleep(1)
    lived = lives(pid)
    if lived:
        os.kill(pid, signal.SIGKILL)
    return f"{'own' if own else 'fork server'}: a job lives whose caller was killed: {lived}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=60)
    jobs = parser.parse_args().jobs
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}")
    os.environ["PYTHONPATH"] = os.pathsep.join(PLACES)
    CONTEXT.set_forkserver_preload([*PRELOAD, "engine_jobs"])
    with WarmParent(preload=[*PRELOAD, "engine_jobs"]) as warm:
        first = seconds(lambda: _answered(warm))
        other = seconds(lambda: frames(*start("answer", {})))
        print(f"first answer: own {first:.2f} s, fork server {other:.2f} s")
        mine, theirs = [], []
        for _ in range(jobs):
            mine.append(seconds(lambda: _answered(warm)))
            theirs.append(seconds(lambda: frames(*start("answer", {}))))
        print(f"a job: own {shown(mine)}, fork server {shown(theirs)}")
        ends(warm)
    print(caller_killed(True), caller_killed(False), sep="\n")


if __name__ == "__main__":
    main()
