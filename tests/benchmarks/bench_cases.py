"""How much wording recurs between cases, and their money: python tests/benchmarks/bench_cases.py [cases]."""

from __future__ import annotations

import re
import sys
from fractions import Fraction

from perfkit.training.cases.case import TraineeCase


def sentences(case: TraineeCase) -> list[str]:
    """The sentences of a case, digits masked; those of fewer than five characters are left out."""
    narrative = case.submission.narrative.model_dump().values()
    texts = [passage["text"] for part in narrative if isinstance(part, list | tuple) for passage in part]
    texts += [passage.text for passage in case.submission.overall_goal.actual]
    texts += [material.extract.zh for material in case.materials]
    pieces = (
        re.sub(r"\d+(?:\.\d+)?", "#", "".join(piece.split()))
        for text in texts
        for piece in re.split("[。；\n]", text)
    )
    return [piece for piece in pieces if len(piece) >= 5]


def recurring(level: int, cases: int, form: str = "department") -> Fraction:
    """The share of sentences that stand in another of so many cases of a level as well."""
    found: dict[str, list[int]] = {}
    for number in range(1, cases + 1):
        for sentence in sentences(TraineeCase(number, level, form=form)):
            found.setdefault(sentence, []).append(number)
    again = sum(len(where) for where in found.values() if len(set(where)) > 1)
    return Fraction(again, sum(map(len, found.values())))


def money(case: TraineeCase) -> str:
    """The budget of a case, what its people and projects cost, 万元, and the price of one of a thing."""
    submission, book = case.submission, case.evaluation.book
    rows = submission.tasks.rows if submission.tasks else ()
    tasks = ", ".join(f"{row.name} {float(row.budget) / 10_000:.2f}" for row in rows)
    priced = [row for row in submission.targets.rows if row.name.endswith("单位成本")]
    prices = ", ".join(f"{row.name.removesuffix('单位成本')} {row.actual}" for row in priced)
    people = book.find("established_staff_count").span.low
    budget = book.find("budget_total").span.low
    head = f"{submission.department.name[-6:]} {float(budget) / 10_000:.2f}, {people} people"
    return f"{head}\n   {tasks}\n   {prices}"


def main(cases: int) -> None:
    """Print the share of sentences that recur, by level and form, and the money of so many cases."""
    for level in (1, 2, 3, 4):
        shares = [f"{float(recurring(level, cases, form)):.0%}" for form in ("department", "project")]
        print(
            f"level {level}: {shares[0]} of sentences recur between {cases} cases; project forms {shares[1]}"
        )
    for number in range(1, cases + 1):
        print(money(TraineeCase(number, 1)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
