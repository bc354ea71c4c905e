"""Checks of group 3 on the projects that the text lists against the task table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfkit.base.numerals import chinese_number
from perfkit.base.text import Text
from perfkit.review.case import Case
from perfkit.review.finding import DOUBT, NOTE, Finding, Place, place_of
from perfkit.review.registry import check
from perfkit.review.sentences import Sentence

_LISTED = re.compile(
    r"(?m:^|[：:]|[（(]\d{1,2}[）)])(?:[（(]\d{1,2}[）)])?(?P<name>[\u4e00-\u9fff、“”]{2,24}?)项目(?=[，,：:（(]|其中|主要|用于|为(?!了)|$)"
)
_COUNT = re.compile(
    r"(?:主要|共|一共)(?:有|安排|实施|开展)了?(?P<count>\d+|[一二三四五六七八九十]+)个(?:部门)?(?:预算)?项目"
)
_NO_NAME = re.compile(
    r"年|个|全部|所有|各|每|部分|其他|以下|上述|本|该|完成|批复|申报|安排|重点|通过|开展|实施|涉及"
)


def _alike(one: str, other: str) -> bool:
    """True where two names hold each other or share most of their pairs of characters."""
    if one in other or other in one:
        return True
    a, b = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (one, other))
    return len(a & b) * 3 >= 2 * min(len(a), len(b))


@check(3, "tasks.not_in_table", "tasks.not_described", "tasks.count")
def projects_in_text(case: Case) -> Iterator[Finding]:
    """Project rows of the task table against the text: names on one side only, and how many there are.

    A project that the text lists by name and the table lacks is a doubt; where a row of the table is in no
    passage, the two may be one under another name. A row alone without its passage is a note.
    """
    tasks = case.submission.tasks
    rows = [row for row in (tasks.rows if tasks else ()) if row.category == "project"]
    if not rows:
        return
    text = case.text_of("performance", "results", "budget_execution")
    absent = [row.name for row in rows if row.name not in text]
    listed = [
        (s, m["name"]) for s, m in case.matches(_LISTED, "performance") if not _NO_NAME.search(m["name"])
    ]
    strange = [(s, name) for s, name in listed if not any(_alike(name, row.name) for row in rows)]
    some = len(absent) < len(rows)
    if strange and some:
        yield _not_in_table(case.task_section, strange, absent)
    elif absent and some and case.submission.narrative.performance:
        names = "“" + "”“".join(absent) + "”"
        yield Finding(
            "tasks.not_described",
            NOTE,
            Text(
                f"任务表的项目{names}在正文没有出现，名称不一或没有说明",
                "projects of the task table that the text does not name: " + ", ".join(absent),
            ),
            tuple(Place(case.task_section, name) for name in absent),
            ask=Text("项目名称对照表", "which project is which"),
        )
    yield from _counts(case, [row.name for row in rows])


def _not_in_table(section: str, strange: list[tuple[Sentence, str]], absent: list[str]) -> Finding:
    names, names_en = "、".join(f"“{name}”" for _, name in strange), ", ".join(name for _, name in strange)
    rows, rows_en = "、".join(f"“{name}”" for name in absent), ", ".join(absent)
    possible = (
        (
            Text(
                f"或与任务表的{rows}为同一项目、名称不一",
                f"perhaps the same as {rows_en} of the table, under another name",
            ),
        )
        if absent
        else ()
    )
    return Finding(
        "tasks.not_in_table",
        DOUBT,
        Text(
            f"正文所列项目{names}在任务表中没有对应的一行",
            f"the text lists {names_en}, of which the task table has no row",
        ),
        (*(s.place(name) for s, name in strange), *(Place(section, name) for name in absent)),
        ask=Text("项目名称对照表和批复文件", "which project is which, with the approvals"),
        possible=possible,
    )


def _counts(case: Case, names: list[str]) -> Iterator[Finding]:
    table = Place(case.task_section, "、".join(names))
    ask = Text("项目清单及批复", "list and approvals of projects")
    approved = case.first("projects_approved_count")
    if approved is not None and approved.amount != len(names):
        yield Finding(
            "tasks.count",
            DOUBT,
            Text(
                f"批复项目 {approved.printed}，任务表列 {len(names)} 个",
                f"{approved.printed} approved, {len(names)} in the task table",
            ),
            (place_of(approved), table),
            ask=ask,
        )
    for sentence, match in case.matches(_COUNT, "performance"):
        count = int(match["count"]) if match["count"].isdigit() else chinese_number(match["count"])
        if count is not None and count != len(names) and (approved is None or count != approved.amount):
            yield Finding(
                "tasks.count",
                DOUBT,
                Text(
                    f"〔{sentence.section}〕称“{match.group()}”，任务表列 {len(names)} 个",
                    f"{sentence.section} says {count} projects, {len(names)} in the task table",
                ),
                (sentence.place(match.group()), table),
                ask=ask,
            )
