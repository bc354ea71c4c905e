"""The public copy: names, phones and evaluators are gone from every format, figures are not, and the copy
says so."""

from __future__ import annotations

import io
import json
import zipfile

import docx
import pypdfium2 as pdfium
import pytest
from openpyxl import load_workbook
from printed import text_of_pages
from reporting import longhua, written

from perfkit.evaluation.department import load_department, source_files
from perfkit.evaluation.record import to_record
from perfkit.pages.personal import MASK, Masked, Patterns, named_people
from perfkit.pages.public_copy import redact
from perfkit.pages.report import open_report
from perfkit.publish import FROM_EVALUATION, write
from perfkit.publish.pieces import report_of
from perfkit.review import review

# All invented: no such person, line, card or account.
PRIVATE = (
    "甄有名",
    "尉迟虚构",
    "贾设",
    "钱拟",
    "12345678",
    "13900000000",
    "110101199001010011",
    "6222000000000000",
    "nobody@example.org",
    "孙评审",
    "sun-pingshen",
)
SUBMISSION = """
synthetic: true
department: {id: private, name: 某测试部门}
year: 2021
title: 自评报告（填报人：甄有名）
narrative:
  duties:
    - {section: 一（一）1, text: "负责测试。联系人：尉迟虚构、贾设，联系电话：0755-12345678转801。"}
    - {section: 一（一）2, text: "联系参保单位或经办人，总任务35人，已联系28人。"}
  problems: [{section: 三（二）问题1, text: "甄有名及钱拟同志反映，手机 139 0000 0000，\
    身份证 110101199001010011，邮箱 nobody@example.org。"}]
facts:
  budget_total: [{value: "12345679", unit: 元, section: 一, \
    quote: "全年预算 12345679 元，账号：6222 0000 0000 0000，由贾设填报"}]
  spent_total: [{value: "13900000001", unit: 元, section: 一, quote: 支出 13900000001.00 元}]
targets:
  section: 四
  rows: [{block: output, kind: quantity, name: 走访次数, expected: "≥100 次", actual: "103 次（记录人钱拟）"}]
self_evaluation: {rubric: sz-2020, scores: {decision.budget.rationality: "4"}}
"""
JUDGEMENTS = """
evaluator: {id: sun-pingshen, name: 孙评审}
evidence: [{id: e1, criterion: decision.budget.rationality.1, \
    document: "预算批复（孙评审查阅，经办人：甄有名）", date: 2022-03-01}]
judgements:
  - {criterion: decision.budget.rationality.1, points: "1", \
      reason: "孙评审于现场核对，与甄有名核实", evidence: [e1], date: 2022-03-02}
"""
LABELS = {"电话号码", "身份证件号码", "银行账号", "电子邮箱", "姓名", "评价人姓名", "评价人身份"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("departments") / "private_2021"
    (folder / "judgements").mkdir(parents=True)
    (folder / "judgements" / "sun-pingshen.yaml").write_text(JUDGEMENTS, encoding="utf-8")
    written(folder, SUBMISSION)
    return folder


@pytest.fixture(scope="module")
def private(folder):
    return load_department(folder)


@pytest.fixture(scope="module")
def public(private):
    return redact(private)


def leaks(text: str) -> list[str]:
    packed = text.replace(" ", "").replace("-", "")
    return [word for word in PRIVATE if word in text or word.replace("-", "") in packed]


def test_the_private_copy_does_hold_it_all(private):
    text = private.submission.model_dump_json() + "".join(
        judged.model_dump_json() for judged in private.judgements
    )
    assert set(leaks(text)) == set(PRIVATE)


def test_nothing_private_is_left_in_the_models(public):
    department, removed = public
    text = department.submission.model_dump_json() + "".join(
        judged.model_dump_json() for judged in department.judgements
    )
    assert leaks(text) == []
    assert {one.what.zh for one in removed} == LABELS
    assert [one.show("zh") for one in removed if one.what.zh == "评价人身份"] == ["评价人身份 1 处"]
    assert set(department.submission.source.redacted) == {one.show("zh") for one in removed}
    who = department.judgements[0].evaluator
    assert (who.name, who.id) == ("评价人甲", "evaluator-1")


def test_scores_and_figures_stay_what_they_were(private, public):
    before, after = private.evaluate(), public[0].evaluate()
    assert (after.points, after.standing, after.self_score) == (
        before.points,
        before.standing,
        before.self_score,
    )
    quote = public[0].submission.facts["spent_total"][0].quote
    assert quote == "支出 13900000001.00 元"
    assert public[0].submission.facts["budget_total"][0].quote.startswith("全年预算 12345679 元")
    assert public[0].submission.narrative.duties[1].text == "联系参保单位或经办人，总任务35人，已联系28人。"


def _words(content: bytes, format: str) -> str:
    if format == "pdf":
        with pdfium.PdfDocument(content) as document:
            return "".join(text_of_pages(content)) + str(document.get_metadata_dict())
    if format == "json":
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = "".join(
            archive.read(name).decode("utf-8", "ignore")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        )
    if format == "docx":
        document = docx.Document(io.BytesIO(content))
        return parts + "".join(paragraph.text for paragraph in document.element.body.iter() if paragraph.text)
    book = load_workbook(io.BytesIO(content))
    return parts + "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("format", sorted(FROM_EVALUATION))
def test_every_format_is_clean_and_lists_what_was_removed(format, public, tmp_path):
    department = public[0]
    evaluation = department.evaluate()
    path = tmp_path / f"report.{format}"
    write(report_of(evaluation, "zh", review(evaluation), source_files(department)), path)
    text = _words(path.read_bytes(), format)
    assert leaks(text) == []
    packed = "".join(text.split())
    assert "评价人甲" in packed or format in ("xlsx", "json")
    assert "评价人身份1处" in packed and "身份证件号码1处" in packed


def test_the_notebook_shows_the_public_copy(folder):
    report = open_report(folder.name, folder.parent, public=True)
    shown = "".join(
        piece._repr_html_()
        for piece in (
            report,
            report.conclusion(),
            report.duties(),
            report.experience(),
            report.scoring_table(),
            report.provenance(),
            report.facts_table(),
            report.targets_table(),
            report.evidence_table(),
        )
        if piece is not None
    )
    assert leaks(shown) == [] and "评价人甲" in shown and "身份证件号码 1 处" in shown
    assert all("sun-pingshen" not in name for name, _ in report.files)


def test_the_record_of_a_public_copy(public):
    evaluation = public[0].evaluate()
    record = json.dumps(to_record(evaluation, review(evaluation)), ensure_ascii=False)
    assert leaks(record) == [] and '"evaluator-1"' in record


def test_english_names_evaluators_in_both_languages(private):
    department, removed = redact(private, "en")
    assert department.judgements[0].evaluator.name == "Evaluator 1 (评价人甲)"
    assert "identity numbers (1)" in [one.show("en") for one in removed]


def test_longhua_loses_nothing_but_would_lose_its_filer():
    department, removed = redact(longhua())
    assert removed == () and department.submission == longhua().submission


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("咨询电话：（0755）1234567", "咨询电话：〔略〕"),
        ("电话 0755-1234567、0755-7654321，传真：12345678", "电话 〔略〕，传真：〔略〕"),
        ("拨打 400-000-0000 或 0755 23456789。", "拨打 〔略〕 或 〔略〕。"),
        ("+86 139-0000-0000", "〔略〕"),
        ("证号 110101900101001", "证号 〔略〕"),
        ("证号11010119900101001X。", "证号〔略〕。"),
    ],
)
def test_numbers_that_identify_somebody(text, cut):
    assert Patterns().mask(text, Masked()) == cut


@pytest.mark.parametrize(
    "text",
    [
        "合计 13912345678.00 元",
        "执行数 17754638.01 元",
        "文号〔2019〕30号",
        "2020-02..2020-10",
        "编号 20200101",
        "受理电话咨询 12345 人次",
        "增加热线电话数量、加强线上平台宣传",
        "电话联系、实地走访",
        "2019-2020年 12345678 人",
        "占比 0.7551234567",
        "金额 110101199001010011.5 元",
    ],
)
def test_numbers_that_do_not(text):
    assert Patterns().mask(text, Masked()) == text


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("填表人\t甄有名", ("甄有名",)),
        ("填报人：甄 名\n联系电话", ("甄名",)),
        ("项目负责人（签字）：尉迟虚构", ("尉迟虚构",)),
        ("审核人：甄有名/贾设", ("甄有名", "贾设")),
        ("负责人：各科室；联系人：办公室", ()),
        ("指定业务联系人，顺畅前后台沟通", ()),
        ("明确联系人 信息", ()),
        ("全体同志、老同志、女同志和有关同志，党员同志关心同志", ()),
        ("成员：局长、科长", ()),
    ],
)
def test_people_are_found_where_a_form_names_them(text, people):
    assert named_people([text]) == people


def test_a_name_without_a_known_surname_goes_behind_its_label_and_only_there():
    texts = ["联系人：龘某人", "龘某人数量不超过十人"]
    patterns, masked = Patterns(named_people(texts)), Masked()
    assert [patterns.mask(text, masked) for text in texts] == [f"联系人：{MASK}", texts[1]]
    assert [count for _, count in masked.counts.items()] == [1]


def test_a_latin_id_is_cut_as_a_word_only():
    masked = Masked()
    assert Patterns((), ("li",)).mask("policy by li, list", masked) == f"policy by {MASK}, list"


def test_no_file_of_a_public_batch_names_anybody(folder, tmp_path):
    from perfkit.batch import report

    result = report(
        [folder],
        tmp_path / "out",
        public=True,
        evaluator="sun-pingshen",
        formats=("html", "json"),
        workers=1,
        progress=False,
    )
    assert result.exit_code == 0
    files = [
        path
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and path.suffix in (".html", ".json", ".ipynb", ".csv", ".jsonl")
    ]
    assert len(files) >= 8
    assert {
        path.name: leaks(path.read_text(encoding="utf-8"))
        for path in files
        if leaks(path.read_text(encoding="utf-8"))
    } == {}
