"""The look of the Word report: official type and spacing in Chinese, a plain book face in English.

方正小标宋简体, 仿宋_GB2312 and 楷体_GB2312 are on the machines of offices and may not be bundled; each is named with the
fonts that stand in for it (w:altName), so that Word and LibreOffice pick a near one where it is absent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

TITLE_FACE, BODY_FACE, HEAD_FACE, KAI_FACE = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
_FONTS = {
    TITLE_FACE: ("方正小标宋_GBK,小标宋,华文中宋,STZhongsong,宋体,SimSun,Noto Serif CJK SC", "roman"),
    BODY_FACE: ("仿宋,FangSong,FangSong_GB2312,华文仿宋,STFangsong,Noto Serif CJK SC", "modern"),
    HEAD_FACE: ("SimHei,Heiti SC,Noto Sans CJK SC,Noto Sans SC", "modern"),
    KAI_FACE: ("楷体,KaiTi,KaiTi_GB2312,华文楷体,STKaiti,Noto Serif CJK SC", "modern"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: faces, size and spacing in points, indents in characters of its own size."""

    name: str
    face: str = BODY_FACE
    size: float = 16
    line: float = 26
    bold: bool = False
    align: str = "both"
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    color: str = ""
    keep: bool = False
    outline: int | None = None
    latin: str = LATIN


def looks(lang: str) -> tuple[Look, ...]:
    """Every paragraph style. In Chinese: 二号 title, 三号 text, 26 points a line, two characters indented."""
    chinese = (
        Look("Normal"),
        Look("Body Text", first=2),
        Look("Title", TITLE_FACE, 22, 34, align="center", after=10, keep=True),
        Look("Heading 1", HEAD_FACE, first=2, before=6, keep=True, outline=0),
        Look("Heading 2", KAI_FACE, first=2, keep=True, outline=1),
        Look("Heading 3", BODY_FACE, bold=True, first=2, keep=True, outline=2),
        Look("Lead", KAI_FACE, 12, 18, align="center", after=4),
        Look("Answer", bold=True, first=2),
        Look("Beside", KAI_FACE, 14, 24, left=2, color="5B6673", after=6),
        Look("Quote", KAI_FACE, left=2),
        Look("List Bullet", left=2),
        Look("Item", size=14, line=20, align="left", left=2),
        Look("Address"),
        Look("Seal", align="right", keep=True),
        Look("Warning", HEAD_FACE, align="center", color="B03A16", after=10, keep=True),
        Look("Caption", HEAD_FACE, 12, 20, align="center", before=12, after=4, keep=True),
        Look("Annex", HEAD_FACE, align="center", before=12, after=6, keep=True, outline=0),
        Look("Note", size=10.5, line=16, align="left", before=2, after=3),
        Look("Table Text", size=10.5, line=16, align="left", before=1, after=1),
        Look("Table Small", size=9, line=13.5, align="left", before=1, after=1),
        Look("Table Code", size=7, line=13, align="left", latin="Courier New"),
        Look("Header", size=9, line=13, align="center", color="5B6673"),
        Look("Footer", "宋体", 14, 20, align="center"),
    )
    if lang != "en":
        return chinese
    sizes = {
        "Title": (17, 24),
        "Heading 1": (14, 22),
        "Heading 2": (12, 19),
        "Beside": (10, 15),
        "Item": (11, 15),
        "Caption": (10.5, 16),
        "Annex": (13, 20),
        "Note": (9, 13),
        "Lead": (10, 15),
        "Table Text": (9.5, 14),
        "Table Small": (8, 11.5),
        "Footer": (10, 14),
    }
    faced = {"Heading 1", "Heading 2", "Heading 3", "Caption", "Annex", "Title"}
    english = []
    for look in chinese:
        size, line = sizes.get(look.name, (11, 17) if look.size == 16 else (look.size, look.line))
        after = max(look.after, 6) if look.size == 16 else look.after
        english.append(
            replace(
                look,
                size=size,
                line=line,
                after=after,
                bold=look.bold or look.name in faced,
                first=0,
                align="left" if look.align == "both" else look.align,
                before=12 if look.name.startswith("Heading") else look.before,
            )
        )
    return tuple(english)


_ONE_PAGE = ("Normal", "Body Text", "Heading 1", "Answer", "Item", "Title")
_SMALLER = 0.75


def apply_styles(document: Document, lang: str, line: float = 0, *, brief: bool = False) -> None:
    """Set every style of the document and its default language.

    Parameters
    ----------
    line : float   points from line to line of Chinese text in 三号, where they are not those of the report
    brief : bool   set smaller, so that the version for a leader's desk stays on one page
    """
    styles = document.styles
    defaults = styles.element.find(qn("w:docDefaults"))
    styles.element.replace(
        defaults, parse_xml(_DEFAULTS.format(spaces=nsdecls("w"), face=BODY_FACE, latin=LATIN))
    )
    known = {style.name: style for style in styles}
    for look in looks(lang):
        if line and lang != "en" and look.size == 16:
            look = replace(look, line=line)
        if brief and look.name in _ONE_PAGE:
            look = replace(look, size=look.size * _SMALLER, line=look.line * _SMALLER, after=look.after / 2)
        style = known.get(look.name) or styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        _set(style.element, look)
    _set(
        styles.add_style("Picture", WD_STYLE_TYPE.PARAGRAPH).element,
        Look("Picture", line=0, align="center", before=6, after=6),
    )
    _set(styles.add_style("Seam", WD_STYLE_TYPE.PARAGRAPH).element, Look("Seam", size=1, line=1))
    for fonts in styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.lower().endswith("theme")]:
            del fonts.attrib[name]  # Word would take the theme's font and not the one named
    size = "" if lang == "en" else '<w:sz w:val="24"/><w:szCs w:val="24"/>'
    for name, more in (("Place", ""), ("Place In Text", size)):
        element = styles.add_style(name, WD_STYLE_TYPE.CHARACTER).element
        element.set(qn("w:styleId"), name.replace(" ", ""))
        element.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:color w:val="5B6673"/>{more}</w:rPr>'))


_DEFAULTS = (
    '<w:docDefaults {spaces}><w:rPrDefault><w:rPr><w:rFonts w:ascii="{latin}" w:hAnsi="{latin}"'
    ' w:eastAsia="{face}" w:cs="{latin}"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US"'
    ' w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
)


def _set(element, look: Look) -> None:
    for tag in ("w:pPr", "w:rPr"):
        old = element.find(qn(tag))
        if old is not None and not (tag == "w:pPr" and old.find(qn("w:numPr")) is not None):
            element.remove(old)
    spaces, em = nsdecls("w"), round(look.size * 20)
    listed = element.find(qn("w:pPr"))
    number = (
        '<w:numPr><w:numId w:val="{}"/></w:numPr>'.format(
            listed.find(qn("w:numPr")).find(qn("w:numId")).get(qn("w:val"))
        )
        if listed is not None
        else ""
    )
    if listed is not None:
        element.remove(listed)
    spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" ' + (
        f'w:line="{round(look.line * 20)}" w:lineRule="exact"/>'
        if look.line
        else 'w:line="240" w:lineRule="auto"/>'
    )
    indent = (
        f'<w:ind w:left="{round(look.left * em)}" w:hanging="{em}"/>'
        if number
        else (
            f'<w:ind w:left="{round(look.left * em)}" w:firstLine="{round(look.first * em)}"/>'
            if look.left or look.first
            else '<w:ind w:left="0" w:firstLine="0"/>'
        )
    )
    outline = f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline is not None else ""
    keep = "<w:keepNext/><w:keepLines/>" if look.keep else ""
    pPr = parse_xml(
        f"<w:pPr {spaces}>{keep}<w:widowControl/>{number}<w:overflowPunct/>{spacing}{indent}<w:jc"
        f' w:val="{look.align}"/>{outline}</w:pPr>'
    )
    weight = "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    color = f'<w:color w:val="{look.color or "000000"}"/>'
    half = round(look.size * 2)
    rPr = parse_xml(
        f'<w:rPr {spaces}><w:rFonts w:ascii="{look.latin}" w:hAnsi="{look.latin}" w:eastAsia="{look.face}"'
        f' w:cs="{look.latin}"/>{weight}<w:i w:val="0"/>{color}<w:sz w:val="{half}"/><w:szCs'
        f' w:val="{half}"/></w:rPr>'
    )
    element.append(pPr)
    element.append(rPr)


def font_table() -> bytes:
    """The fonts of the document with those that stand in for them, word/fontTable.xml."""
    parts = [
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch'
        ' w:val="variable"/></w:font>'
    ]
    for name, (others, family) in _FONTS.items():
        parts.append(
            f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family'
            f' w:val="{family}"/><w:pitch w:val="default"/></w:font>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts'
        f" {nsdecls('w')}>{''.join(parts)}</w:fonts>".encode()
    )


def set_compatibility(document: Document) -> None:
    """Word 2013 layout and later, so that Word does not open the report in compatibility mode."""
    settings = document.settings.element
    compat = settings.find(qn("w:compat"))
    if compat is None:
        compat = OxmlElement("w:compat")
        settings.append(compat)
    for old in compat.findall(qn("w:compatSetting")):
        compat.remove(old)
    setting = OxmlElement("w:compatSetting")
    for key, value in (
        ("name", "compatibilityMode"),
        ("uri", "http://schemas.microsoft.com/office/word"),
        ("val", "15"),
    ):
        setting.set(qn(f"w:{key}"), value)
    compat.append(setting)
