"""What is worked out while libraries are imported is what the report itself would find, of the same files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfkit.base.paths import data_root
from perfkit.batch import ahead, worker
from perfkit.batch.plan import default_notebook, inputs_of
from perfkit.pages.report import open_report

LONGHUA = data_root() / "departments" / "sz-sif-longhua_2020"
ASKED = {"rubric": "", "lang": "en", "evaluator": "", "public": False}


@pytest.fixture(scope="module")
def answer():
    return ahead.prepare(ASKED | {"department": str(LONGHUA)}, None)


def test_it_is_what_the_report_finds_itself(answer, monkeypatch):
    monkeypatch.setattr(ahead, "worked_out_ahead", lambda: answer)
    own = open_report(LONGHUA, lang="en")
    known = ahead.with_what_is_known(own, inputs_of(LONGHUA, "")[0])
    assert known.findings == own.findings and known.basis.reviewed is not None
    assert [one.show("en") for one in known.findings] == [one.show("en") for one in own.findings]
    for ours, theirs in zip(known.charts, own.charts, strict=True):
        assert repr(ours) == repr(theirs)
        assert ours._repr_mimebundle_() == theirs._repr_mimebundle_()


def test_of_files_that_have_changed_nothing_is_taken(answer, monkeypatch, tmp_path):
    folder = shutil.copytree(LONGHUA, tmp_path / LONGHUA.name)
    filing = folder / "submission.yaml"
    filing.write_text(filing.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    monkeypatch.setattr(ahead, "worked_out_ahead", lambda: answer)
    report = open_report(folder)
    assert ahead.with_what_is_known(report, inputs_of(folder, "")[0]) is report


def _common(out: Path) -> dict:
    notebook = str(default_notebook().resolve())
    return ASKED | {"notebook": notebook, "engine": "perfkit", "out": str(out)}


@pytest.mark.parametrize(
    ("changed", "formats"),
    [
        ({}, ("docx", "html")),
        ({"public": True}, ("html",)),
        ({"engine": "kernel"}, ("html",)),
        ({"notebook": "/own.ipynb"}, ("html",)),
    ],
)
def test_where_it_could_not_be_used_nothing_is_begun(monkeypatch, tmp_path, changed, formats):
    begun = []
    monkeypatch.setattr(worker, "_begin", lambda *asked: begun.append(asked))
    worker.look_ahead(_common(tmp_path), [LONGHUA], ("html",))
    assert len(begun) == 1
    worker.look_ahead(_common(tmp_path) | changed, [LONGHUA], formats)
    (tmp_path / "reports").mkdir()
    worker.look_ahead(_common(tmp_path), [LONGHUA], ("html",))
    assert len(begun) == 1
