"""What tests of checks on forms share."""

from __future__ import annotations

import pytest
from small_filings import filing

from perfkit.review import NOTE, review
from perfkit.review.unscored import load_filing


@pytest.fixture
def codes(tmp_path):
    """Codes above a note, with their severity, of a filing."""

    def found(*args, **kwargs):
        department, _ = load_filing(filing(tmp_path / "a", *args, **kwargs))
        return {f.code: f.severity for f in review(department.evaluate()) if f.severity != NOTE}

    return found
