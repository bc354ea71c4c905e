"""Cut NotoSansSC-Bold.otf from the variable Noto Sans SC. Run by hand, once; README.md beside it says how."""

from __future__ import annotations

import sys

BOLD = 700
# A point of the outline may move by one unit of 1000 when curves are rewritten.
CURVE_ERROR = 1.0
SIGNS = "≥≤−①✓✗㎡％‰→←↑↓■□▲▼●○×÷"


def wanted_characters() -> set[int]:
    """Every character of GBK, Latin letters and the signs that reports print.

    Examples
    --------
    >>> all(ord(character) in wanted_characters() for character in "部门绩效喆堃镕昇玥赟翀祎≥㎡")
    True
    """
    wanted = set(range(0x20, 0x250)) | set(range(0x2000, 0x2070)) | {ord(sign) for sign in SIGNS}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                wanted.add(ord(bytes([lead, trail]).decode("gbk")))
            except UnicodeDecodeError:
                continue
    return wanted


def cut_bold(variable_font: str, target: str) -> None:
    """Write the Bold instance of a variable font, GBK only, as OpenType with cubic curves.

    Parameters
    ----------
    variable_font : str   path of NotoSansSC[wght].ttf
    target : str          path to write, .otf
    """
    import cffsubr
    from fontTools import subset
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.qu2cuPen import Qu2CuPen
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(variable_font, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": BOLD}, updateFontNames=True, inplace=True)

    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "VORG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted_characters())
    cutter.subset(font)

    glyphs = font.getGlyphSet()
    outlines = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(font["hmtx"][name][0], glyphs)
        glyphs[name].draw(Qu2CuPen(pen, max_err=CURVE_ERROR, all_cubic=True, reverse_direction=True))
        outlines[name] = pen.getCharString()
    for table in ("glyf", "loca", "gasp", "fpgm", "prep", "cvt ", "STAT"):
        if table in font:
            del font[table]
    builder = FontBuilder(font=font)
    builder.isTTF = False
    font.sfntVersion = "OTTO"
    names = {"FullName": "Noto Sans SC Bold", "FamilyName": "Noto Sans SC", "Weight": "Bold"}
    builder.setupCFF("NotoSansSC-Bold", names, outlines, {})
    builder.setupMaxp()
    builder.setupPost(keepGlyphNames=False)
    cffsubr.subroutinize(font)
    font.save(target)


if __name__ == "__main__":
    cut_bold(sys.argv[1], sys.argv[2])
