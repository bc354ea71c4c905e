"""Checks of group 5: what the department says of itself against what it admits, and both against its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.quantities import show_exact
from perfkit.base.text import Text
from perfkit.review.case import Case, Row, is_full, is_judged, sure
from perfkit.review.finding import DOUBT, ERROR, NOTE, Finding, Place
from perfkit.review.registry import check
from perfkit.review.topics import Said, account, topics

_MOST = 4
_NOT_DONE = ("project_delay", "payment", "procurement_incomplete")
# 个别项目…… leaves a claim standing that does not say 全部.
_SINGLE = re.compile(r"个别|少数|有的")
_EVERY = re.compile(r"全部|所有|均|各项|每|一律|100%")
_OF_PROJECTS = re.compile(r"项目(?:之间)?(?:的)?调整")
_COMMON_PAIRS = frozenset(("完成", "及时", "全部", "进行", "情况", "工作", "没有", "未能", "无法", "正常"))
_DIGIT = re.compile(r"\d")
_AFFIRMED = re.compile(r"^(?:均|已|全部|均已)?(?:取得|完成|达到|实现|通过|符合)(?!率)[^未没不，,]*$")
_OF_MONEY = re.compile(r"执行率|支付率|支出率|支付进度|资金|经费|金额|预算")
_CLAUSE = re.compile(r"[^，,：:、]+")
_YES_KINDS = ("timeliness", "quality", "satisfaction", "social", "economic", "ecological", "sustainable")
# Words that many targets share and that name no subject.
_GENERIC = re.compile(
    r"[（(].*?[）)]|及时性|及时率|及时|时效性|时效|满意度|满意率|满意|完成率|完成|达标率|合格率|覆盖率|使用率|情况|工作|业务|人员|资金|预算|数量|质量|标准|项目|金额|次数|"
    r"提高|提升|能力|企业|经办|效果|参加|开展|办理|使用|实施|进行|服务|单位|部门|对象|年度|全年|计划|实际|是否|的|和|与|及|率|数|性|对|在"
)


def _places(said: list[Said]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(s.sentence.place(s.words) for s in said[:_MOST]))


def _sections(said: list[Said]) -> str:
    return "、".join(dict.fromkeys(s.sentence.section for s in said[:_MOST]))


@check(5, "claim.admission")
def claims_against_admissions(case: Case) -> Iterator[Finding]:
    """For each topic of data/topics.yaml: sentences that claim against sentences that admit.

    Sentences with a negation, a condition or an intention around the words do not count. A claim that
    leaves out the very thing that is admitted (除甲外，其他……) is not set against it; where another claim
    leaves nothing out, the two are at most a doubt. The topic says how grave the rest is; a note where only
    single cases (个别……) are admitted beside a claim that does not speak of all; a doubt where only the
    adjustment of projects is denied and that of money admitted.
    """
    told = account(case)
    for name, topic in topics().items():
        good, bad = told.claims[name], told.admissions[name]
        admitting = [other.sentence for other in bad]
        good = [
            said for said in good if said.sentence not in admitting or said.left_out or topic.against == ERROR
        ]
        good, bad, excepted = _without_exceptions(good, bad)
        good = [said for said in good if not said.sentence.shown or _same_object(said, bad)]
        if not good or not bad:
            continue
        good = _same_matter_first(good, bad, topic.against)
        single = all(_SINGLE.search(said.sentence.text) for said in bad) and not any(
            _EVERY.search(said.sentence.text) for said in good
        )
        apart = _OF_PROJECTS.search(good[0].hit) and not any(_OF_PROJECTS.search(said.hit) for said in bad)
        severity = (
            NOTE if single else DOUBT if topic.against == ERROR and (excepted or apart) else topic.against
        )
        yield Finding(
            "claim.admission",
            severity,
            Text(
                f"{topic.name.zh}：〔{_sections(good)}〕载为“{good[0].words}”，〔{_sections(bad)}〕与之不一致，载为“{bad[0].words}”",
                f"{topic.name.en}: {_sections(good)} says {good[0].words}, {_sections(bad)} says {bad[0].words}",
            ),
            (*_places(good), *_places(bad)),
            stakes=case.topic_stakes(name),
            ask=Text(
                f"{topic.name.zh}的文件、台账，并说明以哪一处为准",
                f"papers and records on {topic.name.en}, and which of the two holds",
            ),
            problem=topic.problem,
            about=(topic.id,),
        )


def _same_object(target: Said, bad: list[Said]) -> bool:
    """True where a target and an admission speak of one object: new equipment denies nothing of old printers."""
    pieces = subjects(target.sentence.shown.partition("：")[0])
    pairs = {piece[i : i + 2] for piece in pieces for i in range(len(piece) - 1)}
    return any(pair in said.words for said in bad for pair in pairs)


def _without_exceptions(good: list[Said], bad: list[Said]) -> tuple[list[Said], list[Said], bool]:
    """Claims and admissions to set against each other, and whether some claim leaves out all that is admitted."""
    plain = [said for said in good if not said.left_out]
    open_ = [said for said in bad if not any(claim.leaves_out(said) for claim in good)]
    if open_:
        return good, open_, False
    return plain, bad, True


def _same_matter_first(good: list[Said], bad: list[Said], against: str) -> list[Said]:
    """Claims that speak of all, then those that share a word with an admission; where graver things are not at
    stake, only the latter, if there are any."""
    pairs = {said.hit[i : i + 2] for said in bad for i in range(len(said.hit) - 1)} - _COMMON_PAIRS
    shared = {id(said) for said in good if any(pair in said.hit for pair in pairs)}
    if shared and against != ERROR:
        good = [said for said in good if id(said) in shared]
    return sorted(good, key=lambda said: (not _EVERY.search(said.words), id(said) not in shared))


@check(5, "admission.full_marks")
def admissions_beside_full_marks(case: Case) -> Iterator[Finding]:
    """Topics that the department admits a problem with, beside full marks in the rows they bear on.

    Rows that figures alone decide are left out: there an admission changes nothing. An error where the
    clause rules out what is admitted, unless the admission is the exception of a claim (除甲外，其他……).
    """
    told = account(case)
    for name, topic in topics().items():
        bad = told.admissions[name]
        rows = [
            row for row in case.rows_for(name) if is_full(row) and is_judged(row) and case.beyond_figures(row)
        ]
        if not bad or not rows:
            continue
        stakes = tuple(
            (row, points) for row, points in case.topic_stakes(name) if row in [r.indicator.id for r in rows]
        )
        listed = "、".join(
            f"“{row.indicator.name.zh}”{show_exact(sure(row.self_score))}／{show_exact(row.indicator.max)}"
            for row in rows
        )
        listed_en = ", ".join(
            f"{row.indicator.name.text.en} {show_exact(sure(row.self_score))}/{show_exact(row.indicator.max)}"
            for row in rows
        )
        yield Finding(
            "admission.full_marks",
            ERROR if topic.strict and not all(said.left_out for said in bad) else DOUBT,
            Text(
                f"{topic.name.zh}：〔{_sections(bad)}〕自述存在“{bad[0].words}”，自评{listed}",
                f"{topic.name.en}: {_sections(bad)} admits {bad[0].words}; self-scores {listed_en}",
            ),
            (*_places(bad), *(case.score_place(row) for row in rows)),
            stakes=stakes,
            ask=Text(
                f"{topic.name.zh}的情况说明和原始记录", f"an account of {topic.name.en} with the records"
            ),
            problem=topic.problem,
            about=(topic.id,),
        )


@check(5, "admission.no_figure")
def admissions_without_figures(case: Case) -> Iterator[Finding]:
    """Admissions that hold no number: how much was transferred, which projects, how many."""
    vague: dict[Place, Text] = {}
    for name, bad in account(case).admissions.items():
        for said in bad:
            if not _DIGIT.search(said.sentence.text.replace(str(case.submission.year), "")):
                vague.setdefault(said.sentence.place(said.words), topics()[name].name)
    if vague:
        names = list(dict.fromkeys(vague.values()))
        yield Finding(
            "admission.no_figure",
            NOTE,
            Text(
                f"自述的问题有 {len(vague)} 处没有数字（{'；'.join(n.zh for n in names)}），程度、数量和涉及的项目均未说明",
                f"{len(vague)} problems are admitted without a figure ({', '.join(n.en for n in names)})",
            ),
            tuple(vague)[:8],
            ask=Text(
                "；".join(n.zh for n in names) + "的金额、数量和清单",
                "amounts, numbers and lists: " + ", ".join(n.en for n in names),
            ),
        )


def subjects(name: str) -> list[str]:
    """What a target is about: its name without the words that all targets share, pieces of two characters or more.

    Examples
    --------
    >>> subjects("案件调查的及时性"), subjects("参加培训人员的满意度"), subjects("服务对象的满意度")
    (['案件调查'], ['培训'], [])
    """
    return [
        piece
        for piece in re.split("[\\s，、,/]+", _GENERIC.sub(" ", "".join(name.split())))
        if len(piece) >= 2
    ]


def _about(pieces: list[str], text: str) -> str:
    """The words that a target and a text share: a whole piece of two characters, or three in a row."""
    for piece in pieces:
        if piece in text:
            return piece
        for start in range(len(piece) - 2):
            if piece[start : start + 3] in text:
                return piece[start : start + 3]
    return ""


def _yes(case: Case) -> list[tuple[Row, list[str]]]:
    """Targets answered with yes, or with words that say as much (取得调查证据)."""
    said = [
        row
        for row in case.targets
        if row.target.kind in _YES_KINDS
        and (
            row.parsed.claim == "yes"
            or not row.parsed.claim
            and not row.parsed.measurable
            and _AFFIRMED.search(row.target.actual)
        )
    ]
    return [(row, subjects(row.target.name)) for row in said]


@check(5, "target.claim_unmet", "target.claim_admitted")
def other_targets_on_it(case: Case) -> Iterator[Finding]:
    """Targets that answer yes on a subject of which another target, or the text, says it was not done.

    Two targets share a subject where a whole piece of their names, or three characters in a row, is common
    once words such as 及时性 and 满意度 are taken out. That money was not all spent denies nothing; that those
    who took part were satisfied is denied only by work of which little was done. What the text admits is left
    out where a missed target already says it of the same targets.
    """
    yes = _yes(case)
    if not yes:
        return
    told = account(case)
    set_against = {
        claim.sentence.shown for topic in _NOT_DONE for claim in told.claims[topic] if told.admissions[topic]
    }
    said_so = {row.number for row, _ in yes if row.place.quote in set_against}
    for row in case.targets:
        share = row.parsed.achievement
        if row.parsed.met is not False or share is None or share >= 1 or _OF_MONEY.search(row.target.name):
            continue
        linked = [
            other
            for other, pieces in yes
            if other is not row
            and _about(pieces, row.words)
            and (other.target.kind != "satisfaction" or share * 5 < 4)
        ]
        if linked:
            said_so |= {other.number for other in linked}
            yield _linked(
                case,
                "target.claim_unmet",
                NOTE if share * 20 > 19 else DOUBT,
                f"指标“{row.target.name}”未达成（{row.target.expected} → {row.target.actual}）",
                f"{row.target.name} was missed ({row.target.expected} → {row.target.actual})",
                row.place,
                linked,
            )
    done = set()
    for topic in _NOT_DONE:
        for said in told.admissions[topic]:
            for clause in _CLAUSE.findall(said.sentence.text):
                if clause in done or not topics()[topic].admission(clause):
                    continue
                linked = [
                    other for other, pieces in yes if other.number not in said_so and _about(pieces, clause)
                ]
                if linked:
                    said_so |= {other.number for other in linked}
                    yield _linked(
                        case,
                        "target.claim_admitted",
                        DOUBT,
                        f"〔{said.sentence.section}〕承认“{clause}”",
                        f"{said.sentence.section} admits {clause}",
                        Place(said.sentence.section, clause),
                        linked,
                    )
                done.add(clause)


def _linked(
    case: Case, code: str, severity: str, zh: str, en: str, place: Place, linked: list[Row]
) -> Finding:
    names = "、".join(f"“{row.target.name}”填报“{row.target.actual}”" for row in linked)
    names_en = ", ".join(f"{row.target.name}: {row.target.actual}" for row in linked)
    return Finding(
        code,
        severity,
        Text(f"{zh}，而指标{names}", f"{en}; yet the targets say {names_en}"),
        (place, *(row.place for row in linked[:8])),
        ask=Text(
            "这些指标的考核记录：对象、数量和时间", "records behind these targets: what, how many, when"
        ),
    )
