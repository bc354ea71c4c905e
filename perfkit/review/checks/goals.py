"""Checks of group 5 on goals: what was set out to do, and whether the report says a word of what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, NOTE, Finding, Place
from perfkit.review.registry import check

_BRACKETS = re.compile(r"[（(][^）)]*[）)]|[“”\"]")
_CLAUSE = re.compile(r"[^，,；;。：:]+")
_ITEM = re.compile("、")
_GOAL_ITEM = re.compile(r"、|(?<=[\u4e00-\u9fff]{4})(?:以及|和|与|及)(?=[\u4e00-\u9fff]{4})")
# Where something is to be done, whom it is to serve, and what it is to lead to: nothing that could be reported as done.
_WHERE = re.compile(r"^(?:走进|深入|走访|面向|进驻)[^，,]*?(?=开展|举办|组织|举行|$)")
_WHAT_FOR = re.compile(
    r"^(?:切实|有效|充分|更好地?)*(?:维护|保障)[^，,]{0,16}(?:权益|利益|权利)|^(?:着力|努力)?(?:打造|营造|树立|形成)"
)
# Words that say how, not what; a goal is answered by its matter.
_FILLER = re.compile(
    r"继续|进一步|不断|认真|积极|全面|深入|切实|加强|加大|推进|做好|开展|落实|完善|提升|提高|强化|抓好|组织|实施|维护|严格|依法|有效|持续|努力|各项|相关|工作|任务|力度|部署|系列|活动|"
    r"负责|协助|承担|干部队伍|队伍|贯彻执行|贯彻|执行|辖区内|辖区|用人单位|员工|单位|人员|上级|部门|受[^，]{0,16}委托|社会保障行政|对|和|及|与|以及|经批准后|的|等|为|在|将|尽快|有关|情况|日常|业务|服务|管理|监督|重点|年度"
)
_ANSWERS = ("annual_work", "budget_execution", "performance", "results", "experience", "actual")
_SHORTEST = 3
_MOST = 10
_LONG = 6
_DIGIT = re.compile(r"[0-9０-９]|[一二三四五六七八九十百千万]+(?:项|个|次|件|场|家|户|人|元)")


class _Answers:
    """All that the report says of results."""

    def __init__(self, case: Case):
        text = case.text_of(*_ANSWERS) + "。" + "。".join(row.words for row in case.targets)
        text += "。" + "。".join(
            row.name for row in (case.submission.tasks.rows if case.submission.tasks else ())
        )
        text += "。" + "。".join(figure.name for figure in case.submission.figures)
        self.text = text = _alike(text)
        self.pairs = set(_pairs(text))

    def unanswered(self, phrase: str) -> bool:
        """True where three fifths or less of a phrase's matter, or of a long piece of it, appear in the answers."""
        pieces = [piece for piece in _FILLER.sub(" ", _alike(phrase)).split() if len(piece) >= 2]
        if sum(map(len, pieces)) < _SHORTEST:
            return False
        if any(len(piece) >= _LONG and self._is_open([piece]) for piece in pieces):
            return True
        return self._is_open(pieces)

    def _is_open(self, pieces: list[str]) -> bool:
        pairs = [pair for piece in pieces for pair in _pairs(piece)]
        if not pairs or any(len(piece) >= 4 and piece in self.text for piece in pieces):
            return False
        return sum(map(self.pairs.__contains__, pairs)) * 5 <= len(pairs) * 3


def _pairs(text: str) -> list[int]:
    """Every two neighbouring characters as one number: made of the text's bytes, in a fifth of the time that slices take."""
    raw = text.encode("utf-16-le")
    return [
        pair
        for start in (0, 2)
        for pair in memoryview(raw[start : start + (len(raw) - start) // 4 * 4]).cast("I")
    ]


# Words for the same thing, said in the one way.
_ALIKE = (("核发", "发放"), ("追缴", "催缴"), ("解读", "宣讲"))


def _alike(text: str) -> str:
    for word, other in _ALIKE:
        text = text.replace(word, other)
    return text


def _phrases(text: str, item: re.Pattern = _GOAL_ITEM) -> list[str]:
    """The pieces of a goal that a report can answer, one by one.

    Examples
    --------
    >>> _phrases("走进社区、校园开展节水宣传，保障用户权益"), _phrases("做好社保扶贫和退役军人工伤保险工作")
    (['开展节水宣传'], ['做好社保扶贫', '退役军人工伤保险工作'])
    """
    clauses = [
        _WHERE.sub("", clause)
        for clause in _CLAUSE.findall(_BRACKETS.sub("", text))
        if not _WHAT_FOR.match(clause)
    ]
    return [phrase for clause in clauses for phrase in item.split(clause) if len(phrase) >= _SHORTEST]


@check(5, "goal.unanswered", "duty.without_target")
def goals_without_answer(case: Case) -> Iterator[Finding]:
    """Goals, the yearly overall goal and duties, phrase by phrase, against all that is said of results.

    Where something is to be done (走进社区) and what it is for (保障权益) are no goals of their own. A phrase is answered where more than three fifths of its matter, pair of characters by pair, appears
    somewhere in the account, the targets, the tasks or the figures. A goal of which at least half of two
    phrases or more have no answer is a doubt; everything else a note, since words may be answered by other
    words. Goals are reported one by one, the overall goal and the duties as one finding each.
    """
    for part, code, phrases in case.once("goals", lambda: list(_answered(case))):
        unanswered = [(phrase, section) for phrase, section, is_open in phrases if is_open]
        if unanswered:
            yield _finding(code, part, unanswered, len(phrases))


def _answered(case: Case) -> Iterator[tuple[str, str, list[tuple[str, str, bool]]]]:
    """Goals, overall goal and duties: what each asks for phrase by phrase, with its place, and whether it is still open."""
    answers = _Answers(case)
    for part, code in (
        ("goals", "goal.unanswered"),
        ("expected", "goal.unanswered"),
        ("duties", "duty.without_target"),
    ):
        items: dict[str, list[tuple[str, str, bool]]] = {}
        for sentence in [s for s in case.sentences if s.part == part]:
            key = sentence.section if part == "goals" else part
            items.setdefault(key, []).extend(
                (phrase, sentence.section, answers.unanswered(phrase))
                for phrase in _phrases(sentence.text, _GOAL_ITEM if part == "goals" else _ITEM)
            )
        for phrases in items.values():
            yield part, code, phrases


def _finding(code: str, part: str, unanswered: list[tuple[str, str]], total: int) -> Finding:
    count = len(unanswered)
    phrases = list(dict.fromkeys(phrase for phrase, _ in unanswered))
    listed = "、".join(f"“{phrase}”" for phrase in phrases[:_MOST]) + ("等" if len(phrases) > _MOST else "")
    listed_en = ", ".join(phrases[:_MOST]) + (" and others" if len(phrases) > _MOST else "")
    what = {
        "goals": ("履职目标", "the goals"),
        "expected": ("总体目标", "the overall goal"),
        "duties": ("部门职责", "the duties"),
    }[part]
    section = f"〔{unanswered[0][1]}〕" if part == "goals" else ""
    section_en = f" ({unanswered[0][1]})" if part == "goals" else ""
    return Finding(
        code,
        DOUBT if part == "goals" and len(unanswered) >= 2 and len(unanswered) * 2 >= total else NOTE,
        Text(
            f"{what[0]}{section}有 {len(unanswered)} 处在全文找不到完成情况：{listed}",
            f"{count} {'part' if count == 1 else 'parts'} of {what[1]}{section_en} {'has' if count == 1 else 'have'} no result anywhere in the report: {listed_en}",
        ),
        tuple(dict.fromkeys(Place(where, phrase) for phrase, where in unanswered))[:12],
        f"{len(unanswered)}/{total}",
        ask=Text("这些目标的完成情况及佐证", "what came of these goals, with evidence"),
    )


@check(5, "goal.no_figure")
def goal_without_figures(case: Case) -> Iterator[Finding]:
    """An overall goal without a single figure cannot be compared with what was reached."""
    goal = case.submission.overall_goal
    if goal is not None and goal.expected.strip() and not _DIGIT.search(goal.expected):
        yield Finding(
            "goal.no_figure",
            NOTE,
            Text(
                "年度总体目标没有一个预期数字，实际完成无从比较",
                "the yearly overall goal holds no figure to compare results with",
            ),
            (Place(goal.section, goal.expected.strip()[:60] + "…"),),
            ask=Text("总体目标的量化指标", "figures for the overall goal"),
        )
