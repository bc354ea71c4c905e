"""What a second filing of a department-year changes in the first: every value by its place, whatever the
order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from perfkit.filing.names import names_of
from perfkit.filing.submission import Submission

Path = tuple[str, ...]
PARTS = names_of("compared_parts")
# Lists whose entries have a name of their own: the fields that make it. An order is no content.
_KEYS: dict[str, tuple[str, ...]] = {
    "facts.*": ("section", "period", "scope", "document"),
    "figures": ("id",),
    "figures.*.statements": ("section", "period", "scope", "document"),
    "tasks.rows": ("category", "name"),
    "targets.rows": ("block", "kind", "name"),
    "targets.rows.*.units": ("unit",),
    "overall_goal.actual": ("section",),
    "narrative.*": ("section",),
    "self_evaluation.rows": ("level1", "level2", "name"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs between two filings.

    Attributes
    ----------
    path : tuple of str   where it stands: part, names of rows, field
    old, new : str        the value as filed; None where that filing has none
    """

    path: Path
    old: str | None
    new: str | None

    @property
    def part(self) -> str:
        """The key of PARTS it belongs to."""
        return self.path[0]

    @property
    def kind(self) -> str:
        """added, removed or changed."""
        return "added" if self.old is None else "removed" if self.new is None else "changed"


def values(submission: Submission) -> dict[Path, str]:
    """Every value of a filing under a path made of names, never of positions.

    Two rows of the same name are told apart by a number in the order in which they stand.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> from perfkit.filing.submission_file import load_submission
    >>> filed = values(load_submission(data_root() / "departments" / "sz-sif-longhua_2020"))
    >>> filed["self_evaluation", "total"], filed["year",]
    ('95.5', '2020')
    """
    content = submission.model_dump(exclude_defaults=True, include=set(PARTS))
    found: dict[Path, str] = {}
    _walk(content, (), "", found)
    return found


def differences(old: Submission, new: Submission) -> tuple[Change, ...]:
    """What the second filing changed, in the order of PARTS and then of the filings.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> from perfkit.filing.submission_file import load_submission
    >>> filed = load_submission(data_root() / "departments" / "sz-sif-longhua_2020")
    >>> again = filed.model_copy(update={"title": "更正报告"})
    >>> [(change.path, change.kind) for change in differences(filed, again)]
    [(('title',), 'changed')]
    """
    before, after = values(old), values(new)
    order = {part: number for number, part in enumerate(PARTS)}
    paths = sorted(dict.fromkeys([*before, *after]), key=lambda path: order[path[0]])
    return tuple(
        Change(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    )


def apply(filed: Mapping[Path, str], changes: Iterable[Change]) -> dict[Path, str]:
    """The values that a filing has after the changes.

    Raises
    ------
    KeyError   a change was made to another value than the one that is there.
    """
    result = dict(filed)
    for change in changes:
        if result.get(change.path) != change.old:
            raise KeyError(change.path)
        if change.new is None:
            del result[change.path]
        else:
            result[change.path] = change.new
    return result


def _walk(value: Any, path: Path, pattern: str, found: dict[Path, str]) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _walk(inner, (*path, str(key)), _joined(pattern, str(key)), found)
    elif isinstance(value, (list, tuple)):
        _entries(value, path, pattern, found)
    elif value is not None:
        found[path] = str(value)


def _entries(rows: Iterable[Any], path: Path, pattern: str, found: dict[Path, str]) -> None:
    names = _KEYS.get(pattern)
    seen: Counter[str] = Counter()
    for row in rows:
        if names is None or not isinstance(row, Mapping):
            name, inner = str(row), row
        else:
            name = " · ".join(str(row[field]) for field in names if row.get(field))
            inner = {key: value for key, value in row.items() if key not in names} or {"": "✓"}
        seen[name] += 1
        numbered = name if seen[name] == 1 else f"{name} ({seen[name]})"
        _walk(inner, (*path, numbered), pattern + ".*", found)


def _joined(pattern: str, key: str) -> str:
    """The pattern of a place: names of facts and of parts of the text count as any."""
    if pattern in ("facts", "narrative"):
        return pattern + ".*"
    return f"{pattern}.{key}" if pattern else key
