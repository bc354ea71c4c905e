"""Sentences and answers beside the kinds of `word_faults` that contradict nothing."""

from __future__ import annotations

from near_misses import beside
from word_faults import admit, all_in_time, boast, projects

from perfkit.demo.draft import amount_of

NOT_LATE = (
    "上年推迟的{}项目已于本年一季度完工。",
    "{}项目提前一个月竣工，没有出现延期。",
    "今后将避免{}项目再次推迟。",
    "{}项目的验收会由 12 月 15 日改在 11 月 30 日召开。",
    "辖区某企业自建的配套工程延期交付，不属于本部门项目。",
    "受疫情影响，{}项目 3 月一度暂停，4 月恢复后已全部完成。",
    "{}项目质保金按合同约定于次年支付。",
)
TRUE_ANSWERS = (
    ("设施运行达标情况", "是否达标", "达标"),
    ("支出控制情况", "是否超支", "否"),
    ("服务覆盖面变化", "较上年提高", "提高 1.2 个百分点"),
    ("投诉量变化", "较上年下降", "下降 6%"),
    ("成果交付时间", "第三季度", "第二季度"),
    ("汛前检查完成时间", "第二季度内", "5 月 20 日"),
    ("年度考核位次", "前 5 名", "第 2 名"),
    ("全市工作评比", "全市前十名", "第三名"),
    ("能耗变化", "较上年降低 2 个百分点以上", "降低 2.3 个百分点"),
)


@beside("late_project")
def delay_that_is_none(draft):
    if not all_in_time(draft):
        return False
    admit(draft, draft.rng.choice(NOT_LATE).format(draft.rng.choice(projects(draft))))
    return True


@beside("claim_of_all", "claim", "admitted_problem")
def exception_said(draft):
    """除甲外，其他……: what is left out is not claimed."""
    name = draft.rng.choice(projects(draft))
    options = []
    if draft.yearly("fixed_assets_in_use"):
        options += [
            ("除待报废设备外，其他固定资产全部在用。", "资产"),
            ("固定资产均在用（待处置车辆除外）。", "资产"),
        ]
    if draft.yearly("projects_finished_count"):
        options += [(f"除{name}项目外，其余项目全部按期完成。", "项目")]
    if draft.yearly("procurement_actual"):
        options += [("除个别设备因缺货取消外，其他政府采购计划全部完成。", "采购")]
    admitted = "".join(passage["text"] for passage in draft.submission["narrative"].get("problems", ()))
    options = [sentence for sentence, word in options if word not in admitted]
    return bool(options) and bool(boast(draft, draft.rng.choice(options)))


@beside("claim_of_all")
def part_of_the_whole(draft):
    boast(
        draft,
        draft.rng.choice(
            (
                "应急抢险设备全部在用。",
                "办公家具采购全部完成。",
                "重点项目均按期完成。",
                "窗口来电全部及时答复。",
                "参训学员满意度达到 99%。",
                "上年项目全部按期完成。",
            )
        ),
    )
    return True


@beside("claim_of_all")
def aim_or_rule(draft):
    boast(
        draft,
        draft.rng.choice(
            (
                "下一步力争实现年末零结转。",
                "确保各项目全部按期完成。",
                "项目预算一经批复，未经报批不得调剂。",
                "努力做到信访件件有回音。",
                "要求固定资产全部投入使用。",
            )
        ),
    )
    return True


@beside("claim_of_all")
def what_the_figures_say(draft):
    progress = draft.yearly("spending_progress_q3")
    if not progress:
        return False
    boast(
        draft,
        "前三季度支出进度慢于序时进度。"
        if amount_of(progress[0]) < 0.75
        else "前三季度支出进度快于序时进度。",
    )
    return True


@beside("denied_target")
def answer_that_meets(draft):
    targets = draft.loose_targets("social", "ecological", "sustainable", "economic")
    if not targets:
        return False
    row = draft.rng.choice(targets)
    row["name"], row["expected"], row["actual"] = draft.rng.choice(TRUE_ANSWERS)
    return True
