"""What the parts of a filing are called, in both languages: the words stand in data/names.yaml."""

from __future__ import annotations

from functools import cache

from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml
from perfkit.filing.statement import Form
from perfkit.filing.submission import Submission


@cache
def _groups() -> dict[str, dict[str, dict[str, str]]]:
    path = data_root() / "names.yaml"
    return read_yaml(path, path.name).data


def names_of(group: str) -> dict[str, Text]:
    """Names by what they name, in the order of the file."""
    return {name: Text(**words) for name, words in _groups()[group].items()}


TARGET_KINDS = names_of("target_kinds")

BLOCKS = names_of("blocks")
"""First-level parts that official forms share; a form may print others under names of its own."""


PARTS = names_of("parts")
"""Parts of the department's own text, in the order of the official outline."""

CATEGORIES = names_of("categories")
"""Of budget tasks."""


def block_name(form: Form, block: str) -> Text:
    """A first-level part under its usual name, else under the one that the form prints.

    Examples
    --------
    >>> from perfkit.filing.submission import Form, Submission
    >>> block_name(Form(), "cost").zh, block_name(Form(blocks={"staff": {"name": "人员保障"}}), "staff").zh
    ('成本指标', '人员保障')
    """
    printed = form.blocks.get(block)
    own = printed.name if printed is not None and printed.name else block
    return BLOCKS.get(block, Text(own, own))


def filing_kind(submission: Submission) -> Text:
    """What a filing evaluates: a project's expenditure, or a department's as a whole."""
    if submission.project is not None:
        return Text("项目支出绩效", "project expenditure")
    return Text("部门整体绩效", "whole expenditure")
