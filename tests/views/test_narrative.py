"""The report's sentences: every number from the evaluation, nothing missing shown as zero, one language at a
time."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from reporting import BARE, HOSTILE, changed, longhua, report_on, written

from perfkit import evaluate, load_department
from perfkit.base.paths import data_root
from perfkit.pages.report import open_report
from perfkit.pages.sequence import ALL, BODY, SHOWN
from perfkit.views import narrative

OFFICIAL = {"blocks_table", "reconciliation_table", "materials_table"}
PIECES = [
    name
    for name in (*BODY, "brief", *SHOWN[ALL])
    if name in OFFICIAL or not name.startswith("chart:") and not name.endswith("_table")
]
HAN = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("departments")
    departments = {
        "longhua": longhua(),
        "bare": written(folder / "bare_2021", BARE),
        "hostile": written(folder / "hostile_2021", HOSTILE),
    }
    return {
        (name, lang): report_on(department, lang)
        for name, department in departments.items()
        for lang in ("zh", "en")
    }


def pieces(report):
    return [report, *(piece for name in PIECES if (piece := report.piece(name)) is not None)]


def test_the_answer_in_one_line(reports):
    report = reports["longhua", "zh"]
    assert narrative.answer(report.evaluation, report.findings, "zh") == (
        "自评 95.50 分（优），其中 9.40 分有数据支持，0.80 分与数据不符，39.43 分待佐证或补充数据，45.87 分待评价人评定；"
        f"可能区间 9.40～96.90 分（差～优），核查发现 {len(report.findings)} 项。"
    )
    assert narrative.answer(report.evaluation, report.findings, "en").startswith(
        "Claimed 95.50 (excellent): 9.40 confirmed by figures, 0.80 contradicted,"
    )


@pytest.mark.parametrize(
    ("old", "new", "piece", "shown"),
    [
        ('"3973.81"', '"3999.99"', "budget", "3999.99 万元"),
        ('"5.16"', '"6.66"', "running_costs", "95.14%"),
        ('"21.31"', '"31.31"', "operations", "31.31 万元"),
        (
            'completion: "92.95", completion_quote: "完成 92.95%", budget: "5192424.00"',
            'completion: "92.95", completion_quote: "完成 92.95%", budget: "9192424.00"',
            "tasks",
            "52.50%",
        ),
        ('actual: "93%"', 'actual: "103%"', "targets", "未达成 3 项"),
        ('performance.equity.petitions: "3"', 'performance.equity.petitions: "2"', "scoring", "57.90"),
    ],
)
def test_a_changed_figure_changes_the_sentence(reports, tmp_path, old, new, piece, shown):
    assert shown not in str(getattr(reports["longhua", "zh"], piece)())
    assert shown in str(getattr(report_on(changed(tmp_path / "other_2020", old, new)), piece)())


def test_every_number_of_the_money_sentences_is_in_the_submission(reports):
    report = reports["longhua", "zh"]
    given = {
        str(statement.value)
        for statements in report.evaluation.submission.facts.values()
        for statement in statements
    }
    text = re.sub(r"〔[^〕]*〕", "", str(report.budget()) + str(report.operations()))
    assert set(re.findall(r"\d+(?:\.\d+)?", text)) <= given


def test_what_is_missing_is_said_to_be_missing(reports):
    report = reports["bare", "zh"]
    for piece in ("budget", "running_costs", "operations"):
        text = str(getattr(report, piece)())
        assert "没有载明" in text and " 0 " not in text
    assert "没有填报绩效指标" in str(report.targets()) and "没有填报年度主要任务" in str(report.tasks())


def test_statements_that_differ_are_both_shown(reports):
    assert "1100 万元～1150 万元（各处所载不一致）" in str(reports["hostile", "zh"].budget())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["longhua", "bare", "hostile"])
def test_every_piece_is_complete(reports, name, lang):
    for piece in pieces(reports[name, lang]):
        text = str(piece)
        assert not re.search(r"\b(None|nan|Fraction|Text\()", text), text[:300]
        assert "。。" not in text and "，，" not in text and "  " not in re.sub(r"\n\s+", "\n", text)
        html = piece._repr_html_()
        assert html.count("<p") == html.count("</p>") and html.count("<li") == html.count("</li>")


@pytest.mark.parametrize("name", ["longhua", "bare", "hostile"])
def test_english_marks_every_chinese_word_as_chinese(reports, name):
    """What a department wrote, names and official terms stay Chinese, in elements that say so."""
    for piece in pieces(reports[name, "en"]):
        html = re.sub(r"<style>.*?</style>", "", piece._repr_html_(), flags=re.S)
        rest = re.sub(r'<(span|li|blockquote)( class="\w+")? lang="zh">.*?</\1>', "", html, flags=re.S)
        assert not HAN.search(rest), HAN.search(rest) and rest[max(0, HAN.search(rest).start() - 80) :][:200]


def test_chinese_sentences_hold_no_english(reports):
    known = {"perfkit", "sz", "SHA", "QQ", "OA"}
    for piece in pieces(reports["longhua", "zh"]):
        words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\([a-z_]+(\.[a-z_]+)*\)", "", str(piece))))
        assert words <= known, words - known


def test_claims_carry_their_section(reports):
    for piece in ("budget", "running_costs", "operations", "tasks"):
        for paragraph in str(getattr(reports["longhua", "zh"], piece)()).split("\n")[1:]:
            assert "〔" in paragraph, paragraph


def test_problems_stand_beside_what_was_found(reports):
    assert "对照核查：" in str(reports["longhua", "zh"].experience())


def test_findings_are_numbered_as_they_are_cited(reports):
    report = reports["longhua", "zh"]
    html = report.errors()._repr_html_() + report.doubts()._repr_html_()
    cited = {
        int(number)
        for piece in (report.conclusion(), report.experience())
        for number in re.findall(r"发现 (\d+)）", str(piece))
    }
    noted = {int(row[0].text) for row in report.notes_table().rows}
    assert cited and all(number in noted or f'id="finding-{number}"' in html for number in cited)
    assert html.count("<section") + len(noted) == len(report.findings)


def test_the_order_of_sections(reports):
    text = "".join(str(piece) for piece in pieces(reports["longhua", "zh"]))
    titles = (
        "一、核查结论",
        "二、核查依据和方法",
        "三、预算安排与执行",
        "四、履职情况和主要成效",
        "五、绩效指标完成情况",
        "六、存在的问题",
        "七、有关建议",
        "八、拟调取的材料",
        "附件1　评分情况",
        "附件2　核查发现",
        "附件3　职责、任务和绩效指标",
        "附件4　佐证材料",
        "附件5　口径",
        "附件6　部门自述",
        "附件7　资料来源",
    )
    places = [text.index(title) for title in titles]
    assert places == sorted(places)


def test_the_same_input_gives_the_same_report():
    assert [piece._repr_html_() for piece in pieces(open_report("sz-sif-longhua_2020"))] == [
        piece._repr_html_() for piece in pieces(open_report("sz-sif-longhua_2020"))
    ]


def test_generated_data_is_named_as_such(reports):
    assert "合成数据" in str(reports["hostile", "zh"]) and "合成数据" not in str(reports["longhua", "zh"])


def test_files_are_named_without_their_folders(reports):
    assert [name for name, _ in reports["longhua", "zh"].files] == [
        "sz-sif-longhua_2020/submission.yaml",
        "sz-sif-longhua_2020/source.txt",
        "rubrics/sz-2020.yaml",
        "facts.yaml",
    ]


def test_an_excess_that_no_stated_figure_can_show_is_not_called_one(tmp_path):
    """97.99 % of a quarter's point is 0.9799; stated as 0.98 it exceeds by less than a stated point."""
    report = report_on(
        changed(
            tmp_path / "other_2020",
            'performance.efficiency.budget_execution_rate: "5.9"',
            'performance.efficiency.budget_execution_rate: "5.97"',
        )
    )
    row = next(
        row
        for row in report.evaluation.rows
        if row.indicator.id == "performance.efficiency.budget_execution_rate"
    )
    assert 0 < row.standing.contradicted < Fraction("0.005")
    assert "“预算执行率”自评" not in str(report.conclusion())


def test_subsections_are_numbered_without_gaps(tmp_path):
    report = report_on(written(tmp_path / "bare_2021", BARE))
    headings = [
        part.text
        for piece in (report.errors().heading, report.doubts().heading)
        for part in [piece]
        if "0 项" not in part.text
    ]
    headings += [report.notes().parts[0].text] if report.notes() else []
    assert [heading[1] for heading in headings] == list("一二三四"[: len(headings)])


@pytest.mark.parametrize(("lang", "words"), [("zh", "尚未逐项核对的草稿"), ("en", "not yet confirmed")])
def test_a_report_on_an_unconfirmed_draft_says_so(lang, words):
    filed = load_department("sz-sif-longhua_2020")
    draft = filed.submission.model_copy(update={"unconfirmed": True})
    assert words in str(narrative.masthead(evaluate(draft, filed.rubric), lang))
    assert words not in str(narrative.masthead(filed.evaluate(), lang))


@pytest.mark.parametrize(("lang", "words"), [("zh", "评分表不评级"), ("en", "gives no grade")])
def test_where_the_table_gives_no_grade_the_annex_speaks_of_the_total_alone(lang, words):
    report = report_on(load_department(data_root() / "examples" / "xugou_2021"), lang)
    said = str(report.outlook())
    assert words in said and re.search("9.60[～–]26.60", said)
    for table in (report.movers_table(), report.readings_table()):
        assert not [column for column in table.columns if column.head in ("等级", "Grade", "对等级的影响")]
