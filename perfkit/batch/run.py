"""The batch: plan, skip what is done, make the rest, write the index and the tables, say what happened."""

from __future__ import annotations

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from perfkit.base.errors import BatchError
from perfkit.base.interrupts import CODE
from perfkit.base.text import Text
from perfkit.batch import store
from perfkit.batch.executors import open_executor
from perfkit.batch.lock import FolderLock
from perfkit.batch.log import Log
from perfkit.batch.names import shown_name
from perfkit.batch.parameters import prepared
from perfkit.batch.plan import Unit, default_notebook, find_departments, plan_units, source_hash, versions
from perfkit.batch.progress import Progress
from perfkit.batch.result import DONE, FAILED, SKIPPED, STOP, BatchResult, UnitResult
from perfkit.batch.schedule import run_all
from perfkit.batch.worker import KILLED, LOST, begin_units, look_ahead, start_early, stop_units
from perfkit.filing.folders import list_in


def report(
    paths: Iterable[Path | str],
    out: Path | str,
    *,
    rubric: str | None = None,
    lang: str = "zh",
    formats: tuple[str, ...] = ("html",),
    engine: str = "perfkit",
    workers: int | None = None,
    timeout: float = 300.0,
    resume: bool = True,
    retry_failed: bool = False,
    force: bool = False,
    dask: str | None = None,
    evaluator: str | None = None,
    public: bool = False,
    annexes: str = "all",
    brief: bool = False,
    notebook: Path | str | None = None,
    parameters: Mapping[str, Any] | None = None,
    progress: bool = True,
) -> BatchResult:
    """Make the reports of departments and everything around them.

    Parameters
    ----------
    paths : department folders, or folders of such folders
    out : folder for the results
    rubric : str        rubric id; by default the one that each department used for itself
    lang : str          "zh" or "en"
    formats : "html", "docx", "pdf", "xlsx", "json"
    engine : str        "perfkit", or "kernel" for a notebook that needs the stock kernel
    workers : int       units at a time; by default the number of processors
    timeout : float     seconds for one unit
    resume : bool       skip what is done and unchanged; False is the same as force
    retry_failed : bool try again what failed before with the same inputs
    force : bool        redo everything
    dask : str          address of a dask scheduler
    evaluator : str     use this evaluator's judgements only
    public : bool       a copy without names
    annexes : str       "none", "standard" or "all"
    brief : bool        one page instead
    notebook : Path     another notebook, which declares `department`
    parameters : mapping of further notebook parameters; unknown names and other types are refused
    progress : bool     show progress and a summary

    Returns
    -------
    BatchResult

    Raises
    ------
    BatchError   the batch cannot start: no departments, an unknown parameter, a locked folder, a full disk.
    """
    from perfkit.batch.closing import close_batch

    out = Path(out)
    notebook = Path(notebook) if notebook else default_notebook()
    common = {
        "rubric": rubric or "",
        "lang": lang,
        "evaluator": evaluator or "",
        "public": public,
        "annexes": annexes,
        "brief": brief,
        "engine": engine,
        "out": str(out.resolve()),
        "notebook": str(notebook.resolve()),
        "timeout": timeout,
    }
    departments = find_departments(paths, out)
    threading.Thread(target=start_early, daemon=True).start()
    if not dask:
        look_ahead(common, departments, formats)
    source_hash(), versions()  # while it starts
    common |= prepared(common, notebook, parameters or {}, formats)
    settings = {
        name: common[name] for name in ("evaluator", "public", "annexes", "brief", "engine", "parameters")
    }
    units = plan_units(
        departments, formats=formats, notebook=notebook, rubric=rubric or "", lang=lang, settings=settings
    )
    total = len(departments) * len(formats)
    common["many"] = total > 1  # one report would wait at its end for what makes later ones quick
    result = BatchResult(out=out)
    with FolderLock(out), _full_disk_is_told(out), _terminate_is_interrupt():
        store.sweep(out)
        if "html" in formats and not public:
            list_in(out.resolve(), departments)
        with Log(out) as log:
            run = _Run(result, out, log, Progress(total, lang) if progress else None, common)
            todo = (
                {
                    **common,
                    "name": unit.name,
                    "key": unit.key,
                    "inputs": unit.inputs,
                    "department": str(unit.department),
                    "format": unit.format,
                }
                for unit in units
                if run.wants(unit, redo=force or not resume, retry=retry_failed)
            )
            begin_units()
            try:
                with open_executor(workers, dask) as (executor, at_once):
                    try:
                        run_all(todo, executor, at_once + 2 if not dask else at_once * 2, run.ended)
                    except KeyboardInterrupt:
                        # What is at work would be waited for.
                        stop_units()
                        raise
            except KeyboardInterrupt:
                result.exit_code, result.stopped = (
                    CODE,
                    Text("已中断；再次运行会接着做", "interrupted; run it again to go on").in_(lang),
                )
            except _DiskFull:
                result.exit_code, result.stopped = 1, _full(out).in_(lang)
            finally:
                run.finish()
        if not result.exit_code and any(one.status == FAILED for one in result.units):
            result.exit_code = 1
        store.sweep(out)  # what a worker that was killed or interrupted left half-way
        close_batch(result, lang, say_it=progress, versions=versions())
    return result


class _DiskFull(Exception):
    """A unit found the disk full."""


class _Run:
    """Collects what becomes of each unit while the batch runs."""

    def __init__(
        self, result: BatchResult, out: Path, log: Log, progress: Progress | None, common: Mapping[str, Any]
    ) -> None:
        self._result, self._out, self._log, self._progress = result, out, log, progress
        self._lang, self._public, self._evaluator = common["lang"], common["public"], common["evaluator"]
        self._by_name: dict[str, UnitResult] = {}

    def wants(self, unit: Unit, *, redo: bool, retry: bool) -> bool:
        """Whether a unit is to be made; if not, what is there is its result."""
        entry = UnitResult(unit, FAILED)
        if unit.refused:
            text = unit.refused.in_(self._lang)
            refused = {"kind": "input", "error": text, "details": text}
            self._failed(entry, refused)
            self._log.unit(unit.name, {"status": FAILED, **(entry.failure or refused)}, 0)
            return self._settled(entry)
        if not redo:
            manifest = store.read_complete(self._out, unit.name)
            if manifest is not None and manifest["key"] == unit.key:
                entry.status, entry.summary, entry.files = SKIPPED, manifest["summary"], manifest["files"]
                return self._settled(entry)
            failure = store.read_failure(self._out, unit.name)
            again = (
                retry or failure is None or failure["key"] != unit.key or failure["kind"] in (KILLED, LOST)
            )
            if not again:
                entry.failure = failure
                return self._settled(entry)
        self._by_name[unit.name] = entry
        return True

    def _settled(self, entry: UnitResult) -> bool:
        self._result.units.append(entry)
        if self._progress:
            self._progress.step(entry.status == FAILED)
        return False

    def ended(self, request: dict[str, Any], result: dict[str, Any], attempts: int) -> None:
        """A unit's job is over."""
        if result["status"] == STOP:
            raise _DiskFull
        entry = self._by_name.pop(request["name"])
        entry.status = result["status"]
        if entry.status == DONE:
            entry.summary, entry.files = result["summary"], result["files"]
            entry.stays = tuple(result.get("stays", ()))
        else:
            self._failed(entry, result)
        self._result.units.append(entry)
        self._log.unit(request["name"], {**result, **(entry.failure or {})}, attempts)
        if self._progress:
            self._progress.step(entry.status == FAILED)

    def _failed(self, entry: UnitResult, why: Mapping[str, Any]) -> None:
        unit = entry.unit
        entry.failure = {
            "unit": unit.name,
            "key": unit.key,
            "department": shown_name(unit.department.name),
            **{name: self._told(why[name], unit) for name in ("kind", "error", "details")},
        }
        store.record_failure(self._out, unit.name, entry.failure)

    def _told(self, text: str, unit: Unit) -> str:
        """A public batch says no name of a person, in failures, index and log neither."""
        if not self._public:
            return text
        from perfkit.pages.public_copy import without_people

        folder = unit.department / "judgements"
        known = [Path(name).stem for name in os.listdir(folder)] if folder.is_dir() else []
        return without_people(text, [*known, self._evaluator])

    def finish(self) -> None:
        """No more units will end."""
        # Their order must not depend on which worker was faster.
        self._result.units.sort(key=lambda entry: entry.unit.name)
        if self._progress:
            self._progress.close()


def _full(out: Path) -> Text:
    return Text(
        f"{out} 所在的磁盘已满；腾出空间后再次运行会接着做",
        f"the disk of {out} is full; make room and run it again to go on",
    )


@contextmanager
def _full_disk_is_told(out: Path):
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise BatchError(_full(out)) from error
        raise


@contextmanager
def _terminate_is_interrupt():
    """A polite kill ends the batch as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    previous: Callable | int | None = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
