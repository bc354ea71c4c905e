"""Arguments of the commands that follow a filing from finding to closure: follow, diff, years, projects, committee, sample."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol


class Builder(Protocol):
    """What adds a command and its options; see `perfkit.cli.parser`."""

    def add(self, name: str, zh: str, en: str, example: str) -> Any: ...

    def option(self, parser: Any, *names: str, zh: str, en: str, **kwargs: Any) -> None: ...

    def paths(self, parser: Any) -> None: ...


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _share(text: str) -> Fraction:
    try:
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except ZeroDivisionError:
        raise ValueError(text) from None


_day.__name__, _share.__name__ = "date", "share"


def add_following(b: Builder) -> None:
    """follow, diff, years, projects, committee and sample."""
    follow = b.add(
        "follow",
        "跟踪核查事项：提出、答复、更正、办结",
        "follow matters from finding to closure: raised, answered, corrected, closed",
        "perfkit follow data/departments/sz-sif-longhua_2020 --today 2021-06-01",
    )
    b.paths(follow)
    b.option(follow, "--rubric", default="", zh="评分表 id", en="rubric id")
    b.option(
        follow,
        "--raise",
        dest="raise_",
        action="store_true",
        zh="按现在的核查发现更新：新的提出，不再成立的办结",
        en="bring it in step with what a review finds now: new matters are raised, those that no longer hold closed",
    )
    b.option(
        follow,
        "--severity",
        choices=("error", "doubt", "note"),
        default="doubt",
        zh="提出此级及以上的发现（默认 doubt）",
        en="raise findings of this severity and above (default doubt)",
    )
    b.option(
        follow, "--set", default="", metavar="ID=STATE", zh="改一项的状态", en="set the state of one matter"
    )
    b.option(
        follow,
        "--reply",
        type=Path,
        default=None,
        metavar="FILE",
        zh="登记填好的答复表",
        en="record a filled-in reply table",
    )
    b.option(
        follow,
        "--table",
        type=Path,
        default=None,
        metavar="FILE",
        zh="写出未结事项的答复表",
        en="write a reply table of open matters",
    )
    b.option(follow, "--by", default="", zh="谁", en="who")
    b.option(
        follow, "--date", type=_day, default=None, zh="日期，如 2021-05-01", en="date, such as 2021-05-01"
    )
    b.option(follow, "--due", type=_day, default=None, zh="答复期限", en="by when an answer is asked for")
    b.option(follow, "--text", default="", zh="说明", en="words")
    b.option(
        follow,
        "--document",
        action="append",
        default=[],
        zh="所附材料，可多次",
        en="a document; may be repeated",
    )
    b.option(
        follow,
        "--today",
        type=_day,
        default=None,
        zh="按此日期计算逾期",
        en="count days overdue from this date",
    )
    b.option(follow, "--open", action="store_true", zh="只列未结的", en="only list what is open")
    diff = b.add(
        "diff",
        "对照同一单位同一年度的两次材料",
        "compare two filings of one department and year",
        "perfkit diff build/first build/second -o build/diff",
    )
    b.option(diff, "old", type=Path, metavar="OLD", zh="第一次的文件夹", en="the first filing's folder")
    b.option(diff, "new", type=Path, metavar="NEW", zh="第二次的文件夹", en="the second filing's folder")
    _page(b, diff)
    years = b.add(
        "years",
        "对照一个单位的几个年度：数据、得分、指标、问题",
        "lay the years of one department side by side: figures, points, targets, problems",
        "perfkit years data/examples -o build/years",
    )
    b.paths(years)
    _page(b, years)
    projects = b.add(
        "projects",
        "汇总一个部门的项目自评",
        "roll up the self-evaluations of a department's projects",
        "perfkit projects data/examples/xugou_2021 -o build/projects",
    )
    b.option(
        projects,
        "folder",
        type=Path,
        metavar="FOLDER",
        zh="部门文件夹（项目放在其中的 projects 下），或存放项目文件夹的目录",
        en="a department's folder with its projects under projects/, or a folder of projects' folders",
    )
    _page(b, projects)
    committee = b.add(
        "committee",
        "一批单位的事项办理情况",
        "what was raised with many departments and where it stands",
        "perfkit committee data/departments --today 2021-06-01 -o build/committee",
    )
    b.option(
        committee,
        "folder",
        type=Path,
        metavar="FOLDER",
        zh="存放部门文件夹的目录",
        en="a folder of department folders",
    )
    b.option(
        committee,
        "--today",
        type=_day,
        default=None,
        zh="按此日期计算逾期",
        en="count days overdue from this date",
    )
    _page(b, committee)
    sample = b.add(
        "sample",
        "抽评：先到哪些单位去，每个都有理由",
        "whom to visit first, each with its reason",
        "perfkit sample data/departments --share 100% --seed 7 -o build/sample",
    )
    b.paths(sample)
    b.option(sample, "--rubric", default="", zh="评分表 id", en="rubric id")
    b.option(
        sample,
        "--share",
        type=_share,
        default=_share("15%"),
        zh="抽取比例（默认 15%%）",
        en="share of all (default 15%%)",
    )
    b.option(
        sample,
        "--certain",
        type=_share,
        default=_share("50%"),
        zh="其中按风险选取的比例（默认 50%%）",
        en="of these, the share chosen by risk (default 50%%)",
    )
    b.option(sample, "--seed", type=int, default=1, zh="随机种子（默认 1）", en="seed (default 1)")
    b.option(
        sample,
        "--visited",
        action="store_true",
        zh="按已有评价意见推算全部单位",
        en="estimate for all from the judgements on file",
    )
    b.option(
        sample,
        "-o",
        "--out",
        type=Path,
        default=None,
        zh="输出文件夹（csv、json）",
        en="output folder (csv, json)",
    )


def _page(b: Builder, command: Any) -> None:
    """What every page asks for: scoring table, JSON, where to write it."""
    b.option(command, "--rubric", default="", zh="评分表 id", en="rubric id")
    b.option(command, "--json", action="store_true", zh="输出 JSON", en="print JSON")
    b.option(
        command,
        "-o",
        "--out",
        type=Path,
        default=None,
        zh="输出文件夹（html、docx、json）",
        en="output folder (html, docx, json)",
    )
