"""Arguments of the commands that make filings, read them, judge them, and train evaluators; and of those on
rubrics."""

from __future__ import annotations

from argparse import ArgumentParser

from perfkit.cli.builder import Builder, day, positive
from perfkit.rubric import DEFAULT_RUBRIC

_LEVELS = (1, 2, 3, 4)


def add_making(b: Builder) -> None:
    """demo, read, tables, template and judge."""
    demo = b.add(
        "demo",
        "生成合成的示例部门（标明为合成数据）",
        "write generated departments, marked synthetic",
        "perfkit demo --departments 40 --seed 7 build/demo",
    )
    b.path(demo, "out", "输出文件夹", "output folder", metavar="OUT")
    b.option(demo, "--departments", "部门数（默认 10）", "how many (default 10)", 10, type=positive)
    b.option(demo, "--seed", "随机种子（默认 1）", "seed (default 1)", 1, type=int)
    zh = "难度：1 干净，2 缺数据，3 含矛盾，4 口径不清（默认各种都有）"
    en = "1 clean, 2 facts missing, 3 contradictions, 4 unclear clauses (default: all in turn)"
    b.option(demo, "--level", zh, en, None, type=int, choices=_LEVELS)
    b.rubric(demo, DEFAULT_RUBRIC)
    b.option(demo, "--year", "年度", "year", 2020, type=int)
    b.flag(demo, "--force", "输出文件夹非空时仍写入", "write into a folder that is not empty")
    _add_read(b)
    tables = b.add(
        "tables",
        "把项目自评写成预算管理一体化系统的表（一行一个项目、一行一条指标）",
        "write projects' filings as tables of the integrated budget system",
        "perfkit tables build/projects -o build/system.xlsx",
    )
    b.path(tables, "paths", "项目的文件夹", "folders of projects", nargs="+", metavar="FOLDER")
    zh, en = "输出文件：.xlsx；.csv 写成两个文件", "output: .xlsx, or .csv for two files"
    b.out(tables, zh, en, required=True)
    template = b.add(
        "template",
        "生成供填写的 Excel 工作簿",
        "write an Excel workbook to fill in",
        "perfkit template --rubric sz-2020 -o build/template.xlsx",
    )
    b.rubric(template, DEFAULT_RUBRIC)
    b.out(template, "输出文件", "output file", required=True)
    zh, en = "预填这个部门的材料（文件夹）", "fill in this department's submission (a folder)"
    b.option(template, "--department", zh, en)
    judge = b.add(
        "judge",
        "逐项评定尚未确定的评分点",
        "go through the criteria that wait for an evaluator",
        "perfkit judge data/departments/sz-sif-longhua_2020 --evaluator wang",
    )
    b.path(judge, "path", "部门文件夹", "a department folder", metavar="PATH")
    zh, en = "评价人 id（即文件名）", "evaluator id (also the file's name)"
    b.option(judge, "--evaluator", zh, en, None, required=True)
    b.rubric(judge)
    b.flag(judge, "--list", "只列出待评的评分点", "only list what is open")


def _add_read(b: Builder) -> None:
    read = b.add(
        "read",
        "把部门报送的 Word、Excel、PDF、网页、文本、扫描件或图片读成自评材料草稿",
        "read a filed Word, Excel, PDF, web, text or picture file or a scan into a draft submission",
        "perfkit read report.docx -o build/draft",
    )
    zh = "要读的文件，或一个文件夹（读其中所有材料）"
    b.path(read, "file", zh, "the file to read, or a folder (every filing in it)", metavar="FILE")
    b.out(read, "输出文件夹", "output folder", required=True)
    zh, en = "评分表 id；不写则按表式认定", "rubric id; recognised by the form unless given"
    b.option(read, "--rubric", zh, en)
    zh = "一行一个部门的表：列对照文件（YAML）"
    b.path(read, "--columns", zh, "for a table of one row a department: the column map (YAML)")
    zh = "一体化系统的指标表，项目表与指标表分在两个文件时用"
    en = "the budget system's table of indicators, where it is a file of its own"
    b.path(read, "--targets", zh, en, metavar="FILE")


def add_rubrics(b: Builder) -> None:
    """rubric check, show and diff."""
    add = b.group("rubric", "检查、查看、比较评分表", "check, show and compare rubrics")
    check = add(
        "check",
        "检查评分表文件，列出全部错误和改法",
        "check rubric files: every fault and how to mend it",
        "perfkit rubric check data/rubrics/sz-2020.yaml",
    )
    b.path(check, "paths", "评分表文件", "rubric files", nargs="+", metavar="FILE")
    show = add(
        "show",
        "按阅读的样子列出一张评分表",
        "print a rubric as a person reads it",
        "perfkit rubric show hunan",
    )
    b.option(show, "rubric", "评分表 id 或文件", "rubric id or file", metavar="RUBRIC")
    diff = add(
        "diff",
        "比较两张评分表，逐项列出差别",
        "compare two rubrics, value by value",
        "perfkit rubric diff national-2020 hubei-2020",
    )
    b.option(diff, "old", "原评分表 id 或文件", "the old rubric, id or file", metavar="OLD")
    b.option(diff, "new", "新评分表 id 或文件", "the new rubric, id or file", metavar="NEW")
    for parser in (show, diff):
        b.path(parser, "--html", "写成网页文件", "write it as a page")


def _class_folder(b: Builder, command: ArgumentParser) -> None:
    b.path(command, "folder", "班级文件夹", "the class's folder", metavar="FOLDER")


def add_training(b: Builder) -> None:
    """train new, grade, summary and agreement."""
    add = b.group("train", "培训新评价人：出题、评分、一致性", "train evaluators: cases, grading, agreement")
    new = add(
        "new",
        "为一位或一班学员生成练习",
        "make a case for a trainee or a class",
        "perfkit train new --trainee 12 --level 2 build/class",
    )
    b.path(new, "out", "输出文件夹", "output folder", metavar="OUT")
    zh, en = "学员号，或如 1-30 的范围", "trainee number, or a range such as 1-30"
    b.option(new, "--trainee", zh, en, None, required=True)
    b.option(new, "--level", "难度 1–4", "level 1–4", 1, type=int, choices=_LEVELS)
    zh, en = "全班同评这一个案例（默认每人各一个）", "one case for all (default: each their own)"
    b.option(new, "--case", zh, en, 0, type=positive)
    zh, en = "部门整体支出，或一个项目的自评表", "a department's filing, or the form of one project"
    b.option(new, "--form", zh, en, "department", choices=("department", "project"))
    b.option(new, "--rubric", "评分表 id（默认按表式）", "rubric id (default: the form's)", "")
    b.option(
        new,
        "--test",
        "作为课前或课后测验",
        "as a test before or after the course",
        "",
        choices=("pre", "post"),
    )
    zh, en = "校准第几轮：全体评同一个锚定案例", "a round of calibration: everybody scores the anchor case"
    b.option(new, "--anchor", zh, en, 0, type=positive)
    zh, en = "案例的密钥（默认随机；同一密钥生成同样的案例）", "the secret of the cases (default: drawn)"
    b.option(new, "--secret", zh, en, "")
    grade = add("grade", "批改一班学员", "grade a class", "perfkit train grade build/class")
    _class_folder(b, grade)
    summary = add(
        "summary",
        "汇总批改过的一班学员",
        "sum up a class that was graded",
        "perfkit train summary build/class",
    )
    _class_folder(b, summary)
    calibrate = add(
        "calibrate",
        "评价人和锚定案例共识的差距，写校准记录",
        "where evaluators stand against the consensus of the anchor case",
        "perfkit train calibrate build/class --date 2026-03-02",
    )
    _class_folder(b, calibrate)
    b.option(calibrate, "--date", "评分的日期", "the day of scoring", None, required=True, type=day)
    collect = add(
        "collect",
        "收集学员交来的课程成绩",
        "collect the lesson results that trainees handed in",
        "perfkit train collect build/class results",
    )
    b.path(collect, "folder", "班级文件夹", "the class's folder", metavar="CLASS")
    b.path(collect, "results", "交来的成绩所在的文件夹", "folders with what was handed in", nargs="+")
    agreement = add(
        "agreement", "多位评价人的一致性", "how far evaluators agree", "perfkit train agreement build/panel"
    )
    zh, en = "含评价意见的部门文件夹", "department folders with judgements"
    b.path(agreement, "folders", zh, en, nargs="+", metavar="FOLDER")
    b.out(agreement, "输出文件夹", "output folder")
