"""The life of a finding after the letter: `follow-up.yaml` beside the submission, a history that only grows.

Every write takes the folder's lock, reads the file as it then is, adds to it and replaces it whole: people who work
one after the other lose nothing, and a crash leaves the old file or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml
from filelock import FileLock, Timeout
from pydantic import Field

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.models import Model, validate
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml

FILE = "follow-up.yaml"
Day = date  # a step has a field of that name
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
# What may follow what: a matter is raised again rather than changed in the past.
_NEXT: dict[str, frozenset[str]] = {
    "raised": frozenset(("answered", "corrected", "withdrawn", "closed")),
    "answered": frozenset(("raised", "accepted", "corrected", "withdrawn", "closed")),
    "accepted": frozenset(("raised", "corrected", "closed")),
    "corrected": frozenset(("raised", "closed")),
    "withdrawn": frozenset(("raised",)),
    "closed": frozenset(("raised",)),
}
_DONE = frozenset(("accepted", "corrected", "withdrawn", "closed"))
_LONGEST_WAIT = 30


class Step(Model):
    """One entry of a history: what happened, who did it, when, in which words, with which documents.

    Attributes
    ----------
    state : State
    by : str            who; never empty
    date : date
    text : str          the answer or the reason
    documents : names of documents that came with it
    due : date          by when an answer is asked for; only beside `raised`
    """

    state: State
    by: str = Field(min_length=1)
    date: date
    text: str = ""
    documents: tuple[str, ...] = ()
    due: Day | None = None


class Item(Model):
    """One matter and its history, the newest step last."""

    id: str = Field(min_length=1)
    title: str = ""
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
    """Read a folder's follow-up.yaml and collect its faults without raising; an empty one where there is none."""
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
            Text(f"{folder.name} 的跟踪记录无法读取：", f"the follow-up of {folder.name} cannot be read:"),
            source.faults,
        )
    return kept


def change(folder: Path, edit: Callable[[FollowUp], FollowUp]) -> FollowUp:
    """Read, edit and write a folder's follow-up while nobody else does.

    Parameters
    ----------
    folder : Path   a department's folder
    edit : from the file as it is now to the one it shall be; raises SubmissionError to refuse

    Raises
    ------
    SubmissionError   the file has faults, somebody else holds it, the edit is refused, or the history would shrink.
    """
    try:
        with FileLock(folder / f".{FILE}.lock", timeout=_LONGEST_WAIT):
            before = load_follow_up(folder)
            after = edit(before)
            _only_grows(before, after)
            if after != before:
                write_whole(folder / FILE, as_yaml(after).encode("utf-8"))
            return after
    except Timeout:
        raise SubmissionError(
            Text(
                f"{folder.name} 的跟踪记录正被别人修改，请稍后再试",
                f"somebody else is changing the follow-up of {folder.name}; try again later",
            )
        ) from None


def record(kept: FollowUp, name: str, step: Step, *, seen: str = "") -> FollowUp:
    """Add a step to a matter.

    Parameters
    ----------
    kept : FollowUp
    name : str    id of the matter
    step : Step
    seen : str    the state that the person saw; a conflict is named where it has changed since

    Raises
    ------
    SubmissionError   no such matter, a step that cannot follow, one dated before the last, or a conflict.

    Examples
    --------
    >>> raised = Step(state="raised", by="市财政局", date=date(2021, 5, 1))
    >>> kept = FollowUp(items=(Item(id="a", history=(raised,)),))
    >>> record(kept, "a", Step(state="closed", by="市财政局", date=date(2021, 5, 2))).items[0].state
    'closed'
    """
    item = kept.item(name)
    if item is None:
        raise SubmissionError(Text(f"没有编号 {name} 的事项", f"there is no matter {name}"))
    last = item.history[-1]
    if seen and seen != item.state:
        now = STATES[item.state]
        raise SubmissionError(
            Text(
                f"{name} 已由 {last.by} 于 {last.date} 改为“{now.zh}”，请核对后再报",
                f"{name} was set to {now.en} by {last.by} on {last.date}; check it and try again",
            )
        )
    if step.state not in _NEXT[item.state]:
        now, then = STATES[item.state], STATES[step.state]
        raise SubmissionError(
            Text(
                f"{name} 现为“{now.zh}”，不能改为“{then.zh}”",
                f"{name} is {now.en} and cannot become {then.en}",
            )
        )
    if step.date < last.date:
        raise SubmissionError(
            Text(
                f"{name} 的上一步在 {last.date}，{step.date} 早于它",
                f"the last step of {name} is of {last.date}; {step.date} lies before it",
            )
        )
    grown = item.model_copy(update={"history": (*item.history, step)})
    return kept.model_copy(update={"items": tuple(grown if one is item else one for one in kept.items)})


def renew(
    kept: FollowUp, found: Sequence[tuple[str, str]], step: Step, closed: Text
) -> tuple[FollowUp, dict[str, tuple[str, ...]]]:
    """Bring the ledger in step with what a review finds now.

    Parameters
    ----------
    kept : FollowUp
    found : (id, title) of everything that holds now
    step : Step     `raised`, with who, when and until when, for what is new
    closed : Text   the reason written beside what no longer holds (the Chinese one is kept)

    Returns
    -------
    (FollowUp, {"new", "kept", "closed", "again": ids})   what is withdrawn or accepted stays so while it is found;
    what was closed or corrected and is found again is raised again.
    """
    holds = dict(found)
    items: list[Item] = []
    told: dict[str, list[str]] = {"new": [], "kept": [], "closed": [], "again": []}
    for item in kept.items:
        if item.id in holds:
            again = item.state in ("closed", "corrected")
            told["again" if again else "kept"].append(item.id)
            items.append(_with(item, step) if again else item)
        elif item.is_open or item.state == "accepted":
            told["closed"].append(item.id)
            items.append(_with(item, Step(state="closed", by=step.by, date=step.date, text=closed.zh)))
        else:
            items.append(item)
    known = {item.id for item in kept.items}
    for name, title in holds.items():
        if name not in known:
            told["new"].append(name)
            items.append(Item(id=name, title=title, history=(step,)))
    return kept.model_copy(update={"items": tuple(items)}), {key: tuple(ids) for key, ids in told.items()}


def _with(item: Item, step: Step) -> Item:
    return item.model_copy(update={"history": (*item.history, step)})


def _only_grows(before: FollowUp, after: FollowUp) -> None:
    for item in before.items:
        now = after.item(item.id)
        if now is None or now.history[: len(item.history)] != item.history:
            raise AssertionError(f"the history of {item.id} would shrink")


def _check(kept: FollowUp, source: Source) -> None:
    seen: set[str] = set()
    for index, item in enumerate(kept.items):
        if item.id in seen:
            source.fault(
                ("items", index, "id"), Text(f"编号 {item.id} 重复", f"the id {item.id} is used twice")
            )
        seen.add(item.id)
        for number, step in enumerate(item.history):
            before = item.history[number - 1] if number else None
            if before is not None and (step.state not in _NEXT[before.state] or step.date < before.date):
                source.fault(
                    ("items", index, "history", number),
                    Text(
                        f"“{STATES[step.state].zh}”（{step.date}）不能接在“{STATES[before.state].zh}”（{before.date}）之后",
                        f"{step.state} ({step.date}) cannot follow {before.state} ({before.date})",
                    ),
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
        if item.title:
            lines.append(f"    title: {_scalar(item.title)}")
        lines.append("    history:")
        lines += [f"      - {_flow(step.model_dump(exclude_defaults=True))}" for step in item.history]
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, width=10**9).removesuffix("\n...\n").strip()


def _flow(entry: dict[str, Any]) -> str:
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
