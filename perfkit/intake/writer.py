"""Writing a draft into a department's folder: whole or not at all, and never over a person's work."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import yaml

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.intake.draft import Draft

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
    replace_file(folder / "reading.md", reading_text(draft))
    replace_file(target, _HEAD + submission_text(submission))
    return folder


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


def reading_text(draft: Draft) -> str:
    """What was not found and what to look at, in both languages."""
    lines = [
        f"# {draft.source.name}",
        "",
        draft.summary("zh").splitlines()[0],
        "",
        draft.summary("en").splitlines()[0],
        "",
        "## 没有找到 / not found",
        "",
    ]
    lines += [f"- `{missing.path}` {missing.name.zh} / {missing.name.en}" for missing in draft.not_found] or [
        "- 无 / none"
    ]
    lines += ["", "## 请注意 / notes", ""]
    lines += [f"- {note.zh}\n  {note.en}" for note in draft.notes] or ["- 无 / none"]
    return "\n".join(lines) + "\n"


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


def replace_file(path: Path, text: str) -> None:
    """Write beside the file and move into place, so that a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
