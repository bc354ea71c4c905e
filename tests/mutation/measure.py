"""Measure recall and false alarms of the review; write tests/goldens/recall.tsv, and docs/checks.md with it.

python tests/mutation/measure.py              # the fixed seed; writes the table
python tests/mutation/measure.py --seed 1     # other departments, other faults; prints only
python tests/mutation/measure.py --show       # what was missed, what was a false alarm
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from harness import SEED, measure_all, table

GOLDEN = Path(__file__).resolve().parent.parent / "goldens" / "recall.tsv"


def main() -> None:
    """Measure every kind and print the table; keep it where the seed is the fixed one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=SEED, help="first department")
    parser.add_argument("--show", action="store_true", help="print what was missed and every false alarm")
    options = parser.parse_args()
    results, false_alarms, clean = measure_all(seed=options.seed)
    text = table(results, clean, len(false_alarms))
    print(text, end="")
    if options.show:
        for result in results:
            for number, fault in result.missed:
                print(f"missed {result.kind} in department {number}: {fault.truth.zh}")
            for number, name, finding in result.alarms:
                print(f"alarm beside {result.kind}, {name}, department {number}:\n{finding}")
        for number, finding in false_alarms:
            print(f"alarm in clean department {number}:\n{finding}")
    if options.seed == SEED:
        GOLDEN.write_text(text, encoding="utf-8")
        sys.path.append(str(GOLDEN.parents[1]))
        import checks_page

        checks_page.main([str(checks_page.ROOT / "docs" / "checks.md")])


if __name__ == "__main__":
    main()
