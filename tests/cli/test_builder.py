"""Help of commands and options: what data/commands.yaml says is asked for, and stands in both languages."""

from __future__ import annotations

import pytest

from perfkit.base.paths import data_root
from perfkit.base.yaml_source import read_yaml
from perfkit.cli import builder
from perfkit.cli.parser import build_parser

HELP = read_yaml(data_root() / "commands.yaml").data


def test_everything_that_help_says_is_asked_for(monkeypatch):
    asked = set()
    said = builder.Builder._said

    def listening(self, command, name):
        asked.add((command if name in HELP[command] else "every", name))
        return said(self, command, name)

    monkeypatch.setattr(builder.Builder, "_said", listening)
    build_parser("en")
    assert {(command, name) for command in HELP for name in HELP[command] if name != "example"} == asked


def test_every_command_has_an_example_and_both_languages():
    for command, words in HELP.items():
        if command not in ("every", "perfkit", "rubric", "train"):
            assert words["example"].startswith(f"perfkit {command} ")
        for name in words.keys() - {"example"}:
            assert words[name].keys() == {"zh", "en"}, (command, name)


def test_an_option_of_a_command_comes_before_what_is_said_for_all():
    one, every = HELP["score"]["--json"]["zh"], HELP["every"]["--json"]["zh"]
    scoring, reviewing = (
        build_parser("zh")._subparsers._group_actions[0].choices[n] for n in ("score", "review")
    )
    assert f"{one}" in " ".join(scoring.format_help().split())
    assert every in reviewing.format_help() and one not in reviewing.format_help()


def test_an_option_without_help_is_a_mistake_of_the_package():
    made = builder.Builder("zh")
    with pytest.raises(KeyError):
        made.flag(made.add("score"), "--no-such-option")
