"""Whatever kills a batch, and wherever: nothing half-made is taken for done, and the next run completes
it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_world import make_department, run, tree

from perfkit.batch import store
from perfkit.engine.warm import HAS_FORK

HERE = Path(__file__).parent
pytestmark = pytest.mark.skipif(not HAS_FORK, reason="kills processes of a warm parent")


def start(root: Path, out: Path, fault: str = "", **options) -> subprocess.Popen:
    environ = {
        **os.environ,
        "PYTHONPATH": f"{HERE}{os.pathsep}{HERE.parent}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
    }
    if fault:
        environ |= {"BATCH_FAULT": fault, "BATCH_COUNTER": f"{out}.counter"}
        Path(f"{out}.counter").unlink(missing_ok=True)
    return subprocess.Popen(
        [sys.executable, str(HERE / "batch_main.py"), str(root), str(out), json.dumps(options)],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen) -> tuple[int, str]:
    output, _ = process.communicate(timeout=120)
    return process.returncode, output


def assert_nothing_half_made_counts(out: Path) -> None:
    for folder in (out / "reports").glob("[!.]*"):
        assert store.read_complete(out, folder.name), f"{folder} looks done and is not"
    for file in [*(out / "failed").glob("*/failure.json"), *out.glob("manifest.json")]:
        json.loads(file.read_bytes())


def count_writes(root: Path, out: Path, **options) -> int:
    code, output = finish(start(root, out, "count:0", **options))
    assert code in (0, 1), output
    return Path(f"{out}.counter").stat().st_size


@pytest.fixture
def world(tmp_path):
    root = tmp_path / "departments"
    for name in ("a", "bad"):
        make_department(root, name)
    return root, tmp_path


def test_a_kill_at_every_write_loses_nothing(world):
    root, tmp_path = world
    options = {"formats": ["json"], "light": True, "workers": 1}
    writes = count_writes(root, tmp_path / "whole", **options)
    assert writes >= 10
    undisturbed = tree(tmp_path / "whole")
    out = tmp_path / "out"
    for number in range(1, writes + 1):
        # Each kill strikes a batch that the one before left half-way, and a fresh one where that was
        # complete.
        if number % 3 == 0:
            out = tmp_path / f"out{number}"
        code, _ = finish(start(root, out, f"kill:{number}", **options))
        assert_nothing_half_made_counts(out)
        if code != -signal.SIGKILL:
            # A resumed batch has fewer writes; this one came to its end.
            out = tmp_path / f"next{number}"
    for folder in [tmp_path / "out", *tmp_path.glob("out*[0-9]")]:
        run(root, folder, formats=("json",), workers=1)
        assert tree(folder) == undisturbed, folder


def test_a_full_disk_stops_with_a_sentence_and_no_half_files(world):
    root, tmp_path = world
    options = {"formats": ["json"], "light": True, "workers": 1}
    writes = count_writes(root, tmp_path / "whole", **options)
    for number in range(1, writes + 1, 3):
        out = tmp_path / f"out{number}"
        code, output = finish(start(root, out, f"full:{number}", **options))
        assert code == 1 and "磁盘已满" in output, (number, output)
        assert_nothing_half_made_counts(out)
        run(root, out, formats=("json",), workers=1)
        assert tree(out) == tree(tmp_path / "whole")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_cleanly_and_the_next_run_goes_on(tmp_path, stop):
    root, out = tmp_path / "departments", tmp_path / "out"
    for number in range(6):
        make_department(root, f"wait{number}")
    process = start(root, out, parameters={"note": "0.8"})
    deadline = time.monotonic() + 60
    while not list((out / "reports").glob("[!.]*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(stop)
    code, output = finish(process)
    assert code == 130 and "Traceback" not in output
    made = len(list((out / "reports").glob("[!.]*")))
    assert 1 <= made < 6 and not list((out / "reports").glob(".*")) and (out / "index.html").is_file()
    assert_nothing_half_made_counts(out)
    result = run(root, out, parameters={"note": "0.8"})
    assert result.exit_code == 0 and result.count("skipped") == made


@pytest.mark.parametrize("seconds", [0.4, 1.5, 4.0])
def test_ctrl_c_at_any_moment_is_one_sentence_and_130(tmp_path, seconds):
    root, out = tmp_path / "departments", tmp_path / "out"
    for number in range(30):  # more than a quick machine makes in the longest of these times
        make_department(root, f"many{number}")
    command = [sys.executable, "-m", "perfkit", "report", str(root), "-o", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    said, complained = process.communicate(timeout=60)
    assert (process.returncode, time.monotonic() - started < 15) == (130, True), complained
    complained = "".join(line for line in complained.splitlines(True) if "剩余" not in line)  # how far it was
    assert complained in ("已中断\n", "") and "Traceback" not in said
    assert "已中断" in said + complained


def test_a_killed_warm_parent_is_no_attempt_of_its_units(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    for number in range(4):
        make_department(root, f"wait{number}")
    process = start(root, out, parameters={"note": "1.5"}, workers=2)
    deadline = time.monotonic() + 60
    while not list((out / "reports").glob(".part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    (parent,) = [child for child in descendants(process.pid) if parent_of(child) == process.pid]
    os.kill(parent, signal.SIGKILL)
    code, output = finish(process)
    assert code == 0, output
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["attempts"] for line in lines if line["event"] == "unit"] == [1, 1, 1, 1]


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def test_killing_the_batch_leaves_no_process_behind(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    make_department(root, "hang")
    process = start(root, out)
    deadline = time.monotonic() + 60
    while not list((out / "reports").glob(".part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    family = descendants(process.pid)
    assert len(family) >= 2
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(alive(pid) for pid in family) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not [pid for pid in family if alive(pid)]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            child = int(entry.parent.name)
            found += [child, *descendants(child)]
    return found
