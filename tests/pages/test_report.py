"""notebooks/01_department.ipynb: its form, and what it shows when it runs."""

from __future__ import annotations

import ast
import re

import nbformat
import pytest
from renew_notebooks import CHECKED
from reporting import BARE, LONGHUA, changed, written

from perfkit.base.paths import data_root, notebooks_root
from perfkit.pages.basis import in_hand
from perfkit.pages.report import open_report

PATH = notebooks_root() / "01_department.ipynb"


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(PATH, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def run(parameters, folder):
    """The executed notebook, as papermill runs it."""
    import papermill

    return papermill.execute_notebook(
        PATH,
        folder / "out.ipynb",
        parameters=parameters,
        kernel_name="python3",
        language="python",
        progress_bar=False,
        log_output=False,
        cwd=folder,
    )


def shown(notebook):
    texts = []
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            texts.append(data.get("text/html") or data.get("text/plain") or "")
    return "\n".join(texts)


def test_the_parameters_cell_is_plain_literals_with_help(notebook):
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
    assert len(cells) == 1
    values = {}
    for line in cells[0].source.splitlines():
        assert re.fullmatch(r'[a-z_]+ = ("[^"]*"|False)  # \S.*', line), line
        assignment = ast.parse(line).body[0]
        values[assignment.targets[0].id] = ast.literal_eval(assignment.value)
    assert values == {
        "department": "sz-sif-longhua_2020",
        "root": "",
        "rubric": "",
        "lang": "zh",
        "evaluator": "",
        "public": False,
        "annexes": "all",
        "brief": False,
    }


def test_papermill_reads_the_parameters_and_their_help():
    import papermill

    found = papermill.inspect_notebook(PATH)
    assert list(found) == [
        "department",
        "root",
        "rubric",
        "lang",
        "evaluator",
        "public",
        "annexes",
        "brief",
    ] and all(entry["help"] for entry in found.values())


def test_it_is_stored_clean(notebook):
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in code_cells(notebook):
        # What nbval compares is kept; see tests/renew_notebooks.py.
        assert bool(cell.outputs) == (CHECKED in cell.metadata.get("tags", ())), cell.source
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    nbformat.validate(notebook)


def test_it_is_thin(notebook):
    """No functions, loops, thresholds or paths: a sentence, a call, a displayed object."""
    for cell in code_cells(notebook)[:-1]:
        tree = ast.parse(cell.source)
        assert not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.If | ast.Lambda)
            for node in ast.walk(tree)
        )
        assert not any(
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float)
            and not isinstance(node.value, bool)
            for node in ast.walk(tree)
        )
        assert "/" not in cell.source.replace(" / ", "") or "parameters" in cell.metadata.get("tags", ())


def test_it_ends_in_a_cell_that_asserts(notebook):
    last = ast.parse(notebook.cells[-1].source)
    assert sum(isinstance(node, ast.Assert) for node in ast.walk(last)) >= 5


@pytest.mark.parametrize("rubric", sorted(path.stem for path in (data_root() / "rubrics").glob("*.yaml")))
def test_its_conditions_hold_under_every_bundled_rubric(notebook, rubric):
    """With bonus points on top, and where rows do not apply, as well."""
    exec(notebook.cells[-1].source, {"report": open_report(LONGHUA, rubric=rubric)})


def test_every_picture_has_alternative_text_and_every_number_arrives(tmp_path):
    done = run({}, tmp_path)
    text = shown(done)
    for number in (
        "95.50",
        "9.40",
        "0.80",
        "39.43",
        "45.87",
        "96.90",
        "97.99%",
        "73.71%",
        "92.95%",
        "87.30%",
    ):
        assert number in text, number
    pictures = [
        output
        for cell in code_cells(done)
        for output in cell.outputs
        if "image/png" in output.get("data", {})
    ]
    assert len(pictures) == 8
    assert all(picture.metadata["image/png"]["alt"] for picture in pictures)
    assert not [
        output
        for cell in code_cells(done)
        if CHECKED not in cell.metadata.get("tags", ())
        for output in cell.outputs
        if output.output_type in ("stream", "error")
    ]


def test_a_changed_number_reaches_the_reader_in_english_too(tmp_path):
    changed(
        tmp_path / "departments" / "other_2020",
        'performance.equity.petitions: "3"',
        'performance.equity.petitions: "1"',
    )
    text = shown(
        run({"department": "other_2020", "root": str(tmp_path / "departments"), "lang": "en"}, tmp_path)
    )
    assert "claims 93.50 (excellent)" in text and "95.50 (" not in text


def test_a_department_that_filed_almost_nothing_still_gets_a_report(tmp_path):
    written(tmp_path / "departments" / "bare_2021", BARE)
    done = run({"department": "bare_2021", "root": str(tmp_path / "departments")}, tmp_path)
    assert "自评有 20 行没有打分，不计总分和等级" in shown(done) and "合成数据" in shown(done)


def test_a_department_that_does_not_exist_stops_with_the_names_of_those_that_do(tmp_path):
    from papermill import PapermillExecutionError

    with pytest.raises(PapermillExecutionError, match="sz-sif-longhua_2020"):
        run({"department": "no-such_2020"}, tmp_path)


def test_a_basis_in_hand_is_taken_for_its_department_alone_and_only_inside_the_block():
    basis = open_report("sz-sif-longhua_2020").basis
    asked = (basis.department.folder.resolve(), "", "zh", "", False)
    with in_hand(asked, basis):
        assert open_report("sz-sif-longhua_2020").basis is basis
        assert open_report("sz-sif-longhua_2020", lang="en").basis is not basis
        assert open_report("sz-sif-longhua_2020", public=True).basis is not basis
    assert open_report("sz-sif-longhua_2020").basis is not basis
