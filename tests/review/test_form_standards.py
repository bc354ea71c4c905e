"""Full points of a row against its own standard; each fault has near misses that stay silent."""

from __future__ import annotations

import pytest

from perfkit.review import DOUBT, ERROR


@pytest.mark.parametrize(
    ("standard", "state", "severity"),
    [
        ("≥95%得满分，每低1个百分点扣1分", "93.6%", ERROR),
        ("达到30场得满分", "开展宣讲28场，受疫情影响", ERROR),
        ("不超过5%得满分，超过不得分", "调整率6.20%", ERROR),
        ("90%以上得满分", "89.9%", ERROR),
        ("90%以上得满分", "92.0%", ""),
        ("≥95%得满分，每低1个百分点扣1分", "95.0%", ""),
        ("≥95%得8分", "93.6%", ""),
        ("≤100%得满分", "96.10%（18.2万元/19.0万元）", ""),
        ("≥95%得满分", "上半年91.0%，全年96.2%", ""),  # which of the two is it?
        ("完成率×分值", "计划维修40公里，实际维修36公里", ERROR),
        ("得分=执行率×权重", "执行率91.20%", ERROR),
        ("完成率×分值", "计划维修40公里，实际维修41公里", ""),
        ("完成率×分值", "维修36公里", ""),
        ("完成率达到90%得满分", "全部完成", ""),
        ("公开及时得满分", "当年未公开部门决算", DOUBT),
        ("无违规得满分", "未发现违规，未超预算", ""),
    ],
)
def test_full_points_against_the_standard(codes, standard, state, severity):
    row = {"name": "某项完成情况", "max": "8", "score": "8", "standard": standard, "state": state}
    assert codes(own={"rows": [row]}).get("score.standard", "") == severity
    assert "score.standard" not in codes(own={"rows": [{**row, "score": "7"}]})
    beside = {"name": row["name"], "max": "8", "score": "8", "standard": standard, "reason": state}
    assert codes(own={"rows": [beside]}).get("score.standard", "") == severity
