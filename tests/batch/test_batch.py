"""A batch from end to end, with small departments: what is made, skipped, tried again, refused and
recorded."""

from __future__ import annotations

import csv
import json

import nbformat
import papermill
import pytest
from batch_world import NOTEBOOK, make_department, run, tree

from perfkit.base.errors import BatchError
from perfkit.batch import report, store
from perfkit.batch.lock import FolderLock
from perfkit.batch.notebook import as_saved


def log_of(out) -> list[dict]:
    lines = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    last_start = max(number for number, line in enumerate(lines) if line["event"] == "start")
    return [line for line in lines[last_start:] if line["event"] == "unit"]


def statuses(result) -> dict[str, str]:
    return {entry.unit.department.name: entry.status for entry in result.units}


@pytest.fixture
def world(tmp_path):
    root = tmp_path / "departments"
    for name in ("0012", "龙华", "beta"):
        make_department(root, name)
    return root, tmp_path / "out"


def test_everything_that_was_promised_is_there(world):
    root, out = world
    result = run(root, out)
    assert result.exit_code == 0 and set(statuses(result).values()) == {"done"}
    unit = out / "reports" / "龙华_2020.sz-2020.zh"
    assert {path.name for path in unit.iterdir()} == {
        "evaluation.json",
        "manifest.json",
        "notebook.ipynb",
        "report.html",
    }
    assert "合成部门龙华 x 1" in (unit / "report.html").read_text(encoding="utf-8")
    record = json.loads((unit / "evaluation.json").read_text(encoding="utf-8"))
    assert record["self"] is None  # one row of many is no total
    assert [row["self"] for row in record["indicators"] if row["self"]] == ["5.00"]
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["status"] for entry in manifest["units"]] == ["done"] * 3 and manifest["versions"][
        "papermill"
    ]
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "reports/%E9%BE%99%E5%8D%8E_2020.sz-2020.zh/report.html" in index


def test_the_tables_hold_a_row_for_each_indicator_of_each_department(world):
    root, out = world
    run(root, out, formats=("json",))
    with open(out / "batch.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 21 and {row["name"] for row in rows} == {
        "合成部门0012",
        "合成部门龙华",
        "合成部门beta",
    }
    import pyarrow.parquet

    frame = pyarrow.parquet.read_table(out / "batch.parquet").to_pylist()
    assert [str(row["max"]) for row in frame] == [row["max"] for row in rows]
    assert {row["synthetic"] for row in frame} == {True}


def test_a_second_run_makes_nothing_and_changes_nothing(world):
    root, out = world
    run(root, out)
    before = tree(out)
    result = run(root, out)
    assert set(statuses(result).values()) == {"skipped"} and log_of(out) == [] and result.exit_code == 0
    assert tree(out) == before
    run(root, out, force=True)
    assert len(log_of(out)) == 3 and tree(out) == before


def test_only_what_changed_is_made_again(world):
    root, out = world
    run(root, out)
    file = root / "beta_2020" / "submission.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("5", "4"), encoding="utf-8")
    assert statuses(run(root, out)) == {"0012_2020": "skipped", "龙华_2020": "skipped", "beta_2020": "done"}
    assert len(log_of(out)) == 1
    run(root, out, parameters={"note": "y"})
    assert len(log_of(out)) == 3


def test_a_damaged_result_is_made_again(world):
    root, out = world
    run(root, out)
    before = tree(out)
    (out / "reports" / "beta_2020.sz-2020.zh" / "report.html").write_text("half")
    (out / "reports" / "0012_2020.sz-2020.zh" / "manifest.json").unlink()
    assert sorted(entry["unit"] for entry in (run(root, out), log_of(out))[1]) == [
        "0012_2020.sz-2020.zh",
        "beta_2020.sz-2020.zh",
    ]
    assert tree(out) == before


def test_bad_input_stops_that_department_only(world):
    root, out = world
    make_department(root, "bad")
    result = run(root, out)
    assert result.exit_code == 1 and statuses(result)["bad_2020"] == "failed"
    assert not list((out / "reports").glob("bad*")) and len(list((out / "reports").iterdir())) == 3
    failure = store.read_failure(out, "bad_2020.sz-2020.zh")
    assert (
        failure["kind"] == "input"
        and "submission.yaml:3" in failure["details"]
        and "yaer" in failure["details"]
    )
    index = (out / "index.html").read_text(encoding="utf-8")
    assert index.index("bad_2020") < index.index("0012_2020") and "submission.yaml" not in result.stopped


def test_what_failed_is_tried_again_when_asked_or_when_it_changed(world):
    root, out = world
    bad = make_department(root, "bad")
    run(root, out)
    assert run(root, out).exit_code == 1 and log_of(out) == []
    assert run(root, out, retry_failed=True).exit_code == 1 and len(log_of(out)) == 1
    text = (bad / "submission.yaml").read_text(encoding="utf-8")
    (bad / "submission.yaml").write_text(text.replace("yaer", "year"), encoding="utf-8")
    assert run(root, out).exit_code == 0 and len(log_of(out)) == 1
    assert not list((out / "failed").glob("*"))


def test_a_notebook_that_raises_is_recorded_with_the_notebook(world):
    root, out = world
    make_department(root, "raise")
    result = run(root, out)
    failure = next(entry.failure for entry in result.units if entry.failure)
    assert (result.exit_code, failure["kind"], failure["error"]) == (1, "notebook", "In [4] KeyError: '预算'")
    kept = json.loads(
        (out / "failed" / "raise_2020.sz-2020.zh" / "notebook.ipynb").read_text(encoding="utf-8")
    )
    assert any(cell["metadata"].get("papermill", {}).get("exception") for cell in kept["cells"])
    assert log_of(out)[-1]["attempts"] == 1 or any(line["attempts"] == 1 for line in log_of(out))


def test_a_crash_and_a_hang_cost_their_unit_and_are_tried_twice(world):
    root, out = world
    make_department(root, "crash")
    make_department(root, "hang")
    result = run(root, out, timeout=4.0)
    assert result.exit_code == 1 and sorted(statuses(result).values()) == ["done"] * 3 + ["failed"] * 2
    attempts = {line["unit"].partition("_")[0]: (line["attempts"], line.get("kind")) for line in log_of(out)}
    assert attempts["crash"] == (2, "crash") and attempts["hang"] == (2, "timeout")
    details = store.read_failure(out, "hang_2020.sz-2020.zh")
    assert details["error"] == "超过时限 4 秒"


def test_a_plain_second_run_tries_again_what_was_killed_from_outside(world):
    root, out = world
    make_department(root, "shot")
    make_department(root, "crash")
    assert run(root, out).exit_code == 1 and run(root, out).exit_code == 1
    assert [(line["unit"].partition("_")[0], line["kind"]) for line in log_of(out)] == [("shot", "killed")]


def test_a_notebook_s_kernel_is_its_own(world, tmp_path):
    root, out = world
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    notebook["metadata"]["kernelspec"] = {"name": "nowhere", "language": "R", "display_name": "R"}
    other = tmp_path / "other.ipynb"
    other.write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(BatchError, match="内核 nowhere"):
        run(root, out, notebook=other)


def test_parameters_are_strict_and_arrive_as_they_are(world):
    root, out = world
    with pytest.raises(BatchError, match="没有参数 yaer.*\n?.*level 应为 int"):
        run(root, out, parameters={"yaer": "1", "level": "many"})
    assert not out.exists()
    run(root, out, parameters={"note": "0012 预算", "level": "7"})
    assert "合成部门0012 0012 预算 7" in (out / "reports" / "0012_2020.sz-2020.zh" / "report.html").read_text(
        encoding="utf-8"
    )


def test_two_batches_in_one_folder_refuse_each_other(world):
    root, out = world
    with FolderLock(out), pytest.raises(BatchError, match="正被另一个批处理使用"):
        run(root, out, formats=("json",))
    assert run(root, out, formats=("json",)).exit_code == 0


def test_each_format_is_a_unit_of_its_own(world):
    root, out = world
    run(root, out, formats=("json",))
    result = run(root, out, formats=("json", "html"))
    assert [entry.status for entry in result.units].count("skipped") == 3 and len(result.units) == 6
    assert (out / "reports" / "beta_2020.sz-2020.zh.json" / "report.json").is_file()


def test_the_stock_kernel_gives_the_same_files(tmp_path):
    root = tmp_path / "departments"
    make_department(root, "one")
    for engine in ("perfkit", "kernel"):
        assert run(root, tmp_path / engine, engine=engine).exit_code == 0
    name = "reports/one_2020.sz-2020.zh"
    for file in ("report.html", "evaluation.json", "notebook.ipynb"):
        ours, stock = (
            (tmp_path / engine / name / file).read_text(encoding="utf-8") for engine in ("perfkit", "kernel")
        )
        assert ours == stock


def test_a_path_without_departments_and_a_missing_notebook_are_told(tmp_path):
    with pytest.raises(BatchError, match="没有 submission.yaml"):
        run(tmp_path, tmp_path / "out")
    make_department(tmp_path, "a")
    with pytest.raises(BatchError, match="没有笔记本"):
        run(tmp_path, tmp_path / "out", notebook=NOTEBOOK.with_name("none.ipynb"))


def test_notebook_and_manifest_do_not_depend_on_where_the_results_lie_and_open_again(tmp_path):
    make_department(tmp_path / "in", "first")
    make_department(tmp_path / "other" / "in", "second")
    here, deeper = tmp_path / "out", tmp_path / "a" / "b" / "out"
    for out in (here, deeper):
        report([tmp_path / "in", tmp_path / "other" / "in"], out, notebook=NOTEBOOK, progress=False)
    one, other = tree(here), tree(deeper)
    # Where the departments lie is said once, in a file of its own.
    assert {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)} == {
        "departments.txt"
    }
    assert (here / "departments.txt").read_text().split() == ["../in", "../other/in"]
    for saved in deeper.glob("reports/*/notebook.ipynb"):
        again = papermill.execute_notebook(
            str(saved), None, cwd=saved.parent, engine_name="perfkit", progress_bar=False
        )
        assert "合成部门" in "".join(
            output.get("text", "") for cell in again.cells for output in cell.get("outputs", ())
        )


def test_a_public_copy_names_no_folder(tmp_path):
    given = {"department": "a_2020", "root": "/home/wang/in"}
    made = papermill.execute_notebook(
        str(NOTEBOOK), None, parameters=given, prepare_only=True, progress_bar=False
    )
    assert "/home/wang" in nbformat.writes(made)
    assert "/home/wang" not in nbformat.writes(as_saved(made, public=True))
