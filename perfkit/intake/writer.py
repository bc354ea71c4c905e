"""Writing a draft into a department's folder: whole or not at all, and never over a person's work."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.intake.drafted import Draft, filing_name, head_lines, reading_text

_FOLDER = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]*)_(\d{4})")
_HEAD = "# Read from a document and not yet confirmed. Delete an `unconfirmed` line when you have checked its value.\n"


def write_draft(draft: Draft, folder: Path | str) -> Path:
    """Write `submission.yaml` and `reading.md` (what was not found, what to look at).

    Parameters
    ----------
    draft : Draft
    folder : Path   the department's folder; made where it does not exist. A name such as `unit_2020` gives the id.

    Returns
    -------
    Path   the folder

    Raises
    ------
    SubmissionError   the folder holds a submission that somebody has confirmed, in whole or in part.
    """
    folder = Path(folder)
    target = folder / "submission.yaml"
    if folder.exists() and not folder.is_dir():
        raise SubmissionError(Text(f"{folder} 是文件，请另选文件夹", f"{folder} is a file; choose a folder"))
    if target.exists() and not is_untouched(target):
        raise SubmissionError(
            Text(
                f"{folder.name}/submission.yaml 已有人确认过，不予覆盖；请换一个文件夹",
                f"{folder.name}/submission.yaml has been confirmed by a person and is not overwritten; choose another folder",
            )
        )
    submission = dict(draft.submission)
    named = _FOLDER.fullmatch(folder.name)
    if named and str(submission.get("year")) == named.group(2):
        submission["department"] = {**submission["department"], "id": named.group(1)}
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "reading.md", reading_text(draft))
    write_whole(target, _HEAD + submission_text(submission))
    return folder


def write_drafts(drafts: list[Draft], folder: Path | str) -> list[Path]:
    """Write the drafts of one document: into the folder where there is one, else each into `<id>_<year>` below it.

    Returns
    -------
    list of Path   the folders, in the order of the drafts
    """
    folder = Path(folder)
    if len(drafts) == 1:
        return [write_draft(drafts[0], folder)]
    written, seen = [], set()
    for draft in drafts:
        name = f"{draft.submission['department']['id']}_{draft.submission.get('year', 'unknown')}"
        # Two drafts of one name would overwrite each other.
        name = next(one for one in (name, *(f"{name}-{n}" for n in range(2, 1000))) if one not in seen)
        seen.add(name)
        written.append(write_draft(draft, folder / name))
    lines = [f"# {drafts[0].source.name}", "", f"{len(drafts)} 份材料 / filings", ""]
    for draft, path in zip(drafts, written, strict=True):
        lines += [
            f"## {filing_name(draft.submission)}（{path.name}）",
            "",
            *(f"- {line}" for line in head_lines(draft, "zh")),
            "",
        ]
    write_whole(folder / "reading.md", "\n".join(lines))
    return written


def submission_text(submission: dict) -> str:
    """A submission as YAML: keys in order, numbers as quoted text, Chinese as it is.

    Examples
    --------
    >>> print(submission_text({"year": 2020, "tasks": {"rows": [{"name": "甲", "budget": "5.10"}]}}), end="")
    year: 2020
    tasks:
      rows:
      - name: 甲
        budget: '5.10'
    """
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(submission, Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000_000)


def is_untouched(path: Path) -> bool:
    """Whether a submission is a draft in which nothing has been confirmed."""
    content = read_yaml(path).data
    if not isinstance(content, dict) or content.get("unconfirmed") is not True:
        return False
    facts = content.get("facts") or {}
    statements = (
        [statement for found in facts.values() for statement in found or ()]
        if isinstance(facts, dict)
        else [{}]
    )
    rows = (content.get("targets") or {}).get("rows") or ()
    return all(isinstance(entry, dict) and entry.get("unconfirmed") is True for entry in [*statements, *rows])
