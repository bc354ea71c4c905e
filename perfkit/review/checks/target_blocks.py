"""Checks of group 6 on where targets stand: in the wrong block, or satisfaction measured on the department's own people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text
from perfkit.review.case import Case, is_full
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place
from perfkit.review.registry import check
from perfkit.rubric.kinds import TargetsMissing

_KINDS = {
    "cost": Text("成本", "cost"),
    "timeliness": Text("时效", "timeliness"),
    "satisfaction": Text("满意度", "satisfaction"),
}
_BELONGS = (
    (
        "cost",
        re.compile(r"(?:支出数|支付数|支付金额|支出金额|费用|成本|单价|(?<![收免])费)$"),
        ("quality", "timeliness", "social", "ecological", "sustainable", "satisfaction"),
    ),
    (
        "timeliness",
        re.compile(r"(?:及时性|时效性?)$"),
        ("quantity", "cost", "economic", "social", "ecological", "sustainable"),
    ),
    (
        "satisfaction",
        re.compile(r"满意(?:度|率)$"),
        ("quantity", "quality", "timeliness", "cost", "economic", "ecological", "sustainable"),
    ),
)
_OWN_PEOPLE = re.compile(
    r"(?:参训|培训|调查|工作|协办|内部|窗口|设备使用|使用)人员|参加培训|职工|干部|员工|本单位|科室"
)


@check(5, "score.block_missing")
def missing_blocks(case: Case) -> Iterator[Finding]:
    """Rows of the rubric that score targets, where the filing has none: unknown, not inapplicable.

    A block counts as not applicable only where its targets are marked so.
    """
    for row in case.evaluation.rows:
        if not row.criteria or not all(isinstance(r.criterion, TargetsMissing) for r in row.criteria):
            continue
        name, most = row.indicator.name.text, show_exact(row.indicator.max)
        table = case.submission.targets
        yield Finding(
            "score.block_missing",
            ERROR,
            Text(
                f"“{name.zh}”共 {most} 分，自评材料没有填报相应的绩效指标；不适用的须逐项注明，未注明的不予剔除",
                f"{name.en} is worth {most} points and no target of it is filed; what does not apply is marked so, "
                "and nothing else is left out",
            ),
            (
                Place(table.section if table else case.rubric.id, "", name.zh),
                *((case.score_place(row),) if row.self_score is not None else ()),
            ),
            stakes=((row.indicator.id, case.beyond_figures(row)),) if row.self_score else (),
            ask=Text(f"“{name.zh}”的绩效指标及完成情况", f"the targets of {name.en} and what was reached"),
        )


@check(6, "target.block")
def wrong_block(case: Case) -> Iterator[Finding]:
    """Targets whose names end as those of another block do: costs among benefits, timeliness among social benefits."""
    found = [
        (row, kind)
        for row in case.targets
        for kind, name, kinds in _BELONGS
        if row.target.kind in kinds and name.search(row.target.name)
    ]
    if found:
        listed = "、".join(f"“{row.target.name}”（宜列入{_KINDS[kind].zh}指标）" for row, kind in found)
        listed_en = ", ".join(f"{row.target.name} ({_KINDS[kind].en})" for row, kind in found)
        yield Finding(
            "target.block",
            NOTE,
            Text(
                f"{len(found)} 个指标所列类别与名称不符：{listed}",
                f"{len(found)} targets stand in another block than their names say: {listed_en}",
            ),
            tuple(row.place for row, _ in found),
            ask=Text("绩效目标申报表", "the targets as filed"),
        )


@check(5, "satisfaction.own_people")
def own_people_satisfied(case: Case) -> Iterator[Finding]:
    """Satisfaction targets asked of staff, trainees or those who use the equipment, beside full marks for the
    satisfaction of the public: a doubt where no target asks anyone else, a note otherwise."""
    rows = [row for row in case.targets if row.target.kind == "satisfaction"]
    own = [row for row in rows if _OWN_PEOPLE.search(row.target.name)]
    full = [row for row in case.rows_for("satisfaction") if is_full(row)]
    if not own or not full:
        return
    names, names_en = (
        "、".join(f"“{row.target.name}”" for row in own),
        ", ".join(row.target.name for row in own),
    )
    scored = full[0].indicator.name.text
    yield Finding(
        "satisfaction.own_people",
        DOUBT if len(own) == len(rows) else NOTE,
        Text(
            f"{len(rows)} 个满意度指标中有 {len(own)} 个问的是本单位或协作人员：{names}；“{scored.zh}”自评满分，应以服务对象为准",
            f"{len(own)} of {len(rows)} satisfaction targets ask the department's own people: {names_en}; yet full marks for {scored.en}",
        ),
        (*(row.place for row in own), case.score_place(full[0])),
        stakes=tuple(
            (row.indicator.id, case.beyond_figures(row)) for row in full if case.beyond_figures(row)
        ),
        ask=Text(
            "服务对象满意度调查的对象、样本和结果",
            "whom the satisfaction survey asked, its sample and its results",
        ),
    )
