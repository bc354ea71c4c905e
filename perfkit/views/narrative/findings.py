"""Section 4: the findings, worst first, each with both sides, the difference, the points at stake and what to
ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from perfkit.base.english import english, sentence
from perfkit.base.markup import html_place, html_text
from perfkit.base.numerals import in_numerals
from perfkit.base.quantities import show_number
from perfkit.base.text import Text, say
from perfkit.base.wording import listed
from perfkit.evaluation.tree import Evaluation
from perfkit.review.finding import DOUBT, ERROR, NOTE, SEVERITY_NAMES, Finding, points_at_stake
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, headed, said
from perfkit.views.said import worded


def findings_opening(findings: Sequence[Finding], lang: str) -> Prose:
    """The section's heading and how many findings there are of each severity."""
    heading = headed(lang, "annex-findings", 2)
    if not findings:
        return Prose((heading, said(lang, "no_findings")), lang)
    counts = Counter(finding.severity for finding in findings)
    words = worded(
        lang,
        "findings_by_severity",
        count=len(findings),
        errors=counts[ERROR],
        doubts=counts[DOUBT],
        notes=counts[NOTE],
    )
    stakes = points_at_stake(findings, ERROR)
    total = sum(stakes.values())
    if total:
        words += worded(lang, "points_of_errors", rows=len(stakes), points=show_number(total))
    return Prose((heading, Paragraph(words)), lang)


_MOST_PLACES = 6


@dataclass(frozen=True)
class FindingList:
    """Findings of one severity with their numbers in the whole report, each in full."""

    findings: tuple[tuple[int, Finding], ...]
    names: dict[str, str]
    lang: str
    heading: Heading | None = None
    states: Mapping[str, str] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        if not self.findings:
            return ""
        head = self.heading.html(self.lang) if self.heading else ""
        items = "".join(self._item(number, finding) for number, finding in self.findings)
        return f'<div class="perfkit findings" lang="{self.lang}">{head}{items}</div>'

    def _item(self, number: int, finding: Finding) -> str:
        lang = self.lang
        word = SEVERITY_NAMES[finding.severity]
        severity = word.zh if lang != "en" else f"{word.en} ({word.zh})"
        head = (
            f'<p class="head"><span class="number">{number}</span> <span'
            f' class="severity">{html_text(severity, lang)}</span>'
            f" {html_text(self.message(finding), lang)}</p>"
        )
        places = "".join(self._place(place) for place in finding.places[:_MOST_PLACES])
        rest_of_places = len(finding.places) - _MOST_PLACES
        if rest_of_places > 0:
            more = say(lang, f"另有 {rest_of_places} 处，从略", f"and {rest_of_places} more places")
            places += f"<li>{html_text(more, lang)}</li>"
        sides = f"<ul>{places}</ul>" if places else ""
        facts = [self._to_rows(html_text(text, lang), finding) for text in self.facts(finding)]
        rest = f'<p class="facts">{say(lang, "", " ").join(facts)}</p>' if facts else ""
        ask = (
            f'<p class="ask">{html_text(say(lang, "请部门提供：", "Ask for: ") + finding.ask.in_(lang), lang)}</p>'
            if finding.ask.zh
            else ""
        )
        return (
            f'<section class="finding {finding.severity}-finding"'
            f' id="finding-{number}">{head}{sides}{rest}{ask}</section>'
        )

    def _to_rows(self, shown: str, finding: Finding) -> str:
        """The sentence on the points at stake, with a link back to each row of the scoring table."""
        for row in finding.rows:
            name = html_text(self.names.get(row, row), self.lang)
            shown = shown.replace(name, f'<a href="#row-{escape(row)}">{name}</a>', 1)
        return shown

    def message(self, finding: Finding) -> str:
        """What does not add up, as a sentence of the page's language."""
        return sentence(english(finding.message.en)) if self.lang == "en" else finding.message.zh

    def _place(self, place) -> str:
        language = ' lang="zh"' if self.lang != "zh" else ""
        words = f"“{escape(place.quote, quote=False)}”" if place.quote else escape(place.value, quote=False)
        english = self.lang == "en" and place.gloss
        gloss = f' <span lang="en">({html_text(place.gloss, "en")})</span>' if english else ""
        space = say(self.lang, "", " ")
        return f"<li{language}>{words}{space}{html_place(place.cited, self.lang)}{gloss}</li>"

    def facts(self, finding: Finding) -> list[str]:
        """The difference, what may explain it, and the points at stake, a sentence each."""
        lang, facts = self.lang, []
        if finding.difference:
            facts.append(
                say(lang, f"差额：{finding.difference}。", f"Difference: {finding.difference_in(lang)}.")
            )
        if finding.possible:
            facts.append(
                say(lang, "可能的原因：", "Possibly: ")
                + say(lang, "；", "; ").join(text.in_(lang).rstrip("。.") for text in finding.possible)
                + say(lang, "。", ".")
            )
        if finding.stakes:
            rows = listed([self.names.get(row, row) for row in finding.rows], lang)
            points = show_number(finding.stake)
            facts.append(
                say(
                    lang,
                    f"涉及{rows}，{points} 分。" if finding.stake else f"涉及{rows}。",
                    f"Bears on {rows}: {points} points." if finding.stake else f"Bears on {rows}.",
                )
            )
        if state := self.states.get(finding.id):
            facts.append(say(lang, f"办理情况：{state}。", f"Follow-up: {state}."))
        return [english(fact) for fact in facts] if lang == "en" else facts

    def __repr__(self) -> str:
        lines = [self.heading.text] if self.heading and self.findings else []
        return "\n".join(
            [*lines, *(f"{number}. {finding.show(self.lang)}" for number, finding in self.findings)]
        )


_HEADINGS = {
    ERROR: (Text("矛盾", "Errors (矛盾)"), "errors"),
    DOUBT: (Text("存疑", "Doubts (存疑)"), "doubts"),
    NOTE: (Text("提示", "Notes (提示)"), "notes"),
}


def subsection(findings: Sequence[Finding], severity: str = "") -> int:
    """The number of a severity's subsection, those without findings not counted; without one, of what comes
    after."""
    there = [each for each in _HEADINGS if any(finding.severity == each for finding in findings)]
    return there.index(severity) + 1 if severity in there else len(there) + 1


def severity_heading(findings: Sequence[Finding], severity: str, lang: str) -> Heading:
    """The heading of the findings of one severity, with how many there are."""
    text, anchor = _HEADINGS[severity]
    count, place = sum(finding.severity == severity for finding in findings), subsection(findings, severity)
    number = say(lang, in_numerals(place), str(place))
    title = say(lang, f"（{number}）{text.zh}（{count} 项）", f"A2.{number} {text.en}: {count}")
    return Heading(title, 3, anchor)


def finding_list(
    evaluation: Evaluation,
    findings: Sequence[Finding],
    severity: str,
    lang: str,
    states: Mapping[str, str] | None = None,
) -> FindingList:
    """The findings of one severity with the names of the rows they bear on.

    Parameters
    ----------
    states : id of a finding → where it stands in the ledger
    """
    names = {row.indicator.id: row.indicator.name.text.in_(lang) for row in evaluation.rows}
    numbered = tuple(
        (number, finding) for number, finding in enumerate(findings, start=1) if finding.severity == severity
    )
    return FindingList(numbered, names, lang, severity_heading(findings, severity, lang), states or {})
