"""Invented project forms without a fault, of no known table.

The sentences are templates of this file's own: no stretch of seven characters of them stands in
data/review (a test sees to it), so that recall is not measured in the words of the patterns.
"""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from perfkit.filing.submission import Submission

Filing = dict[str, Any]

_THINGS = (
    ("output", "quantity", "改扩建村级卫生室", "间", 12),
    ("output", "quantity", "购置移动检测终端", "套", 46),
    ("output", "quantity", "培育家庭农场主", "名", 180),
    ("output", "quality", "抽样复检通过比例", "%", 96),
    ("output", "quality", "苗木栽植成活比例", "%", 92),
    ("benefit", "social", "新增就近务工岗位", "个", 240),
    ("benefit", "ecological", "河道水质改善断面", "处", 9),
    ("satisfaction", "satisfaction", "受访村民好评比例", "%", 91),
)
_OPENINGS = (
    "{year}年{unit}组织实施{project}，覆盖辖区{n}个乡镇",
    "{project}由{unit}牵头，当年度在{n}个街道铺开",
)
_MONEY = (
    "{project}年度预算安排{budget}万元，实际支出{spent}万元，预算执行率达{rate}%",
    "财政批复{project}{budget}万元，已列支{spent}万元，预算执行率{rate}%",
    "当年下达预算{budget}万元，截至岁末付出{spent}万元，预算执行率为{rate}%",
)
_PARTS = (
    "项目实际投入{whole}万元。其中，地勘测绘{a}万元，主体施工{b}万元，其余零星支出{c}万元",
    "核定总额{whole}万元，其中材料采购{a}万元、吊装运输{b}万元、其他费用{c}万元",
    "年度总投入{whole}万元，其中设计勘察{a}万元、土建安装{b}万元、其他开支{c}万元",
    "共筹措{whole}万元（其中：勘测{a}万元，施工{b}万元，其他杂项{c}万元）",
)
_SHARES = (
    "年内对外付款{whole}万元，其中咨询服务{a}万元、占{p}%，设备租赁{b}万元、占{q}%",
    "全口径开支{whole}万元，其中：设备类{a}万元，占{p}%；劳务类{b}万元，占{q}%",
    "当年开支合计{whole}万元，其中：材料款{a}万元，占比{p}%；机械台班{b}万元，占比{q}%",
)
_CHANGES = (
    "溺水警情从上年的{old}起降到{new}起，同比下降{p}%",
    "返贫预警户由去年{old}户减少至{new}户，降低{p}%",
    "辖区火情由去年的{old}起降为{new}起，降幅{p}%",
    "群众来电诉求由上年{old}件减少到{new}件，下降{p}%",
)
_TOTALS = (
    "依照打分标准，我中心自评得分{total}分",
    "自评结果：该项目自评总分为{total}分",
    "对照办法逐项打分，本单位自评总分{total}分",
    "经逐条核对，该项目自评得分为{total}分",
)
_DATES = (
    "合同约定{year}年{due}月底前竣工，标段于{year}年{done}月{day}日竣工，按期竣工率100%",
    "批复要求{year}年{due}月底前完成，主体工程于{year}年{done}月{day}日完成，如期完成",
)
_GROWTH = (
    "维护开支{now}万元，比上年的{base}万元增加{by}万元，增长{p}%",
    "水电开支{now}万元，与2022年的{base}万元相比增加{by}万元，增幅{p}%",
    "租赁开支{now}万元，较去年{base}万元增加{by}万元，同比增长{p}%",
)
_SURVEYS = (
    "入户发放问卷{asked}份，满意{liked}份，满意度{p}%",
    "回访办事人{asked}人，其中表示满意{liked}人，满意率{p}%",
    "抽查台账{asked}份，合格{liked}份，合格率{p}%",
)
_GRADES = (
    "中心对{all}个项目逐一自评，评为优的{a}个、良的{b}个、中的{c}个",
    "下属单位共自评{all}个项目，其中优秀{a}个、良好{b}个、合格{c}个",
)
_HOLDS = (
    "培训费年初预算数为{budget}万元，支出决算为{spent}万元，决算数{word}预算数主要是人数增减",
    "差旅费年初预算{budget}万元，支出{spent}万元，决算数{word}预算数的缘由是业务量变化",
    "印刷费预算{budget}万元，实际支出{spent}万元，支出数{word}预算数",
)


def number(value: Fraction | int | float, places: int = 2) -> str:
    """A number as a form prints it."""
    return f"{float(value):.{places}f}"


def clean(seed: int) -> Filing:
    """A project form without a fault: eight targets, points that add up, text that fits."""
    random = Random(seed)
    rows, weights = [], [10, 10, 15, 10, 5, 20, 10, 10]
    for (block, kind, name, unit, base), weight in zip(_THINGS, weights, strict=True):
        goal = base + random.randrange(0, 4)
        got = goal + random.randrange(0, 3) if unit != "%" else min(99, goal + random.randrange(0, 2))
        rows.append(
            {
                "block": block,
                "kind": kind,
                "name": name,
                "expected": f"≥{goal}{unit}",
                "actual": f"{got}{unit}",
                "weight": str(weight),
                "self_score": str(weight),
            }
        )
    budget = random.randrange(200, 900)
    spent = budget * random.randrange(900, 1000) // 10 / Fraction(100)
    rate = Fraction(spent) / budget
    points = round(float(rate * 10), 2)
    form = {
        "kind": "project",
        "blocks": {
            "execution": {"max": "10", "score": str(points)},
            "output": {"max": "50"},
            "benefit": {"max": "30"},
            "satisfaction": {"max": "10"},
        },
    }
    total = number(Fraction(str(points)) + 90)
    year, unit = 2023, "某县某中心"
    project = random.choice(("农村饮水提升", "老旧桥梁加固", "校舍屋面翻修"))
    words = {
        "year": year,
        "unit": unit,
        "project": project,
        "n": random.randrange(3, 9),
        "budget": number(budget),
        "spent": number(spent),
        "rate": number(rate * 100),
        "total": total,
    }
    a, b, c = (random.randrange(20, 200) for _ in range(3))
    parts = {"whole": number(a + b + c), "a": number(a), "b": number(b), "c": number(c)}
    e, f = random.randrange(50, 300), random.randrange(50, 300)
    shares = {
        "whole": number(e + f),
        "a": number(e),
        "b": number(f),
        "p": number(Fraction(100 * e, e + f)),
        "q": number(Fraction(100 * f, e + f)),
    }
    old = random.randrange(20, 90)
    new = old - random.randrange(5, 15)
    change = {"old": old, "new": new, "p": number(Fraction(100 * (old - new), old))}
    dates = {"year": year, "due": random.randrange(6, 11), "day": random.randrange(3, 27)}
    dates["done"] = dates["due"]
    spent_item = random.randrange(20, 60)
    item = {"budget": number(spent_item + 8), "spent": number(spent_item), "word": "小于"}
    base, by = random.randrange(40, 90), random.randrange(5, 30)
    growth = {"now": number(base + by), "base": number(base), "by": number(by)}
    growth["p"] = number(Fraction(100 * by, base))
    asked = random.randrange(200, 400)
    liked = asked - random.randrange(8, 20)
    survey = {"asked": asked, "liked": liked, "p": number(Fraction(100 * liked, asked))}
    by_grade = {name: random.randrange(2, 20) for name in "abc"}
    grades = {**by_grade, "all": sum(by_grade.values())}
    which = random.randrange(60)
    slots = {
        "opening": (_OPENINGS, words),
        "money": (_MONEY, words),
        "parts": (_PARTS, parts),
        "shares": (_SHARES, shares),
        "change": (_CHANGES, change),
        "total": (_TOTALS, words),
        "dates": (_DATES, dates),
        "item": (_HOLDS, item),
        "growth": (_GROWTH, growth),
        "survey": (_SURVEYS, survey),
        "grades": (_GRADES, grades),
    }
    money = {"budget_total": number(budget), "spent_total": number(spent)}
    facts = {name: [{"value": value, "unit": "万元", "section": "资金表"}] for name, value in money.items()}
    facts["execution_rate"] = [{"value": number(rate * 100), "unit": "%", "section": "资金表"}]
    return {
        "slots": slots,
        "which": which,
        "rows": rows,
        "form": form,
        "total": total,
        "grade": "优",
        "facts": facts,
        "year": year,
        "extra": [],
    }


def submission(filing: Filing) -> Submission:
    """The form as a submission."""
    text = "。".join(
        templates[filing["which"] % len(templates)].format(**values)
        for templates, values in filing["slots"].values()
    )
    said = "。".join((text, *filing["extra"]))
    return Submission.model_validate(
        {
            "department": {"id": "somewhere", "name": "某县某中心"},
            "year": filing["year"],
            "form": filing["form"],
            "project": {"name": "某项目"},
            "facts": filing["facts"],
            "targets": {"section": "绩效指标", "rows": filing["rows"]},
            "self_evaluation": {"total": filing["total"], "grade": filing["grade"], "section": "自评表"},
            "narrative": {"results": [{"section": "三", "text": said + "。"}]},
        }
    )
