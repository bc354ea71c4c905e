"""The reply table of a letter: one line a question, its id, a place for answer, documents and date; and its
way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from perfkit.base.cells import cell_text, put
from perfkit.base.errors import Fault, SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.office import open_workbook, rows_of
from perfkit.base.text import Text, say
from perfkit.closure.ledger import record
from perfkit.filing.follow_up import STATES, FollowUp, Step
from perfkit.publish.files import steady_archive

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
    """

    id: str
    title: str
    ask: str
    state: str = "raised"


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
            Text(f"{path.name}：答复表须是 .xlsx 文件", f"{path.name}: a reply table is an .xlsx file")
        )
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET.in_(lang)
    put(sheet.cell(1, 1), title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    put(
        sheet.cell(2, 1),
        say(
            lang,
            "请在浅色格内填写；编号和状态请勿改动。没有答复的行留空。",
            "Please fill in the tinted cells; leave ids and states as they are. A line without an "
            "answer stays empty.",
        ),
    )
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
    sheet.freeze_panes = f"C{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    write_whole(path, steady_archive(out.getvalue()))


def read_reply_table(path: Path) -> list[tuple[str, str, str, Step]]:
    """Read the answers of a table that came back.

    Returns
    -------
    (cell, id, state shown, step) of every line with an answer.

    Raises
    ------
    SubmissionError   no such table, or with every fault by sheet and cell: an answer without a date, a date
    that is
                      none, an id that stands twice, a formula where a text is wanted.
    """
    book = open_workbook(path)
    sheet = next((book[name] for name in book.sheetnames if name in SHEET), None)
    if sheet is None:
        raise SubmissionError(
            Text(
                f"{path.name} 中没有工作表“{SHEET.zh}”；请用随函的答复表",
                f'{path.name} has no sheet "{SHEET.en}"; use the table that came with the letter',
            )
        )
    rows = rows_of(sheet, path)
    faults: list[Fault] = []
    columns = _columns(rows[_HEAD_ROW - 1] if len(rows) >= _HEAD_ROW else ())
    if columns is None:
        raise SubmissionError(
            Text(
                f"{path.name} {sheet.title} 第 {_HEAD_ROW} 行不是答复表的表头",
                f"{path.name} {sheet.title}: row {_HEAD_ROW} is not the head of a reply table",
            )
        )
    found: list[tuple[str, str, str, Step]] = []
    for number, row in enumerate(rows[_HEAD_ROW:], start=_HEAD_ROW + 1):
        line = _Line(path.name, sheet.title, number, columns, row, faults)
        answered = line.answered()
        if answered is not None:
            found.append(answered)
    seen: dict[str, str] = {}
    for cell, name, _, _ in found:
        if name in seen:
            faults.append(
                Fault(
                    path.name,
                    int("".join(filter(str.isdigit, cell.rpartition("!")[2]))),
                    cell,
                    Text(
                        f"编号 {name} 已在 {seen[name]} 答复过", f"{name} is answered at {seen[name]} already"
                    ),
                )
            )
        seen.setdefault(name, cell)
    _stop(path, faults)
    return found


def take_replies(kept: FollowUp, path: Path) -> tuple[FollowUp, tuple[str, ...]]:
    """A ledger with the answers of a table; all of them or, with every fault named, none.

    Returns
    -------
    (FollowUp, ids that were answered)

    Raises
    ------
    SubmissionError   see `read_reply_table`; also unknown ids, and matters that somebody changed meanwhile.
    """
    faults: list[Fault] = []
    taken = []
    for cell, name, shown, step in read_reply_table(path):
        state = next((key for key, word in STATES.items() if shown in word), "")
        try:
            kept = record(kept, name, step, seen=state)
            taken.append(name)
        except SubmissionError as error:
            row = int("".join(filter(str.isdigit, cell.rpartition("!")[2])))
            faults.append(Fault(path.name, row, cell, error.message))
    _stop(path, faults)
    return kept, tuple(taken)


def _stop(path: Path, faults: Iterable[Fault]) -> None:
    if listed := list(faults):
        raise SubmissionError(
            Text(f"{path.name} 的答复未登记：", f"the replies of {path.name} were not recorded:"), listed
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

    def answered(self) -> tuple[str, str, str, Step] | None:
        """(cell, id, state shown, step); None where nobody answered or something is at fault."""
        name, answer, documents = self._text("id"), self._text("answer"), self._text("documents")
        if not answer and not documents:
            return None
        if not name:
            self._fault("id", Text("有答复而没有编号", "an answer without an id"))
            return None
        day = self._date()
        if day is None:
            return None
        listed = tuple(part.strip() for part in documents.translate(_SEPARATORS).split(";") if part.strip())
        by = self._text("by")
        if not by:
            self._fault("by", Text("有答复而没有答复人", "an answer without who gave it"))
            return None
        state = self._text("state")
        if not state:
            self._fault("state", Text("状态不能删去", "the state is not to be removed"))
            return None
        try:
            step = Step(state="answered", by=by, date=day, text=answer, documents=listed)
        except ValueError:
            self._fault("by", Text("含有不可打印的字符", "holds characters that cannot be printed"))
            return None
        return self._at("answer"), name, state, step

    def _at(self, key: str) -> str:
        return f"{self.sheet}!{get_column_letter(self.columns.get(key, 0) + 1)}{self.number}"

    def _fault(self, key: str, message: Text) -> None:
        self.faults.append(Fault(self.file, self.number, self._at(key), message))

    def _cell(self, key: str) -> Any:
        index = self.columns.get(key)
        return None if index is None or index >= len(self.row) else self.row[index]

    def _text(self, key: str) -> str:
        cell = self._cell(key)
        if cell is None or cell.value is None:
            return ""
        text = cell_text(cell)
        if isinstance(text, Text):
            self._fault(key, text)
            return ""
        return (text or "").strip()

    def _date(self) -> date | None:
        text = self._text("date")
        try:
            return date.fromisoformat(text.replace("/", "-"))
        except ValueError:
            self._fault(
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
