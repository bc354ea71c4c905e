"""A trainee's sheet as an evaluator's file, of the same form as in real work, so that evaluators can be
compared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from perfkit.base.files import write_whole
from perfkit.demo import to_yaml
from perfkit.evaluation.awards import refusal
from perfkit.filing.judgements import Evaluator, Judgement, Judgements
from perfkit.outlook.judgement_file import as_yaml
from perfkit.training.cases.case import OPEN, TraineeCase
from perfkit.training.cases.reasons import names_document
from perfkit.training.cases.sheet import Sheet
from perfkit.training.typed import AnswerError, as_number, is_blank

_MADE = "# 由 perfkit train grade 从 answers.xlsx 生成，请勿手改 / made from answers.xlsx, do not edit\n"
_SYNTHETIC = "# 合成数据（synthetic）：由 perfkit train 生成，不代表任何真实部门。\n"


def judgements_of(case: TraineeCase, name: str, sheet: Sheet) -> Judgements:
    """What a trainee awarded, with the case's documents and figures; without reason it is no judgement."""
    shown = case.shown
    ids = {seen.criterion: seen.id for seen in shown.evidence}
    numbers = {material.criterion: (material.number, material.document) for material in case.materials}
    made = []
    for criterion, result in case.evaluation.by_criterion.items():
        line, bounds = sheet.lines.get(criterion), result.outcome.points
        if line is None or is_blank(line.points) or bounds.is_exact or not line.reason:
            continue
        try:
            points = as_number(line.points)
        except AnswerError:
            continue
        unfounded = case.expected[criterion].kind == OPEN and points > bounds.low
        if unfounded or refusal(result.criterion, result.outcome, points) is not None:
            continue
        cited = line.document or names_document(line.reason, numbers.get(criterion, ()))
        evidence = (ids[criterion],) if cited and criterion in ids else ()
        day, reason = date(case.submission.year + 1, 4, 30), line.reason
        made.append(Judgement(criterion=criterion, points=points, reason=reason, evidence=evidence, date=day))
    return shown.model_copy(update={"evaluator": Evaluator(id=name), "judgements": tuple(made)})


def write_judgements(folder: Path, case: TraineeCase, name: str, sheet: Sheet) -> Path | None:
    """Write the filing and the trainee's file below a folder; a file that somebody wrote by hand is left
    alone."""
    path = folder / "judgements" / f"{name}.yaml"
    if path.exists() and not path.read_text(encoding="utf-8").startswith(_MADE):
        return None
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(folder / "submission.yaml", _SYNTHETIC + to_yaml(case.drawn.submission))
    write_whole(path, _MADE + as_yaml(judgements_of(case, name, sheet)))
    return path
