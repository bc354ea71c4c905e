"""Submissions of projects as tables of the integrated budget system: one row a project, one row a target."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from perfkit.base.cells import put, put_number
from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.quantities import show_exact
from perfkit.base.text import csv_text
from perfkit.filing.names import TARGET_KINDS, block_name
from perfkit.filing.own_words import Passage
from perfkit.filing.submission import Submission
from perfkit.intake.notes import note
from perfkit.intake.workbook.budget_fields import FieldTable, budget_tables, label_of

_KEYS = ("fiscal_year", "agency_code", "pro_code", "pro_name")
_UNITS = {"money": "元", "percent": "%"}


def write_budget_tables(submissions: Iterable[Submission], out: Path | str) -> list[Path]:
    """Write what projects filed, as filed; `read_budget_tables` reads it back.

    Parameters
    ----------
    submissions : filings of projects; each needs its code (项目编码)
    out : Path   .xlsx with two sheets; .csv for two files, `<name>-projects.csv` and `<name>-targets.csv`

    Returns
    -------
    list of Path   the files. Money is in yuan; a figure that the filing states in two ways is left empty.

    Raises
    ------
    SubmissionError   a filing that is no project's or has no code, named; another suffix.
    """
    out, filed = Path(out), list(submissions)
    without = [one.department.name for one in filed if one.project is None or not one.project.code]
    if without or not filed:
        named = note("no_project_or_code", count=len(without), names="、".join(without[:10]))
        raise SubmissionError(named if without else note("no_filing_to_write"))
    tables = budget_tables()
    projects = [_project(one) for one in filed]
    targets = [row for one, project in zip(filed, projects, strict=True) for row in _targets(one, project)]
    keys = {name: tables.projects.fields[name] for name in _KEYS}
    linked = FieldTable(sheet=tables.targets.sheet, fields={**keys, **tables.targets.fields})
    if out.suffix.lower() == ".csv":
        pairs = (("projects", tables.projects, projects), ("targets", linked, targets))
        files = [out.with_name(f"{out.stem}-{part}.csv") for part, _, _ in pairs]
        for file, (_, table, rows) in zip(files, pairs, strict=True):
            write_whole(file, _csv(table, rows).encode("utf-8-sig"))
        return files
    if out.suffix.lower() != ".xlsx":
        raise SubmissionError(f"{out.name}：只写 .xlsx 或 .csv", f"{out.name}: only .xlsx or .csv")
    write_whole(out, _xlsx([(tables.projects, projects), (linked, targets)]))
    return [out]


def _project(filed: Submission) -> dict[str, str]:
    project, own = filed.project, filed.self_evaluation
    assert project is not None  # looked at before
    execution = filed.form.blocks.get("execution")
    unit = filed.department.id.removesuffix(f"-{project.code}")
    row = {
        "fiscal_year": str(filed.year),
        "mof_div_code": filed.department.region,
        "dept_code": project.authority,
        "agency_code": unit if unit != filed.department.id else filed.department.name,
        "agency_name": filed.department.name,
        "pro_code": project.code,
        "pro_name": project.name,
        "exe_score": _digits(execution.score if execution else None),
        "total_eval_value": _digits(own.total if own else None),
        "dept_score": _passage(filed.narrative.other, "dept_score"),
        "devi_analy": _passage(filed.narrative.problems, "devi_analy"),
    }
    for name, known in budget_tables().projects.fields.items():
        stated = filed.facts.get(known.fact, ()) if known.fact else ()
        # What holds for a part of the year or of the work is not the project's figure.
        amounts = {one.amount for one in stated if one.of_the_year}
        if len(amounts) == 1:
            amount = amounts.pop()
            row[name] = _digits(amount * 100 if known.holds == "percent" else amount)
    return row


def _targets(filed: Submission, project: dict[str, str]) -> list[dict[str, str]]:
    rows = filed.targets.rows if filed.targets else ()
    return [
        {
            **{name: project[name] for name in _KEYS},
            "lv1_perf_ind_name": block_name(filed.form, row.block).zh,
            "lv2_perf_ind_name": TARGET_KINDS[row.kind].zh,
            "lv3_perf_ind_name": row.name,
            "kpi_val": row.expected,
            "ind_comp": row.actual,
            "kpi_evalstd": _passage(filed.narrative.other, "kpi_evalstd", f"：{row.name}"),
            "ind_weight": _digits(row.weight),
            "eval_score": _digits(row.self_score),
        }
        for row in rows
    ]


def _digits(value) -> str:
    return "" if value is None else show_exact(value)


def _passage(passages: tuple[Passage, ...], name: str, behind: str = "") -> str:
    section = label_of(name).zh + behind
    return next((one.text for one in passages if one.section == section), "")


def _heads(table: FieldTable) -> list[str]:
    units = ((known.zh, _UNITS.get(known.holds, "")) for known in table.written.values())
    return [f"{label}（{unit}）" if unit else label for label, unit in units]


def _csv(table: FieldTable, rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_heads(table))
    writer.writerows([csv_text(row.get(name, "")) for name in table.written] for row in rows)
    return out.getvalue()


def _xlsx(tables: list[tuple[FieldTable, list[dict[str, str]]]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for table, rows in tables:
        sheet = book.create_sheet(table.sheet)
        sheet.freeze_panes = "A2"
        sheet.append(_heads(table))
        for line, row in enumerate(rows, start=2):
            for column, (name, known) in enumerate(table.written.items(), start=1):
                write = put if known.holds == "text" else put_number
                if row.get(name):
                    write(sheet.cell(line, column), row[name])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
