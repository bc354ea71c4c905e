"""From a document to draft submissions: every value with its quote and place, what was not found listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text
from perfkit.intake.account_tables import account_money, add_accounts
from perfkit.intake.blocks import Cell, Document, Paragraph, Table, distinct, key, one_line
from perfkit.intake.conclusion import Parts, cite_tables, known_rubrics, write_blocks, write_scores
from perfkit.intake.drafted import Draft, Missing, filing_name, name_missing
from perfkit.intake.family import Family, family_of, national_lexicon
from perfkit.intake.filings import filings_in
from perfkit.intake.form_rows import Reading, earns, read_tasks
from perfkit.intake.forms import Recognised, recognise_form
from perfkit.intake.headings import mend
from perfkit.intake.identity import cited, identify
from perfkit.intake.leftovers import left_over
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.money_rows import read_money
from perfkit.intake.notes import note
from perfkit.intake.official_tables import official_tables
from perfkit.intake.open_file import open_document
from perfkit.intake.outline import outline
from perfkit.intake.printed_tables import printed_tables
from perfkit.intake.score_rows import fitting_rubric
from perfkit.intake.sources import Sources
from perfkit.intake.stacked_cells import stacked_tables
from perfkit.intake.stated_facts import write_facts
from perfkit.intake.stated_points import block_points, execution_points, most_points
from perfkit.intake.statements import Most, Stated, unconfirmed
from perfkit.intake.summary_list import add_listed
from perfkit.intake.target_rows import read_targets
from perfkit.intake.text_targets import targets_in_text
from perfkit.intake.texts import (
    headings_alone,
    in_traditional_script,
    name_another_form,
    write_goal,
    write_narrative,
)
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric

_OF_SUMS = (("budget", "budget_total", "元"), ("spent", "spent_total", "元"), ("rate", "execution_rate", "%"))


def read_filings(path: Path | str, *, rubric: str = "") -> list[Draft]:
    """Read a document into drafts, one for each filing in it.

    Parameters
    ----------
    path : Path     .docx, .pdf, .txt, .html …
    rubric : str    id of the rubric whose form it is; recognised unless given, and empty where none is

    Raises
    ------
    SubmissionError   the file cannot be read, or holds no form or heading of a self-evaluation.
    RubricError       no such rubric, or no labels for its documents.
    """
    path = Path(path)
    table = load_rubric(rubric) if rubric else None
    family = family_of(rubric) if rubric else None
    document = _without_prompts(open_document(path), national_lexicon())
    return [assemble(part, path, family, table) for part in filings_in(document, national_lexicon())]


def _without_prompts(document: Document, lexicon: Lexicon) -> Document:
    """The document without what its template asks people to write (（填写项目全称）, 如：…); they are noted."""
    found: list[str] = []
    texts: list[Paragraph | Cell] = [block for block in document.blocks if isinstance(block, Paragraph)]
    tables = (block for block in document.blocks if isinstance(block, Table))
    for one in (*texts, *(cell for table in tables for row in table.rows for cell in row)):
        for prompt in lexicon.prompts:
            found += (match[0] for match in prompt.compiled.finditer(one.text))
            one.text = prompt.compiled.sub("", one.text)
    kept = (block for block in document.blocks if isinstance(block, Table) or block.text.strip())
    document.blocks = list(kept) if found else document.blocks
    if found:
        document.notes.append(note("prompts_left_out", count=len(found), listed=found[:5]))
    return document


def read_report(path: Path | str, *, rubric: str = "") -> Draft:
    """Read a document that holds one filing; see `read_filings`.

    Raises
    ------
    SubmissionError   also where the document holds several filings.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> draft = read_report(data_root() / "departments" / "sz-sif-longhua_2020" / "source.txt")
    >>> len(draft.submission["tasks"]["rows"]), len(draft.submission["targets"]["rows"])
    (7, 62)
    >>> draft.form.family.id, draft.submission["self_evaluation"]["rubric"]
    ('sz', 'sz-2020')
    """
    drafts = read_filings(path, rubric=rubric)
    if len(drafts) > 1:
        names = "、".join(filing_name(draft.submission) for draft in drafts)
        raise SubmissionError(note("several_filings", name=Path(path).name, count=len(drafts), names=names))
    return drafts[0]


def assemble(
    document: Document, path: Path, family: Family | None = None, rubric: Rubric | None = None
) -> Draft:
    """The draft of a document whose blocks are known and hold one filing.

    Parameters
    ----------
    family : the form; recognised unless given
    rubric : the scoring table; taken only where its rows are printed unless given
    """
    lexicon = family.lexicon if family else national_lexicon()
    if traditional := in_traditional_script(document, lexicon):
        document.notes.append(note("traditional_script", name=path.name))
    stacked_tables(document, lexicon)
    parts = _read(document, lexicon, family.kind if family else "")
    form = Recognised(family)
    if family is None:
        form = _form(document, parts, lexicon)
        if form.family is not None and (
            form.family.kind == "project" or form.family.add or form.family.remove
        ):
            lexicon = form.family.lexicon
            parts = _read(document, lexicon, form.family.kind)
    titles = [key(line).partition("·")[0] for line in (*parts.text.front[:6], *parts.found.titles)]
    if any(line.endswith(tuple(lexicon.reviews)) for line in titles):
        raise SubmissionError(note("is_a_review", name=path.name))
    titled = lexicon.pattern("self_evaluation").search(key("".join(parts.text.front[:6])))
    if not parts.text.headings and not any(parts.found.rows.values()) and form.family is None and not titled:
        named = note("no_self_evaluation", name=path.name)
        raise SubmissionError(note("traditional_script", name=path.name) if traditional else named)
    draft = Draft(
        {"synthetic": False, "unconfirmed": True}, notes=list(document.notes), source=path, form=form
    )
    name_another_form(titles, lexicon, draft.notes)
    _identity(draft, parts, path)
    texts = {f"project.{part}": text for part, text in draft.submission.get("project", {}).items()}
    draft.places |= cited(parts.named, texts, parts.sources)
    if parts.text.signed:
        draft.submission["source"]["redacted"] = list(dict.fromkeys(parts.text.signed))
    write_narrative(draft.submission, parts.text, parts.found, lexicon, draft.notes)
    write_goal(draft.submission, parts.found, lexicon)
    _tables(draft, parts)
    cite_tables(draft, parts, lexicon)
    write_scores(draft, parts, lexicon, rubric)
    write_blocks(draft, parts)
    if form.family is not None and form.family.kind == "accounts":
        parts.money = account_money(document)  # the prescribed tables have readers of their own
    else:
        add_accounts(parts.money, document)
    add_listed(parts.money, document.listed, lexicon)
    write_facts(draft, parts, lexicon)
    name_missing(draft)
    draft.printed = parts.found.printed()
    headings = [title for _, title in parts.text.headings]
    draft.rest = left_over(document, parts.found, headings, draft, lexicon)
    draft.submission["source"]["places"] = {path: place for path, place in draft.places.items() if place}
    if boxes := parts.sources.boxes(draft.submission):
        draft.submission["source"]["boxes"] = boxes
    if printed := printed_tables(document, draft.notes):
        draft.submission["printed"] = printed
    return draft


def _read(document: Document, lexicon: Lexicon, kind: str) -> Parts:
    found = official_tables(document, lexicon)
    kept = document.holding([block for block in document.blocks if id(block) not in found.taken])
    if not any(row.place.row for row in found.rows["targets"]):  # none of a table
        # Lines that made cards are read too: a card holds one target, a line may tell several.
        shown = (block for block in document.blocks if isinstance(block, Paragraph))
        found.rows["targets"] = max(found.rows["targets"], targets_in_text(shown, lexicon), key=len)
    text = outline(kept, lexicon)
    headings_alone(document, text, lexicon)
    whole = mend([block for block in kept.blocks if isinstance(block, Paragraph)], begun=False)
    paragraphs = [paragraph.text for paragraph in whole]
    front = [*text.front, *found.titles]
    named = identify(front, found.pairs, lexicon, paragraphs, kind, document.year)
    readings = {
        "tasks": read_tasks(found.rows["tasks"], lexicon),
        "targets": read_targets(found.rows["targets"], lexicon),
    }
    money = read_money(found.rows["money"], lexicon, named.year, kind)
    told = [Paragraph(f"{pair.label}：{pair.value}", place=pair.place) for pair in found.remarks]
    said = document.holding([*kept.blocks, *told])
    if "execution" not in readings["targets"].end:
        execution_points(money, said, lexicon)
    block_points(said, readings["targets"], money, lexicon)
    most_points(said, readings["targets"], lexicon)
    end = readings["tasks"].end
    sums, most = end.get("whole", {}), found.maxima.get("execution", Most("", "")).points
    basic = _basic_task(readings["tasks"]) if kind != "project" else {}
    earned = bool(basic) or "execution" in end or earns(sums, found.execution[0], most)
    for side, fact in (("budget", "basic_budget"), ("spent", "basic_spent")):
        if side in basic and all(one.fact != fact for one in money.facts):
            quote = f"{basic['name']} {basic[side]}"
            money.facts.append(Stated(fact, unconfirmed(basic[side], "元", basic["place"], quote)))
    for part, fact, unit in _OF_SUMS if earned else ():
        if part in sums and all(one.fact != fact for one in money.facts):
            quote = f"{lexicon.tables.tasks.totals[0]} {sums[part]}"
            money.facts.append(Stated(fact, unconfirmed(sums[part], unit, end["places"][part], quote)))
    money.figures.extend(readings["targets"].figures)
    stated = {one.fact for one in money.facts}
    money.facts.extend(one for one in readings["targets"].facts if one.fact not in stated)
    money.earn(found.execution[0], "", found.execution[1])
    for row in found.labelled:
        money.earn(*row.points())
    return Parts(found, text, named, readings, money, Sources(document))


def _basic_task(tasks: Reading) -> dict:
    """The row of all basic expenditure in a table of tasks with its sum: that is the whole budget then."""
    rows = [row for row in tasks.entries.get("rows", ()) if key(row["name"]) == "基本支出"]
    return rows[0] if len(rows) == 1 and tasks.end.get("whole") else {}


def _form(document: Document, parts: Parts, lexicon: Lexicon) -> Recognised:
    rubric = fitting_rubric(parts.found.rows["scores"], lexicon, known_rubrics())
    paragraphs = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    short = [text for text in paragraphs if len(text) < 60 and text[-1:] not in "。；"]
    front = parts.text.front
    return recognise_form(
        [
            *front,
            *map("".join, pairwise(front[:6])),
            *parts.found.titles,
            *(text for text in short if text.endswith(("表", "报告"))),
        ],
        [*(pair.label for pair in parts.found.pairs), *(re.split("[:：]", line)[0] for line in front)],
        [*parts.found.heads, *(f"（{most}分）" for _, most, _ in parts.found.maxima.values())],
        [
            *paragraphs,
            "".join(paragraphs),
            *(cell.text for row in parts.found.rows["scores"] for cell in row.cells),
        ],
        rubric.id if rubric else "",
    )


def _identity(draft: Draft, parts: Parts, path: Path) -> None:
    named, digest = parts.named, sha256(path.read_bytes()).hexdigest()
    family = draft.form.family
    identity = {"id": named.identifier(digest)}
    if named.department:
        identity["name"] = named.department
    draft.submission["department"] = identity
    draft.notes.append(note("provisional_id", id=identity["id"]))
    draft.notes.extend(named.notes)
    if named.year:
        draft.submission["year"] = named.year
    if named.title:
        draft.submission["title"] = named.title
    draft.submission["form"] = {
        "family": family.id if family else "",
        "kind": family.kind if family else "",
        "title": named.title,
    }
    if named.project:
        parts_of = {"name": named.project} | {
            one: getattr(named, one) for one in ("code", "authority", "unit")
        }
        draft.submission["project"] = {part: value for part, value in parts_of.items() if value}
    name = path.name.encode(
        "utf-8", "backslashreplace"
    ).decode()  # one that is no UTF-8 is written with escapes
    draft.submission["source"] = {"file": name, "note": f"由程序读出，未经人工确认；sha256 {digest}"}


def _tables(draft: Draft, parts: Parts) -> None:
    for name, reading in parts.readings.items():
        if reading.entries.get("rows"):
            draft.submission[name] = reading.entries
        draft.not_found.extend(Missing(path, text) for path, text in reading.missing)
        draft.notes.extend(reading.notes)
    for section, head, place in dict.fromkeys(parts.found.unknown):
        draft.unread.append(note("column_unread", section=section, head=head, place=place))
    draft.unread.extend(Text(*[row] * 2) for table in parts.found.other_tables for row in _printed(table))
    if parts.found.other_tables:
        draft.notes.append(note("other_tables", count=len(parts.found.other_tables)))


def _printed(table: Table) -> Iterator[str]:
    """The rows of a table that was not read, each with its place."""
    for row in table.rows:
        cells = distinct(row)
        if cells:
            yield f"{cells[0].place}：" + " | ".join(one_line(cell.text) for cell in cells)
