"""The filings in one document: several sheets, several projects or departments are taken apart, never
mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.intake.blocks import Document, Paragraph, Table, distinct, key
from perfkit.intake.columns import header_words, is_header_row
from perfkit.intake.label_pairs import Pair, label_kinds, pairs_below, pairs_of
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.plain_tables import heads_figures
from perfkit.intake.row_filings import project_chapters, project_forms, whole_reports
from perfkit.intake.summary_list import row_of

_LONG = 60
_LISTED = ("得分", "等级", "自评总分", "评分")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}[、．.]\s*([^。；]{2,40})$")
_SENTENCE = ("。", "；")
_FIGURE = re.compile(r"\d(?:分(?!钟)|%|[万亿]?元)")


@dataclass
class _Part:
    """Blocks of one filing, and whom they name."""

    name: tuple[str, str] | None
    blocks: list[Paragraph | Table] = field(default_factory=list)


def filings_in(document: Document, lexicon: Lexicon) -> list[Document]:
    """A document for each filing, in order; the document itself where it holds one.

    A list of several filings (汇总表) is no filing; its row on a filing goes with that filing.
    """
    forms = project_forms(document, lexicon) or project_chapters(document, lexicon)
    if len(forms) > 1:
        return forms
    reader = _Splitter(lexicon)
    blocks = _cut_tables(document.blocks, reader)
    named = {reader.named(block) for block in blocks if isinstance(block, Table)}
    reader.projects = {name for name in named if name and name[0] == "project"}
    for block in blocks:
        reader.take(block)
    parts = reader.finish()
    if len(parts) < 2:
        return whole_reports(document, lexicon) or [document]
    made, year = [], _year_of([block for part in reader.parts if part not in parts for block in part.blocks])
    for part in parts:
        listed = row_of(reader.lists, part.name[1]) if part.name and part.name[0] == "project" else []
        notes = list(document.notes)
        if reader.lists and not listed:
            notes.append(note("list_unread"))
        made.append(Document(document.name, document.kind, part.blocks, notes, listed, document.lost, year))
    return made


def _year_of(blocks: list[Paragraph | Table]) -> int | None:
    """The one year that a document names outside its filings, as that of reports if it can."""
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    named = [set(re.findall(pattern, " ".join(said))) for pattern in (r"(20\d\d)年度", r"(20\d\d)年")]
    return next((int(found.pop()) for found in named if len(found) == 1), None)


def _cut_tables(blocks: list, reader: _Splitter) -> list:
    """Tables that hold a second filing are cut at the title above its first row."""
    result: list = []
    for block in blocks:
        if isinstance(block, Paragraph):
            result.append(block)
            continue
        cuts, current = [], None
        for at, row in enumerate(block.rows):
            name = None if heads_figures(block.rows, at) else reader.named_row(row)
            if name and current and name[0] == current[0] and name != current:
                start = at
                while start > 0 and len(distinct(block.rows[start - 1])) == 1 and start - 1 not in cuts:
                    start -= 1
                cuts.append(start)
            current = name if name and (current is None or name[0] == current[0]) else current
        starts = [0, *cuts]
        for begin, end in zip(starts, [*cuts, len(block.rows)], strict=True):
            result.append(
                Table(block.rows[begin:end], block.aligned, block.page, block.sheet) if cuts else block
            )
    return result


class _Splitter:
    def __init__(self, lexicon: Lexicon):
        self.labels = {
            label: kind for label, kind in label_kinds(lexicon).items() if kind.startswith("identity.")
        }
        self.header_words = header_words(lexicon)
        self.parts: list[_Part] = [_Part(None)]
        self.lists: list[Table] = []
        self.projects: set[tuple[str, str]] = set()
        self.whole = lexicon.whole

    def named_row(self, row) -> tuple[str, str] | None:
        """The project or the department that a row of a form names; None for any other row."""
        cells = distinct(row)
        if len(cells) < 2 or len(cells) > 10 or is_header_row(row, self.header_words, 0.8):
            return None
        if not any(bare(key(cell.text)) in self.labels for cell in cells[:2]):
            return None
        return self._name_in(pairs_of(row, self.labels))

    @staticmethod
    def _name_in(pairs: list[Pair]) -> tuple[str, str] | None:
        values = [(pair, re.sub(r"\s+", "", pair.value)) for pair in pairs]
        named = [
            (p.kind.partition(".")[2], v) for p, v in values if len(bare(key(p.label))) > 2 and len(v) > 1
        ]
        return next((one for kind in ("project", "department") for one in named if one[0] == kind), None)

    def named(self, table: Table) -> tuple[str, str] | None:
        rows = [row for at, row in enumerate(table.rows[:8]) if not heads_figures(table.rows, at)]
        names = [name for row in rows if (name := self.named_row(row))]
        below = (pairs_below(table.rows, at, self.labels) for at in range(min(3, len(table.rows))))
        names += [name for pairs in below if (name := self._name_in(pairs))]
        return next((name for name in names if name[0] == "project"), names[0] if names else None)

    def take(self, block: Paragraph | Table) -> None:
        """Put a block where it belongs."""
        current = self.parts[-1]
        if isinstance(block, Paragraph):
            current.blocks.append(block)
            return
        name = self.named(block)
        if name is None:
            if self._is_list(block):
                self.lists.append(block)
            current.blocks.append(block)
        elif current.name is None and not self._stands_alone(current, name):
            current.name = name
            current.blocks.append(block)
        elif (
            name == current.name
            or current.name is not None
            and current.name[0] == "project"
            and name[0] == "department"
            and not any(self._says_whole(line) for line in _titles(current.blocks))
        ):
            current.blocks.append(block)
        else:
            self._next(current, name, block)

    def _next(self, current: _Part, name: tuple[str, str], block: Table) -> None:
        """A new filing; the short lines above its table are its title."""
        at = len(current.blocks) - len(_titles(current.blocks))
        tables = [n for n, one in enumerate(current.blocks) if isinstance(one, Table)]
        for n in range(tables[-1] + 1 if tables else 1, at):
            one = current.blocks[n]
            begun = tables or any(_is_text(above) for above in current.blocks[:n])
            if begun and isinstance(one, Paragraph) and _is_title(one):
                at = n  # the report that the table belongs to begins here
                break
        title, current.blocks = current.blocks[at:], current.blocks[:at]
        known = next((part for part in self.parts if part.name == name), None)
        if known is None:
            self.parts.append(_Part(name, [*title, block]))
        else:
            known.blocks.extend([*title, block])

    def _is_list(self, table: Table) -> bool:
        """A list of projects with their points: a summary of filings."""
        for row in table.rows[:4]:
            heads = [key(cell.text) for cell in distinct(row)]
            if any(head.endswith("项目名称") for head in heads) and any(
                word in head for head in heads for word in _LISTED
            ):
                return True
        return False

    def _stands_alone(self, part: _Part, name: tuple[str, str]) -> bool:
        """Whether what came before a project's form is a filing, or a list, of its own."""
        if any(block in self.lists for block in part.blocks):
            return True
        if name[0] != "project":
            return False
        texts = [block.text for block in part.blocks if isinstance(block, Paragraph)]
        front, chapters = "".join(texts[:6]), _chapters(part.blocks)
        has_text = sum(len(text) > _LONG for text in texts) >= 3 or len(chapters) > 1
        if self._says_whole(front) and (has_text or any(isinstance(one, Table) for one in part.blocks)):
            return True
        if name[1] not in re.sub(r"\s+", "", front) and self._reports_whole(part.blocks):
            return True
        if len(chapters) < 2 or name[1] in re.sub(r"\s+", "", front):
            return False
        own = any(one in self.whole["chapters"] for one in chapters) and not any(
            "项目" in one for one in chapters
        )
        return own or len(self.projects) > 1

    def _reports_whole(self, blocks: list[Paragraph | Table]) -> bool:
        """Whether blocks begin with the title of a report on the whole and a sentence gives figures."""
        lines = [block for block in blocks[:3] if isinstance(block, Paragraph) and _is_title(block)]
        titled = any(word in key(line.text) for line in lines for word in self.whole["reports"])
        return titled and any(
            isinstance(one, Paragraph) and _is_text(one) and _FIGURE.search(key(one.text)) for one in blocks
        )

    def _says_whole(self, text: str) -> bool:
        return any(word in text for word in self.whole["titles"])

    def finish(self) -> list[_Part]:
        """The filings; a part that is only a list is none."""
        return [
            part
            for part in self.parts
            if any(isinstance(block, Table) and block not in self.lists for block in part.blocks)
            or (part.name is None and len(self.parts) == 1)
            or sum(isinstance(block, Paragraph) and len(block.text) > _LONG for block in part.blocks) >= 3
            or len(_chapters(part.blocks)) > 1
            or self._reports_whole(part.blocks)
        ]


def _is_text(block: Paragraph | Table) -> bool:
    """Whether it is a sentence or more, and no title, label or line of an address."""
    return isinstance(block, Paragraph) and (len(block.text) >= _LONG or block.text.endswith(_SENTENCE))


def _is_title(line: Paragraph) -> bool:
    text = key(line.text)
    return (
        not _is_text(line) and "自评" in text and text.endswith(("报告", "表")) and not _CHAPTER.match(text)
    )


def _titles(blocks: list[Paragraph | Table]) -> list[str]:
    """The short lines at the end, which are titles of what follows."""
    found: list[str] = []
    for block in reversed(blocks):
        if not isinstance(block, Paragraph) or _is_text(block):
            break
        found.append(block.text)
    return found


def _chapters(blocks: list[Paragraph | Table]) -> list[str]:
    """Titles of the numbered chapters (一、部门概况)."""
    texts = (block.text.strip() for block in blocks if isinstance(block, Paragraph))
    return [key(match[1]) for text in texts if (match := _CHAPTER.match(text))]
