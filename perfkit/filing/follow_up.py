"""What became of each matter after the letter: `follow-up.yaml` beside the submission, a history that only
grows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationInfo, field_validator, model_validator

from perfkit.base.errors import SubmissionError
from perfkit.base.models import Day, Model, fault_error, validate
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml

FILE = "follow-up.yaml"
State = Literal["raised", "answered", "accepted", "corrected", "withdrawn", "closed"]
STATES: dict[str, Text] = {
    "raised": Text("已提出", "raised"),
    "answered": Text("已答复", "answered"),
    "accepted": Text("答复已采纳", "answer accepted"),
    "corrected": Text("已更正", "corrected"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "closed": Text("已办结", "closed"),
}
OVERDUE = Text("逾期未复", "overdue")
# What may follow what: a matter is raised again, with another term too, rather than changed in the past.
NEXT: dict[str, frozenset[str]] = {
    "raised": frozenset(("raised", "answered", "corrected", "withdrawn", "closed")),
    "answered": frozenset(("raised", "accepted", "corrected", "withdrawn", "closed")),
    "accepted": frozenset(("raised", "corrected", "closed")),
    "corrected": frozenset(("raised", "closed")),
    "withdrawn": frozenset(("raised",)),
    "closed": frozenset(("raised",)),
}
_WORDS = ("title", "problem", "severity")
_DONE = frozenset(("accepted", "corrected", "withdrawn", "closed"))


class Step(Model):
    """One entry of a history: what happened, who did it, when, in which words, with which documents.

    Attributes
    ----------
    by : str            who; never empty
    text : str          the answer or the reason
    documents : names of documents that came with it
    due : date          by when an answer is asked for; only beside `raised`
    """

    state: State
    by: str = Field(min_length=1)
    date: Day
    text: str = ""
    documents: tuple[str, ...] = ()
    due: Day | None = None

    @field_validator("by", "text")
    @classmethod
    def _printable(cls, text: str, info: ValidationInfo) -> str:
        if not (text.replace("\n", "") if info.field_name == "text" else text).isprintable():
            raise fault_error("含有不可打印的字符", "holds characters that cannot be printed")
        return text

    @model_validator(mode="after")
    def _due_comes_later(self):
        if self.due is not None and self.due < self.date:
            raise fault_error(
                f"期限 {self.due} 早于 {self.date}", f"the term {self.due} lies before {self.date}"
            )
        return self


class Item(Model):
    """One matter and its history, the newest step last.

    Attributes
    ----------
    id : str        that of the finding, made from what it is about
    title : str     its words when it was raised
    problem : str   the problem of data/review/problems.yaml that it belongs to
    severity : str  error, doubt or note
    history : steps, the newest last
    """

    id: str = Field(min_length=1)
    title: str = ""
    problem: str = ""
    severity: Literal["", "error", "doubt", "note"] = ""
    history: tuple[Step, ...] = Field(min_length=1)

    @property
    def state(self) -> str:
        """Where it stands now."""
        return self.history[-1].state

    @property
    def is_open(self) -> bool:
        """True while somebody has something to do."""
        return self.state not in _DONE

    def days_overdue(self, today: date) -> int:
        """Days since an answer was due; 0 where one came or none is due yet."""
        last = self.history[-1]
        if last.state != "raised" or last.due is None:
            return 0
        return max(0, (today - last.due).days)

    def shown_state(self, lang: str = "zh", today: date | None = None) -> str:
        """The state as a word; overdue where a date is given that lies behind the one an answer was due."""
        late = self.days_overdue(today) if today else 0
        if late:
            days = f"（{late} 天）" if lang == "zh" else f" ({late} days)"
            return OVERDUE.in_(lang) + days
        return STATES[self.state].in_(lang)


class FollowUp(Model):
    """The matters of one department-year."""

    synthetic: bool = False
    items: tuple[Item, ...] = ()

    def item(self, name: str) -> Item | None:
        """The matter of this id."""
        return next((item for item in self.items if item.id == name), None)


def read_follow_up(folder: Path) -> tuple[FollowUp | None, Source]:
    """Read a folder's follow-up.yaml and collect its faults without raising; an empty one where there is
    none."""
    path = folder / FILE
    shown = f"{folder.name}/{FILE}"
    if not path.exists():
        return FollowUp(), Source(shown)
    source = read_yaml(path, shown)
    kept = validate(FollowUp, source)
    if kept is not None:
        _check(kept, source)
    return kept, source


def load_follow_up(folder: Path) -> FollowUp:
    """Read a folder's follow-up.yaml.

    Raises
    ------
    SubmissionError   with every fault of the file: line, path, what to do.
    """
    kept, source = read_follow_up(folder)
    if kept is None or source.faults:
        raise SubmissionError(
            f"{folder.name} 的跟踪记录无法读取：",
            f"the follow-up of {folder.name} cannot be read:",
            faults=source.faults,
        )
    return kept


def _check(kept: FollowUp, source: Source) -> None:
    seen: set[str] = set()
    for index, item in enumerate(kept.items):
        if item.id in seen:
            source.fault(("items", index, "id"), f"编号 {item.id} 重复", f"the id {item.id} is used twice")
        seen.add(item.id)
        for number, step in enumerate(item.history):
            before = item.history[number - 1] if number else None
            if before is not None and (step.state not in NEXT[before.state] or step.date < before.date):
                source.fault(
                    ("items", index, "history", number),
                    f"“{STATES[step.state].zh}”（{step.date}）不能接在"
                    f"“{STATES[before.state].zh}”（{before.date}）之后",
                    f"{step.state} ({step.date}) cannot follow {before.state} ({before.date})",
                )
        if item.history[0].state != "raised":
            source.fault(
                ("items", index, "history", 0),
                "第一步须是“已提出”",
                "the first step is that it was raised",
            )


def as_yaml(kept: FollowUp) -> str:
    """The file's text: one line a step.

    Examples
    --------
    >>> raised = Step(state="raised", by="市财政局", date=date(2021, 5, 1))
    >>> print(as_yaml(FollowUp(items=(Item(id="a", title="合计不符", history=(raised,)),))), end="")
    items:
      - id: a
        title: 合计不符
        history:
          - {state: raised, by: 市财政局, date: 2021-05-01}
    """
    lines = ["synthetic: true"] if kept.synthetic else []
    lines += ["items:"] if kept.items else ["items: []"]
    for item in kept.items:
        lines.append(f"  - id: {_scalar(item.id)}")
        lines += [f"    {key}: {_scalar(text)}" for key in _WORDS if (text := getattr(item, key))]
        lines.append("    history:")
        lines += [f"      - {one_line(step.model_dump(exclude_defaults=True))}" for step in item.history]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=10**9).removesuffix("\n...\n").strip()


def one_line(entry: dict[str, Any]) -> str:
    """An entry as YAML on one line."""
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in entry.items()}
    return yaml.safe_dump(
        plain, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**9
    ).strip()


def counts(kept: Iterable[FollowUp], today: date | None = None) -> dict[str, int]:
    """How many matters stand where; overdue ones count apart where a date is given."""
    found = dict.fromkeys([*STATES, "overdue"], 0)
    for follow_up in kept:
        for item in follow_up.items:
            late = today is not None and item.days_overdue(today) > 0
            found["overdue" if late else item.state] += 1
    return found
