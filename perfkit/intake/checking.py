"""Going through a draft: confirm, correct or reject each value, and save what has been decided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfkit.base.errors import FactError, SubmissionError
from perfkit.base.files import read_regular, write_whole
from perfkit.base.quantities import parse_number
from perfkit.base.yaml_source import LARGEST_FILE, read_yaml
from perfkit.filing.names import BLOCKS, CATEGORIES, TARGET_KINDS
from perfkit.intake.checking_entries import Entry, entries_of, parts_of
from perfkit.intake.draft import read_filings
from perfkit.intake.drafted import Draft, filing_name
from perfkit.intake.notes import note
from perfkit.intake.writer import folder_names, submission_text, write_draft

CHECKED = "checked.yaml"
_SCORES = "self_evaluation.scores."
_NUMBERS = {
    *("value", "budget", "budget_fiscal", "added", "spent", "spent_fiscal", "completion"),
    *("weight", "self_score", "max", "score", "total", "year"),
}
_WANTED = {"value", "name", "block", "kind", "category", "budget", "spent", "expected", "actual", "section"}
# Names of levels as a form prints them → as a submission writes them.
_CODES = {
    part: {name: code for code, named in names.items() for name in (named.zh, code)}
    for part, names in (("block", BLOCKS), ("kind", TARGET_KINDS), ("category", CATEGORIES))
}
_HEAD = "# Read from a document; a person is checking it value by value.\n"


@dataclass
class Checking:
    """A draft that a person goes through; nothing is written until `save`.

    Attributes
    ----------
    submission : dict   as submission.yaml holds it
    checked : paths of tasks and scores that were checked; statements and targets carry their own mark
    printed : dict      rows of tables as printed, by their places
    """

    submission: dict
    checked: set[str] = field(default_factory=set)
    printed: dict[str, str] = field(default_factory=dict)

    @property
    def entries(self) -> list[Entry]:
        """Every value in the order of the submission; see `entries_of`."""
        return entries_of(self.submission, self.checked, self.printed)

    @property
    def waiting(self) -> list[Entry]:
        """The values that nobody has checked."""
        return [entry for entry in self.entries if not entry.checked]

    def confirm(self, paths: Iterable[str]) -> int:
        """Mark values as checked; "all" stands for every one.

        Returns
        -------
        int   how many were not checked before

        Raises
        ------
        SubmissionError   a path that the draft does not have.
        """
        known = {entry.path: entry for entry in self.entries}
        wanted = [path.strip() for path in paths if path.strip()]
        wanted = list(known) if wanted == ["all"] else wanted
        for path in wanted:
            if path not in known:
                raise _no_such(path)
        for path in wanted:
            self._mark(path)
        return sum(not known[path].checked for path in wanted)

    def _mark(self, path: str) -> None:
        holder = self._at(path)
        if isinstance(holder, dict) and path.startswith(("facts.", "figures.", "targets.")):
            holder.pop("unconfirmed", None)
        else:
            self.checked.add(path)

    def correct(self, path: str, value: str) -> None:
        """Replace a value and mark it as checked.

        Parameters
        ----------
        path : str    of an entry, or of one of its parts: "facts.budget_total.0", "targets.rows.3.actual",
            "tasks.rows.0.spent", "self_evaluation.scores.<id>"
        value : str   digits where a number is wanted

        Raises
        ------
        SubmissionError   no such path, or no number where one is wanted.
        """
        entry = next(
            (entry.path for entry in self.entries if path == entry.path or path.startswith(entry.path + ".")),
            None,
        )
        if entry is None:
            raise _no_such(path)
        part = path[len(entry) + 1 :]
        if path.startswith("tasks.") and not part:
            raise SubmissionError(note("checked_name_part", path=path))
        part = part or next(iter(parts_of(entry)), "")
        if part and isinstance(self._at(entry).get(part), (list, dict)):
            raise _no_such(path)
        last = part or ("" if entry.startswith(_SCORES) else entry.rpartition(".")[2])
        codes = _CODES.get(last, {})
        value = codes.get(value, value)
        optional = part and last not in _WANTED and not value
        if (last in _NUMBERS or entry.startswith(_SCORES)) and not optional:
            try:
                parse_number(value)
            except FactError as error:
                raise SubmissionError(error.message) from None
        own = (self.submission.get("form") or {}).get("blocks") or {} if last == "block" else {}
        if codes and value not in (known := {*codes.values(), *own}):
            raise SubmissionError(note("checked_code", value=value, listed=sorted(known)))
        if optional:
            self._at(entry).pop(part, None)
        elif part:
            self._at(entry)[part] = value
        elif entry.startswith(_SCORES):
            self.submission["self_evaluation"]["scores"][entry.removeprefix(_SCORES)] = value
        elif entry == "year":
            if not re.fullmatch(r"20\d\d", value):
                raise SubmissionError(note("year_of_four_digits", value=value))
            self.submission["year"] = int(value)
        else:
            above, _, name = entry.rpartition(".")
            self._at(above)[name] = value
        self._mark(entry)

    def correct_parts(self, path: str, values: Mapping[str, str]) -> None:
        """Replace several parts of an entry, all of them or none, and mark it as checked."""
        before = deepcopy(self.submission), set(self.checked)
        try:
            for part, value in values.items():
                self.correct(f"{path}.{part}" if part else path, value)
        except SubmissionError:
            self.submission, self.checked = before
            raise

    def reject(self, path: str) -> None:
        """Take a value out of the draft; a fact without statements is missing again."""
        if not any(entry.path == path for entry in self.entries):
            raise _no_such(path)
        if path.startswith(_SCORES):
            del self.submission["self_evaluation"]["scores"][path.removeprefix(_SCORES)]
            self.checked.discard(path)
            return
        if not path.rpartition(".")[2].isdigit():
            above, _, name = path.rpartition(".")
            (self._at(above) if above else self.submission).pop(name)
            self.checked.discard(path)
            return
        above, number = path.rpartition(".")[0], int(path.rpartition(".")[2])
        rows = self._at(above)
        del rows[number]
        if above.startswith("facts.") and not rows:
            del self.submission["facts"][above.removeprefix("facts.")]
        if above.startswith("figures.") and not rows:
            left = [one for one in self.submission["figures"] if one["statements"]]
            self.submission["figures"] = left
        # The rows below have moved up, and so have their marks.
        moved = {
            place: int(place.rpartition(".")[2])
            for place in self.checked
            if place.rpartition(".")[0] == above
        }
        self.checked -= set(moved)
        self.checked |= {f"{above}.{at - (at > number)}" for at in moved.values() if at != number}

    def holder(self, path: str) -> dict:
        """The statement, target or task that an entry's path names."""
        return self._at(path)

    def _at(self, path: str):
        if path.startswith(_SCORES):
            return self.submission["self_evaluation"]["scores"].get(path.removeprefix(_SCORES))
        here = self.submission
        if path.startswith("figures."):
            _, name, path = (*path.split(".", 2), "")[:3]
            here = next(one for one in self.submission["figures"] if one["id"] == name)["statements"]
            if not path:
                return here
        for part in path.split("."):
            here = here[int(part)] if isinstance(here, list) else here[part]
        return here

    def save(self, folder: Path | str) -> Path:
        """Write the submission and what was checked; once every value is, the submission is no longer a
        draft."""
        folder, content = Path(folder), deepcopy(self.submission)
        if not self.waiting:
            content.pop("unconfirmed", None)
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / CHECKED, yaml.safe_dump({"checked": sorted(self.checked)}, allow_unicode=True))
        write_whole(folder / "submission.yaml", _HEAD + submission_text(content))
        return folder


def open_checking(report: Path | str, folder: Path | str = "", rubric: str = "") -> tuple[Checking, Draft]:
    """Read a report for checking; work on it that was saved in `folder` is taken up again.

    Parameters
    ----------
    report : Path    the filed document
    folder : Path    where the submission is kept; nothing is kept unless given. Of several filings in one
        document it says which: `<id>_<year>`, as `read` names their folders
    rubric : str     rubric id; recognised unless given

    Returns
    -------
    (Checking, Draft)   the draft is what the document says, whatever has been corrected since

    Raises
    ------
    SubmissionError   the report cannot be read, the folder holds the submission of another document, or the
        document holds several filings and the folder is that of none of them.
    """
    drafts = read_filings(report, rubric=rubric)
    draft = drafts[0] if len(drafts) == 1 else _meant(drafts, folder)
    if not str(folder):
        return Checking(deepcopy(draft.submission), printed=draft.printed), draft
    kept = Path(folder) / "submission.yaml"
    if not kept.exists():
        write_draft(draft, kept.parent)
    content = _typed(kept)
    if (
        not isinstance(content, dict)
        or content.get("source", {}).get("note") != draft.submission["source"]["note"]
    ):
        raise SubmissionError(note("checked_other_submission", name=kept.parent.name))
    path = kept.parent / CHECKED
    marks = _typed(path) if path.exists() else {}
    checked = set(marks.get("checked", ())) if isinstance(marks, dict) else set()
    return Checking(content, checked, draft.printed), draft


def _meant(drafts: list[Draft], folder: Path | str) -> Draft:
    """Of several filings in one document that whose folder is named: by the name that `read` gives it, else
    by what its submission says; which there are is said where none is."""
    names, at = folder_names(drafts), Path(folder)
    kept = at / "submission.yaml"
    there = _typed(kept) if str(folder) and kept.exists() and at.name not in names else None
    same = [
        draft
        for draft, name in zip(drafts, names, strict=True)
        if (at.name == name if there is None else _whose(draft.submission) == _whose(there))
    ]
    if len(same) == 1:
        return same[0]
    listed = [
        f"{at / name} {filing_name(draft.submission)}" for draft, name in zip(drafts, names, strict=True)
    ]
    raise SubmissionError(
        note("several_to_check", name=drafts[0].source.name, count=len(drafts), listed=listed)
    )


def _whose(submission: Any) -> tuple:
    named = submission if isinstance(submission, dict) else {}
    own = ((named.get(part) or {}).get("name") for part in ("department", "project"))
    return (*own, named.get("year"))


def _typed(path: Path) -> Any:
    """A file of our own as it was written, after the loader that refuses what could harm."""
    if faults := read_yaml(path, path.name).faults:
        raise SubmissionError(f"{path.name} 无法读取：", f"{path.name} cannot be read:", faults=faults)
    return yaml.safe_load(read_regular(path, LARGEST_FILE).decode("utf-8-sig"))


def _no_such(path: str) -> SubmissionError:
    return SubmissionError(note("checked_no_path", path=path))
