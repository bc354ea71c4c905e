"""A filled-in workbook back as a submission and judgements; every fault names its sheet and cell."""

from __future__ import annotations

import json
from pathlib import Path

from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.models import validate
from perfkit.base.office import open_workbook, rows_of
from perfkit.base.text import Text
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import check_facts_and_figures
from perfkit.intake.notes import note
from perfkit.intake.workbook import sheets as S
from perfkit.intake.workbook.book import LIST_MARKS, Book, Row, is_yes, read_rows
from perfkit.intake.workbook.places import source_of


def read_workbook(path: Path | str) -> tuple[dict, list[dict], list[Fault]]:
    """Read a workbook that `write_template` made and somebody filled in.

    Parameters
    ----------
    path : Path   .xlsx

    Returns
    -------
    (submission, judgements, faults)   as submission.yaml and judgements/*.yaml hold them; where there
    are faults, each names its sheet and cell, and what was read should not be used.

    Raises
    ------
    SubmissionError   the file cannot be read at all, or is not this workbook.
    """
    path = Path(path)
    book = Book(path.name)
    workbook = open_workbook(path)
    try:
        if S.BASICS.name not in workbook.sheetnames:
            names = "、".join(workbook.sheetnames[:5])
            raise SubmissionError(note("no_template", name=path.name, sheet=S.BASICS.name, names=names))
        for layout in S.SHEETS:
            if layout.name in workbook.sheetnames:
                book.rows[layout.name] = read_rows(book, layout, rows_of(workbook[layout.name], path))
            else:
                book.fault(f"{layout.name}!A1", note("sheet_missing"))
        aside = rows_of(workbook[S.ASIDE], path) if S.ASIDE in workbook.sheetnames else []
    finally:
        workbook.close()
    submission = _submission(book)
    for key, *parts in ([cell.value for cell in row] for row in aside):
        *path_to, last = str(key).split(".")
        if key in S.KEPT:
            (submission[path_to[0]] if path_to else submission)[last] = json.loads(
                "".join(filter(None, parts))
            )
    judged = _judgements(book)
    _validate(book, submission, judged)
    order = {layout.name: number for number, layout in enumerate(S.SHEETS)}
    book.faults.sort(key=lambda fault: (order.get(fault.path.partition("!")[0], 99), fault.line))
    return submission, judged, book.faults


def _submission(book: Book) -> dict:
    content = _basics(book)
    narrative: dict[str, list] = {}
    for row in book.rows.get(S.TEXTS.name, ()):
        part = row.values.get("part", "")
        passages = narrative.setdefault(part, [])
        path = f"narrative.{part}" if part != "overall_goal" else "overall_goal.actual"
        passages.append(_entry(book, row, ("section", "text", "place"), f"{path}.{len(passages)}"))
    actual = narrative.pop("overall_goal", None)
    if narrative:
        content["narrative"] = narrative
    if actual:
        content.setdefault("overall_goal", {})["actual"] = actual
    facts: dict[str, list] = {}
    statement = tuple(column.key for column in S.FACTS.columns[2:])
    for row in book.rows.get(S.FACTS.name, ()):
        if any(row.values.get(key) for key in statement if key != "unit") or row.values.get("value") is False:
            statements = facts.setdefault(row.values.get("fact", ""), [])
            statements.append(
                _entry(book, row, statement, f"facts.{row.values.get('fact', '')}.{len(statements)}")
            )
    if facts:
        content["facts"] = facts
    if figures := _figures(book, statement):
        content["figures"] = figures
    _tasks(book, content)
    targets = [
        _entry(book, row, tuple(column.key for column in S.TARGETS.columns), f"targets.rows.{n}")
        for n, row in enumerate(book.rows.get(S.TARGETS.name, ()))
    ]
    for target in targets:
        target.setdefault("expected", "")
        target.setdefault("actual", "")
    if targets or "targets" in content:
        content.setdefault("targets", {})["rows"] = targets
    scores = {}
    for row in book.rows.get(S.SCORES.name, ()):
        if "score" in row.values and "indicator" in row.values:
            scores[row.values["indicator"]] = row.values["score"]
            book.cells[f"self_evaluation.scores.{row.values['indicator']}"] = row.at("score")
    content.setdefault("self_evaluation", {})["scores"] = scores
    return content


def _entry(book: Book, row: Row, keys: tuple[str, ...], path: str) -> dict:
    """The named values of a row; a flag that is not set is left out."""
    entry = {
        key: row.values[key]
        for key in keys
        if key in row.values and (row.values[key] is not False or key == "value")
    }
    book.cells[path] = row.at(keys[0])
    book.cells.update({f"{path}.{key}": row.at(key) for key in keys})
    return entry


def _basics(book: Book) -> dict:
    content: dict = {}
    for row in book.rows.get(S.BASICS.name, ()):
        key, value = row.values.get("key", ""), row.values.get("value")
        book.cells[key] = row.at("value")
        if value is None:
            continue
        if key in S.LISTS:
            value = [part.strip() for part in value.translate(LIST_MARKS).split(",") if part.strip()]
        elif key in S.FLAGS:
            value = is_yes(book, row.at("value"), value, "")
            if not value:
                continue
        elif key == "year" and value.strip().isdecimal():
            value = int(value)
        here = content
        for part in key.split(".")[:-1]:
            here = here.setdefault(part, {})
        here[key.split(".")[-1]] = value
    return content


def _figures(book: Book, statement: tuple[str, ...]) -> list[dict]:
    figures: dict[str, dict] = {}
    for row in book.rows.get(S.FIGURES.name, ()):
        name = row.values.get("id", "")
        if name not in figures:
            path = f"figures.{len(figures)}"
            figures[name] = _entry(book, row, ("id", "name", "kind"), path) | {"statements": []}
            figures[name] |= {key: row.values[key] for key in ("sum_of", "rate_of") if key in row.values}
        at = f"figures.{list(figures).index(name)}.statements.{len(figures[name]['statements'])}"
        figures[name]["statements"].append(_entry(book, row, statement, at))
    return list(figures.values())


def _tasks(book: Book, content: dict) -> None:
    rows: list[dict] = []
    totals: dict = {}
    keys = tuple(column.key for column in S.TASKS.columns)
    for row in book.rows.get(S.TASKS.name, ()):
        if row.values.get("name") == S.PRINTED_LABEL:
            totals = _entry(book, row, keys[4:], "tasks.totals")
        else:
            rows.append(_entry(book, row, keys, f"tasks.rows.{len(rows)}"))
    if rows or totals or "tasks" in content:
        content.setdefault("tasks", {})["rows"] = rows
    if totals:
        content["tasks"]["totals"] = totals


def _judgements(book: Book) -> list[dict]:
    files: dict[str, dict] = {}

    def file_of(row: Row) -> dict:
        who = row.values.get("evaluator")
        if not who:
            book.fault(row.at("evaluator"), Text("缺少评价人 id", "the evaluator's id is missing"))
        return files.setdefault(who or "", {"evaluator": {"id": who or ""}})

    for part, layout in (("evidence", S.EVIDENCE), ("facts", S.ESTABLISHED)):
        for row in book.rows.get(layout.name, ()):
            entries = file_of(row).setdefault(part, [])
            keys = tuple(column.key for column in layout.columns if column.key != "evaluator")
            entries.append(_entry(book, row, keys, f"{row.values.get('evaluator')}.{part}.{len(entries)}"))
    for row in book.rows.get(S.JUDGEMENTS.name, ()):
        if not any(key in row.values for key in ("points", "triggered", "reason")):
            continue
        file = file_of(row)
        if "evaluator_name" in row.values:
            file["evaluator"]["name"] = row.values["evaluator_name"]
        entries = file.setdefault("judgements", [])
        path = f"{row.values.get('evaluator')}.judgements.{len(entries)}"
        entry = _entry(book, row, ("criterion", "points", "reason", "evidence", "date"), path)
        if "triggered" in row.values:
            entry["triggered"] = row.values["triggered"]
        entries.append(entry)
    return list(files.values())


def _validate(book: Book, submission: dict, judged: list[dict]) -> None:
    """The model's own checks, their places turned into cells; a cell with a fault of form has one already."""
    known = {fault.path for fault in book.faults}
    source = source_of(book.file, submission)
    validate(Submission, source)
    check_facts_and_figures(source)
    _place(book, source.faults, "", known)
    catalogue = fact_catalogue()
    for file in judged:
        who = file["evaluator"]["id"]
        source = source_of(book.file, file)
        validate(Judgements, source)
        for index, fact in enumerate(file.get("facts", ())):
            if fact.get("fact") not in catalogue:
                source.fault(("facts", index, "fact"), *note("fact_not_known", fact=fact.get("fact")))
        _place(book, source.faults, f"{who}.", known)


def _place(book: Book, faults: list[Fault], prefix: str, known: set[str]) -> None:
    for fault in faults:
        path = prefix + fault.path
        while path and path not in book.cells:
            path = path.rpartition(".")[0]
        cell = book.cells.get(path) or _home(fault.path)
        if cell not in known:
            book.fault(cell, fault.message)


def _home(path: str) -> str:
    """The sheet where a value that stands nowhere would have stood."""
    part = path.partition(".")[0]
    named = {
        "narrative": S.TEXTS,
        "facts": S.FACTS,
        "figures": S.FIGURES,
        "tasks": S.TASKS,
        "targets": S.TARGETS,
        "judgements": S.JUDGEMENTS,
        "evidence": S.EVIDENCE,
    }
    key = next(
        (
            number
            for number, (key, _, _) in enumerate(S.BASIC_ROWS, start=S.FIRST_ROW)
            if key == path or key.startswith(path + ".")
        ),
        None,
    )
    return f"{S.BASICS.name}!C{key}" if key else f"{named.get(part, S.BASICS).name}!A{S.FIRST_ROW}"
