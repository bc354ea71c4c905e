"""Checks of group 5 on goals: what was set out to do, and whether the report says a word of what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.review.case import Case, Sentence
from perfkit.review.finding import DOUBT, NOTE, Finding, Place
from perfkit.review.registry import check
from perfkit.text import Text

_PHRASE = re.compile(r"[^，,、；;。：:和及以与（）()“”\"]+")
# Words that say how, not what; a goal is answered by its matter.
_FILLER = re.compile(
    r"继续|进一步|不断|认真|积极|全面|深入|切实|加强|加大|推进|做好|开展|落实|完善|提升|提高|强化|抓好|组织|实施|维护|严格|依法|有效|持续|努力|各项|相关|工作|任务|力度|部署|系列|活动|"
    r"负责|协助|承担|贯彻执行|贯彻|执行|辖区内|辖区|用人单位|员工|单位|人员|上级|部门|受|委托|对|的|等|为|在|将|尽快|有关|情况|日常|业务|服务|管理|监督|重点|年度"
)
_ANSWERS = ("annual_work", "budget_execution", "performance", "results", "experience", "actual")
_SHORTEST = 3
_DIGIT = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万]+(?:项|个|次|件|场|家|户|人|元)")


class _Answers:
    """All that the report says of results, as the set of its pairs of characters."""

    def __init__(self, case: Case):
        text = case.text_of(*_ANSWERS) + "。" + "。".join(row.words for row in case.targets)
        text += "。" + "。".join(row.name for row in (case.submission.tasks.rows if case.submission.tasks else ()))
        text += "。" + "。".join(figure.name for figure in case.submission.figures)
        self.pairs = set(zip(text, text[1:], strict=False))
        self.text = text

    def unanswered(self, phrase: str) -> bool:
        """True where less than half of a phrase's matter appears anywhere in the answers."""
        pieces = [piece for piece in _FILLER.sub(" ", phrase).split() if len(piece) >= 2]
        pairs = [pair for piece in pieces for pair in zip(piece, piece[1:], strict=False)]
        if sum(map(len, pieces)) < _SHORTEST or not pairs or any(len(piece) >= 4 and piece in self.text for piece in pieces):
            return False
        return sum(pair in self.pairs for pair in pairs) * 5 <= len(pairs) * 3


def _phrases(text: str) -> list[str]:
    return [phrase for phrase in _PHRASE.findall(text) if len(phrase) >= _SHORTEST]


@check(
    5,
    {
        "goal.unanswered": ("年初的工作目标没有对应的完成情况", "a goal of the year of which the report says nothing"),
        "duty.without_target": ("职责没有对应的目标、任务或结果", "a duty without goal, task or result"),
    },
)
def goals_without_answer(case: Case) -> Iterator[Finding]:
    """Goals, the yearly overall goal and duties, phrase by phrase, against all that is said of results.

    A phrase is answered where more than three fifths of its matter, pair of characters by pair, appears
    somewhere in the account, the targets, the tasks or the figures. A doubt where at least half of an item
    of two phrases or more has no answer; a note otherwise: words may be answered by other words.
    """
    answers = None
    for part, code in (("goals", "goal.unanswered"), ("expected", "goal.unanswered"), ("duties", "duty.without_target")):
        open_phrases: list[tuple[Sentence, str]] = []
        for sentence in [s for s in case.sentences if s.part == part]:
            answers = answers or _Answers(case)
            phrases = _phrases(sentence.text)
            open_phrases += [(sentence, phrase) for phrase in phrases if answers.unanswered(phrase)]
        if open_phrases:
            yield _finding(case, code, part, open_phrases)


def _finding(case: Case, code: str, part: str, open_phrases: list[tuple[Sentence, str]]) -> Finding:
    listed = "、".join(f"“{phrase}”" for _, phrase in open_phrases[:8])
    total = sum(len(_phrases(s.text)) for s in case.sentences if s.part == part)
    many = part == "goals" and len(open_phrases) >= 3 and len(open_phrases) * 4 >= total
    sections: dict[str, Place] = {}
    for sentence, phrase in open_phrases:
        sections.setdefault(sentence.section + phrase, Place(sentence.section, phrase))
    what = {"goals": ("履职目标", "goals"), "expected": ("总体目标", "the overall goal"), "duties": ("部门职责", "duties")}[part]
    return Finding(
        code,
        DOUBT if many else NOTE,
        Text(f"{what[0]}中有 {len(open_phrases)} 处在全文找不到完成情况：{listed}", f"{len(open_phrases)} pieces of {what[1]} have no result anywhere in the report: {listed}"),
        tuple(sections.values())[:10],
        f"{len(open_phrases)}/{total}",
        ask=Text("这些目标的完成情况及佐证", "what came of these goals, with evidence"),
    )


@check(5, {"goal.no_figure": ("总体目标没有一个数字", "the overall goal holds no figure")})
def goal_without_figures(case: Case) -> Iterator[Finding]:
    """An overall goal without a single figure cannot be compared with what was reached."""
    goal = case.submission.overall_goal
    if goal is not None and goal.expected.strip() and not _DIGIT.search(goal.expected):
        yield Finding("goal.no_figure", NOTE, Text("年度总体目标没有一个预期数字，实际完成无从比较", "the yearly overall goal holds no figure to compare results with"), (Place(goal.section, goal.expected.strip()[:60] + "…"),), ask=Text("总体目标的量化指标", "figures for the overall goal"))


@check(3, {"tasks.not_described": ("任务表里的项目正文没有提到", "a project of the task table is not in the text"), "tasks.count": ("项目个数前后不一", "the number of projects differs")})
def projects_in_text(case: Case) -> Iterator[Finding]:
    """Project rows of the task table against the text: names that never appear, and how many there are."""
    rows = [row for row in (case.submission.tasks.rows if case.submission.tasks else ()) if row.category == "project"]
    text = case.text_of("performance", "results", "budget_execution")
    absent = [row.name for row in rows if row.name not in text]
    if rows and absent and len(absent) < len(rows) and case.submission.narrative.performance:
        yield Finding("tasks.not_described", NOTE, Text("任务表的项目“" + "”“".join(absent) + "”在正文没有出现，名称不一或没有说明", "projects of the task table that the text does not name: " + ", ".join(absent)), tuple(Place(case.submission.tasks.section, name) for name in absent), ask=Text("项目名称对照表", "which project is which"))
    approved = case.first("projects_approved_count")
    if approved is not None and rows and approved.amount != len(rows):
        yield Finding("tasks.count", DOUBT, Text(f"批复项目 {approved.printed}，任务表列 {len(rows)} 个", f"{approved.printed} approved, {len(rows)} in the task table"), (Place(approved.section, approved.quote, approved.printed), Place(case.submission.tasks.section, "、".join(row.name for row in rows))), ask=Text("项目清单及批复", "list and approvals of projects"))
