"""What a document prints and a draft holds nowhere: listed, so that nothing vanishes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from perfkit.base.text import Text
from perfkit.intake.blocks import Document, Paragraph, distinct, key, one_line
from perfkit.intake.drafted import Draft
from perfkit.intake.label_pairs import label_kinds
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.numbers import plain_number
from perfkit.intake.table_rows import Found

_SIGNS = re.compile(r"[\s:：；;，,。、.（）()“”\"'|→/*_—-]")
_PIECES = re.compile(
    r"[。；;\n]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}[是、]|(?<!\d)\d{1,2}[、.．](?!\d)|\s{2,}|\u3000+"
)
_NUMBER = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章|节)|\d{1,2}(?:[.．]\d{1,2})+|"
    r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[\d.．]+)\s*"
)
_LEAST = 12
_MOST = 400


def left_over(
    document: Document, found: Found, headings: Iterable[str], draft: Draft, lexicon: Lexicon
) -> list[Text]:
    """Every passage and every cell with a number or a sentence that stands nowhere in the draft, with its
    place.

    Labels, heads and the names and telephone numbers of people are no passages.
    """
    told = [text.zh for text in (*draft.notes, *draft.unread, *(one.name for one in draft.not_found))]
    kept = _plain("\n".join([*_texts(draft.submission), *told]))
    quiet = {_plain(pair.value) for pair in found.pairs if pair.kind == "identity.other"}
    quiet |= {_plain(pair.label + pair.value) for pair in found.pairs}
    quiet |= {_plain(text) for text in (*headings, *found.titles, *found.heads)}
    levels = {key(word) for word in lexicon.levels}
    labels, numbers = label_kinds(lexicon), (_NUMBER, lexicon.pattern("title_number"))
    rest: list[Text] = []
    seen: set[str] = set()
    for place, text in _printed(document):
        plain = _plain(text)
        if (
            plain in seen
            or plain in quiet
            or not quiet.isdisjoint(_plain(number.sub("", text)) for number in numbers)
            or re.sub(r"\d+分?$", "", bare(key(text))) in levels
        ):
            continue
        if not all(_is_kept(piece, kept, labels) for piece in _PIECES.split(text)):
            seen.add(plain)
            rest.append(Text(*[f"{place}：{one_line(text)[:_MOST]}"] * 2))
    return rest


def _is_kept(piece: str, kept: str, labels: dict[str, str]) -> bool:
    """Whether a piece of a text stands in the draft, says nothing, or is about a person."""
    plain, number = _plain(piece), plain_number(piece)
    if len(plain) < _LEAST and not any(letter.isdigit() for letter in plain):
        return True
    if plain in kept or (number is not None and _plain(number) in kept):
        return True
    label, colon, value = piece.replace(":", "：").partition("：")
    kind = labels.get(bare(key(re.sub(r"[（(].*?[)）]", "", label))), "")
    return bool(colon) and (kind == "identity.other" or _plain(value) in kept)


def _printed(document: Document) -> Iterator[tuple[str, str]]:
    for block in (*document.blocks, *document.lost):
        if isinstance(block, Paragraph):
            yield str(block.place), block.text
            continue
        for row in block.rows:
            for cell in distinct(row):
                yield str(cell.place), cell.text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _plain(text: str) -> str:
    return _SIGNS.sub("", key(text))
