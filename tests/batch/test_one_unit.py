"""Whatever one department's folder is, it costs the others nothing: it is failed, said, and the rest is
made."""

from __future__ import annotations

import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from batch_world import make_department, run

from perfkit.base.errors import PerfkitError
from perfkit.base.files import Unreadable, read_regular
from perfkit.batch import store, work
from perfkit.batch.names import LONGEST_NAME
from perfkit.batch.result import failure
from perfkit.cli import main

GBK = os.fsdecode("财政局".encode("gbk"))
POSIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="FIFOs and devices are of POSIX")


def _replaced(path: Path, by) -> None:
    path.unlink(missing_ok=True)
    by(path)


def _folder_instead(folder: Path) -> None:
    _replaced(folder / "submission.yaml", Path.mkdir)


def _fifo_instead(folder: Path) -> None:
    _replaced(folder / "submission.yaml", os.mkfifo)


def _zero_instead(folder: Path) -> None:
    _replaced(folder / "submission.yaml", lambda path: path.symlink_to("/dev/zero"))


def _loop_instead(folder: Path) -> None:
    _replaced(folder / "submission.yaml", lambda path: path.symlink_to(path))


def _fifo_judgement(folder: Path) -> None:
    (folder / "judgements").mkdir()
    os.mkfifo(folder / "judgements" / "x.yaml")


def _folder_judgement(folder: Path) -> None:
    (folder / "judgements" / "x.yaml").mkdir(parents=True)


def _judgements_file(folder: Path) -> None:
    (folder / "judgements").write_text("x", encoding="utf-8")


def _fifo_source(folder: Path) -> None:
    os.mkfifo(folder / "source.pdf")


def _folder_source(folder: Path) -> None:
    (folder / "source.pdf").mkdir()


def _no_submission(folder: Path) -> None:
    (folder / "submission.yaml").unlink()


def _dangling(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder.with_name("nowhere"))


def _looping(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.symlink_to(folder)


def _not_utf8(folder: Path) -> None:
    folder.rename(folder.with_name(GBK))


def _deep(folder: Path) -> None:
    (folder / "submission.yaml").write_text("a: " + "[" * 30_000, encoding="utf-8")


HARMS = [
    (_folder_instead, "文件夹"),
    (_fifo_instead, "不是普通文件"),
    (_zero_instead, "不是普通文件"),
    (_loop_instead, "链接指向自己"),
    (_fifo_judgement, "不是普通文件"),
    (_folder_judgement, "文件夹"),
    (_judgements_file, "不是文件夹"),
    (_fifo_source, "不是普通文件"),
    (_folder_source, "文件夹"),
    (_no_submission, "文件不存在"),
    (_dangling, "不存在"),
    (_looping, "链接指向自己"),
    (_not_utf8, "不是 UTF-8"),
    (_deep, "嵌套过深"),
]


@POSIX
def test_every_harm_costs_its_own_unit_only(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    make_department(root, "good")
    for number, (harm, _) in enumerate(HARMS):
        harm(make_department(root, f"u{number}"))
    result = run(root, out, formats=("json",))
    assert result.exit_code == 1 and result.count("done") == 1 and result.count("failed") == len(HARMS)
    index = (out / "index.html").read_text(encoding="utf-8")
    for number, (harm, words) in enumerate(HARMS):
        name = "财政局" if harm is _not_utf8 else f"u{number}_2020"
        failure = next(
            entry.failure for entry in result.units if entry.failure and entry.failure["department"] == name
        )
        assert words in failure["error"], (harm.__name__, failure)
        assert failure["error"].split("\n")[0][:30] in index.replace("&#34;", '"')
        assert store.read_failure(out, failure["unit"]) == failure
    assert run(root, out, formats=("json",)).count("skipped") == 1


@POSIX
@pytest.mark.parametrize("command", ["check", "score", "review"])
def test_every_command_lists_what_it_cannot_read_and_reads_the_rest(tmp_path, capsys, command):
    make_department(tmp_path, "good")
    for number, (harm, _) in enumerate(HARMS[:1] + HARMS[1:3] + HARMS[9:12] + HARMS[13:]):
        harm(make_department(tmp_path, f"u{number}"))
    assert main([command, str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert all(f"u{number}_2020" in said.err for number in range(7))
    assert "合成部门good" in said.out or command == "check"


def test_a_name_of_250_bytes_is_made_and_its_failure_recorded(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    long = "局" * 81
    for name in (long, f"bad{long[1:]}"):
        made = make_department(root, name.replace("局", "j")[:40])
        made.rename(root / f"{name}_2020"[:83])
    result = run(root, out, formats=("json",))
    assert (result.count("done"), result.count("failed")) == (1, 1)
    assert all(len(entry.unit.name.encode()) < LONGEST_NAME for entry in result.units)
    assert len(list((out / "failed").iterdir())) == 1
    assert run(root, out, formats=("json",)).count("skipped") == 1


def test_a_folder_removed_while_the_batch_runs(tmp_path, monkeypatch):
    root, out = tmp_path / "departments", tmp_path / "out"
    for name in ("a", "b", "c"):
        make_department(root, name)
    from perfkit.batch import run as batch

    planned = batch.plan_units

    def removing(folders, **options):
        for unit in planned(folders, **options):
            if unit.department.name == "a_2020":
                shutil.rmtree(root / "b_2020")  # before it is planned
            if unit.department.name == "c_2020":
                shutil.rmtree(root / "c_2020")  # after it
            yield unit

    monkeypatch.setattr(batch, "plan_units", removing)
    result = run(root, out, formats=("json",))
    assert [(entry.unit.department.name, entry.status) for entry in result.units] == [
        ("a_2020", "done"),
        ("b_2020", "failed"),
        ("c_2020", "failed"),
    ]
    assert all("不存在" in entry.failure["error"] for entry in result.units[1:])


def test_a_lone_surrogate_in_what_went_wrong_is_recorded(tmp_path):
    failure = {"key": "k", "error": "bad \udc80 text"}
    store.record_failure(tmp_path, "unit", failure)
    assert store.read_failure(tmp_path, "unit") == failure


def test_a_system_error_of_one_unit_is_that_unit_s(monkeypatch, tmp_path):
    def unreadable(request, part):
        raise PermissionError(13, "Permission denied", "/somewhere/judgements")

    monkeypatch.setattr(work, "_make", unreadable)
    ended = work.make({"out": str(tmp_path), "name": "u", "lang": "zh"})
    assert (ended["status"], ended["kind"]) == ("failed", "input") and "judgements" in ended["error"]
    assert "/somewhere" not in ended["error"]


@POSIX
def test_only_a_regular_file_is_read(tmp_path):
    fifo, sock = tmp_path / "fifo", socket.socket(socket.AF_UNIX)
    os.mkfifo(fifo)
    sock.bind(str(tmp_path / "sock"))
    for path in (
        fifo,
        tmp_path / "sock",
        tmp_path,
        "/dev/zero",
        tmp_path / "none",
        tmp_path / ("x" * 300),
        "a\0b",
    ):
        with pytest.raises(Unreadable):
            read_regular(path, 10)
    (tmp_path / "long").write_bytes(b"x" * 11)
    with pytest.raises(Unreadable):
        read_regular(tmp_path / "long", 10)
    sock.close()


@POSIX
@pytest.mark.parametrize("command", [["template", "-o"], ["rubric", "show", "sz-2020", "--html"]])
def test_a_special_file_is_never_replaced(tmp_path, capsys, command):
    fifo = tmp_path / "page"
    os.mkfifo(fifo)
    link = tmp_path / "device"
    link.symlink_to("/dev/full")
    for path in (fifo, link):
        assert main([*command, str(path)]) == 1
        assert "不是普通文件" in capsys.readouterr().err
    assert fifo.is_fifo() and os.readlink(link) == "/dev/full"


@POSIX
@pytest.mark.parametrize("name", ["log.jsonl", ".lock", "index.html", "batch.csv", "manifest.json"])
def test_a_special_file_among_the_results_stays(tmp_path, name):
    root, out = tmp_path / "departments", tmp_path / "out"
    make_department(root, "a")
    out.mkdir()
    os.mkfifo(out / name)
    with pytest.raises(PerfkitError, match="不是普通文件"):
        run(root, out, formats=("json",))
    assert (out / name).is_fifo()


def test_the_folder_of_results_is_no_department(tmp_path):
    make_department(tmp_path, "a")
    for _ in range(2):
        assert run(tmp_path, tmp_path / "out", formats=("json",)).exit_code == 0


@pytest.mark.parametrize("names", [["a"], ["a", "b"]])
def test_one_report_does_not_wait_for_what_makes_later_ones_quick(tmp_path, monkeypatch, names):
    asked = []

    def make(request):
        asked.append(request["many"])
        return failure("notebook", "", "")

    for name in names:
        make_department(tmp_path / "in", name)
    monkeypatch.setattr("perfkit.batch.schedule.run_unit", make)
    run(tmp_path / "in", tmp_path / "out", formats=("json",))
    assert asked == [len(names) > 1] * len(names)


def test_an_interrupt_is_one_sentence_and_130(monkeypatch, capsys):
    import signal

    from perfkit.cli import check

    def interrupted(options):
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(check, "run", interrupted)
    try:
        assert main(["check", "x"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "已中断\n"


def test_the_manifest_of_such_a_batch_is_json(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    make_department(root, "a")
    _not_utf8(make_department(root, "b"))
    run(root, out, formats=("json",))
    listed = json.loads((out / "manifest.json").read_bytes())["units"]
    assert sorted(unit["status"] for unit in listed) == ["done", "failed"]
