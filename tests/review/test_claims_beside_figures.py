"""Claims, directions, dates and repeated numbers against figures; each fault with near misses."""

from __future__ import annotations

import pytest
import yaml

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def codes(tmp_path):
    """Codes above a note of a text with targets and tables of its own."""

    def found(text, *targets, tables=(), facts=None, year=2023, kind="project"):
        rows = [
            {"block": "output", "kind": "quantity", "name": name, "expected": expected, "actual": actual}
            for name, expected, actual in targets
        ]
        data = {
            "department": {"id": "somewhere", "name": "某县某局"},
            "year": year,
            "form": {"kind": kind},
            "facts": facts or {},
            "narrative": {"other": [{"section": "三", "text": text}]} if text else {},
            "printed": [{"place": "表1", "rows": list(table)} for table in tables],
        }
        if rows:
            data["targets"] = {"section": "绩效指标", "rows": rows}
        (tmp_path / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        department, _ = load_filing(tmp_path)
        return {f.code for f in review(department.evaluate()) if f.severity != NOTE}

    return found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("区级应拨付180.00万元，已拨付126.00万元，补助均足额拨付。", True),
        ("区级应拨付180.00万元，已拨付180.00万元，补助均足额拨付。", False),
        ("县级应配套50.00万元，实际到位30.00万元，中央资金足额到位。", False),
        ("中央资金应到位90万元，已到位90万元，县级应配套50万元，到位30万元。中央资金足额到位。", False),
        ("县级应配套50.00万元，实际到位30.00万元，县级资金足额到位。", True),
        ("区级应拨付180.00万元，已拨付126.00万元，要求足额拨付余下部分。", False),
        ("资金拨付率91.20%，补助全额兑付到位。", True),
        ("任务数为植树36万株，实际栽植33万株，超额完成。", True),
        ("任务数为植树36万株，实际栽植39万株，超额完成。", False),
        ("接到投诉58件，办结51件，均已办结。", True),
        ("接到投诉58件，办结51件，其余7件正在办理。", False),
        ("计划采购210.00万元，实际采购228.50万元，不存在超预算采购。", True),
        ("项目预算300万元，支出276万元，资金全部用完，没有结余。", True),
        ("项目预算300万元，支出276万元，结余24万元。", False),
        ("公车保有量9辆，车辆编制8辆，控制在编制范围内。", True),
    ],
)
def test_a_claim_and_the_figures_beside_it(codes, text, wrong):
    assert ("claim.beside" in codes(text)) is wrong


def test_posts_in_a_table(codes):
    table = ("名目 | 数目 | 备注", "巡逻车编制 | 12 | ", "实有巡逻车 | {} | 是否超编：否")
    assert "claim.beside" in codes("", tables=[[row.format(14) for row in table]])
    assert not codes("", tables=[[row.format(12) for row in table]])


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("接待费6.20万元，比去年的5.80万元明显下降。", True),
        ("接待费5.20万元，比去年的5.80万元明显下降。", False),
        ("全年受理462件。较上年的431件减少31件。", True),
        ("全年受理462件。较上年的431件增加31件。", False),
        ("会议费3.10万元，与上年的3.10万元持平。", False),
        ("会议费3.90万元，与上年的3.10万元基本持平。", True),
        ("漏损率由上年的12.4%降低到13.1%。", True),
        ("漏损率由上年的13.1%降低到12.4%。", False),
        ("接待费6.20万元，比去年的5.80万元增加，下一步力争降低。", False),
    ],
)
def test_up_down_or_as_before(codes, text, wrong):
    assert ("claim.direction" in codes(text)) is wrong


def test_up_or_down_where_a_table_has_both_years(codes):
    table = ("名称 | 上年决算数 | 决算数", "培训费 | 4.10 | {}", "会议费 | 3.00 | 2.00")
    text = "培训费较上年有所减少，主要是改为线上。"
    assert "claim.direction" in codes(text, tables=[[row.format("5.30") for row in table]], kind="accounts")
    assert not codes(text, tables=[[row.format("3.30") for row in table]], kind="accounts")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("泵房于6月31日通水。", "text.no_such_day"),
        ("泵房于6月30日通水。", ""),
        ("2024年2月29日签订合同。", ""),
        ("水厂4月20日开工，同年3月8日完成竣工验收。", "text.date_order"),
        ("水厂3月8日开工，9月20日完成竣工验收。", ""),
        ("省级文件5月6日收到，6月20日下达到乡镇，按规定在30日内下达。", "claim.term"),
        ("省级文件5月6日收到，5月20日下达到乡镇，按规定在30日内下达。", ""),
        ("省级文件5月6日收到，6月20日下达到乡镇，超过30日内下达的要求。", ""),
        ("要求6月底前完成发放，实际7月15日发放到位，发放及时。", "claim.term"),
        ("要求6月底前完成发放，实际6月15日发放到位，发放及时。", ""),
        ("预算于2月10日公开；决算应在9月20日之前公开，实际于10月9日公开，均做到按时公开。", "claim.term"),
        ("除3月因换卡延后到25日外，其余各月正常，全年各月均按时发放。", "claim.exception"),
        ("除3月因换卡延后到25日外，其余均按时发放。", ""),
    ],
)
def test_days_and_terms(codes, text, code):
    found = codes(text, year=2024 if "2024" in text else 2023)
    assert (code in found) if code else not found


def test_a_form_is_not_older_than_what_it_tells(codes):
    table = ("项目名称 | 水厂 | 填表日期 | 2024年1月9日", "数 | 1 | 2 | 3")
    assert "text.date_order" in codes("2024年2月1日对40户回访。", tables=[table])
    assert not codes("2023年12月1日对40户回访。", tables=[table])
    assert "text.date_order" in codes("", tables=[("填报日期 | 2023年5月9日", "数 | 1")])


def test_a_target_under_a_shorter_name(codes):
    drills = ("组织消防疏散演练场次", "≥30场", "28场")
    assert "restated.short" in codes("年内消防疏散演练31场。", drills)
    assert not codes("年内消防疏散演练28场。", drills)
    assert not codes("其中夜间消防疏散演练25场。", drills)
    assert not codes("近三年消防疏散演练累计33场。", drills)
    assert not codes("年内文艺演出31场。", drills)
    assert not codes("截至9月底，消防疏散演练25场。", drills)


def test_all_of_so_many_and_all_but_one(codes):
    lamps = ("更换高杆灯数", "≥64座", "61座")
    assert "claim.all_counted" in codes("64座高杆灯全部更换完毕。", lamps)
    assert not codes("64座高杆灯计划全部更换。", ("更换高杆灯数", "≥64座", "64座"))
    paint = ("路面标线长度", "≥20公里", "18公里")
    assert "claim.all_met" in codes("除路面标线长度外，其余指标均已完成。", lamps, paint)
    assert not codes("除高杆灯数、路面标线长度外，其余指标均已完成。", lamps, paint)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("基本保障费用1648.20万元，用于运转。结构上，基本保障费用1684.20万元偏高。", "restated.slip"),
        ("基本保障费用1648.20万元，用于运转。结构上，基本保障费用1648.20万元偏高。", ""),
        ("本局管理服务站点16个，分布在城区。年底对15个管理服务站点均作了检查。", "restated.count"),
        ("本局管理服务站点16个，分布在城区。年底对16个管理服务站点均作了检查。", ""),
        ("库存物资918.40万元，已调拨602.15万元，剩余316.52万元。", "sum.text_rest"),
        ("库存物资918.40万元，已调拨602.15万元，剩余316.25万元。", ""),
        ("调整后预算760.00万元。全年拨付补贴684.00万元，预算执行率93.00%。", "rate.execution_text"),
        ("调整后预算760.00万元。全年拨付补贴684.00万元，预算执行率90.00%。", ""),
        ("调整后预算760.00万元，到位720.00万元。全年拨付补贴684.00万元，资金执行率95.00%。", ""),
    ],
)
def test_numbers_that_are_another_but_for_a_slip(codes, text, code):
    found = codes(text)
    assert (code in found) if code else not found


def test_a_rate_that_the_other_rows_of_a_table_explain(codes):
    rows = ["乡镇 | 下达 | 用去 | 用款率", "甲镇 | 82.00 | 61.50 | 75.00%", "乙镇 | 60.00 | 54.00 | 90.00%"]
    assert not codes("", tables=[[*rows, "丙镇 | 40.00 | 34.00 | 85.00%"]])
    assert "rate.table" in codes("", tables=[[*rows, "丙镇 | 40.00 | 34.00 | 88.00%"]])


def test_more_was_spent_than_received(codes):
    spent = {"spent_total": [{"value": "418.00", "unit": "万元", "section": "表1"}]}
    assert "money.beyond_arrived" in codes("本年到位资金402.00万元。", facts=spent)
    assert not codes("本年到位资金418.00万元。", facts=spent)
