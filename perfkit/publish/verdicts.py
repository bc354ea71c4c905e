"""What an evaluator wrote beside the findings of the workbook: right, wrong or explained, each with a
reason."""

from __future__ import annotations

from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.office import open_workbook
from perfkit.base.text import Text
from perfkit.review.feedback import VERDICTS, Verdict

SHEETS = Text("核查发现", "Findings")
ID, VERDICT, REASON = Text("编号", "Id"), Text("反馈", "Feedback"), Text("反馈理由", "Reason")


def choices(lang: str) -> tuple[str, ...]:
    """What may stand in the column of verdicts."""
    return tuple(shown.in_(lang) for shown in VERDICTS.values())


def read_verdicts(path: Path) -> list[tuple[str, Verdict, str]]:
    """Id, verdict and reason of every finding beside which the workbook has a verdict.

    Raises
    ------
    SubmissionError   no workbook of `perfkit report`, or rows whose verdict is none or has no reason, by
    their number.
    """
    book = open_workbook(path)
    try:
        sheet = next((book[name] for name in (SHEETS.zh, SHEETS.en) if name in book.sheetnames), None)
        rows = list(sheet.iter_rows(values_only=True)) if sheet is not None else []
    finally:
        book.close()
    heads = next((n for n, row in enumerate(rows) if {ID.zh, ID.en} & set(row)), None)
    if heads is None:
        raise SubmissionError(
            f"{path.name} 没有“{SHEETS.zh}”表和“{ID.zh}”列；请用 perfkit report --format xlsx 生成的工作簿",
            f"{path.name} has no sheet {SHEETS.en} with a column {ID.en}; take a workbook of perfkit"
            " report --format xlsx",
        )
    columns = [
        next(n for n, head in enumerate(rows[heads]) if head in (name.zh, name.en))
        for name in (ID, VERDICT, REASON)
    ]
    known = {name: verdict for verdict, shown in VERDICTS.items() for name in (shown.zh, shown.en)}
    found: list[tuple[str, Verdict, str]] = []
    wrong = []
    for number, row in enumerate(rows[heads + 1 :], start=heads + 2):
        finding, said, reason = (str(row[n] if row[n] is not None else "").strip() for n in columns)
        if not finding or not (said or reason):
            continue
        if said in known and reason:
            found.append((finding, known[said], reason))
        else:
            wrong.append(str(number))
    if wrong:
        listed = "、".join(wrong)
        raise SubmissionError(
            f"{path.name} 第 {listed} 行：“{VERDICT.zh}”须为{'、'.join(choices('zh'))}之一，并写明理由",
            f"{path.name}, rows {', '.join(wrong)}: {VERDICT.en} is one of {', '.join(choices('en'))},"
            " with a reason",
        )
    return found
