"""The words of final accounts (部门决算): data/accounts.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from perfkit.base.errors import SubmissionError
from perfkit.base.models import Model, validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import read_yaml

Half = Literal["income", "expenditure"]


class AccountTable(Model):
    """One prescribed table: its titles, and what its figures are."""

    id: str
    title: list[str]
    holds: list[str] = Field(default_factory=list)
    without: list[str] = Field(default_factory=list)
    halves: bool = False
    of_side: dict[Half, dict[str, str]] = Field(default_factory=dict)
    totals: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)
    roles: dict[str, list[str]] = Field(default_factory=dict)
    items: dict[str, str] = Field(default_factory=dict)
    heads: list[str] = Field(default_factory=list)


class AccountSentence(Model):
    """A figure that explanations state in words: `must` and `must_not` are examples that a test runs."""

    name: str
    unit: str
    kind: Literal["count", "money", "rate"]
    pattern: str
    must: dict[str, str]
    must_not: list[str]


class AccountWords(Model):
    """The words of data/accounts.yaml."""

    tables: list[AccountTable]
    sums: list[str]
    labels: list[str]
    value_columns: list[str]
    units: list[str]
    sentences: list[AccountSentence]


@cache
def account_words() -> AccountWords:
    """The words for final accounts.

    Raises
    ------
    SubmissionError   data/accounts.yaml has faults.
    """
    source = read_yaml(data_root() / "accounts.yaml", "data/accounts.yaml")
    found = validate(AccountWords, source)
    if found is None or source.faults:
        message = Text("data/accounts.yaml 有错误：", "data/accounts.yaml has faults:")
        raise SubmissionError(message, source.faults)
    return found
