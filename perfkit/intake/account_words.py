"""The words of final accounts (部门决算): data/accounts.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from perfkit.base.models import Model, read_data

Half = Literal["income", "expenditure"]


class AccountTable(Model):
    """One prescribed table: its titles, or words that each title of it has (`contains`), and what its figures
    are."""

    id: str
    title: list[str]
    contains: list[str] = Field(default_factory=list)
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
    return read_data(AccountWords, "accounts.yaml")
