"""Floors of the measure over the filings of many layouts; they only rise. Skipped where the folder is absent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "filings").joinpath("measure.py").exists()
    ),
    Path(os.environ.get("PERFKIT_FILINGS", "filings-are-absent")),
)
# Format → share of the values that is right at least, in percent.
FLOORS = {".docx": 98, ".html": 97, ".txt": 96, ".xlsx": 97}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FLOORS)
def test_what_is_read_of_the_filings_does_not_fall(suffix, tmp_path):
    if not FOLDER.joinpath("measure.py").exists():
        pytest.skip("the folder of filings is not beside the repository; name it in PERFKIT_FILINGS")
    root = Path(__file__).resolve().parents[2]
    perfkit = tmp_path / "perfkit"
    perfkit.write_text(
        f'#!/bin/sh\nexport PYTHONPATH="{root}"\nexec "{sys.executable}" -m perfkit "$@"\n', encoding="utf-8"
    )
    perfkit.chmod(0o755)
    command = [sys.executable, str(FOLDER / "measure.py"), str(FOLDER), "--perfkit", str(perfkit)]
    found = subprocess.run(
        [*command, "--json", "--only", suffix, "--timeout", "120"],
        capture_output=True,
        text=True,
        timeout=900,
    )
    total = json.loads(found.stdout)["sum"]
    ought = sum(total[part] for part in ("right", "wrong", "said", "silent", "refused"))
    assert ought > 0
    assert total["right"] * 100 >= FLOORS[suffix] * ought, total
    assert (total["wrong"], total["invented"]) == (0, 0), total
