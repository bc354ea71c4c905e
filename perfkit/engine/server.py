"""The warm parent: a small process with one thread that has imported everything and forks a child per job.

Started as `python -m perfkit.engine.server SOCKET`. A job is one connection: the request arrives with the
writing end of a pipe; the child writes its frames there; when the child is gone, the connection gets one frame
that says how it ended. A connection that closes early takes its child with it, and so does standard input, which
the owner holds open for as long as it lives.
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
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from perfkit.engine import preload
from perfkit.engine.wire import Frames, pack

# Between the polite interrupt at a deadline and the kill.
GRACE_SECONDS = 3.0


@dataclass
class Child:
    """A running job."""

    pid: int
    connection: socket.socket
    deadline: float | None
    interrupted: bool = False
    timed_out: bool = False


class Server:
    """Accepts jobs, forks, keeps deadlines, reports endings."""

    def __init__(self, path: str) -> None:
        self.warm_later: list[str] = []
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

    def serve(self) -> None:
        """Work until the owner is gone."""
        while True:
            for key, _ in self.selector.select(self._until_next_deadline()):
                if key.data == "owner" and not os.read(0, 4096):
                    self._end()
                    return
                if key.data == "wake":
                    with suppress(BlockingIOError):
                        os.read(self.wake, 4096)
                elif key.data == "job":
                    self._accept()
                elif isinstance(key.data, Child):
                    self._order(key.data)
            self._reap()
            self._keep_deadlines()

    def _until_next_deadline(self) -> float | None:
        deadlines = [child.deadline for child in self.children.values() if child.deadline is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def _accept(self) -> None:
        connection, _ = self.listener.accept()
        connection.settimeout(30)
        try:
            request, out = _receive(connection)
        except (OSError, ValueError):
            connection.close()
            return
        if "preload" in request:
            os.close(out)
            with suppress(OSError):
                connection.sendall(pack({"preloaded": self._preload(request["preload"])}))
            connection.close()
            return
        pid = os.fork()
        if pid == 0:
            self._become_child(request, out)
        os.close(out)
        timeout = request.get("timeout")
        child = Child(pid, connection, time.monotonic() + timeout if timeout else None)
        self.children[pid] = child
        self.selector.register(connection, selectors.EVENT_READ, child)
        if request.get("then_warm") and self.warm_later:
            # The first job is at work by now; those after it find everything warm.
            gc.unfreeze()
            warm_up(self.warm_later)
            self.warm_later = []
            _freeze()

    def _become_child(self, request: dict[str, Any], out: int) -> None:
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
            from perfkit.engine.child import work

            work(request, out)
            code = 0
        except BaseException:
            pass
        finally:
            os._exit(code)

    def _order(self, child: Child) -> None:
        """A byte from the client: I interrupts; the end of the connection kills."""
        try:
            order = child.connection.recv(16)
        except OSError:
            order = b""
        if not order:
            self.selector.unregister(child.connection)
            child.connection.close()
            _kill(child.pid)
        elif b"I" in order:
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGINT)

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
            _kill(pid)
            if child.connection.fileno() >= 0:
                self.selector.unregister(child.connection)
                ending = {
                    "status": os.waitstatus_to_exitcode(status),
                    "timed_out": child.timed_out,
                    "cpu_seconds": usage.ru_utime + usage.ru_stime,
                    "peak_kilobytes": usage.ru_maxrss,
                }
                with suppress(OSError):
                    child.connection.sendall(pack(ending))
                child.connection.close()

    def _keep_deadlines(self) -> None:
        now = time.monotonic()
        for child in self.children.values():
            if child.deadline is None or child.deadline > now:
                continue
            child.timed_out = True
            if child.interrupted:
                _kill(child.pid)
                child.deadline = None
            else:
                # An interrupt leaves a traceback that says which line was still running.
                with suppress(ProcessLookupError):
                    os.kill(child.pid, signal.SIGINT)
                child.interrupted = True
                child.deadline = now + GRACE_SECONDS

    def _preload(self, names: list[str]) -> list[str]:
        """Import modules, but for packages whose import starts a thread; trial children find out which these are."""
        groups = preload.by_package(name for name in names if name not in sys.modules)
        while groups:
            threaded = _first_that_starts_a_thread(groups)
            if threaded is None:
                break
            del groups[threaded]
        safe = [name for group in groups.values() for name in group]
        gc.unfreeze()
        preload.import_all(safe)
        _freeze()
        return safe

    def _end(self) -> None:
        for pid in self.children:
            _kill(pid)


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


def _kill(pid: int) -> None:
    # The group first: the child is its leader once it has called setsid.
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def _death_signal():
    """A call that makes the kernel kill a child whose parent died; nothing where there is no such call."""
    if not sys.platform.startswith("linux"):
        return lambda: None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, signal.SIGKILL, 0, 0, 0)


def _freeze() -> None:
    # Objects made so far are never looked at again by a child's collector, so their pages stay shared.
    gc.collect()
    gc.freeze()


def warm_up(names: list[str]) -> None:
    """Call functions for the caches they leave; what fails here fails again in a job, where somebody is told."""
    from perfkit.engine.child import resolve

    for name in names:
        with suppress(Exception):
            resolve(name)()


def main(arguments: list[str]) -> None:
    """Import, warm up, say that it is ready, serve."""
    path, settings = arguments[0], json.loads(arguments[1])
    sys.path[0] = ""
    sys.argv = [""]
    server = Server(path)
    from perfkit.engine.cells import warm_shell

    # The shell first: it names the backend that matplotlib reads when it is imported.
    warm_shell()
    with preload.without_slow_checks(settings["preload"]):
        preload.import_all(settings["preload"])
    warm_up(settings["warm"])
    server.warm_later = settings["warm_later"]
    _freeze()
    ready = pack({"ready": True, "pid": os.getpid(), "threads": preload.settled_thread_count()})
    os.write(1, ready)
    # Standard output of the owner's terminal is not for cells.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    server.serve()


if __name__ == "__main__":
    main(sys.argv[1:])
