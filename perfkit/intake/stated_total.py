"""The filer's own total and grade in running text: never another body's, another year's or one project's."""

from __future__ import annotations

import re

from perfkit.base.numerals import chinese_number, digit_by_digit
from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.intake.blocks import key
from perfkit.intake.family import national_pattern
from perfkit.intake.figure_text import plain
from perfkit.intake.label_pairs import Pair
from perfkit.intake.lexicon import Conclusion, Lexicon
from perfkit.intake.notes import note
from perfkit.intake.numbers import points
from perfkit.intake.outline import Outline

_MOST_POINTS = 200
_WORD = 8  # what is longer beside 总评 or 等级 is a sentence
_POINTS_IN_WORDS = re.compile("([一二三四五六七八九十百]{1,5})(?:点([〇零一二三四五六七八九]{1,2}))?分(?!之)")
_OTHERS = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,4})?)(?:分(?![钟之类])|/\d)")
_YEAR = re.compile(r"(20\d\d)年")
_NAMES = {"total": Text("总分", "total"), "grade": Text("等级", "grade")}


def _in_digits(found: re.Match[str]) -> str:
    """九十六点五分 as 96.5分."""
    whole, decimals = chinese_number(found[1]), digit_by_digit(found[2] or "")
    if whole is None:
        return found[0]
    return f"{whole}.{decimals:0{len(found[2])}d}分" if found[2] and decimals is not None else f"{whole}分"


def stated_conclusion(
    stated: dict[str, Pair],
    text: Outline,
    remarks: list[Pair],
    lexicon: Lexicon,
    kind: str,
    year: int | None,
    notes: list[Text],
) -> dict:
    """Total and grade beside their labels, else in a sentence; two sentences that differ leave it open.

    Parameters
    ----------
    stated : "total" and "grade" with the pair that a form prints
    remarks : labels of a form with sentences beside them
    kind : of the form; a report of a department may state the points of its projects
    year : of the filing

    Returns
    -------
    dict   each with its place, and with its words where a sentence says it
    """
    found: dict = {}
    grades, words = lexicon.rows.grades, lexicon.conclusion
    labelled = stated.get("total")
    number = points(labelled.value) if labelled and "分" in labelled.label else None
    if labelled and number is not None and parse_number(number) <= _MOST_POINTS:
        found |= {"total": number, "place": str(labelled.place)}
    if "grade" in stated and stated["grade"].value.strip('。“”" ') in grades:
        found["grade"] = grades[stated["grade"].value.strip('。“”" ')]
        found["grade_place"] = str(stated["grade"].place)
    beside = [*stated.values(), *remarks]
    sentences = [(str(pair.place), pair.value) for pair in beside if len(pair.value) > _WORD]
    lines = [*_lines(text, words), *((place, _in_points(value)) for place, value in sentences)]
    for part, patterns in (("total", words.total), ("grade", words.grade)):
        wanted = part not in found
        said = _beside_the_most(lines, words, kind, year) if wanted and part == "total" else {}
        for pattern in patterns if wanted and not said else ():
            for section, line in lines:
                matches = [
                    one for one in pattern.compiled.finditer(line) if _is_own(line, one, words, kind, year)
                ]
                if part == "total" and pattern.sum:
                    matches = [one for one in matches if _is_sum(line, one)]
                if matches and not (pattern.alone and len(matches) > 1):
                    value = grades.get(matches[0].group(1), matches[0].group(1))
                    said.setdefault(value, (section, matches[0].group()))
            if said:
                break  # weaker words count only where stronger ones say nothing
        if len({parse_number(value) if part == "total" else value for value in said}) == 1:
            found[part], (section, found[f"{part}_said"]) = next(iter(said.items()))
            found.setdefault("place", section)
            found[f"{part}_place"] = section
        elif said:
            listed = "、".join(f"{value}（{section}）" for value, (section, _) in said.items())
            notes.append(
                note("several_totals", shown_zh=_NAMES[part].zh, listed=listed, shown_en=_NAMES[part].en)
            )
    return found


def _beside_the_most(
    lines: list[tuple[str, str]], words: Conclusion, kind: str, year: int | None
) -> dict[str, tuple[str, str]]:
    """Totals behind the most points in one sentence (总分100分，…合计得分99.17分), with section and words; both
    numbers where it is not said which is the filer's."""
    said: dict[str, tuple[str, str]] = {}
    for pattern in words.whole:
        for section, line in lines:
            for match in pattern.compiled.finditer(line):
                both = (match["most"], match["score"]) if pattern.ask else (match["score"],)
                if _is_own(line, match, words, kind, year):
                    said |= {value: (section, match.group()) for value in both if value not in said}
    return said


def without_scale(sentence: str, words: Conclusion) -> str:
    """A sentence without the parts of the most points of all (总分100分，其中预算执行10分、…，合计得分99.17分)."""
    for pattern in words.whole:
        for match in pattern.compiled.finditer(sentence):
            among = match.groupdict().get("among") or ""
            sentence = (
                sentence if national_pattern("says_own_points").search(among) else sentence.replace(among, "")
            )
    return sentence


def _lines(text: Outline, words: Conclusion) -> list[tuple[str, str]]:
    """Lines to look in; a passage that begins with points under a heading such as 自评得分 is led by that
    word."""
    headed = {
        section for section, title in text.headings if any(key(word) in key(title) for word in words.headings)
    }
    lines = [("", line) for line in text.front]
    for _, section, passage in text.passages():
        led = section.partition(" ")[0] in headed and re.match(r"\d{1,3}(?:\.\d+)?分[:：（(，,。]", passage)
        lines.append((section, f"自评{passage}" if led else passage))
    return [(section, _in_points(line)) for section, line in lines]


def _in_points(line: str) -> str:
    """A line for the patterns of points, those in words as digits."""
    return _POINTS_IN_WORDS.sub(_in_digits, plain(line).text)


def _is_own(line: str, match: re.Match[str], words: Conclusion, kind: str, year: int | None) -> bool:
    """Not the points of one project in a department's report, of another year, or given by somebody else."""
    sentence = line[line.rfind("。", 0, match.start()) + 1 : match.end()]
    if any(key(word) in sentence for word in words.others):
        return False
    named = [int(found) for found in _YEAR.findall(sentence)]
    if named and year and named[-1] != year:
        return False
    before = line[: match.start()]
    block = words.of_a_block.compiled.search(before)
    if block and match[1][:1].isdigit() and parse_number(match[1]) <= parse_number(block["most"]):
        return False
    return kind not in ("department", "accounts") or not words.of_a_project.compiled.search(before)


def _is_sum(line: str, match: re.Match[str]) -> bool:
    """Whether the parts stand before it: at least two numbers of points, none larger."""
    begin = line.rfind("。", 0, match.start()) + 1
    parts = [parse_number(found) for found in _OTHERS.findall(line[begin : match.start()])]
    if len(parts) < 2 or max(parts) >= parse_number(match.group(1)):
        return False
    return not is_scale(line[begin : match.end()])


def is_scale(sentence: str) -> bool:
    """Whether a sentence gives the most points of all blocks and nobody's own (产出60分、效益40分，合计100分).

    Examples
    --------
    >>> is_scale("预算执行10分、产出50分、效益40分，合计100分"), is_scale("自评产出60分、效益40分，合计100分")
    (True, False)
    """
    parts = [parse_number(found) for found in _OTHERS.findall(sentence)]
    own = parts[:-1] if parts[-1:] == [100] else parts
    return len(own) > 1 and sum(own) == 100 and not national_pattern("says_own_points").search(sentence)
