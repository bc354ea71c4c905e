"""Arguments of the commands that make filings, read them, judge them, and train evaluators; and of those on
rubrics."""

from __future__ import annotations

from perfkit.cli.builder import Builder, day, positive
from perfkit.rubric import DEFAULT_RUBRIC

_LEVELS = (1, 2, 3, 4)


def add_making(b: Builder) -> None:
    """demo, read, tables, template and judge."""
    demo = b.add("demo")
    b.path(demo, "out", metavar="OUT")
    b.option(demo, "--departments", 10, type=positive)
    b.option(demo, "--seed", 1, type=int)
    b.option(demo, "--level", None, type=int, choices=_LEVELS)
    b.rubric(demo, DEFAULT_RUBRIC)
    b.option(demo, "--year", 2020, type=int)
    b.flag(demo, "--force")
    _add_read(b)
    tables = b.add("tables")
    b.path(tables, "paths", nargs="+", metavar="FOLDER")
    b.out(tables, required=True)
    template = b.add("template")
    b.rubric(template, DEFAULT_RUBRIC)
    b.out(template, required=True)
    b.option(template, "--department")
    judge = b.add("judge")
    b.path(judge, "path", metavar="PATH")
    b.option(judge, "--evaluator", None, required=True)
    b.rubric(judge)
    b.flag(judge, "--list")


def _add_read(b: Builder) -> None:
    read = b.add("read")
    b.path(read, "file", metavar="FILE")
    b.out(read, required=True)
    b.option(read, "--rubric")
    b.path(read, "--columns")
    b.path(read, "--targets", metavar="FILE")


def add_rubrics(b: Builder) -> None:
    """rubric check, show and diff."""
    add = b.group("rubric")
    check = add("check")
    b.path(check, "paths", nargs="+", metavar="FILE")
    show = add("show")
    b.option(show, "rubric", metavar="RUBRIC")
    diff = add("diff")
    b.option(diff, "old", metavar="OLD")
    b.option(diff, "new", metavar="NEW")
    for parser in (show, diff):
        b.path(parser, "--html")


def add_training(b: Builder) -> None:
    """train new, grade, summary and agreement."""
    add = b.group("train")
    new = add("new")
    b.path(new, "out", metavar="OUT")
    b.option(new, "--trainee", None, required=True)
    b.option(new, "--level", 1, type=int, choices=_LEVELS)
    b.option(new, "--case", 0, type=positive)
    b.option(new, "--form", "department", choices=("department", "project"))
    b.option(new, "--rubric", "")
    b.option(new, "--test", "", choices=("pre", "post"))
    b.option(new, "--anchor", 0, type=positive)
    b.option(new, "--secret", "")
    grade = add("grade")
    b.path(grade, "folder", metavar="FOLDER")
    summary = add("summary")
    b.path(summary, "folder", metavar="FOLDER")
    calibrate = add("calibrate")
    b.path(calibrate, "folder", metavar="FOLDER")
    b.option(calibrate, "--date", None, required=True, type=day)
    collect = add("collect")
    b.path(collect, "folder", metavar="CLASS")
    b.path(collect, "results", nargs="+")
    agreement = add("agreement")
    b.path(agreement, "folders", nargs="+", metavar="FOLDER")
    b.out(agreement)
