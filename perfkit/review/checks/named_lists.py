"""How many there are and how many are named: 内设7个科室，分别是 and six names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.review.case import Case
from perfkit.review.finding import Finding
from perfkit.review.mentions import MONEY, RATE, statements
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern

_AND = re.compile("[和及与]|以及")
_MOST = 40


@check(3, "figure.named_list")
def lists_of_names(case: Case) -> Iterator[Finding]:
    """A count and the names that 分别是 or 即 lists after it, up to the end of the statement.

    和 and 及 may join two names or stand within one: nothing is said where some reading gives the count; nor of
    a list that is left open (等), that has figures, or of one name.
    """
    for statement in statements(case):
        for mention in statement.mentions:
            if mention.kind in (MONEY, RATE) or not mention.unit or mention.value > _MOST:
                continue
            opening = pattern("names_opening").match(statement.text, mention.end)
            if opening is None or mention.approximate:
                continue
            listed = re.split("[;；]", statement.text[opening.end() :])[0].rstrip(")）")
            if pattern("names_open").search(listed) or re.search(r"\d", listed):
                continue
            names = [name for name in listed.split("、") if name]
            most = len(names) + len(_AND.findall(listed))
            if len(names) < 2 or "," in listed or len(names) <= mention.value <= most:
                continue
            yield finding(
                "figure.named_list",
                {
                    "label": mention.label or "",
                    "said": mention.printed,
                    "count": str(len(names)),
                    "listed": listed,
                },
                (statement.place(mention),),
            )
