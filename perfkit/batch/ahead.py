"""What the first report of a batch needs, worked out in a process of its own while the warm parent imports
what runs its notebook."""

from __future__ import annotations

import pickle
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from perfkit.batch.plan import inputs_of
from perfkit.batch.settings import ASKED
from perfkit.engine.child import worked_out_ahead
from perfkit.pages.report import Report, open_report


def prepare(payload: Mapping[str, Any], send: object) -> str:
    """Findings and charts of a department, with the hashes of the files that they are made from."""
    folder, asked = Path(payload["department"]), {name: payload[name] for name in ASKED}
    files, _, _ = inputs_of(folder, payload["rubric"])
    report = open_report(folder, **asked)
    made = (files, report.findings, report.basis.pictures)
    return b64encode(pickle.dumps(made)).decode()


def with_what_is_known(report: Report, files: Mapping[str, str]) -> Report:
    """The report, with findings and charts where they were worked out of the same files."""
    answer = worked_out_ahead()
    if answer is None:
        return report
    seen, findings, drawn = pickle.loads(b64decode(answer))  # made by `prepare`, never by a notebook
    return Report(replace(report.basis, reviewed=findings, drawn=drawn)) if seen == files else report
