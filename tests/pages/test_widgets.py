"""The notebooks 03 and 04 by plain parameters, and their panels without a browser."""

from __future__ import annotations

import ast
import re
import shutil
from fractions import Fraction
from types import SimpleNamespace

import nbformat
import papermill
import pytest

from perfkit import PerfkitError, load_department
from perfkit.base.paths import data_root, notebooks_root
from perfkit.outlook.changes import read_changes
from perfkit.outlook.judging import Session
from perfkit.outlook.what_if import what_if
from perfkit.pages.desk import open_desk
from perfkit.pages.exploration import open_exploration
from perfkit.pages.widgets import DepartmentPicker, JudgePanel, WhatIfPanel
from perfkit.pages.widgets.steps import fact_ids, fact_steps, judged_steps, reading_steps

NOTEBOOKS = ("03_what_if", "04_judge")
CLARITY = "decision.targets.clarity.1"


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020").evaluate()


@pytest.fixture
def root(tmp_path):
    shutil.copytree(
        data_root() / "departments" / "sz-sif-longhua_2020",
        tmp_path / "data" / "sz-sif-longhua_2020",
        ignore=shutil.ignore_patterns("judgements"),
    )
    return tmp_path / "data"


def run(name, parameters, folder):
    return papermill.execute_notebook(
        notebooks_root() / f"{name}.ipynb",
        folder / "out.ipynb",
        parameters,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        cwd=folder,
    )


def shown(notebook):
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output.output_type in ("error", "stream")]
    return "".join(
        output.get("data", {}).get("text/html", "") or output.get("data", {}).get("text/plain", "")
        for output in outputs
    )


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_notebook_is_thin_clean_and_ends_in_asserts(name):
    notebook = nbformat.read(notebooks_root() / f"{name}.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert notebook.metadata.kernelspec.name == "python3" and len(
        {cell.id for cell in notebook.cells}
    ) == len(notebook.cells)
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    assert not [cell for cell in code if re.search(r"\bdef |\blambda |^for |^if ", cell.source, re.MULTILINE)]
    assert code[-1].source.count("assert ") >= 3
    found = papermill.inspect_notebook(notebooks_root() / f"{name}.ipynb")
    assert found and all(entry["help"] for entry in found.values())
    parameters = next(cell for cell in code if "parameters" in cell.metadata.get("tags", ()))
    written = {
        line.partition(" = ")[0]: ast.literal_eval(ast.parse(line).body[0].value)
        for line in parameters.source.splitlines()
    }
    assert list(found) == list(written) and not [
        one for one in written.values() if not isinstance(one, str | int)
    ]


def test_suppositions_come_from_parameters(tmp_path):
    text = shown(
        run(
            "03_what_if",
            {
                "facts": "satisfaction_rate: 96%",
                "points": f"{CLARITY}: 2",
                "readings": "adjustment_scope=transferred_only",
                "draws": 50,
            },
            tmp_path,
        )
    )
    assert "16.40" in text and "绩效指标明确性 第 1 条" in text and "只算项目之间的调剂" in text


def test_a_cohort_of_one_s_own_is_ranked(tmp_path, root):
    from perfkit.demo import generate, write_department

    for number in range(3):
        write_department(generate(number, level=2), root)
    page = open_exploration("sz-sif-longhua_2020", root, cohort=root, draws=20)
    assert len(page.ranking.departments) == 4 and len(page.ranking.spreads) == 4
    assert "sz-sif-longhua_2020" in page.ranking.chart().data and page.ranking.chart().alt
    assert "合成" in repr(page.ranking.table()) or page.ranking.table().synthetic


def test_a_wrong_supposition_is_one_sentence(tmp_path):
    with pytest.raises(PerfkitError, match="是否指 satisfaction_rate"):
        repr(open_exploration("sz-sif-longhua_2020", facts="satisfaction_rat: 96%"))
    for text, words in (("satisfaction_rate", "名称: 值"), ("satisfaction_rate=很高", "应为数字加单位")):
        with pytest.raises(PerfkitError, match=words):
            read_changes(text)
    with pytest.raises(PerfkitError, match="应为 是 或 否"):
        read_changes(points="management.funds.compliance.veto=1")


def test_one_judgement_by_parameters_is_saved_and_resumed(tmp_path, root):
    parameters = {
        "root": str(root),
        "evaluator": "li",
        "criterion": "management.funds.disclosure.1",
        "points": "1.5",
        "reason": "按时公开",
        "document": "预算公开网页",
    }
    text = shown(run("04_judge", parameters, tmp_path))
    assert "已保存：预决算信息公开 第 1 条，1.5" in text and "已评 1 项，还有 38 项" in text
    assert load_department(root / "sz-sif-longhua_2020").evaluate().by_criterion[
        "management.funds.disclosure.1"
    ].points.low == Fraction(3, 2)
    again = open_desk("sz-sif-longhua_2020", root, "li", lang="en")
    assert "1 items judged" in repr(again) and "Evaluator li" in repr(again)
    with pytest.raises(PerfkitError, match="只能评"):
        again.enter("management.funds.disclosure.2", "1.2", "x", "决算公开网页")
    with pytest.raises(PerfkitError, match="是 或 否"):
        again.enter("management.funds.compliance.veto", "1", "x")
    again.enter("management.funds.compliance.veto", "否", "未见", day="2021-03-05")
    with pytest.raises(PerfkitError, match="2021-03-05"):
        again.enter(CLARITY, "2", "符合", day="昨天")


def test_nothing_is_written_where_no_criterion_is_named(tmp_path, root):
    shown(run("04_judge", {"root": str(root), "evaluator": "li"}, tmp_path))
    assert not (root / "sz-sif-longhua_2020" / "judgements").exists()


@pytest.mark.parametrize("rubric", ["sz-2020", "national-2020", "hubei-2020"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_stop_of_every_slider_can_be_supposed(rubric, lang):
    """Its first stop changes nothing; each other one evaluates, or says why not."""
    evaluation = load_department("sz-sif-longhua_2020", rubric=rubric).evaluate()
    missing, known = fact_ids(evaluation)
    steps = [fact_steps(evaluation, fact, lang) for fact in (*missing, *known)]
    steps += judged_steps(evaluation, lang)
    steps += [
        reading_steps(name, reading, evaluation.choices[name], lang)
        for name, reading in evaluation.rubric.readings.items()
    ]
    for one in steps:
        labels = [text for text, _ in one.stops]
        assert one.stops[0][1] is None and len(labels) >= 2 and len(set(labels)) == len(labels) and one.name
        for _, change in (one.stops[1], one.stops[len(one.stops) // 2], one.stops[-1]):
            after = what_if(evaluation, [change]).after.points if change else evaluation.points
            assert 0 <= after.low <= after.high <= evaluation.rubric.max


def test_the_panel_moves_result_chart_and_text_and_resets(longhua):
    panel = WhatIfPanel(longhua)
    before = panel._chart.value, panel._headline.value, panel._moves.value
    slider = next(one for one in panel._sliders if one.tooltip == "公众或服务对象满意度")
    slider.index = 97
    assert panel.result.after.by_criterion["performance.equity.satisfaction.1"].points.low == 6
    assert all(
        now != then
        for now, then in zip(
            (panel._chart.value, panel._headline.value, panel._moves.value), before, strict=True
        )
    )
    assert 'alt="' in panel._chart.value and "14.40" in panel._headline.value
    panel.reset()
    assert (
        panel._chart.value,
        panel._headline.value,
        panel._moves.value,
    ) == before and panel.result.after == longhua


def test_the_panel_says_why_a_supposition_is_impossible(longhua):
    """A judgement that a supposed figure rules out is explained, not raised."""
    panel = WhatIfPanel(longhua)
    by_name = {one.tooltip: one for one in panel._sliders}
    by_name["预算编制规范性"].index = 3
    by_name["预算编制不符合要求项数"].index = 1
    assert 'role="alert"' in panel._headline.value and "已由规则和数据定为" in panel._headline.value
    by_name["预算编制规范性"].index = 0
    assert 'role="alert"' not in panel._headline.value


def test_the_judge_panel_refuses_saves_moves_on_and_takes_back(root):
    panel = JudgePanel(Session(root / "sz-sif-longhua_2020", "wang"))
    first = panel.item
    panel._points.children[1].value = Fraction(1)
    panel._try(panel._save)
    assert "缺少理由" in panel._message.value and not panel.session.path.exists()
    panel._reason.value = "预算与职责相符"
    panel._try(panel._save)
    assert (
        "已保存" in panel._message.value and panel.item.id != first.id and "已评 1／39" in panel._total.value
    )
    panel._items.value = first.id
    assert panel._reason.value == "预算与职责相符"
    panel._try(panel._withdraw)
    assert "已评 0／39" in panel._total.value
    panel._items.value = "management.funds.disclosure.1"
    panel._document.value = "预算公开网页"
    panel._try(panel._see)
    assert panel._documents.value == ("d1",)
    panel._items.value = "performance.equity.satisfaction.1"
    panel._value.value, panel._unit.value, panel._document.value = "96", "%", "调查报告"
    panel._try(panel._establish)
    assert panel.session.evaluation.by_criterion["performance.equity.satisfaction.1"].points.low == 6
    assert "performance.equity.satisfaction.1" not in [name for _, name in panel._items.options]


def test_what_was_judged_closes_the_panel(root):
    session = Session(root / "sz-sif-longhua_2020", "wang", "national-2020")
    panel = JudgePanel(session, "en")
    while panel.item is not None and panel.item.mine is None:
        panel._points.children[1].value = "80%"
        panel._reason.value = "partly shown"
        panel._try(panel._save)
    assert session.evaluation.points.is_exact and "judged, total" in panel._total.value


def test_the_start_page_names_every_notebook_and_its_commands_work(tmp_path, root):
    page = (notebooks_root() / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([\w/.]+\.ipynb)\)", page))
    assert all((notebooks_root() / link).is_file() for link in linked)
    assert {path.name for path in notebooks_root().glob("*.ipynb")} <= linked
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile(code, "notebooks/README.md", "exec"), {})
    for line in re.findall(r"^papermill .*$", page, re.MULTILINE):
        given = dict(re.findall(r'-p (\w+) ("[^"]*"|\S+)', line))
        name = re.search(r"notebooks/(\w+)\.ipynb", line).group(1)
        parameters = {key: value.strip('"') for key, value in given.items()} | {"root": str(root)}
        shown(run(name, parameters | ({"draws": 20} if name == "03_what_if" else {}), tmp_path))


def test_a_supposition_of_the_parameters_stands_on_its_slider_and_a_reset_is_the_filing(longhua):
    supposed = read_changes("spent_by_q1: 1196.78万元")
    panel = WhatIfPanel(longhua, changes=supposed)
    slider = next(one for one in panel._sliders if one.tooltip == "一季度末累计支出")
    assert slider.label == "假设：一季度末累计支出 = 1196.78万元"
    assert panel.result.after.points != longhua.points
    panel.reset()
    assert slider.label.startswith("现状") and panel.result.after.points == longhua.points


def test_the_notebook_opens_on_the_filing(longhua):
    page = open_exploration("sz-sif-longhua_2020")
    assert page.result.after.points == longhua.points and page.panel().changes == {}


def test_a_department_picked_from_the_list_is_that_of_the_cells_below(root, monkeypatch):
    shutil.copytree(root / "sz-sif-longhua_2020", root / "other_2021")
    names: dict[str, str] = {}
    monkeypatch.setattr("perfkit.pages.widgets.pick.get_ipython", lambda: SimpleNamespace(user_ns=names))
    picker = DepartmentPicker("sz-sif-longhua_2020", root)
    assert picker.names == ("other_2021", "sz-sif-longhua_2020")
    picker.children[0].value = "other_2021"
    assert names == {"department": "other_2021"}
