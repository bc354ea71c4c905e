"""A submission that can be changed: a printed figure is changed wherever its statement stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, TypeVar

from perfkit.base.quantities import decimal_places, parse_number, round_half_up, show_exact, unit_factor
from perfkit.base.text import Text
from perfkit.base.words_file import Words
from perfkit.demo.ledger import printed
from perfkit.filing.catalogue import fact_catalogue
from perfkit.rubric.table import Rubric

Row = dict[str, Any]
Statement = dict[str, Any]
Place = TypeVar("Place")
FAULTS = Words("demo/faults")


@dataclass(frozen=True)
class PlantedFault:
    """A fault with the truth beside it.

    Attributes
    ----------
    kind : str       of `FAULT_KINDS`
    places : sections and names where it shows
    truth : Text     what is wrong and what would be right
    rows : rows of the scoring table whose points rest on it
    points : Fraction   how many points at most
    """

    kind: str
    places: tuple[str, ...]
    truth: Text
    rows: tuple[str, ...] = ()
    points: Fraction = Fraction(0)

    def to_record(self) -> dict[str, Any]:
        """The fault as plain values, for an answer file."""
        return {
            "kind": self.kind,
            "places": list(self.places),
            "truth": {"zh": self.truth.zh, "en": self.truth.en},
            "rows": list(self.rows),
            "points": show_exact(self.points),
        }


class NoPlace(Exception):
    """A draft offers no place for a fault."""


class Draft:
    """One department's two files under change.

    Parameters
    ----------
    submission, judgements : dict   changed in place
    rubric : Rubric
    rng : Random   decides which figure is changed and by how much
    """

    def __init__(self, submission: dict[str, Any], judgements: dict[str, Any], rubric: Rubric, rng: Random):
        self.submission, self.judgements, self.rubric, self.rng = submission, judgements, rubric, rng

    # figures
    @property
    def facts(self) -> dict[str, list[Statement]]:
        """The submission's facts."""
        return self.submission["facts"]

    def figure(self, id: str) -> Row | None:
        """One of the department's own figures; None for a fact of the catalogue."""
        return next((figure for figure in self.submission["figures"] if figure["id"] == id), None)

    def restate(self, statement: Statement, value: str) -> None:
        """Print another value: in the statement, its quote, and the text or table cell it is quoted from."""
        old_quote = statement["quote"]
        number = re.compile(re.escape(statement["value"]) + r"(?=\s?" + re.escape(statement["unit"]) + ")")
        new_quote = number.sub(value, old_quote, count=1)
        for holder, key in self._texts(statement["section"]):
            if old_quote in holder[key]:
                holder[key] = holder[key].replace(old_quote, new_quote, 1)
        statement["value"], statement["quote"] = value, new_quote

    def _texts(self, section: str) -> list[tuple[dict[str, Any], str]]:
        passages = [p for part in self.submission["narrative"].values() for p in part] + self.submission[
            "overall_goal"
        ]["actual"]
        texts = [(passage, "text") for passage in passages if passage["section"] == section]
        return texts + [(row, "actual") for row in self.targets if section.endswith(" " + row["name"])]

    def changed(
        self, statement: Statement, least: float = 0.03, most: float = 0.15, *, up: bool | None = None
    ) -> str:
        """Another value for a statement, off by a share well beyond its printed precision."""
        value = parse_number(statement["value"])
        sign = self.rng.choice((1, -1)) if up is None else 1 if up else -1
        places = decimal_places(statement["value"])
        step = max(abs(value) * Fraction(self.rng.uniform(least, most)), Fraction(2, 10**places))
        new = value + sign * step if value + sign * step > 0 or value < 0 else value + step
        return f"{round_half_up(new, places):f}"

    def off_rate(self, statement: Statement) -> str:
        """A rate some points away, at least 0.01 % and at most 100 %."""
        value, places = parse_number(statement["value"]), max(decimal_places(statement["value"]), 1)
        step = Fraction(self.rng.randint(15, 90), 10)
        new = value - step if value + step > 100 or value > step and self.rng.random() < 0.5 else value + step
        return f"{round_half_up(new, places):f}"

    def yearly(self, name: str) -> list[Statement]:
        """The statements of a fact for the whole year and the whole department, quoted from text."""
        return [s for s in self.facts.get(name, []) if not ({"period", "scope", "approximate"} & set(s))]

    def pick(self, places: Sequence[Place]) -> Place:
        """One of the places where a fault can be planted, at random.

        Raises
        ------
        NoPlace   there is none.
        """
        if not places:
            raise NoPlace
        return self.rng.choice(places)

    def one_of(self, *names: str) -> tuple[str, Statement]:
        """A statement of one of the facts that are printed, picked."""
        return self.pick([(name, statement) for name in names for statement in self.yearly(name)])

    def add_sentence(
        self, part: str, name: str, words: str, value: Fraction, unit: str, places: int = 2
    ) -> Statement:
        """Append a sentence that states a fact or figure once more; `words` holds {} for the number."""
        number = printed(value, unit, places)
        sentence = words.format(f"{number} {unit}")
        passage = self.rng.choice(self.submission["narrative"][part])
        passage["text"] += sentence + "。"
        statement = {"value": number, "unit": unit, "section": passage["section"], "quote": sentence}
        figure = self.figure(name)
        (figure["statements"] if figure is not None else self.facts[name]).append(statement)
        return statement

    # targets and tasks
    @property
    def targets(self) -> list[Row]:
        """The rows of the target table."""
        return self.submission["targets"]["rows"]

    @property
    def target_section(self) -> str:
        """The target table's section."""
        return self.submission["targets"]["section"]

    def loose_targets(self, *kinds: str) -> list[Row]:
        """Targets of some kinds whose actual value is printed nowhere else."""
        quoted = {s["section"] for statements in self._all_statements() for s in statements}
        return [
            row
            for row in self.targets
            if row["kind"] in kinds and f"{self.target_section} {row['name']}" not in quoted
        ]

    def _all_statements(self) -> list[list[Statement]]:
        return [*self.facts.values(), *(figure["statements"] for figure in self.submission["figures"])]

    # scores
    @property
    def scores(self) -> dict[str, str]:
        """The self-scores by row."""
        return self.submission["self_evaluation"]["scores"]

    def own(self, row: str) -> Fraction:
        """A row's self-score."""
        return parse_number(self.scores[row])

    def is_full(self, row: str) -> bool:
        """True where the department gave itself the row's maximum."""
        return self.own(row) >= self.rubric.by_id[row].max

    def full_rows_on(self, *what: str) -> list[str]:
        """Rows that rest on targets of a block, on tasks or on measurability, claim full points and can be
        reopened."""
        return [
            row.id
            for row in self.rubric.indicators
            if set(row.relies_on) & set(what) and self.is_full(row.id) and self.is_judged(row.id)
        ]

    def is_judged(self, row: str) -> bool:
        """True where an evaluator's judgement or document decides the row, not the department's figures."""
        return any(
            entry["criterion"].startswith(row + ".") for entry in self.judgements["judgements"]
        ) or bool(self._established(row))

    def _established(self, row: str) -> set[str]:
        needed = {fact for criterion in self.rubric.by_id[row].criteria for fact in _needs(criterion)}
        return needed & {entry["fact"] for entry in self.judgements["facts"]}

    def reopen(self, rows: list[str]) -> None:
        """Take what evaluators decided in these rows off file: full marks then rest on the department's
        word."""
        for row in rows:
            facts = self._established(row)
            kept = [
                entry
                for entry in self.judgements["judgements"]
                if not entry["criterion"].startswith(row + ".")
            ]
            self.judgements["judgements"] = kept
            self.judgements["facts"] = [
                entry for entry in self.judgements["facts"] if entry["fact"] not in facts
            ]

    def set_score(self, row: str, points: Fraction) -> None:
        """Change a row's self-score, and with it the printed total and grade."""
        self.scores[row] = show_exact(points)
        total = sum((parse_number(own) for own in self.scores.values()), Fraction(0))
        self.submission["self_evaluation"]["total"] = f"{round_half_up(total, 2):f}"
        self.submission["self_evaluation"]["grade"] = (
            self.rubric.grade(total).name if self.rubric.is_graded else ""
        )

    def rows_on(self, *facts: str) -> tuple[str, ...]:
        """Rows with a criterion that needs one of the facts, or a sum or rate that holds it."""
        catalogue = fact_catalogue()
        wanted = set(facts)
        for _ in range(2):  # a part of a part is the deepest the catalogue goes
            wanted |= {
                name
                for name, kind in catalogue.items()
                if wanted
                & {
                    *(term for terms in kind.sums for term in terms),
                    *(kind.difference or ()),
                    *(kind.rate_of or ()),
                }
            }
        used = {
            row.id: {fact for criterion in row.criteria for fact in _needs(criterion)}
            for row in self.rubric.indicators
        }
        return tuple(row for row, needs in used.items() if needs & wanted)

    def fault(
        self, kind: str, places: tuple[str, ...], zh: str, en: str, rows: tuple[str, ...] = ()
    ) -> PlantedFault:
        """The record of what was planted; points at stake are what the department claims in these rows."""
        return PlantedFault(
            kind, places, Text(zh, en), rows, sum((self.own(row) for row in rows), Fraction(0))
        )

    def planted(
        self,
        kind: str,
        places: tuple[str, ...],
        rows: tuple[str, ...] = (),
        *,
        said: str = "",
        **fields: object,
    ) -> PlantedFault:
        """As `fault`, with the truth in the words of data/demo/faults.yaml: the kind's own unless `said`
        names others."""
        return self.fault(kind, places, *FAULTS.text(said or kind, **fields), rows)


def _needs(criterion: Any) -> tuple[str, ...]:
    condition = getattr(criterion, "precondition", None)
    own = (
        *getattr(criterion, "facts", ()),
        *getattr(criterion, "fallback", {}).values(),
        *((condition.fact,) if condition is not None else ()),
    )
    return (*own, *(fact for part in getattr(criterion, "parts", ()) for fact in _needs(part)))


def amount_of(statement: Statement) -> Fraction:
    """A statement's value in its base unit."""
    return parse_number(statement["value"]) * unit_factor(statement["unit"])
