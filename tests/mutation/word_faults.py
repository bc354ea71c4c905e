"""Kinds of fault that only words make: planted for measuring, in sentences that no check was written from.

They are kept apart from `perfkit.demo`, whose kinds are drawn at random for training.
"""

from __future__ import annotations

from fractions import Fraction

from perfkit.base.text import Text
from perfkit.demo.draft import Draft, PlantedFault, amount_of
from perfkit.demo.registry import FaultKind, Planter

WORD_FAULTS: dict[str, FaultKind] = {}

LATE = (
    "{}项目因前期手续办理时间长，实际于次年一季度方才交付使用。",
    "受天气影响，{}项目的收尾工作顺延到了下一年度。",
    "{}项目到年底仍未完工，剩余工程量转入下年实施。",
    "因承包单位更换，{}项目比合同工期晚两个月竣工。",
    "{}项目年内只实施了六成，余下部分下一年继续。",
    "{}项目两次招标均告失败，年内没能开工。",
    "{}项目的完成时间由年底延后到次年三月。",
    "因场地移交不顺，{}项目工期被迫拉长到下年度。",
    "{}项目的竣工验收拖到了第二年。",
    "截至年底，{}项目尚不具备验收条件。",
)
WHOLE = (
    (
        "projects_finished_count",
        "projects_planned_count",
        (
            "全年所有预算项目均如期交付。",
            "项目按期完成率达到百分之百。",
            "各项目全部按时竣工。",
            "没有任何项目出现拖延。",
        ),
    ),
    (
        "fixed_assets_in_use",
        "fixed_assets_total",
        ("各类固定资产均已投入使用。", "固定资产利用率为 100%。", "所有设备都在正常使用，无闲置。"),
    ),
    (
        "procurement_actual",
        "procurement_planned",
        ("政府采购预算执行率达到 100%。", "年度采购任务已全部执行到位。"),
    ),
    ("established_staff_count", "establishment_count", ("目前人员编制已满。", "我局满编运行，没有空编。")),
)
SPENT = (
    ("carried_over", ("年末账上没有结余资金。", "全年预算资金全部支出完毕。", "资金管理精细，年末零结转。")),
    ("three_public_spent", ("全年“三公”经费零支出。", "“三公”经费没有任何支出。")),
    ("budget_transferred", ("项目之间互不调剂。", "全年零调剂。", "年内未发生任何资金调剂。")),
    ("budget_added", ("年度预算没有作过任何变动。", "全年未追加任何预算。")),
    ("off_establishment_count", ("全年没有聘用编外人员。", "我局未使用劳务派遣用工。")),
)
SHORT_OF_ALL = (
    ("petition_reply_rate", Fraction(1), ("群众来信来访件件有着落。", "信访事项全部得到答复。")),
    (
        "petition_timely_reply_rate",
        Fraction(1),
        ("群众来信来访均在规定期限内答复。", "全年信访件没有一件超期。"),
    ),
    ("satisfaction_rate", Fraction(96, 100), ("服务对象满意度超过 98%。", "社会公众综合满意度达到 99%。")),
    (
        "spending_progress_q3",
        Fraction(74, 100),
        ("前三季度支出进度快于序时进度。", "前 3 季度预算执行已超序时进度。"),
    ),
)
ANSWERS = (
    ("设施运行达标情况", "是否达标", "不达标"),
    ("年度任务完成情况", "是否完成", "未完成"),
    ("服务覆盖面变化", "较上年提高", "下降 1.2 个百分点"),
    ("办理量变化", "较上年增长", "减少 3%"),
    ("成果交付时间", "第二季度", "第四季度"),
    ("汛前检查完成时间", "第一季度内", "5 月 20 日"),
    ("年度考核位次", "前 3 名", "第 8 名"),
    ("全市工作评比", "全市前五名", "第十二名"),
)


def word_fault(name: str, zh: str, en: str):
    """Register a kind for the harness only."""

    def register(planter: Planter) -> Planter:
        WORD_FAULTS[name] = FaultKind(name, Text(zh, en), planter)
        return planter

    return register


def projects(draft: Draft) -> list[str]:
    """Names of the project rows of the task table."""
    return [row["name"] for row in draft.submission["tasks"]["rows"] if row["category"] == "project"]


def all_in_time(draft: Draft) -> bool:
    """True where as many projects are said to be finished as were planned."""
    done, due = draft.yearly("projects_finished_count"), draft.yearly("projects_planned_count")
    return bool(done and due) and amount_of(done[0]) == amount_of(due[0])


def admit(draft: Draft, sentence: str) -> str:
    """One problem more; returns its section."""
    problems = draft.submission["narrative"].setdefault("problems", [])
    section = f"三（二）问题{len(problems) + 1}"
    problems.append({"section": section, "text": sentence})
    return section


def boast(draft: Draft, sentence: str) -> str:
    """A sentence more in the account of experience or of results; returns its section."""
    passage = draft.rng.choice(
        (draft.submission["narrative"]["experience"][0], draft.submission["narrative"]["results"][0])
    )
    passage["text"] += sentence
    return passage["section"]


@word_fault(
    "late_project", "承认项目拖延，数字却是全部按期完成", "a project admitted late, all said to be in time"
)
def late_project(draft: Draft) -> PlantedFault | None:
    """A problem names a project that was not finished in time."""
    if not all_in_time(draft):
        return None
    sentence = draft.rng.choice(LATE).format(draft.rng.choice(projects(draft)))
    section = admit(draft, sentence)
    return draft.fault(
        "late_project",
        (section, sentence),
        f"“{sentence}”与全部按期完成相反",
        f"“{sentence}” against all finished in time",
    )


@word_fault("claim_of_all", "把部分说成全部，数字不是", "a claim of the whole that the figures deny")
def claim_of_all(draft: Draft) -> PlantedFault | None:
    """A sentence says all, none or ahead of schedule where the figures say otherwise."""
    options = []
    for part, whole, sentences in WHOLE:
        a, b = draft.yearly(part), draft.yearly(whole)
        if a and b and amount_of(a[0]) * 100 < amount_of(b[0]) * 99:
            options.append(sentences)
    options += [
        sentences for name, sentences in SPENT if draft.yearly(name) and amount_of(draft.yearly(name)[0]) != 0
    ]
    options += [
        sentences
        for name, most, sentences in SHORT_OF_ALL
        if draft.yearly(name) and amount_of(draft.yearly(name)[0]) < most
    ]
    if not options:
        return None
    sentence = draft.rng.choice(draft.rng.choice(options))
    section = boast(draft, sentence)
    return draft.fault(
        "claim_of_all",
        (section, sentence),
        f"“{sentence}”与数字不符",
        f"“{sentence}” is not what the figures say",
    )


@word_fault(
    "denied_target",
    "自报未达到、方向相反、晚于季度或退出名次，相关行却是满分",
    "a target answered no, moved the other way, late or outranked, beside full marks",
)
def denied_target(draft: Draft) -> PlantedFault | None:
    """A target without a rate is missed by its own answer while rows that rest on it claim full points."""
    rows = [row for row in draft.full_rows_on("benefit") if "key_work" not in draft.rubric.by_id[row].topics]
    targets = draft.loose_targets("social", "ecological", "sustainable", "economic")
    if not rows or not targets:
        return None
    draft.reopen(rows)
    row = draft.rng.choice(targets)
    row["name"], row["expected"], row["actual"] = draft.rng.choice(ANSWERS)
    return draft.fault(
        "denied_target",
        (draft.target_section, row["name"]),
        f"“{row['name']}”（{row['expected']} → {row['actual']}）没有达成",
        f"{row['name']} ({row['expected']} → {row['actual']}) was missed",
        tuple(rows),
    )
