"""Units on a dask cluster of two worker processes: the same files, also when a worker dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batch_world import make_department, run, tree
from test_batch_faults import descendants

from perfkit.base.errors import BatchError
from perfkit.batch import executors

if not os.environ.get("PERFKIT_REQUIRE_DASK"):
    pytest.importorskip("distributed", reason="the dask extra is not installed")
pytestmark = pytest.mark.slow
HERE = Path(__file__).parent


@pytest.fixture
def cluster(tmp_path):
    """Address of a scheduler and its two workers, each a process of its own."""
    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]),
    }
    address = tmp_path / "scheduler.json"
    quiet = {"env": environ, "cwd": tmp_path, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [
        sys.executable,
        "-m",
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(address),
    ]
    processes = [subprocess.Popen(command, **quiet)]
    command = [
        sys.executable,
        "-m",
        "distributed.cli.dask_worker",
        "--scheduler-file",
        str(address),
        "--nworkers",
        "1",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--no-nanny",
    ]
    processes += [subprocess.Popen(command, **quiet) for _ in range(2)]
    try:
        import json

        deadline = time.monotonic() + 60
        while not address.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        time.sleep(0.2)
        found = json.loads(address.read_text())["address"]
        from distributed import Client

        with Client(found, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield found, processes[1:]
    finally:
        for process in processes:
            for pid in [*descendants(process.pid), process.pid]:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
            process.wait()


def test_a_cluster_makes_the_same_files_and_loses_nothing_with_a_worker(cluster, tmp_path):
    address, workers = cluster
    root = tmp_path / "departments"
    for number in range(6):
        make_department(root, f"wait{number}")
    make_department(root, "bad")
    options = {"parameters": {"note": "1.5"}}
    run(root, tmp_path / "here", **options)

    environ = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent), os.environ.get("PYTHONPATH", "")]),
    }
    import json

    process = subprocess.Popen(
        [
            sys.executable,
            str(HERE / "batch_main.py"),
            str(root),
            str(tmp_path / "there"),
            json.dumps({**options, "dask": address}),
        ],
        env=environ,
    )
    deadline = time.monotonic() + 120
    while not list((tmp_path / "there" / "reports").glob("[!.]*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    workers[0].kill()
    assert process.wait(180) == 1
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


def test_no_scheduler_is_told(monkeypatch):
    monkeypatch.setattr(executors, "PATIENCE", 1)
    with (
        pytest.raises(BatchError, match="连不上 dask"),
        executors.open_executor(None, "tcp://127.0.0.1:9"),
    ):
        pass
