"""The whole command line; each command's module is imported only when that command runs."""

from __future__ import annotations

import argparse

from perfkit.cli.builder import Builder
from perfkit.cli.commands import add_reading, add_reporting
from perfkit.cli.following import add_following
from perfkit.cli.making import add_making, add_rubrics, add_training


def build_parser(lang: str = "zh") -> argparse.ArgumentParser:
    """The whole command line, with help in one language."""
    b = Builder(lang)
    for add in (add_reading, add_reporting, add_making, add_rubrics, add_following, add_training):
        add(b)
    return b.root
