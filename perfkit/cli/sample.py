"""`perfkit sample`: whom to visit first, each with its reason; after the visits, an estimate for all."""

from __future__ import annotations

import argparse
import csv
import io
import json

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.quantities import show_number, show_rate
from perfkit.base.text import csv_text, say, tell
from perfkit.closure.frame import candidates, results_of
from perfkit.closure.sample import Sample, draw, estimate
from perfkit.filing.folders import find_departments
from perfkit.filing.submission import resting_on_drafts


def run(options: argparse.Namespace) -> int:
    """Choose, print and write the list."""
    frame, faults = candidates(find_departments(options.paths), rubric=options.rubric)
    if not frame:
        raise PerfkitError("没有可抽取的单位：", "there is nobody to choose from:", faults=faults)
    plan = draw(frame, options.share, options.seed, certain_share=options.certain)
    _show(plan, options.lang)
    if options.visited:
        _estimate(plan, options)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        write_whole(options.out / "sample.csv", _csv(plan, options.lang).encode("utf-8-sig"))
        record = json.dumps(_record(plan, options.lang), ensure_ascii=False, indent=2)
        write_whole(options.out / "sample.json", record.encode("utf-8"))
        print(
            say(options.lang, "已写入 ", "written: ")
            + f"{options.out / 'sample.csv'}, {options.out / 'sample.json'}"
        )
    for fault in faults:
        print(fault.show(options.lang))
    return 1 if faults else 0


def _show(plan: Sample, lang: str) -> None:
    certain, drawn = len(plan.certain), len(plan.drawn)
    tell(
        lang,
        f"{plan.population} 个单位中抽 {certain + drawn} 个：按风险 {certain} 个，随机 {drawn} 个（种子 {plan.seed}）",
        f"{certain + drawn} of {plan.population}: {certain} by risk, {drawn} by lot (seed {plan.seed})",
    )
    for number, choice in enumerate(plan.chosen, start=1):
        print(f"{number}. {choice.candidate.name} [{choice.candidate.key}] {choice.reason.in_(lang)}")
    drafts = (choice.candidate.name for choice in plan.chosen if choice.candidate.unconfirmed)
    if said := resting_on_drafts(drafts, lang):
        print(said)


def _estimate(plan: Sample, options: argparse.Namespace) -> None:
    span = estimate(plan, results_of(plan))
    if span is None or span.high is None:
        tell(
            options.lang,
            "抽查结果不足，不能推算：按风险选取的须全部查完，随机抽取的至少查完两个",
            "too few results to estimate: all chosen by risk and at least two of those by lot are needed",
        )
        return
    low, high = show_number(span.low), show_number(span.high)
    tell(
        options.lang,
        f"推算全部 {plan.population} 个单位平均核减 {low}～{high} 分（95% 置信区间）",
        f"over all {plan.population} the mean cut is {low} to {high} points (95 % interval)",
    )


def _csv(plan: Sample, lang: str) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(
        say(lang, "序号,编号,单位,方式,入样概率,理由", "no,key,name,how,probability,reason").split(",")
    )
    for number, choice in enumerate(plan.chosen, start=1):
        how = say(lang, "风险", "risk") if choice.certain else say(lang, "随机", "lot")
        row = (
            choice.candidate.key,
            choice.candidate.name,
            how,
            show_rate(choice.probability),
            choice.reason.in_(lang),
        )
        rows.writerow([number, *map(csv_text, row)])
    return out.getvalue()


def _record(plan: Sample, lang: str) -> dict:
    return {
        "seed": plan.seed,
        "population": plan.population,
        "chosen": [
            {
                "key": choice.candidate.key,
                "name": choice.candidate.name,
                "stratum": list(choice.candidate.stratum),
                "certain": choice.certain,
                "probability": str(choice.probability),
                "at_stake": show_number(choice.candidate.at_stake),
                "contradictions": choice.candidate.contradictions,
                "money": str(choice.candidate.money),
                "reason": choice.reason.in_(lang),
                "unconfirmed": choice.candidate.unconfirmed,
            }
            for choice in plan.chosen
        ],
    }
