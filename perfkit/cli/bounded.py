"""Work on a file from elsewhere, in a child with limits of processor time and memory: it ends with a
sentence."""

from __future__ import annotations

import atexit
import io
import json
import os
import selectors
import signal
import sys
import time
import traceback
import weakref
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from functools import partial
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.interrupts import held_back, leave, met
from perfkit.base.text import say, tell

CPU_SECONDS = 120
WALL_SECONDS = 300
MEMORY_BYTES = 1_500_000_000
# What libraries reserve and never use counts here as well.
ADDRESS_BYTES = 8_000_000_000
# What recognising the characters of one page may take on top, and its models whatever the number of pages.
PICTURE_CPU_SECONDS = 60
PICTURE_WALL_SECONDS = 180
PICTURE_MEMORY_BYTES = 1_500_000_000
_MORE = b"+"


_to_parent: list[int] = []


def more_for_pictures(pages: int) -> None:
    """Called in the child by the reader of scans: pages that are pictures take longer than text."""
    import resource

    if not _to_parent:
        return
    for kind, more in (
        (resource.RLIMIT_CPU, pages * PICTURE_CPU_SECONDS),
        (resource.RLIMIT_DATA, PICTURE_MEMORY_BYTES),
    ):
        soft, hard = resource.getrlimit(kind)
        if soft != resource.RLIM_INFINITY:
            with suppress(OSError, ValueError):
                wanted = soft + more
                resource.setrlimit(
                    kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
                )
    os.write(_to_parent[0], _MORE * pages)


def bounded(work: Callable[[], int], name: str, lang: str) -> int:
    """Do the work in a child; give its exit code, 1 with a sentence where it hit a limit or could not be
    done.

    Parameters
    ----------
    work : callable   prints what it has to say and returns an exit code
    name : str        the file, for the sentence
    lang : str        "zh" or "en"

    Where the system cannot fork, the work is done here without limits.
    """
    if not hasattr(os, "fork"):
        return work()
    read, write = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with held_back():
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    if child == 0:
        os.close(read)
        _in_child(work, name, lang, write)
    os.close(write)
    try:
        answer, late, pictures = _listen(read)
    finally:
        os.close(read)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    if answer:
        said = json.loads(answer)
        print(said["out"], end="")
        print(said["err"], end="", file=sys.stderr)
        return said["code"]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT:
        raise KeyboardInterrupt
    slow = late or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU)
    seconds = CPU_SECONDS + pictures * PICTURE_CPU_SECONDS
    print(_too_long(name, lang, seconds) if slow else _too_large(name, lang), file=sys.stderr)
    return 1


def limited(work: Callable[[], int], name: str, lang: str, cpu_seconds: int = CPU_SECONDS) -> int:
    """Do a whole command in a child with the same limits; it speaks for itself, a limit is said here.

    Parameters
    ----------
    work : callable      returns an exit code; whatever it raises is one sentence
    name : str           what is worked on, for that sentence
    cpu_seconds : int    processor time; more for a command that takes many files
    """
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    sys.stderr.flush()
    with held_back():
        child = os.fork()
        if child:  # Ctrl-C and a polite kill are the child's, which says so
            for one in (signal.SIGINT, signal.SIGTERM):
                signal.signal(one, partial(_hand_on, child))
    if child == 0:
        _speak(work, name, lang, cpu_seconds)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    if os.WTERMSIG(status) == signal.SIGTERM:
        return 128 + signal.SIGTERM
    slow = os.WTERMSIG(status) == signal.SIGXCPU
    print(_too_long(name, lang, cpu_seconds) if slow else _too_large(name, lang), file=sys.stderr)
    return 1


def _hand_on(child: int, number: int, _: object) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, number)


def _speak(work: Callable[[], int], name: str, lang: str, cpu_seconds: int) -> None:
    code = 1
    for kept in weakref.finalize._registry.values():  # type: ignore[attr-defined]  # there is no public way
        kept.atexit = False  # what the parent will clean up when it ends is not the child's to remove
    try:
        _limit(cpu_seconds)
        code = work()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except MemoryError:
        print(_too_large(name, lang), file=sys.stderr)
    except BaseException as error:
        if met() or isinstance(error, KeyboardInterrupt):
            leave()
        if os.environ.get("PERFKIT_TRACEBACK"):
            traceback.print_exc()
        first = (str(error).splitlines() or [""])[0][:200]
        zh = f"{name}：未能处理（{type(error).__name__}：{first}）；文件可能已损坏，请检查；否则请把命令和文件交给维护者"
        en = (
            f"{name}: not done ({type(error).__name__}: {first}); check the file, or give command and "
            "file to the maintainers"
        )
        tell(lang, zh, en, file=sys.stderr)
    finally:
        with suppress(BaseException):
            sys.stdout.flush()
        with suppress(BaseException):
            atexit._run_exitfuncs()
        os._exit(code)


def _listen(pipe: int) -> tuple[bytes, bool, int]:
    """What the child said, whether it was still at work when its time was over, pages that took longer."""
    pictures = 0
    pieces, until = bytearray(), time.monotonic() + WALL_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while selector.select(max(0.0, until - time.monotonic())):
            piece = os.read(pipe, 1 << 16)
            if not piece:
                return bytes(pieces), False, pictures
            if not pieces:  # before the answer, which is JSON: a sign for each page that takes longer
                signs, piece = len(piece), piece.lstrip(_MORE)
                pictures += signs - len(piece)
                until += PICTURE_WALL_SECONDS * (signs - len(piece))
            pieces += piece
    return b"", True, pictures


def _in_child(work: Callable[[], int], name: str, lang: str, pipe: int) -> None:
    out, err, code = io.StringIO(), io.StringIO(), 1
    try:
        _limit()
        _to_parent.append(pipe)
        with redirect_stdout(out), redirect_stderr(err):
            code = work()
    except PerfkitError as error:
        print(error.show(lang), file=err)
    except MemoryError:
        print(_too_large(name, lang), file=err)
    except OSError as error:
        where, why = error.filename or name, error.strerror or str(error)
        tell(lang, f"无法读写 {where}：{why}", f"cannot read or write {where}: {why}", file=err)
    except BaseException as error:
        kind = type(error).__name__
        zh = f"{name}：读不了，文件可能已损坏（{kind}）；请重新导出或另存后再读"
        tell(lang, zh, f"{name}: cannot be read, it may be damaged ({kind}); export it again", file=err)
    finally:
        with suppress(BaseException), os.fdopen(pipe, "wb") as stream:
            stream.write(json.dumps({"code": code, "out": out.getvalue(), "err": err.getvalue()}).encode())
        os._exit(0)


def _limit(cpu_seconds: int | None = None) -> None:
    import resource

    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    address, data = _held()
    wanted = (
        (resource.RLIMIT_CPU, cpu_seconds or CPU_SECONDS),
        (resource.RLIMIT_DATA, data + MEMORY_BYTES),
        (resource.RLIMIT_AS, address + ADDRESS_BYTES),
    )
    for kind, most in wanted:
        hard = resource.getrlimit(kind)[1]
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _held() -> tuple[int, int]:
    """Address space and data that the child has from its parent, in bytes: not what the file takes."""
    with suppress(OSError, ValueError, IndexError):
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()
        size = os.sysconf("SC_PAGE_SIZE")
        return int(pages[0]) * size, int(pages[5]) * size
    return 0, 0


def _too_long(name: str, lang: str, seconds: int) -> str:
    zh = f"{name}：处理时间超过 {seconds} 秒，已停止；请拆分或删去图片后再读"
    return say(lang, zh, f"{name}: stopped after {seconds} s of work; split it or remove pictures")


def _too_large(name: str, lang: str) -> str:
    most = f"{MEMORY_BYTES / 1e9:.1f} GB"
    zh = f"{name}：读取所需内存超过 {most}，已停止；文件可能有问题，请重新导出"
    return say(lang, zh, f"{name}: stopped, reading it takes more than {most} of memory; export it again")
