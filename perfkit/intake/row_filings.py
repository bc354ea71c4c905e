"""A list with a row for each target of several projects: taken apart into a form for each project."""

from __future__ import annotations

import re

from perfkit.intake.blocks import Cell, Document, Paragraph, Table, distinct, key
from perfkit.intake.columns import recognise
from perfkit.intake.figure_text import plain
from perfkit.intake.label_pairs import label_kinds
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.named_bodies import body_in_a_title

_FIRST_ROWS, _TEXT = 4, 20
_CHAPTER = re.compile(r"([一二三四五六七八九十]+)、\s*([^，,。；;]{2,40})$")


def project_forms(document: Document, lexicon: Lexicon) -> list[Document]:
    """A document for each project of a list of targets; empty where no table is such a list.

    The columns that hold the same in every row of a project become labels with values and a block of money.
    """
    labels = label_kinds(lexicon)
    for block in document.blocks:
        if not isinstance(block, Table) or not block.aligned:
            continue
        for at, head in enumerate(block.rows[:_FIRST_ROWS]):
            kinds = [labels.get(bare(key(cell.text)), "") for cell in head]
            columns = recognise([head], block.rows[at + 1 :], lexicon.tables.targets, lexicon, True)
            if "identity.project" in kinds and {"name", "expected"} <= set(columns.index):
                body = [row for row in block.rows[at + 1 :] if len(distinct(row)) >= 3]
                rest = [other for other in document.blocks if isinstance(other, Paragraph)]
                return _forms(document, rest, head, body, kinds, set(columns.index.values()))
    return []


def project_chapters(document: Document, lexicon: Lexicon) -> list[Document]:
    """A document for each project of a report with a chapter and a total for each (一、某项目 … 自评得分95分).

    Empty for any other; what stands outside the chapters goes with all of them.
    """
    blocks = [block for block in document.blocks if isinstance(block, Paragraph)]
    if len(blocks) < len(document.blocks):
        return []  # tables tell filings apart
    titles = [_CHAPTER.match(block.text.strip()) for block in blocks]
    starts = [at for at, title in enumerate(titles) if title] + [len(blocks)]
    parts = {
        (title[2].rstrip("：:"), begin, end)
        for begin, end in zip(starts, starts[1:], strict=False)
        if (title := titles[begin])
        and title[2].rstrip("：:").endswith(tuple(lexicon.figures.things))
        and any(
            one.compiled.search(plain(block.text).text)
            for block in blocks[begin:end]
            for one in lexicon.conclusion.total
        )
    }
    rest = [block for at, block in enumerate(blocks) if not any(begin <= at < end for _, begin, end in parts)]
    named = sorted(parts, key=lambda part: part[1]) if len(parts) > 1 else []
    return [
        document.holding(
            [*rest, Paragraph(f"项目名称：{name}", place=blocks[at].place), *blocks[at + 1 : end]]
        )
        for name, at, end in named
    ]


def whole_reports(document: Document, lexicon: Lexicon) -> list[Document]:
    """A document for each report under a title of its own (甲局2023年度部门整体支出绩效自评报告 …… 乙局2023年度…).

    Empty where no two titles name different bodies, or one has no text below it.
    """
    found: list[tuple[int, str]] = []
    for at, block in enumerate(document.blocks):
        text = block.text.strip() if isinstance(block, Paragraph) else ""
        if lexicon.pattern("title_of_a_report").fullmatch(re.sub(r"\s+", "", text)):
            name = body_in_a_title(text, [], lexicon)
            if name and not (found and name == found[-1][1]):
                found.append((at, name))
    names = [name for _, name in found]
    if len(set(names)) < max(2, len(names)):
        return []
    ends = [at for at, _ in found[1:]] + [len(document.blocks)]
    texts = [
        [len(one.text) for one in document.blocks[at + 1 : end] if isinstance(one, Paragraph)]
        for (at, _), end in zip(found, ends, strict=True)
    ]
    if (
        len(set(names)) < len(names)
        or len(names) < 2
        or not all(max(one, default=0) > _TEXT for one in texts)
    ):
        return []
    starts = [0, *ends[:-1]]
    return [document.holding(document.blocks[at:end]) for at, end in zip(starts, ends, strict=True)]


def _forms(
    document: Document,
    rest: list[Paragraph],
    head: list[Cell],
    body: list[list[Cell]],
    kinds: list[str],
    targets: set[int],
) -> list[Document]:
    named = kinds.index("identity.project")
    coded = kinds.index("identity.code") if "identity.code" in kinds else named
    groups: dict[str, list[list[Cell]]] = {}
    for row in body:
        if len(row) == len(head) and row[named].text.strip():
            groups.setdefault(row[coded].text.strip() or row[named].text.strip(), []).append(row)
    found = []
    for rows in groups.values():
        same = [
            at
            for at in range(len(head))
            if at not in targets and len({key(row[at].text) for row in rows}) == 1 and head[at].text.strip()
        ]
        said = [at for at in same if kinds[at].startswith(("identity.", "row."))]
        pairs = [[head[at], rows[0][at]] for at in said]
        money = [at for at in same if at not in said]
        changing = [at for at in range(len(head)) if at not in same]
        tables = [Table([pair], True, 0, "") for pair in pairs]
        label = Cell("年度资金总额", -1.0, 0.0)
        if money:
            tables.insert(0, Table([[Cell("", -1.0, 0.0), *_at(head, money)], [label, *_at(rows[0], money)]]))
        tables.append(Table([_at(head, changing), *(_at(row, changing) for row in rows)]))
        found.append(document.holding([*rest, *tables]))
    return found


def _at(row: list[Cell], columns: list[int]) -> list[Cell]:
    """Some cells of a row; those of a list have their places from the column where the format gives none."""
    return [
        cell if cell.right > cell.left else Cell(cell.text, float(at), at + 1.0, cell.place, cell.header)
        for at in columns
        for cell in [row[at]]
    ]
