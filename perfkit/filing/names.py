"""What the parts of a filing are called, in both languages."""

from __future__ import annotations

from perfkit.base.text import Text

TARGET_KINDS = {
    "quantity": Text("数量指标", "Quantity (数量)"),
    "quality": Text("质量指标", "Quality (质量)"),
    "timeliness": Text("时效指标", "Timeliness (时效)"),
    "cost": Text("成本指标", "Cost (成本)"),
    "economic": Text("经济效益指标", "Economic benefit (经济效益)"),
    "social": Text("社会效益指标", "Social benefit (社会效益)"),
    "ecological": Text("生态效益指标", "Ecological benefit (生态效益)"),
    "sustainable": Text("可持续影响指标", "Sustainable effect (可持续影响)"),
    "satisfaction": Text("满意度指标", "Satisfaction (满意度)"),
}
