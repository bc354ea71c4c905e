"""What departments tell in reports, notes and accounts: budgets as adjusted, changes of a whole after its
parts, what there is none of, points by a standard that asks for 100 %.

Every case has a near miss beside it that must stay silent.
"""

from __future__ import annotations

import pytest
from small_filings import figure, money, target

from perfkit.review import DOUBT, ERROR

WRONG = [
    (
        "年初预算1200.00万元，年中追加防汛救灾等260.00万元，压减一般性支出40.00万元，调整后预算1520.00万元。",
        "difference.text",
    ),
    (
        "2023年初结转和结余40.20万元，本年收入900.00万元，本年支出880.10万元，年末结转和结余61.10万元。",
        "difference.text",
    ),
    ("签订合同60份，合同金额2500.00万元，已支付2250.00万元，支付比例93%。", "rate.text"),
    ("举办讲座24场，参加2.4万人次，平均每场0.12万人次。", "rate.text_mean"),
    ("月平均保障1500人，全年发放补助900.00万元，人月均550.00元。", "rate.text_mean"),
    ("全年受理3.1万件，比上年的2.2万件翻了一番。", "rate.text_multiple"),
    (
        "收回问卷500份，表示满意的420份、基本满意的60份、不满意的20份，满意和基本满意合计占97.0%。",
        "rate.text_share",
    ),
    ("安排绩效项目9个。8个项目评价等级为优，2个项目评价等级为良。", "sum.grades"),
    ("在职82人。下一年对现有79名在职人员开展轮训。", "restated.count"),
    ("公务用车编制3辆，年末实有2辆。公务用车运行维护费7.20万元（一般公务用车保有量3辆）。", "restated.count"),
    ("其他用车2辆，其他用车主要是；单价100万元以上设备0台。", "text.placeholder"),
    ("主要存在以下三个方面的问题：一是人手不足；二是系统不通。", "figure.announced"),
    ("设置绩效指标4项：一是摸底调查；二是集中培训；三是上门服务。", "figure.announced"),
    ("合同工期90天，3月1日开工，7月10日完工，较合同工期提前8天。", "claim.duration"),
    (
        "某街道社区文化广场2023年8月底通过竣工验收。因雨季，社区文化广场于2023年9月20日才完工。",
        "text.accepted",
    ),
    ("截至2022年12月31日，当年下达的资金已全部支付到位。", "text.closing_day"),
    (
        "“三公”经费支出14.36万元，上年支出13.15万元。“三公”经费变动率得5分（不高于上年数得5分，高于上年数不得分）。",
        "points.above_last_year",
    ),
    (
        "年初目标：一是数字化不少于60万页；二是接待不少于900人次。完成扫描52万页。以上各项指标均达到目标。",
        "claim.goal_missed",
    ),
    ("政府采购实际支出86.40万元。本年度未发生政府采购事项。", "claim.none_said"),
    ("政府采购预算90.00万元，实际采购86.40万元。本年度未发生政府采购事项。", "claim.none_said"),
]
RIGHT = [
    "年初预算1200.00万元，年中追加防汛救灾等260.00万元，压减一般性支出40.00万元，调整后预算1420.00万元。",
    "2023年初结转和结余40.20万元，本年收入900.00万元，本年支出880.10万元，年末结转和结余60.10万元。",
    "签订合同60份，合同金额2500.00万元，已支付2250.00万元，支付比例90%。",
    "签订合同60份，合同金额2500.00万元，已支付2250.00万元，其中农民工工资支付比例100%。",
    "举办讲座24场，参加2.4万人次，平均每场0.10万人次。",
    "举办讲座24场，参加2.4万人次，平均每场约1100人次。",
    "举办讲座24场，参加2.4万人次，每场不少于80人次。",
    "月平均保障1500人，全年发放补助900.00万元，人月均500.00元。",
    "年末在册1500人，全年发放补助900.00万元，人月均520.00元。",
    "全年受理4.3万件，比上年的2.2万件翻了一番。",
    "全年受理3.9万件，比上年的2.2万件近翻一番。",
    "收回问卷500份，表示满意的420份、基本满意的60份、不满意的20份，满意和基本满意合计占96.0%。",
    "安排绩效项目12个。8个项目评价等级为优，2个项目评价等级为良。",
    "在职82人。下一年对现有82名在职人员开展轮训。",
    "在职82人。全年组织79名在职人员参加培训。",
    "公务用车编制3辆，年末实有3辆。公务用车运行维护费7.20万元（一般公务用车保有量2辆）。",
    "上年末公务用车保有量4辆。年末公务用车保有量3辆。",
    "其他用车2辆，其他用车主要是流动服务车；单价100万元以上设备0台。",
    "主要存在以下两个方面的问题：一是人手不足；二是系统不通。",
    "主要存在以下三个方面的问题：一是人手不足；二是系统不通。三是经费偏紧。",
    "制定三项措施，二是系统不通。",
    "主要存在以下三个方面的问题：一是人手不足；二是系统不通；此外，经费偏紧。",
    "自行采购金额3.20万元。本年度未发生政府采购事项。",
    "2022年度社区文化广场2023年8月底通过竣工验收。2023年度社区文化广场于2023年9月20日完工。",
    "合同工期150天，3月1日开工，7月10日完工，较合同工期提前18天。",
    "合同工期90天，3月1日开工，汛期停工50天，7月10日完工，较合同工期提前8天。",
    "合同工期90天，3月1日开工，7月10日完工，比合同工期推迟。",
    "某街道社区文化广场2023年8月底通过竣工验收。因雨季，社区文化广场于2023年7月20日才完工。",
    "某街道社区文化广场2023年8月底通过竣工验收。因雨季，城区排水管网于2023年9月20日才完工。",
    "截至2023年12月31日，当年下达的资金已全部支付到位。",
    "截至2022年12月31日，上年结转资金已全部支付到位。",
    "“三公”经费支出12.36万元，上年支出13.15万元。“三公”经费变动率得5分（高于上年数不得分）。",
    "“三公”经费支出14.36万元，上年支出13.15万元。“三公”经费变动率得0分（高于上年数不得分）。",
    "年初目标：一是数字化不少于50万页；二是接待不少于900人次。完成扫描52万页。以上各项指标均达到目标。",
    "年初目标：一是数字化不少于60万页；二是接待不少于900人次。完成扫描52万页。",
    "政府采购实际支出86.40万元。本年度未发生政府采购投诉事项。",
    "政府采购预算86.40万元。本年度未发生政府采购事项。",
    "“三公”经费支出12.40万元，其中接待费2.40万元、用车费10.00万元，比上年的13.20万元减少0.80万元，下降6.06%。",
]


@pytest.mark.parametrize(("text", "code"), WRONG)
def test_figures_that_deny_each_other(codes, text, code):
    assert list(codes(text=text)) == [code]


@pytest.mark.parametrize("text", RIGHT)
def test_figures_that_only_look_like_it(codes, text):
    assert not codes(text=text)


@pytest.mark.parametrize(("score", "severity"), [("5", ERROR), ("4.5", ERROR), ("2.5", None)])
def test_points_by_a_standard_that_asks_for_the_whole(codes, score, severity):
    row = {"name": "政府采购执行率", "max": "5", "score": score, "reason": "执行率95.00%"}
    row["standard"] = "100%得满分，每低1个百分点扣0.5分，扣完为止"
    assert codes(own={"rows": [row]}).get("score.standard") == severity


def test_one_source_in_another_place_than_the_total(codes):
    facts = {"budget_initial": money("362.00", section="三（一）")}
    source = figure("一般公共预算财政拨款支出年初预算数", "978.00")
    assert "sum.sources" not in codes(figures=[source], facts=facts)
    facts = {"budget_initial": money("362.00", section="表1第3行第2列")}
    source["statements"] = money("978.00", section="表1第4行第2列")
    assert codes(figures=[source], facts=facts)["sum.sources"] == DOUBT


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全年整治水塘26座。", "restated.note"),
        ("全年整治水塘24座。", None),
        ("三年累计整治水塘26座。", None),
        ("计划整治水塘26座。", None),
        ("其中整治险情突出的水塘20座。", None),
        ("全年整治农村公路26公里。", None),
    ],
)
def test_what_a_note_says_of_the_result(codes, text, code):
    row = {"name": "病险水塘整治数量", "max": "8", "score": "8", "reason": "完成24座"}
    row["standard"] = "计划23座，完成率×8"
    assert codes(own={"rows": [row]}, text=text).get("restated.note") == (code and DOUBT)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2023年部门整体绩效目标：学前毛入园率达到93%以上，巩固率达到96%以上。", True),
        ("2023年部门整体绩效目标：学前毛入园率达到92%以上。", False),
        ("完成情况：学前毛入园率达到94%。", False),
        ("年度绩效目标：到2025年学前毛入园率达到95%以上。", False),
    ],
)
def test_a_goal_of_the_text_against_the_target(codes, text, found):
    row = target(name="学前毛入园率", expected="≥92%", actual="94%")
    assert ("restated.goal" in codes(row, text=text)) is found


@pytest.mark.parametrize(("value", "found"), [("86400.00", True), ("8.64", False), ("86500.00", False)])
def test_one_amount_in_two_units(codes, value, found):
    rows = ["项目 | 预算数 | 决算数", "基本支出 | 1390.00 | 1372.85", f"“三公”经费 | 90000.00 | {value}"]
    printed = [{"place": "表1", "unit": "万元", "rows": rows}]
    assert ("restated.unit" in codes(printed=printed, text="“三公”经费支出8.64万元。")) is found


@pytest.mark.parametrize(("year", "found"), [("2022", True), ("2023", False)])
def test_a_table_titled_with_another_year(codes, year, found):
    rows = ["科目 | 年初预算数 | 决算数", "行政运行 | 12.00 | 11.00"]
    printed = [{"place": "表1", "title": f"{year}年度一般公共预算财政拨款支出决算表", "rows": rows}]
    assert ("text.heading_year" in codes(printed=printed)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("下一步，云溪市住房和城乡建设局将进一步细化绩效目标。", True),
        ("下一步，云溪市水务局将进一步细化绩效目标。", False),
        ("下一步，云溪市财政局将进一步细化绩效目标。", False),
        ("会同云溪市住房和城乡建设局做好排查。下一步，云溪市住房和城乡建设局将进一步加强绩效管理。", False),
    ],
)
def test_another_body_that_speaks(codes, text, found):
    department = {"id": "somewhere", "name": "云溪市水务局"}
    assert ("text.other_body" in codes(text=text, department=department)) is found


@pytest.mark.parametrize(("reason", "found"), [("", True), ("无此类收支", False)])
def test_an_answer_without_its_reason(codes, reason, found):
    rows = [
        "序号 | 内容 | 是否空表 | 公开空表理由",
        "表1 | 收支总表 | 否 | ",
        "表4 | 基金表 | 是 | 无基金收支",
    ]
    rows.append(f"表5 | 国资表 | 是 | {reason}")
    assert ("form.blank" in codes(printed=[{"place": "表1", "rows": rows}])) is found


def test_a_late_publication_with_all_of_its_points(codes):
    row = {"name": "预决算公开", "max": "4", "score": "4", "standard": "批复后20日内公开得满分，逾期不得分"}
    text = "县财政局2023年8月25日批复部门决算，我局于2023年9月{}日在门户网站公开。"
    assert "claim.term" in codes(own={"rows": [row]}, text=text.format("22"))
    assert "claim.term" not in codes(own={"rows": [row]}, text=text.format("12"))
    assert "claim.term" not in codes(own={"rows": [{**row, "score": "0"}]}, text=text.format("22"))


def test_a_table_that_the_text_calls_an_attachment(codes):
    text = "对照《整体支出绩效评分表》（附件1）打分，样本见附件2《调查统计表》。"
    printed = [{"place": "表1", "title": "整体支出绩效评分表", "rows": ["指标 | 得分", "产出 | 40"]}]
    assert "document.named" in codes(text=text, printed=printed)
    assert "document.named" not in codes(text=text)


@pytest.mark.parametrize(("rate", "found"), [("72.76%", True), ("78.56%", False)])
def test_a_share_of_what_one_fund_spent(codes, rate, found):
    text = "一般公共预算财政拨款支出3158.60万元。基本支出1642.75万元；项目支出1515.85万元。"
    text += f"自评涉及资金1190.85万元，占一般公共预算项目支出总额的{rate}。"
    assert ("rate.text_share" in codes(text=text)) is found
    other = text.replace("3158.60", "3058.60").replace("基本支出1642.75", "基本支出1642.70")
    assert "rate.text_share" not in codes(text=other)
