"""What the command line takes; each command's module is imported only when that command runs."""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from perfkit import __version__
from perfkit.base.text import say
from perfkit.cli.following import add_following

FORMATS = ("html", "docx", "pdf", "xlsx", "json")
_REASONS = (
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.+)", "不认识的参数：{0}"),
    (r"argument (.+): invalid choice: (\S+) .*", "参数 {0} 不能取 {1}"),
    (r"argument (.+): expected one argument", "参数 {0} 后面要有一个值"),
    (r"argument (.+): expected at least one argument", "参数 {0} 后面至少要有一个值"),
    (r"argument (.+): invalid (\w+) value: (.+)", "参数 {0} 的值 {2} 不对"),
)


class _Parser(argparse.ArgumentParser):
    lang = "zh"

    def error(self, message: str) -> NoReturn:
        if self.lang == "zh":
            for pattern, text in _REASONS:
                if found := re.fullmatch(pattern, message):
                    message = text.format(*found.groups())
        hint = say(self.lang, f"用法见 {self.prog} --help", f"see {self.prog} --help")
        print(f"{self.prog}: {message}\n{hint}", file=sys.stderr)
        raise SystemExit(2)


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for by --lang, before anything is parsed; zh unless en.

    Examples
    --------
    >>> language_of(["score", "--lang", "en"]), language_of(["score", "--lang=en"]), language_of([])
    ('en', 'en', 'zh')
    """
    for index, argument in enumerate(arguments):
        if argument == "--lang=en" or (
            argument == "--lang" and list(arguments[index + 1 : index + 2]) == ["en"]
        ):
            return "en"
    return "zh"


def _late(module: str) -> Callable[[argparse.Namespace], int]:
    """The `run` function of a command's module, imported when it is called."""
    return lambda options: importlib.import_module(f"perfkit.cli.{module}").run(options)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError(text)
    return number


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names or set(names) - set(FORMATS):
        raise ValueError(text)
    return names


_formats.__name__ = "format"
_positive.__name__ = _seconds.__name__ = "number"


class _Builder:
    """Adds commands with a help line and an example in the language of the terminal."""

    def __init__(self, lang: str):
        self.lang = lang
        self.root = self._parser(
            argparse.ArgumentParser,
            "perfkit",
            say(lang, "核查部门整体支出绩效自评", "check a department's self-evaluation of its spending"),
        )
        self.root.set_defaults(run=None)
        self.root.add_argument(
            "--version",
            action="version",
            version=f"perfkit {__version__}",
            help=say(lang, "版本", "version"),
        )
        self.root.add_argument(
            "--lang",
            dest="lang_before",
            choices=("zh", "en"),
            default="zh",
            help=say(
                lang,
                "语言（默认 zh），写在命令前后均可",
                "language (default zh), before or after the command",
            ),
        )
        self.commands = self.root.add_subparsers(
            metavar=say(lang, "命令", "COMMAND"), parser_class=_Parser, title=say(lang, "命令", "commands")
        )

    def _parser(self, _kind: type, name: str, text: str) -> argparse.ArgumentParser:
        parser = _Parser(prog=name, description=text)
        parser.lang = self.lang
        return parser

    def add(
        self, name: str, zh: str, en: str, example: str, *, parent=None, module: str = ""
    ) -> argparse.ArgumentParser:
        text = say(self.lang, zh, en)
        example = say(self.lang, f"示例：{example}", f"example: {example}")
        parser = (parent or self.commands).add_parser(name, help=text, description=text, epilog=example)
        parser.lang = self.lang
        parser.set_defaults(run=_late(module or name))
        parser.add_argument(
            "--lang",
            choices=("zh", "en"),
            default=self.lang,
            help=say(self.lang, "语言（默认 zh）", "language (default zh)"),
        )
        return parser

    def option(self, parser: argparse.ArgumentParser, *names: str, zh: str, en: str, **kwargs) -> None:
        parser.add_argument(*names, help=say(self.lang, zh, en), **kwargs)

    def paths(self, parser: argparse.ArgumentParser, nargs: str = "+") -> None:
        self.option(
            parser,
            "paths",
            nargs=nargs,
            type=Path,
            metavar="PATH",
            zh="部门文件夹、submission.yaml，或含多个部门的文件夹",
            en="a department folder, a submission.yaml, or a folder of departments",
        )

    def scoring(self, parser: argparse.ArgumentParser) -> None:
        self.option(
            parser,
            "--rubric",
            default="",
            zh="评分表 id 或 .yaml 文件（默认用自评所用的）",
            en="rubric id or .yaml file (default: the one the department used)",
        )
        self.option(
            parser,
            "--evaluator",
            default="",
            zh="只用这位评价人的意见",
            en="use this evaluator's judgements only",
        )


def build_parser(lang: str = "zh") -> argparse.ArgumentParser:
    """The whole command line, with help in one language."""
    b = _Builder(lang)
    _reading(b)
    _reporting(b)
    _letter(b)
    _making(b)
    _rubrics(b)
    add_following(b)
    _training(b)
    return b.root


def _reading(b: _Builder) -> None:
    check = b.add(
        "check",
        "检查自评材料、评价意见或评分表文件，列出全部错误",
        "check submissions, judgements or rubric files and list every fault",
        "perfkit check data/departments",
    )
    b.paths(check)
    b.option(check, "--rubric", default="", zh="评分表 id", en="rubric id")
    score = b.add(
        "score",
        "重算分数，给出区间与依据",
        "recompute the points, with intervals and formulas",
        "perfkit score data/departments/sz-sif-longhua_2020 --json",
    )
    b.paths(score)
    b.scoring(score)
    b.option(
        score,
        "--json",
        action="store_true",
        zh="输出 JSON（多个部门时每行一个）",
        en="print JSON (one object a line for several)",
    )
    b.option(
        score,
        "--reading",
        action="append",
        default=[],
        metavar="READING=OPTION",
        zh="改用另一口径，可多次",
        en="use another reading; may be repeated",
    )
    review = b.add(
        "review",
        "列出核查发现，或拟调取资料清单",
        "list the findings, or the documents to ask for",
        "perfkit review data/departments/sz-sif-longhua_2020",
    )
    b.paths(review, "*")
    b.scoring(review)
    b.option(
        review,
        "--together",
        action="store_true",
        zh="把各份材料与同年决算、上年材料和其他部门相互对照",
        en="hold the filings against accounts, last year's and each other",
    )
    b.option(
        review,
        "--explain",
        metavar="CODE",
        default="",
        zh="说明一种发现为何提出、何时不提出",
        en="say why a kind of finding is made and what silences it",
    )
    b.option(review, "--json", action="store_true", zh="输出 JSON", en="print JSON")
    b.option(
        review,
        "--requests",
        action="store_true",
        zh="输出调取资料清单",
        en="print the list of documents to ask for",
    )
    b.option(
        review,
        "--policy",
        default="",
        metavar="POLICY",
        zh="按复核规则重新计分，给出自评复核底稿（如 chengdu-review）",
        en="re-score targets by a review policy and give the work paper (chengdu-review)",
    )
    b.option(
        review,
        "-o",
        "--out",
        type=Path,
        default=None,
        zh="底稿写成 xlsx 和 docx 的文件夹；与 --requests 同用时为写入的文件",
        en="folder for the work paper as xlsx and docx; with --requests, the file to write",
    )
    b.option(
        review,
        "--severity",
        choices=("error", "doubt", "note"),
        default="note",
        zh="只列此级及以上",
        en="only this severity and above",
    )

    _feedback(b)


def _feedback(b: _Builder) -> None:
    feedback = b.add(
        "feedback",
        "记录发现是否属实，或统计各类发现的准确率",
        "record whether a finding is right, or count how often each kind was",
        "perfkit feedback data/departments/sz-sif-longhua_2020",
    )
    b.paths(feedback)
    b.option(feedback, "--finding", default="", metavar="ID", zh="发现的编号", en="the finding's id")
    b.option(
        feedback,
        "--verdict",
        choices=("right", "wrong", "explained"),
        default="",
        zh="right 属实，wrong 不属实，explained 已说明",
        en="right, wrong, or explained by the department",
    )
    b.option(feedback, "--reason", default="", zh="理由", en="why")
    b.option(feedback, "--by", default="", metavar="EVALUATOR", zh="评价人", en="the evaluator's id")


def _reporting(b: _Builder) -> None:
    report = b.add(
        "report",
        "生成评价报告，一个或成千上万个",
        "make reports, one or thousands",
        "perfkit report data/departments -o build/reports",
    )
    b.paths(report)
    b.option(
        report,
        "-o",
        "--out",
        type=Path,
        default=Path("build/reports"),
        zh="输出文件夹（默认 build/reports）",
        en="output folder (default build/reports)",
    )
    b.scoring(report)
    b.option(
        report,
        "--format",
        type=_formats,
        default=("html",),
        zh="html,docx,pdf,xlsx,json，逗号分隔（默认 html）",
        en="html,docx,pdf,xlsx,json, separated by commas (default html)",
    )
    b.option(report, "--notebook", type=Path, default=None, zh="改用另一个笔记本", en="another notebook")
    b.option(
        report,
        "-p",
        "--parameter",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        zh="笔记本参数，可多次",
        en="a parameter of the notebook; may be repeated",
    )
    b.option(
        report,
        "--engine",
        choices=("perfkit", "kernel"),
        default="perfkit",
        zh="执行方式：perfkit 快，kernel 为标准内核",
        en="perfkit is fast, kernel is the stock kernel",
    )
    b.option(
        report,
        "--workers",
        type=_positive,
        default=None,
        zh="同时执行的报告数（默认按处理器数）",
        en="reports at a time (default: processors)",
    )
    b.option(
        report,
        "--timeout",
        type=_seconds,
        default=300.0,
        zh="每份报告的时限，秒（默认 300）",
        en="seconds for one report (default 300)",
    )
    b.option(
        report,
        "--retry-failed",
        action="store_true",
        zh="重做上次失败的",
        en="try again what failed last time",
    )
    b.option(report, "--force", action="store_true", zh="全部重做", en="redo everything")
    b.option(
        report,
        "--public",
        action="store_true",
        zh="公开版：去掉姓名、电话和评价人身份",
        en="public copy: without names, phones and evaluators' identities",
    )
    b.option(
        report,
        "--annexes",
        choices=("none", "standard", "all"),
        default="all",
        zh="附件：none 不附，standard 评分表、发现、填报情况、佐证和口径，all 全部（默认）",
        en="annexes: none, standard (scores, findings, what was filed, evidence, readings) or all (default)",
    )
    b.option(report, "--brief", action="store_true", zh="只要一页的摘要", en="one page instead")
    b.option(
        report,
        "--dask",
        default="",
        metavar="ADDRESS",
        zh="dask 调度器地址",
        en="address of a dask scheduler",
    )
    compare = b.add(
        "compare",
        "比较多个部门或年度",
        "compare departments or years",
        "perfkit compare data/departments -o build/comparison",
    )
    b.paths(compare)
    b.option(
        compare,
        "-o",
        "--out",
        type=Path,
        default=Path("build/comparison"),
        zh="输出文件夹",
        en="output folder",
    )
    b.scoring(compare)


def _letter(b: _Builder) -> None:
    letter = b.add(
        "letter",
        "写给部门的函：调取资料清单、核查意见书、整改通知，附答复表",
        "write a letter to a department: request, opinion or notice, with its reply table",
        "perfkit letter data/departments/sz-sif-longhua_2020 -o build/letters --kind request",
    )
    b.option(letter, "path", type=Path, metavar="DEPARTMENT", zh="部门文件夹", en="a department folder")
    b.option(letter, "-o", "--out", type=Path, required=True, zh="输出文件夹", en="output folder")
    b.option(
        letter,
        "--kind",
        choices=("request", "opinion", "notice"),
        default="request",
        zh="request 调取资料清单（默认），opinion 核查意见书，notice 整改通知",
        en="request (default), opinion or notice",
    )
    b.scoring(letter)


def _making(b: _Builder) -> None:
    demo = b.add(
        "demo",
        "生成合成的示例部门（标明为合成数据）",
        "write generated departments, marked synthetic",
        "perfkit demo --departments 40 --seed 7 build/demo",
    )
    b.option(demo, "out", type=Path, metavar="OUT", zh="输出文件夹", en="output folder")
    b.option(
        demo, "--departments", type=_positive, default=10, zh="部门数（默认 10）", en="how many (default 10)"
    )
    b.option(demo, "--seed", type=int, default=1, zh="随机种子（默认 1）", en="seed (default 1)")
    b.option(
        demo,
        "--level",
        type=int,
        choices=(1, 2, 3, 4),
        default=1,
        zh="难度：1 干净，2 缺数据，3 含矛盾，4 口径不清",
        en="1 clean, 2 facts missing, 3 contradictions, 4 unclear clauses",
    )
    b.option(demo, "--rubric", default="sz-2020", zh="评分表 id", en="rubric id")
    b.option(demo, "--year", type=int, default=2020, zh="年度", en="year")
    b.option(
        demo,
        "--force",
        action="store_true",
        zh="输出文件夹非空时仍写入",
        en="write into a folder that is not empty",
    )
    read = b.add(
        "read",
        "把部门报送的 Word、PDF、文本或 Excel 读成自评材料草稿",
        "read a filed Word, PDF, text or Excel file into a draft submission",
        "perfkit read report.docx -o build/draft",
    )
    b.option(
        read,
        "file",
        type=Path,
        metavar="FILE",
        zh="要读的文件，或一个文件夹（读其中所有材料）",
        en="the file to read, or a folder (every filing in it)",
    )
    b.option(read, "-o", "--out", type=Path, required=True, zh="输出文件夹", en="output folder")
    b.option(
        read,
        "--rubric",
        default="",
        zh="评分表 id；不写则按表式认定",
        en="rubric id; recognised by the form unless given",
    )
    b.option(
        read,
        "--columns",
        type=Path,
        default=None,
        zh="一行一个部门的表：列对照文件（YAML）",
        en="for a table of one row a department: the column map (YAML)",
    )
    b.option(
        read,
        "--targets",
        type=Path,
        default=None,
        metavar="FILE",
        zh="一体化系统的指标表，项目表与指标表分在两个文件时用",
        en="the budget system's table of targets, where it is a file of its own",
    )
    tables = b.add(
        "tables",
        "把项目自评写成预算管理一体化系统的表（一行一个项目、一行一条指标）",
        "write projects' filings as tables of the integrated budget system",
        "perfkit tables build/projects -o build/system.xlsx",
    )
    b.option(
        tables, "paths", nargs="+", type=Path, metavar="FOLDER", zh="项目的文件夹", en="folders of projects"
    )
    b.option(
        tables,
        "-o",
        "--out",
        type=Path,
        required=True,
        zh="输出文件：.xlsx；.csv 写成两个文件",
        en="output: .xlsx, or .csv for two files",
    )
    template = b.add(
        "template",
        "生成供填写的 Excel 工作簿",
        "write an Excel workbook to fill in",
        "perfkit template --rubric sz-2020 -o build/template.xlsx",
    )
    b.option(template, "--rubric", default="sz-2020", zh="评分表 id", en="rubric id")
    b.option(template, "-o", "--out", type=Path, required=True, zh="输出文件", en="output file")
    b.option(
        template,
        "--department",
        default="",
        zh="预填这个部门的材料（文件夹）",
        en="fill in this department's submission (a folder)",
    )
    judge = b.add(
        "judge",
        "逐项评定尚未确定的评分点",
        "go through the criteria that wait for an evaluator",
        "perfkit judge data/departments/sz-sif-longhua_2020 --evaluator wang",
    )
    b.option(judge, "path", type=Path, metavar="PATH", zh="部门文件夹", en="a department folder")
    b.option(
        judge,
        "--evaluator",
        required=True,
        zh="评价人 id（即文件名）",
        en="evaluator id (also the file's name)",
    )
    b.option(judge, "--rubric", default="", zh="评分表 id", en="rubric id")
    b.option(judge, "--list", action="store_true", zh="只列出待评的评分点", en="only list what is open")


def _rubrics(b: _Builder) -> None:
    rubric = b.commands.add_parser(
        "rubric", help=say(b.lang, "检查、查看、比较评分表", "check, show and compare rubrics")
    )
    rubric.lang = b.lang
    rubric.set_defaults(run=_late("rubric"), action=None)
    parts = rubric.add_subparsers(
        metavar=say(b.lang, "动作", "ACTION"), parser_class=_Parser, required=True, dest="action"
    )
    check = b.add(
        "check",
        "检查评分表文件，列出全部错误和改法",
        "check rubric files: every fault and how to mend it",
        "perfkit rubric check data/rubrics/sz-2020.yaml",
        parent=parts,
        module="rubric",
    )
    b.option(check, "paths", nargs="+", type=Path, metavar="FILE", zh="评分表文件", en="rubric files")
    show = b.add(
        "show",
        "按阅读的样子列出一张评分表",
        "print a rubric as a person reads it",
        "perfkit rubric show hunan",
        parent=parts,
        module="rubric",
    )
    b.option(show, "rubric", metavar="RUBRIC", zh="评分表 id 或文件", en="rubric id or file")
    diff = b.add(
        "diff",
        "比较两张评分表，逐项列出差别",
        "compare two rubrics, value by value",
        "perfkit rubric diff national-2020 hubei-2020",
        parent=parts,
        module="rubric",
    )
    b.option(diff, "old", metavar="OLD", zh="原评分表 id 或文件", en="the old rubric, id or file")
    b.option(diff, "new", metavar="NEW", zh="新评分表 id 或文件", en="the new rubric, id or file")
    for parser in (show, diff):
        b.option(parser, "--html", type=Path, default=None, zh="写成网页文件", en="write it as a page")


def _training(b: _Builder) -> None:
    train = b.commands.add_parser(
        "train",
        help=say(b.lang, "培训新评价人：出题、评分、一致性", "train evaluators: cases, grading, agreement"),
    )
    train.lang = b.lang
    train.set_defaults(run=_late("train"), action=None)
    parts = train.add_subparsers(
        metavar=say(b.lang, "动作", "ACTION"), parser_class=_Parser, required=True, dest="action"
    )
    new = b.add(
        "new",
        "为一位或一班学员生成练习",
        "make a case for a trainee or a class",
        "perfkit train new --trainee 12 --level 2 build/class",
        parent=parts,
        module="train",
    )
    b.option(new, "out", type=Path, metavar="OUT", zh="输出文件夹", en="output folder")
    b.option(
        new,
        "--trainee",
        required=True,
        zh="学员号，或如 1-30 的范围",
        en="trainee number, or a range such as 1-30",
    )
    b.option(new, "--level", type=int, choices=(1, 2, 3, 4), default=1, zh="难度 1–4", en="level 1–4")
    b.option(
        new,
        "--case",
        type=_positive,
        default=0,
        zh="全班同评这一个案例（默认每人各一个）",
        en="one case for all (default: each their own)",
    )
    b.option(
        new,
        "--form",
        choices=("department", "project"),
        default="department",
        zh="部门整体支出，或一个项目的自评表",
        en="a department's filing, or the form of one project",
    )
    b.option(new, "--rubric", default="", zh="评分表 id（默认按表式）", en="rubric id (default: the form's)")
    b.option(
        new,
        "--test",
        choices=("pre", "post"),
        default="",
        zh="作为课前或课后测验",
        en="as a test before or after the course",
    )
    b.option(
        new,
        "--secret",
        default="",
        zh="案例的密钥（默认随机；同一密钥生成同样的案例）",
        en="the secret of the cases (default: drawn; the same one gives the same cases)",
    )
    grade = b.add(
        "grade",
        "批改一班学员",
        "grade a class",
        "perfkit train grade build/class",
        parent=parts,
        module="train",
    )
    b.option(
        grade,
        "folder",
        type=Path,
        metavar="FOLDER",
        zh="班级文件夹",
        en="the class's folder",
    )
    summary = b.add(
        "summary",
        "汇总批改过的一班学员",
        "sum up a class that was graded",
        "perfkit train summary build/class",
        parent=parts,
        module="train",
    )
    b.option(summary, "folder", type=Path, metavar="FOLDER", zh="班级文件夹", en="the class's folder")
    agreement = b.add(
        "agreement",
        "多位评价人的一致性",
        "how far evaluators agree",
        "perfkit train agreement build/panel",
        parent=parts,
        module="train",
    )
    b.option(
        agreement,
        "folders",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        zh="含评价意见的部门文件夹",
        en="department folders with judgements",
    )
    b.option(agreement, "-o", "--out", type=Path, default=None, zh="输出文件夹", en="output folder")


__all__ = ["build_parser", "language_of"]
