"""Reading the published report: the draft against the submission that was transcribed by hand."""

from __future__ import annotations

import re

import pytest
from intake_layouts.content import SEED, truth
from intake_layouts.measure import compare

from perfkit import load_department, load_submission
from perfkit.base.errors import SubmissionError
from perfkit.intake import read_report, write_draft
from perfkit.intake.family import family_of
from perfkit.intake.figures import FigureReader


@pytest.fixture(scope="module")
def draft():
    return read_report(SEED)


def test_the_draft_of_the_seed_text_equals_the_hand_made_submission(draft, capsys):
    shares = compare(draft)
    with capsys.disabled():
        print("\nseed text: " + ", ".join(f"{part} {share}" for part, share in shares.items()))
    for part in ("tasks", "targets", "scores", "total"):
        assert (shares[part].found, shares[part].wrong) == (shares[part].whole, 0), part
    assert (shares["tasks"].whole, shares["targets"].whole, shares["scores"].whole) == (7, 62, 21)
    assert shares["facts"].wrong == 0
    assert shares["facts"].found * 10 >= shares["facts"].whole * 9
    assert shares["narrative"].found * 10 >= shares["narrative"].whole * 9
    assert draft.submission["tasks"]["totals"] == truth()["tasks"]["totals"]
    assert draft.submission["targets"]["none_filed"] == truth()["targets"]["none_filed"]


def test_texts_are_verbatim_too(draft):
    filed = truth()
    narrative = draft.submission["narrative"]
    assert all(
        re.fullmatch(r"第\d+行(—第\d+行)?", one.pop("place")) for part in narrative.values() for one in part
    )
    assert narrative == filed["narrative"]
    assert draft.submission["overall_goal"]["expected"] == filed["overall_goal"]["expected"]
    assert [row["name"] for row in draft.submission["targets"]["rows"]] == [
        row["name"] for row in filed["targets"]["rows"]
    ]


def test_every_quote_stands_in_the_document_and_holds_its_value(draft):
    printed = re.sub(r"\s+", "", SEED.read_text(encoding="utf-8"))
    for statements in draft.submission["facts"].values():
        for statement in statements:
            quote = re.sub(r"\s+", "", statement["quote"])
            assert quote in printed
            assert statement["value"] in quote
            assert statement["section"] and statement["unconfirmed"] is True


def test_what_is_not_printed_is_listed_and_never_filled(draft):
    missing = {entry.path for entry in draft.not_found}
    for fact in ("spent_by_q1", "satisfaction_rate", "fixed_assets_use_rate", "off_establishment_count"):
        assert f"facts.{fact}" in missing
        assert fact not in draft.submission["facts"]
    assert any("零星修缮" in entry.name.zh for entry in draft.not_found)


def test_no_name_or_phone_of_the_person_who_filed_is_taken(draft, tmp_path):
    written = write_draft(draft, tmp_path / "unit_2020")
    text = "".join(path.read_text(encoding="utf-8") for path in written.iterdir())
    assert "填报人" not in text and "联系电话" not in text


def test_a_written_draft_is_a_submission_that_scores_as_the_hand_made_one(draft, tmp_path):
    folder = write_draft(draft, tmp_path / "unit_2020")
    loaded = load_submission(folder)
    assert loaded.unconfirmed and loaded.department.id == "unit"
    mine, hand_made = load_department(folder).evaluate(), load_department("sz-sif-longhua_2020").evaluate()
    assert (mine.points, mine.self_score) == (hand_made.points, hand_made.self_score)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    unconfirmed: true\n", ""),
        ("'95.50'", "'95.40'"),
        ("id: unit", "id: longhua"),
        ("title:", "# 已核对\ntitle:"),
    ],
    ids=["a value confirmed", "a score corrected, all of it still unconfirmed", "an id given", "a remark"],
)
def test_a_draft_is_replaced_until_somebody_has_changed_anything(draft, tmp_path, old, new):
    folder = write_draft(draft, tmp_path / "unit_2020")
    path = folder / "submission.yaml"
    write_draft(draft, folder)
    written = path.read_text(encoding="utf-8")
    assert old in written
    path.write_text(written.replace(old, new, 1), encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(SubmissionError, match="已有人确认或改动过"):
        write_draft(draft, folder)
    assert path.read_bytes() == before
    assert not [found for found in folder.iterdir() if found.name.startswith(".")]


def stated(text: str, year: int = 2020) -> list[tuple]:
    reader = FigureReader(family_of("sz-2020").lexicon, year, "某局")
    return [
        (found.fact, found.statement["value"], found.statement["unit"]) for found in reader.read("一", text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2020年三公经费预算数为12.5万元，实际支出数为10万元。",
            [("three_public_budget", "12.5", "万元"), ("three_public_spent", "10", "万元")],
        ),
        (
            "“三公”经费年初预算数 １２.5 万元，决算数 1,234.50元",
            [("three_public_budget", "12.5", "万元"), ("three_public_spent", "1234.50", "元")],
        ),
        (
            "公务接待费方面，预算数2万元，支出数1万元，支出率50%。",
            [("reception_budget", "2", "万元"), ("reception_spent", "1", "万元")],
        ),
        (
            "我局核定编制数20人，在编人员18人，编外人员3名。",
            [
                ("establishment_count", "20", "人"),
                ("established_staff_count", "18", "人"),
                ("off_establishment_count", "3", "名"),
            ],
        ),
        (
            "固定资产总额为500万元，其中在用固定资产450万元，固定资产利用率90%。",
            [
                ("fixed_assets_total", "500", "万元"),
                ("fixed_assets_in_use", "450", "万元"),
                ("fixed_assets_use_rate", "90", "%"),
            ],
        ),
        ("部门预算执行率为97.1%", [("execution_rate", "97.1", "%")]),
        (
            "群众信访办理回复率100%，信访及时办理回复率99%。",
            [("petition_reply_rate", "100", "%"), ("petition_timely_reply_rate", "99", "%")],
        ),
    ],
)
def test_other_wordings_of_the_same_facts(text, expected):
    assert stated(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2019年三公经费预算数为12.5万元。",
        "上年三公经费预算数为12.5万元。",
        "三公经费预算数较上年减少3万元。",
        "三公经费支出数同比下降12%。",
        "三公经费预算数为零。培训费支出数为3万元。",
        "三公经费严格控制，其中培训费支出数为3万元。",
        "行政编制数为10人，事业编制数为5人。",
        "新增固定资产5万元，处置固定资产2万元。",
        "某项目预算数100万元，支出数90万元。",
        "业务科室预算执行率为80%。",
        "人均公用经费支出3万元。",
        "一季度三公经费支出1万元。",
    ],
)
def test_figures_of_other_years_parts_and_changes_are_left_alone(text):
    assert stated(text) == []
