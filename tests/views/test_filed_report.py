"""A reading copy shows what was filed, whatever parts there are."""

from __future__ import annotations

import pytest

from perfkit import load_department
from perfkit.views.filed_report import copy_of

LONGHUA = load_department("sz-sif-longhua_2020")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("without", "left"),
    [
        ({"tasks": None}, ["filed-targets", "filed-scores"]),
        ({"targets": None}, ["filed-tasks", "filed-scores"]),
        ({"tasks": None, "targets": None, "overall_goal": None}, ["filed-scores"]),
    ],
)
def test_a_submission_without_a_part_is_copied_without_it(without, left, lang):
    pieces = copy_of(LONGHUA.submission.model_copy(update=without), LONGHUA.rubric, lang).pieces
    assert [piece.name for piece in pieces if hasattr(piece, "columns")] == left
