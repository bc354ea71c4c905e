"""The warm parent: a small process with one thread that has imported everything and forks a child per job.

Started as `python -m perfkit.engine.server SOCKET`. A job is one connection: the request arrives with the
writing end of a pipe; the child writes its frames there; when the child is gone, the connection gets one
frame that says how it ended. A connection that closes early takes its child with it, and so does standard
input, which the owner holds open for as long as it lives.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from perfkit.engine import preload
from perfkit.engine.forked import kill_group
from perfkit.engine.wire import Frames, pack, write_all

# An answer that nobody has taken by then is given up.
_AHEAD_SECONDS = 60


@dataclass
class Child:
    """A running job."""

    pid: int
    connection: socket.socket


class Server:
    """Accepts jobs, forks, reports endings; deadlines are kept by the clients."""

    def __init__(self, path: str) -> None:
        self.warm_later: list[str] = []
        # What a job may ask for, and where the answer is read.
        self.ahead: tuple[dict[str, Any], int] | None = None
        self.children: dict[int, Child] = {}
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(path)
        self.listener.listen(128)
        self.selector = selectors.DefaultSelector()
        self.wake, wake_in = os.pipe()
        os.set_blocking(wake_in, False)
        os.set_blocking(self.wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(wake_in, warn_on_full_buffer=False)
        self.selector.register(self.listener, selectors.EVENT_READ, "job")
        self.selector.register(self.wake, selectors.EVENT_READ, "wake")
        self.selector.register(0, selectors.EVENT_READ, "owner")
        self.prctl = _death_signal()

    def look_ahead(self) -> None:
        """Begin what somebody wants worked out while the rest is imported; nothing where nobody does."""
        if any(key.data == "job" for key, _ in self.selector.select(0)):
            self._accept()

    def serve(self) -> None:
        """Work until the owner is gone."""
        while True:
            for key, _ in self.selector.select():
                if key.data == "owner" and not os.read(0, 4096):
                    self._end()
                    return
                if key.data == "wake":
                    with suppress(BlockingIOError):
                        os.read(self.wake, 4096)
                elif key.data == "job":
                    self._accept()
                elif isinstance(key.data, Child):
                    self._left(key.data)
            self._reap()

    def _accept(self) -> None:
        connection, _ = self.listener.accept()
        connection.settimeout(30)
        try:
            request, out = _receive(connection)
        except (OSError, ValueError):
            connection.close()
            return
        if "handler" not in request:
            os.close(out)
            with connection, suppress(OSError):
                if "ahead" in request:
                    self._work_ahead(request["ahead"])
                else:
                    loaded = self._preload(request["preload"])
                    connection.sendall(pack({"preloaded": loaded, "warned": sorted(preload.warned)}))
            return
        known = self._answer_to(request["payload"])
        pid = os.fork()
        if pid == 0:
            self._become_child(request, out, known)
        os.close(out)
        if known is not None:
            os.close(known)
        child = Child(pid, connection)
        self.children[pid] = child
        self.selector.register(connection, selectors.EVENT_READ, child)
        if request.get("then_warm") and self.warm_later:
            # The first job is at work by now; those after it find everything warm. Its end is told meanwhile.
            signal.signal(signal.SIGCHLD, lambda *_: self._reap())
            warm_up(self.warm_later)
            signal.signal(signal.SIGCHLD, lambda *_: None)
            self.warm_later = []
            _freeze()

    def _work_ahead(self, request: dict[str, Any]) -> None:
        """Have it worked out in a child, whose answer goes to the first job that asks for all of it."""
        warm_up(request["warm"])
        gc.freeze()
        read, write = os.pipe()
        if os.fork() == 0:
            signal.alarm(_AHEAD_SECONDS)
            os.close(read)
            self._become_child(request, write)
        os.close(write)
        self.ahead = request["payload"], read

    def _answer_to(self, payload: Any) -> int | None:
        """Where a job reads what was worked out ahead, once; None where it asks for something else."""
        asked, answer = self.ahead or ({}, None)
        if not isinstance(payload, dict) or not asked.items() <= payload.items():
            return None
        self.ahead = None
        return answer

    def _become_child(self, request: dict[str, Any], out: int, ahead: int | None = None) -> None:
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            self.prctl()
            os.setsid()
            for key in list(self.selector.get_map().values()):
                if key.fd != 0:
                    os.close(key.fd)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            atexit._clear()
            write_all(out, os.getpid().to_bytes(4, "big"))
            from perfkit.engine.child import work

            work(request, out, ahead)
            code = 0
        except BaseException:
            pass
        finally:
            os._exit(code)

    def _left(self, child: Child) -> None:
        """The client is gone, and so is its job."""
        self.selector.unregister(child.connection)
        child.connection.close()
        kill_group(child.pid)

    def _reap(self) -> None:
        while self.children:
            try:
                pid, status, usage = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            child = self.children.pop(pid, None)
            if child is None:
                continue
            # Whatever the notebook started and left running ends with it.
            kill_group(pid)
            if child.connection.fileno() >= 0:
                self.selector.unregister(child.connection)
                ending = {
                    "status": os.waitstatus_to_exitcode(status),
                    "cpu_seconds": usage.ru_utime + usage.ru_stime,
                    "peak_kilobytes": usage.ru_maxrss,
                }
                with suppress(OSError):
                    child.connection.sendall(pack(ending))
                child.connection.close()

    def _preload(self, names: list[str]) -> list[str]:
        """Import modules, but for packages whose import starts a thread; trial children find out which these
        are."""
        groups = preload.by_package(name for name in names if name not in sys.modules)
        while groups:
            threaded = _first_that_starts_a_thread(groups)
            if threaded is None:
                break
            del groups[threaded]
        safe = [name for group in groups.values() for name in group]
        preload.import_all(safe)
        _freeze()
        return safe

    def _end(self) -> None:
        for pid in self.children:
            kill_group(pid)


def _first_that_starts_a_thread(groups: dict[str, list[str]]) -> str | None:
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for package, names in groups.items():
                preload.import_all(names)
                if preload.settled_thread_count() > 1:
                    os.write(write, package.encode())
                    break
        finally:
            os._exit(0)
    os.close(write)
    with open(read) as answer:
        package = answer.read()
    os.waitpid(pid, 0)
    return package or None


def _receive(connection: socket.socket) -> tuple[dict[str, Any], int]:
    """The request and the descriptor that came with its first bytes."""
    piece, descriptors, _, _ = socket.recv_fds(connection, 65536, 1)
    frames = Frames()
    while piece:
        for request in frames.feed(piece):
            return request, descriptors[0]
        piece = connection.recv(1 << 20)
    raise ValueError("connection closed before its request was complete")


def _death_signal():
    """A call that makes the kernel kill a child whose parent died; nothing where there is no such call."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, signal.SIGKILL, 0, 0, 0)


def _freeze() -> None:
    # Objects made so far are never looked at again, here or in a child, so their pages stay shared.
    gc.collect()
    gc.freeze()


def warm_up(names: list[str]) -> None:
    """Call functions for the caches they leave; what fails here fails again in a job, which tells of it."""
    from perfkit.engine.child import resolve

    for name in names:
        with suppress(Exception):
            resolve(name)()


def main(arguments: list[str]) -> None:
    """Import, warm up, say that it is ready, serve."""
    path, settings = arguments[0], json.loads(arguments[1])
    sys.path[0] = ""
    sys.argv = [""]
    # What a library prints while it is imported is no word to the owner.
    owner = os.dup(1)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    try:
        server = Server(path)
    except FileNotFoundError:
        os._exit(1)  # the owner is gone already
    gc.disable()  # what is imported stays; a child looks after its own garbage
    # As the kernel does it, before matplotlib reads it.
    os.environ.setdefault("MPLBACKEND", preload.INLINE)
    with preload.without_slow_checks(settings["preload"]):
        preload.import_all(settings["first"])
        server.look_ahead()
        from perfkit.engine.cells import warm_kernel

        warm_kernel()
        preload.import_all(settings["preload"])
    warm_up(settings["warm"])
    server.warm_later = settings["warm_later"]
    gc.freeze()
    ready = {"threads": preload.settled_thread_count(), "warned": sorted(preload.warned)}
    os.write(owner, pack(ready))
    os.close(owner)
    server.serve()
    # Nothing of the libraries is to be put away; what children had open is theirs.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
