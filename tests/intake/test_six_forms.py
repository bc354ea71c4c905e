"""Six whole forms with content of our own, written to files and read through the readers of files: every
value is right, and nothing else stands in its place."""

from __future__ import annotations

import os
from functools import reduce

import pytest
from intake_layouts import pdf_layouts
from intake_layouts.form_files import WRITERS
from intake_layouts.six_forms import TRUTH

from perfkit.intake import read_filings


def check(path, truth, targets):
    [draft] = read_filings(path)
    found = {name: at(draft.submission, name) for name in truth}
    assert found == truth
    assert set(draft.submission["facts"]) == {
        name.split(".")[1] for name in truth if name.startswith("facts")
    }
    rows = draft.submission.get("targets", {}).get("rows", [])
    parts = ("name", "expected", "actual", "weight", "self_score")
    # A page sets 6 公里 apart where the text has no space.
    assert [tuple(row.get(part, "").replace(" ", "") for part in parts) for row in rows] == targets


def at(submission, path):
    def step(node, part):
        if isinstance(node, list):
            return node[int(part)] if int(part) < len(node) else {}
        return node.get(part, {}) if isinstance(node, dict) else {}

    return str(reduce(step, path.split("."), submission))


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("form", TRUTH)
def test_a_whole_form_in_every_kind_of_file(form, kind, tmp_path):
    text, truth, targets = TRUTH[form]
    path = tmp_path / f"{form}.{kind}"
    WRITERS[kind](text, path)
    check(path, truth, targets)


@pytest.mark.slow
@pytest.mark.parametrize("made_by", [pdf_layouts.resaved_by_libreoffice, pdf_layouts.by_libreoffice])
def test_a_whole_form_saved_again_by_libreoffice(made_by, tmp_path):
    text, truth, targets = TRUTH["project"]
    WRITERS["docx"](text, tmp_path / "project.docx")
    path = made_by(tmp_path / "project.docx", tmp_path)
    if path is None:
        if os.environ.get("PERFKIT_REQUIRE_OFFICE"):
            pytest.fail("LibreOffice is not on this machine")
        pytest.skip("LibreOffice is not on this machine")
    check(path, truth, targets)
