"""Mutated documents: read or refused with a sentence, within the limits, and what was read is a draft that
loads."""

from __future__ import annotations

import os
import sys

import pytest
from mutated_documents import documents, mutated

from perfkit.base.errors import PerfkitError
from perfkit.cli.bounded import bounded
from perfkit.intake import read_filings, write_drafts
from perfkit.review.unscored import load_filing

WHOLE, PARTS = 300, 5
MISSING = ("a required field is missing", "cannot be evaluated:")
# A tenth unless PERFKIT_FUZZ says all.
CASES = range(WHOLE) if os.environ.get("PERFKIT_FUZZ") == "all" else range(0, WHOLE, 10)

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="reads in a child with limits")


def read(path, folder):
    """Read one as `perfkit read` does, and load what was written; anything but a fault that is told ends the
    child as damaged."""
    try:
        drafts = read_filings(path)
        places = write_drafts(drafts, folder)
    except PerfkitError as error:
        error.show("zh"), error.show("en")
        print("refused")
        return 0
    for draft, place in zip(drafts, places, strict=True):
        draft.summary("zh"), draft.summary("en")
        try:
            load_filing(place)
        except PerfkitError as error:  # a draft may want something; what it holds can be read
            wrong = [line for line in error.show("en").splitlines() if not line.endswith(MISSING)]
            print(*wrong, sep="\n", file=sys.stderr)
            if wrong:
                return 1
    print("read")
    return 0


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    return documents(tmp_path_factory.mktemp("sources"))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_mutants_are_read_or_refused(part, sources, tmp_path, capsys):
    ends, broken = [], []
    for number in CASES[part::PARTS]:
        path = mutated(number, sources, tmp_path)
        code = bounded(lambda path=path: read(path, path.with_suffix("")), path.name, "en")
        out, err = capsys.readouterr()
        if code:
            broken.append(f"{number}: {err[:300]}")
        ends.append(out.strip())
    assert broken == []
    assert ends.count("read") > len(ends) / 5
