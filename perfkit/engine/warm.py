"""Gives jobs to a warm parent, or to fresh interpreters where the system has no fork.

    with WarmParent(preload=["pandas"]) as warm:
        ending = warm.run("package.module:function", {"any": "json"}, timeout=120)

Several threads may use one warm parent at the same time; each job has a process of its own.
"""

from __future__ import annotations

import json
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from functools import partial
from typing import Any
from weakref import WeakSet

from perfkit.base.errors import PerfkitError
from perfkit.engine.forked import START_SECONDS, WarmJob
from perfkit.engine.job import Backend
from perfkit.engine.wire import Frames, pack

HAS_FORK = hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform != "darwin"
# Libraries read these once, when they are loaded: their thread pools must not exist in a process that forks.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
    ),
    "1",
) | {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


# Set by the shell in the warm parent, as a kernel sets it.
_SHELL_SETS = {"MPLBACKEND"}
# So long the process may take until it listens; what was to be worked out ahead is done by the job then.
_AHEAD_SECONDS = 2.0


Names = tuple[str, ...] | list[str]


class EngineError(PerfkitError):
    """The process that runs notebooks could not be started or was lost."""


class WarmParent(Backend):
    """A process that has imported what notebooks need, and forks one child per job.

    Parameters
    ----------
    preload : sequence of str
        Modules to import ahead.
    warm : sequence of str
        Functions ('package.module:function') to call once before the first fork.
    warm_later : sequence of str
        Functions to call once after the first job that says so, so that it need not wait for them.
    first : sequence of str
        Of the modules those that `look_ahead` needs.
    """

    def __init__(
        self, preload: Names = (), warm: Names = (), warm_later: Names = (), first: Names = ()
    ) -> None:
        names = {"preload": preload, "warm": warm, "warm_later": warm_later, "first": first}
        self._settings = {kind: list(given) for kind, given in names.items()}
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._ready = False
        self._folder: tempfile.TemporaryDirectory | None = None
        self._owner = os.getpid()
        self._known: set[str] = set(preload)
        self._environ: dict[str, str] = {}
        self._jobs: WeakSet[WarmJob] = WeakSet()
        # Of the process, once it has started: its threads, and packages that said something when imported.
        self.threads, self.warned = 0, set[str]()

    def __enter__(self) -> WarmParent:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        """Process id of the warm parent, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process unless it runs; a job does this by itself."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                return
            self._discard()
            self._folder = tempfile.TemporaryDirectory(prefix="perfkit-")
            self._socket = os.path.join(self._folder.name, "s")
            environ = self._environ = {**_ONE_THREAD, **os.environ}
            # The same perfkit there as here, installed or not.
            home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
            environ["PERFKIT_HOME"] = home
            self._ready = False
            self._process = subprocess.Popen(
                [sys.executable, "-c", _BOOT, self._socket, json.dumps(self._settings)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environ,
                start_new_session=True,
            )
            if ready := _first_frame(self._process):
                self.threads, self.warned = ready["threads"], set(ready["warned"])
                self._ready = True
                return
            code = self._process.poll()
            self._discard()
            ended = "did not start" if code is None else f"ended while it started (exit code {code})"
            raise EngineError(f"the process that runs notebooks {ended}; its message is above.")

    def open(
        self,
        handler: str,
        payload: Any,
        *,
        timeout: float | None = None,
        cwd: str | None = None,
        then_warm: bool = False,
    ) -> WarmJob:
        """Start a job.

        Parameters
        ----------
        handler : str
            'package.module:function', called as function(payload, send).
        payload : object
            Whatever JSON can carry.
        timeout : float, optional
            Seconds; then the job is interrupted, and killed three seconds later; kept by who waits for it.
        cwd : str, optional
            Folder to run in; by default this process's.
        then_warm : bool
            Once this job is at work, do what was put off until later.
        """
        for last in (False, True):
            try:
                read, connection = self._ask(handler, payload, cwd, then_warm)
                break
            except OSError as error:  # it ended since it was last looked at, and nothing has begun
                self.abandon(self.pid)
                if last:
                    message = f"the process that runs notebooks does not answer ({error})."
                    raise EngineError(message) from error
        job = WarmJob(read, connection, timeout, partial(self.abandon, self.pid))
        self._jobs.add(job)
        return job

    def _ask(self, handler: str, payload: Any, cwd: str | None, then_warm: bool) -> tuple[int, socket.socket]:
        """Send a job to the process, started where there is none: where its frames are read, and the line to
        it."""
        self.start()
        request = {
            "handler": handler,
            "payload": payload,
            "cwd": cwd or os.getcwd(),
            "then_warm": then_warm,
            # A job sees the environment as it is here and now.
            "environ": {
                name: value for name, value in os.environ.items() if self._environ.get(name) != value
            },
            "environ_remove": [
                name for name in self._environ if name not in os.environ and name not in _SHELL_SETS
            ],
        }
        read, write = os.pipe()
        try:
            return read, self._send(request, write)
        except OSError:
            os.close(read)
            raise
        finally:
            os.close(write)

    def _send(self, request: dict[str, Any], descriptor: int) -> socket.socket:
        frame = pack(request)
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(START_SECONDS)
        connection.connect(self._socket)
        sent = socket.send_fds(connection, [frame[:65536]], [descriptor])
        connection.sendall(frame[sent:])
        return connection

    def look_ahead(self, handler: str, payload: dict[str, Any], warm: Names = ()) -> None:
        """Have `handler(payload)` worked out while the process still imports; the first job finds its result
        by `child.worked_out_ahead` if its own payload holds all of this one. In vain once it is ready.
        `warm` are functions for the caches that both will need."""
        ahead = {"handler": handler, "payload": payload, "warm": list(warm), "cwd": os.getcwd()}
        until = time.monotonic() + _AHEAD_SECONDS
        null = os.open(os.devnull, os.O_WRONLY)
        try:
            while time.monotonic() < until and not self._ready:
                with suppress(OSError, AttributeError):  # it is not listening yet
                    self._send({"ahead": ahead}, null).close()
                    return
                time.sleep(0.01)
        finally:
            os.close(null)

    def learn(self, modules: list[str]) -> None:
        """Import ahead what a finished job had to import itself."""
        from perfkit.engine.preload import is_installed

        new = [name for name in modules if name not in self._known and is_installed(name)]
        self._known.update(modules)
        if new and self._process is not None:
            null = os.open(os.devnull, os.O_WRONLY)
            try:
                connection = self._send({"preload": new}, null)
                answer = Frames()
                with connection:
                    while piece := connection.recv(65536):
                        for said in answer.feed(piece):
                            self.warned.update(said["warned"])
            except OSError:
                return
            finally:
                os.close(null)

    def abandon(self, pid: int | None) -> None:
        """Kill the process if it is still this one; the next job starts another."""
        process = self._process
        if process is not None and process.pid == pid:
            process.kill()
            process.wait()

    def kill_jobs(self) -> None:
        """End every job that runs; the process stays for others unless it is still being started."""
        self._hurry()
        for job in list(self._jobs):
            job.kill()

    def _hurry(self) -> None:
        process = self._process
        if process is not None and not self._ready:
            process.kill()

    def stop(self) -> None:
        """End the process and every job that still runs in it."""
        self._hurry()
        with self._lock:
            self._discard()

    def _discard(self) -> None:
        process, self._process = self._process, None
        if process is not None and os.getpid() == self._owner:
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._folder is not None and os.getpid() == self._owner:
            self._folder.cleanup()
            self._folder = None


def _first_frame(process: subprocess.Popen) -> dict[str, Any] | None:
    """What the process says when it is ready; None where it ended, or said nothing for three times as long
    as a job may."""
    assert process.stdout is not None
    frames, until = Frames(), time.monotonic() + 3 * START_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while selector.select(max(0.0, until - time.monotonic())):
            piece = os.read(process.stdout.fileno(), 4096)
            for frame in frames.feed(piece):
                return frame
            if not piece:
                process.wait()
                break
    return None


# -c and not -m: the folder that the user happens to be in must not shadow a module of the same name.
_BOOT = (
    "import os,sys; sys.path.append(os.environ['PERFKIT_HOME']);"
    "from perfkit.engine.server import main; main(sys.argv[1:])"
)
