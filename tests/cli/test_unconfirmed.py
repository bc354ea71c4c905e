"""A result that rests on a draft nobody has checked says so, as the report does: on the terminal, for a
program, on paper."""

from __future__ import annotations

import json
import shutil

import docx
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


COMMANDS = {
    "check": "check {}",
    "requests": "review {} --requests",
    "sample": "sample {} --share 1",
    "committee": "committee {}",
    "diff": "diff {} {}",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_made_of_filings(command, filed, capsys):
    folder, draft = filed
    assert main(COMMANDS[command].format(folder, folder).split()) == 0
    assert (UNCONFIRMED.zh in capsys.readouterr().out) == draft
    assert main([*COMMANDS[command].format(folder, folder).split(), "--lang", "en"]) == 0
    assert ("not yet confirmed" in capsys.readouterr().out) == draft


@pytest.mark.parametrize("command", ["years", "projects"])
def test_what_is_made_of_several(command, filed, capsys, tmp_path):
    """A generated department's years, and a department's project, of which one is a draft."""
    folder, draft = filed
    other = tmp_path / "other"
    if command == "years":
        shutil.copytree(folder, other)
        file = other / "submission.yaml"
        text = file.read_text(encoding="utf-8").replace("\nyear: 2020", "\nyear: 2021", 1)
        file.write_text(text.replace("unconfirmed: true\n", ""), encoding="utf-8")
        assert main(["years", str(folder), str(other)]) == 0
        assert ("2020 年度。" in capsys.readouterr().out.splitlines()[1]) == draft
    else:
        mark = "unconfirmed: true\n" * draft
        (tmp_path / "all" / "one").mkdir(parents=True)
        text = f"synthetic: true\n{mark}department: {{id: unit-1, name: 合成局}}\nyear: 2022\n"
        text += "form: {kind: project}\nproject: {name: 合成项目}\n"
        (tmp_path / "all" / "one" / "submission.yaml").write_text(text, encoding="utf-8")
        assert main(["projects", str(tmp_path / "all")]) == 0
        assert (f"{UNCONFIRMED.zh}：合成项目。" in capsys.readouterr().out) == draft


@pytest.mark.parametrize("kind", ["request", "opinion", "notice"])
def test_a_letter(kind, filed, tmp_path):
    folder, draft = filed
    assert main(["letter", str(folder), "-o", str(tmp_path / "out"), "--kind", kind]) == 0
    said = [p.text for p in docx.Document(str(tmp_path / "out" / f"{kind}.docx")).paragraphs]
    assert (f"本件{UNCONFIRMED.zh}。" in said) == draft
