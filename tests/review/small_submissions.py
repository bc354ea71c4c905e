"""Small submissions under the seed's table, and what the review says of them."""

from __future__ import annotations

from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.review import review
from perfkit.rubric.files import load_rubric

RUBRIC = load_rubric("sz-2020")


def statement(value: str, unit: str, section: str = "一", **more) -> dict:
    return {"value": value, "unit": unit, "section": section, "quote": f"{value}{unit}", **more}


def findings(judged: dict | None = None, **parts) -> list:
    """Findings on a submission made of the given parts."""
    text = {
        "department": {"id": "t", "name": "示例局"},
        "year": "2020",
        "self_evaluation": {"rubric": "sz-2020", "scores": {}},
        **parts,
    }
    evaluator = (Judgements.model_validate({"evaluator": {"id": "w"}, **judged}),) if judged else ()
    return list(review(evaluate(Submission.model_validate(text), RUBRIC, evaluator)))


def codes(found: list, *severities: str) -> set[str]:
    return {f.code for f in found if not severities or f.severity in severities}


def of(found: list, code: str) -> list:
    return [f for f in found if f.code == code]


def facts(**values) -> dict:
    return {"facts": {name: [value] if isinstance(value, dict) else value for name, value in values.items()}}


def targets(*rows: tuple[str, ...]) -> dict:
    return {
        "targets": {
            "section": "四",
            "rows": [
                dict(zip(("block", "kind", "name", "expected", "actual"), row, strict=True)) for row in rows
            ],
        }
    }


def tasks(*rows: tuple[str, str, str, str, str], totals: dict | None = None) -> dict:
    keys = ("name", "category", "completion", "budget", "spent")
    return {
        "tasks": {
            "section": "四",
            "rows": [dict(zip(keys, row, strict=True)) for row in rows],
            **({"totals": totals} if totals else {}),
        }
    }


def narrative(**parts: str) -> dict:
    return {"narrative": {name: [{"section": name, "text": text}] for name, text in parts.items()}}


def scores(**values: str) -> dict:
    rows = {
        name.replace("__", "."): value for name, value in values.items() if name not in ("total", "grade")
    }
    return {
        "self_evaluation": {
            "rubric": "sz-2020",
            "scores": rows,
            **{k: v for k, v in values.items() if k in ("total", "grade")},
        }
    }
