"""The workbook of the bundled department, filled in."""

from __future__ import annotations

import pytest
from filled_workbook import JUDGED

from perfkit import load_department
from perfkit.intake.workbook import write_template


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").submission


@pytest.fixture
def filled(longhua, tmp_path):
    return write_template("sz-2020", tmp_path / "longhua.xlsx", longhua, [JUDGED])
