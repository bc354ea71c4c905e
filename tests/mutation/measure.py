"""Measure recall and false alarms of the review and write tests/goldens/recall.tsv.

    python tests/mutation/measure.py [--show]
"""

from __future__ import annotations

import sys
from pathlib import Path

from harness import measure_all, table

GOLDEN = Path(__file__).resolve().parent.parent / "goldens" / "recall.tsv"


def main(show: bool) -> None:
    """Measure every kind, print the table, keep it."""
    results, false_alarms, clean = measure_all()
    text = table(results, clean, len(false_alarms))
    print(text, end="")
    if show:
        for result in results:
            for number, fault in result.missed[:3]:
                print(f"missed {result.kind} in department {number}: {fault.truth.zh}")
            for number, name, finding in result.alarms[:3]:
                print(f"alarm beside {result.kind}, {name}, department {number}:\n{finding}")
        for number, finding in false_alarms[:10]:
            print(f"alarm in clean department {number}:\n{finding}")
    GOLDEN.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main("--show" in sys.argv)
