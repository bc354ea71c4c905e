"""Documents of the register that lie beside the submission as files."""

from __future__ import annotations

import json
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from perfkit.base.errors import SubmissionError
from perfkit.base.paths import data_root
from perfkit.batch.plan import plan_units
from perfkit.cli import main
from perfkit.evaluation.department import load_department
from perfkit.outlook.judging import Session
from perfkit.review import review

FILED = data_root() / "examples" / "xugou_2021"
ROW = "process.budget.building_area"
CONTENT = "虚构的文件".encode()


@pytest.fixture
def folder(tmp_path) -> Path:
    made = Path(shutil.copytree(FILED, tmp_path / FILED.name))
    (made / "evidence").mkdir()
    (made / "evidence" / "楼堂馆所批复.pdf").write_bytes(CONTENT)
    return made


def register(folder: Path, **document) -> None:
    criterion = next(iter(load_department(FILED).rubric.by_id[ROW].criteria)).id
    entry = {
        "id": "d1",
        "criterion": criterion,
        "document": "楼堂馆所批复",
        "date": date(2022, 3, 1),
        "file": "evidence/楼堂馆所批复.pdf",
        "sha256": sha256(CONTENT).hexdigest(),
        **document,
    }
    judged = {
        "evaluator": {"id": "wang"},
        "synthetic": True,
        "evidence": [entry],
        "judgements": [
            {
                "criterion": criterion,
                "points": "3",
                "reason": "见批复",
                "evidence": ["d1"],
                "date": date(2022, 3, 1),
            }
        ],
    }
    (folder / "judgements").mkdir(exist_ok=True)
    (folder / "judgements" / "wang.yaml").write_text(
        yaml.safe_dump(judged, allow_unicode=True), encoding="utf-8"
    )


def found(folder: Path) -> list[str]:
    findings = review(load_department(folder).evaluate())
    return [one.code for one in findings if one.code.startswith("document.")]


def test_a_file_that_is_what_was_registered_is_no_finding(folder):
    register(folder)
    assert found(folder) == []


def test_a_file_that_is_gone_altered_or_without_digest_is_one(folder):
    register(folder)
    (folder / "evidence" / "楼堂馆所批复.pdf").write_bytes(CONTENT + b"2")
    assert found(folder) == ["document.altered"]
    (folder / "evidence" / "楼堂馆所批复.pdf").unlink()
    assert found(folder) == ["document.missing"]
    (folder / "evidence" / "楼堂馆所批复.pdf").write_bytes(CONTENT)
    register(folder, sha256="")
    assert found(folder) == ["document.unrecorded"]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({"effective": date(2020, 5, 1)}, []),
        ({"effective": date(2021, 12, 31)}, []),
        ({"effective": date(2022, 1, 1)}, ["document.out_of_date"]),
        ({"until": date(2020, 12, 31)}, ["document.out_of_date"]),
        ({"until": date(2021, 1, 1)}, []),
    ],
)
def test_the_day_it_takes_effect_counts_not_the_day_it_came(folder, days, expected):
    register(folder, **days)
    assert found(folder) == expected


def test_the_points_that_rest_on_it_are_at_stake(folder):
    register(folder, sha256="0" * 64)
    finding = next(
        one for one in review(load_department(folder).evaluate()) if one.code == "document.altered"
    )
    assert [(row, str(points)) for row, points in finding.stakes] == [(ROW, "3")]


@pytest.mark.parametrize(
    "file", ["../submission.yaml", "/etc/hostname", "submission.yaml", "evidence/../source.pdf"]
)
def test_a_file_outside_the_folder_of_evidence_is_refused(folder, file):
    register(folder, file=file)
    with pytest.raises(SubmissionError, match="evidence/"):
        load_department(folder)


def test_a_link_out_of_the_folder_counts_as_missing(folder, tmp_path):
    (tmp_path / "elsewhere.pdf").write_bytes(CONTENT)
    path = folder / "evidence" / "楼堂馆所批复.pdf"
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere.pdf")
    register(folder)
    assert found(folder) == ["document.missing"]


def test_a_document_counts_for_every_criterion_that_it_was_seen_for(folder):
    other = load_department(FILED).rubric.by_id["input.staff.in_post_control_rate"].criteria[0].id
    register(folder, also_for=[other])
    seen = load_department(folder).evaluate().by_criterion[other].evidence
    assert [(who, one.document) for who, one in seen] == [("wang", "楼堂馆所批复")]


def test_an_evaluator_who_names_a_file_registers_its_digest(folder):
    session = Session(folder, "li")
    criterion = session.items[0].id
    session.see(criterion, "evidence/楼堂馆所批复.pdf", day=date(2022, 3, 1))
    seen = session.judged.evidence[0]
    assert (seen.document, seen.sha256) == ("楼堂馆所批复.pdf", sha256(CONTENT).hexdigest())


def test_one_file_for_two_departments_is_found_when_they_are_laid_together(folder, tmp_path, capsys):
    register(folder)
    other = Path(shutil.copytree(folder, tmp_path / "other_2021"))
    text = (other / "submission.yaml").read_text("utf-8")
    text = text.replace('id: "xugou"', 'id: "other"').replace("虚构市园林绿化中心", "虚构市水务中心")
    (other / "submission.yaml").write_text(text, encoding="utf-8")
    assert main(["review", str(folder), str(other), "--together", "--json"]) == 0
    read = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    codes = [[one["code"] for one in record["findings"]] for record in read]
    assert "document.reused" not in codes[0] and "document.reused" in codes[1]


def test_a_batch_makes_a_report_again_when_a_file_changes(folder):
    register(folder)

    def key() -> str:
        units = plan_units(
            [folder], notebook=Path("none"), formats=["json"], rubric="", lang="zh", settings={}
        )
        return next(iter(units)).key

    before = key()
    (folder / "evidence" / "楼堂馆所批复.pdf").write_bytes(CONTENT + b"2")
    assert key() != before


def test_a_loop_of_links_counts_as_missing(folder):
    path = folder / "evidence" / "楼堂馆所批复.pdf"
    path.unlink()
    path.symlink_to(path.name)
    register(folder)
    assert found(folder) == ["document.missing"]


@pytest.mark.parametrize(
    "entry", [{"effective": date(2021, 5, 1), "until": date(2021, 4, 1)}, {"file": "evidence/a\0b"}]
)
def test_an_entry_that_cannot_be_is_refused(folder, entry):
    register(folder, **entry)
    with pytest.raises(SubmissionError):
        load_department(folder)
