"""Runs cells one after the other in this process, which must be one that is thrown away afterwards."""

from __future__ import annotations

import asyncio
import base64
import sys
from types import SimpleNamespace
from typing import Any

from perfkit.engine.shell import RecordedKernel, Sink, clean
from perfkit.engine.streams import CellStream, DescriptorCapture


def warm_kernel() -> Any:
    """The kernel of this process; made on the first call."""
    return RecordedKernel.instance()


class CellRunner:
    """The kernel at work: cells in, messages out.

    Parameters
    ----------
    sink : callable
        Takes every message of the cell that runs (status, stream, display_data, error, comm_open,
        execute_reply, ...) as it comes.
    flush_interval : float, optional
        See `CellStream`.
    """

    def __init__(self, sink: Sink, flush_interval: float | None = None) -> None:
        self._sink = sink
        self._request: dict[str, Any] = {"header": {}}
        self._answers: list[dict[str, Any]] = []
        self.kernel = warm_kernel()
        self.session = self.kernel.session
        self.session.sink = self._take
        self._streams = [
            CellStream(name, self.session, DescriptorCapture(fd), flush_interval)
            for fd, name in ((1, "stdout"), (2, "stderr"))
        ]
        sys.stdout, sys.stderr = self._streams

    def _take(self, message: dict[str, Any]) -> None:
        # As a client does: what belongs to an earlier cell comes too late.
        if message["parent_header"].get("msg_id") == self._request["header"].get("msg_id"):
            self._sink(message)

    @property
    def ended(self) -> bool:
        """A cell said `exit`: a kernel is gone after that."""
        return bool(self.kernel.shell.exit_now)

    def answer(self, message: dict[str, Any]) -> None:
        """A message of the client to the kernel, which gets to it when the cell has ended."""
        self._answers.append({"buffers": [], **message, "content": clean(message["content"])})

    async def run(self, source: str, number: str, *, store_history: bool = True) -> None:
        """Run one cell, inside the loop that is running; `number` tells its messages apart."""
        loop = asyncio.get_running_loop()
        self.kernel.io_loop = SimpleNamespace(
            add_callback=loop.call_soon_threadsafe, call_later=lambda *_: None, stop=lambda: None
        )
        while self._answers:
            await self._handle(self._answers.pop(0))
        content = {
            "code": source,
            "silent": False,
            "store_history": store_history,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        request = self.session.msg("execute_request", content)
        request["msg_id"] = request["header"]["msg_id"] = number
        self._request = request
        await self._handle(request)

    async def _handle(self, request: dict[str, Any]) -> None:
        # The same order as in the stock kernel's dispatch_shell.
        kernel = self.kernel
        kernel.set_parent([], request)
        kernel._publish_status("busy", "shell")
        try:
            handled = kernel.shell_handlers[request["header"]["msg_type"]](None, [], request)
            if asyncio.iscoroutine(handled):
                await handled
        finally:
            self.flush()
            kernel._publish_status("idle", "shell")

    def flush(self) -> None:
        """Hand on what was printed and not yet handed on."""
        for stream in self._streams:
            stream.flush()

    def close(self) -> None:
        """Let go of the notebook's objects, so that files it left open are written out."""
        self.kernel.shell.user_ns.clear()
        self.kernel.shell.user_ns_hidden.clear()


class _Frontend:
    """nbclient's side of output widgets, here beside the kernel, so that what they caught is there for the
    next cell."""

    def __init__(self, runner: CellRunner) -> None:
        from nbclient import NotebookClient
        from nbformat.v4 import new_code_cell, new_notebook

        self._cell = new_code_cell(metadata={"execution": {}})
        self._client = NotebookClient(new_notebook(cells=[self._cell]), record_timing=False)
        answers: Any = SimpleNamespace(
            session=runner.session, shell_channel=SimpleNamespace(send=runner.answer)
        )
        self._client.kc = answers
        self._client.reset_execution_trackers()
        self._client.clear_before_next_output = False

    def take(self, message: dict[str, Any]) -> None:
        if message["msg_type"] not in ("status", "execute_reply", "execute_input"):
            self._client.process_message(message, self._cell, 0)
            self._cell.outputs = []


def _shown_by_a_widget(message: dict[str, Any]) -> bool:
    state = message["content"].get("data", {}).get("state", {}) if message["msg_type"] == "comm_open" else {}
    return state.get("_model_name") == "OutputModel"


def to_frame(message: dict[str, Any]) -> dict[str, Any]:
    """A message as JSON carries it; nbclient looks at no more of it.

    Examples
    --------
    >>> frame = to_frame({"msg_type": "stream", "header": {}, "parent_header": {}, "content": {},
    ...     "buffers": [b"x"]})
    >>> frame["buffers"], from_frame(frame)["buffers"]
    (['eA=='], [b'x'])
    """
    date = message["header"].get("date")
    return {
        "msg_type": message["msg_type"],
        "content": message["content"],
        "date": date.isoformat() if date else None,
        "parent": message["parent_header"].get("msg_id"),
        "buffers": [base64.b64encode(buffer).decode() for buffer in message.get("buffers", ())],
    }


def from_frame(frame: dict[str, Any]) -> dict[str, Any]:
    """The message that `to_frame` was given, as a client gets it from a kernel."""
    from jupyter_client.jsonutil import parse_date

    return {
        "msg_type": frame["msg_type"],
        "content": frame["content"],
        "metadata": {},
        "header": {"msg_type": frame["msg_type"], "date": parse_date(frame["date"])},
        "parent_header": {"msg_id": frame["parent"]},
        "buffers": [base64.b64decode(buffer) for buffer in frame["buffers"]],
    }


def run_cells(payload: dict[str, Any], send: Sink) -> dict[str, Any]:
    """Run the cells of a notebook for a client in another process, until one fails.

    Parameters
    ----------
    payload : dict
        `cells`: list of {id, source, allow_errors}; `allow_names`: errors that stop nothing;
        `flush_interval` seconds or None.
    send : callable
        Takes every message as `to_frame` makes it.
    """
    frontend: list[_Frontend] = []
    failed: list[str] = []

    def sink(message: dict[str, Any]) -> None:
        if _shown_by_a_widget(message) and not frontend:
            frontend.append(_Frontend(runner))
        if frontend:
            frontend[0].take(message)
        if message["msg_type"] == "execute_reply" and message["content"]["status"] == "error":
            failed.append(message["content"].get("ename", ""))
        send(to_frame(message))

    async def run() -> None:
        for cell in payload["cells"]:
            failed.clear()
            await runner.run(cell["source"], cell["id"])
            if runner.ended or (
                failed and not cell["allow_errors"] and failed[0] not in payload["allow_names"]
            ):
                return

    runner = CellRunner(sink, payload.get("flush_interval"))
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(run())
    runner.close()
    return {}
