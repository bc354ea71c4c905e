"""A result that rests on a draft nobody has checked says so: score, review and compare, as the report
does."""

from __future__ import annotations

import json
import shutil

import pytest

from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.cohort.loading import load_cohort
from perfkit.filing.submission import UNCONFIRMED
from perfkit.pages.comparison import Comparison


@pytest.fixture(params=[True, False], ids=["draft", "checked"])
def filed(request, tmp_path):
    folder = tmp_path / "sz-sif-longhua_2020"
    shutil.copytree(data_root() / "departments" / "sz-sif-longhua_2020", folder)
    if request.param:
        file = folder / "submission.yaml"
        file.write_text("unconfirmed: true\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    return folder, request.param


@pytest.mark.parametrize("command", ["score", "review"])
def test_text_and_json(command, filed, capsys):
    folder, draft = filed
    assert main([command, str(folder)]) == 0
    assert (UNCONFIRMED.zh in capsys.readouterr().out) == draft
    assert main([command, str(folder), "--json"]) == 0
    assert bool(json.loads(capsys.readouterr().out).get("unconfirmed")) == draft


def test_compare(filed):
    folder, draft = filed
    comparison = Comparison(load_cohort([folder]), "zh")
    assert (UNCONFIRMED.zh in comparison.summary()) == draft
    assert [row["unconfirmed"] for row in comparison.cohort.tidy()][:1] == [draft]
