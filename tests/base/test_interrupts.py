"""Ctrl-C where a command is least ready for it: one sentence, 130, and no signal as the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

# What is in the way of an interrupt, put into a command that would list the rubrics.
COMMAND = """
import os, signal, sys, threading
import perfkit.__main__ as program
from perfkit import cli
def press(): os.kill(os.getpid(), signal.SIGINT)
class Ends:
    def __del__(self): press(); list(range(1000))
def run(options):
{}
    return 0
sys.argv = ["perfkit", "rubric", "list"]
real, cli._run = cli._run, lambda arguments, lang: run(arguments)
cli._opens_files = lambda arguments: {}
program.command()
"""


@pytest.mark.parametrize(
    "work",
    [
        # As a dataclass is made: the interpreter remembers the interrupt, and would end by its signal.
        "    exec('press(); list(range(1000))', globals())",
        "    Ends()",
        "    press(); press()",
        "    try: press(); list(range(1000))\n    except BaseException: pass",
        # A class under construction gives the interrupt another name.
        "    class Holds: proxy = type('_', (), {'__set_name__': lambda *_: (press(), list(range(1000)))})()",
        "    import atexit; atexit.register(lambda: (press(), list(range(1000))))",
    ],
)
@pytest.mark.parametrize("in_child", [False, True])
def test_one_sentence_and_130(work, in_child):
    done = subprocess.run(
        [sys.executable, "-c", COMMAND.format(work, in_child)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "已中断\n")


def test_an_interrupt_during_the_imports():
    script = """
import builtins, os, signal
real = builtins.__import__
def press(name, *rest):
    if name.startswith("perfkit.cli"):
        os.kill(os.getpid(), signal.SIGINT)
    return real(name, *rest)
builtins.__import__ = press
import perfkit.__main__
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "已中断\n")


@pytest.mark.skipif(os.name == "nt", reason="no groups of processes")
def test_the_child_of_a_command_is_told_by_its_parent_and_once(tmp_path):
    script = COMMAND.format("    import time; print('at work', flush=True); time.sleep(60)", True)
    for tell in (os.kill, os.killpg):
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None and process.stdout.readline() == "at work\n"
        tell(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30) == ("", "已中断\n") and process.returncode == 130
