"""What the documents of invented cases say: facts of the clause in question, some of them mixed."""

from __future__ import annotations

from functools import lru_cache
from random import Random

import yaml

from perfkit.base.paths import data_root
from perfkit.base.text import Text

FULL, PARTIAL, NONE = "full", "partial", "none"
_SAMPLES, _FEW = (12, 15, 16, 18, 20, 24, 30, 36), (2, 3, 4, 5)


def extract_of(criterion: str, level: str, rng: Random) -> Text:
    """What the document on a criterion says where it supports all points, some, or none.

    Examples
    --------
    >>> said = extract_of("management.assets.safety.1", "none", Random(1))
    >>> "现场没有" in said.zh, "{" in said.zh + said.en
    (True, False)
    """
    numbers = {"n": rng.choice(_SAMPLES), "m": rng.choice(_FEW)}
    said = rng.choice(_extracts()[criterion][FULL if level == FULL else "short"])
    return Text(said.zh.format(**numbers), said.en.format(**numbers))


@lru_cache(maxsize=1)
def _extracts() -> dict[str, dict[str, tuple[Text, ...]]]:
    raw = yaml.safe_load((data_root() / "training" / "extracts.yaml").read_text(encoding="utf-8"))
    return {
        criterion: {
            level: tuple(Text(said["zh"], said["en"]) for said in texts) for level, texts in levels.items()
        }
        for criterion, levels in raw.items()
    }
