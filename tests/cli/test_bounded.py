"""Reading a foreign file ends with a sentence, whatever it costs or raises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from perfkit.cli import bounded as module
from perfkit.cli import main
from perfkit.cli.bounded import bounded, limited

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="limits need a child")


def spin() -> int:
    while True:
        pass


def fill() -> int:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def nest() -> int:
    def deeper():
        return deeper() + 1

    return deeper()


def killed() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def sleep() -> int:
    time.sleep(60)
    return 0


def speak() -> int:
    print("读出 3 项")
    return 0


def recognise() -> int:
    """Two pages that are pictures, two seconds of work."""
    module.more_for_pictures(2)
    until = time.process_time() + 2
    while time.process_time() < until:
        pass
    print("识别完毕")
    return 0


def test_pages_that_are_pictures_get_more_time(monkeypatch, capsys):
    monkeypatch.setattr(module, "CPU_SECONDS", 1)
    monkeypatch.setattr(module, "WALL_SECONDS", 1)
    monkeypatch.setattr(module, "PICTURE_CPU_SECONDS", 5)
    monkeypatch.setattr(module, "PICTURE_WALL_SECONDS", 60)
    assert bounded(recognise, "a.pdf", "zh") == 0
    assert capsys.readouterr().out == "识别完毕\n"
    monkeypatch.setattr(module, "PICTURE_CPU_SECONDS", 0)
    assert bounded(recognise, "a.pdf", "zh") == 1
    assert "处理时间超过 1 秒" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("work", "words"),
    [(spin, "处理时间"), (sleep, "处理时间"), (fill, "内存"), (nest, "读不了"), (killed, "内存")],
)
def test_every_end_is_one_sentence(monkeypatch, capsys, work, words):
    monkeypatch.setattr(module, "CPU_SECONDS", 1 if work is spin else 60)
    monkeypatch.setattr(module, "WALL_SECONDS", 120 if work is not sleep else 1)
    monkeypatch.setattr(module, "MEMORY_BYTES", 1_000_000_000)
    monkeypatch.setattr(module, "ADDRESS_BYTES", 2_000_000_000)
    assert bounded(work, "a.docx", "zh") == 1
    said = capsys.readouterr().err
    assert words in said and "a.docx" in said and said.count("\n") == 1


def test_what_the_work_says_and_returns_comes_back(capsys):
    assert bounded(speak, "a.docx", "zh") == 0
    assert capsys.readouterr().out == "读出 3 项\n"


def test_read_goes_through_it(tmp_path, capsys):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + b"x" * 100)
    assert main(["read", str(tmp_path / "a.docx"), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "a.docx" in said and "Traceback" not in said and not (tmp_path / "out").exists()


def fail() -> int:
    raise KeyError("预算")


@pytest.fixture
def signals():
    kept = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    yield
    for one, handler in kept.items():
        signal.signal(one, handler)


@pytest.mark.parametrize(
    ("work", "words"),
    [(spin, "处理时间超过 1 秒"), (fill, "内存"), (nest, "Error"), (killed, "内存"), (fail, "预算")],
)
def test_a_whole_command_ends_with_one_sentence(monkeypatch, capfd, signals, work, words):
    monkeypatch.setattr(module, "MEMORY_BYTES", 1_000_000_000)
    monkeypatch.setattr(module, "ADDRESS_BYTES", 2_000_000_000)
    assert limited(work, "u_2020", "zh", 1 if work is spin else 60) == 1
    said = capfd.readouterr().err
    assert words in said and "u_2020" in said and said.count("\n") == 1


def test_a_whole_command_speaks_for_itself(capfd, signals):
    assert limited(speak, "u_2020", "zh") == 0
    assert capfd.readouterr().out == "读出 3 项\n"


@pytest.mark.parametrize("command", ["check", "score", "review"])
def test_of_very_many_faults_the_first_hundred_are_said(tmp_path, command):
    unit = tmp_path / "u_2020"
    unit.mkdir()
    keys = "".join(f"k{number}: 1\n" for number in range(20_000))
    (unit / "submission.yaml").write_text(
        f'department: {{id: u, name: 单位}}\nyear: "2020"\n{keys}', encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-m", "perfkit", command, str(unit)], capture_output=True, text=True, timeout=120
    )
    lines = done.stderr.splitlines()
    assert done.returncode == 1 and 100 < len(lines) < 105 and "Traceback" not in done.stderr
    assert any("另有" in line for line in lines)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"x" * 50, b"not a table"])
def test_a_reply_that_is_no_workbook_is_one_sentence(tmp_path, content):
    unit = tmp_path / "u_2020"
    unit.mkdir()
    (unit / "submission.yaml").write_text('department: {id: u, name: 单位}\nyear: "2020"\n', encoding="utf-8")
    reply = tmp_path / "reply.xlsx"
    reply.write_bytes(content)
    command = [sys.executable, "-m", "perfkit", "follow", str(unit), "--reply", str(reply)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 1 and "Traceback" not in done.stderr and done.stderr.strip()


def test_a_child_leaves_alone_what_its_parent_will_clean_up(monkeypatch, signals):
    with TemporaryDirectory() as folder:
        assert limited(lambda: 0, "a", "zh") == 0
        assert Path(folder).is_dir()


def test_what_the_parent_holds_is_not_the_file_s(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MEMORY_BYTES", 600_000_000)
    held = bytearray(b"x") * 700_000_000
    path = tmp_path / "a.txt"
    path.write_text(
        "2023年度项目支出绩效自评表\n项目名称\t渠道清淤\n实施单位\t青禾县水利局\n", encoding="utf-8"
    )
    assert main(["read", str(path), "-o", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "submission.yaml").exists() and len(held) == 700_000_000
