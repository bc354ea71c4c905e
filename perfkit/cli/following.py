"""Arguments of the commands that follow a filing from finding to closure: follow, diff, years, projects,
committee, sample."""

from __future__ import annotations

from argparse import ArgumentParser

from perfkit.cli.builder import SEVERITIES, Builder, day, share


def add_following(b: Builder) -> None:
    """All of them."""
    follow = b.add("follow")
    b.paths(follow)
    b.rubric(follow)
    b.flag(follow, "--raise", dest="raise_")
    b.option(follow, "--severity", "doubt", choices=SEVERITIES)
    b.option(follow, "--set", metavar="ID=STATE")
    b.path(follow, "--reply", metavar="FILE")
    b.path(follow, "--table", metavar="FILE")
    b.option(follow, "--by")
    b.option(follow, "--date", None, type=day)
    b.option(follow, "--due", None, type=day)
    b.option(follow, "--text")
    b.option(follow, "--document", [], action="append")
    _today(b, follow)
    b.flag(follow, "--open")
    diff = b.add("diff")
    b.path(diff, "old", metavar="OLD")
    b.path(diff, "new", metavar="NEW")
    _page(b, diff)
    years = b.add("years")
    b.paths(years)
    _page(b, years)
    projects = b.add("projects")
    b.path(projects, "folder", metavar="FOLDER")
    _page(b, projects)
    committee = b.add("committee")
    b.path(committee, "folder", metavar="FOLDER")
    _today(b, committee)
    _page(b, committee)
    sample = b.add("sample")
    b.paths(sample)
    b.rubric(sample)
    b.option(sample, "--share", share("15%"), type=share)
    b.option(sample, "--certain", share("50%"), type=share)
    b.option(sample, "--seed", 1, type=int)
    b.flag(sample, "--visited")
    b.out(sample)


def _page(b: Builder, command: ArgumentParser) -> None:
    """What every page asks for: scoring table, JSON, where to write it."""
    b.rubric(command)
    b.json(command)
    b.out(command, words="page")


def _today(b: Builder, command: ArgumentParser) -> None:
    b.option(command, "--today", None, type=day, words="today")
