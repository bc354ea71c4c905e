"""What a unit is called and what its key depends on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from batch_world import make_department, source_hash

from perfkit.base.errors import BatchError
from perfkit.base.paths import data_root
from perfkit.batch import plan, report
from perfkit.batch.plan import inputs_of, own_rubric, plan_units

LONGHUA = data_root() / "departments" / "sz-sif-longhua_2020"


@pytest.mark.parametrize(
    ("text", "rubric"),
    [
        ("self_evaluation: {rubric: sz-2020, scores: {}}\n", "sz-2020"),
        ("self_evaluation:\n\n  # as printed\n  rubric: 'national-2020'\nyear: 2020\n", "national-2020"),
        ('{"self_evaluation": {"rubric": "hubei-2020"}}', "hubei-2020"),
        (
            "narrative: |\n  rubric: of no table\n  self_evaluation: none\nself_evaluation:\n  "
            "rubric: sz-2020\n",
            "sz-2020",
        ),
        ('self_evaluation:\n  rubric: "hunan"\n  total: "9"\n', "hunan"),
        ("self_evaluation:\n  rubric: sz-2020\n    and more\n", "none"),
        ("self_evaluation:\n  rubric: null\n", "none"),
        ("narrative:\n  a: >\n    rubric: wrong\n", "none"),
        ("self_evaluation:\n  scores: {}\n", "none"),
        ("self_evaluation:\n  rubric: ../../etc\n", "none"),
        ("self_evaluation: [\n", "none"),
        ("", "none"),
    ],
)
def test_the_rubric_of_a_submission_is_parsed(text, rubric):
    assert own_rubric(text) == rubric


def names_of(*folders: Path, rubric: str = "") -> list[str]:
    notebook = plan.default_notebook()
    units = plan_units(
        folders, formats=["html", "json"], notebook=notebook, rubric=rubric, lang="zh", settings={}
    )
    return [unit.name for unit in units]


def test_no_two_units_share_a_name(tmp_path):
    for name, rubric in (("a", "b.c"), ("a.b", "c")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "submission.yaml").write_text(f"self_evaluation: {{rubric: {rubric}}}\n")
    names = names_of(tmp_path / "a", tmp_path / "a.b")
    assert len(set(names)) == 4
    assert names_of(LONGHUA)[0] == "sz-sif-longhua_2020.sz-2020.zh"


@pytest.mark.parametrize(
    "file", ["topics.yaml", "facts.yaml", "rubrics/sz-2020.yaml", "review/codes-sums.yaml"]
)
def test_the_key_changes_with_whatever_the_data_hold(tmp_path, monkeypatch, file):
    copy = tmp_path / "data"
    shutil.copytree(data_root(), copy, ignore=shutil.ignore_patterns("departments"))
    monkeypatch.setattr(plan, "data_root", lambda: copy)
    before = source_hash.__wrapped__()
    with (copy / file).open("a", encoding="utf-8") as stream:
        stream.write("# another word\n")
    assert source_hash.__wrapped__() != before


def test_the_key_changes_with_a_typst_template(tmp_path, monkeypatch):
    copy = tmp_path / "perfkit"
    shutil.copytree(plan.PACKAGE, copy, ignore=shutil.ignore_patterns("fonts", "__pycache__"))
    monkeypatch.setattr(plan, "PACKAGE", copy)
    before = source_hash.__wrapped__()
    template = next(copy.rglob("*.typ"))
    template.write_text(template.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert source_hash.__wrapped__() != before


@pytest.mark.parametrize("name", ["department", "root", "rubric", "lang", "evaluator", "public"])
def test_a_unit_s_identity_is_not_a_parameter(tmp_path, name):
    with pytest.raises(BatchError, match=f"参数 {name} 由批处理"):
        report([LONGHUA], tmp_path / "out", parameters={name: "x"}, progress=False)
    assert not (tmp_path / "out" / "reports").exists()


def test_a_file_beside_that_no_filing_needs_stops_nothing(tmp_path):
    """A source of 300 GB is refused by its size, not read."""
    folder = make_department(tmp_path, "a")
    with (folder / "source.pdf").open("wb") as file:
        file.truncate(300_000_000_000)
    found, _, refused = inputs_of(folder, "sz-2020")
    assert found == {} and "a_2020/source.pdf：文件超过 2000 MB" in refused.zh
