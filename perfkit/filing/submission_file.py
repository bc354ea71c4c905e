"""Reading a submission: its form, and what the catalogue knows of each fact, every fault in one go."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from perfkit.base.errors import FactError, SubmissionError
from perfkit.base.models import validate
from perfkit.base.quantities import parse_number, unit_factor
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.filing.catalogue import FactKind, fact_catalogue
from perfkit.filing.submission import TO_ADD, UNNAMED, Submission


def load_submission(path: Path | str) -> Submission:
    """Read and validate one submission.

    Parameters
    ----------
    path : Path or str   submission.yaml, or the folder that holds it

    Raises
    ------
    SubmissionError   with every fault of the file: line, path, what to do.
    """
    submission, source = read_submission(path)
    if submission is None or source.faults:
        raise SubmissionError("自评材料无法读取：", "the submission cannot be read:", faults=source.faults)
    return submission


def read_submission(path: Path | str) -> tuple[Submission | None, Source]:
    """Read one submission and collect its faults without raising; see `load_submission`."""
    path = Path(path)
    if path.is_dir():
        path = path / "submission.yaml"
    source = read_yaml(path, f"{path.parent.name}/{path.name}" if path.parent.name else path.name)
    _complete(source)
    submission = validate(Submission, source)
    check_facts_and_figures(source)
    return submission, source


def _complete(source: Source) -> None:
    """A draft without the name of its unit is read all the same; one without a year says what to write."""
    filed = _mapping(source.data)
    if filed.get("unconfirmed") is not True:
        return
    if isinstance(filed.get("department"), dict):
        filed["department"].setdefault("name", UNNAMED.zh)
    if "year" not in filed:
        source.fault(("year",), *TO_ADD["year"])
        filed["year"] = 2000  # so that every other fault shows too; the submission is not used


def _mapping(value: object) -> dict:
    return value if isinstance(value, dict) else {}


def check_facts_and_figures(source: Source) -> None:
    """Add to `source.faults` what the catalogue of facts and the figures' own sums find wrong."""
    _check_facts(source)
    _check_figures(source)


def _check_facts(source: Source) -> None:
    """What the catalogue knows of each fact, checked on the raw file so that all faults show at once."""
    catalogue = fact_catalogue()
    for fact_id, statements in _mapping(_mapping(source.data).get("facts")).items():
        kind = catalogue.get(fact_id)
        if kind is None:
            source.fault(
                ("facts", fact_id),
                "未知事实；可用名称见 data/facts.yaml，单位自己的数字写在 figures",
                "unknown fact; names are in data/facts.yaml, a department's own numbers go under figures",
            )
            continue
        for index, statement in enumerate(statements if isinstance(statements, list) else ()):
            check_statement(source, ("facts", fact_id, index), kind, _mapping(statement))
    source.faults.sort(key=lambda fault: fault.line)


def _amount(value: object, unit: object) -> Fraction | None:
    """A figure of the raw file in its base unit; None where it is none, which the model has already said."""
    try:
        return parse_number(value) * unit_factor(unit)  # type: ignore[arg-type]  # whatever the file holds
    except (FactError, TypeError):
        return None


def check_statement(source: Source, path: tuple, kind: FactKind, statement: dict) -> None:
    """What the catalogue knows of a fact against one statement of it: kind, unit, sign, upper bound.

    Parameters
    ----------
    source : Source   collects the faults
    path : tuple      where the statement stands in the file
    statement : dict  as the file has it: value, unit, not_applicable
    """
    value, unit = statement.get("value"), statement.get("unit") or ""
    if statement.get("not_applicable") or value is None:
        return
    if (kind.kind == "flag") != isinstance(value, bool):
        wanted = (
            Text("应为 true 或 false", "should be true or false")
            if kind.kind == "flag"
            else Text("应为数字", "should be a number")
        )
        source.fault((*path, "value"), *wanted)
        return
    if kind.kind == "flag":
        return
    amount = _amount(value, unit)
    if amount is None:
        return
    if kind.kind == "money" and unit_factor(unit) < 1 or kind.kind == "rate" and unit not in ("%", "‰", ""):
        source.fault(
            (*path, "unit"), f'单位 "{unit}" 与此事实不符', f'the unit "{unit}" does not fit this fact'
        )
    elif kind.kind == "money" and unit not in ("元", "千元", "万元", "百万元", "亿元"):
        source.fault(
            (*path, "unit"), "金额要写明单位：元、万元或亿元", "money needs its unit: 元, 万元 or 亿元"
        )
    if amount < 0 and not kind.negative:
        source.fault((*path, "value"), f"不得小于 0，现为 {value}", f"must not be below 0, is {value}")
    if kind.kind == "count":
        _check_whole(source, path, amount, f"{value}{unit}")
    if kind.at_most_one and amount > 1:
        source.fault(
            (*path, "value"),
            f'不得大于 100%，现为 {value}{unit}；95% 写成 "95" 并注明单位 "%"',
            f'must not exceed 100 %, is {value}{unit}; write 95 % as "95" with the unit "%"',
        )


# Measure words of what is counted one by one; a department's own figures also measure (62.4 公里, 96.40 分).
COUNTED = tuple("人名户家个件宗项次场批所座套台辆部间处条篇份起例期")


def _check_whole(source: Source, path: tuple, amount: Fraction, shown: str) -> None:
    if amount.denominator != 1:
        source.fault((*path, "value"), f"应为整数，现为 {shown}", f"should be a whole number, is {shown}")


def _check_figures(source: Source) -> None:
    known = set(fact_catalogue())
    figures = _mapping(source.data).get("figures")
    rows = [_mapping(figure) for figure in figures] if isinstance(figures, list) else []
    seen: dict[str, int] = {}
    for index, figure in enumerate(rows):
        if not isinstance(figure.get("id"), str):
            continue  # the model has already said so
        if figure["id"] in seen:
            source.fault(("figures", index, "id"), "数字的 id 重复", "the id of this figure is used twice")
        seen[figure["id"]] = index
        statements = figure.get("statements") if figure.get("kind") == "count" else None
        for at, statement in enumerate(statements if isinstance(statements, list) else ()):
            value, unit = _mapping(statement).get("value"), _mapping(statement).get("unit") or ""
            amount = _amount(value, unit)
            if amount is not None and unit[-1:] in COUNTED:
                _check_whole(source, ("figures", index, "statements", at), amount, f"{value}{unit}")
    for index, figure in enumerate(rows):
        for key in ("sum_of", "rate_of"):
            terms = figure.get(key)
            for term in terms if isinstance(terms, list) else ():
                if isinstance(term, str) and term not in seen and term not in known:
                    source.fault(
                        ("figures", index, key),
                        f"引用了不存在的数字 {term}",
                        f"names a figure that does not exist: {term}",
                    )
