"""Rows of the integrated budget system as submissions, a project each; what two rows say differently is a
fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.models import validate
from perfkit.base.text import Text
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import check_facts_and_figures
from perfkit.intake.blocks import key
from perfkit.intake.family import national_lexicon
from perfkit.intake.notes import note
from perfkit.intake.target_rows import whole_value
from perfkit.intake.workbook.budget_fields import budget_tables, label_of
from perfkit.intake.workbook.budget_reader import BudgetRow, read_rows
from perfkit.intake.workbook.places import source_of

RUBRIC = "budget-system"
_OF_OUTPUT = ("quantity", "quality", "timeliness", "cost")
_SHARE_AT_MOST, _ROUNDED = 2, Decimal("0.5")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_MONEY = ("found_type", "reply_amt", "year_adj_amt", "cur_amt", "year_exe_amt", "exe_amt_rate", "exe_score")


@dataclass
class _Project:
    """What the rows say of one project."""

    said: dict[str, tuple[str, BudgetRow]] = field(default_factory=dict)
    money: dict[str, BudgetRow] = field(default_factory=dict)
    targets: list[BudgetRow] = field(default_factory=list)


def read_budget_tables(paths: list[Path], rubric: str = "") -> list[dict]:
    """Read projects and their targets.

    Parameters
    ----------
    paths : list of Path   .xlsx with the sheets, or .csv files, one of projects and one of targets
    rubric : str           budget-system unless given

    Returns
    -------
    list of dict   a submission for each project, as submission.yaml holds it; an empty cell is a missing
    value

    Raises
    ------
    SubmissionError   with every fault by sheet and cell.
    """
    faults: list[Fault] = []
    rows = [row for path in paths for row in read_rows(path, faults)]
    found = [_submission(one, rubric or RUBRIC, faults) for one in _grouped(rows, faults).values()]
    ids = [f"{one['department']['id']}_{one.get('year')}" for one in found]
    if len(set(ids)) < len(ids):
        twice = "、".join(sorted({one for one in ids if ids.count(one) > 1})[:5])
        faults.append(Fault(paths[0].name, 1, "pro_code", note("ids_twice", twice=twice)))
    if faults or not found:
        name = "、".join(path.name for path in paths)
        many = note("faults_in_tables", name=name, count=len(faults))
        raise SubmissionError(many if faults else note("no_rows_below", name=name), faults=faults)
    return found


def _grouped(rows: list[BudgetRow], faults: list[Fault]) -> dict[tuple[str, str], _Project]:
    years: dict[str, set[str]] = {}
    for row in rows:
        if row.values.get("fiscal_year"):
            years.setdefault(row.values.get("pro_code", ""), set()).add(row.values["fiscal_year"])
    projects: dict[tuple[str, str], _Project] = {}
    for row in rows:
        code, year = row.values.get("pro_code", ""), row.values.get("fiscal_year", "")
        known = years.get(code, set())
        if not code or (not year and len(known) != 1):
            name = "fiscal_year" if code else "pro_code"
            label = label_of(name)
            faults.append(row.fault(name, Text(f"缺少{label.zh}", f"{label.en} is missing")))
            continue
        project = projects.setdefault((year or next(iter(known)), code), _Project())
        _take(project, row, faults)
    return projects


def _take(project: _Project, row: BudgetRow, faults: list[Fault]) -> None:
    for name in budget_tables().projects.fields:
        value = row.values.get(name)
        if value is None or name in _MONEY:
            continue
        before, where = project.said.setdefault(name, (value, row))
        if before != value:
            message = note("differs_from", shown=where.at(name), before=before)
            faults.append(row.fault(name, message))
    if any(name in row.values for name in _MONEY):
        whole = {key(word) for word in budget_tables().whole}
        source = row.values.get("found_type", "")
        source = "" if key(source) in whole else source
        other = project.money.setdefault(source, row)
        for name in _MONEY[1:]:
            if row.values.get(name) != other.values.get(name):
                message = note("other_value", source=source or "合计", where=other.at(name))
                faults.append(row.fault(name, message))
    if any(name in row.values for name in budget_tables().targets.fields):
        project.targets.append(row)


def _submission(project: _Project, rubric: str, faults: list[Fault]) -> dict:
    said = {name: value for name, (value, _) in project.said.items()}
    first = next(iter(project.said.values()))[1]
    cells: dict[str, tuple[BudgetRow, str]] = {"": (first, "pro_code")}
    for path, name in (
        ("year", "fiscal_year"),
        ("department.id", "pro_code"),
        ("department.name", "agency_code"),
        ("project.name", "pro_name"),
        ("self_evaluation.total", "total_eval_value"),
    ):
        cells[path] = (project.said[name][1], name) if name in project.said else (first, name)
    unit = said.get("agency_name") or said.get("agency_code", "")
    code = said.get("agency_code", "")  # some tables have the unit's name here
    parts = [code, said["pro_code"]] if _IDENTIFIER.fullmatch(code) else [said["pro_code"]]
    submission: dict = {
        "department": {"id": "-".join(parts), "name": unit},
        "form": {"kind": "project"},
        "project": {"name": said.get("pro_name", ""), "code": said["pro_code"]},
        "source": {"file": first.file, "note": f"预算管理一体化系统导出表 {first.at('pro_code')}"},
    }
    year = said.get("fiscal_year", "")
    submission["year"] = int(year) if year.isdecimal() else year
    if said.get("mof_div_code"):
        submission["department"]["region"] = said["mof_div_code"]
    if said.get("dept_code"):
        submission["project"]["authority"] = said["dept_code"]
    passages: dict[str, list] = {}
    for name, part in (("devi_analy", "problems"), ("dept_score", "other")):
        if said.get(name):
            passages.setdefault(part, []).append({"section": label_of(name).zh, "text": said[name]})
    _money(project, submission, cells, faults)
    own: dict = {"rubric": rubric, "scores": {}}
    if "total_eval_value" in said:
        own["total"] = said["total_eval_value"]
    if project.targets:
        submission["targets"] = {"section": label_of("lv3_perf_ind_name").zh, "rows": []}
        for row in project.targets:
            _target(row, submission["targets"]["rows"], passages, cells, faults)
    if passages:
        submission["narrative"] = passages
    submission["self_evaluation"] = own
    source = source_of(first.file, submission)
    validate(Submission, source)
    check_facts_and_figures(source)
    for fault in source.faults:
        path = fault.path
        while path not in cells:
            path = path.rpartition(".")[0]
        row, name = cells[path]
        faults.append(row.fault(name, fault.message))
    return submission


def _money(project: _Project, submission: dict, cells: dict, faults: list[Fault]) -> None:
    rows = project.money
    # The only source of a project is its whole; of several none is, unless a row says so.
    whole = rows.get("") or (next(iter(rows.values())) if len(rows) == 1 else None)
    facts: dict = {}
    figures: list[dict] = []
    for source, row in rows.items():
        for name in _MONEY[1:-1]:
            if name not in row.values:
                continue
            statement = _statement(row, name, faults)
            if statement is None:
                continue
            fact = budget_tables().fields[name].fact
            if row is whole:
                facts[fact] = [statement]
                cells[f"facts.{fact}"] = (row, name)
            else:
                kind = "rate" if name == "exe_amt_rate" else "money"
                cells[f"figures.{len(figures)}"] = (row, name)
                figures.append(
                    {
                        "id": f"source_{len(figures) + 1}",
                        "name": f"{source}{label_of(name).zh}",
                        "kind": kind,
                        "statements": [statement],
                    }
                )
    submission["facts"] = facts
    if figures:
        submission["figures"] = figures
    if whole is not None and "exe_score" in whole.values:
        submission["form"]["blocks"] = {"execution": {"score": whole.values["exe_score"]}}
        cells["form.blocks.execution"] = (whole, "exe_score")


def _statement(row: BudgetRow, name: str, faults: list[Fault]) -> dict | None:
    value, unit = row.values[name], row.unit(name)
    if name == "exe_amt_rate":
        percent = _percent(row, value)
        if percent is None:
            message = note("rate_or_share", value=value)
            faults.append(row.fault(name, message))
            return None
        value, unit = percent, "%"
    return {
        "value": value,
        "unit": unit,
        "section": row.at(name),
        "quote": f"{label_of(name).zh}：{value}{unit}",
    }


def _percent(row: BudgetRow, value: str) -> str | None:
    """A rate in percent: 0.97 without a sign is 97 % or 0.97 %, whichever the row's money says; None where
    neither."""
    if value.endswith("%") or row.unit("exe_amt_rate") == "%":
        return value.rstrip("%")
    number = Decimal(value)
    if not 0 < number <= _SHARE_AT_MOST:
        return value
    spent, budget = (row.values.get(name) for name in ("year_exe_amt", "cur_amt"))
    if not spent or not budget or not Decimal(budget) or row.unit("year_exe_amt") != row.unit("cur_amt"):
        return None
    exact = Decimal(spent) / Decimal(budget) * 100
    if abs(number * 100 - exact) <= _ROUNDED:
        return format((number * 100).normalize(), "f")
    return value if abs(number - exact) <= _ROUNDED else None


def _target(row: BudgetRow, rows: list[dict], passages: dict, cells: dict, faults: list[Fault]) -> None:
    values = row.values
    kind = _first(
        national_lexicon().kinds, values.get("lv2_perf_ind_name", ""), values.get("lv1_perf_ind_name", "")
    )
    block = _first(national_lexicon().blocks, values.get("lv1_perf_ind_name", ""))
    for name, missing in (
        ("lv3_perf_ind_name", "lv3_perf_ind_name" not in values),
        ("lv2_perf_ind_name", not kind),
    ):
        if missing:
            label = label_of(name)
            printed = values.get(name, "")
            message = note("label_missing", label_zh=label.zh, printed=printed, label_en=label.en)
            faults.append(row.fault(name, message))
            return
    path = f"targets.rows.{len(rows)}"
    cells[path] = (row, "lv3_perf_ind_name")
    target = {
        "block": kind if kind == "satisfaction" else block or ("output" if kind in _OF_OUTPUT else "benefit"),
        "kind": kind,
        "name": values["lv3_perf_ind_name"],
        "expected": whole_value(
            values.get("kpi_sign", ""), values.get("kpi_val", ""), values.get("kpi_unit", "")
        ),
        "actual": values.get("ind_comp", ""),
        "place": row.at("lv3_perf_ind_name"),
    }
    for name, part in (("ind_weight", "weight"), ("eval_score", "self_score")):
        if name in values:
            target[part] = values[name]
            cells[f"{path}.{part}"] = (row, name)
    if "kpi_evalstd" in values:
        section = f"{label_of('kpi_evalstd').zh}：{target['name']}"
        passages.setdefault("other", []).append({"section": section, "text": values["kpi_evalstd"]})
    rows.append(target)


def _first(words: tuple[tuple[str, str], ...], *printed: str) -> str:
    return next((meaning for text in printed for word, meaning in words if text and word in key(text)), "")
