"""Arguments of the commands that follow a filing from finding to closure: follow, diff, years, projects,
committee, sample."""

from __future__ import annotations

from argparse import ArgumentParser

from perfkit.cli.builder import SEVERITIES, Builder, day, share


def add_following(b: Builder) -> None:
    """All of them."""
    follow = b.add(
        "follow",
        "跟踪核查事项：提出、答复、更正、办结",
        "follow matters from finding to closure: raised, answered, corrected, closed",
        "perfkit follow data/departments/sz-sif-longhua_2020 --today 2021-06-01",
    )
    b.paths(follow)
    b.rubric(follow)
    zh = "按现在的核查发现更新：新的提出，不再成立的办结"
    en = (
        "bring it in step with what a review finds now: new matters are raised, those that no longer "
        "hold closed"
    )
    b.flag(follow, "--raise", zh, en, dest="raise_")
    zh = "提出此级及以上的发现（默认 doubt）"
    en = "raise findings of this severity and above (default doubt)"
    b.option(follow, "--severity", zh, en, "doubt", choices=SEVERITIES)
    b.option(follow, "--set", "改一项的状态", "set the state of one matter", metavar="ID=STATE")
    b.path(follow, "--reply", "登记填好的答复表", "record a filled-in reply table", metavar="FILE")
    b.path(follow, "--table", "写出未结事项的答复表", "write a reply table of open matters", metavar="FILE")
    b.option(follow, "--by", "谁", "who")
    b.option(follow, "--date", "日期，如 2021-05-01", "date, such as 2021-05-01", None, type=day)
    b.option(follow, "--due", "答复期限", "by when an answer is asked for", None, type=day)
    b.option(follow, "--text", "说明", "words")
    b.option(follow, "--document", "所附材料，可多次", "a document; may be repeated", [], action="append")
    _today(b, follow)
    b.flag(follow, "--open", "只列未结的", "only list what is open")
    diff = b.add(
        "diff",
        "对照同一单位同一年度的两次材料",
        "compare two filings of one department and year",
        "perfkit diff build/first build/second -o build/diff",
    )
    b.path(diff, "old", "第一次的文件夹", "the first filing's folder", metavar="OLD")
    b.path(diff, "new", "第二次的文件夹", "the second filing's folder", metavar="NEW")
    _page(b, diff)
    years = b.add(
        "years",
        "对照一个单位的几个年度：数据、得分、指标、问题",
        "lay the years of one department side by side: figures, points, indicators, problems",
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
    zh = "部门文件夹（项目放在其中的 projects 下），或存放项目文件夹的目录"
    en = "a department's folder with its projects under projects/, or a folder of projects' folders"
    b.path(projects, "folder", zh, en, metavar="FOLDER")
    _page(b, projects)
    committee = b.add(
        "committee",
        "一批单位的事项办理情况",
        "what was raised with many departments and where it stands",
        "perfkit committee data/departments --today 2021-06-01 -o build/committee",
    )
    b.path(committee, "folder", "存放部门文件夹的目录", "a folder of department folders", metavar="FOLDER")
    _today(b, committee)
    _page(b, committee)
    sample = b.add(
        "sample",
        "抽评：先到哪些单位去，每个都有理由",
        "whom to visit first, each with its reason",
        "perfkit sample data/departments --share 100% --seed 7 -o build/sample",
    )
    b.paths(sample)
    b.rubric(sample)
    zh, en = "抽取比例（默认 15%%）", "share of all (default 15%%)"
    b.option(sample, "--share", zh, en, share("15%"), type=share)
    zh = "其中按风险选取的比例（默认 50%%）"
    en = "of these, the share chosen by risk (default 50%%)"
    b.option(sample, "--certain", zh, en, share("50%"), type=share)
    b.option(sample, "--seed", "随机种子（默认 1）", "seed (default 1)", 1, type=int)
    zh = "按已有评价意见推算全部单位"
    b.flag(sample, "--visited", zh, "estimate for all from the judgements on file")
    b.out(sample, "输出文件夹（csv、json）", "output folder (csv, json)")


def _page(b: Builder, command: ArgumentParser) -> None:
    """What every page asks for: scoring table, JSON, where to write it."""
    b.rubric(command)
    b.json(command)
    b.out(command, "输出文件夹（html、docx、json）", "output folder (html, docx, json)")


def _today(b: Builder, command: ArgumentParser) -> None:
    b.option(command, "--today", "按此日期计算逾期", "count days overdue from this date", None, type=day)
