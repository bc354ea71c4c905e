"""Other filings that lie beside one: that of the year before, the projects' and the final accounts.

A department's folder may lie beside that of the year before (`id_2019` beside `id_2020`; further versions are
`id_2019_v2`), and may hold its projects' filings under `projects/` and its final accounts under `accounts/`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import NamedTuple

from perfkit.base.errors import PerfkitError
from perfkit.base.files import listed
from perfkit.base.quantities import Interval
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.folders import ACCOUNTS, PROJECTS
from perfkit.filing.statement import Statement
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import load_submission

_NAME = re.compile(r"(?P<id>.+)_(?P<year>\d{4})(?P<rest>_(?!v\d+$).*?)?(?:_v(?P<version>\d+))?")


class Elsewhere(NamedTuple):
    """A fact as other filings give it: every value it may have, and where they print what it rests on."""

    span: Interval
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Beside:
    """The filings beside one; nothing is read before a fact is asked for that only they can give.

    Parameters
    ----------
    folder : Path            the filing's own folder
    submission : Submission  what was filed there
    """

    folder: Path
    submission: Submission

    def find(self, fact: str) -> Elsewhere | None:
        """What they say of a fact of this filing; None where they say nothing, or this year is not over."""
        kind = fact_catalogue()[fact]
        if kind.last_year_of and self.earlier is not None:
            printed = tuple(_whole_year(self.earlier, kind.last_year_of))
            if printed:
                amounts = [statement.amount for statement in printed]
                return Elsewhere(Interval(min(amounts), max(amounts)), printed)
        if kind.of_projects and self.projects and not self.submission.as_of:
            return self._of_projects(kind.of_projects)
        return None

    @cached_property
    def earlier(self) -> Submission | None:
        """The filing of the year before: the newest version that can be read and is of the same kind."""
        for folder in reversed(earlier_folders(self.folder)):
            filed = _read(folder)
            if filed is not None and _is_last_year(filed, self.submission):
                return filed
        return None

    @cached_property
    def accounts(self) -> Submission | None:
        """Its final accounts of the same year, under `accounts/`; None for a project's filing."""
        if self.submission.project is not None or not (self.folder / ACCOUNTS / "submission.yaml").is_file():
            return None
        filed = _read(self.folder / ACCOUNTS)
        own = self.submission
        same = filed is not None and (filed.year, filed.synthetic) == (own.year, own.synthetic)
        return filed if same and filed is not None and filed.form.kind == "accounts" else None

    @cached_property
    def projects(self) -> tuple[Submission, ...]:
        """Its projects' filings of the same year; what cannot be read is left out."""
        if self.submission.project is not None:
            return ()
        filed = (_read(folder) for folder in project_folders(self.folder))
        return tuple(
            one
            for one in filed
            if one is not None
            and one.project is not None
            and (one.year, one.synthetic) == (self.submission.year, self.submission.synthetic)
        )

    def _of_projects(self, wanted: str) -> Elsewhere:
        """How many projects there are, or how many were finished in time: those whose targets of time are
        all met.

        A project without such a target, or with one that figures cannot decide, is open.
        """
        done = [on_time(one) for one in self.projects]
        least, most = (len(done),) * 2
        if wanted == "on_time":
            least, most = sum(one is True for one in done), sum(one is not False for one in done)
        span = Interval(Fraction(least), Fraction(most))
        number = f"{span.low}" if span.is_exact else f"{span.low}～{span.high}"
        statement = Statement(
            value=str(span.low),
            unit="个",
            section="项目支出自评",
            quote=f"{len(done)} 个项目的自评表，其中 {number} 个",
        )
        return Elsewhere(span, (statement,))


def on_time(project: Submission) -> bool | None:
    """Whether a project was finished in time by its own targets of time; None where they do not tell."""
    from perfkit.filing.targets import parse_target

    met = [
        parse_target(row.expected, row.reported, name=row.name, kind=row.kind).met
        for row in (project.targets.rows if project.targets else ())
        if row.kind == "timeliness" and not row.not_applicable
    ]
    if any(one is False for one in met):
        return False
    return True if met and all(met) else None


def earlier_folders(folder: Path) -> list[Path]:
    """The folders of the year before that lie beside one, the newest version last.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as made:
    ...     for name in ("a_2019", "a_2019_v2", "a_2020", "b_2019"):
    ...         (Path(made) / name).mkdir()
    ...     [one.name for one in earlier_folders(Path(made) / "a_2020")]
    ['a_2019', 'a_2019_v2']
    """
    own = _NAME.fullmatch(folder.name)
    if own is None:
        return []
    name = f"{own['id']}_{int(own['year']) - 1}{own['rest'] or ''}"
    found = []
    for version in count(1):
        one = folder.parent / (name if version == 1 else f"{name}_v{version}")
        if one.is_dir():
            found.append(one)
        elif version > 1:
            return found
    raise AssertionError("versions never end")


def filings_beside(folder: Path) -> list[Path]:
    """The files of other filings that a folder's evaluation may rest on."""
    folders = (*earlier_folders(folder), *project_folders(folder), folder / ACCOUNTS)
    return [one / "submission.yaml" for one in folders if (one / "submission.yaml").is_file()]


def filings_inside(folder: Path) -> list[Path]:
    """The folders of the filings that a department's own folder holds: its projects and its accounts."""
    accounts = folder / ACCOUNTS
    return [*project_folders(folder), *([accounts] if os.path.lexists(accounts) else [])]


def project_folders(folder: Path) -> list[Path]:
    """The folders of a department's projects, in the order of their names, also those that cannot be read."""
    try:
        return [one for one in listed(folder / PROJECTS) if one.name[0] not in "._" and not one.is_file()]
    except PerfkitError:
        return []


def _read(folder: Path) -> Submission | None:
    try:
        return load_submission(folder)
    except PerfkitError:
        return None


def _is_last_year(filed: Submission, own: Submission) -> bool:
    return (
        filed.year == own.year - 1
        and not filed.as_of
        and filed.synthetic == own.synthetic
        and filed.department.id == own.department.id
        and (filed.project and filed.project.name) == (own.project and own.project.name)
    )


def _whole_year(filed: Submission, fact: str) -> Iterator[Statement]:
    for statement in filed.facts.get(fact, ()):
        if statement.of_the_year:
            unconfirmed = statement.unconfirmed or filed.unconfirmed
            place = f"{filed.year} 年度自评材料 {statement.section}"
            yield statement.model_copy(update={"section": place, "unconfirmed": unconfirmed})
