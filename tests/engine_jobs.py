"""Jobs for the tests of the engine; a module of their own, so that a job's process imports little."""

from __future__ import annotations

import os
import signal
import sys
import time

from perfkit.engine.child import worked_out_ahead


def answer(payload, send):
    send({"saw": payload, "cwd": os.getcwd()})
    return {"pid": os.getpid(), "argv": sys.argv}


def fail(payload, send):
    raise LookupError("预算")


def die(payload, send):
    send({"before": True})
    os.kill(os.getpid(), signal.SIGSEGV)


def sleep(payload, send):
    if payload.get("stubborn"):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    time.sleep(payload["seconds"])
    return "slept"


def leave_a_process(payload, send):
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    send({"child": child})


def big(payload, send):
    send({"text": "效" * 3_000_000})


def threads(payload, send):
    return len(os.listdir("/proc/self/task"))


def report_and_sleep(payload, send):
    send({"pid": os.getpid()})
    time.sleep(60)


def take_long():
    time.sleep(1.5)


def open_fonts():
    """Draw with the fonts of charts, in the process that forks."""
    for bold in (False, True):
        draw("部", bold)


def draw(character, bold):
    """A character's picture and width, as charts get them."""
    from perfkit.views.charts.lettering import _glyph, text_width

    picture, left, top = _glyph(character, 19.0, bold, 0)
    return picture.tobytes() + repr((left, top, text_width(character, 19.0, bold))).encode()


def letters(payload, send):
    """A digest of the pictures of many characters, each drawn for the first time in this process."""
    from hashlib import sha256

    digest = sha256()
    for code in range(0x4E00, 0x4E00 + payload["count"]):
        digest.update(draw(chr(code), bool(code % 2)))
    return digest.hexdigest()


CELLS = ["# 预算\nbudget = 1", "budget"]


def know():
    """For a warm parent: cells translated ahead."""
    from perfkit.engine.cells import warm_kernel

    warm_kernel().shell.know(CELLS)


def translate(payload, send):
    """What was translated ahead; the cells as they run; and with a transformer of the notebook's own."""
    from perfkit.engine.cells import warm_kernel

    shell = warm_kernel().shell
    known, before = list(shell._known), [shell.transform_cell(cell) for cell in CELLS]
    shell.input_transformers_post.append(lambda lines: [line.replace("1", "2") for line in lines])
    return [known, before, [shell.transform_cell(cell) for cell in CELLS]]


def find_out(payload, send):
    if payload.get("fails"):
        raise LookupError("预算")
    return [payload["question"], os.getpid()]


def found_out(payload, send):
    return [worked_out_ahead(), worked_out_ahead()]
