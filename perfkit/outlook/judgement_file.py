"""An evaluator's file: what a person entered as values, and the text that is written."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfkit.base.errors import FactError, SubmissionError
from perfkit.base.models import Model
from perfkit.base.quantities import parse_number, show_exact
from perfkit.filing.follow_up import one_line
from perfkit.filing.judgements import Judgements


def entered_points(points: str | Fraction) -> dict[str, Fraction]:
    """What was typed, as `points` or as a `share` of the maximum."""
    if isinstance(points, Fraction):
        if "/" in show_exact(points):
            raise SubmissionError(
                f"{points} 写不成小数，请给小数或百分比", f"{points} is no decimal; give a decimal or a share"
            )
        return {"points": points}
    written = str(points).strip().translate(str.maketrans("０１２３４５６７８９．％", "0123456789.%"))
    try:
        if written.endswith("%"):
            return {"share": parse_number(written[:-1]) / 100}
        return {"points": parse_number(written)}
    except FactError as error:
        raise SubmissionError(error.message) from None


def made(model: type[Model], **fields: Any) -> Any:
    """A model from what a person entered; its first fault as a sentence."""
    try:
        return model(**fields)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        context = detail.get("ctx", {})
        if detail["type"] == "perfkit":
            raise SubmissionError(context["zh"], context["en"]) from None
        key = ".".join(map(str, detail["loc"]))
        raise SubmissionError(
            f"{key} 不能为空" if "short" in detail["type"] else f"{key} 不符合要求：{detail['msg']}",
            f"{key}: {detail['msg']}",
        ) from None


def stamp(path: Path) -> str:
    """What tells whether a file has changed: its hash, empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def as_yaml(judged: Judgements) -> str:
    """The file's text: quoted numbers, plain dates, nothing that is empty.

    Examples
    --------
    >>> from perfkit.filing.judgements import Evaluator
    >>> print(as_yaml(Judgements(evaluator=Evaluator(id="wang"))), end="")
    evaluator: {id: wang}
    """
    written = judged.model_dump(exclude_defaults=True)
    lines = [f"evaluator: {one_line(written['evaluator'])}"]
    if judged.synthetic:
        lines.append("synthetic: true")
    for key in ("evidence", "facts", "judgements"):
        if written.get(key):
            lines += [f"{key}:", *(f"  - {one_line(entry)}" for entry in written[key])]
    return "\n".join(lines) + "\n"
