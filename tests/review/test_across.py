"""Filings beside each other: accounts of the year, last year's filing, a cohort with copies and boilerplate."""

from __future__ import annotations

import json

import yaml

from perfkit.cli import main
from perfkit.filing.submission import Submission
from perfkit.review.across import side_by_side

BOILERPLATE = "本单位严格按照财政部门的统一部署认真组织开展了绩效自评工作"
COPIED = (
    "针对河道两岸垃圾清运不及时的情况组织沿线各村建立了轮值保洁队伍",
    "会同水务部门对一百余处入河排口逐一登记并落实了整治责任人",
)


def filed(name, year=2023, kind="department", texts=(), facts=None, problems=(), figures=(), targets=()):
    data = {
        "department": {"id": f"d{sum(map(ord, name))}", "name": name},
        "year": year,
        "form": {"kind": kind},
        "facts": {k: [{"value": v, "unit": "万元", "section": "一"}] for k, v in (facts or {}).items()},
        "figures": [
            {
                "id": f"f{n}",
                "name": label,
                "kind": "money",
                "statements": [{"value": v, "unit": "万元", "section": "一"}],
            }
            for n, (label, v) in enumerate(figures)
        ],
        "narrative": {
            "results": [{"section": "三", "text": text} for text in texts],
            "problems": [{"section": "四", "text": text} for text in problems],
        },
    }
    if targets:
        rows = [dict(zip(("name", "expected", "actual"), row, strict=True)) for row in targets]
        data["targets"] = {
            "section": "五",
            "rows": [{"block": "output", "kind": "quantity", **row} for row in rows],
        }
    return Submission.model_validate(data)


def codes(*submissions):
    return sorted(
        (key.rpartition("_")[2], f.code) for key, found in side_by_side(submissions).items() for f in found
    )


def test_a_filing_against_the_accounts_of_its_year():
    ours = {"spent_total": "2279.30", "three_public_spent": "9.36"}
    found = codes(
        filed("甲局", facts=ours), filed("甲局", kind="accounts", facts={**ours, "spent_total": "2297.30"})
    )
    assert found == [("2023", "accounts.differs")]
    assert not codes(filed("甲局", facts=ours), filed("甲局", kind="accounts", facts=ours))
    assert not codes(
        filed("甲局", facts=ours), filed("甲局", year=2022, kind="accounts", facts={"spent_total": "1"})
    )


def test_a_target_below_what_was_reached_last_year():
    last = filed("甲局", 2022, targets=[("培训人次", "≥300人次", "320人次")])
    assert codes(last, filed("甲局", targets=[("培训人次", "≥280人次", "290人次")])) == [
        ("2023", "last_year.target_lower")
    ]
    assert not codes(last, filed("甲局", targets=[("培训人次", "≥330人次", "340人次")]))


def test_last_years_problems_and_balance():
    problem = "部分项目前期论证不够充分，导致支出进度偏慢，资金未能及时发挥效益"
    last = filed("甲局", 2022, problems=[problem], figures=[("年末结转和结余", "194.27")])
    again = filed("甲局", problems=[problem], figures=[("年初结转和结余", "149.27")])
    assert codes(last, again) == [("2023", "last_year.carried_over"), ("2023", "last_year.problem_again")]
    assert not codes(
        last,
        filed(
            "甲局",
            problems=["今年的问题是合同验收材料归档晚于规定时间两个月以上"],
            figures=[("年初结转和结余", "194.27")],
        ),
    )


def test_copies_are_found_and_the_cohort_s_boilerplate_is_learnt():
    others = [filed(f"第{n}局", texts=[BOILERPLATE + "。"]) for n in "一二三四五六七八"]
    text = "。".join((BOILERPLATE, *COPIED))
    found = side_by_side(
        [*others, filed("甲局", texts=[text]), filed("乙局", texts=[text.replace("一百", "200")])]
    )
    assert [f.code for made in found.values() for f in made] in ([], ["cohort.copied"])
    found = side_by_side([*others, filed("甲局", texts=[text]), filed("乙局", texts=[text])])
    (made,) = [f for made in found.values() for f in made]
    assert made.code == "cohort.copied" and "甲局" in made.message.zh and made.severity == "doubt"
    assert not any(BOILERPLATE in place.quote for place in made.places)
    assert not side_by_side(others)


def test_the_command_lays_folders_beside_each_other(tmp_path, capsys):
    for name, submission in (
        ("a", filed("甲局", facts={"spent_total": "10.00"})),
        ("b", filed("甲局", kind="accounts", facts={"spent_total": "11.00"})),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "submission.yaml").write_text(
            yaml.safe_dump(submission.model_dump(mode="json", exclude_defaults=True), allow_unicode=True),
            encoding="utf-8",
        )
    assert main(["review", str(tmp_path), "--together", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ["accounts.differs" in {f["code"] for f in line["findings"]} for line in lines] == [True, False]
