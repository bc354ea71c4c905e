"""The check of group 5 on claims about the whole that a figure of the same report denies: all finished, none carried over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.numerals import chinese_number
from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.filing.statement import Statement
from perfkit.review.arithmetic import slack
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding, place_of
from perfkit.review.registry import check
from perfkit.review.sentences import Sentence
from perfkit.review.topics import clause_of, exception, topics

Denial = Callable[[Case, re.Match | None], tuple[Statement, ...]]

# A claim speaks of the whole where its clause opens with it; what else may stand before says no less than all.
_HEAD = (
    r"(?m:^|(?<=[，,：:]))(?:(?:经)?(?:年底)?盘点(?:结果)?|截至|\d{4}年|年末|年底|底|末|年内|全年|年度|本年度?|当年|目前|资金|严格\w{1,6}管理|"
    r"我|本|全|局|委|办|署|院|会|单位|部门|中心|分局|各类|各项|各个?|所有|全部|现有|已有|安排的?|批复的?|部门预算|预算|应[\u4e00-\u9fff]尽[\u4e00-\u9fff]|的|均|都|一律)*?"
)
_ALL = r"(?:均|都|已|已经|全部|一律|能|能够|得以|全|也)"
_TIMELY = r"按(?:照)?(?:年初|预定|既定|原定)?计划(?:的)?(?:时间|进度)?|按期|按时|如期|准时|及时|在规定(?:的)?(?:期限|时限|时间)内|顺利"
_COUNT = r"(?P<count>\d+|[一二两三四五六七八九十]+)个?"
_DONE = r"(?:完成|完工|竣工|收尾|验收|交付|建成)"
_EVERY = re.compile(r"全部|所有|各|均|都|一律|100%|百分之百|没有|无|零|\d+个|[一二三四五六七八九十]+个")
_INTENDED = re.compile(
    r"确保|力争|争取|保证|要求|应当|必须|将(?!本)|努力|为了|下一步|今后|以后|尽(?:快|量|可能)|(?:未|没有|尚未|不|无法|难以)(?:能)?[^，,]{0,4}$|若|如果|计划在|拟"
)
_OTHER_TIME = re.compile(
    r"上年|去年|上一?年度|往年|历年|前年|下年|明年|下一?年|次年|上半年|前[一二三四五六七八九十\d]+个?月|截至[1-9]月|截至1[01]月|第?[一二三]季度"
)
_APART = re.compile(r"其中|局本级|下属|辖区某|某(?:企业|公司|单位)")
_BACK = (
    "annual_work",
    "budget_preparation",
    "budget_execution",
    "performance",
    "results",
    "experience",
    "actual",
)
_ALSO_PROBLEMS = (*_BACK, "problems", "improvements")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim with the figures that may deny it; a sentence without any of `words` cannot make it."""

    topic: str
    pattern: re.Pattern
    denied: Denial
    severity: str = ERROR
    parts: tuple[str, ...] = _BACK
    words: tuple[str, ...] = ()
    times: bool = False  # speaks of part of the year, so that such words are its own


def _below(part: str, whole: str, rate: str = "") -> Denial:
    def denied(case: Case, _: re.Match | None = None) -> tuple[Statement, ...]:
        a, b, r = case.first(part), case.first(whole), case.first(rate)
        if a is not None and b is not None and b.amount - a.amount > slack(a) + slack(b):
            return (a, b)
        return (r,) if r is not None and r.amount < 1 - slack(r) else ()

    return denied


def _positive(*facts: str) -> Denial:
    def denied(case: Case, _: re.Match | None = None) -> tuple[Statement, ...]:
        stated = (case.first(fact) for fact in facts)
        return tuple(s for s in stated if s is not None and s.amount > slack(s))[:1]

    return denied


def _unfinished(case: Case, match: re.Match | None = None) -> tuple[Statement, ...]:
    """Finished and planned projects, unless the claim speaks of some, or of no more than were finished."""
    found = _below("projects_finished_count", "projects_planned_count")(case, None)
    if match and not _EVERY.search(match.group()):
        return ()
    number = match.groupdict().get("count") if match else None
    if found and number:
        count = int(number) if number.isdigit() else chinese_number(number)
        return found if count is not None and count > found[0].amount else ()
    return found


def _slower(quarter: str, share: Fraction) -> Denial:
    def denied(case: Case, _: re.Match | None = None) -> tuple[Statement, ...]:
        progress, spent, budget = (
            case.first(name)
            for name in (f"spending_progress_{quarter}", f"spent_by_{quarter}", "budget_total")
        )
        if progress is not None:
            return (progress,) if progress.amount < share - slack(progress) else ()
        if spent is None or budget is None:
            return ()
        short = spent.amount + slack(spent) < share * (budget.amount - slack(budget))
        return (spent, budget) if short else ()

    return denied


def _fourth_quarter(case: Case, match: re.Match | None = None) -> tuple[Statement, ...]:
    total, before = case.first("spent_total"), case.first("spent_by_q3")
    if total is None or before is None:
        return ()
    if match is None:
        return (total, before)
    unit = {"亿": 10**8, "万": 10**4, "": 1}[match["times"] or ""]
    said, places = parse_number(match["number"]) * unit, len(match["number"].partition(".")[2])
    allowed = Fraction(unit, 2 * 10**places) + slack(total) + slack(before)
    return (total, before) if abs(total.amount - before.amount - said) > allowed else ()


def _less_satisfied(case: Case, match: re.Match | None = None) -> tuple[Statement, ...]:
    stated = case.first("satisfaction_rate")
    if stated is None or match is None:
        return () if stated is None else (stated,)
    said = parse_number(match["number"]) / 100
    return (
        (stated,)
        if said - stated.amount
        > slack(stated) + Fraction(1, 2 * 10 ** (2 + len(match["number"].partition(".")[2])))
        else ()
    )


def _within(item: str) -> Denial:
    def denied(case: Case, _: re.Match | None = None) -> tuple[Statement, ...]:
        spent, budget = (
            case.first(f"{item}_spent"),
            case.first(f"{item}_adjusted_budget") or case.first(f"{item}_budget"),
        )
        return (
            (spent, budget)
            if spent is not None and budget is not None and spent.amount <= budget.amount
            else ()
        )

    return denied


def _vacant(case: Case, _: re.Match | None = None) -> tuple[Statement, ...]:
    staff, posts = case.first("established_staff_count"), case.first("establishment_count")
    return (staff, posts) if staff is not None and posts is not None and staff.amount < posts.amount else ()


_PETITION = r"(?:信访|来信来访|来访|信访投诉)(?:件|事项|诉求|问题|工作)?"
_CLAIMS = (
    _Claim(
        "project_delay",
        re.compile(_HEAD + rf"(?:{_COUNT})?(?:预算)?(?:安排的?)?项目(?:{_ALL}|{_TIMELY})*{_DONE}"),
        _unfinished,
        words=("项目",),
    ),
    _Claim(
        "project_delay",
        re.compile(
            rf"(?:没有|无|未有)(?:任何)?(?:一个)?(?:一|1)?个?项目(?:延期|逾期|延误|滞后|拖延)|{_HEAD}项目(?:按期|按时|及时)?完成率(?:均)?(?:为|达到?|是)?(?:了)?(?:100%|百分之百)|项目零(?:延期|逾期|延误)|无一(?:项目)?(?:延误|延期|逾期)"
        ),
        _unfinished,
        words=("项目", "无一"),
    ),
    _Claim(
        "asset_idle",
        re.compile(
            _HEAD
            + r"(?:固定资产|资产|设备|资产设备)(?:(?:均|都|已|全部|处于|正常|在){1,6}(?:在用|在使用|使用(?!效率|率)|投入使用)|(?<=全部固定资产)在用|(?<=所有固定资产)在用|(?:利用|使用)率(?:均)?(?:为|达到?|是)?(?:了)?(?:100%|百分之百)|(?:没有|无|不存在)(?:任何)?闲置)|"
            + _HEAD
            + r"(?:没有|无|不存在)(?:任何)?(?:固定)?(?:资产)?闲置(?:未用)?(?:情况|现象|资产)?(?=$|[，,])"
        ),
        _below("fixed_assets_in_use", "fixed_assets_total", "fixed_assets_use_rate"),
        words=("资产", "设备", "闲置"),
    ),
    _Claim(
        "temporary_staff",
        re.compile(
            r"(?:无|没有(?:使用|聘用|招用|雇用)?|从?未(?:使用|聘用|招用|雇用))(?:任何|一名)?(?:编外|劳务派遣|临聘|临时聘用)(?:人员|用工|工)?|(?:所有|全部)岗位均(?:为|由)?在编"
        ),
        _positive("off_establishment_count", "off_establishment_rate"),
        words=("编外", "劳务派遣", "临聘", "临时聘用", "岗位均"),
    ),
    _Claim(
        "petitions",
        re.compile(
            rf"{_PETITION}[^，,]{{0,6}}(?:全部|均|都|一律)(?:{_ALL}|{_TIMELY})*(?:予以|得到)?(?:及时)?(?:办结|答复|回复|处理|办理完毕|回应)|(?:件件|事事)有(?:回音|着落|回复|答复|落实)|信访[^，,]{{0,8}}(?<!及时)(?:回复|办结|答复|办理)率[^，,]{{0,4}}(?:100%|百分之百)"
        ),
        _below("", "", "petition_reply_rate"),
        words=("访", "件件", "事事"),
    ),
    _Claim(
        "petitions",
        re.compile(
            rf"{_PETITION}[^，,]{{0,6}}(?:全部|均|都|一律|件件)(?:{_ALL})*(?:按期|按时|及时|如期|在规定(?:的)?(?:期限|时限|时间)内)|{_PETITION}[^。]{{0,16}}(?:无(?:一件)?超期|(?:未|没有)(?:发生|出现)?(?:一件)?(?:超期|逾期)|零(?:超期|逾期))|信访[^，,]{{0,8}}及时[^，,]{{0,6}}率[^，,]{{0,4}}(?:100%|百分之百)"
        ),
        _below("", "", "petition_timely_reply_rate"),
        words=("访",),
    ),
    _Claim(
        "procurement_incomplete",
        re.compile(
            _HEAD
            + r"(?:政府)?采购(?:预算|计划|任务)?(?:的)?(?:百分之百|100%)(?:执行|完成)|"
            + _HEAD
            + r"(?:政府)?采购(?:预算|计划|任务)?(?:执行|完成)率(?:达到?|为|是)?(?:了)?(?:100%|百分之百)"
        ),
        _below("procurement_actual", "procurement_planned", "procurement_rate"),
        words=("采购",),
    ),
    # A lower price also leaves money over.
    _Claim(
        "procurement_incomplete",
        re.compile(
            _HEAD
            + r"(?:政府)?采购(?:计划|任务|项目|预算)?(?:计划|金额|资金)?(?:均|都|已|已经|全部){1,4}(?:完成|执行完毕|落实|支付完毕|执行到位)|"
            + _HEAD
            + r"完成了?全部(?:政府)?采购(?:计划|任务|项目)"
        ),
        _below("procurement_actual", "procurement_planned"),
        DOUBT,
        words=("采购",),
    ),
    _Claim(
        "funds_short",
        re.compile(
            _HEAD
            + r"(?:资金|预算)?(?:没有|无|未)(?:形成|产生|出现)?(?:任何)?(?:资金)?(?:结转|结余)|零(?:结转|结余)|"
            + _HEAD
            + r"(?:资金|预算资金|预算)(?:已)?全部(?:用完|支出完毕|执行完毕)"
        ),
        _positive("carried_over"),
        words=("结转", "结余", "全部"),
    ),
    _Claim(
        "funds_short",
        re.compile(r"三公[”\"]?经费[^，,]{0,8}(?:零支出|(?:没有|未发生|无)(?:任何)?支出)"),
        _positive("three_public_spent", "vehicle_running_spent", "reception_spent"),
        words=("三公",),
    ),
    _Claim(
        "funds_short",
        re.compile(r"公务用车[^，,]{0,12}(?:超支|超出预算|超预算)"),
        _within("vehicle_running"),
        DOUBT,
        _ALSO_PROBLEMS,
        words=("公务用车",),
    ),
    _Claim(
        "funds_short",
        re.compile(r"三公[”\"]?经费[^，,]{0,8}(?:超支|超出预算|超预算)"),
        _within("three_public"),
        DOUBT,
        _ALSO_PROBLEMS,
        words=("三公",),
    ),
    _Claim(
        "funds_short",
        re.compile(r"日常公用经费[^，,]{0,8}(?:超支|超出预算|超预算)"),
        _within("daily_running"),
        DOUBT,
        _ALSO_PROBLEMS,
        words=("公用经费",),
    ),
    _Claim(
        "staff_shortage",
        re.compile(
            r"(?:人员|单位|我局|本局)超编|超编运行|(?:人员)?编制已满|满编|(?:没有|无)空(?:余)?编(?:制)?"
        ),
        _vacant,
        ERROR,
        _ALSO_PROBLEMS,
        words=("编",),
    ),
    _Claim(
        "project_delay",
        re.compile(
            r"前(?:三|3)(?:个)?季度[^，,]{0,12}(?:已)?(?:超过?|高于|快于|达到|优于|领先)了?(?:于)?序时"
        ),
        _slower("q3", Fraction(3, 4)),
        words=("季度",),
        times=True,
    ),
    _Claim(
        "project_delay",
        re.compile(
            r"(?:上半年|前(?:二|两|2)(?:个)?季度)[^，,]{0,12}(?:已)?(?:超过?|高于|快于|达到|优于|领先)了?(?:于)?序时"
        ),
        _slower("q2", Fraction(1, 2)),
        words=("序时",),
        times=True,
    ),
    _Claim(
        "project_delay",
        re.compile(r"第?[四4]季度(?:实际)?支出(?:为|达)?(?P<number>\d+(?:\.\d+)?)(?P<times>[万亿])?元"),
        _fourth_quarter,
        words=("季度",),
        times=True,
    ),
    _Claim(
        "satisfaction",
        re.compile(
            r"(?:服务对象|社会公众|公众|群众|用户|普遍满意[，,])[^，,\d]{0,6}(?:总体|综合)?满意(?:度|率)(?:均)?(?:达到?|为|超过|高于|在|保持在)*了?(?P<number>\d+(?:\.\d+)?)%"
        ),
        _less_satisfied,
        words=("满意",),
    ),
)


@check(5, "claim.figure")
def claims_that_figures_refute(case: Case) -> Iterator[Finding]:
    """Claims about the whole against the facts: all projects finished, all assets in use, no dispatched staff, all
    petitions answered in time, all bought, nothing carried over, nothing spent on three-public items, posts full,
    ahead of schedule, a fourth quarter's spending, a satisfaction rate.

    The claim must open its clause (三防重点设备全部在用 speaks of a part) and leave nothing out (除甲外). Other
    years, parts of the department, intentions and sentences that state the shortfall itself are let be. The text
    is searched only where a figure could deny the claim. A doubt where the figure allows another explanation.
    """
    told: set[tuple[str, tuple[Statement, ...]]] = set()
    for claim in _CLAIMS:
        if not claim.denied(case, None):
            continue
        for sentence, match in _matches(case, claim):
            figures = claim.denied(case, match)
            if (
                not figures
                or (claim.topic, figures) in told
                or not _is_claimed(claim, sentence, match, figures)
            ):
                continue
            told.add((claim.topic, figures))
            yield _finding(case, claim, sentence, match, figures)


def _matches(case: Case, claim: _Claim) -> Iterator[tuple[Sentence, re.Match]]:
    for sentence in case.lines(*claim.parts).having(claim.words):
        for match in claim.pattern.finditer(sentence.text):
            yield sentence, match


def _is_claimed(claim: _Claim, sentence: Sentence, match: re.Match, figures: tuple[Statement, ...]) -> bool:
    text = sentence.text
    opening = max(text.rfind(mark, 0, match.start()) for mark in "，,：:") + 1
    before = text[opening : match.start()]
    left = exception(text)
    if (
        _INTENDED.search(before)
        or _APART.search(text[: match.end()])
        or (left and (left["apart"] or match.start() + 1 >= left.end()))
    ):
        return False
    if not claim.times and _OTHER_TIME.search(text[: match.end()]):
        return False
    return not any(
        "".join(f.quote.split()) and str(f.value) in text and f.section == sentence.section for f in figures
    )


def _finding(
    case: Case, claim: _Claim, sentence: Sentence, match: re.Match, figures: tuple[Statement, ...]
) -> Finding:
    names = {id(s): name for name, statements in case.stated.items() for s in statements}
    shown = "、".join(f"{case.name(names[id(s)])} {s.printed}" for s in figures)
    shown_en = ", ".join(f"{case.name(names[id(s)], 'en')} {s.printed}" for s in figures)
    words = clause_of(sentence.text, *match.span())
    topic = topics()[claim.topic]
    return Finding(
        "claim.figure",
        claim.severity,
        Text(
            f"〔{sentence.section}〕称“{words}”，而{shown}",
            f"{sentence.section} says {words}, yet {shown_en}",
        ),
        (sentence.place(match.group()), *(place_of(s) for s in figures)),
        stakes=case.rests_on(names[id(s)] for s in figures) or case.topic_stakes(claim.topic),
        ask=Text(f"{topic.name.zh}的台账", f"records on {topic.name.en}"),
    )
