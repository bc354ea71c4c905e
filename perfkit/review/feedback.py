"""What evaluators say of findings, kept beside the submission: right, wrong or explained, each with a
reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.models import Day, Model, validate
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.review.finding import Finding

Verdict = Literal["right", "wrong", "explained"]
VERDICTS: dict[Verdict, Text] = {
    "right": Text("属实", "right"),
    "wrong": Text("不属实", "wrong"),
    "explained": Text("已说明", "explained"),
}
FILE = "feedback.yaml"


class Remark(Model):
    """What somebody says of one finding.

    Attributes
    ----------
    finding : str   the finding's id
    code : str      its code, so that precision can be counted from the file alone
    verdict : str   right, wrong, or explained by the department
    reason : str    why
    by : str        the evaluator's id; empty where nobody is named
    on : date       when
    """

    finding: str = Field(min_length=1)
    code: str = Field(min_length=1)
    verdict: Verdict
    reason: str = Field(min_length=1)
    by: str = ""
    on: Day | None = None


class _File(Model):
    remarks: tuple[Remark, ...] = ()


def read_feedback(folder: Path) -> dict[str, Remark]:
    """The last remark on each finding of a department folder, by the finding's id; none where there is no
    file.

    Raises
    ------
    SubmissionError   with every fault of the file.
    """
    return {remark.finding: remark for remark in _read(folder)}


def _read(folder: Path) -> tuple[Remark, ...]:
    path = folder / FILE
    if not path.is_file():
        return ()
    source = read_yaml(path, f"{folder.name}/{FILE}")
    found = validate(_File, source)
    if found is None or source.faults:
        raise SubmissionError(
            f"{folder.name} 的反馈无法读取：",
            f"feedback of {folder.name} cannot be read:",
            faults=source.faults,
        )
    return found.remarks


def add_remarks(
    folder: Path,
    findings: Iterable[Finding],
    said: Iterable[tuple[str, Verdict, str]],
    by: str = "",
) -> list[Remark]:
    """Record what somebody says of findings; an earlier remark of the same person on one of them is replaced.

    Parameters
    ----------
    folder : Path      the department's folder
    findings : as `review` gives them for it
    said : id of one of them, verdict and reason

    Raises
    ------
    SubmissionError   no finding has an id, or the file there cannot be read; then nothing is recorded.
    """
    codes = {f.id: f.code for f in findings}
    said = list(said)
    unknown = [finding for finding, _, _ in said if finding not in codes]
    if unknown:
        raise SubmissionError(
            f"{folder.name} 没有编号为 {'、'.join(unknown)} 的发现；编号见 perfkit review {folder} --json 的 id",
            f"{folder.name} has no finding {', '.join(unknown)}; ids are in perfkit review {folder} --json",
        )
    remarks = [
        Remark(finding=finding, code=codes[finding], verdict=verdict, reason=reason, by=by, on=date.today())
        for finding, verdict, reason in said
    ]
    new = {(remark.finding, remark.by) for remark in remarks}
    kept = [old for old in _read(folder) if (old.finding, old.by) not in new]
    rows = [{k: v for k, v in r.model_dump(mode="json").items() if v} for r in (*kept, *remarks)]
    text = yaml.safe_dump({"remarks": rows}, allow_unicode=True, sort_keys=False)
    write_whole(folder / FILE, text, durable=True)
    return remarks


def precision(folders: Iterable[Path]) -> dict[str, Counter[str]]:
    """How often each code's findings were called right, wrong or explained, over all folders.

    Examples
    --------
    >>> precision([])
    {}
    """
    counted: dict[str, Counter[str]] = {}
    for folder in folders:
        for remark in read_feedback(folder).values():
            counted.setdefault(remark.code, Counter())[remark.verdict] += 1
    return dict(sorted(counted.items()))
