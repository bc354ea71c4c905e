"""What a text says against its tables, and rows of tables against themselves; each with a near miss."""

from __future__ import annotations

import pytest
from small_filings import target

from perfkit.review import DOUBT, ERROR, review
from perfkit.review.unscored import load_filing


def cell(name, value, place, kind="money", unit="元"):
    return {
        "id": f"figure-{place}",
        "name": name,
        "kind": kind,
        "statements": [
            {
                "value": value,
                "unit": unit,
                "section": f"表1{place}",
                "quote": name + value,
                "unconfirmed": True,
            }
        ],
    }


def fact(value, unit="万元", section="表1第2行第2列", **more):
    return [{"value": value, "unit": unit, "section": section} | more]


def row(number, left, spent="4712400.00", rate="98.18"):
    return [
        cell("财政资金调整后预算", "4800000.00", f"第{number}行第2列"),
        cell("财政资金实际支出", spent, f"第{number}行第3列"),
        cell("财政资金执行率", rate, f"第{number}行第4列", "rate", "%"),
        cell("财政资金结余", left, f"第{number}行第5列"),
    ]


def test_a_row_of_a_table_of_funds_is_worked_out(codes):
    assert not codes(figures=row(2, "87600.00"))
    assert codes(figures=row(2, "97600.00")) == {"difference.row": DOUBT}
    assert codes(figures=[*row(2, "87600.00"), *row(3, "97600.00")]) == {"difference.row": ERROR}
    assert codes(figures=row(2, "87600.00", rate="96.18")) == {"rate.row": ERROR}
    carried = cell("财政资金上年结转", "10000.00", "第2行第6列")
    assert not codes(figures=[*row(2, "97600.00"), carried])


def test_a_rate_of_what_arrived(codes):
    arrived = cell("财政资金到位数", "4720000.00", "第2行第6列")
    assert not codes(figures=[*row(2, "87600.00", rate="99.84"), arrived])
    assert codes(figures=[*row(2, "87600.00", rate="98.94"), arrived]) == {"rate.row": ERROR}


def test_points_by_the_rate_of_what_arrived(codes):
    facts = {"budget_total": fact("200"), "spent_total": fact("150", section="表1第2行第3列")}

    def with_points(points):
        form = {"kind": "project", "blocks": {"execution": {"max": "10", "score": points}}}
        return codes(form=form, facts=facts, figures=[cell("到位数", "160.00", "第2行第4列", unit="万元")])

    assert not with_points("9.38")
    assert with_points("9.88") == {"points.execution": DOUBT}


def test_sources_that_arrived_are_those_of_the_budget(codes):
    def funds(arrived):
        names = ("中央补助资金", "县级配套资金", "中央补助资金实际到位", "县级配套资金实际到位", "到位资金")
        return [
            cell(name, value, f"第{n}行第2列", unit="万元")
            for n, (name, value) in enumerate(
                zip(names, ("500.00", "180.00", "500.00", arrived, "680.00"), strict=True)
            )
        ]

    facts = {"budget_total": fact("680.00", section="表1第0行第2列")}
    for figure in (wrong := funds("160.00")) + (right := funds("180.00")):
        figure["statements"][0]["section"] = "表1第0行第2列"
    assert codes(figures=wrong, facts=facts) == {"sum.sources": ERROR}
    assert not codes(figures=right, facts=facts)


def test_a_total_of_scoring_rows_and_targets(codes):
    rows = [{"name": "必要性", "level1": "决策", "max": "40", "score": "40"}]
    targets = [target("培训人次", "≥100人次", "110人次", weight="60", self_score="58.5")]
    assert codes(*targets, own={"rows": rows, "total": "94.5"})["sum.points"] == ERROR
    assert not codes(*targets, own={"rows": rows, "total": "98.5"})


def test_points_for_execution_that_the_total_leaves(codes):
    targets = [target("培训人次", "≥100人次", "110人次", weight="90", self_score="90")]
    facts = {"budget_total": fact("340.00"), "spent_total": fact("340.00", section="表1第2行第3列")}
    assert codes(*targets, facts=facts, own={"total": "98"}) == {"points.execution": DOUBT}
    assert not codes(*targets, facts=facts, own={"total": "100"})
    assert not codes(*targets, facts=facts, own={"total": "90", "grade": "良"})


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("全年新增充电桩221根。", "212根", True),
        ("全年新增充电桩212根。", "212根", False),
        ("其中新增充电桩221根。", "212根", False),
    ],
)
def test_counts_of_the_text_in_the_unit_of_the_target(codes, text, said, wrong):
    found = codes(target("新增充电桩", "200根以上", said), text=text)
    assert bool(found.keys() & {"restated.goal", "restated.short"}) is wrong


def test_a_slip_of_the_pen_tells_what_is_meant(codes):
    visitors = [target("博物馆参观人次", "≥60万人次", "57.4万人次")]
    assert codes(*visitors, text="接待观众75.4万人次。")["restated.short"] == DOUBT
    assert "restated.short" not in codes(*visitors, text="接待观众61.8万人次。")
    facts = {"budget_total": fact("34400"), "spent_total": fact("33368"), "carried_over": fact("1132")}
    assert codes(facts=facts) == {"sum.balance": DOUBT}
    assert not codes(facts=facts | {"carried_over": fact("1380")})


def test_staff_of_the_text_and_of_the_table(codes):
    facts = {"established_staff_count": fact("85", "人")}
    assert codes(text="年末实有职工87人。", facts=facts) == {"restated.text": DOUBT}
    assert not codes(text="年末实有职工85人，其中局机关实有职工30人。", facts=facts)


def test_shares_of_a_budget_that_a_table_prints(codes):
    facts = {"budget_total": fact("1620000.00", "元"), "spent_total": fact("1587600.00", "元")}
    assert codes(text="全年支出158.76万元，占调整后预算的96%。", facts=facts) == {"rate.text_share": ERROR}
    assert not codes(text="全年支出158.76万元，占调整后预算的98%。", facts=facts)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("本单位为事业单位，无机关运行经费。机关运行经费支出74.40万元。", "claim.none_said"),
        ("年中追加防汛应急资金113.00万元。全年未发生预算追加。", "claim.none_said"),
        ("九年义务教育巩固率97.8%，已达到目标值98%。", "claim.not_reached"),
        (
            "公务接待费支出决算减少0.30万元，下降6.00%。公务接待费增加的主要原因是批次增加。",
            "rate.text_direction",
        ),
        ("运行维护费7.50万元，年末公务用车保有量5辆，平均每辆1.80万元。", "rate.text_mean"),
        ("预算执行得分9.70分（满分10分），绩效指标得分90分，合计97.70分。", "sum.text_list"),
        ("调查家长1200人，满意的1116人，满意度达到百分之九十五。", "rate.text"),
    ],
)
def test_what_a_text_says_against_its_own_figures(codes, text, code):
    assert code in codes(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "预算执行得分9.70分（满分10分），绩效指标得分90分，合计99.70分。",
        "调查家长1200人，满意的1116人，满意度达到百分之九十三。",
    ],
)
def test_what_fits_is_silent(codes, text):
    assert not codes(text=text)


def test_late_and_yet_said_to_be_in_time(codes):
    late = [target("卫生室投入使用时间", "2023年10月底前", "2023年11月20日", kind="timeliness")]
    assert codes(*late, text="村卫生室均于9月底建成并按期投入使用。")["claim.late"] == DOUBT
    assert "claim.late" not in codes(*late, text="设备均按期到位。")


def told(name, *sides, unit="名"):
    """A figure that a program read from sentences of the text: value and the quote that has it."""
    stated = [
        {"value": v, "unit": unit, "section": "三", "quote": quote, "unconfirmed": True} for v, quote in sides
    ]
    return {"id": f"figure-{name}", "name": name, "kind": "count", "statements": stated}


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "机关编制56名（行政编制人员32名、事业24名），实有54名（行政编制人员31名、事业23名）。",
            told("行政编制人员", ("32", "行政编制人员32名"), ("31", "行政编制人员31名")),
        ),
        (
            "全年计划安排经济责任审计12名。全年完成经济责任审计13名。",
            told("经济责任审计", ("12", "经济责任审计12名"), ("13", "完成经济责任审计13名")),
        ),
        (
            "目标：资助困难学生60名。完成情况：资助困难学生64名。",
            told("资助困难学生", ("60", "资助困难学生60名"), ("64", "资助困难学生64名")),
        ),
        (
            "全年资助困难学生64名。2022年全年资助困难学生61名。",
            told("资助困难学生", ("64", "资助困难学生64名"), ("61", "2022年全年资助困难学生61名")),
        ),
    ],
)
def test_one_name_for_two_things_is_no_contradiction(codes, text, figure):
    assert "restated.differs" not in codes(text=text, figures=[figure])


def test_one_name_for_one_thing_is_one(codes):
    figure = told("资助困难学生", ("64", "资助困难学生64名"), ("46", "全年资助困难学生46名"))
    assert codes(text="一是资助困难学生64名。总的来看全年资助困难学生46名。", figures=[figure]) == {
        "restated.differs": ERROR
    }


def test_points_of_others_are_no_total(codes):
    own = {"total": "91.2", "section": "三"}
    text = "财政评分表满分100分，自评95.6分。2022年度财政评价得分91.2分。自评得分95.6分。"
    assert "sum.points_text" not in codes(text=text, own=own)
    assert "sum.points_text" in codes(text="自评得分95.6分。自评总分91.2分。", own=own)
    assert "sum.points_text" not in codes(text="自评得分95.6分。2011年度自评得分为91.2分。", own=own)


def test_the_parts_of_the_first_budget_are_not_those_of_the_adjusted(codes):
    facts = {
        "budget_initial": fact("5380", section="三"),
        "budget_total": fact("6240", section="四"),
        "basic_budget": fact("2180", section="三"),
        "project_budget": fact("3200", section="三"),
    }
    assert "sum.fact" not in codes(facts=facts)
    assert "sum.fact" in codes(facts=facts | {"project_budget": fact("3300", section="三")})


def test_money_said_to_be_all_spent(codes):
    text = "中央和地方资金全部执行完毕。"
    rows = [
        cell("地方资金全年预算数", "3460.00", "第7行第4列"),
        cell("地方资金全年执行数", "3028.00", "第7行第5列"),
        cell("地方资金执行率", "87.51", "第7行第6列", "rate", "%"),
    ]
    assert codes(text=text, figures=rows) == {"claim.all_spent": DOUBT}
    assert not codes(text="资金全部到位。", figures=rows)


def test_a_value_said_to_be_kept(codes):
    accidents = [target("渔业安全事故起数", "≤2起", "3起")]
    costs = [target("路灯单盏维护费", "≤96元", "101元", kind="cost")]
    assert "claim.not_reached" in codes(*accidents, text="渔业安全事故起数控制在2起以内。")
    assert "claim.not_reached" in codes(*costs, text="各项成本均控制在标准以内。")
    assert "claim.not_reached" not in codes(*accidents, text="力争渔业安全事故起数控制在2起以内。")


def test_small_matters_are_notes(tmp_path, codes):
    own = [target("改造面积", "≥8", "9"), target("培训场次", "≥3场", "3场")]
    assert not codes(*own, text="负责技术推广。。")
    filed, _ = load_filing(tmp_path / "a")
    assert {"target.no_unit", "text.misprint"} <= {f.code for f in review(filed.evaluate())}


def test_a_title_of_another_year_behind_the_name(codes):
    assert "text.heading_year" in codes(title="某县某局2022年度部门决算")
    assert not codes(title="某县某局2023年度部门决算")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("普及率95.8%，较2021年的90.5%提高2.3个百分点。", "sum.text_change"),
        ("“三公”经费支出18.30万元，比预算20.00万元减少2.00万元。", "sum.text_change"),
        ("年初预算4603.00万元，调整后预算5750.00万元，比年初预算增加1150.00万元。", "sum.text_change"),
        ("政府采购预算1200.00万元，实际采购1143.00万元，节约资金60.00万元。", "difference.text"),
        ("发放问卷500份，收回416份，有效480份。", "figure.survey_text"),
        (
            "运行费支出90.00万元，其中水费60.00万元、电费30.00万元，比上年的95.00万元减少7.00万元。",
            "sum.text_change",
        ),
    ],
)
def test_two_figures_and_how_far_they_are_apart(codes, text, code):
    assert code in codes(text=text)


@pytest.mark.parametrize(
    "text",
    [
        "普及率92.8%，较2021年的90.5%提高2.3个百分点。",
        "“三公”经费支出18.00万元，比预算20.00万元减少2.00万元。",
        "发放问卷500份，收回486份，有效480份，较上年的450份增加30份。",
        "运行费支出90.00万元，其中水费60.00万元、电费30.00万元，比上年的95.00万元减少5.00万元。",
        "运行费支出90.00万元，其中水费60.00万元、电费30.00万元，比上年的35.00万元减少5.00万元。",
        "运行费支出90.00万元，其中水费60.00万元、电费30.00万元，比上年的60.00万元减少8.00万元。",
        "审计项目平均用时42天，比定额45天缩短3天；收入100.00万元，比上年减少2.00万元。",
    ],
)
def test_two_figures_that_fit(codes, text):
    assert not codes(text=text)
