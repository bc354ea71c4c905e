"""Numbers that Word draws in front of paragraphs and that are not in their text: 一、 （二） 3."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from perfkit.base.numerals import in_numerals

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def attribute(element: Element | None, name: str) -> str:
    """An attribute of the w: namespace, or an empty text."""
    return (element.get(f"{W}{name}") or "") if element is not None else ""


class Numbering:
    """The lists of a document and how far each has counted.

    Parameters
    ----------
    numbering, styles : the roots of word/numbering.xml and word/styles.xml; None where absent
    """

    def __init__(self, numbering: Element | None, styles: Element | None):
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.abstract: dict[str, str] = {}
        self.counters: dict[str, dict[int, int]] = {}
        self.styles: dict[str, Element] = {
            attribute(style, "styleId"): style
            for style in (styles if styles is not None else ())
            if style.tag == f"{W}style"
        }
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        shapes: dict[str, dict[int, tuple[str, str, int]]] = {}
        for element in numbering.findall(f"{W}abstractNum"):
            shapes[attribute(element, "abstractNumId")] = {
                _integer(attribute(level, "ilvl")): _shape(level) for level in element.findall(f"{W}lvl")
            }
        for element in numbering.findall(f"{W}num"):
            number = attribute(element, "numId")
            abstract = attribute(element.find(f"{W}abstractNumId"), "val")
            levels = dict(shapes.get(abstract, {}))
            self.abstract[number] = abstract
            for override in element.findall(f"{W}lvlOverride"):
                at = _integer(attribute(override, "ilvl"))
                start = attribute(override.find(f"{W}startOverride"), "val")
                if at in levels and start.isdecimal():
                    levels[at] = (*levels[at][:2], int(start))
                    self.abstract[number] = f"{abstract}/{number}"  # an override counts on its own
            self.levels[number] = levels

    def label(self, paragraph: Element) -> str:
        """The number that Word would draw, counted on; empty for a plain paragraph or a bullet.

        Returns
        -------
        str   such as "一、" or "（二）"; a space follows where the format has no punctuation.
        """
        number, at = self._place(paragraph)
        levels = self.levels.get(number, {})
        if at not in levels:
            return ""
        counts = self.counters.setdefault(self.abstract.get(number, number), {})
        counts[at] = counts.get(at, levels[at][2] - 1) + 1
        for deeper in [level for level in counts if level > at]:
            del counts[deeper]
        text = levels[at][1]
        if levels[at][0] == "bullet" or "%" not in text:
            return ""
        for level in range(at + 1):
            kind, _, start = levels.get(level, ("decimal", "", 1))
            text = text.replace(f"%{level + 1}", _written(counts.get(level, start), kind))
        return text if not text[-1:].isalnum() else text + " "

    def _place(self, paragraph: Element) -> tuple[str, int]:
        properties = paragraph.find(f"{W}pPr")
        style, seen = attribute(properties.find(f"{W}pStyle"), "val") if properties is not None else "", set()
        number, level = _num(properties)
        while not number and style in self.styles and style not in seen:
            seen.add(style)
            element = self.styles[style]
            number, inherited = _num(element.find(f"{W}pPr"))
            level = level or inherited
            style = attribute(element.find(f"{W}basedOn"), "val")
        return ("", 0) if number in ("", "0") else (number, level)

    def is_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph has a heading style or an outline level."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return False
        if properties.find(f"{W}outlineLvl") is not None:
            return _integer(attribute(properties.find(f"{W}outlineLvl"), "val")) < 9
        style = self.styles.get(attribute(properties.find(f"{W}pStyle"), "val"))
        name = attribute(style.find(f"{W}name"), "val").lower() if style is not None else ""
        return name.startswith(("heading", "标题", "title"))


def _num(properties: Element | None) -> tuple[str, int]:
    element = properties.find(f"{W}numPr") if properties is not None else None
    if element is None:
        return "", 0
    return attribute(element.find(f"{W}numId"), "val"), _integer(attribute(element.find(f"{W}ilvl"), "val"))


def _shape(level: Element) -> tuple[str, str, int]:
    start = attribute(level.find(f"{W}start"), "val")
    return (
        attribute(level.find(f"{W}numFmt"), "val") or "decimal",
        attribute(level.find(f"{W}lvlText"), "val"),
        _integer(start) if start else 1,
    )


def _integer(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _written(number: int, kind: str) -> str:
    if kind.startswith(("chinese", "japaneseCounting", "ideographDigital", "taiwanese", "japaneseDigital")):
        return in_numerals(number)
    if kind.startswith("decimalEnclosed") and 0 < number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if kind == "lowerLetter" and 0 < number <= 26:
        return chr(96 + number)
    if kind == "upperLetter" and 0 < number <= 26:
        return chr(64 + number)
    return str(number)
