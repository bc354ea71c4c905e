"""Runs cells one after the other in this process, which must be one that is thrown away afterwards."""

from __future__ import annotations

import asyncio
import builtins
import getpass
import sys
from typing import Any

from perfkit.engine.shell import RecordingSession, Sink, make_shell
from perfkit.engine.streams import CellStream, DescriptorCapture

_shell = None


def warm_shell():
    """The shell of this process; made on the first call."""
    global _shell  # noqa: PLW0603  one for the process
    if _shell is None:
        _shell = make_shell()
    return _shell


def _no_input(prompt: str = "", **_: Any) -> str:
    from IPython.core.error import StdinNotImplementedError

    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


class CellRunner:
    """The state that cells share: names, working event loop, captured output.

    Parameters
    ----------
    sink : callable
        Takes every message (stream, display_data, execute_result, error, clear_output, ...) as it comes.
    flush_interval : float, optional
        See `CellStream`.
    """

    def __init__(self, sink: Sink, flush_interval: float | None = None) -> None:
        self._sink = sink
        self._shell = warm_shell()
        session = self._shell.display_pub.session
        assert isinstance(session, RecordingSession)
        session.sink = sink
        self._streams = [
            CellStream(name, self._emit_stream, DescriptorCapture(fd), flush_interval)
            for fd, name in ((1, "stdout"), (2, "stderr"))
        ]
        sys.stdout, sys.stderr = self._streams
        for module, name in ((builtins, "input"), (getpass, "getpass")):
            setattr(module, name, _no_input)
        self._record_comms()
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)

    def _emit_stream(self, name: str, text: str) -> None:
        self._sink(_message("stream", {"name": name, "text": text}))

    def _record_comms(self) -> None:
        # ipywidgets keeps its models on the other side of a comm; recording the opening is enough for their state.
        import comm
        from comm.base_comm import BaseComm

        sink = self._sink

        class RecordedComm(BaseComm):
            def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):
                from perfkit.engine.shell import clean

                content = clean(dict(data=data or {}, comm_id=self.comm_id, **keys))
                if not buffers:
                    sink(_message(msg_type, content))

        comm.create_comm = RecordedComm

    def run(self, source: str) -> dict[str, Any]:
        """Run one cell; its outputs go to the sink.

        Returns
        -------
        dict
            `status` ('ok' or 'error'), `execution_count`, and `ename`, `evalue`, `traceback` after an error.
        """
        count = self._shell.execution_count
        self._sink(_message("execute_input", {"code": source, "execution_count": count}))
        try:
            result = self._loop.run_until_complete(self._execute(source))
        finally:
            self.flush()
        reply: dict[str, Any] = {"status": "ok", "execution_count": self._shell.execution_count - 1}
        failed_display = getattr(self._shell, "_last_traceback_during_displayhook", False)
        if not result.success or failed_display:
            error = result.error_before_exec or result.error_in_exec
            reply |= {
                "status": "error",
                "ename": type(error).__name__,
                "evalue": str(error),
                "traceback": list(self._shell._last_traceback or []),
            }
        self._shell.payload_manager.clear_payload()
        return reply

    async def _execute(self, source: str):
        # The same order of calls as in the stock kernel's do_execute, inside a running loop like there.
        shell = self._shell
        preprocessing_error = None
        try:
            transformed = shell.transform_cell(source)
        except Exception:
            transformed = source
            preprocessing_error = sys.exc_info()
        if not shell.should_run_async(
            source, transformed_cell=transformed, preprocessing_exc_tuple=preprocessing_error
        ):
            return shell.run_cell(source, store_history=True)
        result = None
        try:
            result = await shell.run_cell_async(
                source,
                store_history=True,
                transformed_cell=transformed,
                preprocessing_exc_tuple=preprocessing_error,
            )
            return result
        finally:
            shell.events.trigger("post_execute")
            shell.events.trigger("post_run_cell", result)

    def flush(self) -> None:
        """Hand on what was printed and not yet handed on."""
        for stream in self._streams:
            stream.flush()

    def close(self) -> None:
        """Let go of the notebook's objects, so that files it left open are written out."""
        self._shell.user_ns.clear()
        self._shell.user_ns_hidden.clear()


def _message(msg_type: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "msg_type": msg_type,
        "header": {"msg_type": msg_type},
        "parent_header": {},
        "metadata": {},
        "content": content,
    }


def run_cells(payload: dict[str, Any], send: Sink) -> dict[str, Any]:
    """Run the cells of a notebook for a client in another process, until one fails.

    Parameters
    ----------
    payload : dict
        `cells`: list of {index, source, allow_errors}; `flush_interval` seconds or None.
    send : callable
        Takes {"message": ...} for every message and {"reply": ..., "index": ...} after every cell.
    """
    from perfkit.engine.shell import clean

    def sink(message: dict[str, Any]) -> None:
        send({"message": {**message, "content": clean(message["content"])}})

    runner = CellRunner(sink, payload.get("flush_interval"))
    for cell in payload["cells"]:
        reply = runner.run(cell["source"])
        send({"reply": reply, "index": cell["index"]})
        if reply["status"] == "error" and not cell["allow_errors"]:
            break
    runner.close()
    return {}
