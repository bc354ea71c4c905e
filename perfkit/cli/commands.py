"""Arguments of the commands that read, score, review and report filings."""

from __future__ import annotations

from pathlib import Path

from perfkit.cli.builder import SEVERITIES, Builder, formats, positive, seconds


def add_reading(b: Builder) -> None:
    """check, score, review and feedback."""
    check = b.add(
        "check",
        "检查自评材料、评价意见或评分表文件，列出全部错误",
        "check submissions, judgements or rubric files and list every fault",
        "perfkit check data/departments",
    )
    b.paths(check)
    b.rubric(check)
    score = b.add(
        "score",
        "重算分数，给出区间与依据",
        "recompute the points, with intervals and formulas",
        "perfkit score data/departments/sz-sif-longhua_2020 --json",
    )
    b.paths(score)
    b.scoring(score)
    zh, en = "输出 JSON（多个部门时每行一个）", "print JSON (one object a line for several)"
    b.flag(score, "--json", zh, en)
    zh, en = "改用另一口径，可多次", "use another reading; may be repeated"
    b.option(score, "--reading", zh, en, [], action="append", metavar="READING=OPTION")
    _add_review(b)
    feedback = b.add(
        "feedback",
        "记录发现是否属实，或统计各类发现的准确率",
        "record whether a finding is right, or count how often each kind was",
        "perfkit feedback data/departments/sz-sif-longhua_2020",
    )
    b.paths(feedback)
    b.option(feedback, "--finding", "发现的编号", "the finding's id", metavar="ID")
    zh, en = "right 属实，wrong 不属实，explained 已说明", "right, wrong, or explained by the department"
    b.option(feedback, "--verdict", zh, en, choices=("right", "wrong", "explained"))
    b.option(feedback, "--reason", "理由", "why")
    b.option(feedback, "--by", "评价人", "the evaluator's id", metavar="EVALUATOR")
    zh, en = (
        "报告工作簿（xlsx），读“核查发现”表的反馈列",
        "a workbook of the report; its column of feedback is read",
    )
    b.path(feedback, "--from", zh, en, metavar="FILE", dest="workbook")


def _add_review(b: Builder) -> None:
    review = b.add(
        "review",
        "列出核查发现，或拟调取资料清单",
        "list the findings, or the documents to ask for",
        "perfkit review data/departments/sz-sif-longhua_2020",
    )
    b.paths(review, "*")
    b.scoring(review)
    zh = "把各份材料与同年决算、上年材料和其他部门相互对照"
    b.flag(review, "--together", zh, "hold the filings against accounts, last year's and each other")
    zh, en = "说明一种发现为何提出、何时不提出", "say why a kind of finding is made and what silences it"
    b.option(review, "--explain", zh, en, metavar="CODE")
    b.json(review)
    b.flag(review, "--requests", "输出调取资料清单", "print the list of documents to ask for")
    zh = "按复核规则重新计分，给出自评复核底稿（如 chengdu-review）"
    en = "re-score indicators by a review policy and give the work paper (chengdu-review)"
    b.option(review, "--policy", zh, en, metavar="POLICY")
    zh = "底稿写成 xlsx 和 docx 的文件夹；与 --requests 同用时为写入的文件"
    en = "folder for the work paper as xlsx and docx; with --requests, the file to write"
    b.out(review, zh, en)
    zh, en = "只列此级及以上", "only this severity and above"
    b.option(review, "--severity", zh, en, "note", choices=SEVERITIES)


def add_reporting(b: Builder) -> None:
    """report, compare and letter."""
    report = b.add(
        "report",
        "生成评价报告，一个或成千上万个",
        "make reports, one or thousands",
        "perfkit report data/departments -o build/reports",
    )
    b.paths(report)
    zh, en = "输出文件夹（默认 build/reports）", "output folder (default build/reports)"
    b.out(report, zh, en, default=Path("build/reports"))
    b.scoring(report)
    zh = "html,docx,pdf,xlsx,json，逗号分隔（默认 html）"
    en = "html,docx,pdf,xlsx,json, separated by commas (default html)"
    b.option(report, "--format", zh, en, ("html",), type=formats)
    b.path(report, "--notebook", "改用另一个笔记本", "another notebook")
    zh, en = "笔记本参数，可多次", "a parameter of the notebook; may be repeated"
    b.option(report, "-p --parameter", zh, en, [], action="append", metavar="NAME=VALUE")
    zh = "执行方式：perfkit 快，kernel 为标准内核"
    en = "perfkit is fast, kernel is the stock kernel"
    b.option(report, "--engine", zh, en, "perfkit", choices=("perfkit", "kernel"))
    zh, en = "同时执行的报告数（默认按处理器数）", "reports at a time (default: processors)"
    b.option(report, "--workers", zh, en, None, type=positive)
    zh, en = "每份报告的时限，秒（默认 300）", "seconds for one report (default 300)"
    b.option(report, "--timeout", zh, en, 300.0, type=seconds)
    b.flag(report, "--retry-failed", "重做上次失败的", "try again what failed last time")
    b.flag(report, "--force", "全部重做", "redo everything")
    zh = "守着文件，一改就重做，浏览器里的页面自己更新"
    en = "keep watching: a changed file makes its page again, which reloads itself in the browser"
    b.flag(report, "--watch", zh, en)
    zh = "公开版：去掉姓名、电话和评价人身份"
    en = "public copy: without names, phones and evaluators' identities"
    b.flag(report, "--public", zh, en)
    zh = "附件：none 不附，standard 评分表、发现、填报情况、佐证和口径，all 全部（默认）"
    en = "annexes: none, standard (scores, findings, what was filed, evidence, readings) or all (default)"
    b.option(report, "--annexes", zh, en, "all", choices=("none", "standard", "all"))
    b.flag(report, "--brief", "只要一页的摘要", "one page instead")
    b.option(report, "--dask", "dask 调度器地址", "address of a dask scheduler", metavar="ADDRESS")
    compare = b.add(
        "compare",
        "比较多个部门或年度",
        "compare departments or years",
        "perfkit compare data/departments -o build/comparison",
    )
    b.paths(compare)
    b.out(compare, "输出文件夹", "output folder", default=Path("build/comparison"))
    b.scoring(compare)
    letter = b.add(
        "letter",
        "写给部门的函：调取资料清单、核查意见书、整改通知，附答复表",
        "write a letter to a department: request, opinion or notice, with its reply table",
        "perfkit letter data/departments/sz-sif-longhua_2020 -o build/letters --kind request",
    )
    b.path(letter, "path", "部门文件夹", "a department folder", metavar="DEPARTMENT")
    b.out(letter, "输出文件夹", "output folder", required=True)
    zh = "request 调取资料清单（默认），opinion 核查意见书，notice 整改通知"
    en = "request (default), opinion or notice"
    b.option(letter, "--kind", zh, en, "request", choices=("request", "opinion", "notice"))
    b.scoring(letter)
