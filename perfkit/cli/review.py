"""`perfkit review`: findings as text or JSON, or the list of documents to ask for."""

from __future__ import annotations

import argparse
import json
import sys

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text, say
from perfkit.filing.folders import find_departments
from perfkit.review import review
from perfkit.review.unscored import load_filing

_ORDER = {"error": 0, "doubt": 1, "note": 2}


def run(options: argparse.Namespace) -> int:
    """Review every path."""
    folders, code = find_departments(options.paths), 0
    for folder in folders:
        try:
            department, unscored = load_filing(folder, options.rubric, options.evaluator)
            evaluation = department.evaluate()
        except PerfkitError as error:
            print(error.show(options.lang), file=sys.stderr)
            code = 1
            continue
        if options.requests:
            from perfkit.outlook.evidence import request_list

            print(request_list(evaluation, options.lang))
            continue
        findings = [
            finding for finding in review(evaluation) if _ORDER[finding.severity] <= _ORDER[options.severity]
        ]
        if options.json:
            record = {
                "department": evaluation.submission.key,
                "findings": [finding.to_record(options.lang) for finding in findings],
            }
            if unscored:
                record["not_scored"] = unscored.in_(options.lang)
            print(json.dumps(record, ensure_ascii=False, indent=None if len(folders) > 1 else 2))
        else:
            _show(evaluation.submission.department.name, findings, unscored, options.lang)
    return code


def _show(name: str, findings: list, unscored: Text | None, lang: str) -> None:
    print(say(lang, f"{name}：核查发现 {len(findings)} 项", f"{name}: {len(findings)} findings"))
    if unscored:
        print(unscored.in_(lang))
    for number, finding in enumerate(findings, start=1):
        print(f"{number}. {finding.show(lang)}")
