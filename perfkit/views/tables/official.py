"""The tables of the report's body: blocks, reconciliation, materials, place for reply and signature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from perfkit.base.english import sentence
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import show_wan
from perfkit.evaluation.summary import block_summaries, undecided
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.statement import Statement
from perfkit.outlook.materials import Material
from perfkit.views.tables.table import Cell, Table, table

# A fact, the column of the task table that should give the same, and the kind of task that it sums over.
_RECONCILED = (
    ("budget_total", "budget", ""),
    ("basic_budget", "budget", "basic"),
    ("project_budget", "budget", "project"),
    ("spent_total", "spent", ""),
    ("basic_spent", "spent", "basic"),
    ("project_spent", "spent", "project"),
)
_MOST_NUMBERS = 3
_SHOWN = 50  # yuan: less is 0.00 in the table


def blocks_table(evaluation: Evaluation, lang: str = "zh") -> Table:
    """Points of every first-level row: maximum, self-score, confirmed, disputed, open.

    Examples
    --------
    >>> from perfkit import load_department
    >>> table = blocks_table(load_department("sz-sif-longhua_2020").evaluate())
    >>> [cell.text for cell in table.rows[-1]]
    ['合计', '100.00', '95.50', '9.40', '0.80', '85.30']
    """
    rows = [
        _points(block.name.in_(lang), block.max, block.self_score, block.standing.stated)
        for block in block_summaries(evaluation)
    ]
    total = say(lang, "合计", "Total")
    rows.append(
        _points(total, evaluation.rubric.max, evaluation.self_score, evaluation.standing.stated, strong=True)
    )
    return table("by-block", lang, rows, synthetic=evaluation.submission.synthetic)


def _points(name: str, most: Fraction, own: Fraction | None, standing, *, strong: bool = False):
    parts = (standing.confirmed, standing.contradicted, undecided(standing))
    filed = "—" if own is None else show_number(own)
    return (
        Cell(name, strong=True),
        Cell(show_number(most), strong=strong),
        Cell(filed, strong=strong),
        *(Cell("—" if own is None else show_number(part), strong=strong) for part in parts),
    )


def reconciliation_table(evaluation: Evaluation, lang: str = "zh") -> Table | None:
    """What the text, the task table and the final accounts give for the same amount; None where nothing can
    be compared.

    Examples
    --------
    >>> from perfkit import load_department
    >>> table = reconciliation_table(load_department("sz-sif-longhua_2020").evaluate())
    >>> [cell.text for cell in table.rows[1]]
    ['基本支出预算数', '2441.00', '2418.48', '未提供', '22.52']
    """
    rows = [row for each in _RECONCILED if (row := _reconciled(evaluation, *each, lang))]
    if not rows:
        return None
    return table("reconciliation", lang, rows, synthetic=evaluation.submission.synthetic)


def _reconciled(evaluation: Evaluation, fact: str, column: str, kind: str, lang: str):
    submission, tasks = evaluation.submission, evaluation.submission.tasks
    printed = [s for s in submission.facts.get(fact, ()) if not s.not_applicable]
    told = [s for s in printed if tasks is None or s.section != tasks.section]
    seen = _from_accounts(evaluation, fact)
    told = [s for s in told if s not in seen]
    rows = () if tasks is None else tasks.rows
    # Tasks of one kind only are no statement of the whole.
    whole = len({task.category for task in rows}) > 1
    chosen = [task for task in rows if task.category == kind or (not kind and whole)]
    table = sum((getattr(task, column) for task in chosen), Fraction(0)) if chosen else None
    amounts = list(dict.fromkeys(statement.amount for statement in told))
    booked = list(dict.fromkeys(statement.amount for statement in seen))
    if not amounts and not booked:
        return None
    against = booked if booked else [] if table is None else [table]
    apart = amounts[0] - against[0] if len(amounts) == len(against) == 1 else None
    blank = say(lang, "未载", "not given")
    return (
        Cell(sentence(fact_catalogue()[fact].name.in_(lang)), strong=True),
        Cell(_amounts(amounts, lang) or blank),
        Cell(blank if table is None else _amount(table, lang)),
        Cell(_amounts(booked, lang) or say(lang, "未提供", "not seen")),
        Cell(
            "—" if apart is None else _amount(apart, lang),
            mark="contradicted" if apart and abs(apart) >= _SHOWN else "",
        ),
    )


def _from_accounts(evaluation: Evaluation, fact: str) -> list[Statement]:
    """The year's figure as the final accounts give it: those filed beside, cited in the filing, or seen by an
    evaluator."""
    submission, beside = evaluation.submission, evaluation.book.beside
    filed = beside.accounts if beside is not None else None
    cited = [s for s in submission.facts.get(fact, ()) if "决算" in s.section or "决算" in s.document]
    theirs = filed.facts.get(fact, ()) if filed is not None else ()
    seen = [
        known.statement() for judged in evaluation.judgements for known in judged.facts if known.fact == fact
    ]
    return [s for s in (*theirs, *cited, *seen) if s.of_the_year]


def _amounts(amounts: Iterable[Fraction], lang: str) -> str:
    return "\n".join(_amount(amount, lang) for amount in amounts)


def _amount(amount: Fraction, lang: str) -> str:
    """Yuan in the unit of the table's caption: 万元, or million yuan to the same cent."""
    return show_wan(amount) if lang != "en" else show_number(amount / 1_000_000, 4)


def materials_table(
    lines: Sequence[Material], lang: str = "zh", *, synthetic: bool = False, numbered: bool = True
) -> Table | None:
    """The merged list of materials, numbered as in the letter; None where nothing is asked for.

    `numbered` is whether the findings stand anywhere with their numbers.
    """
    if not lines:
        return None
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            Cell(str(number)),
            Cell(say(lang, line.what.zh, sentence(line.what.en))),
            Cell(say(lang, line.settles.zh, sentence(line.settles.en))),
            Cell(shown_numbers(line.findings, lang)),
        )
        for number, line in enumerate(lines, start=1)
    )
    if numbered:
        return table("materials", lang, rows, synthetic=synthetic)
    alone = table("materials", lang, (row[:3] for row in rows), without=("findings",), synthetic=synthetic)
    number, what, settles = alone.columns
    return replace(alone, columns=(number, replace(what, width=63), replace(settles, width=30)))


def shown_numbers(numbers: Sequence[int], lang: str) -> str:
    """Numbers of findings, the first three.

    Examples
    --------
    >>> shown_numbers((1, 4), "zh"), shown_numbers(tuple(range(1, 11)), "zh")
    ('1、4', '1、2、3 等 10 项')
    """
    if not numbers:
        return "—"
    shown = say(lang, "、", ", ").join(str(number) for number in numbers[:_MOST_NUMBERS])
    if len(numbers) <= _MOST_NUMBERS:
        return shown
    return shown + say(lang, f" 等 {len(numbers)} 项", f" and {len(numbers) - _MOST_NUMBERS} more")


def signature_table(lang: str = "zh", *, synthetic: bool = False) -> Table:
    """The place for the department's reply, signatures and seals; nothing is filled in."""
    date = say(lang, "　　　　年　　月　　日", "Date: ")
    signed = say(lang, "\n签字：　　　　　　（盖章）\n", "\nSigned: ____________ (seal)\n") + date
    rows = tuple(
        (Cell(text.in_(lang), strong=True), Cell("\n" * blank + signed))
        for blank, text in (
            (6, Text("被核查部门\n反馈意见", "Reply of the department")),
            (1, Text("核查人员", "Examiners")),
            (1, Text("核查组织单位", "Body that ordered the review")),
        )
    )
    return table("signature", lang, rows, synthetic=synthetic)
