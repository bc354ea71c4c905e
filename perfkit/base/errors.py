"""One family of errors. A user's mistake is a list of faults, each with its place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfkit.base.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing in a file that cannot be read as meant.

    Examples
    --------
    >>> fault = Fault("submission.yaml", 41, "tasks.rows.3.spent", Text("是文本", "is text"))
    >>> str(fault)
    'submission.yaml:41 tasks.rows.3.spent: 是文本'
    >>> fault.show("en")
    'submission.yaml:41 tasks.rows.3.spent: is text'
    """

    file: str
    line: int
    path: str
    message: Text

    def show(self, lang: str = "zh") -> str:
        """File, line, path and message as one line of text."""
        where = f"{self.file}:{self.line}"
        return (
            f"{where} {self.path}: {self.message.in_(lang)}"
            if self.path
            else f"{where}: {self.message.in_(lang)}"
        )

    def __str__(self) -> str:
        return self.show("zh")


MOST_FAULTS = 100


def fault_lines(faults: Sequence[Fault], lang: str) -> list[str]:
    """Faults for a person, one a line: the first hundred, and how many more.

    Examples
    --------
    >>> fault_lines([Fault("a.yaml", 1, "", Text("错", "bad"))] * 350_000, "zh")[-1]
    '…… 另有 349900 处'
    """
    lines = [fault.show(lang) for fault in faults[:MOST_FAULTS]]
    if more := len(faults) - len(lines):
        lines.append(Text(f"…… 另有 {more} 处", f"… and {more} more").in_(lang))
    return lines


class PerfkitError(Exception):
    """The base of every error that perfkit raises for a user's mistake.

    Parameters
    ----------
    message : Text or str   what is wrong and what to do
    english : str   the same in English, where the message is the Chinese alone
    faults : iterable of Fault   every fault found, in the order of the file
    """

    def __init__(self, message: Text | str, english: str = "", faults: Iterable[Fault] = ()):
        self.message = message if isinstance(message, Text) else Text(message, english or message)
        self.faults = tuple(faults)
        super().__init__(self.show("zh"))

    def show(self, lang: str = "zh") -> str:
        """The message and the faults, one a line."""
        return "\n".join([self.message.in_(lang), *fault_lines(self.faults, lang)])

    def faults_of(self, name: str) -> tuple[Fault, ...]:
        """Its faults; where it has none, its message as one of the folder or file of that name."""
        return self.faults or (Fault(name, 1, "", self.message),)

    def _render_traceback_(self) -> list[str]:
        """In a notebook cell: the message alone, since the stack says nothing to its reader."""
        return [f"{type(self).__name__}: {self.show('zh')}"]


class RubricError(PerfkitError):
    """A rubric file that the linter refuses, or a rubric that does not exist."""


class SubmissionError(PerfkitError):
    """A submission or its judgements that cannot be read as meant."""


class FactError(PerfkitError):
    """A figure that a rule cannot take: a zero denominator with no declared outcome, a wrong kind."""


class InternalError(PerfkitError):
    """A result that no rule can give: a fault of the kit, which costs one department and never a folder."""


class BatchError(PerfkitError):
    """A batch that cannot start or go on: a locked folder, a full disk, an unknown parameter."""


def check_language(lang: str) -> None:
    """Refuse a language that nothing is written in.

    Raises
    ------
    PerfkitError   neither "zh" nor "en".

    Examples
    --------
    >>> check_language("en")
    >>> check_language("fr")
    Traceback (most recent call last):
    perfkit.base.errors.PerfkitError: lang 只能是 "zh" 或 "en"，现为 'fr'
    """
    if lang not in LANGUAGES:
        raise PerfkitError(f'lang 只能是 "zh" 或 "en"，现为 {lang!r}', f'lang is "zh" or "en", not {lang!r}')
