"""Makes one unit, in a process that exists for nothing else."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.text import say
from perfkit.batch import store
from perfkit.batch.names import shown_name
from perfkit.batch.result import DONE, STOP, failure
from perfkit.filing.follow_up import load_follow_up

_FULL = (errno.ENOSPC, errno.EDQUOT)


def make(request: Mapping[str, Any], send: Any = None) -> dict[str, Any]:
    """Make one unit and put it in its place.

    Parameters
    ----------
    request : mapping
        name, key, inputs, department, format, out, rubric, lang, evaluator, public, annexes, brief,
        notebook, parameters, engine.

    Returns
    -------
    dict
        `status`: "done" with `summary` and `files`; "failed" with `kind` ("input", "notebook", "format") and
        `error`, its first line, and `details`; or "stop" where going on makes no sense (the disk is full).
    """
    part = None
    try:
        part = store.staging(Path(request["out"]), request["name"])
        return _make(request, part)
    except PerfkitError as error:
        text = error.show(request["lang"])
        first = error.faults[0].show(request["lang"]) if error.faults else text.splitlines()[0]
        return failure("input", first, text)
    except OSError as error:
        if error.errno in _FULL:
            return {"status": STOP, "reason": "full", "where": request["out"]}
        return failure("input", *[_cannot_read(error, request["lang"])] * 2)
    finally:
        if part is not None:
            shutil.rmtree(part, ignore_errors=True)


def _make(request: Mapping[str, Any], part: Path) -> dict[str, Any]:
    from perfkit.batch.ahead import with_what_is_known
    from perfkit.batch.settings import ASKED
    from perfkit.evaluation.record import to_record
    from perfkit.pages.basis import in_hand
    from perfkit.pages.report import open_report
    from perfkit.publish import write
    from perfkit.publish.json import to_bytes

    lang, format, folder = request["lang"], request["format"], Path(request["department"])
    asked = {name: request[name] for name in ASKED}
    extent = {name: request[name] for name in ("annexes", "brief")}
    report = with_what_is_known(open_report(folder, **asked), request["inputs"]["department"])
    record = to_record(report.evaluation, report.findings, lang)
    store.write_bytes(part / "evaluation.json", to_bytes(record))
    if format == "html":
        with in_hand((folder.resolve(), *asked.values()), report.basis):
            failure = _notebook(request, part)
        if failure is not None:
            return failure
    else:
        write(report.showing(**extent), part / f"report.{format}")
    summary = summary_of(record, request["department"])
    manifest = {
        "unit": request["name"],
        "key": request["key"],
        "format": format,
        "inputs": without_names(request["inputs"]) if request["public"] else request["inputs"],
        "lang": lang,
        "summary": summary,
    }
    files = store.publish(Path(request["out"]), request["name"], part, manifest)
    return {"status": DONE, "summary": summary, "files": files, **_may_stay(report, request["public"])}


def _cannot_read(error: OSError, lang: str) -> str:
    where = f" {shown_name(os.path.basename(os.fsdecode(error.filename)))}" if error.filename else ""
    said = error.strerror or str(error)
    return say(lang, f"无法读写{where}：{said}", f"cannot read or write{where}: {said}")


def _notebook(request: Mapping[str, Any], part: Path) -> dict[str, Any] | None:
    from perfkit.batch.notebook import NotebookFailed, execute
    from perfkit.publish.html import notebook_to_html

    try:
        notebook, written = execute(request, part)
    except NotebookFailed as failed:
        if request["public"]:
            return failure("notebook", failed.error, failed.details)
        write_whole(Path(request["out"]) / "failed" / request["name"] / "notebook.ipynb", failed.notebook)
        return failure("notebook", failed.error, failed.details)
    store.write_bytes(part / "notebook.ipynb", written)
    page = notebook_to_html(notebook, request["lang"])
    store.write_bytes(part / "report.html", page.encode("utf-8"))
    return None


def _may_stay(report: Any, public: bool) -> dict[str, Any]:
    if not public:
        return {}
    from perfkit.pages.public_copy import stays  # its patterns take a tenth of a second

    return {"stays": list(stays(report.department))}


def without_names(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of a public copy as its manifest lists them: who judged is not said, nor what would confirm
    a guess.

    Examples
    --------
    >>> without_names({"department": {"submission.yaml": "a1", "judgements/li.yaml": "b2"},
    ...     "settings": {"evaluator": "li"}})
    {'department': {'judgements': 1, 'submission': 1}, 'settings': {'evaluator': ''}}
    """
    kinds = Counter(re.split("[./]", name)[0] for name in inputs["department"])
    files = dict(sorted(kinds.items()))
    return {**inputs, "department": files, "settings": {**inputs["settings"], "evaluator": ""}}


def summary_of(record: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """What the index and the terminal say about a result."""
    severities = [finding.get("severity") for finding in record["findings"]]
    return {
        "department": record["department"]["id"],
        "name": record.get("project", record["department"])["name"],
        "folder": os.path.basename(folder),
        "year": record["year"],
        "rubric": record["rubric"],
        "synthetic": record["synthetic"],
        **{name: record[name] for name in ("max", "self", "low", "high")},
        "standing": {
            name: record["standing"][name] for name in ("confirmed", "contradicted", "open", "judgement")
        },
        "grade": {name: record["grade"].get(name) for name in ("self", "low", "high")},
        "findings": len(severities),
        "matters_open": sum(item.is_open for item in load_follow_up(Path(folder)).items),
        "problems": len({finding["problem"] for finding in record["findings"] if finding.get("problem")}),
        "severities": {name: severities.count(name) for name in sorted(set(filter(None, severities)))},
    }
