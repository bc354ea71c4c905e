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
from perfkit.views.wording import sections, show_found


def budget(evaluation: Evaluation, lang: str) -> Prose:
    """Budget and execution of the year."""
    book = evaluation.book
    sentences = [_budget_sentence(book, lang), _spent_sentence(book, lang), _carried_sentence(book, lang)]
    text = joined(sentences, lang) or say(
        lang, "自评材料没有载明预算和执行数。", "The report states neither budget nor expenditure."
    )
    return Prose(
        (headed(lang, "三、预算安排与执行", "3. Budget and execution", 2, "budget"), Paragraph(text)), lang
    )


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
    zh, en = (
        f"全年预算数为 {show_found(total, 'zh')}",
        f"The budget of the year was {show_found(total, 'en')}",
    )
    used = [total]
    if len(known(initial, added)) == 2:
        zh += f"，其中年初预算 {show_found(initial, 'zh')}，年中追加 {show_found(added, 'zh')}"
        en += f": {show_found(initial, 'en')} at the start and {show_found(added, 'en')} added in the year"
        used += [initial, added]
        if known(subsidy):
            zh += f"（含区财政补助 {show_found(subsidy, 'zh')}）"
            en += f" (a district subsidy of {show_found(subsidy, 'en')} included)"
            used.append(subsidy)
    if len(known(basic, project)) == 2:
        zh += f"；按支出性质分，基本支出 {show_found(basic, 'zh')}，项目支出 {show_found(project, 'zh')}"
        en += f"; basic expenditure took {show_found(basic, 'en')} and projects {show_found(project, 'en')}"
        used += [basic, project]
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _spent_sentence(book: FactBook, lang: str) -> str:
    spent, basic, project = book.find("spent_total"), book.find("basic_spent"), book.find("project_spent")
    if not known(spent):
        if not known(book.find("budget_total")):
            return ""
        return say(lang, "全年执行数未载。", "Expenditure of the year is not reported.")
    zh, en = f"全年执行 {show_found(spent, 'zh')}", f"Expenditure came to {show_found(spent, 'en')}"
    used = [spent]
    if len(known(basic, project)) == 2:
        zh += f"，其中基本支出 {show_found(basic, 'zh')}、项目支出 {show_found(project, 'zh')}"
        en += f", {show_found(basic, 'en')} of it basic and {show_found(project, 'en')} for projects"
        used += [basic, project]
    rate = book.find("execution_rate")
    if known(rate):
        zh += f"，自报执行率 {show_found(rate, 'zh')}"
        en += f"; the execution rate is given as {show_found(rate, 'en')}"
        used.append(rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _carried_sentence(book: FactBook, lang: str) -> str:
    carried = book.find("carried_over")
    if not stated(carried):
        return ""
    return say(
        lang,
        f"结转结余 {show_found(carried, 'zh')}{sections([carried])}。",
        f"{show_found(carried, 'en')} was carried over {sections([carried])}.",
    )


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
        sentences.append(
            say(
                lang,
                f"“三公”经费方面，{items}{_places(reported)}。",
                "Spending on overseas visits, official vehicles and receptions (the three public"
                f" consumptions, 三公经费): {items} {_places(reported)}.",
            )
        )
        if total.rate is not None and len(reported) > 1:
            sentences.append(
                say(
                    lang,
                    f"所载各项合计支出率为 {show_rate(total.rate)}。",
                    f"The items reported come to {show_rate(total.rate)} of their budgets.",
                )
            )
        if missing and total not in reported:
            sentences.append(
                say(
                    lang,
                    f"自评材料没有提到{listed(missing, lang)}。",
                    f"The report does not mention {listed(missing, lang)}.",
                )
            )
    else:
        sentences.append(
            say(
                lang,
                "自评材料没有载明“三公”经费。",
                "The report gives no spending on overseas visits, official vehicles and receptions (三公经费).",
            )
        )
    if daily.is_reported:
        sentences.append(
            say(
                lang,
                f"{_line_words(daily, lang)}{_places([daily])}。",
                f"Further, {_line_words(daily, lang)} {_places([daily])}.",
            )
        )
    heading = headed(
        lang,
        "（一）“三公”经费和日常公用经费",
        "3.1 The three public consumptions and daily running costs",
        3,
        "running-costs",
    )
    return Prose((heading, Paragraph(joined(sentences, lang))), lang)


def _line_words(line: CostLine, lang: str) -> str:
    rate = (
        ""
        if line.rate is None
        else say(lang, f"，支出率 {show_rate(line.rate)}", f" ({show_rate(line.rate)})")
    )
    zh = f"{line.name.zh}预算 {show_found(line.budget, 'zh')}、支出 {show_found(line.spent, 'zh')}{rate}"
    return say(
        lang,
        zh,
        f"{line.name.en} took {show_found(line.spent, 'en')} of a budget of"
        f" {show_found(line.budget, 'en')}{rate}",
    )


def _places(lines: Iterable[CostLine]) -> str:
    return sections(found for line in lines for found in (line.budget, line.spent) if not found.derived_from)
