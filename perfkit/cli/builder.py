"""What adds commands and options to the command line, each with its help in the language of the terminal."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import normalize

from perfkit import __version__
from perfkit.base.days import day_of
from perfkit.base.text import LANGUAGES, say
from perfkit.base.words_file import read_words

FORMATS = ("html", "docx", "pdf", "xlsx", "json")
SEVERITIES = ("error", "doubt", "note")
_CHINESE = {
    "usage: ": "用法：",
    "options": "选项",
    "positional arguments": "参数",
    "show this help message and exit": "显示帮助后退出",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s %(message)s",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "不能取 %(value)r，可取 %(choices)s",
    "invalid %(type)s value: %(value)r": "的值 %(value)r 不对",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "ignored explicit argument %r": "不带值，多写了 %r",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是 %(matches)s",
}
"""The words that argparse hands to gettext, in Chinese."""


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Inside the block argparse says its own words in one language.

    argparse takes them from gettext under the name `_`; a catalogue on disk would ask for LANGUAGE to be set.
    """
    words, before = {} if lang == "en" else _CHINESE, vars(argparse)["_"]
    vars(argparse)["_"] = lambda message: words.get(message, message)
    try:
        yield
    finally:
        vars(argparse)["_"] = before


class Parser(argparse.ArgumentParser):
    """A parser that says what is wrong and where the help is, and exits 2."""

    lang = "zh"

    def error(self, message: str) -> NoReturn:
        """Say it on standard error and leave."""
        hint = say(self.lang, f"用法见 {self.prog} --help", f"see {self.prog} --help")
        print(f"{self.prog}: {message}\n{hint}", file=sys.stderr)
        raise SystemExit(2)


def language_of(arguments: Sequence[str]) -> str:
    """The language asked for by --lang, before anything is parsed; zh unless en.

    Examples
    --------
    >>> language_of(["score", "--lang", "en"]), language_of(["score", "--lang=en"]), language_of([])
    ('en', 'en', 'zh')
    """
    pairs = pairwise(arguments)
    return "en" if "--lang=en" in arguments or ("--lang", "en") in pairs else "zh"


def _late(module: str) -> Callable[[argparse.Namespace], int]:
    """The `run` function of a command's module, imported when it is called."""
    return lambda options: importlib.import_module(f"perfkit.cli.{module}").run(options)


def positive(text: str) -> int:
    """A whole number above 0."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def seconds(text: str) -> float:
    """A time limit."""
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError(text)
    return number


def formats(text: str) -> tuple[str, ...]:
    """Names of formats, separated by commas."""
    names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not names or set(names) - set(FORMATS):
        raise ValueError(text)
    return names


def day(text: str) -> date:
    """A date, 2021-05-01."""
    return day_of(text)


def share(text: str) -> Fraction:
    """A share of one, 0.15 or 15%."""
    text = normalize("NFKC", text)
    try:
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except ZeroDivisionError:
        raise ValueError(text) from None


# What a message in English calls the type of a value.
formats.__name__, day.__name__ = "format", "date"
positive.__name__ = seconds.__name__ = "number"


@cache
def _help() -> dict[str, Any]:
    return read_words("commands")


class Builder:
    """Adds commands; options come as names ("-o --out") and what argparse takes, their help from
    data/commands.yaml: under the command, else under `every`."""

    def __init__(self, lang: str):
        self.lang = lang
        text = self._said("perfkit", "about")
        self.root = Parser(prog="perfkit", description=text)
        self.root.lang = lang
        self.root.set_defaults(run=None)
        self.option(self.root, "--version", action="version", version=f"perfkit {__version__}")
        self.option(self.root, "--lang", dest="lang_before", choices=LANGUAGES, default="zh")
        title = say(lang, "命令", "commands")
        self.commands = self.root.add_subparsers(
            metavar=say(lang, "命令", "COMMAND"), parser_class=Parser, title=title
        )

    def _said(self, command: str, name: str) -> str:
        words = _help()[command].get(name) or _help()["every"][name]
        return say(self.lang, **words)

    def group(self, name: str) -> Callable[..., argparse.ArgumentParser]:
        """A command that has actions of its own; returns what adds one of them, as `add` adds a command."""
        parser = self.commands.add_parser(name, help=self._said(name, "about"))
        parser.lang = self.lang
        parser.set_defaults(run=_late(name), action=None)
        word = say(self.lang, "动作", "ACTION")
        actions = parser.add_subparsers(metavar=word, parser_class=Parser, required=True, dest="action")
        return partial(self.add, parent=actions, module=name)

    def add(self, name: str, *, parent: Any = None, module: str = "") -> argparse.ArgumentParser:
        """A command with its help line and an example."""
        command = f"{module} {name}".strip()
        text, example = self._said(command, "about"), _help()[command]["example"]
        example = say(self.lang, f"示例：{example}", f"example: {example}")
        parser = (parent or self.commands).add_parser(name, help=text, description=text, epilog=example)
        parser.lang = self.lang
        parser.set_defaults(run=_late(module or name))
        self.option(parser, "--lang", choices=LANGUAGES, default=self.lang)
        return parser

    def option(
        self,
        parser: argparse.ArgumentParser,
        names: str,
        default: Any = "",
        *,
        words: str = "",
        **more: Any,
    ) -> None:
        """An option or an argument; a text that is empty unless given, if nothing else is said.

        Parameters
        ----------
        words : str   under which name its help stands; its own last name unless given
        """
        if names.startswith("-") and more.get("action") != "version":
            more["default"] = default
        command = parser.prog.removeprefix("perfkit ")
        text = self._said(command, words or names.rsplit(maxsplit=1)[-1])
        parser.add_argument(*names.split(), help=text, **more)

    def flag(self, parser: argparse.ArgumentParser, names: str, **more: Any) -> None:
        """An option without a value."""
        self.option(parser, names, False, action="store_true", **more)

    def path(self, parser: argparse.ArgumentParser, names: str, **more: Any) -> None:
        """A file or folder: an argument, or an option that is None unless given."""
        self.option(parser, names, more.pop("default", None), type=Path, **more)

    def out(self, parser: argparse.ArgumentParser, **more: Any) -> None:
        """Where to write to."""
        self.path(parser, "-o --out", **more)

    def paths(self, parser: argparse.ArgumentParser, nargs: str = "+") -> None:
        """The departments that a command works on."""
        self.path(parser, "paths", nargs=nargs, metavar="PATH")

    def rubric(self, parser: argparse.ArgumentParser, default: str = "") -> None:
        """By which rubric."""
        self.option(parser, "--rubric", default)

    def json(self, parser: argparse.ArgumentParser) -> None:
        """The result for a program."""
        self.flag(parser, "--json")

    def scoring(self, parser: argparse.ArgumentParser) -> None:
        """By which rubric, and by whose judgements."""
        self.option(parser, "--rubric", words="scoring")
        self.option(parser, "--evaluator")
