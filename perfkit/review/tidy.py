"""What of a submission is reviewed: names that name nothing, and amounts that are not the year's, are left
out."""

from __future__ import annotations

from perfkit.filing.submission import Statement, Submission
from perfkit.review.rulebook import pattern


def reviewable(submission: Submission) -> Submission:
    """The submission without what nobody can hold against anything.

    Targets whose name is a mark of the template or a label of the form (……, 分值), own figures whose name says
    of
    nothing what they count (完成率: of what?), and amounts of several years (总投资) among those of the year.
    The submission itself where all of it can be reviewed.
    """
    changes: dict[str, object] = {}
    if submission.targets is not None:
        rows = tuple(row for row in submission.targets.rows if not pattern("no_name").search(_key(row.name)))
        if len(rows) < len(submission.targets.rows):
            changes["targets"] = submission.targets.model_copy(update={"rows": rows})
    figures = tuple(one for one in submission.figures if not pattern("no_quantity").search(_key(one.name)))
    if len(figures) < len(submission.figures):
        changes["figures"] = figures
    facts = {name: _of_the_year(name, stated) for name, stated in submission.facts.items()}
    if any(facts[name] is not stated for name, stated in submission.facts.items()):
        changes["facts"] = {name: stated for name, stated in facts.items() if stated}
    return submission.model_copy(update=changes) if changes else submission


def _of_the_year(name: str, stated: tuple[Statement, ...]) -> tuple[Statement, ...]:
    if not name.startswith(("budget_", "spent_")):
        return stated
    kept = tuple(s for s in stated if not pattern("several_years").search(_key(s.quote)))
    return stated if len(kept) == len(stated) else kept


def _key(name: str) -> str:
    return "".join(name.split())
