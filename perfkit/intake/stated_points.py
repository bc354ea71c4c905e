"""Points that running text states: those for execution, and those of each block of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from perfkit.base.quantities import parse_number
from perfkit.intake.blocks import Document, Paragraph, any_of, key
from perfkit.intake.family import national_pattern
from perfkit.intake.figure_text import Plain, plain
from perfkit.intake.figure_words import Pattern, with_parts
from perfkit.intake.form_rows import Reading
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.stated_total import is_scale, without_scale
from perfkit.intake.statements import Money, unconfirmed
from perfkit.intake.target_levels import block_named, without_kind

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_NUMBERED = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.．])?")
_ALL = 100


class Points(NamedTuple):
    """The points of one block, with the most of them where they are printed, and what is printed.

    `leads`: it begins its paragraph; `part`: of the block told before it (投入20分，得19分。其中：预算编制5分，得5分).
    """

    name: str
    most: str
    score: str
    quote: str
    leads: bool = False
    part: bool = False


def pattern_of(pattern: Pattern, lexicon: Lexicon) -> re.Pattern[str]:
    """A pattern of data/intake with the lexicon's words in it: {execution}, {rows}, {blocks},
    {total} and {number}."""
    words = {
        "execution": lexicon.execution,
        "rows": lexicon.execution_rows,
        "blocks": lexicon.levels,
        "total": lexicon.rows.total,
    }
    parts = {part: any_of(map(key, some)) for part, some in words.items()}
    return re.compile(with_parts(pattern.pattern, parts | {"number": _NUMBER}))


def execution_points(money: Money, document: Document, lexicon: Lexicon) -> None:
    """Points for execution in a line of text, where no block of money prints them; two that differ are left
    open."""
    patterns = [pattern_of(one, lexicon) for one in lexicon.conclusion.execution]
    found = [
        (match["score"], match["most"] or match.groupdict().get("whole") or "", str(block.place))
        for block in document.blocks
        if isinstance(block, Paragraph)
        for whole in key(block.text).replace("。本项", ",本项").split("。")
        if not is_scale(sentence := without_scale(whole, lexicon.conclusion))
        for pattern in patterns
        for match in pattern.finditer(sentence)
    ]
    if not money.score and len({score for score, _, _ in found}) == 1:
        money.earn(*found[0])


def block_points(document: Document, reading: Reading, money: Money, lexicon: Lexicon) -> None:
    """Points by block in a sentence (预算执行10分，自评9.8分；产出50分，自评48分), or in headings: never one alone.

    They are figures of the text too.
    """
    blocks, headed = (
        [pattern_of(one, lexicon) for one in some]
        for some in (lexicon.conclusion.blocks, lexicon.conclusion.headed)
    )
    texts = [block for block in document.blocks if isinstance(block, Paragraph)]
    heads = [(text, found) for text in texts if (found := list(points_in_text(text.text, headed)))]
    rest = [text for text in texts if not any(text is head for head, _ in heads)]
    told = [(text, found) for text in rest if (found := list(points_in_text(text.text, blocks)))]
    told = [one for one in told if len(one[1]) > 1 or _leads(one[1][0], lexicon)]
    told = told if len({points.name for _, found in told for points in found}) > 1 else []
    whole = len(heads) > 1 and all(_adds_up(one, reading, lexicon) for _, found in heads for one in found)
    under = _under_headings(texts, lexicon)
    own = told + (heads if whole else []) + under
    rows = [_as_row(one, text) for text, found in own for one in found if not one.part and one.most]
    rows = [row for row in rows if row["name"] not in lexicon.execution_rows]
    if own and not reading.entries.get("rows") and _complete(own):
        reading.scored.extend(row for at, row in enumerate(rows) if row not in rows[:at])
    for block, found in own:
        for one in found:
            name, most, score = one.name, one.most, one.score
            if name in lexicon.execution_rows:
                reading.executed(score, most, block.place)
                continue
            statement = unconfirmed(score, "分", block.place, one.quote)
            money.figures.append((f"{name}得分", statement, "count"))
            if one.part:
                continue
            reading.block(_block(name, lexicon), name, most, score, block.place)


def _under_headings(texts: list[Paragraph], lexicon: Lexicon) -> list[tuple[Paragraph, list[Points]]]:
    """（一）投入方面（15分） above …自评得15分。: where every heading of one style has its points, and they make 100."""
    styles: dict[str, list[tuple[Paragraph, re.Match[str], set[str]]]] = {}
    open_ones: dict[str, set[str]] = {}
    for text in texts:
        shown = plain(text.text).text
        numbered = _NUMBERED.match(shown)
        style = re.sub(r"[一二三四五六七八九十\d]", "", numbered[0]) if numbered else ""
        if style:
            open_ones.pop(style, None)
        if title := lexicon.pattern("points_heading").match(shown):
            styles.setdefault(style, []).append((text, title, open_ones.setdefault(style, set())))
        for own in open_ones.values():
            own.update(lexicon.pattern("own_points").findall(shown))
    for found in styles.values():
        whole = sum(parse_number(title["most"]) for _, title, _ in found)
        if whole == _ALL and len(found) > 1 and all(len(own) == 1 for _, _, own in found):
            return [
                (text, [Points(title["name"], title["most"], min(own), text.text, True)])
                for text, title, own in found
            ]
    return []


def _complete(own: list[tuple[Paragraph, list[Points]]]) -> bool:
    """Whether the most points that are told make 100."""
    most = {one.name: one.most for _, found in own for one in found if not one.part}
    return all(most.values()) and sum(map(parse_number, most.values())) == _ALL


def _as_row(points: Points, text: Paragraph) -> dict:
    return {
        "name": points.name,
        "level1": "",
        "level2": "",
        "max": points.most,
        "score": points.score,
        "place": str(text.place),
    }


def _adds_up(points: Points, reading: Reading, lexicon: Lexicon) -> bool:
    """Whether the targets that were read under a heading are all of its block."""
    rows = [row for row in reading.entries.get("rows", ()) if row["block"] == _block(points.name, lexicon)]
    weights = [parse_number(row["weight"]) for row in rows if "weight" in row]
    return not rows or (len(weights) == len(rows) and sum(weights) == parse_number(points.most))


def most_points(document: Document, reading: Reading, lexicon: Lexicon) -> None:
    """The most points of every block in one sentence (按预算执行10分、产出50分、效益30分、满意度10分): they make 100."""
    patterns = [pattern_of(one, lexicon) for one in lexicon.conclusion.maxima]
    rows = set(map(key, lexicon.execution_rows))
    for block in (block for block in document.blocks if isinstance(block, Paragraph)):
        for sentence in key(block.text).split("。"):
            named = {one["name"]: one["most"] for pattern in patterns for one in pattern.finditer(sentence)}
            if len(named) < 3 or sum(map(parse_number, named.values())) != 100:
                continue
            for name, most in named.items():
                which = "execution" if name in rows else _block(name, lexicon)
                reading.block(which, name, most, None, block.place)


def _leads(points: Points, lexicon: Lexicon) -> bool:
    """Whether a paragraph begins with the points of what may be a block of its own."""
    return (
        points.leads
        and bool(points.most)
        and lexicon.pattern("kind_of_block").sub("", points.name) in set(map(key, lexicon.levels))
    )


def _block(name: str, lexicon: Lexicon) -> str:
    return block_named(name, lexicon) or without_kind(name, lexicon) or name


def points_in_text(text: str, patterns: list[re.Pattern[str]]) -> Iterator[Points]:
    """The points of every block that a passage names; only the first pattern that finds some counts."""
    shown, taken = plain(text), 0
    for pattern in patterns:
        found = list(pattern.finditer(shown.text))
        titled = national_pattern("points_lead").match(shown.text)  # 1.投入（10分）。预算编制4分，自评4分
        whole = Points(titled[1], titled[2], "", "") if titled else None
        rest, end = parse_number(titled[2]) if titled else Fraction(0), 0
        for match in found if not taken else ():
            if "names" in match.groupdict():
                yield from _in_lists(shown, match)
                continue
            one = _one(shown, match)
            before = shown.text[: match.start("name")]
            if re.search("其中[:：]?$", before) and whole and whole.most:
                rest = parse_number(whole.most)
            elif whole is None or rest <= 0 or (not titled and "。" in shown.text[end : match.start("name")]):
                whole, rest = one, Fraction(0)
            if one is not whole:
                one, rest = one._replace(part=True), rest - parse_number(one.most or "0")
            end = match.end()
            yield one
        taken += len(found)


def _one(shown: Plain, match: re.Match[str]) -> Points:
    most, at = match.groupdict().get("most") or "", match.start("name")
    leads = bool(_NUMBERED.fullmatch(shown.text[:at]))
    return Points(match["name"], most, match["score"], shown.quote(at, match.end()), leads)


def _in_lists(shown: Plain, match: re.Match[str]) -> Iterator[Points]:
    """投入20分、产出30分，分别得19分、28分: as many names as points, or none."""
    names = [
        one.groups(default="")
        for one in national_pattern("points_in_a_list").finditer(match["names"])
        if one[0]
    ]
    scores = re.findall(_NUMBER, match["scores"])
    quote = shown.quote(match.start("names"), match.end())
    if len(names) == len(scores):
        yield from (
            Points(name, most, score, quote) for (name, most), score in zip(names, scores, strict=True)
        )
