"""Claims and admissions in officialese, and the near misses that are neither."""

from __future__ import annotations

import pytest

from perfkit.review.topics import topics

ADMITTED = [
    ("budget_adjustment", "2020年度资金的调剂规模较大"),
    ("budget_adjustment", "年中预算追加的项目较多，年初预算编制不够精准"),
    ("funds_short", "因此日常公用经费存在不足"),
    ("funds_short", "部分项目资金缺口较大"),
    ("asset_records", "部分已到期的打印机未进行报废处理"),
    ("asset_records", "资产台账登记不够规范"),
    ("asset_idle", "有两台设备长期闲置"),
    ("procurement_incomplete", "政府采购执行率未全部达成"),
    ("procurement_incomplete", "采购预算执行率偏低"),
    ("target_entry_late", "6月份在系统中补录了项目绩效目标"),
    ("targets_unmet", "部分绩效指标未能完成"),
    ("project_delay", "部分项目支出进度偏慢"),
    ("project_delay", "外出案件调查基本处于停滞状态"),
    ("payment", "因此未能完成支付"),
    ("disclosure", "部门决算未按规定时间公开"),
    ("supervision", "对项目的监督检查力度不够，日常监管不到位"),
    ("systems", "内部控制制度尚不健全"),
    ("staff_shortage", "由于在编人员少，工作压力较大"),
    ("petitions", "个别信访件办理超期"),
    ("satisfaction", "服务对象满意度不高"),
    ("service", "出现无法正常审核业务的情况"),
]
NOT_ADMITTED = [
    ("budget_adjustment", "全年未出现调剂规模较大的情况"),
    ("budget_adjustment", "为避免频繁调剂，年初细化了预算"),
    ("funds_short", "未出现经费不足的情况"),
    ("funds_short", "如遇经费不足，由准备金解决"),
    ("funds_short", "及时解决了经费不足的问题"),
    ("asset_records", "按规定办理了报废手续"),
    ("asset_idle", "不存在闲置资产"),
    ("asset_idle", "固定资产闲置率为0"),
    ("procurement_incomplete", "采购计划已全部完成"),
    ("targets_unmet", "没有未完成的任务指标"),
    ("project_delay", "项目进度符合计划"),
    ("project_delay", "防止项目进度滞后"),
    ("petitions", "完善信访件流转提醒机制，杜绝超期"),
    ("petitions", "信访件均在时限内办结，未发生超期"),
    ("satisfaction", "服务对象满意度较高"),
    ("supervision", "加强监督检查，避免监管不到位"),
]
CLAIMED = [
    ("budget_adjustment", "年中没有进行项目调整"),
    ("asset_idle", "其他固定资产全部在用，无闲置未用情况"),
    ("procurement_incomplete", "其他采购计划已于2020年全部完成"),
    ("target_entry_late", "在编制预算的同时也按要求编报了部门整体绩效目标"),
    ("targets_unmet", "年度各项绩效目标均已完成"),
    ("project_delay", "全部项目基本上按年初计划实施并顺利完成"),
    ("payment", "每月均能及时、准确发放职工工资待遇"),
    ("disclosure", "在规定时限内，按照标准格式主动公开2020年部门预、决算数"),
    ("petitions", "信访问题及时妥善解决"),
]
NOT_CLAIMED = [
    ("targets_unmet", "确保各项目标任务如期完成"),
    ("project_delay", "督促项目按计划完成"),
    ("project_delay", "将确保项目按期实施"),
    ("payment", "力争资金及时支付"),
    ("disclosure", "应在规定时限内公开部门预算"),
    ("procurement_incomplete", "采购计划未全部完成"),
    ("petitions", "及时回复率95.78%，信访及时办理率较上年提高"),
    ("asset_idle", "提高资产使用效率"),
]


@pytest.mark.parametrize(("topic", "sentence"), ADMITTED, ids=lambda text: text)
def test_admissions_are_heard(topic, sentence):
    assert topics()[topic].admission(sentence)


@pytest.mark.parametrize(("topic", "sentence"), NOT_ADMITTED, ids=lambda text: text)
def test_what_is_denied_avoided_or_only_supposed_is_no_admission(topic, sentence):
    assert topics()[topic].admission(sentence) == ""


@pytest.mark.parametrize(("topic", "sentence"), CLAIMED, ids=lambda text: text)
def test_claims_are_heard(topic, sentence):
    assert topics()[topic].claim(sentence)


@pytest.mark.parametrize(("topic", "sentence"), NOT_CLAIMED, ids=lambda text: text)
def test_what_is_intended_or_asked_for_is_no_claim(topic, sentence):
    assert topics()[topic].claim(sentence) == ""


def test_a_topic_names_nobody():
    text = "".join(topic.name.zh for topic in topics().values())
    assert "龙华" not in text and "社保" not in text
    assert len(topics()) >= 15
