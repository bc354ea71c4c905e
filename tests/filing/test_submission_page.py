"""docs/submission.md says what the model holds, key by key, and its command makes it."""

from __future__ import annotations

from pathlib import Path

import pytest
from submission_page import COMMAND, meanings, models_below, page

from perfkit.filing.judgements import Judgements
from perfkit.filing.submission import Submission

PAGE = Path(__file__).resolve().parents[2] / "docs" / "submission.md"
MODELS = [*models_below(Submission), *models_below(Judgements)]


def test_the_page_is_what_the_model_says():
    assert PAGE.read_text(encoding="utf-8") == page(), f"run {COMMAND}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_has_a_meaning(model):
    missing = [name for name in model.model_fields if not meanings(model).get(name)]
    assert not missing, f"{model.__name__}: {missing}"


def test_the_page_names_every_key():
    text = page()
    for model in MODELS:
        for name, field in model.model_fields.items():
            assert field.exclude or f"| `{name}` |" in text
