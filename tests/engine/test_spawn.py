"""Jobs in processes of their own: endings, deadlines, deaths, and what is left running."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from perfkit.engine.spawn import FreshInterpreters
from perfkit.engine.warm import HAS_FORK, WarmParent

needs_fork = pytest.mark.skipif(not HAS_FORK, reason="no fork on this system")
BACKENDS = [pytest.param(WarmParent, marks=needs_fork), FreshInterpreters]


@pytest.fixture(scope="module", autouse=True)
def jobs_can_be_imported():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parents[1]), prepend=os.pathsep)
        yield


@pytest.fixture(scope="module", params=BACKENDS)
def backend(request, jobs_can_be_imported):
    with request.param() as made:
        yield made


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_job_gets_its_payload_and_its_folder(backend, tmp_path):
    seen = []
    ending = backend.run(
        "engine_jobs:answer", {"name": "龙华", "id": "0012"}, cwd=str(tmp_path), on_frame=seen.append
    )
    assert seen == [{"saw": {"name": "龙华", "id": "0012"}, "cwd": str(tmp_path)}]
    assert ending.result["pid"] != os.getpid() and ending.finished and ending.status == 0


def test_a_large_answer_arrives_whole(backend):
    seen = []
    backend.run("engine_jobs:big", None, on_frame=seen.append)
    assert len(seen[0]["text"]) == 3_000_000


def test_an_exception_is_told_with_its_traceback(backend):
    ending = backend.run("engine_jobs:fail", None)
    assert ending.finished and "LookupError: 预算" in ending.crash


def test_a_crash_costs_this_job_only(backend):
    seen = []
    ending = backend.run("engine_jobs:die", None, on_frame=seen.append)
    assert ending.died and ending.status == -signal.SIGSEGV and seen == [{"before": True}]
    assert backend.run("engine_jobs:answer", None).finished


def test_a_deadline_interrupts(backend):
    started = time.monotonic()
    ending = backend.run("engine_jobs:sleep", {"seconds": 60}, timeout=0.5 if backend.pid else 2)
    assert ending.timed_out and "KeyboardInterrupt" in ending.crash
    assert time.monotonic() - started < 10


def test_a_job_that_ignores_the_interrupt_is_killed(backend):
    ending = backend.run(
        "engine_jobs:sleep", {"seconds": 60, "stubborn": True}, timeout=0.5 if backend.pid else 2
    )
    assert ending.timed_out and ending.died and ending.status == -signal.SIGKILL


@needs_fork
def test_what_a_job_leaves_running_ends_with_it():
    seen = []
    with WarmParent() as warm:
        warm.run("engine_jobs:leave_a_process", None, on_frame=seen.append)
        deadline = time.monotonic() + 5
        while alive(seen[0]["child"]) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not alive(seen[0]["child"])


@needs_fork
def test_a_job_ends_while_its_parent_is_still_warming(monkeypatch):
    """Longer than a silent parent is waited for: it is neither given up nor killed."""
    monkeypatch.setattr("perfkit.engine.forked.GRACE_SECONDS", 0.7)
    with WarmParent(warm_later=["engine_jobs:take_long"]) as warm:
        warm.start()
        pid, started = warm.pid, time.monotonic()
        assert warm.run("engine_jobs:threads", None, then_warm=True).status == 0
        assert time.monotonic() - started < 1.5 and warm.pid == pid


@needs_fork
def test_the_process_that_forks_has_one_thread_with_everything_imported():
    from perfkit.batch.settings import PRELOAD, WARM_LATER

    with WarmParent(PRELOAD, warm_later=WARM_LATER) as warm:
        warm.start()
        assert warm.threads == 1
        for _ in range(2):
            assert warm.run("engine_jobs:threads", None, then_warm=True).result == 1


@needs_fork
@pytest.mark.parametrize(
    ("asked", "known"), [({"question": 7, "more": 1}, True), ({"question": 8}, False), (None, False)]
)
def test_what_was_worked_out_ahead_goes_to_the_job_that_asks_for_it_once(asked, known):
    with WarmParent(first=["perfkit.pages.report"]) as warm, ThreadPoolExecutor(1) as pool:
        started = pool.submit(warm.start)
        warm.look_ahead("engine_jobs:find_out", {"question": 7})
        started.result()
        first, again = warm.run("engine_jobs:found_out", asked).result
        assert (first is not None and first[0] == 7 and first[1] != warm.pid) == known and again is None
        assert warm.run("engine_jobs:found_out", {"question": 8}).result == [None, None]


@needs_fork
def test_what_could_not_be_worked_out_ahead_is_left_to_the_job():
    with WarmParent(first=["perfkit.pages.report"]) as warm, ThreadPoolExecutor(1) as pool:
        started = pool.submit(warm.start)
        warm.look_ahead("engine_jobs:find_out", {"fails": True})
        started.result()
        assert warm.run("engine_jobs:found_out", {"fails": True}).result == [None, None]
        warm.look_ahead("engine_jobs:find_out", {"question": 9})  # too late
        assert warm.run("engine_jobs:found_out", {"question": 9}).result == [None, None]


@needs_fork
def test_cells_translated_ahead_are_not_where_the_notebook_changes_how_it_is_done():
    with WarmParent(warm=["engine_jobs:know"]) as warm:
        known, before, after = warm.run("engine_jobs:translate", None).result
    assert known == ["# 预算\nbudget = 1"]  # what a single name means may depend on the cells before
    assert before == ["# 预算\nbudget = 1\n", "budget\n"]
    assert after == ["# 预算\nbudget = 2\n", "budget\n"]


@needs_fork
def test_a_lost_parent_is_replaced_for_the_next_job():
    with WarmParent() as warm:
        warm.start()
        os.kill(warm.pid, signal.SIGKILL)
        warm._process.wait()
        assert warm.run("engine_jobs:answer", None).finished


@needs_fork
def test_a_killed_parent_takes_its_children_with_it():
    with WarmParent() as warm:
        job = warm.open("engine_jobs:report_and_sleep", None)
        child = next(job.frames())["pid"]
        assert alive(child)
        os.kill(warm.pid, signal.SIGKILL)
        deadline = time.monotonic() + 5
        while alive(child) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not alive(child)
        job.close()


@needs_fork
def test_a_killed_parent_is_told_apart_from_a_job_that_died():
    with WarmParent() as warm:
        job = warm.open("engine_jobs:report_and_sleep", None)
        assert job.poll()[0]["pid"]
        os.kill(warm.pid, signal.SIGKILL)
        list(job.frames())
        assert job.ending.lost and job.ending.died and not job.ending.timed_out
        job.close()
        assert not warm.run("engine_jobs:die", None).lost


@needs_fork
def test_a_stopped_parent_does_not_keep_the_deadline_from_passing():
    with WarmParent() as warm:
        job = warm.open("engine_jobs:report_and_sleep", None, timeout=2)
        child = job.poll()[0]["pid"]
        os.kill(warm.pid, signal.SIGSTOP)
        started = time.monotonic()
        list(job.frames())
        job.close()
        assert job.ending.timed_out and not job.ending.lost and time.monotonic() - started < 20
        assert not alive(child)
        assert warm.run("engine_jobs:answer", None).finished


@needs_fork
def test_a_parent_that_never_forks_is_replaced(monkeypatch):
    from perfkit.engine import forked

    with WarmParent() as warm:
        warm.start()
        monkeypatch.setattr(forked, "START_SECONDS", 1.0)
        os.kill(warm.pid, signal.SIGSTOP)
        assert warm.run("engine_jobs:answer", None, timeout=60).lost
        monkeypatch.setattr(forked, "START_SECONDS", 60.0)
        assert warm.run("engine_jobs:answer", None).finished


def test_jobs_end_at_once_when_they_are_told_to(backend):
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(backend.run, "engine_jobs:sleep", {"seconds": 60})
        time.sleep(1)
        started = time.monotonic()
        backend.kill_jobs()
        assert running.result(20).died and time.monotonic() - started < 15


def write(path: Path, *sources: str) -> Path:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources],
        metadata={"kernelspec": {"name": "python3", "language": "python", "display_name": ""}},
    )
    nbformat.write(notebook, path)
    return path


def test_a_cell_that_exceeds_its_time_is_told_as_by_the_stock_engine(tmp_path):
    path = write(tmp_path / "in.ipynb", "print('早')", "import time; time.sleep(60)")
    with pytest.raises(CellTimeoutError):
        papermill.execute_notebook(
            path, tmp_path / "out.ipynb", engine_name="perfkit", progress_bar=False, execution_timeout=1
        )
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[0].outputs[0]["text"] == "早\n"


def test_a_cell_that_kills_its_process_is_told_as_a_dead_kernel(tmp_path):
    path = write(tmp_path / "in.ipynb", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(DeadKernelError):
        papermill.execute_notebook(path, tmp_path / "out.ipynb", engine_name="perfkit", progress_bar=False)


def test_a_file_left_open_is_written_out(tmp_path):
    path = write(
        tmp_path / "in.ipynb",
        "f = open('left.txt', 'w'); f.write('内容')",
        "import atexit; atexit.register(lambda: open('end.txt', 'w').write('x'))",
    )
    papermill.execute_notebook(
        path, tmp_path / "out.ipynb", engine_name="perfkit", progress_bar=False, cwd=tmp_path
    )
    assert (tmp_path / "left.txt").read_text() == "内容" and (tmp_path / "end.txt").exists()


@needs_fork
def test_processes_that_draw_at_the_same_time_do_not_disturb_each_others_letters():
    with WarmParent(warm=["engine_jobs:open_fonts"]) as warm, ThreadPoolExecutor(4) as pool:
        endings = list(pool.map(lambda _: warm.run("engine_jobs:letters", {"count": 800}), range(8)))
    assert [ending.crash for ending in endings] == [""] * 8
    assert len({ending.result for ending in endings}) == 1
