"""Writing a draft into a department's folder: whole or not at all, and never over a person's work."""

from __future__ import annotations

import re
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

import yaml

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.intake.drafted import Draft, filing_name, head_lines, reading_text
from perfkit.intake.notes import note

_FOLDER = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]*)_(\d{4})")
_HEAD = (
    "# Read from a document and not yet confirmed. Delete an `unconfirmed` line when you have "
    "checked its value.\n"
)
_COMMENTS = re.compile(r"\A(?:#.*\n)+")
_SEAL = re.compile(r"^# As read: ([0-9a-f]{64})\n", re.MULTILINE)


def write_draft(draft: Draft, folder: Path | str) -> Path:
    """Write `submission.yaml` and `reading.md` (what was not found, what to look at).

    Parameters
    ----------
    draft : Draft
    folder : Path   the department's folder; made where it does not exist. A name such as `unit_2020` gives
        the id.

    Returns
    -------
    Path   the folder

    Raises
    ------
    SubmissionError   the folder holds a submission that somebody has confirmed or changed, however little.
    """
    return write_drafts([draft], folder)[0]


def write_drafts(drafts: list[Draft], folder: Path | str, taken: Collection[str] = ()) -> list[Path]:
    """Write the drafts of one document: into the folder where there is one, else each into `<id>_<year>`
    below it.

    Parameters
    ----------
    taken : names of folders of other documents' drafts; reports go by the name alone

    Returns
    -------
    list of Path   the folders, in the order of the drafts

    Raises
    ------
    SubmissionError   as `write_draft`; then none of them is written.
    """
    folder = Path(folder)
    several = len(drafts) > 1
    places = [folder / name for name in folder_names(drafts, taken, folder.name)] if several else [folder]
    filed = [draft.submission if several else _named(draft, folder) for draft in drafts]
    for place, submission in zip(places, filed, strict=True):
        _refuse_work(place, submission)
    for draft, place, submission in zip(drafts, places, filed, strict=True):
        place.mkdir(parents=True, exist_ok=True)
        write_whole(place / "reading.md", reading_text(draft))
        write_whole(place / "submission.yaml", _HEAD + sealed_text(submission))
    if several:
        lines = [f"# {drafts[0].source.name}", "", f"{len(drafts)} 份材料 / filings", ""]
        for draft, place in zip(drafts, places, strict=True):
            told = [f"- {line}" for line in head_lines(draft, "zh")]
            lines += [f"## {filing_name(draft.submission)}（{place.name}）", "", *told, ""]
        write_whole(folder / "reading.md", "\n".join(lines))
    return places


def folder_names(drafts: list[Draft], taken: Collection[str] = (), document: str = "") -> list[str]:
    """A folder for each: two of one name would overwrite each other. One that another document's draft has
    taken gets this document's name before it."""
    names: list[str] = []
    for draft in drafts:
        name = f"{draft.submission['department']['id']}_{draft.submission.get('year', 'unknown')}"
        name = f"{document}-{name}" if name in taken else name
        free = (one for one in (name, *(f"{name}-{n}" for n in range(2, 1000))) if one not in names)
        names.append(next(free))
    return names


def _named(draft: Draft, folder: Path) -> dict:
    """The submission; a folder called `<id>_<year>` gives the department its id."""
    submission, named = dict(draft.submission), _FOLDER.fullmatch(folder.name)
    if named and str(submission.get("year")) == named.group(2):
        submission["department"] = {**submission["department"], "id": named.group(1)}
    return submission


def _refuse_work(folder: Path, submission: dict) -> None:
    if folder.exists() and not folder.is_dir():
        raise SubmissionError(f"{folder} 是文件，请另选文件夹", f"{folder} is a file; choose a folder")
    if holds_work(folder / "submission.yaml", submission):
        name = f"{folder.name}/submission.yaml"
        raise SubmissionError(note("draft_confirmed", name=name))


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


def sealed_text(submission: dict) -> str:
    """`submission_text` under a line that says what was read, so that a later change is noticed."""
    text = submission_text(submission)
    return f"# As read: {sha256(text.encode()).hexdigest()}\n{text}"


def holds_work(path: Path, submission: dict) -> bool:
    """Whether a file holds what a person confirmed or changed and `submission` does not.

    A file that nobody has touched since it was read, and one with the same content, hold none.
    """
    if not path.exists():
        return False
    content = path.read_bytes().decode("utf-8", "replace")
    body, seal = _COMMENTS.sub("", content, count=1), _SEAL.search(content)
    if seal and seal[1] == sha256(body.encode()).hexdigest():
        return False
    return body != submission_text(submission)
