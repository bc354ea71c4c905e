"""The command line: the JSON contract, exit codes, help in two languages."""

from __future__ import annotations

import argparse
import json
import re
import shutil
from fractions import Fraction

import pytest

import perfkit
from perfkit.base.paths import data_root
from perfkit.cli import main
from perfkit.cli.parser import build_parser

LONGHUA = str(data_root() / "departments" / "sz-sif-longhua_2020")
COMMANDS = (
    "check",
    "score",
    "report",
    "letter",
    "review",
    "feedback",
    "follow",
    "diff",
    "sample",
    "years",
    "projects",
    "committee",
    "judge",
    "read",
    "rubric",
    "template",
    "tables",
    "compare",
    "demo",
    "train",
)


def run(capsys, *arguments):
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = stop.code
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_score_prints_the_object_of_the_contract(capsys):
    code, out, err = run(capsys, "score", LONGHUA, "--json")
    assert (code, err) == (0, "")
    record = json.loads(out)
    assert record["department"] == {"id": "sz-sif-longhua", "name": "深圳市社会保险基金管理局龙华分局"}
    assert (record["year"], record["rubric"], record["synthetic"], record["max"], record["self"]) == (
        2020,
        "sz-2020",
        False,
        "100.00",
        "95.50",
    )
    assert (record["low"], record["high"]) == ("9.40", "96.90")
    assert set(record["standing"]) >= {"confirmed", "contradicted", "open", "judgement"}
    assert record["grade"] == {"self": "优", "low": "差", "high": "优", "self_stated": "优"}
    for row in record["indicators"]:
        assert set(row) >= {
            "id",
            "name",
            "level1",
            "level2",
            "max",
            "self",
            "judged",
            "low",
            "high",
            "standing",
            "status",
            "criteria",
        }
        for criterion in row["criteria"]:
            assert set(criterion) >= {
                "id",
                "name",
                "clauses",
                "rule",
                "max",
                "low",
                "high",
                "status",
                "reading",
                "trace",
                "judgement",
                "evidence",
                "missing",
            }
    for finding in record["findings"]:
        assert set(finding) >= {"code", "severity", "message", "places"}
    assert record["findings"]


def test_several_departments_are_json_lines(capsys, tmp_path):
    copy = tmp_path / "copy_2020"
    shutil.copytree(LONGHUA, copy)
    code, out, _ = run(
        capsys, "score", LONGHUA, LONGHUA + "/submission.yaml", str(copy), "--json", "--lang", "en"
    )
    lines = out.strip().splitlines()
    assert code == 0 and len(lines) == 2  # a folder named twice is scored once
    assert all(json.loads(line)["indicators"][0]["name"].isascii() for line in lines)


def test_a_reading_can_be_chosen_and_a_wrong_one_is_refused(capsys):
    code, out, _ = run(capsys, "score", LONGHUA, "--json", "--reading", "adjustment_scope=transferred_only")
    record = json.loads(out)
    row = next(row for row in record["indicators"] if row["id"] == "management.funds.compliance")
    assert code == 0 and Fraction(row["high_exact"]) == 3
    code, _, err = run(capsys, "score", LONGHUA, "--reading", "colour=blue")
    assert code == 1 and "adjustment_scope" in err
    code, _, err = run(capsys, "score", LONGHUA, "--reading", "adjustment_scope=blue", "--lang", "en")
    assert code == 1 and "transferred_only" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_helps_with_an_example_in_both_languages(capsys, command):
    arguments = (command, *{"train": ("new",), "rubric": ("show",)}.get(command, ()))
    code, out, _ = run(capsys, *arguments, "--help")
    assert code == 0 and "示例：perfkit " + command in out
    assert not re.search("usage|options|arguments:|show this help", out)
    code, out, _ = run(capsys, *arguments, "--lang", "en", "--help")
    assert code == 0 and "example: perfkit " + command in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["score"],
        ["colour"],
        ["score", LONGHUA, "--evaluator"],
        ["score", LONGHUA, "--json=3"],
        ["score", LONGHUA, "--re", "a=b", "--rub"],
        ["report", LONGHUA, "--f"],
        ["report", LONGHUA, "--workers", "0"],
        ["report", LONGHUA, "--format", "html,odt"],
        ["report", LONGHUA, "--format", ","],
        ["report", LONGHUA, "--annexes", "some"],
        ["demo"],
    ],
)
def test_wrong_usage_exits_2_and_says_where_help_is(capsys, arguments):
    code, _, err = run(capsys, *arguments)
    assert code == 2 and "--help" in err
    assert not re.search("argument|invalid|choose|expected|required", err)
    code, _, err = run(capsys, "--lang", "en", *arguments)
    assert code == 2 and err.isascii() and "--help" in err
    assert argparse._("options") == "options", "argparse speaks Chinese for perfkit alone"


def test_the_version_is_that_of_the_package(capsys):
    code, out, _ = run(capsys, "--version")
    assert (code, out.strip()) == (0, f"perfkit {perfkit.__version__}")


@pytest.mark.parametrize(
    "arguments", [["--lang", "en", "score", LONGHUA], ["score", LONGHUA, "--lang", "en"]]
)
def test_the_language_stands_before_or_after_the_command(capsys, arguments):
    code, out, _ = run(capsys, *arguments)
    assert code == 0 and "row  maximum | claimed | possible" in out and "可能区间" not in out


def test_a_request_list_goes_to_a_file(capsys, tmp_path):
    target = tmp_path / "requests.txt"
    code, out, _ = run(capsys, "review", LONGHUA, "--requests", "-o", str(target))
    assert code == 0 and str(target) in out
    assert target.read_text(encoding="utf-8").startswith("调取资料清单")


def test_no_command_prints_help(capsys):
    code, out, _ = run(capsys)
    assert code == 2 and all(command in out for command in COMMANDS)


def test_the_parser_knows_every_command_of_the_design():
    assert set(build_parser("en")._subparsers._group_actions[0].choices) == set(COMMANDS)


def test_a_bad_department_does_not_stop_the_others(capsys, tmp_path):
    bad = tmp_path / "bad_2020"
    bad.mkdir()
    (bad / "submission.yaml").write_text("year: x\n", encoding="utf-8")
    code, out, err = run(capsys, "score", str(bad), LONGHUA)
    assert code == 1 and "95.50" in out and "bad_2020/submission.yaml" in err


def test_check_reports_the_rubric_s_misprint_as_a_warning(capsys):
    code, out, _ = run(capsys, "check", str(data_root() / "rubrics" / "sz-2020.yaml"))
    assert code == 0 and "8分" in out
