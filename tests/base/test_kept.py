"""What is kept from one process to the next: the same patterns, or none."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys

import pytest

from perfkit.base import kept
from perfkit.review import literals
from perfkit.review.literals import needed
from perfkit.review.rulebook import rulebook, with_fragments

_SAID = "2021年安排整治经费，合计120.50万元，占87.3%；不足部分未到位。"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_place", lambda: tmp_path / "kept")
    monkeypatch.setattr(kept, "_NEW", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept._earlier.cache_clear()
    yield tmp_path / "kept"
    kept._earlier.cache_clear()


def _next_process(monkeypatch):
    kept._keep()
    monkeypatch.setattr(kept, "_NEW", {})
    kept._earlier.cache_clear()


def test_a_kept_pattern_is_the_one_that_python_compiles(place, monkeypatch):
    patterns = [with_fragments(one.pattern) for one in rulebook().patterns.values()]
    for again in (False, True):
        for written in patterns:
            ours, theirs = kept.compiled(written), re.compile(written)
            assert ours == theirs and ours.pattern == written and ours.flags == theirs.flags
            assert (ours.groups, ours.groupindex) == (theirs.groups, theirs.groupindex)
            assert [m.groupdict() for m in ours.finditer(_SAID)] == [
                m.groupdict() for m in theirs.finditer(_SAID)
            ]
        assert bool(kept._NEW) != again
        _next_process(monkeypatch)


def test_flags_tell_patterns_apart(place):
    assert kept.compiled("ab", re.I).match("AB") and not kept.compiled("ab").match("AB")
    assert kept.compiled("ab", re.I) == re.compile("ab", re.I)


def test_words_found_by_another_version_are_found_anew(place, monkeypatch):
    written = re.compile("(?:经费|资金)(?:不足|短缺)$")
    assert needed.__wrapped__(written) == {"经费", "资金"}
    _next_process(monkeypatch)
    monkeypatch.setattr(literals, "_VERSION", "another")
    monkeypatch.setattr(literals, "_listed", lambda *_: ("短缺",))
    assert needed.__wrapped__(written) == {"短缺"}


def test_the_words_that_a_pattern_needs_are_kept_with_it(place, monkeypatch):
    written = re.compile("(?:经费|资金)(?:不足|短缺)$")
    first = needed.__wrapped__(written)
    _next_process(monkeypatch)
    assert needed.__wrapped__(written) == first == {"经费", "资金"}
    assert not kept._NEW


def test_a_pattern_that_cannot_be_read_is_told_as_python_tells_it(place):
    with pytest.raises(re.error, match="unterminated"):
        kept.compiled("(ab")


@pytest.mark.parametrize("content", [b"", b"no marshal", marshal.dumps(7), marshal.dumps(("else", {}))])
def test_a_file_that_is_damaged_or_of_another_interpreter_is_made_anew(place, monkeypatch, content):
    place.write_bytes(content)
    assert kept.compiled("[0-9]+人").search("3人")
    _next_process(monkeypatch)
    assert ("pattern 0", "[0-9]+人") in kept._earlier()


def test_code_that_python_refuses_is_compiled_anew(place):
    flags, _, groups, numbers, names = kept._translated("a(b)", 0)
    kept._NEW["pattern 0", "a(b)"] = (flags, b"\xff" * 16, groups, numbers, names)
    assert kept.compiled("a(b)") == re.compile("a(b)")


def test_a_folder_that_may_not_be_written_to_stays_as_it_is(place, monkeypatch):
    place.parent.joinpath("file").write_text("")
    monkeypatch.setattr(kept, "_place", lambda: place.parent / "file" / "kept")
    kept.compiled("c+")
    kept._keep()


def test_where_python_keeps_no_modules_nothing_is_kept(place, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    kept.compiled("d+")
    kept._keep()
    assert not place.exists()


def test_two_processes_share_it(tmp_path):
    code = "from perfkit.base import kept; kept.compiled('[甲乙]+丙'); print(len(kept._NEW))"
    environ = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": ":".join(sys.path)}
    said = [
        subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True).stdout
        for _ in range(2)
    ]
    assert said == ["1\n", "0\n"]
