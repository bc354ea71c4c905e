"""`perfkit check`: every fault of submissions, judgements and rubrics, with file and line."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress
from pathlib import Path

from perfkit.base.errors import Fault, PerfkitError, fault_lines
from perfkit.base.files import listed
from perfkit.base.text import Text, say, tell
from perfkit.base.wording import counted
from perfkit.base.yaml_source import read_yaml
from perfkit.evaluation.department import check_department
from perfkit.filing.beside import filings_inside
from perfkit.filing.folders import find_departments
from perfkit.filing.submission import resting_on_drafts
from perfkit.rubric.files import lint_file

_NAMED = 10


def run(options: argparse.Namespace) -> int:
    """Check every path; 1 where any has a fault."""
    faults: list[Fault] = []
    rubrics = [
        path for path in options.paths if path.suffix in (".yaml", ".yml") and path.name != "submission.yaml"
    ]
    checked = 0
    for path in rubrics:
        faults += check_rubric(path, options.lang)
        checked += 1
    unscored: list[str] = []
    drafts: list[str] = []
    for folder in find_departments([path for path in options.paths if path not in rubrics]):
        say_cleaned(folder, options.lang)
        for filing in (folder, *filings_inside(folder)):
            found = check_department(filing, options.rubric if filing == folder else "")
            faults += found.faults
            checked += 1
            unscored += [filing.name] * (not found.names_rubric)
            drafts += [filing.name] * found.unconfirmed
    for line in fault_lines(faults, options.lang):
        print(line, file=sys.stderr)
    if faults:
        tell(options.lang, f"共 {len(faults)} 处错误", f"{len(faults)} faults", file=sys.stderr)
        return 1
    tell(options.lang, f"已检查 {checked} 个，没有错误", f"checked {checked}, no faults")
    if unscored:
        count = counted(len(unscored), Text("份", "filing"), options.lang)
        zh = f"其中 {count}没有写明评分表，可以核查，不能评分：{'、'.join(unscored[:_NAMED])}"
        en = f"{count} without a rubric, to be reviewed and not scored: {', '.join(unscored[:_NAMED])}"
        print(say(options.lang, zh, en) + ("…" if len(unscored) > _NAMED else ""))
    if said := resting_on_drafts(drafts, options.lang):
        print(said)
    return 0


def say_cleaned(folder: Path, lang: str) -> None:
    """Name the lines of a department's files whose marks that nobody sees were left out."""
    with suppress(PerfkitError):
        for path in (folder / "submission.yaml", *listed(folder / "judgements", end=".yaml")):
            lines = read_yaml(path).cleaned
            if lines:
                shown = ", ".join(map(str, lines[:10]))
                zh = f"提示：{folder.name}/{path.name} 第 {shown} 行有看不见的字符（零宽或改变文字方向），已略去"
                en = f"note: {folder.name}/{path.name} line {shown}: marks that nobody sees are left out"
                print(say(lang, zh, en), file=sys.stderr)


def check_rubric(path: Path, lang: str) -> tuple[Fault, ...]:
    """The faults of a rubric file; its warnings are printed."""
    report = lint_file(path)
    for warning in report.warnings:
        print(say(lang, "提示：", "warning: ") + warning.show(lang))
    return report.errors
