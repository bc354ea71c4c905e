"""The IPython shell that cells run in: the kernel's own shell class, with its messages recorded.

A notebook cannot tell it from the stock kernel: the same display hooks, formatters, magics, tracebacks and
class name. Only the sockets are missing; what would go out on one is handed to a function instead.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ipykernel import zmqshell
from ipykernel.compiler import XCachingCompiler
from ipykernel.jsonutil import json_clean
from jupyter_client.session import Session
from traitlets.config import Config

Sink = Callable[[dict[str, Any]], None]


class RecordingSession(Session):
    """Takes what the shell would send to a client and hands it to `sink`."""

    sink: Sink | None = None

    def msg(self, msg_type, content=None, parent=None, header=None, metadata=None):
        return {
            "msg_type": msg_type,
            "header": {"msg_type": msg_type},
            "parent_header": {},
            "metadata": metadata or {},
            "content": content or {},
        }

    # The kernel's own callers pass these by name; the rest of the base class's arguments go into **kwargs.
    def send(  # type: ignore[override]
        self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, **kwargs
    ):
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
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


def make_shell() -> ZMQInteractiveShell:
    """Make the shell of this process, once; the children of a warm parent inherit it.

    The user's own IPython profile is not read and history is off (its thread and its database must not live in
    a process that forks).
    """
    # As the stock kernel does it: pyplot figures are shown under their cell.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    config = Config()
    config.HistoryManager.enabled = False
    shell = ZMQInteractiveShell.instance(
        config=config,
        user_ns={},
        kernel=SimpleNamespace(eventloop=None, shell=None),
        compiler_class=_CellNames,
    )
    session = RecordingSession()
    published: tuple[tuple[Any, bytes], ...] = (
        (shell.displayhook, b"execute_result"),
        (shell.display_pub, b"display_data"),
    )
    for publisher, topic in published:
        publisher.session, publisher.pub_socket, publisher.topic = session, None, topic
    try:
        extensions: Any = shell.extension_manager
        extensions.load_extension("storemagic")
    except Exception:
        pass
    return shell


def clean(content: dict[str, Any]) -> dict[str, Any]:
    """Message content that JSON can carry, as the kernel cleans it; what no file could hold is written out."""
    content = json_clean(content)
    try:
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:
        return storable(content)
    return content


def storable(value: Any) -> Any:
    """The value with NaN and Infinity as their names, and a lone surrogate as its escape: a file stays valid JSON.

    Examples
    --------
    >>> storable({"a": [float("nan"), float("-inf"), 1.5], "b": "x\\udc80"})
    {'a': ['NaN', '-Infinity', 1.5], 'b': 'x\\\\udc80'}
    """
    if isinstance(value, float) and not math.isfinite(value):
        return json.dumps(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {storable(name): storable(item) for name, item in value.items()}
    return [storable(item) for item in value] if isinstance(value, list | tuple) else value
