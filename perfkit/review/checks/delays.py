"""The check of group 5 on delays that the text admits where the figures say that every project was finished in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, ERROR, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.sentences import Sentence
from perfkit.review.topics import clause_of, stands

_END = r"(?:完成|完工|竣工|收尾|验收|交付|投用|投入使用)"
_LATE = re.compile(
    rf"(?:延期|推迟|顺延|拖延|延后|拖)(?:至|到|了|实施|{_END}|(?=$|[，,]))|工期[^，,]{{0,8}}(?:拉长|延长|顺延|推后)|(?:比|较)[^，,]{{0,10}}(?:晚|迟|推后|滞后)了?[^，,]{{0,6}}{_END}|(?:不|未)具备(?:竣工|验收|交付|开工)条件|跨年[^，,]{{0,14}}{_END}|(?:次年|翌年|下一?年|(?:19|20)\d\d年)[^，,]{{0,10}}(?:才|方)才?(?:能|得以)?{_END}|"
    rf"(?:未|没有|未能|没能)(?:按(?:照)?(?:年初|预定|既定|原定)?(?:计划)?(?:的)?(?:时间|进度|期|时)?|如期|在年(?:度)?内)(?:全部)?{_END}|"
    rf"(?:尚|仍|还)(?:有[^，,]{{1,14}})?(?:未|没有)(?:能)?(?:全部)?(?:{_END}|签订|开工|启动)|年内(?:未|没)能?(?:开工|启动|实施|完成)|(?:只|仅)(?:做|完成|实施|建成)了?(?:不到|约)?(?:一半|[一二三四五六七八九]成|\d+%)"
)
_PROJECT = re.compile(r"项目|工程|标段|合同|施工")
_NOT_OURS = re.compile(r"重点工作|信访|投诉|督办|指标|目标|上年|去年|往年|上一年度|(?:尚|仍|还)有0|零项")
_PARTS = ("problems", "improvements", "budget_execution", "performance", "results", "experience", "actual")
_LONG_ENOUGH = 4


@check(5, "admission.delayed")
def admitted_delays(case: Case) -> Iterator[Finding]:
    """Projects that the text calls late, carried over or unfinished, against as many finished in time as planned.

    An error where the sentence names a project of the task table or speaks of a project or works; a doubt where
    it only speaks of a contract. Delays that are denied, made good within the year, of an earlier year or not
    the department's own are let be.
    """
    finished, planned = case.first("projects_finished_count"), case.first("projects_planned_count")
    if finished is None or planned is None or not planned.amount or finished.amount < planned.amount:
        return
    tasks = case.submission.tasks
    names = [row.name for row in (tasks.rows if tasks else ()) if row.category == "project"]
    found = [
        (s, m, _named(s, names))
        for s, m in case.matches(_LATE, *_PARTS)
        if stands(s.text, m) and not _NOT_OURS.search(s.text)
    ]
    found = [(s, m, name) for s, m, name in found if name or _PROJECT.search(s.text)]
    if not found:
        return
    sentence, match, _ = found[0]
    projects = list(dict.fromkeys(name for _, _, name in found if name))
    words = clause_of(sentence.text, *match.span())
    others = [name for name in projects if name not in words]
    named = f"“{'”、“'.join(others)}”等项目：" if others else ""
    sure = bool(projects) or any(re.search("项目|工程", s.text) for s, _, _ in found)
    yield Finding(
        "admission.delayed",
        ERROR if sure else DOUBT,
        Text(
            f"〔{sentence.section}〕承认{named}“{words}”，而{case.name('projects_planned_count')} {planned.printed}、{case.name('projects_finished_count')} {finished.printed}，即全部按期完成",
            f"{sentence.section} admits: {words}; yet {finished.printed} of {planned.printed} projects are said to be finished in time",
        ),
        (
            *dict.fromkeys(s.place(m.group()) for s, m, _ in found[:4]),
            place_of(planned),
            place_of(finished),
            *(Place(case.task_section, name) for name in projects),
        ),
        stakes=case.rests_on(("projects_finished_count", "projects_planned_count")),
        ask=Text(
            "各项目的计划完成时间、实际完成时间和验收材料",
            "when each project was to be finished and was, with acceptance papers",
        ),
    )


def _named(sentence: Sentence, names: list[str]) -> str:
    return next(
        (
            name
            for name in names
            if name in sentence.text
            or (len(name) > _LONG_ENOUGH and name.removesuffix("项目") in sentence.text)
        ),
        "",
    )
