"""A document in the making: every figure written into its text becomes a statement that quotes that text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

from perfkit.base.quantities import unit_factor
from perfkit.demo.pools import pool
from perfkit.demo.world import Style, World

_MARK = re.compile("\ue000(\\d+)\ue001")
_FACTORS = {unit: (unit_factor(unit), True) for unit in ("元", "万元", "亿元", "%")}
_WORD = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"\{(\w+)\|([^}]+)\}")
_CLAUSE_END = re.compile(r"[，。；：（）、\n]")


def printed(value: Fraction, unit: str, places: int = 2, *, strip: bool = False) -> str:
    """A value as a document prints it, without its unit.

    Examples
    --------
    >>> (printed(Fraction("48854700"), "万元"), printed(Fraction("0.98"), "%", strip=True),
    ...  printed(Fraction(55), "人"))
    ('4885.47', '98', '55')
    >>> printed(Fraction("-0.00285"), "%", 2), printed(Fraction(20_000), "万平方米")
    ('-0.29', '2')
    """
    factor, known = _FACTORS.get(unit, (unit_factor(unit), False))
    places = places if known else 0
    # Half up in whole numbers: a cohort prints a hundred thousand amounts.
    top, bottom = abs(value.numerator) * factor.denominator * 10**places, value.denominator * factor.numerator
    whole = str((2 * top + bottom) // (2 * bottom)).rjust(places + 1, "0")
    digits = ("-" if value < 0 and whole.strip("0") else "") + (
        f"{whole[:-places]}.{whole[-places:]}" if places else whole
    )
    return digits.rstrip("0").rstrip(".") if strip and "." in digits else digits


class Ledger:
    """Collects passages, and the statements of facts and figures that stand in them.

    Examples
    --------
    >>> ledger = Ledger(Style(Fraction(100), space=True, strip=False))
    >>> ledger.write("goals", "二（一）", f"全年预算 {ledger.put('budget_total', Fraction(5_000_000), '万元')}，人员到位。")
    >>> ledger.facts["budget_total"]
    [{'value': '500.00', 'unit': '万元', 'section': '二（一）', 'quote': '全年预算 500.00 万元'}]
    """

    def __init__(self, style: Style):
        self.style = style
        self.parts: dict[str, list[dict[str, str]]] = {}
        self.facts: dict[str, list[dict[str, Any]]] = {}
        self.figures: dict[str, dict[str, Any]] = {}
        self._waiting: list[tuple[str, dict[str, Any]]] = []

    def figure(self, id: str, name: str, kind: str = "count", **relations: Sequence[str]) -> None:
        """Declare a quantity of the department's own; `sum_of` and `rate_of` as in a submission."""
        self.figures[id] = {
            "id": id,
            "name": name,
            "kind": kind,
            "statements": [],
            **{k: v for k, v in relations.items() if v},
        }

    def put(self, name: str, value: Fraction | int, unit: str, *, places: int = 2, **traits: Any) -> str:
        """The printed number, marked, so that `write` can quote the clause it ends up in.

        Parameters
        ----------
        name : str      id of a fact or of a declared figure
        value : Fraction   in its base unit
        unit : str      as printed
        traits : period, scope, approximate of the statement
        """
        number = printed(Fraction(value), unit, places, strip=self.style.strip)
        self._waiting.append((name, {"value": number, "unit": unit, **traits}))
        gap = "" if unit == "%" or not self.style.space else " "
        return f"\ue000{len(self._waiting) - 1}\ue001{number}{gap}{unit}"

    def write(self, part: str, section: str, text: str) -> None:
        """Add a passage; part is a key of the narrative, or "goal" for the overall goal."""
        plain = self._state(section, text)
        self.parts.setdefault(part, []).append({"section": section, "text": plain})

    def cell(self, section: str, text: str) -> str:
        """The text of a table's cell, its figures stated."""
        return self._state(section, text)

    def _state(self, section: str, text: str) -> str:
        for mark in _MARK.finditer(text):
            name, statement = self._waiting[int(mark.group(1))]
            start = max((end.end() for end in _CLAUSE_END.finditer(text, 0, mark.start())), default=0)
            stop = next((end.start() for end in _CLAUSE_END.finditer(text, mark.end())), len(text))
            quote = _MARK.sub("", text[start:stop]).strip()
            traits = {key: value for key, value in statement.items() if key not in ("value", "unit")}
            stated = {
                "value": statement["value"],
                "unit": statement["unit"],
                "section": section,
                "quote": quote,
                **traits,
            }
            target = (
                self.figures[name]["statements"] if name in self.figures else self.facts.setdefault(name, [])
            )
            target.append(stated)
        return _MARK.sub("", text)


class Teller:
    """Says what is true of a department in the sentences of data/demo, its figures put into the ledger."""

    def __init__(self, world: World, ledger: Ledger, rng: Random):
        self.world, self.ledger, self.rng = world, ledger, rng
        self._sentences = pool("sentences")["report"]

    def __call__(
        self,
        sentence: str,
        /,
        figures: Mapping[str, Fraction] | None = None,
        *,
        traits: Any = None,
        **words: Any,
    ) -> str:
        """The sentence of that name, or one of them.

        Parameters
        ----------
        figures : by name, where they are no facts of the department; in their base unit
        traits : period, scope or approximate of its figures
        words : what else stands in braces
        """
        told, values = self._sentences[sentence], figures or self.world.facts
        text = self.rng.choice(told) if isinstance(told, list) else told
        words["year"] = self.world.year
        text = _WORD.sub(lambda hole: str(words[hole[1]]), text)
        return _FIGURE.sub(
            lambda hole: self.ledger.put(hole[1], values[hole[1]], hole[2], **(traits or {})), text
        )

    def write(self, part: str, section: str, *text: str) -> None:
        """Add a passage; see `Ledger.write`."""
        self.ledger.write(part, section, "".join(text))
