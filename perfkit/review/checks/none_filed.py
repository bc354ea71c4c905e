"""Checks of group 5: a kind of target that the form fills with 无 beside results of that kind in the text."""

from __future__ import annotations

from collections.abc import Iterator

from perfkit.base.text import Text
from perfkit.filing.names import TARGET_KINDS
from perfkit.review.case import Case
from perfkit.review.english import quoted
from perfkit.review.finding import Finding, Place, shortened
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase

_TOLD = ("results", "performance", "annual_work", "actual")
_MOST = 3


@check(5, "target.none_filed_but_told")
def results_without_targets(case: Case) -> Iterator[Finding]:
    """无 under economic or ecological benefits, while the text gives an amount of just such a benefit.

    The benefit is one for others (减免社保费, 节约用水, 造林): pattern `effect_KIND`. A form that has targets of
    the kind is not looked at.
    """
    table = case.submission.targets
    filed = {row.target.kind for row in case.targets}
    for kind in table.none_filed if table else ():
        if kind in filed or kind not in ("economic", "ecological"):
            continue
        told = [
            (sentence, match)
            for sentence, match in case.matches(pattern(f"effect_{kind}"), *_TOLD)
            if not pattern("other_year").search(sentence.text[: match.start()])
        ]
        if not told:
            continue
        names = TARGET_KINDS[kind]
        yield finding(
            "target.none_filed_but_told",
            {
                "kind": Text(names.zh, phrase(f"kind_{kind}").en),
                "told": quoted(dict.fromkeys(match.group() for _, match in told[:_MOST])),
            },
            (
                Place(table.section if table else "", f"{names.zh} 无", "无"),
                *(
                    Place(s.section, shortened(s.text, m.start(), m.end()), m["amount"])
                    for s, m in told[:_MOST]
                ),
            ),
            about=(kind,),
        )
