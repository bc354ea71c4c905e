"""papermill's notebook client with our processes in the place of a kernel.

Everything that decides what the executed notebook looks like (status, markers, times, display updates,
cleared outputs, output widgets, widget state, errors that may pass) is papermill's and nbclient's own code;
what is here answers as a kernel's client would.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from queue import Empty
from types import SimpleNamespace
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import nbbase
from papermill.clientwrap import PapermillNotebookClient
from papermill.log import logger

from perfkit.engine import child
from perfkit.engine.cells import CellRunner, from_frame
from perfkit.engine.job import GRACE_SECONDS, Backend
from perfkit.engine.preload import imports_of, notices_imports
from perfkit.engine.spawn import FreshInterpreters, make_backend

# How long a wait for a job's frames keeps nbclient's other tasks from their turn.
_TURN = 0.1


class _Channels:
    """What nbclient asks of a kernel's client: run a cell, messages and replies, is it alive."""

    def __init__(self) -> None:
        self._messages: deque[dict[str, Any]] = deque()
        self._replies: deque[dict[str, Any]] = deque()
        self._cells = 0
        self.iopub_channel = SimpleNamespace(get_msg=self._message)
        self.shell_channel = SimpleNamespace(get_msg=self._reply, send=self.send)
        # nbclient makes the messages of output widgets with it.
        self.session: Any = SimpleNamespace(
            msg=lambda kind, content, **_: {"msg_type": kind, "content": content, "header": {}}
        )

    def take(self, message: dict[str, Any]) -> None:
        """A message of the kernel."""
        (self._replies if message["msg_type"] == "execute_reply" else self._messages).append(message)

    def next_id(self) -> str:
        """What tells the messages of the next cell apart."""
        self._cells += 1
        return f"cell-{self._cells}"

    def send(self, message: dict[str, Any]) -> None:
        """A message to the kernel."""

    async def _message(self, timeout: float | None = None) -> dict[str, Any]:
        while not self._messages:
            await self._turn()
        return self._messages.popleft()

    async def _reply(self, timeout: float | None = None) -> dict[str, Any]:
        until = None if timeout is None else time.monotonic() + timeout
        while not self._replies:
            if not await self._turn() and not self._replies:
                raise DeadKernelError(self.death())
            if until is not None and time.monotonic() >= until and not self._replies:
                raise Empty
        return self._replies.popleft()

    async def _turn(self) -> bool:
        """Let the others go on; whether anything may still come."""
        await asyncio.sleep(0)
        return False

    def death(self) -> str:
        """Why nothing more comes."""
        return "Kernel died"

    async def is_alive(self) -> bool:
        """Whether anything may still come."""
        return True


class _Here(_Channels):
    """The kernel of this process, which exists for one notebook."""

    def __init__(self) -> None:
        super().__init__()
        self._runner = CellRunner(self.take)
        self.session = self._runner.session

    async def execute(self, source: str, store_history: bool = True, **_: Any) -> str:
        """Run a cell to its end; its messages wait."""
        if self._runner.ended:
            raise DeadKernelError("Kernel died")
        number = self.next_id()
        await self._runner.run(source, number, store_history=store_history)
        return number

    def send(self, message: dict[str, Any]) -> None:
        """A message to the kernel."""
        self._runner.answer(message)


class _Elsewhere(_Channels):
    """A job of a backend, which runs the cells ahead of what nbclient asks for."""

    def __init__(self, backend: Backend, payload: dict[str, Any]) -> None:
        super().__init__()
        self._job = backend.open("perfkit.engine.cells:run_cells", payload)
        self.interrupt_kernel = self._job.interrupt

    async def execute(self, source: str, **_: Any) -> str:
        """The number of the next cell, which the job has begun or will begin by itself."""
        return self.next_id()

    async def _turn(self) -> bool:
        await asyncio.sleep(0)
        if self._job.over:
            await asyncio.sleep(_TURN)
            return False
        for frame in self._job.poll(_TURN):
            self.take(from_frame(frame))
        return True

    def death(self) -> str:
        """Why nothing more comes."""
        ending = self._job.ending
        return ending.crash or f"Kernel died (exit code {ending.status})"

    async def late(self) -> None:
        """After an interrupt: wait until the cell has said what it still had to say."""
        until = time.monotonic() + GRACE_SECONDS
        while not self._replies and time.monotonic() < until and not self._job.over:
            await asyncio.sleep(_TURN / 2)

    def finish(self) -> list[str]:
        """Wait for the end, when open files are written; the modules that the job had to import itself."""
        for _ in self._job.frames():
            pass
        return self._job.ending.modules

    def close(self) -> None:
        """End the job."""
        self._job.close()


class PerfkitNotebookClient(PapermillNotebookClient):
    """Runs cells through `channels` instead of a kernel's."""

    def run_through(self, channels: Any) -> Any:
        """Execute the notebook."""
        self.kc = self.km = channels
        self.reset_execution_trackers()
        self.log.info(f"Executing notebook with kernel: {self.kernel_name}")
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        return self.nb

    def output(self, outs: list, msg: dict[str, Any], display_id: str | None, cell_index: int) -> Any:
        """An output, by nbclient; how a stream was cut into pieces depends on timing only, so they are
        joined."""
        with _unchecked() if isinstance(self.kc, _Here) else nullcontext():
            out = super().output(outs, msg, display_id, cell_index)
        if out is not None and out.output_type == "stream" and len(outs) > 1:
            last = outs[-2]
            if last.output_type == "stream" and last.name == out.name:
                last.text += outs.pop().text
        return out

    async def _async_handle_timeout(self, timeout: int, cell: Any = None) -> None | dict[str, Any]:
        if not self.interrupt_on_timeout and isinstance(self.kc, _Elsewhere):
            # The stock client ends the kernel at once; here the notebook keeps where it was, and what it
            # printed.
            self.kc.interrupt_kernel()
            await self.kc.late()
        return await super()._async_handle_timeout(timeout, cell)


@contextmanager
def _unchecked() -> Iterator[None]:
    """Outputs are not checked one by one: who runs a notebook in its own process checks the whole."""
    check, nbbase.validate = nbbase.validate, lambda *_, **__: None
    try:
        yield
    finally:
        nbbase.validate = check


def run_notebook(nb_man: Any, kernel_name: str, **kwargs: Any) -> Any:
    """Run the notebook of a papermill execution manager; see `PerfkitEngine`."""
    options = {
        name: value for name, value in kwargs.items() if PerfkitNotebookClient.class_traits().get(name)
    }
    options["timeout"] = kwargs.get("execution_timeout") or kwargs.get("timeout")
    client = PerfkitNotebookClient(nb_man, kernel_name=kernel_name, log=logger, **options)
    runs = [
        cell
        for cell in client.nb.cells
        if cell.cell_type == "code"
        and cell.source.strip()
        and client.skip_cells_with_tag not in cell.metadata.get("tags", [])
    ]
    sources = [cell.source for cell in runs]
    if child.is_disposable() and not notices_imports(sources):
        return client.run_through(_Here())
    backend = _backend_for(sources)
    # Outside the time of the first cell, as the start of a kernel is.
    backend.start()
    payload = {
        "cells": [
            {"id": f"cell-{number}", "source": cell.source, "allow_errors": _may_fail(client, cell)}
            for number, cell in enumerate(runs, start=1)
        ],
        "allow_names": [] if client.force_raise_errors else list(client.allow_error_names),
        "flush_interval": 0.2 if client.log_output or client.stdout_file or client.stderr_file else None,
    }
    channels = _Elsewhere(backend, payload)
    try:
        client.run_through(channels)
        backend.learn(channels.finish())
    finally:
        channels.close()
    return client.nb


def _may_fail(client: PerfkitNotebookClient, cell: Any) -> bool:
    return not client.force_raise_errors and (
        client.allow_errors or "raises-exception" in cell.metadata.get("tags", [])
    )


_shared: tuple[Any, Any] | None = None


def _backend_for(sources: list[str]) -> Any:
    """One warm parent for all notebooks that this process runs, but for those that would notice what was
    imported."""
    global _shared  # noqa: PLW0603  one for the process
    if notices_imports(sources):
        return FreshInterpreters()
    # matplotlib reads its backend once, when it is imported.
    here = (os.getpid(), os.environ.get("MPLBACKEND"))
    if _shared is None or _shared[0] != here:
        _shared = (here, make_backend(imports_of(sources)))
        atexit.register(_shared[1].stop)
    backend = _shared[1]
    backend.start()
    return FreshInterpreters() if notices_imports(sources, backend.warned) else backend
