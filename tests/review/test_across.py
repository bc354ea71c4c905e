"""Filings beside each other: accounts of the year, last year's filing, a cohort with copies and
boilerplate."""

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


def filed(
    name, year=2023, kind="department", texts=(), facts=None, problems=(), figures=(), targets=(), **more
):
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
    data |= more
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


def test_running_costs_and_the_chain_of_the_accounts():
    ours, theirs = ({"figures": [("机关运行经费支出", v)]} for v in ("25.50", "20.50"))
    wrong = codes(filed("甲局", **ours), filed("甲局", kind="accounts", **theirs))
    assert ("2023", "accounts.differs") in wrong
    assert not codes(filed("甲局", **ours), filed("甲局", kind="accounts", **ours))
    opening = filed("甲局", kind="accounts", figures=[("年初结转和结余", "15.50")])
    closing = filed("甲局", 2022, kind="accounts", figures=[("年末结转和结余", "12.50")])
    assert codes(opening, closing) == [("2023", "last_year.carried_over")]


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


def test_the_accounts_count_the_self_evaluated_projects():
    text = "组织对2023年度项目支出开展绩效自评，共涉及项目{}个，平均得分{}分。"
    told = filed("甲局", kind="accounts", texts=[text.format(2, "95.50")])
    projects = [
        filed("甲局", kind="project", project={"name": name}, self_evaluation={"total": total})
        for name, total in (("道路养护", "96.00"), ("路灯更换", "95.00"))
    ]
    assert not codes(told, *projects)
    assert not codes(told, projects[0])  # the other one need not be here
    third = filed("甲局", kind="project", project={"name": "桥梁检测"}, self_evaluation={"total": "90"})
    assert codes(told, *projects, third) == [("道路养护", "accounts.projects")]
    told = filed("甲局", kind="accounts", texts=[text.format(2, "97.10")])
    assert codes(told, *projects) == [("道路养护", "accounts.mean")]
    ours = filed("甲局", texts=["本年度自评项目3个。"])
    assert codes(told, ours) == [("2023", "accounts.projects")]


def test_what_is_said_of_last_year_against_last_years_filing():
    last = filed("甲局", 2022, facts={"carried_over": "194.27"})
    assert codes(last, filed("甲局", facts={"carried_over_last_year": "149.27"})) == [
        ("2023", "last_year.differs")
    ]
    assert not codes(last, filed("甲局", facts={"carried_over_last_year": "194.27"}))


def test_figures_that_are_last_years():
    said = (
        "全年开展执法检查126次，查处违法违规行为38起。全年受理群众来信来访412件，办结409件，回复率达到99.27%"
    )
    last = filed("甲局", 2022, texts=[said])
    assert codes(last, filed("甲局", texts=[said])) == [("2023", "last_year.copied")]
    assert not codes(last, filed("甲局", texts=[said.replace("126", "131").replace("412", "390")]))


def test_a_target_set_that_two_departments_share():
    rows = [(f"指标{'甲乙丙丁戊己'[n]}", f"≥{n + 3}件", f"{n + 4}件") for n in range(6)]
    cohort = [filed(f"第{n}局", targets=[(f"{n}{a}", b, c) for a, b, c in rows]) for n in "一二三四"]
    found = codes(*cohort, filed("甲局", targets=rows), filed("乙局", targets=rows))
    assert [code for _, code in found] == ["cohort.targets_copied"]
    # The form that the whole cohort was given is no copy.
    assert not codes(*(filed(f"第{n}局", targets=rows) for n in "一二三四五六七"))


def test_people_of_whom_the_filing_says_nothing_else():
    row = ("受益老年人满意度", "≥90%", "93%")
    roads = filed("交通局", texts=["全年完成农村公路养护三百二十公里，修复水毁路段十二处"], targets=[row])
    care = filed("民政局", texts=["为老年人提供助餐和上门照料"], targets=[row])
    others = [filed(f"第{n}局", targets=[(f"指标{n}", "≥3件", "4件")]) for n in "一二三四五六七八九十"]
    found = side_by_side([*others, roads, care])
    assert {key: [f.code for f in made] for key, made in found.items()} == {
        roads.key: ["cohort.other_object"]
    }
    own = filed("交通局", texts=["为老年人更换了候车亭座椅"], targets=[row])
    assert not side_by_side([*others, own, care])


def test_everybody_best_and_no_problem():
    best = {"grade": "优", "total": "96"}
    cohort = [filed(f"第{n}局", self_evaluation=best) for n in "一二三四五六七"]
    assert {code for _, code in codes(*cohort)} == {"cohort.all_the_best"}
    with_problem = [filed(f"第{n}局", self_evaluation=best, problems=["支出偏慢"]) for n in "一二三四五六七"]
    assert not codes(*with_problem)


def test_another_department_s_name_in_ones_own_text():
    text = [{"section": "一", "text": "乙局承担全区法治宣传工作"}]
    one = filed("甲局", narrative={"duties": text})
    assert [code for _, code in codes(one, filed("乙局"))] == ["cohort.other_name"]
    about = [{"section": "一", "text": "乙局下达我局资金12万元"}]
    assert not codes(filed("甲局", narrative={"duties": about}), filed("乙局"))


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


def test_passages_with_a_few_words_or_figures_changed_are_found():
    own = (*COPIED, "联合属地派出所对沿河违规搭建的棚屋进行了集中清理并恢复植被")
    edited = (
        "针对河道两岸垃圾清运不够及时的情况组织沿线各村建立轮值保洁队伍",
        "会同水务部门对210余处入河排口逐一登记并落实整治责任人",
        "联合属地派出所对沿河违规搭建棚屋进行集中清理并恢复了植被",
    )
    for others in ("", "一二三四五六七八九十"):
        cohort = [filed(f"第{n}局", texts=[BOILERPLATE + "。"]) for n in others]
        cohort += [filed(name, texts=["。".join(text)]) for name, text in (("甲局", own), ("乙局", edited))]
        (made,) = [f for found in side_by_side(cohort).values() for f in found]
        assert made.code == "cohort.copied" and "3 句只改了个别字词或数字" in made.message.zh
        assert {own[0], edited[0]} <= {place.quote for place in made.places}


def test_a_form_s_formula_filled_with_other_figures_is_no_copy():
    form = (
        "本年收入合计{}万元，其中财政拨款收入{}万元、其他收入{}万元。本年支出合计{}万元，其中基本支出{}万元"
    )
    form += "、项目支出{}万元。年末结转和结余{}万元，较上年增加{}万元，主要是第{}项目跨年实施"
    cohort = [filed(f"第{n}局", texts=[form.format(*range(n, n + 9))]) for n in range(1, 15)]
    assert not side_by_side(cohort) and not side_by_side(cohort[:2])
