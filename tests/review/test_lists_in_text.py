"""Lists of figures and their totals in sentences of any wording; each fault with near misses beside it."""

from __future__ import annotations

import pytest
import yaml

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def codes(tmp_path):
    def found(text):
        data = {
            "department": {"id": "somewhere", "name": "某县某局"},
            "year": 2023,
            "form": {"kind": "project"},
            "narrative": {"other": [{"section": "三", "text": text}]},
        }
        (tmp_path / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
        department, _ = load_filing(tmp_path)
        return {f.code for f in review(department.evaluate()) if f.severity != NOTE}

    return found


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("新建凉亭3座、翻修长廊2座，共6座。", "新建凉亭3座、翻修长廊2座，共5座。"),
        (
            "修复堤段由左岸4.60公里、右岸3.80公里组成，合计8.40公里；绿道总长9.30公里由一期5.10公里、二期4.10公里组成。",
            "绿道总长9.20公里由一期5.10公里、二期4.10公里组成。",
        ),
        (
            "全年支出64万元，分别用于补种21万元、浇灌30.7万元、管护11.3万元。",
            "全年支出约64万元，分别用于补种21万元、浇灌30.7万元、管护11.3万元。",
        ),
        ("受训教师1290人（即城区640人、乡镇660人）。", "受训教师1300人（即城区640人、乡镇660人）。"),
        (
            "本次采购分别用于病床86.40万元、监护仪120.50万元、救护车38.00万元，合计254.90万元。",
            "本次采购分别用于病床86.40万元、监护仪120.50万元、救护车38.00万元，合计244.90万元。",
        ),
        ("全部7个监测点中，河道点4个、水库点4个。", "全部8个监测点中，河道点4个、水库点4个。"),
        (
            "投入得14.2分，过程得28分，产出得38.5分，效果得16分，总得分97.6分。",
            "投入得14.2分，过程得28分，产出得38.5分，效果得16分，总得分96.7分。",
        ),
        (
            "项目支出1,860.00万元，具体为：沟渠清淤720.00万元、泵站改造560.00万元、监测设备480.00万元。",
            "项目支出1,760.00万元，具体为：沟渠清淤720.00万元、泵站改造560.00万元、监测设备480.00万元。",
        ),
        (
            "补助186.00万元，按用途分：种苗72.00万元、肥料56.00万元、管护48.00万元。",
            "补助176.00万元，按用途分为种苗72.00万元、肥料56.00万元、管护48.00万元。",
        ),
        (
            "在册特困对象1842人，其中集中供养615人、分散供养1217人。",
            "在册特困对象1832人，其中集中供养615人、分散供养1217人。",
        ),
    ],
)
def test_a_list_and_its_total(codes, wrong, right):
    assert codes(wrong) & {"sum.text_list", "sum.text_parts"}
    assert not codes(right)


@pytest.mark.parametrize(
    "silent",
    [
        "走访企业12家、个体户5家，全年共服务120家。",
        "投资4200万元，包括设备860万元、安装240万元等。",
        "80至89岁610人、90至99岁121人、百岁以上6人，共计737人。",
        "90分以上为优，80分至90分为良，60分至80分为中，合计得94分。",
        "培训教师320人，三年累计培训960人。",
        "预算500万元，含上级补助120万元，其中基本支出380万元。",
        "全长18.6公里，其中桥梁2.1公里、隧道0.9公里。",
        "车辆费用61.70万元。其中购置26.00万元、运行32.50万元，合计58.50万元；租赁3.20万元。",
        "会议费支出12万元，具体情况见附件3、附件4。",
        "资金由省级补助60万元、县级配套40万元组成，另有上年结转8万元，共计108万元。",
    ],
)
def test_what_only_looks_like_a_list_of_parts(codes, silent):
    assert not codes(silent)


def test_a_number_for_each_of_several_things_is_no_part(codes):
    assert not codes("下属单位12个（含水管所8个、抽水站2个、测站和灌区试验站各1个）。")
    assert codes("下属单位12个（含水管所8个、抽水站2个、测站1个）。") == {"sum.text_list"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("检修闸门42扇，其中45扇一次合格。", True),
        ("检修闸门42扇，其中40扇一次合格。", False),
        ("人均补助120元，其中高龄补助180元。", False),
        ("采购额318.20万元，其中面向小微企业326.40万元。", True),
        ("全年预算980.00万元，含补助115.00万元，其中项目预算640.00万元。", False),
        ("合作社盈余全部超过8万元，其中10万元以上的9家。", False),
    ],
)
def test_a_part_is_never_above_its_whole(codes, text, wrong):
    assert ("figure.part_of_text" in codes(text)) is wrong


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("年初结转30万元，本年收入200万元，本年支出210万元，年末结转25万元。", "difference.text"),
        ("年初结转30万元，本年收入200万元，本年支出210万元，年末结转20万元。", ""),
        ("采购电脑40台，单价4800元，共支付20.20万元。", "sum.text_product"),
        ("采购电脑40台，单价4800元，共支付19.20万元。", ""),
        ("采购电脑40台，单价4800元，共支付设备款96.00万元。", ""),
        ("基本支出占58.20%，项目支出占42.80%。", "sum.text_shares"),
        ("基本支出占57.20%，项目支出占42.80%。", ""),
        ("全镇8个行政村，已通自来水9个。", "figure.part_of_text"),
        ("计划改造8个小区，已改造9个。", ""),
        (
            "教职工320人，其中专任教师260人（高级90人、中级100人、初级70人），占教职工总数的86.25%。",
            "rate.text_share",
        ),
        ("教职工320人，其中专任教师260人（高级90人、中级100人、初级70人），占教职工总数的81.25%。", ""),
        ("上半年支出120.50万元，下半年支出188.30万元，全年支出318.80万元。", "sum.text_list"),
        ("年初预算2040.26万元，年中追加-65.98万元，全年预算1974.28万元。", ""),
        (
            "2022年“三公”经费支出9.07万元，较年初预算数减少10.93万元，下降54.65%，较上年支出数减少0.71万元，下降7.83%。",
            "rate.text_change",
        ),
        (
            "2022年“三公”经费支出9.07万元，较年初预算数减少10.93万元，下降54.65%，较上年支出数减少0.71万元，下降7.26%。",
            "",
        ),
        (
            "“三公”经费较上年减少2.97万元。其中：无因公出国费；公务用车费用较上年减少1.33万元；公务接待费较上年减少1.74万元。",
            "sum.text_parts",
        ),
        (
            "“三公”经费较上年减少2.97万元。其中：无因公出国费；公务用车费用较上年减少1.33万元；公务接待费较上年减少1.64万元。",
            "",
        ),
        ("共编制绩效指标12个，分别为一级指标3个、二级指标9个、三级指标12个。", ""),
    ],
)
def test_arithmetic_of_several_figures(codes, text, code):
    found = codes(text)
    assert (code in found) if code else not found


@pytest.mark.parametrize(
    "change",
    [
        "比预算8.00万元少1.50万元",
        "较上年多0.40万元",
        "比预算节支1.50万元",
        "较预算压减1.50万元",
        "比预算减少1.50万元",
        "年末结余1.50万元",
        "比上年少支出1.50万元",
        "与预算相差1.50万元",
        "与上年的8.00万元相比减少1.50万元",
        "比预算8.00万元少1.50万元，比上年的7.00万元少0.50万元",
    ],
)
def test_a_change_or_what_is_left_is_not_what_is_broken_down(codes, change):
    told = f"接待和用车全年支出6.50万元，{change}，其中公务接待费{{}}万元、公务用车运行维护费5.30万元。"
    assert "sum.text_parts" not in codes(told.format("1.20"))
    assert "sum.text_parts" in codes(told.format("2.20"))
