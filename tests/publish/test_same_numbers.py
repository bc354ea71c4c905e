"""The same numbers in every format: html, docx, pdf, xlsx and json, Chinese and English, row by row."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from fractions import Fraction

import nbformat
import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook
from printed import text_of_pages
from reporting import longhua

from perfkit import load_rubric
from perfkit.base.quantities import show_number
from perfkit.demo import generate
from perfkit.evaluation.record import to_record
from perfkit.evaluation.tree import evaluate
from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission
from perfkit.publish import docx, html, pdf, xlsx
from perfkit.publish.pieces import report_of
from perfkit.review import review

PARTS = ("confirmed", "contradicted", "open", "judgement")
CASES = (
    "longhua",
    *(f"sz-2020 {level}" for level in (1, 2, 3, 4)),
    "sz-2020 2 12",  # parts rounded each by itself sum to 1.98 and 93.45, beside 1.97 and 93.44
    "national-2020 4 14",  # to 99.04 beside 99.03
    *(
        f"{rubric} 2"
        for rubric in (
            "national-2020",
            "hubei-2020",
            "budget-system",
            "county-framework-2013",
            "example-either-or",
            "hunan",
            "yueyang",
        )
    ),
)
_GENERATED = ("sz-2020", "national-2020", "hubei-2020")


@dataclass(frozen=True)
class Line:
    """A row as it is printed: maximum, self-score, possible points, judged points."""

    max: str
    own: str
    possible: str
    judged: str


def evaluation_of(case: str):
    if case == "longhua":
        return longhua().evaluate()
    rubric, level, seed = (*case.split(), "11")[:3]
    made = generate(int(seed), rubric=rubric if rubric in _GENERATED else "sz-2020", level=int(level))
    submission = Submission.model_validate(made.submission)
    judged = []
    if rubric == "sz-2020" and seed == "11" and made.judgements:
        judged = [Judgements.model_validate(made.judgements)]
    return evaluate(submission, load_rubric(rubric), judged)


def _span(low: str, high: str) -> str:
    return low if low == high else f"{low}～{high}"


def of_json(record: dict) -> list[Line]:
    rows = [
        Line(row["max"], row["self"] or "—", _span(row["low"], row["high"]), row["judged"] or "—")
        for row in record["indicators"]
    ]
    judged = [Fraction(row["judged_exact"]) for row in record["indicators"] if row["judged"]]
    total = show_number(sum(judged)) if judged else "—"
    return [*rows, Line(record["max"], record["self"] or "—", _span(record["low"], record["high"]), total)]


def _line(cells: list[str], judged: bool) -> Line:
    """The cells before status and reason; the first ones may span rows, the last ones never do. Points judged
    have a column only where something is judged."""
    shown = cells[-6:-2] if judged else [*cells[-5:-2], "—"]
    return Line(*(cell.strip() for cell in shown))


def of_html(page: str, judged: bool) -> list[Line]:
    table = next(lxml_html.fromstring(page).iter("table"))
    rows = [
        [cell.text_content() for cell in row if cell.tag in ("td", "th")]
        for body in table.iter("tbody")
        for row in body.iter("tr")
    ]
    return [_line(cells, judged) for cells in rows if len(cells) >= 5 + judged]


def of_docx(content: bytes, head: str, judged: bool) -> list[Line]:
    for table in Document(io.BytesIO(content)).tables:
        if any(cell.text == head for cell in table.rows[0].cells):
            rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
            return [_line(cells, judged) for cells in rows if len(set(cells)) > 1]
    raise AssertionError("no scoring table")


def of_xlsx(content: bytes) -> tuple[list[Line], list[list[Fraction | None]], str]:
    book = load_workbook(io.BytesIO(content), data_only=True)
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]

    def shown(value) -> str:
        return "—" if value is None else show_number(Fraction(str(value)))

    lines = [
        Line(shown(row[3]), shown(row[4]), _span(shown(row[5]), shown(row[6])), shown(row[7])) for row in rows
    ]
    parts = [[None if value is None else Fraction(str(value)) for value in row[8:12]] for row in rows]
    return lines, parts, str(book.worksheets[3]["A2"].value)


def assert_pdf_prints(pages: list[str], lines: list[Line], judged: bool) -> None:
    text = re.sub(r"\s", "", "".join(pages))
    at = 0
    for line in lines:
        wanted = f"{line.max}{line.own}{line.possible}{line.judged if judged else ''}"
        found = text.find(wanted, at)
        assert found >= 0, f"the PDF does not print {line} after the rows before it"
        at = found + len(wanted)


def numbers(text: str) -> list[str]:
    return re.findall(r"\d+\.\d\d", text)


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_every_format_prints_the_same_numbers_row_by_row(case, lang):
    evaluation = evaluation_of(case)
    findings = review(evaluation)
    report, record = report_of(evaluation, lang, findings), to_record(evaluation, findings, lang)
    lines = of_json(record)
    notebook = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell("")
    cell.outputs = [
        nbformat.v4.new_output("display_data", {"text/html": shown._repr_html_()})
        for shown in (report.answer(), report.scoring_table())
    ]
    notebook.cells = [cell]
    page = html.notebook_to_html(notebook, lang)
    document = docx.document_bytes(report)
    sheet_lines, sheet_parts, sheet_answer = of_xlsx(xlsx.document_bytes(report))
    assert sheet_lines == lines
    if lang == "en":  # an English page sets a range with a dash
        lines = [replace(line, possible=line.possible.replace("～", "–")) for line in lines]
    judged = lines[-1].judged != "—"
    assert of_html(page, judged) == lines
    assert of_docx(document, "核算区间" if lang == "zh" else "Possible", judged) == lines
    printed = text_of_pages(pdf.document_bytes(report))
    assert_pdf_prints(printed, lines, judged)

    standings = [row["standing"] for row in record["indicators"]] + [record["standing"]]
    owns = [row["self"] for row in record["indicators"]] + [record["self"]]
    for standing, own, filed in zip(standings, owns, sheet_parts, strict=True):
        stated = [Fraction(standing[part]) for part in PARTS]
        if own is not None:
            assert sum(stated) == Fraction(own), "the parts printed sum to what is printed"
            assert filed == stated
    answer = numbers(str(report.answer()))
    if record["self"] is not None:
        assert answer[:5] == [record["self"], *(record["standing"][part] for part in PARTS)]
    in_docx = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(document)).paragraphs)
    for text in (sheet_answer, page, in_docx):
        assert _contains(numbers(text), answer)
    assert _contains(numbers("".join(printed[:2]).replace("\n", "")), answer)


def _contains(numbers_of_page: list[str], wanted: list[str]) -> bool:
    return any(numbers_of_page[at : at + len(wanted)] == wanted for at in range(len(numbers_of_page)))
