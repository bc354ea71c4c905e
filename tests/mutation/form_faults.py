"""One fault planted in each invented form, to measure the review on forms of no known table."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from invented_forms import Filing, clean, number, submission

from perfkit.evaluation.tree import evaluate
from perfkit.review import NOTE, review
from perfkit.review.finding import Finding
from perfkit.review.unscored import unscored

Plant = Callable[[Filing, Random], bool]
KINDS: dict[str, tuple[str, Plant]] = {}


def found(filing: Filing) -> list[Finding]:
    """What the review says of a form above a note."""
    return [f for f in review(evaluate(submission(filing), unscored())) if f.severity != NOTE]


def plants(cls: str) -> Callable[[Plant], Plant]:
    """Register a kind of fault under its class."""

    def register(plant: Plant) -> Plant:
        KINDS[plant.__name__] = (cls, plant)
        return plant

    return register


def _slot(filing: Filing, name: str, **changes: Any) -> bool:
    filing["slots"][name] = (filing["slots"][name][0], {**filing["slots"][name][1], **changes})
    return True


def _off(value: str, random: Random) -> str:
    """Another number: two digits swapped, or a few more where they are alike."""
    digits = [i for i, char in enumerate(value) if char.isdigit()]
    pairs = [(i, j) for i, j in pairwise(digits) if value[i] != value[j] and value[j] != "0"]
    if not pairs:
        return number(Fraction(value) + random.randrange(3, 9))
    i, j = random.choice(pairs[:2])
    swapped = list(value)
    swapped[i], swapped[j] = swapped[j], swapped[i]
    return "".join(swapped)


@plants("arithmetic")
def points_above(filing: Filing, random: Random) -> bool:
    """A row with more points than its weight; the total follows."""
    row = random.choice(filing["rows"])
    row["self_score"] = str(int(row["weight"]) + 2)
    filing["total"] = number(Fraction(filing["total"]) + 2)
    return _slot(filing, "total", total=filing["total"])


@plants("arithmetic")
def total_wrong(filing: Filing, random: Random) -> bool:
    """A total that its rows do not give; the text repeats it."""
    filing["total"] = number(Fraction(filing["total"]) - random.choice((1, 2, Fraction(1, 2))))
    return _slot(filing, "total", total=filing["total"])


@plants("arithmetic")
def weights_wrong(filing: Filing, random: Random) -> bool:
    """Weights of a block beyond what its head prints."""
    filing["form"]["blocks"]["output"]["max"] = random.choice(("40", "45", "55"))
    return True


@plants("arithmetic")
def rate_wrong(filing: Filing, random: Random) -> bool:
    """A printed execution rate that its amounts do not give, in form and text."""
    rate = _off(filing["facts"]["execution_rate"][0]["value"], random)
    filing["facts"]["execution_rate"][0]["value"] = rate
    return Fraction(rate) <= 100 and _slot(filing, "money", rate=rate)


@plants("arithmetic")
def parts_wrong(filing: Filing, random: Random) -> bool:
    """Parts of a list in the text that do not give its total."""
    return _slot(filing, "parts", whole=_off(filing["slots"]["parts"][1]["whole"], random))


@plants("arithmetic")
def share_wrong(filing: Filing, random: Random) -> bool:
    """A share in the text that its amount does not give."""
    return _slot(filing, "shares", p=_off(filing["slots"]["shares"][1]["p"], random))


@plants("arithmetic")
def change_wrong(filing: Filing, random: Random) -> bool:
    """A fall in the text that its two figures do not give."""
    return _slot(filing, "change", p=_off(filing["slots"]["change"][1]["p"], random))


@plants("arithmetic")
def growth_wrong(filing: Filing, random: Random) -> bool:
    """A growth that last year's amount, printed beside it, does not give."""
    return _slot(filing, "growth", p=_off(filing["slots"]["growth"][1]["p"], random))


@plants("arithmetic")
def difference_wrong(filing: Filing, random: Random) -> bool:
    """This year's amount, last year's, and another difference between them."""
    values = filing["slots"]["growth"][1]
    return _slot(filing, "growth", now=number(Fraction(values["now"]) + random.randrange(2, 9)))


@plants("arithmetic")
def survey_wrong(filing: Filing, random: Random) -> bool:
    """A rate that the people asked and those content do not give."""
    values = filing["slots"]["survey"][1]
    return _slot(filing, "survey", p=number(Fraction(values["p"]) + Fraction(random.randrange(1, 3))))


@plants("arithmetic")
def grades_wrong(filing: Filing, random: Random) -> bool:
    """More projects by grade than there are."""
    values = filing["slots"]["grades"][1]
    return _slot(filing, "grades", all=values["all"] - random.randrange(1, 3))


@plants("rule")
def missed_full(filing: Filing, random: Random) -> bool:
    """A target that was missed and keeps its full points."""
    row = random.choice(filing["rows"])
    goal = int("".join(c for c in row["expected"] if c.isdigit()))
    unit = row["expected"].lstrip("≥0123456789")
    row["actual"] = f"{goal - random.randrange(1, 3)}{unit}"
    return True


@plants("rule")
def limit_full(filing: Filing, random: Random) -> bool:
    """A limit that was exceeded at full points, in one of the ways in which limits are written."""
    row = filing["rows"][1]
    written = random.choice(("≤{n}万元", "{n}万元以内", "不超过{n}万元", "不高于{n}万元"))
    row.update(kind="cost", name="单套设备造价", expected=written.format(n=4), actual="4.6万元")
    return True


@plants("rule")
def grade_wrong(filing: Filing, random: Random) -> bool:
    """A grade that the total does not give."""
    filing["grade"] = random.choice(("良", "中"))
    return True


@plants("restated")
def total_twice(filing: Filing, random: Random) -> bool:
    """Another total in the text than in the form."""
    return _slot(filing, "total", total=number(Fraction(filing["total"]) - random.choice((1, 2))))


@plants("restated")
def spent_twice(filing: Filing, random: Random) -> bool:
    """Another expenditure in a second place that prints it."""
    second = dict(
        filing["facts"]["spent_total"][0],
        section="三",
        value=_off(filing["facts"]["spent_total"][0]["value"], random),
    )
    filing["facts"]["spent_total"].append(second)
    return second["value"] != filing["facts"]["spent_total"][0]["value"]


@plants("restated")
def count_twice(filing: Filing, random: Random) -> bool:
    """Another number of things done in the text than in the target."""
    row = filing["rows"][0]
    got = int("".join(c for c in row["actual"] if c.isdigit()))
    filing["extra"].append(
        random.choice(("全年改扩建村级卫生室{n}间", "实际改扩建{n}间村级卫生室")).format(n=got + 2)
    )
    return True


@plants("requirement")
def unit_left_out(filing: Filing, random: Random) -> bool:
    """A change without its sign of per cent."""
    filing["extra"].append(random.choice(("较上年同期增长8.35", "处置量比去年下降4.7")))
    return True


@plants("requirement")
def template_left_in(filing: Filing, random: Random) -> bool:
    """A mark of the template left in."""
    filing["extra"].append(random.choice(("本项目由××单位具体承办", "全年共办结XX件")))
    return True


@plants("requirement")
def reason_left_out(filing: Filing, random: Random) -> bool:
    """A missed target without a reason beside one that has it."""
    for row, reason in ((filing["rows"][0], "汛期延误"), (filing["rows"][2], "")):
        goal = int("".join(c for c in row["expected"] if c.isdigit()))
        unit = row["expected"].lstrip("≥0123456789")
        row.update(actual=f"{goal - 1}{unit}", self_score=str(int(row["weight"]) - 1), reason=reason)
    filing["total"] = number(Fraction(filing["total"]) - 2)
    return _slot(filing, "total", total=filing["total"])


@plants("words")
def said_larger(filing: Filing, random: Random) -> bool:
    """Larger than the budget, where it is smaller."""
    return _slot(filing, "item", word=random.choice(("大于", "高于")))


@plants("words")
def said_in_time(filing: Filing, random: Random) -> bool:
    """In time, though a month late."""
    return _slot(filing, "dates", done=filing["slots"]["dates"][1]["due"] + random.choice((1, 2)))


def measure(forms: int = 40) -> tuple[dict[str, tuple[str, int, int]], list[str]]:
    """For each kind its class, how many were planted and found; and what is said of forms without a fault."""
    alarms = [f.show() for seed in range(forms * 2) for f in found(clean(seed))]
    results = {}
    for kind, (cls, plant) in KINDS.items():
        planted = caught = 0
        for seed in range(1000, 1000 + forms):
            filing = copy.deepcopy(clean(seed))
            if plant(filing, Random(f"{kind} {seed}")):
                planted += 1
                caught += any(f.cls == cls for f in found(filing))
        results[kind] = (cls, planted, caught)
    return results, alarms


def table(results: dict[str, tuple[str, int, int]], alarms: list[str], forms: int = 40) -> str:
    """Recall by kind and by class, as the page on mutation testing prints it."""
    lines = ["| class | kind | planted | found |", "|---|---|---|---|"]
    lines += [f"| {cls} | {kind} | {number} | {hits} |" for kind, (cls, number, hits) in results.items()]
    for cls in dict.fromkeys(cls for cls, _, _ in results.values()):
        number = sum(n for c, n, _ in results.values() if c == cls)
        hits = sum(h for c, _, h in results.values() if c == cls)
        lines.append(f"| **{cls}** | all | {number} | {hits} ({hits / number:.1%}) |")
    lines.append(f"| – | forms without a fault | {forms * 2} | {len(alarms)} false |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(*measure()))
