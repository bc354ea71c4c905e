"""Letters to a department: 调取资料清单, 核查意见书 and 整改通知, in official format, each with its reply table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from perfkit.base.numerals import in_numerals
from perfkit.base.text import say
from perfkit.base.wording import named
from perfkit.closure.reply import Question, write_reply_table
from perfkit.closure.word import write_word
from perfkit.filing.follow_up import load_follow_up
from perfkit.filing.names import names_of
from perfkit.pages.report import Report
from perfkit.views import narrative
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, said
from perfkit.views.said import worded
from perfkit.views.tables import Table

KINDS = names_of("letters")
# Official documents: exactly 30 points from line to line.
_LINE = 30
_OPENINGS = names_of("openings")


def write_letter(report: Report, folder: Path, kind: str) -> tuple[Path, Path]:
    """Write a letter (docx) and its reply table (xlsx); numbers of materials and findings are those of the
    report.

    Parameters
    ----------
    kind : str   request, opinion or notice

    Returns
    -------
    The two files; the same report always gives the same bytes. Place, number and date of the letter stay
    blank.

    Examples
    --------
    >>> import tempfile
    >>> from perfkit.pages.report import open_report
    >>> with tempfile.TemporaryDirectory() as made:
    ...     files = write_letter(open_report("sz-sif-longhua_2020"), Path(made), "request")
    ...     [path.name for path in files]
    ['request.docx', 'request-reply.xlsx']
    """
    folder.mkdir(parents=True, exist_ok=True)
    letter, reply = folder / f"{kind}.docx", folder / f"{kind}-reply.xlsx"
    submission = report.evaluation.submission
    title = f"{submission.department.name} {submission.year} {KINDS[kind].in_(report.lang)}"
    write_word(letter, title, _pieces(report, kind), report.lang, line=_LINE)
    write_reply_table(reply, title, questions(report), report.lang)
    return letter, reply


def questions(report: Report) -> list[Question]:
    """One line for each finding that asks for something or was raised, in the order and with the ids of the
    report."""
    lang, raised = report.lang, {item.id: item for item in load_follow_up(report.department.folder).items}
    found = []
    for number, finding in enumerate(report.findings, start=1):
        item = raised.get(finding.id)
        if (finding.severity != "note" and finding.ask.zh) or (item is not None and item.is_open):
            state, due = (item.state, item.history[-1].due) if item else ("raised", None)
            text = f"{number}. {finding.message.in_(lang)}"
            found.append(Question(finding.id, text, finding.ask.in_(lang), state, due))
    return found


def _pieces(report: Report, kind: str) -> list[Prose | Table]:
    lang, submission = report.lang, report.evaluation.submission
    title = worded(
        lang,
        "title_of_letter",
        department=submission.department.name,
        year=submission.year,
        kind=KINDS[kind],
        named=submission.department.named,
    )
    head: list = [Heading(title, 1, kind)]
    if submission.synthetic:
        head.append(said(lang, "letter_synthetic", style="synthetic"))
    if reservation := submission.reservation(lang):
        head.append(Paragraph(reservation, "synthetic"))
    address = say(lang, f"{submission.department.name}：", f"{named(submission.department.named, 'en')}:")
    head += [Paragraph(address, "address"), Paragraph(_OPENINGS[kind].in_(lang)), *_term(report)]
    parts: list[Prose | Table] = [Prose(tuple(head), lang)]
    parts += _BODIES[kind](report)
    enclosed = said(lang, "letter_encloses", style="before", count=len(questions(report)))
    sealed = said(lang, "letter_seal", style="seal")
    parts.append(Prose((enclosed, sealed), lang))
    return parts


def _term(report: Report) -> tuple[Paragraph, ...]:
    """By when an answer is asked for: the first day due of the matters that were raised."""
    steps = [item.history[-1] for item in load_follow_up(report.department.folder).items]
    due = min((step.due for step in steps if step.state == "raised" and step.due), default=None)
    if due is None:
        return ()
    return (said(report.lang, "letter_term", year=due.year, month=due.month, day=due.day, due=due),)


def _renumbered(piece: Prose, number: int) -> Prose:
    """A section of the report as a section of the letter: its heading numbered anew."""
    first = piece.parts[0]
    if not isinstance(first, Heading):
        return piece
    name = first.text.partition(say(piece.lang, "、", ". "))[2]
    title = say(piece.lang, f"{in_numerals(number)}、{name}", f"{number}. {name}")
    subs = tuple(
        Heading(part.text.replace(first.text[:2], f"{number}.", 1), part.level, part.anchor)
        if isinstance(part, Heading) and piece.lang == "en"
        else part
        for part in piece.parts[1:]
    )
    return Prose((Heading(title, first.level, first.anchor), *subs), piece.lang)


def _request(report: Report) -> list[Prose | Table]:
    found = report.materials_table()
    return [_renumbered(report.request_list(), 1), *([found] if found else [])]


def _opinion(report: Report) -> list[Prose | Table]:
    evaluation, found, findings = report.evaluation, report.problems, report.findings
    deciding = narrative.deciding(evaluation, found, findings, report.lang, section=2)
    table = [report.blocks_table()] if evaluation.is_scored else []
    return [report.answer(), *table, deciding, _renumbered(_listed(report), 2)]


def _notice(report: Report) -> list[Prose | Table]:
    return [_renumbered(_listed(report), 1), _renumbered(_corrections(report), 2)]


def _listed(report: Report) -> Prose:
    return narrative.problems(report.problems, report.findings, report.lang, rest=narrative.REPLY_TABLE)


def _corrections(report: Report) -> Prose:
    """What the department is to correct; what the bureau settles is no business of the notice."""
    found = report.recommendations()
    anchors = [part.anchor if isinstance(part, Heading) else "" for part in found.parts]
    end = anchors.index("for-bureau") if "for-bureau" in anchors else None
    return Prose(found.parts[:end], found.lang)


_BODIES: dict[str, Callable[[Report], list[Prose | Table]]] = {
    "request": _request,
    "opinion": _opinion,
    "notice": _notice,
}
