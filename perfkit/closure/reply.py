"""The reply table of a letter: one line a question, its id, a place for answer, documents and date; and its
way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from perfkit.base.cells import cell_text, put
from perfkit.base.days import day_of
from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.office import open_workbook, rows_of
from perfkit.base.text import Text
from perfkit.closure.ledger import record
from perfkit.filing.follow_up import STATES, FollowUp, Step
from perfkit.publish.files import steady_archive
from perfkit.publish.sheet import lines_of
from perfkit.views.said import worded

SHEET = Text("答复", "Reply")
_HEAD_ROW = 3
_WIDEST_TEXT = 32_000
# key → head, width in characters, whether the department writes there
_COLUMNS: dict[str, tuple[Text, int, bool]] = {
    "number": (Text("序号", "No."), 6, False),
    "id": (Text("编号", "Id"), 26, False),
    "title": (Text("问题", "Matter"), 40, False),
    "ask": (Text("请说明或提供", "To be explained or provided"), 40, False),
    "state": (Text("状态", "State"), 10, False),
    "answer": (Text("答复", "Answer"), 44, True),
    "documents": (Text("所附材料（用；分开）", "Documents (separated by ;)"), 28, True),
    "date": (Text("答复日期", "Date"), 13, True),
    "by": (Text("答复人", "Answered by"), 13, True),
    "due": (Text("期限", "Due"), 13, False),
}
_SEPARATORS = str.maketrans({"；": ";", "\n": ";"})


@dataclass(frozen=True, slots=True)
class Question:
    """A line of the table.

    Attributes
    ----------
    id : str     of the matter in the ledger
    title : str  what does not add up, in one sentence
    ask : str    what the department is asked for
    state : str  of the ledger when the table was made
    due : date   by when an answer is asked for
    """

    id: str
    title: str
    ask: str
    state: str = "raised"
    due: date | None = None


def write_reply_table(path: Path, title: str, questions: Sequence[Question], lang: str = "zh") -> None:
    """Write the table; the same questions always give the same bytes.

    Parameters
    ----------
    path : Path      an .xlsx to write
    title : str      above the table: which letter, whom it goes to
    questions : in the order of the letter
    lang : str       "zh" or "en"
    """
    if path.suffix.lower() != ".xlsx":
        raise SubmissionError(
            f"{path.name}：答复表须是 .xlsx 文件", f"{path.name}: a reply table is an .xlsx file"
        )
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET.in_(lang)
    put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    put(sheet.cell(2, 1), worded(lang, "how_to_reply"))
    thin = Side(style="thin", color="FF8A949E")
    box = Border(thin, thin, thin, thin)
    for column, (head, width, _) in enumerate(_COLUMNS.values(), start=1):
        cell = sheet.cell(_HEAD_ROW, column)
        put(cell, head.in_(lang))
        cell.font, cell.border = Font(bold=True), box
        cell.fill = PatternFill("solid", fgColor="FFDCE6F1")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, question in enumerate(questions, start=1):
        shown = {
            "number": str(number),
            "id": question.id,
            "title": question.title,
            "ask": question.ask,
            "state": STATES[question.state].in_(lang),
            "due": str(question.due or ""),
        }
        for column, (key, (_, _, open_)) in enumerate(_COLUMNS.items(), start=1):
            cell = sheet.cell(_HEAD_ROW + number, column)
            put(cell, shown.get(key, "")[:_WIDEST_TEXT])
            cell.border, cell.protection = box, Protection(locked=not open_)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if open_:
                cell.fill = PatternFill("solid", fgColor="FFFFF7E0")
            if key == "date":
                cell.number_format = "yyyy-mm-dd"
        tall = max(lines_of(shown[key], _COLUMNS[key][1]) for key in ("id", "title", "ask"))
        sheet.row_dimensions[_HEAD_ROW + number].height = 15 * tall + 4
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    write_whole(path, steady_archive(out.getvalue()))


def _read(path: Path) -> tuple[list[_Answer], list[Fault]]:
    """Every line of a table that was answered, and every fault by sheet and cell."""
    book = open_workbook(path)
    sheet = next((book[name] for name in book.sheetnames if name in SHEET), None)
    if sheet is None:
        raise SubmissionError(
            f"{path.name} 中没有工作表“{SHEET.zh}”；请用随函的答复表",
            f'{path.name} has no sheet "{SHEET.en}"; use the table that came with the letter',
        )
    rows = rows_of(sheet, path)
    faults: list[Fault] = []
    columns = _columns(rows[_HEAD_ROW - 1] if len(rows) >= _HEAD_ROW else ())
    if columns is None:
        raise SubmissionError(
            f"{path.name} {sheet.title} 第 {_HEAD_ROW} 行不是答复表的表头",
            f"{path.name} {sheet.title}: row {_HEAD_ROW} is not the head of a reply table",
        )
    found: dict[str, _Answer] = {}
    for number, row in enumerate(rows[_HEAD_ROW:], start=_HEAD_ROW + 1):
        line = _Line(path.name, sheet.title, number, columns, row, faults)
        answer = line.answered()
        if answer is None:
            continue
        if (first := found.setdefault(answer.id, answer)) is not answer:
            at = first.line.at("id")
            line.fault(
                "id", Text(f"编号 {answer.id} 已在 {at} 答复过", f"{answer.id} is answered at {at} already")
            )
    return list(found.values()), faults


def take_replies(kept: FollowUp, path: Path) -> tuple[FollowUp, tuple[str, ...]]:
    """A ledger with the answers of a table; all of them or, with every fault named, none.

    Returns
    -------
    (FollowUp, ids that were answered)

    Raises
    ------
    SubmissionError   no such table, or with every fault by sheet and cell: an answer without a date or with
    none, without a name, an id that stands twice or is unknown, a formula, a matter that somebody changed
    meanwhile.
    """
    answers, faults = _read(path)
    for answer in answers:
        item = kept.item(answer.id)
        try:
            kept = record(kept, answer.id, answer.step, seen=answer.state)
        except SubmissionError as error:
            early = item is not None and answer.step.date < item.history[-1].date
            key = "id" if item is None else "date" if early and answer.state == item.state else "state"
            answer.line.fault(key, error.message)
    _stop(path, faults)
    return kept, tuple(answer.id for answer in answers)


def _stop(path: Path, faults: Iterable[Fault]) -> None:
    if listed := list(faults):
        raise SubmissionError(
            f"{path.name} 的答复未登记：", f"the replies of {path.name} were not recorded:", faults=listed
        )


def _columns(head: Sequence[Any]) -> dict[str, int] | None:
    """Key → index, by the words of the head in either language; None where id or answer have no column."""
    words = {text: key for key, (name, _, _) in _COLUMNS.items() for text in name}
    found: dict[str, int] = {}
    for index, cell in enumerate(head):
        text = cell_text(cell)
        if isinstance(text, str) and text.strip() in words:
            found.setdefault(words[text.strip()], index)
    return found if {"id", "answer", "date"} <= set(found) else None


@dataclass(frozen=True)
class _Line:
    """One line of a table that came back."""

    file: str
    sheet: str
    number: int
    columns: dict[str, int]
    row: Sequence[Any]
    faults: list[Fault]

    def answered(self) -> _Answer | None:
        """Its answer; None where nobody answered or something is at fault, every fault of the line named."""
        name, answer, documents = self._text("id"), self._text("answer"), self._text("documents")
        if not answer and not documents:
            return None
        before = len(self.faults)
        day, by, shown = self._date(), self._text("by"), self._text("state")
        state = next((key for key, word in STATES.items() if shown in word), "")
        for key, given, message in (
            ("id", name, Text("有答复而没有编号", "an answer without an id")),
            ("by", by, Text("有答复而没有答复人", "an answer without who gave it")),
            ("state", state, Text("状态不能删去，也不能改", "the state is neither removed nor changed")),
        ):
            if not given:
                self.fault(key, message)
        if day is None or len(self.faults) > before:
            return None
        listed = tuple(part.strip() for part in documents.translate(_SEPARATORS).split(";") if part.strip())
        try:
            step = Step(state="answered", by=by, date=day, text=answer, documents=listed)
        except ValueError:
            self.fault("by", Text("含有不可打印的字符", "holds characters that cannot be printed"))
            return None
        return _Answer(self, name, state, step)

    def at(self, key: str) -> str:
        """The cell of a column, Reply!B4."""
        return f"{self.sheet}!{get_column_letter(self.columns.get(key, 0) + 1)}{self.number}"

    def fault(self, key: str, message: Text) -> None:
        """Note what is wrong in a column."""
        self.faults.append(Fault(self.file, self.number, self.at(key), message))

    def _cell(self, key: str) -> Any:
        index = self.columns.get(key)
        return None if index is None or index >= len(self.row) else self.row[index]

    def _text(self, key: str) -> str:
        cell = self._cell(key)
        if cell is None or cell.value is None:
            return ""
        text = cell_text(cell)
        if isinstance(text, Text):
            self.fault(key, text)
            return ""
        return (text or "").strip()

    def _date(self) -> date | None:
        text = self._text("date")
        try:
            return day_of(text)
        except ValueError:
            self.fault(
                "date",
                Text(
                    f"答复日期应写成 2021-05-14，现为“{text}”"
                    if text
                    else "有答复而没有日期，应写成 2021-05-14",
                    f'write the date as 2021-05-14, not "{text}"'
                    if text
                    else "an answer without a date; write 2021-05-14",
                ),
            )
            return None


class _Answer(NamedTuple):
    """An answer: its line, the matter's id, the state that was shown (its key), and the step to record."""

    line: _Line
    id: str
    state: str
    step: Step
