"""Two filings of one department-year side by side: figures, targets, text, self-scores, points, findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.closure.differences import PARTS, Change, differences
from perfkit.closure.page import Filed, Page
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.folders import folder_of
from perfkit.filing.names import PARTS as PART_NAMES
from perfkit.filing.names import names_of
from perfkit.review import Finding, review
from perfkit.review.unscored import load_filing
from perfkit.views.narrative.prose import Heading, Items, Prose
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table
from perfkit.views.wording import show_own, show_total

_LONG = 60
_KINDS = names_of("changes")
_FIELDS = names_of("changed_fields")


@dataclass(frozen=True, repr=False)
class SecondFiling(Page):
    """The comparison; each method is one thing to display, None where there is nothing to show.

    Parameters
    ----------
    old, new : Evaluation   of the same department and year, under one rubric
    lang : str              "zh" or "en"
    """

    old: Evaluation
    new: Evaluation
    lang: str = "zh"
    name = "diff"

    @property
    def filings(self) -> Iterator[tuple[str, Filed]]:
        """Both."""
        yield say(self.lang, "原材料", "the first filing"), self.old.submission
        yield say(self.lang, "新材料", "the second filing"), self.new.submission

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every value that differs."""
        return differences(self.old.submission, self.new.submission)

    @cached_property
    def findings(self) -> dict[str, dict[str, Finding]]:
        """closed, new and kept findings by id."""
        before, after = ({one.id: one for one in review(side)} for side in (self.old, self.new))
        return {
            "closed": {name: one for name, one in before.items() if name not in after},
            "new": {name: one for name, one in after.items() if name not in before},
            "kept": {name: one for name, one in after.items() if name in before},
        }

    @property
    def title(self) -> str:
        """Who, which year."""
        filed = self.new.submission
        return worded(
            self.lang,
            "title_of_second_filing",
            department=filed.department.name,
            year=filed.year,
            named=filed.department.named,
        )

    def opening(self) -> Prose:
        """What changed and what it came to, in a few lines."""
        found = self.findings
        before, after = (show_total(one, self.lang) for one in (self.old, self.new))
        own = [show_own(one, self.lang) for one in (self.old, self.new)]
        words = worded(
            self.lang,
            "second_filing",
            changes=len(self.changes),
            own_before=own[0],
            own_after=own[1],
            before=before,
            after=after,
            closed=len(found["closed"]),
            kept=len(found["kept"]),
            new=len(found["new"]),
        )
        return self.lead(words)

    def changes_table(self) -> Table | None:
        """Every change with its place, the old and the new value; long texts by the words that differ."""
        lang, rows, part = self.lang, [], ""
        for change in self.changes:
            heads = PARTS[change.part].in_(lang) if change.part != part else ""
            part = change.part
            old, new = _sides(change)
            rows.append(
                (
                    Cell(heads, strong=True),
                    Cell(self._place(change)),
                    Cell(_KINDS[change.kind].in_(lang)),
                    Cell(old),
                    Cell(new),
                )
            )
        return self.table("changes", rows)

    def _place(self, change: Change) -> str:
        *names, last = change.path[1:] or change.path
        shown = [_called(name, self.lang) for name in names if name not in ("rows", "statements")]
        word = _FIELDS.get(last)
        return "／".join([*shown, word.in_(self.lang) if word else last])

    def points_table(self) -> Table | None:
        """Rows of the scoring table whose points or self-score moved, and the total."""
        lang, rows = self.lang, []
        before = {row.indicator.id: row for row in self.old.rows}
        for row in self.new.rows:
            was = before.get(row.indicator.id)
            if was is None or (was.points, was.self_score) == (row.points, row.self_score):
                continue
            rows.append(
                (
                    Cell(row.indicator.name.text.in_(lang)),
                    *(Cell(_own(one.self_score)) for one in (was, row)),
                    *(Cell(show_span(one.points)) for one in (was, row)),
                )
            )
        if not rows:
            return None
        total = say(lang, "总分", "Total")
        rows.append(
            (
                Cell(total, strong=True),
                *(Cell(_own(one.self_score), strong=True) for one in (self.old, self.new)),
                *(Cell(show_span(one.points), strong=True) for one in (self.old, self.new)),
            )
        )
        return self.table("points", rows)

    def findings_list(self, kind: str) -> Prose | None:
        """The findings of one kind: closed, new or kept."""
        heads = {
            "closed": Text("不再成立的发现", "Findings that no longer hold"),
            "new": Text("新出现的发现", "New findings"),
            "kept": Text("仍在的发现", "Findings that remain"),
        }
        found = self.findings[kind]
        if not found:
            return None
        lines = tuple(f"{one.message.in_(self.lang)} [{name}]" for name, one in found.items())
        return Prose((Heading(heads[kind].in_(self.lang), 2, kind), Items(lines)), self.lang)

    def pieces(self) -> tuple[Prose | Table | None, ...]:
        """The whole comparison in order."""
        lists = (self.findings_list(kind) for kind in ("closed", "new"))
        return self.opening(), self.changes_table(), self.points_table(), *lists

    def to_record(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        filed = self.new.submission
        return {
            "department": {"id": filed.department.id, "name": filed.department.name},
            "year": filed.year,
            "synthetic": filed.synthetic,
            "unconfirmed": list(self.unconfirmed),
            "rubric": self.new.rubric.id,
            "changes": [
                {
                    "part": change.part,
                    "path": list(change.path),
                    "kind": change.kind,
                    "old": change.old,
                    "new": change.new,
                }
                for change in self.changes
            ],
            "points": {
                "old": {"low": show_number(self.old.points.low), "high": show_number(self.old.points.high)},
                "new": {"low": show_number(self.new.points.low), "high": show_number(self.new.points.high)},
            },
            "findings": {kind: list(found) for kind, found in self.findings.items()},
        }


def compare_filings(old: str | Path, new: str | Path, rubric: str = "", lang: str = "zh") -> SecondFiling:
    """Read two filings of one department-year and compare them.

    Parameters
    ----------
    old, new : str or Path   department folders, or ids of bundled ones
    rubric : str      one rubric for both; the second filing's own unless given

    Raises
    ------
    SubmissionError   either cannot be read, or they are of another department or year.

    Examples
    --------
    >>> compare_filings("sz-sif-longhua_2020", "sz-sif-longhua_2020").changes
    ()
    """
    second, _ = load_filing(folder_of(str(new)), rubric)
    first, _ = load_filing(folder_of(str(old)), rubric or second.rubric.id)
    mine, other = first.submission, second.submission
    if (mine.department.name, mine.year) != (other.department.name, other.year):
        raise SubmissionError(
            f"不是同一单位同一年度的材料：{mine.department.name} {mine.year}、{other.department.name} {other.year}",
            f"not of one department and year: {mine.department.name} {mine.year}, "
            f"{other.department.name} {other.year}",
        )
    return SecondFiling(first.evaluate(), second.evaluate(), lang)


def _called(name: str, lang: str) -> str:
    """A fact or a part of the text by its name, what has none as it stands."""
    if name in fact_catalogue():
        return fact_catalogue()[name].name.in_(lang)
    return PART_NAMES[name].in_(lang) if name in PART_NAMES else name


def _own(score: Fraction | None) -> str:
    return "—" if score is None else show_number(score)


def _sides(change: Change) -> tuple[str, str]:
    """Old and new value; of two long texts the parts that differ, with a few characters around them."""
    old, new = change.old or "—", change.new or "—"
    if change.kind != "changed" or max(len(old), len(new)) <= _LONG:
        return _cut(old), _cut(new)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            left.append(f"…{old[max(0, a - 6) : b + 6]}…")
            right.append(f"…{new[max(0, c - 6) : d + 6]}…")
    return "\n".join(left), "\n".join(right)


def _cut(text: str) -> str:
    return text if len(text) <= 4 * _LONG else text[: 4 * _LONG] + "……"
