"""Where units run: threads of this process that talk to its warm parent, or the workers of a dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager

from perfkit.base.errors import BatchError

# Seconds that a dask scheduler has to answer.
PATIENCE = 20


def processors() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


@contextmanager
def open_executor(workers: int | None, dask: str | None) -> Iterator[tuple[Executor, int]]:
    """An executor and how many units it works on at a time.

    Parameters
    ----------
    workers : int, optional   units at a time; by default the number of processors
    dask : str, optional      address of a dask scheduler, tcp://host:port

    Raises
    ------
    BatchError   dask is not installed, or no scheduler answers.
    """
    if dask:
        with _dask(dask) as found:
            yield found
        return
    count = workers or processors()
    executor = ThreadPoolExecutor(count, thread_name_prefix="perfkit")
    try:
        yield executor, count
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise BatchError(
            "没有安装 dask；请在 perfkit 文件夹中运行 .venv/bin/python -m pip install -e '.[dask]'",
            "dask is not installed; run .venv/bin/python -m pip install -e '.[dask]' in perfkit's folder",
        ) from None
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise BatchError(
            f"连不上 dask 调度器 {address}：{error}", f"no dask scheduler at {address}: {error}"
        ) from None
    with client:
        count = sum(client.nthreads().values()) or 1
        # A unit whose worker died is given to another one; its result appears whole or not at all.
        executor = client.get_executor(retries=2, pure=False)
        try:
            yield executor, count
        finally:
            executor.shutdown(wait=False)
