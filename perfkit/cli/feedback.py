"""`perfkit feedback`: record whether a finding is right, or count how often each code was."""

from __future__ import annotations

import argparse

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text, say
from perfkit.filing.folders import find_departments
from perfkit.review import review
from perfkit.review.feedback import VERDICTS, add_remark, precision
from perfkit.review.unscored import load_filing


def run(options: argparse.Namespace) -> int:
    """Record one remark, or print the precision of every code over the folders."""
    folders = find_departments(options.paths)
    if not options.finding:
        return _count(folders, options.lang)
    if len(folders) != 1 or not options.verdict or not options.reason:
        raise SubmissionError(
            Text(
                "记录一条反馈要指明一个部门文件夹、--finding、--verdict 和 --reason",
                "a remark takes one department folder, --finding, --verdict and --reason",
            )
        )
    department, _ = load_filing(folders[0])
    remark = add_remark(
        folders[0],
        review(department.evaluate()),
        options.finding,
        options.verdict,
        options.reason,
        options.by,
    )
    shown = VERDICTS[remark.verdict].in_(options.lang)
    print(say(options.lang, f"已记录：{remark.finding} {shown}", f"recorded: {remark.finding} {shown}"))
    return 0


def _count(folders: list, lang: str) -> int:
    counted = precision(folders)
    if not counted:
        print(say(lang, "还没有反馈", "no feedback yet"))
        return 0
    print(
        "\t".join(
            (
                say(lang, "代码", "code"),
                *(v.in_(lang) for v in VERDICTS.values()),
                say(lang, "准确率", "precision"),
            )
        )
    )
    for code, found in counted.items():
        total = sum(found.values())
        share = f"{100 * (total - found['wrong']) / total:.0f}%"
        print("\t".join((code, *(str(found[name]) for name in VERDICTS), share)))
    return 0
