"""Small filings of a form that no scoring table fits."""

from __future__ import annotations

import yaml


def target(name="完成培训人次", expected="≥100人次", actual="100人次", **more):
    row = {"block": "output", "kind": "quantity", "name": name, "expected": expected, "actual": actual}
    return row | {key: value for key, value in more.items() if value is not None}


def filing(folder, *targets, text="", form=None, own=None, goal=None, **more):
    """Write a filing into a folder; what else a submission holds is in `more`."""
    data = {
        "department": {"id": "somewhere", "name": "某县某局"},
        "year": 2023,
        "form": form or {"kind": "project"},
        "self_evaluation": own or {},
        **more,
    }
    if targets:
        data["targets"] = {"section": "绩效指标", "rows": list(targets)}
    if text:
        data["narrative"] = {"results": [{"section": "三", "text": text}]}
    if goal:
        actual = [{"section": "目标", "text": goal}]
        data["overall_goal"] = {"section": "总体目标", "expected": "", "actual": actual}
    folder.mkdir(exist_ok=True)
    (folder / "submission.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return folder


def money(value, unit="万元", section="表1"):
    return [{"value": value, "unit": unit, "section": section}]


def figure(name, value, unit="万元", kind="money", number=0):
    return {
        "id": f"f{number}{len(name)}{value.replace('.', '-')}",
        "name": name,
        "kind": kind,
        "statements": money(value, unit),
    }
