"""Floors of the measure over the filings of many layouts; they only rise. Skipped where the folder is
absent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from perfkit.intake.scan_file import available

FOLDER = next(
    (
        folder
        for parent in Path(__file__).resolve().parents
        if (folder := parent / "shared" / "filings").joinpath("measure.py").exists()
    ),
    Path(os.environ.get("PERFKIT_FILINGS", "filings-are-absent")),
)
# Format → share of the values that is right at least, in percent.
FLOORS = {".docx": 99, ".html": 99, ".txt": 99, ".xlsx": 99, ".xls": 99, ".pdf": 99}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [suffix for suffix in FLOORS if suffix != ".xlsx"])  # .xls finds both
def test_what_is_read_of_the_filings_does_not_fall(suffix, tmp_path):
    if not FOLDER.joinpath("measure.py").exists():
        pytest.skip("the folder of filings is not beside the repository; name it in PERFKIT_FILINGS")
    if suffix == ".pdf" and not available():
        pytest.skip("two of the PDF are scans; reading them needs the extra ocr")
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
    totals = json.loads(found.stdout)["formats"]
    assert set(totals) == ({".xls", ".xlsx"} if suffix == ".xls" else {suffix})
    for name in set(totals):
        total = totals[name]
        ought = sum(total[part] for part in ("right", "wrong", "said", "silent", "refused"))
        assert ought > 0
        assert total["right"] * 100 >= FLOORS[name] * ought, (name, total)
        assert (total["wrong"], total["invented"]) == (0, 0), (name, total)
