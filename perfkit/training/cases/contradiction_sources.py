"""Where contradictions come from: planted faults, findings of the review, documents that count otherwise,
claims too high."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from perfkit.base.quantities import round_half_up
from perfkit.base.text import Text
from perfkit.demo import PlantedFault
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.submission import Submission
from perfkit.review import Finding
from perfkit.review.english import in_english
from perfkit.training.cases.contradictions import Contradiction, same_name
from perfkit.training.cases.documents import Seen
from perfkit.training.cases.notes import SCORES, TARGETS, TASKS, figures_in, plain, value_of
from perfkit.training.words import training_data, words

_SECTION = re.compile(
    rf"(?:{SCORES}|{TASKS}|{TARGETS}|四目标表|四总体目标|四年度总体目标完成情况|[一二三](?:（[一二三四五六七八九]）)?[^一-鿿]*(?:问题\d+|"
    r"措施\d+|信访|满意度)?)"
)

_MONEY = re.compile(r"\d[\d,.]*\s?(?:万元|元)(?![一-鿿])")


def of_fault(fault: PlantedFault, findings: Iterable[Finding]) -> Contradiction:
    """A planted fault, with the places and figures of what the review says of the same figures at the same
    place."""
    raw = training_data("contradictions")
    kinds = frozenset(raw["faults"][fault.kind]["kinds"])
    sections, names = _split(plain(place) for place in fault.places if not place.isascii())
    facts = {plain(fact_catalogue()[place].name.zh) for place in fault.places if place in fact_catalogue()}
    own = frozenset(value_of(figure) for figure in figures_in(fault.truth.zh))
    figures, own_sections, own_names = set(own), set(sections), set(names)
    prefixes = tuple(prefix for kind in kinds for prefix in raw["findings"][kind])
    for finding in findings:
        numbers = _numbers(finding)
        seen, quoted = _places(finding)
        same_place = (
            any(same_name(name, quote) for name in own_names for quote in quoted)
            if own_names
            else bool(own_sections & seen)
        )
        whole = raw["faults"][fault.kind].get("code") == finding.code and bool(own_sections & seen)
        said = {value_of(figure) for figure in figures_in(finding.message.zh)}
        shared = own & (numbers | said if own_names else numbers) or (not own and own_names)
        if (
            whole
            or finding.code.startswith(prefixes)
            and finding.code not in raw["whole_tables"]
            and same_place
            and shared
        ):
            sections |= seen
            names |= {quote for quote in quoted if len(quote) > 1}
            figures |= numbers | said
    names |= set(raw["faults"][fault.kind].get("names", ())) | facts
    places = [place for place in fault.places if not place.isascii()]
    clue = " ".join(figures_in(fault.truth.zh)) or " ".join(own_names)
    return Contradiction(
        kinds,
        frozenset(sections),
        frozenset(names),
        frozenset(figures),
        Text(fault.truth.zh, _MONEY.sub(lambda found: in_english(found[0]), fault.truth.en)),
        fault.rows,
        fault.points,
        " ".join(places[:2]) if own_names else places[0],
        clue,
    )


def of_finding(finding: Finding) -> Contradiction:
    """A finding of the review as something that a note may name."""
    kinds = frozenset(training_data("contradictions")["codes"].get(finding.code.split(".")[0], ["claim"]))
    sections, names = _places(finding)
    more, own = _split(section for section in sections)
    figures = _numbers(finding) | {value_of(figure) for figure in figures_in(finding.message.zh)}
    called = (fact_catalogue()[name].name.zh if name in fact_catalogue() else name for name in finding.about)
    own |= {plain(name) for name in called if not name.isascii()}
    home = finding.places[0].section if finding.places else ""
    clue = next((text for place in finding.places for text in (place.quote, place.value) if text), "")
    return Contradiction(
        kinds,
        frozenset(more),
        frozenset(names | own),
        frozenset(figures),
        finding.message,
        finding.rows,
        finding.stake,
        home,
        clue,
    )


def of_count(
    number: str, document: str, seen: Seen, submission: Submission, criterion: str
) -> Contradiction | None:
    """Where a document counts projects or targets otherwise than the report; None where they agree."""
    printed: list[tuple[str, int]] = []
    what = training_data("contradictions")["counted"][seen.counted]
    if "fact" in what:
        for statement in submission.facts.get(what["fact"], ()):
            printed.append((statement.section, int(Fraction(str(statement.value)))))
        rows = submission.tasks.rows if submission.tasks else ()
        printed.append((TASKS, sum(row.category == "project" for row in rows)))
    elif submission.targets is not None:
        filed = submission.targets.rows
        printed.append((TARGETS, sum(seen.counted in ("targets", f"{row.block}s") for row in filed)))
    differing = [(section, count) for section, count in printed if count != seen.count]
    if not differing:
        return None
    section, count = differing[0]
    told = {"number": number, "document": document, "count": seen.count}
    return Contradiction(
        frozenset({"restated", "claim", "sum"}),
        frozenset({number, *(plain(place) for place, _ in differing)}),
        frozenset({plain(document), f"{what['zh']}数", f"{what['zh']}个数"}),
        frozenset({str(seen.count), *(str(value) for _, value in differing)}),
        words("counts_otherwise", **told, what=Text(what["zh"], what["en"]), report=count, section=section),
        (criterion.rpartition(".")[0],),
        Fraction(0),
        number,
        f"{seen.count} {count}",
    )


def counted_fact(counted: str) -> str:
    """The fact that states how many there are of what documents count; empty where only a table shows it."""
    return training_data("contradictions")["counted"].get(counted, {}).get("fact", "")


def of_overclaim(row: Text, own: Fraction, most: Fraction, indicator: str) -> Contradiction:
    """A self-score above what rule, figures and documents support."""
    given, can = f"{round_half_up(own, 2):f}", f"{round_half_up(most, 2):f}"
    return Contradiction(
        frozenset({"score", "claim"}),
        frozenset({SCORES}),
        frozenset({plain(row.zh)}),
        frozenset({value_of(given), value_of(can)}),
        words("claims_too_much", row=row, given=given, can=can),
        (indicator,),
        own - most,
        row.zh,
        given,
    )


def _split(places: Iterable[str]) -> tuple[set[str], set[str]]:
    """Sections, and names; a place such as 年度绩效指标完成情况 followed by a target is both."""
    sections, names = set(), set()
    for place in places:
        found = _SECTION.match(place)
        if found and found.group():
            sections.add(found.group())
        rest = place[found.end() :] if found else place
        if len(rest) > 1:
            names.add(rest)
    return sections, names


def _places(finding: Finding) -> tuple[set[str], set[str]]:
    return {plain(place.section) for place in finding.places if place.section}, {
        plain(text)
        for place in finding.places
        for text in (place.quote, place.value)
        if text and not _is_figure(text)
    }


def _is_figure(text: str) -> bool:
    return not re.search(r"[一-鿿]{2}", re.sub(r"\d\s*(?:[一-鿿]{1,2})(?![一-鿿])", "", text))


def _numbers(finding: Finding) -> set[str]:
    return {
        value_of(figure)
        for place in finding.places
        for text in (place.quote, place.value)
        for figure in figures_in(text)
    }
