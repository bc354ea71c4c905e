"""Calibration: anchor cases, where an evaluator stands, spaced rounds, certificates."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import yaml
from renew_anchors import FILE as FILE_OF_ANCHORS
from renew_anchors import consensus, renewed
from training_trainees import perfect_sheet

from perfkit.base.errors import PerfkitError
from perfkit.cli import main
from perfkit.training.cases.calibration import anchors, name_of, read_calibration, standing_of
from perfkit.training.cases.case import JUDGED
from perfkit.training.cases.key import read_key
from perfkit.training.cases.sheet import FILE, Line, Sheet, write_sheet


@pytest.mark.parametrize("number", range(1, len(anchors()) + 1))
def test_the_consensus_on_file_is_that_of_the_case_as_it_is_drawn(number):
    """Whoever changes how cases are drawn scores the anchor cases again: python tests/renew_anchors.py."""
    anchor = anchors()[number - 1]
    judged = {name: one for name, one in anchor.case.expected.items() if one.kind == JUDGED}
    assert set(anchor.clauses) == set(judged)
    texts = {material.criterion: material.extract for material in anchor.case.materials}
    for name, given in anchor.clauses.items():
        assert given.points in judged[name].spans
        assert texts[name].zh in given.reason.zh and texts[name].en in given.reason.en


def test_anchors_are_scored_anew_where_a_document_changed_and_a_panel_s_scores_stay():
    case, text = anchors()[0].case, FILE_OF_ANCHORS.read_text(encoding="utf-8")
    assert renewed(text) == text
    first, second = list(anchors()[0].clauses)[:2]
    raw = yaml.safe_load(text)["anchors"][0]["clauses"]
    raw[first] = raw[first] | {"points": ["1/3", "1/2"]}  # a panel's own
    raw[second] = {"points": ["0", "0"], "reason": {"zh": "另一份材料", "en": "another document"}}
    found = consensus(case, raw)
    assert found[first]["points"] == ["1/3", "1/2"]
    assert found[second]["points"] != ["0", "0"] and "D9" in found[second]["reason"]["zh"]


def test_an_evaluator_stands_on_the_consensus_or_on_one_side_of_it():
    anchor = anchors()[0]
    perfect = perfect_sheet(anchor.case)
    found = standing_of(anchor, perfect)
    assert found.within == found.judged == found.clauses > 10 and found.severity == 0 and not found.off
    strict = Sheet({name: Line("0") for name in anchor.clauses})
    assert standing_of(anchor, strict).severity < Fraction(-1, 2)
    generous = Sheet(
        {
            name: Line(str(anchor.case.evaluation.by_criterion[name].outcome.points.high))
            for name in anchor.clauses
        }
    )
    assert standing_of(anchor, generous).severity > 0
    nobody = standing_of(anchor, Sheet({name: Line("待定") for name in anchor.clauses}))
    assert nobody.judged == 0 and nobody.severity == 0


def test_a_round_is_scored_dated_and_followed_up(tmp_path, capsys):
    assert main(["train", "new", "--anchor", "1", "--trainee", "1-2", str(tmp_path)]) == 0
    key = read_key(tmp_path)
    assert len({key.case(entry).code for entry in key.entries}) == 1
    for entry in key.entries:
        write_sheet(key.case(entry), key.handed_out(entry) / FILE, "zh", perfect_sheet(key.case(entry)))
    capsys.readouterr()
    assert main(["train", "calibrate", str(tmp_path), "--date", "2026-03-02"]) == 0
    said = capsys.readouterr().out
    assert "在共识以内" in said and "下一轮 2026-03-16" in said
    lines = read_calibration(key.trainer)
    assert [(line["trainee"], line["round"], line["date"]) for line in lines] == [
        ("1", "1", "2026-03-02"),
        ("2", "1", "2026-03-02"),
    ]
    certificate = yaml.safe_load(
        (key.trainer / "certificates" / "trainee-001.yaml").read_text(encoding="utf-8")
    )
    assert certificate["synthetic"] is True and set(certificate) == {"synthetic", "evaluator", "rounds"}
    assert certificate["rounds"][0]["within"] == certificate["rounds"][0]["clauses"]
    assert main(["train", "calibrate", str(tmp_path), "--date", "2026-03-09"]) == 0
    # A sheet that was not changed keeps its date; one that was gets the new one.
    assert [line["date"] for line in read_calibration(key.trainer)] == ["2026-03-02"] * 2
    second, case = key.entries[1], key.case(key.entries[1])
    strict = Sheet({name: Line("0") for name in anchors()[0].clauses})
    write_sheet(case, key.handed_out(second) / FILE, "zh", strict)
    assert main(["train", "new", "--anchor", "2", "--trainee", "1", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["train", "calibrate", str(tmp_path), "--date", "2026-03-16"]) == 1
    said = capsys.readouterr()
    assert "trainee-001-anchor-2 的答题表还没有填写" in said.err and "偏紧" in said.out
    lines = read_calibration(key.trainer)
    assert [(line["round"], line["date"]) for line in lines] == [("1", "2026-03-02"), ("1", "2026-03-16")]


def test_what_is_no_round_is_said_to_be_none(tmp_path, capsys):
    with pytest.raises(PerfkitError, match="1～"):
        name_of(9)
    assert main(["train", "new", "--trainee", "1", str(tmp_path)]) == 0
    assert main(["train", "calibrate", str(tmp_path), "--date", "2026-03-02"]) == 1
    assert "--anchor" in capsys.readouterr().err
    assert main(["train", "new", "--anchor", "9", "--trainee", "2", str(tmp_path)]) == 1
    assert date.fromisoformat("2026-03-02")


def test_lesson_results_are_collected_by_one_command(tmp_path, capsys):
    from perfkit.training import open_lesson

    assert main(["train", "new", "--trainee", "7", str(tmp_path / "class")]) == 0
    assert main(["train", "collect", str(tmp_path / "class"), str(tmp_path)]) == 1
    lesson = open_lesson("ratios", "zh", 7)
    lesson.check("2.2", 0.93)
    lesson.hand_in(str(tmp_path / "in"))
    assert main(["train", "collect", str(tmp_path / "class"), str(tmp_path / "in")]) == 0
    table = (tmp_path / "class" / "trainer" / "lessons.csv").read_text(encoding="utf-8-sig")
    assert table.splitlines()[1].startswith("7,ratios,10,1,0,0,9,1")
