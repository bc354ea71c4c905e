"""What numbers of a text are called that stand beside others: changes, last year, shares, rates of
completion, nouns behind them. All content is invented."""

from __future__ import annotations

import pytest

from perfkit.intake.family import national_lexicon
from perfkit.intake.figures import FigureReader
from perfkit.intake.own_figures import settle

LAST, MORE, SHARE, DONE, NOUN = (
    [
        ("预算执行率97.00%，较上年的95.2%提高1.8个百分点。", "上年预算执行率 95.2%"),
        ("合格率由上年的90.5%提高到93.2%。", "上年合格率 90.5%|合格率 93.2%"),
        ("预算执行率96.40%，上年同期为94.10%。", "上年预算执行率 94.10%"),
        ("旅游收入39.2亿元，比去年36.8亿元增长6.52%。", "去年旅游收入 36.8亿元|旅游收入比去年增长 6.52%"),
        ("上年差旅经费为45.00万元。", "上年差旅经费 45.00万元"),
        # the one whose change comes out: 16.75 is 12.49 % less than 19.14
        (
            "会议经费预算18.60万元，决算16.75万元，其中场租7.85万元、餐费8.90万元，比上年的19.14万元下降12.49%。",
            "上年会议经费决算 19.14万元|会议经费决算比上年下降 12.49%",
        ),
        # which of them fell is not said
        ("会议经费20.00万元，其中场租5.00万元、餐费6.00万元，比上年下降10.00%。", "!比上年"),
    ],
    [
        (
            "取水总量7398万吨，较上年增加318万吨，增长4.50%。",
            "取水总量比上年增加 318万吨|取水总量比上年增长 4.50%",
        ),
        ("植被盖度提高3.5个百分点。", "植被盖度提高 3.5个百分点"),
        ("新增产值46.8亿元，同比增长12.4%。", "产值同比增长 12.4%"),
        ("门诊量142万人次，比2022年减少3万人次。", "门诊量比2022年减少 3万人次"),
        ("经费20.00万元，控制率92.80%，比上年下降10.45%。", "!比上年"),
    ],
    [
        ("住院手术635台次，占比66.00%。", "住院手术占比 66.00%"),
        ("卫生支出占1.38%，农林水支出占86.35%。", "卫生支出占比 1.38%|农林水支出占比 86.35%"),
        ("授予中小企业合同90万元，占采购总额的90.00%。", "授予中小企业合同占采购总额 90.00%"),
    ],
    [
        ("完成人工饲草地0.72万亩，为计划的90%，欠0.08万亩。", "人工饲草地完成率 90%|人工饲草地欠 0.08万亩"),
        ("计划改造危桥36座，实际完成34座，完成率94.44%。", "改造危桥 34座|改造危桥完成率 94.44%"),
        ("发放问卷500份，收回486份。", "问卷收回 486份"),
        ("受理投诉1248件，办结1236件，办结率99.04%。", "投诉办结 1236件|办结率 99.04%"),
        ("抽检合格率目标值为95%，实际为98%。", "抽检合格率 98%"),
    ],
    [
        ("辖11个行政村、2个社区。", "行政村 11个|社区 2个"),
        ("带动1234户牧户参与联防。", "带动牧户参与联防 1234户"),
        ("平均住院日7.6天，药占比25.8%，优良天数比率94.25%。", "平均住院日 7.6天|药占比 25.8%"),
        ("资金在申报后30个工作日内拨付。", "!拨付"),
        ("明年拟增设2个站点。", "!站点"),
        ("单价50万元以上设备3台。", "单价50万元以上设备 3台"),
        ("发放及时率100%，讲座合格率98%，完成率95%。", "发放及时率 100%|讲座合格率 98%"),
        ("及时率97%，完成率95%。", "!完成率"),  # of what is not said
        ("为326户农户发放地力补贴132.5万元。", "农户 326户|地力补贴 132.5万元"),
        ("组织专家对12个项目进行验收。", "验收项目 12个"),
        ("对34家企业开展了安全检查，", "安全检查企业 34家"),
        ("监测对象126户、498人。", "监测对象（人） 498人"),
        ("开展技能培训6期312人次。", "技能培训（人次） 312人次"),
        ("扫描档案326万页。", "扫描档案 326万页"),
        ("未完成年初目标30公里。", "!目标"),
        ("补助标准为每亩120元。", "!每亩"),
        ("截至12月底，完成工程量的95%。", "!工程量"),
    ],
)


@pytest.mark.parametrize(("sentence", "expected"), [*LAST, *MORE, *SHARE, *DONE, *NOUN])
def test_a_number_is_called_by_what_it_is(sentence, expected):
    reader = FigureReader(national_lexicon(), 2023)
    stated = reader.read("二", sentence)
    told = [f"{name} {one['value']}{one['unit']}" for name, one, _ in settle(reader, stated)[1]]
    if expected.startswith("!"):
        assert not [one for one in told if expected[1:] in one]
    else:
        assert [one for one in expected.split("|") if one not in told] == [], told


def test_patterns_of_compared_numbers_match_what_they_must():
    words = national_lexicon().figures
    single = (words.elsewhere, words.planned, words.plans, words.dates, *words.scoring.values())
    for pattern in (*words.compared, *single):
        assert [one for one in pattern.must if not pattern.compiled.search(one)] == []
        assert [one for one in pattern.must_not if pattern.compiled.search(one)] == []
