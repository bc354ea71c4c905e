"""The filer's own total and grade in running text: never another body's, another year's or one project's."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
from perfkit.intake.others_points import given_by_others, others_points, says_own
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
    name: str = "",
    labels: Sequence[Pair] = (),
) -> dict:
    """Total and grade beside their labels, else in a sentence; two sentences that differ leave it open.

    Points of somebody else are noted; those of nobody where somebody else evaluates are asked.

    Parameters
    ----------
    stated : "total" and "grade" with the pair that a form prints
    remarks : labels of a form with sentences beside them
    kind : of the form; a report of a department may state the points of its projects
    year, name : of the filing and of the filer
    labels : whose values are not taken

    Returns
    -------
    dict   each with its place, and with its words where a sentence says it
    """
    found: dict = {}
    grades, words = lexicon.rows.grades, lexicon.conclusion
    labelled = stated.get("total")
    number = points(labelled.value) if labelled and "分" in labelled.label else None
    front = [*map(_in_points, text.front), *(f"{one.label}:{one.value}" for one in labels)]
    everywhere = any(map(national_pattern("evaluated_from_outside").search, front))
    unclear: dict[str, None] = {}
    if labelled and everywhere and not national_pattern("own_points_said").search(labelled.label):
        unclear[f"{labelled.label}{labelled.value}（{labelled.place}）"] = None
    elif labelled and number is not None and parse_number(number) <= _MOST_POINTS:
        found |= {"total": number, "place": str(labelled.place)}
    if "grade" in stated and stated["grade"].value.strip('。“”" ') in grades:
        found["grade"] = grades[stated["grade"].value.strip('。“”" ')]
        found["grade_place"] = str(stated["grade"].place)
    beside = [*stated.values(), *remarks]
    sentences = [(str(pair.place), pair.value) for pair in beside if len(pair.value) > _WORD]
    lines = [*_lines(text, words), *((place, _in_points(value)) for place, value in sentences)]
    lines = [(section, line.replace(plain(name).text or " ", "")) for section, line in lines]
    outside = _from_outside(lines, text, everywhere)
    for part, patterns in (("total", words.total), ("grade", words.grade)):
        wanted = part not in found
        said = _beside_the_most(lines, words, kind, year) if wanted and part == "total" else {}
        for pattern in patterns if wanted and not said else ():
            for (section, line), strange in zip(lines, outside, strict=True):
                matches = [
                    one for one in pattern.compiled.finditer(line) if _is_own(line, one, words, kind, year)
                ]
                if part == "total" and pattern.sum:
                    matches = [one for one in matches if _is_sum(line, one)]
                own = [one for one in matches if not _is_nobodys(line, one, strange)]
                if part == "total":
                    own = own[_own_beside(line, own) :]
                    unclear |= {f"{one}（{section}）": None for one in _unclear(line, matches, own)}
                if own and not (pattern.alone and len(own) > 1):
                    value = grades.get(own[0].group(1), own[0].group(1))
                    said.setdefault(value, (section, own[0].group()))
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
    given = (f"{told}（{section}）" for section, line in lines for told in _given(line, words))
    for which, told in (("points_of_others", [*dict.fromkeys(given)]), ("points_of_nobody", [*unclear])):
        notes += [note(which, listed=told)] if told else []
    return found


def _given(line: str, words: Conclusion) -> list[str]:
    """What a line tells of points that somebody else gave."""
    told = [*others_points(line)]
    totals = [one.span() for pattern in words.total for one in pattern.compiled.finditer(line)]
    told += [
        (at, end) for at, end in totals if given_by_others(line, at, end) and all(end != n for _, n in told)
    ]
    return [line[at:end] for at, end in told]


def _from_outside(lines: list[tuple[str, str]], text: Outline, everywhere: bool) -> list[bool]:
    """Of each line, whether the front, or its section before it, says that an outsider evaluates."""
    says, told, found = national_pattern("evaluated_from_outside").search, set[str](), []
    for section, line in lines:
        found.append(everywhere or section in told or bool(says(_in_points(text.title_of(section)))))
        told |= {section} if says(line) else set()
    return found


def _is_nobodys(line: str, match: re.Match[str], strange: bool) -> bool:
    """Whether somebody from outside evaluates and the sentence does not call its points the filer's own."""
    begin = line.rfind("。", 0, match.start()) + 1
    strange = strange or bool(national_pattern("evaluated_from_outside").search(line[:begin]))
    return strange and not national_pattern("own_points_said").search(line[begin : match.end()])


def _own_beside(line: str, matches: list[re.Match[str]]) -> int:
    """Which of the totals of a line is the filer's: one that says so, beside one before it that does not
    (综合得分88.5分，自评得分96分); a part of that one would be less, or say of what it is."""
    for at, one in enumerate(matches[1:], 1):
        more = parse_number(one[1]) > parse_number(matches[0][1])
        if _only_last_own(line, matches[0], one) and (more or _is_beside(line, matches[0], one)):
            return at
    return 0


def _is_beside(line: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return bool(national_pattern("straight_beside").fullmatch(line[one.end() : other.start()]))


def _only_last_own(line: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return says_own(line, *other.span()) and not says_own(line, *one.span())


def _unclear(line: str, matches: list[re.Match[str]], own: list[re.Match[str]]) -> list[str]:
    """Totals of a line that are nobody's by their words: one passed over, another beside the filer's."""
    return [one.group() for one in matches[:1] if one not in own] + [
        one.group()
        for one in own[1:2]
        if parse_number(one[1]) != parse_number(own[0][1])
        and _is_beside(line, own[0], one)
        and _only_last_own(line, one, own[0])
    ]


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
    if any(key(word) in sentence for word in words.others) or given_by_others(line, *match.span()):
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
