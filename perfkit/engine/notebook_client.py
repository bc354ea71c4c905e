"""papermill's notebook client with our processes in the place of a kernel.

Everything that decides what the executed notebook looks like (status, markers, display updates, cleared outputs,
widget state, logged output) is papermill's and nbclient's own code.
"""

from __future__ import annotations

import atexit
import os
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.log import logger

from perfkit.engine import child
from perfkit.engine.preload import imports_of
from perfkit.engine.spawn import make_backend

RunCell = Callable[[int, Callable[[dict[str, Any]], None]], dict[str, Any]]


class PerfkitNotebookClient(PapermillNotebookClient):
    """Runs each cell through `run_cell(index, on_message)`, which gives the reply of the shell."""

    def execute(self, run_cell: RunCell, **kwargs):
        self._run_cell = run_cell
        self.reset_execution_trackers()
        # nbclient would note when each message came; papermill's own times are enough.
        self.record_timing = False
        self.log.info("Executing notebook with engine: perfkit")
        self.papermill_execute_cells()
        self.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        self.set_widgets_metadata()
        return self.nb

    def execute_cell(self, cell, cell_index, **kwargs):
        if not runs(cell, self.skip_cells_with_tag):
            return cell
        self.code_cells_executed += 1
        cell.outputs = []
        self.clear_before_next_output = False
        reply = self._run_cell(cell_index, lambda message: self.process_message(message, cell, cell_index))
        cell.outputs = joined_streams(cell.outputs)
        if reply["status"] == "error" and not self.allows(reply, cell):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        self.nb["cells"][cell_index] = cell
        return cell

    def allows(self, reply: dict[str, Any], cell) -> bool:
        """Whether the notebook goes on after this error."""
        return not self.force_raise_errors and (
            allows_errors(cell, self.allow_errors) or reply.get("ename") in self.allow_error_names
        )


def runs(cell, skip_tag: str = "skip-execution") -> bool:
    """Whether there is something to run in a cell."""
    return (
        cell.cell_type == "code"
        and bool(cell.source.strip())
        and skip_tag not in cell.metadata.get("tags", [])
    )


def allows_errors(cell, everywhere: bool = False) -> bool:
    """Whether the cell itself says that it may fail."""
    return everywhere or "raises-exception" in cell.metadata.get("tags", [])


def joined_streams(outputs: list) -> list:
    """Join neighbouring pieces of the same stream; how they were cut depends on timing only."""
    joined: list = []
    for output in outputs:
        last = joined[-1] if joined else None
        if (
            last
            and output["output_type"] == last["output_type"] == "stream"
            and output["name"] == last["name"]
        ):
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def run_notebook(nb_man, kernel_name: str | None, **kwargs) -> Any:
    """Run the notebook of a papermill execution manager; see `PerfkitEngine`."""
    timeout = kwargs.pop("execution_timeout", None) or kwargs.pop("timeout", None)
    for name in ("input_path", "start_timeout", "startup_timeout", "timeout", "cwd"):
        kwargs.pop(name, None)
    known = {name: value for name, value in kwargs.items() if PerfkitNotebookClient.class_traits().get(name)}
    client = PerfkitNotebookClient(nb_man, kernel_name=kernel_name or "python3", log=logger, **known)
    if child.is_disposable():
        return client.execute(_here(client))
    return client.execute(_elsewhere(client, timeout))


def _here(client: PerfkitNotebookClient) -> RunCell:
    from perfkit.engine.cells import CellRunner
    from perfkit.engine.shell import clean

    sinks: list[Callable[[dict[str, Any]], None]] = [lambda message: None]
    runner = CellRunner(lambda message: sinks[0]({**message, "content": clean(message["content"])}))

    def run_cell(index: int, on_message: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        sinks[0] = on_message
        return runner.run(client.nb.cells[index].source)

    return run_cell


_backend = None


def _shared_backend(sources: list[str]):
    """One warm parent for all notebooks that this process runs."""
    global _backend  # noqa: PLW0603  one for the process
    # matplotlib reads its backend once, when it is imported.
    here = (os.getpid(), os.environ.get("MPLBACKEND"))
    if _backend is None or _backend[0] != here:
        _backend = (here, make_backend(imports_of(sources)))
        atexit.register(_backend[1].stop)
    return _backend[1]


def _elsewhere(client: PerfkitNotebookClient, timeout: float | None) -> RunCell:
    cells = [
        {"index": index, "source": cell.source, "allow_errors": allows_errors(cell, client.allow_errors)}
        for index, cell in enumerate(client.nb.cells)
        if runs(cell, client.skip_cells_with_tag)
    ]
    backend = _shared_backend([cell["source"] for cell in cells])
    # Outside the time of the first cell, as the start of a kernel is.
    backend.start()
    live = client.log_output or client.stdout_file or client.stderr_file
    state: dict[str, Any] = {"since": time.monotonic()}

    def patience() -> float | None:
        return None if not timeout else max(0.0, state["since"] + timeout - time.monotonic())

    def answers() -> Generator[dict[str, Any], None, None]:
        job = backend.open(
            "perfkit.engine.cells:run_cells", {"cells": cells, "flush_interval": 0.2 if live else None}
        )
        try:
            yield from job.frames(patience)
        finally:
            job.close()
        state["ending"] = job.ending
        if job.ending.finished:
            backend.learn(job.ending.modules)

    stream = answers()
    may_fail = {cell["index"]: cell["allow_errors"] for cell in cells}

    def run_cell(index: int, on_message: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        state["since"] = time.monotonic()
        try:
            for frame in stream:
                if "message" in frame:
                    on_message(frame["message"])
                elif frame.get("index") == index:
                    stopped = frame["reply"]["status"] == "error" and not may_fail[index]
                    if stopped or index == cells[-1]["index"]:
                        _exhaust(stream)
                    return frame["reply"]
        except TimeoutError:
            stream.close()
            raise CellTimeoutError.error_from_timeout_and_cell(
                "Cell execution timed out", int(timeout or 0), client.nb.cells[index]
            ) from None
        ending = state["ending"]
        raise DeadKernelError(ending.crash or f"Kernel died (exit code {ending.status})")

    return run_cell


def _exhaust(stream: Iterator[dict[str, Any]]) -> None:
    for _ in stream:
        pass
