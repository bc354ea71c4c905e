"""How long filings take to be laid beside each other, and what of them is kept.

    python tests/benchmarks/bench_review.py [DEPARTMENTS]

Makes so many synthetic departments (default 1000), plants one copy of a text, and prints
how long reading and comparing take, what is kept of a department, and that both copies were found.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import yaml

from perfkit.demo import write_cohort
from perfkit.filing.submission_file import read_submission
from perfkit.review.across import digest
from perfkit.review.across.cohort import of_a_cohort

_WORDS = "道路河道图书学校医院绿地管网社区农田林地市场档案窗口热线工地桥梁食堂车站码头仓库"
_DONE = "检查整治更换维护登记培训巡查验收发放修缮清理宣传"


def _own_text(number: int) -> str:
    """Sentences that no other department writes."""
    chance = random.Random(number)

    def pick(words: str, n: int) -> str:
        return "".join(chance.sample([words[i : i + 2] for i in range(0, len(words), 2)], n))

    return "。".join(
        f"围绕{pick(_WORDS, 5)}等事项逐处开展{pick(_DONE, 4)}并建立{pick(_WORDS, 4)}台账" for _ in range(30)
    )


def _edit(path: Path, number: int, own: dict) -> None:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    loaded["narrative"].setdefault("results", []).append({"section": "二（九）", "text": _own_text(number)})
    loaded |= own
    path.write_text(yaml.dump(loaded, allow_unicode=True, Dumper=yaml.CSafeDumper), encoding="utf-8")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        write_cohort(root, count, seed=7)
        folders = sorted(path.parent for path in root.glob("*/submission.yaml"))
        for number, folder in enumerate(folders):
            text = number if number != count - 1 else 0  # the last one copies the first one's text
            own = {"department": {"id": f"unit-{number:05}", "name": f"第{number:05}号局"}, "year": 2023}
            _edit(folder / "submission.yaml", text, own)
        started = time.process_time()
        digests, peak = [], 0
        for number, folder in enumerate(folders):
            submission, _ = read_submission(folder)
            digests.append(digest(submission))
            if number == count // 2:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        reading = time.process_time() - started
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak
        started = time.process_time()
        found = list(of_a_cohort(digests))
        comparing = time.process_time() - started
    print(
        f"{count} departments: read {reading:.1f} s, compared {comparing:.2f} s of processor time; "
        f"memory grows by {grown / (count - count // 2):.1f} KB a department"
    )
    planted = [key for key, f in found if f.code == "cohort.copied" and "30 句" in f.message.zh]
    print(f"planted copies found: {len(planted)} of 1; other findings: {len(found) - len(planted)}")
    for key, one in found:
        if key not in planted:
            print(key, one.show())
    if len(planted) != 1:
        sys.exit("the planted copy was not found")


if __name__ == "__main__":
    main()
