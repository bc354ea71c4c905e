"""The Chinese font cut to one page's characters, so that the page is one file and readable anywhere.

A general subsetter parses and rewrites every table of a 10 MB font, which takes longer than the
whole report. Here the glyph outlines are copied as bytes; the container is written by fontTools.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.sfnt import SFNTWriter
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from perfkit.base.paths import fonts_root

REGULAR = "NotoSansSC-Regular.ttf"
_COPIED = ("OS/2", "head", "hhea", "maxp", "name", "post")
_MORE_COMPONENTS, _WORDS, _SCALE, _XY_SCALE, _TWO_BY_TWO = 0x20, 0x1, 0x8, 0x40, 0x80


@dataclass(frozen=True)
class _Font:
    """A TrueType font opened once: where each outline lies, and what each character is drawn with."""

    glyphs: bytes
    offsets: tuple[int, ...]
    metrics: bytes
    long_metrics: int
    characters: dict[int, int]
    tables: dict[str, bytes]

    def outline(self, glyph: int) -> bytes:
        return self.glyphs[self.offsets[glyph] : self.offsets[glyph + 1]]

    def metric(self, glyph: int) -> bytes:
        if glyph < self.long_metrics:
            return self.metrics[4 * glyph : 4 * glyph + 4]
        advance = self.metrics[4 * (self.long_metrics - 1) : 4 * (self.long_metrics - 1) + 2]
        bearing = 4 * self.long_metrics + 2 * (glyph - self.long_metrics)
        return advance + self.metrics[bearing : bearing + 2]


@lru_cache(maxsize=2)
def _open(path: Path) -> _Font:
    font = TTFont(path, lazy=True)
    reader = font.reader
    # Any names will do; the font has none, and to make them from its characters takes long.
    font.setGlyphOrder([str(glyph) for glyph in range(font["maxp"].numGlyphs)])
    characters = {code: int(name) for code, name in font.getBestCmap().items()}
    offsets = tuple(font["loca"].locations)
    tables = {name: bytes(reader[name]) for name in _COPIED}
    return _Font(
        bytes(reader["glyf"]),
        offsets,
        bytes(reader["hmtx"]),
        font["hhea"].numberOfHMetrics,
        characters,
        tables,
    )


def _components(outline: bytes) -> Iterable[tuple[int, int]]:
    """(place in the outline, glyph) of every part of a composite glyph."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at = 10
    while True:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0
        if not flags & _MORE_COMPONENTS:
            return


def web_font(text: str) -> bytes:
    """A WOFF file that draws every character of `text`, the page's, that the bundled regular face has.

    Returns
    -------
    bytes   the same for the same characters.

    Examples
    --------
    >>> web_font("绩效")[:4], len(web_font("绩效")) < 5_000
    (b'wOFF', True)
    """
    return _cut(frozenset(text), fonts_root() / REGULAR)


@lru_cache(maxsize=8)
def _cut(text: frozenset[str], path: Path) -> bytes:
    font = _open(path)
    wanted = {
        ord(character): font.characters[ord(character)]
        for character in sorted(text)
        if ord(character) in font.characters
    }
    kept = list(dict.fromkeys((0, *wanted.values())))
    place = {glyph: index for index, glyph in enumerate(kept)}
    outlines = []
    for glyph in kept:  # grows while composite glyphs name their parts
        outline = bytearray(font.outline(glyph))
        for at, part in _components(bytes(outline)):
            if part not in place:
                place[part] = len(kept)
                kept.append(part)
            struct.pack_into(">H", outline, at, place[part])
        outlines.append(bytes(outline) + bytes(-len(outline) % 4))
    return _write(font, kept, outlines, {code: place[glyph] for code, glyph in wanted.items()})


def _write(font: _Font, kept: list[int], outlines: list[bytes], characters: dict[int, int]) -> bytes:
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    head, hhea, maxp = (bytearray(font.tables[name]) for name in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)  # long offsets
    struct.pack_into(">H", hhea, 34, len(kept))
    struct.pack_into(">H", maxp, 4, len(kept))
    tables = {
        "OS/2": font.tables["OS/2"],
        "cmap": _cmap(characters),
        "glyf": b"".join(outlines),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(font.metric(glyph) for glyph in kept),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "maxp": bytes(maxp),
        "name": font.tables["name"],  # who made it and under which licence; browsers refuse a font without
        "post": struct.pack(">L", 0x00030000) + font.tables["post"][4:32],
    }
    file = BytesIO()
    writer = SFNTWriter(file, len(tables), flavor="woff")
    for name, content in tables.items():
        writer[name] = content
    writer.close()
    return file.getvalue()


def _cmap(characters: dict[int, int]) -> bytes:
    table = newTable("cmap")
    table.tableVersion = 0
    table.tables = []
    names = {code: f"g{glyph}" for code, glyph in characters.items()}
    for kind, codes in ((4, {c: n for c, n in names.items() if c <= 0xFFFF}), (12, names)):
        part = CmapSubtable.newSubtable(kind)
        part.platformID, part.platEncID, part.language, part.cmap = 3, 1 if kind == 4 else 10, 0, codes
        if kind == 12:
            part.reserved, part.length, part.nGroups, part.format = 0, 0, 0, 12
        table.tables.append(part)
    order = _Order(characters)
    return table.compile(order)


class _Order:
    """What fontTools asks a font for when it writes a character map: the number of a glyph's name."""

    def __init__(self, characters: dict[int, int]):
        self._glyphs = {f"g{glyph}": glyph for glyph in characters.values()}

    def getReverseGlyphMap(self, rebuild: bool = False) -> dict[str, int]:
        return self._glyphs

    def getGlyphID(self, name: str) -> int:
        return self._glyphs[name]

    def getGlyphIDMany(self, names: Iterable[str]) -> list[int]:
        return [self._glyphs[name] for name in names]
