"""The stock IPython kernel without its sockets: what it would send to a client goes to a function instead.

A notebook cannot tell it from the stock kernel: the same shell, display hooks, formatters, magics, comms,
tracebacks and class names.
"""

from __future__ import annotations

import json
import logging
import math
import os
import tempfile
import threading
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any, ClassVar

import comm
from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelbase import Kernel
from jupyter_client.jsonutil import json_clean, json_default
from jupyter_client.session import Session
from traitlets.config import Config

from perfkit.engine.preload import INLINE

Sink = Callable[[dict[str, Any]], None]


class RecordingSession(Session):
    """Takes what the kernel would send and hands it to `sink`."""

    sink: Sink | None = None

    def send(  # type: ignore[override]  # the base class's other arguments are of sockets
        self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, **kwargs
    ):
        if isinstance(msg_or_type, dict):
            message = msg_or_type
        else:
            message = self.msg(msg_or_type, content, parent, metadata=kwargs.get("metadata"))
        if buffers:
            message["buffers"] = [bytes(buffer) for buffer in buffers]
        message["content"] = clean(message["content"])
        if self.sink is not None:
            self.sink(message)
        return message


class _CellNames(XCachingCompiler):
    """File names of cells without the process number, so that a warning's text is the same in every run."""

    def get_code_name(self, raw_code, transformed_code, number):
        name = os.path.basename(super().get_code_name(raw_code, transformed_code, number))
        return os.path.join(tempfile.gettempdir(), "ipykernel_0", name)


# The class name is what libraries look at to see that they run in a notebook.
class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):
    """The kernel's shell without an event loop for windows."""

    def enable_gui(self, gui: Any = None) -> None:
        """Inline pictures need no event loop; any other toolkit has no screen here."""
        if gui not in (None, "inline", "agg"):
            super().enable_gui(gui)

    _known: ClassVar[dict[str, str]] = {}
    _known_by: ClassVar[list[Any]] = []

    def know(self, sources: Iterable[str]) -> None:
        """Translate cells of our own notebook ahead, so that no process forked afterwards does. A notebook
        that changes how cells are translated is not met by it; what one line means may depend on names."""
        for source in sources:
            cell = self.transform_cell(source)
            if cell.count("\n") > 1 and not self.should_run_async(source, transformed_cell=cell):
                self._known[source] = cell
        self._known_by[:] = self._transformers()

    def _transformers(self) -> list[Any]:
        by: Any = self.input_transformer_manager
        posts: Any = self.input_transformers_post
        return [*by.cleanup_transforms, *by.line_transforms, *by.token_transformers, *posts]

    def transform_cell(self, raw_cell: str) -> str:
        """The cell as plain Python."""
        known = self._known.get(raw_cell)
        if known is None or self._transformers() != self._known_by:
            return super().transform_cell(raw_cell)
        return known

    def should_run_async(self, raw_cell: str, *, transformed_cell: str | None = None, **given: Any) -> bool:
        """Whether the cell awaits something."""
        if transformed_cell is not None and transformed_cell is self._known.get(raw_cell):
            return False
        return super().should_run_async(raw_cell, transformed_cell=transformed_cell, **given)


class RecordedKernel(IPythonKernel):
    """The kernel of this process; the children of a warm parent inherit it.

    The user's own IPython profile is not read and history lies in memory only (its thread and its database
    must not live in a process that forks).
    """

    def __init__(self) -> None:
        # As the stock kernel does it: pyplot figures are shown under their cell.
        os.environ.setdefault("MPLBACKEND", INLINE)
        # Past IPythonKernel's own, which imports a debugger that nobody could reach.
        config = Config()
        config.HistoryManager.enabled = False
        Kernel.__init__(self, session=RecordingSession(), config=config, log=_silent())
        shell = ZMQInteractiveShell.instance(parent=self, kernel=self, user_ns={}, compiler_class=_CellNames)
        self.shell = shell
        published: tuple[tuple[Any, str], ...] = (
            (shell.displayhook, "execute_result"),
            (shell.display_pub, "display_data"),
        )
        for publisher, topic in published:
            publisher.session, publisher.pub_socket, publisher.topic = self.session, None, topic.encode()
        self.comm_manager = comm.get_comm_manager()
        for kind in ("comm_open", "comm_msg", "comm_close"):
            self.shell_handlers[kind] = getattr(self.comm_manager, kind)
        # The thread whose cells an interrupt stops.
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
        extensions: Any = shell.extension_manager
        try:
            extensions.load_extension("storemagic")
        except Exception:
            pass

    # As a trait it would be imported, which takes long.
    debugger_class: Any = None
    # What it sends is taken at once: there is no socket to wait for.
    _execute_sleep: Any = 0
    _supports_kernel_subshells = False

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Nothing is queued: who sends the cells looks at each reply."""


def _silent() -> logging.Logger:
    # What the kernel notes for itself; a notebook that turns logging on is not to see it.
    log = logging.getLogger(__name__)
    log.disabled = True
    return log


def clean(content: dict[str, Any]) -> dict[str, Any]:
    """Message content as after a way as JSON, as to a client; what no file could hold is written out."""
    try:
        text = json.dumps(content, default=json_default, ensure_ascii=False, allow_nan=False)
        text.encode()
    except (TypeError, ValueError):
        text = json.dumps(storable(json_clean(content)))
    return json.loads(text)


def storable(value: Any) -> Any:
    """The value with NaN and infinity as their names, and a lone surrogate as its escape: a file stays valid
    JSON.

    Examples
    --------
    >>> storable({"a": [float("nan"), float("-inf"), 1.5], "b": "x\\udc80"})
    {'a': ['nan', '-inf', 1.5], 'b': 'x\\\\udc80'}
    """
    if isinstance(value, float) and not math.isfinite(value):
        return repr(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {storable(name): storable(item) for name, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list | tuple) else value
