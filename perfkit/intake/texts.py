"""The running text of a filing: narrative and overall goal."""

from __future__ import annotations

import re

from perfkit.base.text import Text
from perfkit.filing.own_words import Narrative
from perfkit.intake.blocks import Document, Paragraph, one_line
from perfkit.intake.items import BRACKETED, FIRSTLY, PLAIN, passages
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.notes import note
from perfkit.intake.outline import Outline
from perfkit.intake.table_rows import Found

_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]是|\d{1,2}[、.．](?!\d)")
_HEADING = re.compile(
    r"第[一二三四五六七八九十]{1,3}(?:部分|章)|[（(]?[一二三四五六七八九十\d]{1,3}[)）、．.]"
)
_ASKED = ("problems", "improvements", "next_steps")  # what no report may leave out
_LONGEST, _TRADITIONAL = 20_000, 0.05  # letters looked at; the share of them that is in one script alone
_EMPTY = {"", "无", "无。", "/", "—"}


def headings_alone(document: Document, text: Outline, lexicon: Lexicon) -> None:
    """Give headings on problems and measures an empty passage where another heading or the end comes next."""
    lines = [one_line(block.text) if isinstance(block, Paragraph) else "" for block in document.blocks]
    for section, title in text.headings:
        part = next((part for word, part in lexicon.remark_parts if word in title), "")
        below = [lines[at + 1 :][:1] for at, line in enumerate(lines) if line.rstrip("。：:").endswith(title)]
        places = [one for one, _ in text.headings if one != section] + [one for _, one, _ in text.passages()]
        if part in _ASKED and below and not any(place.startswith(section) for place in places):
            if not below[-1] or _HEADING.match(below[-1][0]):
                text.parts.setdefault(part, []).append((f"{section} {title}", ""))


def write_narrative(
    submission: dict, text: Outline, found: Found, lexicon: Lexicon, notes: list[Text]
) -> None:
    """Every passage under the part that its heading names, or under other; texts of the form's own fields
    too."""
    narrative = {
        part: [
            {"section": section, "text": passage} | text.place_of(section, passage)
            for section, passage in text.parts[part]
        ]
        for part in Narrative.model_fields
        if text.parts.get(part)
    }
    for pair in found.remarks:
        if one_line(pair.value) in _EMPTY:
            continue
        part = next((part for word, part in lexicon.remark_parts if word in pair.label), "other")
        narrative.setdefault(part, []).append(
            {"section": f"{pair.label}（{pair.place}）", "text": one_line(pair.value)}
        )
    if narrative:
        submission["narrative"] = {
            part: narrative[part] for part in Narrative.model_fields if part in narrative
        }
    others = dict.fromkeys(section for section, _ in text.parts.get("other", ()))
    if others:
        shown = "、".join(list(others)[:8])
        notes.append(note("other_text", shown=shown))


def write_goal(submission: dict, found: Found, lexicon: Lexicon) -> None:
    """The overall goal of the year: what was expected, what was reached."""
    section = lexicon.tables.goal.section
    if not "".join([*found.goal_expected, *found.goal_actual]).strip():
        return
    actual = _run_on(found.goal_actual)
    label = section.partition(" ")[0] + " 总体目标" if " " in section else "总体目标"
    pieces = []
    for place, piece in passages(label, actual, (BRACKETED, PLAIN), titles=True):
        # 一是 … 二是 … number a whole section; inside an item that has a number they are its sentences.
        pieces.extend(
            [(place, piece)] if place[-1].isdigit() else passages(place, piece, (FIRSTLY,), titles=True)
        )
    submission["overall_goal"] = {
        "section": section,
        "expected": one_line(_run_on(found.goal_expected)),
        "actual": [{"section": place, "text": one_line(piece)} for place, piece in pieces],
    }


def _run_on(pieces: list[str]) -> str:
    """Pieces of one text; a piece that stops in the middle of a sentence goes on in the next."""
    text = ""
    for piece in filter(None, (piece.strip() for piece in pieces)):
        text += ("\n" if text and (text[-1] in "。；！？…：" or _ITEM.match(piece)) else "") + piece
    return text


def in_traditional_script(document: Document, lexicon: Lexicon) -> bool:
    """Whether a document is in traditional characters, of which no label is known here."""
    words = [
        cell.text
        for block in document.blocks
        for cell in ([block] if isinstance(block, Paragraph) else [one for row in block.rows for one in row])
    ]
    text = "".join(words)[:_LONGEST]
    return len(lexicon.pattern("traditional_sign").findall(text)) > _TRADITIONAL * len(text) > 0


def name_another_form(titles: list[str], lexicon: Lexicon, notes: list[Text]) -> None:
    """Ask where the title is that of another paper (绩效目标申报表, 运行监控表) and none of a self-evaluation."""
    lead = next((line for line in titles if lexicon.pattern("another_form").search(line)), "")
    if lead and not any(map(lexicon.pattern("self_evaluation").search, titles)):
        notes.append(note("another_form", title=lead))
