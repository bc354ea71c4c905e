"""What to ask a department for, merged: one line a document, with what it settles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from perfkit.base.english import lowered
from perfkit.base.numerals import in_numerals
from perfkit.base.text import Text, joined, say
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.names import names_of
from perfkit.outlook.evidence import Entry, Request, requests
from perfkit.review import Finding, problems_of, review

GROUP_HEADS = names_of("material_groups")


@dataclass(frozen=True, slots=True)
class Material:
    """One line of the list.

    Attributes
    ----------
    group : str      facts, documents or answers
    what : Text      what to hand in
    settles : Text   the rows, or the problem, that it settles
    findings : numbers of the findings that it answers, in the order of the report
    """

    group: str
    what: Text
    settles: Text
    findings: tuple[int, ...] = ()


def materials(
    evaluation: Evaluation, findings: Sequence[Finding], entries: Sequence[Entry] | None = None
) -> tuple[Material, ...]:
    """The list: figures and documents merged by the rows that they settle, answers by problem.

    Parameters
    ----------
    findings : of `review`, in the order of the report
    entries : of `register`; looked for unless given

    Examples
    --------
    >>> from perfkit import load_department
    >>> from perfkit.review import review
    >>> evaluation = load_department("sz-sif-longhua_2020").evaluate()
    >>> found = materials(evaluation, review(evaluation))
    >>> [line.settles.zh for line in found if line.group == "documents"][0], len(found) < 30
    ('预决算信息公开', True)
    """
    names = {row.indicator.id: row.indicator.name.text for row in evaluation.rows}
    merged: dict[tuple[str, tuple[str, ...]], list[Request]] = {}
    for request in requests(evaluation, entries):
        merged.setdefault((request.group, request.rows), []).append(request)
    lines = [
        Material(group, _each(request.item for request in found), _each(names[row] for row in rows))
        for (group, rows), found in merged.items()
    ]
    numbers = {id(finding): number for number, finding in enumerate(findings, start=1)}
    for problem in problems_of(findings):
        asked = [found for found in problem.findings if found.severity != "note" and found.ask.zh]
        if asked:
            lines.append(Material("answers", _explained(asked), problem.name, _numbers(asked, numbers)))
    return tuple(lines)


def _numbers(found: Sequence[Finding], numbers: dict[int, int]) -> tuple[int, ...]:
    return tuple(sorted(numbers[id(finding)] for finding in found))


def _explained(asked: Sequence[Finding]) -> Text:
    """The papers that the findings ask for; those beyond two stand in the table of findings."""
    papers = list(dict.fromkeys(finding.ask for finding in asked))
    shown, more = papers[:2], len(papers) > 2
    return Text(
        "书面说明，附" + "；".join(paper.zh.rstrip("。") for paper in shown) + ("等" if more else ""),
        "a written explanation, with: "
        + "; ".join(paper.en.rstrip(".") for paper in shown)
        + ("; and more as the findings ask" if more else ""),
    )


def _each(texts: Iterable[Text]) -> Text:
    first, *rest = dict.fromkeys(texts)
    return joined([first, *(Text(text.zh, lowered(text.en)) for text in rest)], "；", "; ")


def request_list(evaluation: Evaluation, lang: str = "zh", findings: Sequence[Finding] | None = None) -> str:
    """调取资料清单 as text, merged and numbered as in the report, ready to paste into a letter.

    Parameters
    ----------
    lang : str   "zh" or "en"
    findings : of `review`, in the order of the report; made unless given

    Examples
    --------
    >>> from perfkit import load_department
    >>> print(request_list(load_department("sz-sif-longhua_2020").evaluate()).splitlines()[0])
    调取资料清单
    """
    filed, found = evaluation.submission, review(evaluation) if findings is None else findings
    mark = say(lang, "（合成数据）", " (synthetic)") if filed.synthetic else ""
    whose, of = filed.department.named.in_(lang), evaluation.rubric.name
    lines = [
        say(lang, "调取资料清单", "Documents and answers requested") + mark,
        say(lang, f"{whose}　{filed.year} 年度　{of.zh}", f"{whose}, {filed.year}, {of.text.en}"),
        *filter(None, [filed.reservation(lang)]),
    ]
    group, heads = "", 0
    asked = materials(evaluation, found)
    for number, line in enumerate(asked, start=1):
        if line.group != group:
            group, heads = line.group, heads + 1
            title, count = GROUP_HEADS[group], sum(other.group == group for other in asked)
            head = f"{in_numerals(heads)}、{title.zh}（{count} 项）", f"{title.en} ({count})"
            lines += ["", say(lang, *head)]
        shown = [str(one) for one in line.findings]
        of_findings = (
            say(lang, f"（发现 {'、'.join(shown)}）", f" (findings {', '.join(shown)})") if shown else ""
        )
        lines.append(f"{number}. {line.what.in_(lang)}")
        lines.append(
            say(lang, f"   用以核定：{line.settles.zh}", f"   settles: {line.settles.en}") + of_findings
        )
    return "\n".join(lines)
