"""One thing to judge, with everything to look at beside it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import ZERO, Points, written_bound
from perfkit.base.text import Text, say
from perfkit.base.wording import show_span
from perfkit.evaluation.awards import possible_points
from perfkit.evaluation.results import CriterionResult, ModifierResult, RowResult
from perfkit.evaluation.trace import trace
from perfkit.filing.fact_book import FactBook, Found
from perfkit.filing.judgements import Evidence, Judgement
from perfkit.filing.names import names_of
from perfkit.outlook.levers import criterion_name
from perfkit.review.finding import Place
from perfkit.review.topics import Account, Told

WAITS = names_of("waits_of_items")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to judge, with everything to look at beside it.

    Attributes
    ----------
    id : str              of the criterion, veto or exemption
    standard : str        the whole clause text of the row
    result : what rule, facts and judgements say of it
    bounds : Points     points a judgement may give; 0 to 0 for a veto or exemption
    steps : its possible points; empty where any value within the bounds will do
    documents : what must have been seen
    claims, admissions : what the department says of it, with places; never evidence
    facts : what is known of the figures it rests on
    seen : documents registered for it
    mine : this evaluator's judgement, if any
    """

    id: str
    name: Text
    clause: Text
    standard: str
    row: RowResult
    result: CriterionResult | ModifierResult
    bounds: Points
    steps: tuple[Fraction, ...]
    documents: tuple[Text, ...]
    claims: tuple[Place, ...]
    admissions: tuple[Place, ...]
    facts: tuple[Found, ...]
    seen: tuple[Evidence, ...] = ()
    mine: Judgement | None = None

    @property
    def is_modifier(self) -> bool:
        """True for a veto or an exemption, which either applies or does not."""
        return self.scored is None

    @property
    def scored(self) -> CriterionResult | None:
        """What rule, facts and judgements say of a criterion; None for a veto or an exemption."""
        return self.result if isinstance(self.result, CriterionResult) else None

    @property
    def awarded(self) -> Fraction | None:
        """The points of this evaluator; None where nothing is judged, and for a veto or an exemption."""
        return self.mine.awarded(self.scored.criterion.max) if self.mine and self.scored else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that would decide it."""
        return self.scored.outcome.missing if self.scored else ()

    @property
    def span(self) -> str:
        """The bounds as a person can enter them."""
        return f"{written_bound(self.bounds.low, up=True)}～{written_bound(self.bounds.high, up=False)}"

    def bounds_words(self, lang: str = "zh") -> str:
        """The bounds as a person can enter them, and as reports print them where that is another number."""
        written, printed = self.span, show_span(self.bounds)
        ends = [Fraction(end) for end in written.split("～")]
        if [*map(Fraction, printed.split("～"))] in (ends, ends[:1]):
            return written
        return say(
            lang,
            f"{written}（可能得分 {printed} 之内可录入的数）",
            f"{written} (what can be entered within {printed})",
        )

    def formula(self, lang: str = "zh") -> str:
        """The rule with what is known put in."""
        return trace(self.scored, lang) if self.scored else ""


def criterion_item(row: RowResult, result: CriterionResult, said: Account) -> Item:
    """A criterion to judge; nobody has judged it yet."""
    criterion = result.criterion
    topics = criterion.topics or row.indicator.topics
    return Item(
        criterion.id,
        criterion_name(criterion, row.indicator),
        criterion.text.text,
        row.indicator.standard,
        row,
        result,
        result.outcome.points,
        possible_points(criterion, result.outcome),
        tuple(one.text for one in criterion.documents),
        _places(said.claims, topics),
        _places(said.admissions, topics),
        result.outcome.found,
    )


def modifier_item(row: RowResult, result: ModifierResult, said: Account, book: FactBook) -> Item:
    """A veto or an exemption to decide; nobody has decided it yet."""
    kind = Text("否决", "veto") if result.kind == "veto" else Text("豁免", "exemption")
    name = Text(f"{row.indicator.name.zh}（{kind.zh}）", f"{row.indicator.name.text.en} ({kind.en})")
    modifier = result.modifier
    return Item(
        result.id,
        name,
        modifier.text.text,
        row.indicator.standard,
        row,
        result,
        Points.exact(ZERO),
        (),
        tuple(one.text for one in modifier.documents),
        _places(said.claims, row.indicator.topics),
        _places(said.admissions, row.indicator.topics),
        (book.find(modifier.fact),),
    )


def _places(said: Told, topics: tuple[str, ...]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(one.sentence.place() for topic in topics for one in said[topic]))
