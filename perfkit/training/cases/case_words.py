"""Why a criterion is given what it is given: what a document supports, what is missing."""

from __future__ import annotations

from perfkit.base.quantities import Points, show_exact, show_number, show_rate
from perfkit.base.text import Text
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import CriterionResult
from perfkit.filing.catalogue import fact_catalogue
from perfkit.training.cases.documents import FULL, NONE, PARTIAL, Seen
from perfkit.training.words import words


def document_words(seen: Seen, bounds: Points, spans: tuple[Points, ...]) -> Text:
    """What a document supports, in words."""
    if seen.state == FULL:
        return Text("材料齐备，没有扣分的理由", "the document is in order and gives no ground to deduct")
    if seen.state == NONE:
        return Text("材料不支持给分", "the document supports no points")
    assert seen.state == PARTIAL, seen.state
    if seen.share is None or spans[0].is_exact and len(spans) == 1:
        return words("between_steps")
    exact = show_number(bounds.low + (bounds.high - bounds.low) * seen.share)
    zero = (
        Text("；条文也可以理解为做不到就不给分", "; the clause may also be read as met or not")
        if len(spans) > 1
        else Text("", "")
    )
    return words("pro_rata", share=show_rate(seen.share), exact=exact, zero=zero)


def missing_words(result: CriterionResult) -> Text:
    """What nobody has yet: the figures, or the documents, that would decide a criterion."""
    catalogue = fact_catalogue()
    low, high = show_exact(result.points.low), show_exact(result.points.high)
    span = (
        Text(f"，目前只能说 {low}～{high} 分", f"; all that can be said is {low} to {high} points")
        if "/" not in low + high
        else Text("", "")
    )
    if result.outcome.missing:
        names = [catalogue[name].name for name in result.outcome.missing]
        return Text(
            f"缺数据：{'、'.join(name.zh for name in names)}{span.zh}",
            f"figures missing: {', '.join(name.en for name in names)}{span.en}",
        )
    if result.outcome.waits_for == FACTS:
        return words("printed_differently", span=span)
    documents = [document.text for document in result.criterion.documents]
    if documents:
        return Text(
            f"没有见到材料：{'、'.join(name.zh for name in documents)}{span.zh}",
            f"no document seen: {', '.join(name.en for name in documents)}{span.en}",
        )
    return Text(f"没有材料可以评定{span.zh}", f"nothing on file to judge it by{span.en}")
