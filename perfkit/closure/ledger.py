"""Changing the ledger of a filing: under a lock, from the file as it then is, whole or not at all.

People who work one after the other lose nothing, and a crash leaves the old file or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.text import Text
from perfkit.filing.follow_up import FILE, NEXT, STATES, FollowUp, Item, Step, as_yaml, load_follow_up
from perfkit.review.finding import Finding

_LONGEST_WAIT = 30


def change(folder: Path, edit: Callable[[FollowUp], FollowUp]) -> FollowUp:
    """Read, edit and write a folder's follow-up while nobody else does.

    Parameters
    ----------
    folder : Path   a department's folder
    edit : from the file as it is now to the one it shall be; raises SubmissionError to refuse

    Raises
    ------
    SubmissionError   the file has faults, somebody else holds it, the edit is refused, or the history would
    shrink.
    """
    try:
        with FileLock(folder / f".{FILE}.lock", timeout=_LONGEST_WAIT):
            before = load_follow_up(folder)
            after = edit(before)
            _only_grows(before, after)
            if after != before:
                write_whole(folder / FILE, as_yaml(after).encode("utf-8"), durable=True)
            return after
    except Timeout:
        raise SubmissionError(
            f"{folder.name} 的跟踪记录正被别人修改，请稍后再试",
            f"somebody else is changing the follow-up of {folder.name}; try again later",
        ) from None


def record(kept: FollowUp, name: str, step: Step, *, seen: str = "") -> FollowUp:
    """Add a step to a matter.

    Parameters
    ----------
    name : str    id of the matter
    seen : str    the state that the person saw; a conflict is named where it has changed since

    Raises
    ------
    SubmissionError   no such matter, a step that cannot follow, one dated before the last, or a conflict.

    Examples
    --------
    >>> from datetime import date
    >>> raised = Step(state="raised", by="市财政局", date=date(2021, 5, 1))
    >>> kept = FollowUp(items=(Item(id="a", history=(raised,)),))
    >>> record(kept, "a", Step(state="closed", by="市财政局", date=date(2021, 5, 2))).items[0].state
    'closed'
    """
    item = kept.item(name)
    if item is None:
        raise SubmissionError(f"没有编号 {name} 的事项", f"there is no matter {name}")
    last = item.history[-1]
    if seen and seen != item.state:
        now = STATES[item.state]
        raise SubmissionError(
            f"{name} 已由 {last.by} 于 {last.date} 改为“{now.zh}”，请核对后再报",
            f"{name} was set to {now.en} by {last.by} on {last.date}; check it and try again",
        )
    if step.state not in NEXT[item.state]:
        now, then = STATES[item.state], STATES[step.state]
        raise SubmissionError(
            f"{name} 现为“{now.zh}”，不能改为“{then.zh}”", f"{name} is {now.en} and cannot become {then.en}"
        )
    if step.date < last.date:
        raise SubmissionError(
            f"{name} 的上一步在 {last.date}，{step.date} 早于它",
            f"the last step of {name} is of {last.date}; {step.date} lies before it",
        )
    grown = item.model_copy(update={"history": (*item.history, step)})
    return kept.model_copy(update={"items": tuple(grown if one is item else one for one in kept.items)})


def matters(findings: Iterable[Finding]) -> tuple[Item, ...]:
    """What a review finds, as matters that nobody has raised yet: ids, words and problems of the ledger."""
    return tuple(
        Item.model_construct(
            id=one.id, title=one.message.zh, problem=one.problem, severity=one.severity, history=()
        )
        for one in findings
    )


def renew(
    kept: FollowUp, found: Sequence[Item], step: Step, closed: Text
) -> tuple[FollowUp, dict[str, tuple[str, ...]]]:
    """Bring the ledger in step with what a review finds now.

    Parameters
    ----------
    found : everything that holds now, see `matters`
    step : Step     `raised`, with who, when and until when, for what is new
    closed : Text   the reason written beside what no longer holds (the Chinese one is kept)

    Returns
    -------
    (FollowUp, {"new", "kept", "closed", "again": ids})
    what is withdrawn or accepted stays so while it is found;
    what was closed or corrected and is found again is raised again.
    """
    holds = {item.id: item for item in found}
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
    for name, item in holds.items():
        if name not in known:
            told["new"].append(name)
            items.append(_with(item, step))
    return kept.model_copy(update={"items": tuple(items)}), {key: tuple(ids) for key, ids in told.items()}


def _with(item: Item, step: Step) -> Item:
    return item.model_copy(update={"history": (*item.history, step)})


def _only_grows(before: FollowUp, after: FollowUp) -> None:
    for item in before.items:
        now = after.item(item.id)
        if now is None or now.history[: len(item.history)] != item.history:
            raise AssertionError(f"the history of {item.id} would shrink")
