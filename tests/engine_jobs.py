"""Jobs for the tests of the engine; a module of their own, so that a job's process imports little."""

from __future__ import annotations

import os
import signal
import sys
import time


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
