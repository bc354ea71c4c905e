"""Bodies that titles, sentences and signatures name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from perfkit.intake.blocks import any_of, key
from perfkit.intake.figure_words import Pattern
from perfkit.intake.lexicon import Lexicon, bare


def body_in_a_title(title: str, front: list[str], lexicon: Lexicon) -> str:
    """A body's name in the title, or alone on a line at the head, or before a date."""
    ends = any_of(lexicon.identity.bodies)
    labels = [
        word
        for part in (lexicon.identity.unit, lexicon.identity.department, lexicon.identity.authority)
        for word in part
        if len(word) > 3
    ]
    above = {key(word) for word in lexicon.identity.authority}
    for before, line in pairwise(["", title, *front]):
        if bare(key(before)) in above:
            continue  # one cell a line: the name of the authority
        plain = lexicon.pattern("stamp").sub(
            "", re.sub(r"\s+", "", lexicon.pattern("date_of_paper").sub("", line))
        )
        plain = lexicon.pattern("before_a_title").sub("", plain)
        if len(line) > 60 or "：" in plain:
            continue
        plain = re.sub(r"^[（(]?20\d\d年?度?|^[（(](?=[^）)]*[）)]?$)", "", plain)
        name = lexicon.pattern("after_a_name").sub("", plain)
        if any(label in name for label in labels):
            continue  # labels and values that run together
        if re.fullmatch(
            rf"[\u4e00-\u9fff（）()]{{1,30}}?(?:{ends})(?:[（(](?:本级|机关)[)）])?", name
        ) and not re.match(r"第|[（(]?[一二三四五六七八九十\d]{1,3}[、）)]", name):
            return name
    return ""


def signed_by(text: list[str], lexicon: Lexicon) -> str:
    """The body that stands alone on a line above a date, where only one does."""
    ends = tuple(lexicon.identity.bodies)
    lines = [lexicon.pattern("stamp").sub("", re.sub(r"\s+", "", line)) for line in text]
    undated = [lexicon.pattern("date_of_paper").sub("", line) for line in lines]
    names = {
        name
        for (name, _), (rest, date) in pairwise(zip(undated, lines, strict=True))
        if name.endswith(ends) and date and not rest
    }
    names |= {name for name, line in zip(undated, lines, strict=True) if name != line and name.endswith(ends)}
    return names.pop() if len(names) == 1 and re.fullmatch("[\u4e00-\u9fff（）()]{4,30}", min(names)) else ""


def unit_and_project(text: Iterable[str], lexicon: Lexicon) -> tuple[str, str]:
    """The unit and the project that one sentence names; nothing where none does or two differ."""
    ends = tuple(lexicon.identity.bodies)
    said = hits(lexicon.identity.sentences, text)
    found = {(hit[1], hit[2]) for hit in said if hit[1].endswith(ends)}
    return found.pop() if len(found) == 1 else ("", "")


def carriers(text: Iterable[str], lexicon: Lexicon) -> set[str]:
    """The bodies that sentences name as carrying the project out."""
    ends = tuple(lexicon.identity.bodies)
    return {hit[1] for hit in hits(lexicon.identity.carriers, text) if hit[1].endswith(ends)}


def body_of_a_place(place: str, text: list[str], lexicon: Lexicon) -> str:
    """The one body that carries out or signs under the name of a place in a title (某镇: 某镇人民政府)."""
    ends = [place[at:] for at in range(max(0, len(place) - 2))]
    named = carriers(text, lexicon) | {signed_by(text, lexicon)}
    bodies = {name for name in named if any(name.startswith(end) and name != end for end in ends)}
    return bodies.pop() if len(bodies) == 1 else ""


def whose_accounts(lines: list[str], lexicon: Lexicon) -> str:
    """Whose accounts a notice gives; nothing where it names two of which neither is the other's end."""
    named = [hit[1] for hit in hits(lexicon.identity.published, lines)]
    whole = max(named, key=len, default="")
    return whole if all(whole.endswith(name) for name in named) else ""


def hits(patterns: Iterable[Pattern], lines: Iterable[str]) -> list[re.Match[str]]:
    """Where lines say what a pattern does, without their blanks and quotation marks."""
    plain = [re.sub(r"[\s“”‘’\"]", "", line) for line in lines]
    return [hit for one in patterns for line in plain for hit in one.compiled.finditer(line)]
