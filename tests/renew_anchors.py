"""Scores the anchor cases anew: `python tests/renew_anchors.py`, after a change of how cases are drawn.

A clause whose document still says the same keeps its points and reason, which a panel may have put there;
any other gets what its document supports.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from perfkit.base.text import Text
from perfkit.training.cases.case import JUDGED, Material, TraineeCase

FILE = Path(__file__).parents[1] / "data" / "training" / "anchors.yaml"


def consensus(case: TraineeCase, clauses: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Clause → its points and reason, as they stand where their document is still the same."""
    materials = {material.criterion: material for material in case.materials}
    return {
        name: _kept(clauses.get(name), materials[name]) or _scored(case, name, materials[name])
        for name, expected in case.expected.items()
        if expected.kind == JUDGED
    }


def _kept(given: dict[str, Any] | None, seen: Material) -> dict[str, Any] | None:
    same = given and seen.extract.zh in given["reason"]["zh"] and seen.extract.en in given["reason"]["en"]
    return given if same else None


def _scored(case: TraineeCase, name: str, seen: Material) -> dict[str, Any]:
    expected = case.expected[name]
    span, why = expected.spans[-1], expected.why
    reason = Text(
        f"{seen.number}《{seen.document}》：{seen.extract.zh}{why.zh}。",
        f"{seen.number} {seen.document}: {seen.extract.en} {why.en[0].upper()}{why.en[1:]}.",
    )
    points = [str(Fraction(span.low)), str(Fraction(span.high))]
    return {"points": points, "reason": {"zh": reason.zh, "en": reason.en}}


def renewed(text: str) -> str:
    """The file of anchors with every case scored as it is drawn now."""
    raw = yaml.safe_load(text)
    lines = [re.match(r"(?:#.*\n)*", text).group().rstrip("\n")]
    lines += [f"secret: {raw['secret']}", f"weeks: {json.dumps(raw['weeks'])}", "anchors:"]
    for anchor in raw["anchors"]:
        case = TraineeCase(int(anchor["number"]), int(anchor["level"]), str(raw["secret"]))
        lines += [f"  - number: {anchor['number']}", f"    level: {anchor['level']}", "    clauses:"]
        for name, given in consensus(case, anchor["clauses"]).items():
            lines += [f"      {name}:", f"        points: {json.dumps(given['points'])}", "        reason:"]
            lines += [
                f"          {lang}: {json.dumps(given['reason'][lang], ensure_ascii=False)}"
                for lang in ("zh", "en")
            ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the file anew and say whether anything changed."""
    before = FILE.read_text(encoding="utf-8")
    after = renewed(before)
    FILE.write_text(after, encoding="utf-8", newline="\n")
    print("unchanged" if after == before else f"{FILE} was scored anew")


if __name__ == "__main__":
    main()
