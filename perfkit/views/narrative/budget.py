"""Section 3: budget, expenditure and running costs."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.base.wording import listed
from perfkit.evaluation.summary import DAILY, THREE_PUBLIC, CostLine, cost_lines
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import DISPUTED, GIVEN, FactBook, Found
from perfkit.views.narrative.prose import Paragraph, Prose, headed
from perfkit.views.said import worded
from perfkit.views.wording import sections, show_found


def budget(evaluation: Evaluation, lang: str) -> Prose:
    """Budget and execution of the year."""
    book = evaluation.book
    sentences = [_budget_sentence(book, lang), _spent_sentence(book, lang), _carried_sentence(book, lang)]
    text = joined(sentences, lang) or worded(lang, "no_budget")
    return Prose((headed(lang, "budget", 2), Paragraph(text)), lang)


def joined(sentences: Iterable[str], lang: str) -> str:
    """Sentences in a row, a blank between them in English."""
    return say(lang, "", " ").join(sentence for sentence in sentences if sentence)


def known(*found: Found) -> list[Found]:
    """Those whose value the filing gives, also where its places differ."""
    return [one for one in found if one.state in (GIVEN, DISPUTED)]


def stated(*found: Found) -> list[Found]:
    """Those that the report prints itself, rather than what follows from sums."""
    return [one for one in known(*found) if not one.derived_from]


def _budget_sentence(book: FactBook, lang: str) -> str:
    total, initial, added = book.find("budget_total"), book.find("budget_initial"), book.find("budget_added")
    basic, project, subsidy = (
        book.find("basic_budget"),
        book.find("project_budget"),
        book.find("district_subsidy_budget"),
    )
    if not known(total):
        return ""
    words = worded(lang, "budget_total", total=show_found(total, lang))
    used = [total]
    if len(known(initial, added)) == 2:
        words += worded(
            lang, "budget_parts", initial=show_found(initial, lang), added=show_found(added, lang)
        )
        used += [initial, added]
        if known(subsidy):
            words += worded(lang, "budget_subsidy", subsidy=show_found(subsidy, lang))
            used.append(subsidy)
    if len(known(basic, project)) == 2:
        words += worded(
            lang, "budget_kinds", basic=show_found(basic, lang), project=show_found(project, lang)
        )
        used += [basic, project]
    return say(lang, f"{words}{sections(used)}。", f"{words} {sections(used)}.")


def _spent_sentence(book: FactBook, lang: str) -> str:
    spent, basic, project = book.find("spent_total"), book.find("basic_spent"), book.find("project_spent")
    if not known(spent):
        if not known(book.find("budget_total")):
            return ""
        return say(lang, "全年执行数未载。", "Expenditure of the year is not reported.")
    words = say(lang, f"全年执行 {show_found(spent, 'zh')}", f"Expenditure came to {show_found(spent, 'en')}")
    used = [spent]
    if len(known(basic, project)) == 2:
        words += worded(lang, "spent_kinds", basic=show_found(basic, lang), project=show_found(project, lang))
        used += [basic, project]
    rate = book.find("execution_rate")
    if known(rate):
        words += worded(lang, "rate_as_filed", rate=show_found(rate, lang))
        used.append(rate)
    return say(lang, f"{words}{sections(used)}。", f"{words} {sections(used)}.")


def _carried_sentence(book: FactBook, lang: str) -> str:
    carried = book.find("carried_over")
    if not stated(carried):
        return ""
    return worded(lang, "carried_over", carried=show_found(carried, lang), places=sections([carried]))


def running_costs(evaluation: Evaluation, lang: str) -> Prose:
    """Three-public funds and daily running costs."""
    lines = {line.name: line for line in cost_lines(evaluation.book)}
    daily, total = lines.pop(DAILY), lines.pop(THREE_PUBLIC)
    reported = [line for line in lines.values() if line.is_reported] or [total] * total.is_reported
    missing = [line.name.in_(lang) for line in lines.values() if not line.is_reported]
    sentences = []
    if reported:
        items = (
            listed([_line_words(line, lang) for line in reported], lang)
            if lang == "en"
            else "；".join(_line_words(line, lang) for line in reported)
        )
        sentences.append(worded(lang, "three_public", items=items, places=_places(reported)))
        if total.rate is not None and len(reported) > 1:
            sentences.append(worded(lang, "three_public_rate", rate=show_rate(total.rate)))
        if missing and total not in reported:
            sentences.append(worded(lang, "not_mentioned", missing=listed(missing, lang)))
    else:
        sentences.append(worded(lang, "no_three_public"))
    if daily.is_reported:
        sentences.append(worded(lang, "further", line=_line_words(daily, lang), places=_places([daily])))
    heading = headed(lang, "running-costs", 3)
    return Prose((heading, Paragraph(joined(sentences, lang))), lang)


def _line_words(line: CostLine, lang: str) -> str:
    rate = "" if line.rate is None else worded(lang, "rate_of_line", rate=show_rate(line.rate))
    return worded(
        lang,
        "cost_line",
        name=line.name,
        budget=show_found(line.budget, lang),
        spent=show_found(line.spent, lang),
        rate=rate,
    )


def _places(lines: Iterable[CostLine]) -> str:
    return sections(found for line in lines for found in (line.budget, line.spent) if not found.derived_from)
