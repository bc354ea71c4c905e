"""`perfkit review`: findings as text or JSON, or the list of documents to ask for."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from perfkit.base.errors import PerfkitError, SubmissionError
from perfkit.base.files import Unreadable, listed, write_whole
from perfkit.base.text import Text, say, tell
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.folders import find_departments
from perfkit.filing.judgements import Judgements, read_judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import read_submission
from perfkit.review import Finding, problems_of, review
from perfkit.review.across import side_by_side
from perfkit.review.checks.documents import reused
from perfkit.review.explain import explain
from perfkit.review.feedback import VERDICTS, Remark, read_feedback
from perfkit.review.finding import SEVERITY_NAMES
from perfkit.review.policy import load_policy
from perfkit.review.problems import order_of
from perfkit.review.unscored import load_filing

_ORDER = {"error": 0, "doubt": 1, "note": 2}
_SEVERITIES = Text(
    "矛盾：两处记载不可能同时成立，或与评分标准、算术不符；存疑：需要部门说明；提示：供参考",
    "error: two statements cannot both be true, or break the standard or the arithmetic; "
    "doubt: needs an answer; note: worth knowing",
)


def run(options: argparse.Namespace) -> int:
    """Review every path, or explain a code."""
    if options.explain:
        print(explain(options.explain, options.lang))
        return 0
    if not options.paths:
        raise SubmissionError("请指明部门文件夹", "name a department folder")
    folders, code, lists = find_departments(options.paths), 0, []
    if options.requests:
        from perfkit.outlook.materials import request_list
    across = _across(folders) if options.together else {}
    for folder in folders:
        try:
            department, unscored = load_filing(folder, options.rubric, options.evaluator)
            evaluation, remarks = department.evaluate(), read_feedback(folder)
        except PerfkitError as error:
            print(error.show(options.lang), file=sys.stderr)
            code = 1
            continue
        if options.requests:
            lists.append(request_list(evaluation, options.lang))
            continue
        if options.policy:
            _work_paper(evaluation, options)
            continue
        filed = evaluation.submission
        beside = across.get(filed.key, ()) if filed.form.kind != "accounts" else ()
        own = review(evaluation)
        known = {finding.id for finding in own}
        found = sorted([*own, *(one for one in beside if one.id not in known)], key=order_of)
        findings = [finding for finding in found if _ORDER[finding.severity] <= _ORDER[options.severity]]
        if options.json:
            record = {
                "department": evaluation.submission.key,
                "findings": [_record(finding, remarks, options.lang) for finding in findings],
                "problems": [problem.to_record(options.lang) for problem in problems_of(findings)],
            }
            if filed.open_points:
                record["unconfirmed"] = " ".join(one.in_(options.lang) for one in filed.open_points)
            if unscored:
                record["not_scored"] = unscored.in_(options.lang)
            print(json.dumps(record, ensure_ascii=False, indent=None if len(folders) > 1 else 2))
        else:
            _show(filed, findings, remarks, unscored, options.lang)
    if lists and options.out:
        write_whole(options.out, ("\n\n".join(lists) + "\n").encode("utf-8"))
        tell(options.lang, f"已写入 {options.out}", f"written to {options.out}")
    elif lists:
        print("\n".join(lists))
    return code


def _work_paper(evaluation: Evaluation, options: argparse.Namespace) -> None:
    """The work paper of one filing: on the terminal, or as a file for each format asked for."""
    from perfkit.publish.work_paper import write
    from perfkit.views.tables.work_paper import work_paper

    paper = work_paper(evaluation, load_policy(options.policy), options.lang)
    if options.out is None:
        print(paper)
        print(paper.note)
        return
    for kind in ("xlsx", "docx"):
        path = options.out / f"{evaluation.submission.key}.{kind}"
        write(paper, path)
        print(path)


def _across(folders: list[Path]) -> dict[str, list[Finding]]:
    read = (read_submission(folder)[0] for folder in folders)
    found = side_by_side(submission for submission in read if submission is not None)
    judged = (
        (submission, _judgements(folder))
        for folder in folders
        if (folder / "judgements").is_dir() and (submission := read_submission(folder)[0]) is not None
    )
    for key, made in reused(judged).items():
        found.setdefault(key, []).extend(made)
    return found


def _judgements(folder: Path) -> list[Judgements]:
    try:
        files = listed(folder / "judgements", end=".yaml")
    except Unreadable:
        return []
    return [one for path in files if (one := read_judgements(path)[0]) is not None]


def _record(finding: Finding, remarks: dict[str, Remark], lang: str) -> dict:
    record = finding.to_record(lang)
    if finding.id in remarks:
        remark = remarks[finding.id]
        record["feedback"] = {"verdict": remark.verdict, "reason": remark.reason, "by": remark.by}
    return record


def _show(
    filed: Submission, findings: list[Finding], remarks: dict[str, Remark], unscored: Text | None, lang: str
) -> None:
    name = filed.subject
    tell(lang, f"{name}：核查发现 {len(findings)} 项", f"{name}: {len(findings)} findings")
    if findings:
        print(_SEVERITIES.in_(lang))
    for open_point in filed.open_points:
        print(open_point.in_(lang))
    if unscored:
        print(unscored.in_(lang))
    number = 0
    for heading, of_it in _under_problems(findings, lang):
        print(f"\n{heading}")
        for finding in of_it:
            number += 1
            print(f"{number}. {finding.show(lang)}")
            if finding.id in remarks:
                remark = remarks[finding.id]
                told = VERDICTS[remark.verdict].in_(lang)
                print(
                    "   " + say(lang, f"反馈：{told}，{remark.reason}", f"feedback: {told}, {remark.reason}")
                )


def _under_problems(findings: list[Finding], lang: str) -> list[tuple[str, list[Finding]]]:
    """Each problem's heading with its findings; last what is about the scoring table and not about the
    department."""
    found = []
    for count, problem in enumerate(problems_of(findings), start=1):
        grave, n = SEVERITY_NAMES[problem.severity].in_(lang), len(problem.findings)
        name = problem.name.in_(lang)
        head = say(lang, f"问题{count} [{grave}] {name}（{n} 处）", f"problem {count} [{grave}] {name} ({n})")
        found.append((head, list(problem.findings)))
    told = {finding.id for _, of_it in found for finding in of_it}
    rest = [finding for finding in findings if finding.id not in told]
    if rest:
        shown = say(
            lang, "评分表口径，不是部门的问题", "readings of the scoring table, no problem of the department"
        )
        found.append((f"{shown}（{len(rest)}）" if lang == "zh" else f"{shown} ({len(rest)})", rest))
    return found
