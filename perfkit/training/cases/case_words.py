"""Why a criterion is given what it is given: what a document supports, what is missing."""

from __future__ import annotations

from perfkit.base.quantities import Points, show_exact, show_number, show_rate
from perfkit.base.text import Text, joined
from perfkit.evaluation.outcome import FACTS
from perfkit.evaluation.results import CriterionResult
from perfkit.filing.catalogue import fact_catalogue
from perfkit.training.cases.documents import FULL, NONE, PARTIAL, Seen
from perfkit.training.words import words


def document_words(seen: Seen, bounds: Points, spans: tuple[Points, ...]) -> Text:
    """What a document supports, in words."""
    if seen.state != PARTIAL:
        return words({FULL: "document_in_order", NONE: "document_supports_nothing"}[seen.state])
    if seen.share is None or spans[0].is_exact and len(spans) == 1:
        return words("between_steps")
    exact = show_number(bounds.low + (bounds.high - bounds.low) * seen.share)
    zero = words("met_or_not") if len(spans) > 1 else ""
    return words("pro_rata", share=show_rate(seen.share), exact=exact, zero=zero)


def missing_words(result: CriterionResult) -> Text:
    """What nobody has yet: the figures, or the documents, that would decide a criterion."""
    catalogue = fact_catalogue()
    low, high = show_exact(result.points.low), show_exact(result.points.high)
    span = words("all_that_can_be_said", low=low, high=high) if "/" not in low + high else ""
    if result.outcome.missing:
        names = joined(catalogue[name].name for name in result.outcome.missing)
        return words("figures_missing", names=names, span=span)
    if result.outcome.waits_for == FACTS:
        return words("printed_differently", span=span)
    documents = [document.text for document in result.criterion.documents]
    if documents:
        return words("no_document_seen", names=joined(documents), span=span)
    return words("nothing_on_file", span=span)
