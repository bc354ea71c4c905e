"""Invented forms with one fault planted in each, to measure the review on forms of no known table.

The sentences are templates of this file's own: no stretch of seven characters of them stands in
data/review (a test sees to it), so that recall is not measured in the words of the patterns.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import Any

from perfkit.evaluation.tree import evaluate
from perfkit.filing.submission import Submission
from perfkit.review import NOTE, review
from perfkit.review.finding import Finding
from perfkit.review.unscored import unscored

Filing = dict[str, Any]
Plant = Callable[[Filing, Random], bool]
KINDS: dict[str, tuple[str, Plant]] = {}

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


def found(filing: Filing) -> list[Finding]:
    """What the review says of a form above a note."""
    return [f for f in review(evaluate(submission(filing), unscored())) if f.severity != NOTE]


def plants(cls: str) -> Callable[[Plant], Plant]:
    """Register a kind of fault under its class."""

    def register(plant: Plant) -> Plant:
        KINDS[plant.__name__] = (cls, plant)
        return plant

    return register


def _slot(filing: Filing, name: str, **changes: Any) -> bool:
    filing["slots"][name] = (filing["slots"][name][0], {**filing["slots"][name][1], **changes})
    return True


def _off(value: str, random: Random) -> str:
    """Another number: two digits swapped, or a few more where they are alike."""
    digits = [i for i, char in enumerate(value) if char.isdigit()]
    pairs = [(i, j) for i, j in pairwise(digits) if value[i] != value[j] and value[j] != "0"]
    if not pairs:
        return number(Fraction(value) + random.randrange(3, 9))
    i, j = random.choice(pairs[:2])
    swapped = list(value)
    swapped[i], swapped[j] = swapped[j], swapped[i]
    return "".join(swapped)


@plants("arithmetic")
def points_above(filing: Filing, random: Random) -> bool:
    """A row with more points than its weight; the total follows."""
    row = random.choice(filing["rows"])
    row["self_score"] = str(int(row["weight"]) + 2)
    filing["total"] = number(Fraction(filing["total"]) + 2)
    return _slot(filing, "total", total=filing["total"])


@plants("arithmetic")
def total_wrong(filing: Filing, random: Random) -> bool:
    """A total that its rows do not give; the text repeats it."""
    filing["total"] = number(Fraction(filing["total"]) - random.choice((1, 2, Fraction(1, 2))))
    return _slot(filing, "total", total=filing["total"])


@plants("arithmetic")
def weights_wrong(filing: Filing, random: Random) -> bool:
    """Weights of a block beyond what its head prints."""
    filing["form"]["blocks"]["output"]["max"] = random.choice(("40", "45", "55"))
    return True


@plants("arithmetic")
def rate_wrong(filing: Filing, random: Random) -> bool:
    """A printed execution rate that its amounts do not give, in form and text."""
    rate = _off(filing["facts"]["execution_rate"][0]["value"], random)
    filing["facts"]["execution_rate"][0]["value"] = rate
    return Fraction(rate) <= 100 and _slot(filing, "money", rate=rate)


@plants("arithmetic")
def parts_wrong(filing: Filing, random: Random) -> bool:
    """Parts of a list in the text that do not give its total."""
    return _slot(filing, "parts", whole=_off(filing["slots"]["parts"][1]["whole"], random))


@plants("arithmetic")
def share_wrong(filing: Filing, random: Random) -> bool:
    """A share in the text that its amount does not give."""
    return _slot(filing, "shares", p=_off(filing["slots"]["shares"][1]["p"], random))


@plants("arithmetic")
def change_wrong(filing: Filing, random: Random) -> bool:
    """A fall in the text that its two figures do not give."""
    return _slot(filing, "change", p=_off(filing["slots"]["change"][1]["p"], random))


@plants("arithmetic")
def growth_wrong(filing: Filing, random: Random) -> bool:
    """A growth that last year's amount, printed beside it, does not give."""
    return _slot(filing, "growth", p=_off(filing["slots"]["growth"][1]["p"], random))


@plants("arithmetic")
def difference_wrong(filing: Filing, random: Random) -> bool:
    """This year's amount, last year's, and another difference between them."""
    values = filing["slots"]["growth"][1]
    return _slot(filing, "growth", now=number(Fraction(values["now"]) + random.randrange(2, 9)))


@plants("arithmetic")
def survey_wrong(filing: Filing, random: Random) -> bool:
    """A rate that the people asked and those content do not give."""
    values = filing["slots"]["survey"][1]
    return _slot(filing, "survey", p=number(Fraction(values["p"]) + Fraction(random.randrange(1, 3))))


@plants("arithmetic")
def grades_wrong(filing: Filing, random: Random) -> bool:
    """More projects by grade than there are."""
    values = filing["slots"]["grades"][1]
    return _slot(filing, "grades", all=values["all"] - random.randrange(1, 3))


@plants("rule")
def missed_full(filing: Filing, random: Random) -> bool:
    """A target that was missed and keeps its full points."""
    row = random.choice(filing["rows"])
    goal = int("".join(c for c in row["expected"] if c.isdigit()))
    unit = row["expected"].lstrip("≥0123456789")
    row["actual"] = f"{goal - random.randrange(1, 3)}{unit}"
    return True


@plants("rule")
def limit_full(filing: Filing, random: Random) -> bool:
    """A limit that was exceeded at full points, in one of the ways in which limits are written."""
    row = filing["rows"][1]
    written = random.choice(("≤{n}万元", "{n}万元以内", "不超过{n}万元", "不高于{n}万元"))
    row.update(kind="cost", name="单套设备造价", expected=written.format(n=4), actual="4.6万元")
    return True


@plants("rule")
def grade_wrong(filing: Filing, random: Random) -> bool:
    """A grade that the total does not give."""
    filing["grade"] = random.choice(("良", "中"))
    return True


@plants("restated")
def total_twice(filing: Filing, random: Random) -> bool:
    """Another total in the text than in the form."""
    return _slot(filing, "total", total=number(Fraction(filing["total"]) - random.choice((1, 2))))


@plants("restated")
def spent_twice(filing: Filing, random: Random) -> bool:
    """Another expenditure in a second place that prints it."""
    second = dict(
        filing["facts"]["spent_total"][0],
        section="三",
        value=_off(filing["facts"]["spent_total"][0]["value"], random),
    )
    filing["facts"]["spent_total"].append(second)
    return second["value"] != filing["facts"]["spent_total"][0]["value"]


@plants("restated")
def count_twice(filing: Filing, random: Random) -> bool:
    """Another number of things done in the text than in the target."""
    row = filing["rows"][0]
    got = int("".join(c for c in row["actual"] if c.isdigit()))
    filing["extra"].append(
        random.choice(("全年改扩建村级卫生室{n}间", "实际改扩建{n}间村级卫生室")).format(n=got + 2)
    )
    return True


@plants("requirement")
def unit_left_out(filing: Filing, random: Random) -> bool:
    """A change without its sign of per cent."""
    filing["extra"].append(random.choice(("较上年同期增长8.35", "处置量比去年下降4.7")))
    return True


@plants("requirement")
def template_left_in(filing: Filing, random: Random) -> bool:
    """A mark of the template left in."""
    filing["extra"].append(random.choice(("本项目由××单位具体承办", "全年共办结XX件")))
    return True


@plants("requirement")
def reason_left_out(filing: Filing, random: Random) -> bool:
    """A missed target without a reason beside one that has it."""
    for row, reason in ((filing["rows"][0], "汛期延误"), (filing["rows"][2], "")):
        goal = int("".join(c for c in row["expected"] if c.isdigit()))
        unit = row["expected"].lstrip("≥0123456789")
        row.update(actual=f"{goal - 1}{unit}", self_score=str(int(row["weight"]) - 1), reason=reason)
    filing["total"] = number(Fraction(filing["total"]) - 2)
    return _slot(filing, "total", total=filing["total"])


@plants("words")
def said_larger(filing: Filing, random: Random) -> bool:
    """Larger than the budget, where it is smaller."""
    return _slot(filing, "item", word=random.choice(("大于", "高于")))


@plants("words")
def said_in_time(filing: Filing, random: Random) -> bool:
    """In time, though a month late."""
    return _slot(filing, "dates", done=filing["slots"]["dates"][1]["due"] + random.choice((1, 2)))


def measure(forms: int = 40) -> tuple[dict[str, tuple[str, int, int]], list[str]]:
    """For each kind its class, how many were planted and found; and what is said of forms without a fault."""
    alarms = [f.show() for seed in range(forms * 2) for f in found(clean(seed))]
    results = {}
    for kind, (cls, plant) in KINDS.items():
        planted = caught = 0
        for seed in range(1000, 1000 + forms):
            filing = copy.deepcopy(clean(seed))
            if plant(filing, Random(f"{kind} {seed}")):
                planted += 1
                caught += any(f.cls == cls for f in found(filing))
        results[kind] = (cls, planted, caught)
    return results, alarms


def table(results: dict[str, tuple[str, int, int]], alarms: list[str], forms: int = 40) -> str:
    """Recall by kind and by class, as the page on mutation testing prints it."""
    lines = ["| class | kind | planted | found |", "|---|---|---|---|"]
    lines += [f"| {cls} | {kind} | {number} | {hits} |" for kind, (cls, number, hits) in results.items()]
    for cls in dict.fromkeys(cls for cls, _, _ in results.values()):
        number = sum(n for c, n, _ in results.values() if c == cls)
        hits = sum(h for c, _, h in results.values() if c == cls)
        lines.append(f"| **{cls}** | all | {number} | {hits} ({hits / number:.1%}) |")
    lines.append(f"| – | forms without a fault | {forms * 2} | {len(alarms)} false |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(*measure()))
