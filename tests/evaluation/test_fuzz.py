"""Mutated submissions, seeded: never a traceback, never a hang, and 0 ≤ low ≤ high ≤ max where there are
points.

A tenth of the runs unless PERFKIT_BIG is set.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from perfkit.base.errors import PerfkitError
from perfkit.base.paths import data_root
from perfkit.evaluation.department import load_department

LONGHUA = data_root() / "departments" / "sz-sif-longhua_2020" / "submission.yaml"
RUNS = 3_000 if os.environ.get("PERFKIT_BIG") else 300
BATCHES = 10
PIECES = (
    *(
        "[",
        "{",
        "- ",
        ": ",
        "：",
        '"',
        "'",
        "&a ",
        "*a",
        "\t",
        "\x00",
        "\u200b",
        "\u202e",
        "\ufeff",
        "９",
        "nan",
        "Infinity",
    ),
    *(
        "-",
        "1e999",
        "9" * 60,
        "0",
        "null",
        "true",
        "~",
        "|\n",
        "%",
        "元",
        "\n",
        "\n\n  ",
        "?",
        "!!python/object:os.system ",
    ),
)


def mutated(text: str, source: random.Random) -> str:
    """The text with a few pieces cut, doubled, swapped or put in."""
    for _ in range(source.randint(1, 4)):
        at = source.randrange(len(text))
        end = min(len(text), at + source.choice((1, 2, 5, 20, 200)))
        kind = source.randrange(5)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + text[at:end] * 2 + text[end:]
        elif kind == 2:
            text = text[:at] + source.choice(PIECES) + text[at:]
        elif kind == 3:
            text = text[:at] + source.choice(PIECES) + text[end:]
        else:
            lines = text.split("\n")
            one, other = source.randrange(len(lines)), source.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            text = "\n".join(lines)
    return text


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_submission_is_scored_or_refused_with_a_sentence(tmp_path, batch):
    source, filed = random.Random(20_261_128 + batch), LONGHUA.read_text(encoding="utf-8")
    folder = tmp_path / "u_2020"
    folder.mkdir()
    refused = scored = 0
    for number in range(RUNS // BATCHES):
        text = mutated(filed, source)
        (folder / "submission.yaml").write_text(text, encoding="utf-8")
        started = time.process_time()
        try:
            evaluation = load_department(folder).evaluate()
        except PerfkitError as error:
            refused += bool(error.show("zh").strip() and error.show("en").strip())
        else:
            scored += 1
            low, high = evaluation.points.low, evaluation.points.high
            assert 0 <= low <= high <= evaluation.rubric.max, (batch, number)
            for row in evaluation.rows:
                assert 0 <= row.points.low <= row.points.high <= row.indicator.max, (batch, number)
        assert time.process_time() - started < 10, (batch, number)
    # Both happen, so that neither half of the test is idle.
    assert refused + scored == RUNS // BATCHES and refused and scored
