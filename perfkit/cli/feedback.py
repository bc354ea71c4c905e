"""`perfkit feedback`: record whether a finding is right, or count how often each code was."""

from __future__ import annotations

import argparse

from perfkit.base.errors import SubmissionError
from perfkit.base.text import say, tell
from perfkit.filing.folders import find_departments
from perfkit.publish.verdicts import read_verdicts
from perfkit.review import review
from perfkit.review.feedback import VERDICTS, add_remarks, precision
from perfkit.review.unscored import load_filing


def run(options: argparse.Namespace) -> int:
    """Record remarks, one or those of a workbook, or print the precision of every code over the folders."""
    folders = find_departments(options.paths)
    if not options.finding and not options.workbook:
        return _count(folders, options.lang)
    if len(folders) != 1 or (options.finding and not (options.verdict and options.reason)):
        raise SubmissionError(
            "记录反馈要指明一个部门文件夹，和 --finding、--verdict、--reason，或 --from 工作簿",
            "remarks take one department folder, and --finding, --verdict, --reason or --from WORKBOOK",
        )
    said = [(options.finding, options.verdict, options.reason)] if options.finding else []
    if options.workbook:
        said += read_verdicts(options.workbook)
    department, _ = load_filing(folders[0])
    for remark in add_remarks(folders[0], review(department.evaluate()), said, options.by):
        shown = VERDICTS[remark.verdict].in_(options.lang)
        tell(options.lang, f"已记录：{remark.finding} {shown}", f"recorded: {remark.finding} {shown}")
    if not said:
        tell(options.lang, "工作簿里没有填写反馈", "the workbook has no feedback")
    return 0


def _count(folders: list, lang: str) -> int:
    counted = precision(folders)
    if not counted:
        tell(lang, "还没有反馈", "no feedback yet")
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
