"""Filed documents with one to six things wrong or odd, the same for the same number."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from copy import copy
from pathlib import Path
from xml.etree import ElementTree

from intake_layouts import html_layouts, pdf_layouts, word_layouts
from intake_layouts.content import SEED, Content, content
from mutated_submissions import DATES, MARKS, NUMBERS, TEXTS, UNITS

from perfkit import load_department
from perfkit.intake.workbook import write_template

WORDS = (
    *NUMBERS,
    *TEXTS,
    *UNITS,
    *DATES,
    *MARKS,
    "合计",
    "一级指标",
    "得分",
    "项目名称",
    "部门名称",
    "2020年度",
)
NUMERALS = (
    "0",
    "1",
    "-1",
    "7",
    "200",
    "65535",
    "999999999999",
    "1e9",
    "NaN",
    "0x7f",
    "",
    "A1:ZZ9999999",
    "甲",
)
# What XML can hold: no control characters, no lone surrogates.
PLAIN_WORDS = tuple(word for word in WORDS if word.isprintable() or word == "\u200b")
_PART = re.compile(rb"[0-9]+(?:\.[0-9]+)?|[\xe4-\xe9][\x80-\xbf]{2}[\x80-\xff]*")
_TAG = re.compile(rb"<[^<>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_TOKEN = re.compile(rb"<[0-9A-Fa-f]+>|\[|\]|/\w+|[\w.\-]+")


def documents(folder: Path) -> list[Path]:
    """One report in every layout that is read, and filled in as a workbook."""
    made = content()
    short = Content(made.front, made.paragraphs[:12], made.tasks, made.total, made.goal, made.targets[:6])
    layouts = (word_layouts.merged, word_layouts.cut, word_layouts.reordered)
    folder.mkdir(parents=True, exist_ok=True)
    files = [layout(made, folder / f"{layout.__name__}.docx") for layout in layouts]
    files += [
        html_layouts.page(made, folder / f"{code}.html", code) for code in ("utf-8", "gb18030", "utf-16")
    ]
    files += [
        layout(short, folder / f"{layout.__name__}.pdf")
        for layout in (pdf_layouts.official, pdf_layouts.borderless)
    ]
    department = load_department("sz-sif-longhua_2020").submission
    files += [
        write_template("sz-2020", folder / f"{n}.xlsx", department) for n in ("filled", "again", "third")
    ]
    text = folder / "report.txt"
    text.write_bytes(SEED.read_bytes())
    return [*files, text, text, text]


def mutated(number: int, sources: list[Path], folder: Path) -> Path:
    """Write the document of this number into `folder`."""
    chance = random.Random(number)
    source = chance.choice(sources)
    target = folder / f"m{number}{source.suffix}"
    content, kind = source.read_bytes(), chance.random()
    if kind < 0.1:
        content = _bytes(content, chance)
    elif source.suffix in (".docx", ".xlsx"):
        content = _archive(content, chance)
    elif source.suffix == ".pdf":
        content = _pdf(content, chance)
    else:
        content = _text(content, source, chance)
    target.write_bytes(content)
    return target


def _bytes(content: bytes, chance: random.Random) -> bytes:
    """A file that a disk or a network spoilt."""
    spoilt = bytearray(content or b" ")
    for _ in range(chance.choice((1, 3, 40))):
        at, size = chance.randrange(len(spoilt)), chance.choice((1, 4, 300))
        way = chance.randrange(4)
        if way == 0:
            spoilt[at : at + size] = chance.randbytes(size)
        elif way == 1 and len(spoilt) > 2 * size:
            del spoilt[at : at + size]
        elif way == 2:
            spoilt[at:at] = spoilt[at : at + size] * 3
        elif len(spoilt) > 2000:
            del spoilt[max(at, 1000) :]
    return bytes(spoilt)


def _archive(content: bytes, chance: random.Random) -> bytes:
    """Word or Excel: one or two parts of it changed, lost, or twice there."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    large = sorted(parts, key=lambda name: -len(parts[name]))[:4]
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(large if chance.random() < 0.7 else sorted(parts))
        if chance.random() < 0.06:
            parts[name] = chance.choice((b"", parts[chance.choice(sorted(parts))], b"<a/>"))
        else:
            change = _tree if chance.random() < 0.85 else _markup
            parts[name] = change(parts[name], chance)
    if chance.random() < 0.08:
        del parts[chance.choice(sorted(parts))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _tree(part: bytes, chance: random.Random) -> bytes:
    """Elements lost, twice there, moved or filled otherwise; the XML stays well formed."""
    try:
        root = ElementTree.fromstring(part)
    except ElementTree.ParseError:
        return _bytes(part, chance)
    for _ in range(chance.randint(1, 12)):
        parents = [one for one in root.iter() if len(one)]
        if not parents:
            break
        parent = chance.choice(parents)
        at, way = chance.randrange(len(parent)), chance.randrange(7)
        one = parent[at]
        if way == 0:
            del parent[at]
        elif way == 1:
            copies = chance.choice((1, 2, 60))
            parent[at:at] = [one] * (copies if len(parent) * copies < 20_000 else 1)
        elif way == 2:
            parent[at] = copy(chance.choice(chance.choice(parents)))
        elif way == 3 and one.attrib:
            one.set(chance.choice(sorted(one.attrib)), chance.choice(NUMERALS))
        else:
            filled = [one for one in root.iter() if (one.text or "").strip()]
            if filled:
                hit = chance.choice(filled)
                word = chance.choice(PLAIN_WORDS)
                hit.text = chance.choice((word, hit.text + word, word + hit.text, hit.text * 50))
    return ElementTree.tostring(root, encoding="UTF-8")


def _markup(part: bytes, chance: random.Random) -> bytes:
    """Tags lost, twice there or in another order, whatever becomes of the whole."""
    for _ in range(chance.randint(1, 6)):
        tags = [found.span() for found in _TAG.finditer(part)]
        if not tags:
            return _bytes(part, chance)
        at, way = chance.randrange(len(tags)), chance.randrange(6)
        start, end = tags[at]
        further = tags[min(at + chance.choice((0, 1, 2, 6, 30)), len(tags) - 1)][1]
        if way == 0:
            part = part[:start] + part[further:]
        elif way == 1 and len(part) < 1_000_000:
            part = part[:further] + part[start:further] * chance.choice((1, 2, 60)) + part[further:]
        elif way == 2:
            other, to = chance.choice(tags)
            if end <= other:
                part = part[:start] + part[other:to] + part[end:other] + part[start:end] + part[to:]
        elif way == 3:
            value = b'="' + chance.choice(NUMERALS).encode() + b'"'
            part = part[:start] + re.sub(rb'="[^"]*"', value, part[start:end], count=1) + part[end:]
        else:
            part = _words(part, chance)
    return part


def _words(part: bytes, chance: random.Random) -> bytes:
    """A number or a run of words becomes another."""
    found = list(_PART.finditer(part))
    if not found:
        return part
    start, end = chance.choice(found).span()
    word = chance.choice(WORDS).encode("utf-8", "surrogatepass")
    whole = part[start:end]
    return part[:start] + chance.choice((word, whole + word, word + whole, whole * 50)) + part[end:]


def _text(content: bytes, source: Path, chance: random.Random) -> bytes:
    code = source.stem if source.suffix == ".html" else "utf-8"
    part = content.decode(code).encode()
    for _ in range(chance.randint(1, 3)):
        part = _markup(part, chance) if chance.random() < 0.7 else _lines(part, chance)
    text = part.decode("utf-8", "replace").encode(code, "replace")
    return text if chance.random() < 0.9 else text.decode(code, "replace").encode("utf-8")


def _lines(part: bytes, chance: random.Random) -> bytes:
    lines = part.split(b"\n")
    for _ in range(chance.randint(1, 8)):
        at, way = chance.randrange(len(lines)), chance.randrange(4)
        if way == 0 and len(lines) > 1:
            del lines[at]
        elif way == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif way == 2:
            lines[at] = lines[at] * chance.choice((2, 200))
        else:
            lines[at] = lines[at][: len(lines[at]) // 2]
    return b"\n".join(lines)


def _pdf(content: bytes, chance: random.Random) -> bytes:
    """Words of a stream (a page, a font, the list of objects) or of the objects themselves."""
    streams = list(_STREAM.finditer(content))
    if chance.random() < 0.3:
        return _tokens(content, chance, chance.randint(1, 8))
    stream = chance.choice(streams)
    try:
        inside = zlib.decompress(stream[1])
    except zlib.error:
        return _bytes(content, chance)
    packed = zlib.compress(_tokens(inside, chance, chance.choice((1, 5, 50))))
    return content[: stream.start(1)] + packed.ljust(len(stream[1])) + content[stream.end(1) :]


def _tokens(part: bytes, chance: random.Random, times: int) -> bytes:
    found = list(_TOKEN.finditer(part))
    if not found:
        return part
    chosen = sorted({chance.choice(found).span() for _ in range(times)}, reverse=True)
    for start, end in chosen:
        other = chance.choice(found)[0]
        numeral = chance.choice(NUMERALS).encode()
        part = (
            part[:start] + chance.choice((b"", other, numeral, part[start:end] * 2, b"q " * 200)) + part[end:]
        )
    return part
