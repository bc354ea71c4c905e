"""A change of what was spent and the reason given for it: the two must point the same way."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.finding import Finding, Place
from perfkit.review.mentions import statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern


@check(5, "claim.reason")
def reasons_that_run_against_the_change(case: Case) -> Iterator[Finding]:
    """增加4.20万元，主要是压减办公开支; 减少1.10万元，主要是公务接待增加.

    A reason that also speaks the right way, or of the year before, or of income or savings, is let be.
    """
    for statement in statements(case):
        for mention in statement.mentions:
            up = pattern("says_up").search(mention.label)
            down = pattern("says_down").search(mention.label)
            if bool(up) == bool(down) or pattern("not_of_spending").search(statement.text[: mention.start]):
                continue
            following = [m for m in statement.mentions if m.start >= mention.end]
            changes = [m for m in following if pattern("changed_label").search(m.label)][:1]
            end = changes[0].end if changes and changes[0] is following[0] else mention.end
            rest = statement.text[end:].partition(";")[0]
            opening = pattern("reason_opening").match(rest)
            if opening is None:
                continue
            reason = rest[opening.end() :]
            against, along = ("reason_less", "more_word") if up else ("reason_more", "less_word")
            said = pattern(against).search(reason)
            if said is None or pattern(along).search(reason) or pattern("reason_aside").search(reason):
                continue
            fields = {"change": mention.label + mention.printed, "reason": reason.partition(",")[0]}
            yield finding(
                "claim.reason",
                fields,
                (statement.place(mention), Place(statement.section, reason[:40])),
            )
            break
