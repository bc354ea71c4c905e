"""Section 3, budget and running costs, and in annex 3 the duties as filed."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.base.quantities import show_rate
from perfkit.base.text import say
from perfkit.base.wording import listed
from perfkit.evaluation.summary import CostLine, cost_lines
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import DISPUTED, GIVEN, FactBook, Found
from perfkit.filing.submission import Submission
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose
from perfkit.views.wording import sections, show_found


def duties(submission: Submission, lang: str) -> Prose:
    """The section's heading, duties and the year's key work, each item by its first sentence."""
    parts: list = [
        Heading(
            say(lang, "附件3　职责、任务和绩效指标", "Annex 3. Duties, tasks and targets"), 2, "annex-filed"
        ),
        Heading(
            say(lang, "（一）主要职责和年度重点工作", "A3.1 Duties and the year's key work"), 3, "duties"
        ),
    ]
    narrative = submission.narrative
    for passages, words in (
        (
            narrative.duties,
            say(lang, "自评材料所列主要职责：", "Duties as the report lists them (in its own words):"),
        ),
        (
            narrative.annual_work,
            say(
                lang,
                "年度总体工作和重点工作任务（摘每项首句）：",
                "Key work of the year (the first sentence of each item):",
            ),
        ),
    ):
        if passages:
            parts += [
                Paragraph(words),
                Items(tuple(f"{first_sentence(passage.text)}〔{passage.section}〕" for passage in passages)),
            ]
    if len(parts) == 2:
        parts.append(
            Paragraph(
                say(
                    lang,
                    "自评材料没有提供职责和重点工作的文字。",
                    "The report gives no text on duties and key work.",
                )
            )
        )
    return Prose(tuple(parts), lang)


def first_sentence(text: str) -> str:
    """Text up to its first full stop.

    Examples
    --------
    >>> first_sentence("聚焦疫情防控重点，全面落实惠企政策。抓好常态化疫情防控。")
    '聚焦疫情防控重点，全面落实惠企政策。'
    """
    head, stop, _ = text.strip().partition("。")
    return head + stop


def budget(evaluation: Evaluation, lang: str) -> Prose:
    """Budget and execution of the year."""
    book = evaluation.book
    sentences = [_budget_sentence(book, lang), _spent_sentence(book, lang), _carried_sentence(book, lang)]
    text = _joined(sentences, lang) or say(
        lang, "自评材料没有载明预算和执行数。", "The report states neither budget nor expenditure."
    )
    return Prose(
        (
            Heading(say(lang, "三、预算安排与执行", "3. Budget and execution"), 2, "budget"),
            Paragraph(text),
        ),
        lang,
    )


def _joined(sentences: Iterable[str], lang: str) -> str:
    return say(lang, "", " ").join(sentence for sentence in sentences if sentence)


def _known(*found: Found) -> list[Found]:
    return [one for one in found if one.state in (GIVEN, DISPUTED)]


def _stated(*found: Found) -> list[Found]:
    """Those that the report prints itself, rather than what follows from sums."""
    return [one for one in _known(*found) if not one.derived_from]


def _budget_sentence(book: FactBook, lang: str) -> str:
    total, initial, added = book.find("budget_total"), book.find("budget_initial"), book.find("budget_added")
    basic, project, subsidy = (
        book.find("basic_budget"),
        book.find("project_budget"),
        book.find("district_subsidy_budget"),
    )
    if not _known(total):
        return ""
    zh, en = (
        f"全年预算数为 {show_found(total, 'zh')}",
        f"The budget of the year was {show_found(total, 'en')}",
    )
    used = [total]
    if len(_known(initial, added)) == 2:
        zh += f"，其中年初预算 {show_found(initial, 'zh')}，年中追加 {show_found(added, 'zh')}"
        en += f": {show_found(initial, 'en')} at the start and {show_found(added, 'en')} added in the year"
        used += [initial, added]
        if _known(subsidy):
            zh += f"（含区财政补助 {show_found(subsidy, 'zh')}）"
            en += f" (a district subsidy of {show_found(subsidy, 'en')} included)"
            used.append(subsidy)
    if len(_known(basic, project)) == 2:
        zh += f"；按支出性质分，基本支出 {show_found(basic, 'zh')}，项目支出 {show_found(project, 'zh')}"
        en += f"; basic expenditure took {show_found(basic, 'en')} and projects {show_found(project, 'en')}"
        used += [basic, project]
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _spent_sentence(book: FactBook, lang: str) -> str:
    spent, basic, project = book.find("spent_total"), book.find("basic_spent"), book.find("project_spent")
    if not _known(spent):
        if not _known(book.find("budget_total")):
            return ""
        return say(lang, "全年执行数未载。", "Expenditure of the year is not reported.")
    zh, en = f"全年执行 {show_found(spent, 'zh')}", f"Expenditure came to {show_found(spent, 'en')}"
    used = [spent]
    if len(_known(basic, project)) == 2:
        zh += f"，其中基本支出 {show_found(basic, 'zh')}、项目支出 {show_found(project, 'zh')}"
        en += f", {show_found(basic, 'en')} of it basic and {show_found(project, 'en')} for projects"
        used += [basic, project]
    rate = book.find("execution_rate")
    if _known(rate):
        zh += f"，自报执行率 {show_found(rate, 'zh')}"
        en += f"; the execution rate is given as {show_found(rate, 'en')}"
        used.append(rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _carried_sentence(book: FactBook, lang: str) -> str:
    carried = book.find("carried_over")
    if not _stated(carried):
        return ""
    return say(
        lang,
        f"结转结余 {show_found(carried, 'zh')}{sections([carried])}。",
        f"{show_found(carried, 'en')} was carried over {sections([carried])}.",
    )


def running_costs(evaluation: Evaluation, lang: str) -> Prose:
    """Three-public funds and daily running costs."""
    lines = {line.name.en: line for line in cost_lines(evaluation.book)}
    daily = lines.pop("daily running costs")
    total = lines.pop("three-public funds, total")
    reported = [line for line in lines.values() if line.is_reported]
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
                f"Three-public (三公) funds: {items} {_places(reported)}.",
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
        if missing:
            sentences.append(
                say(
                    lang,
                    f"自评材料没有提到{listed(missing, lang)}。",
                    f"The report does not mention {listed(missing, lang)}.",
                )
            )
    else:
        sentences.append(
            say(lang, "自评材料没有载明“三公”经费。", "The report gives no three-public (三公) funds.")
        )
    if daily.is_reported:
        sentences.append(
            say(
                lang,
                f"{_line_words(daily, lang)}{_places([daily])}。",
                f"Further, {_line_words(daily, lang)} {_places([daily])}.",
            )
        )
    heading = Heading(
        say(lang, "（一）“三公”经费和日常公用经费", "3.1 Three-public funds and daily running costs"),
        3,
        "running-costs",
    )
    return Prose((heading, Paragraph(_joined(sentences, lang))), lang)


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
        f"{line.name.en} took {show_found(line.spent, 'en')} of a budget of {show_found(line.budget, 'en')}{rate}",
    )


def _places(lines: Iterable[CostLine]) -> str:
    return sections(found for line in lines for found in (line.budget, line.spent) if not found.derived_from)


def operations(evaluation: Evaluation, lang: str) -> Prose:
    """Procurement, projects, assets and staff."""
    book = evaluation.book
    heading = Heading(
        say(lang, "（二）采购、项目、资产和人员", "3.2 Procurement, projects, assets and staff"),
        3,
        "operations",
    )
    texts = [_procurement(book, lang), _projects(book, lang), _assets(book, lang), _staff(book, lang)]
    return Prose((heading, *(Paragraph(text) for text in texts)), lang)


def _procurement(book: FactBook, lang: str) -> str:
    planned, actual = book.find("procurement_planned"), book.find("procurement_actual")
    if not _known(planned, actual):
        return say(
            lang,
            "政府采购：自评材料没有载明采购计划和实际采购金额。",
            "Procurement: neither planned nor actual amounts are reported.",
        )
    zh = f"政府采购：计划采购 {show_found(planned, 'zh')}，实际采购 {show_found(actual, 'zh')}{sections([planned, actual])}。"
    return say(
        lang,
        zh,
        f"Procurement: {show_found(planned, 'en')} planned, {show_found(actual, 'en')} procured {sections([planned, actual])}.",
    )


def _projects(book: FactBook, lang: str) -> str:
    applied, approved = book.find("projects_applied_count"), book.find("projects_approved_count")
    planned, finished = book.find("projects_planned_count"), book.find("projects_finished_count")
    if not _known(applied, approved, planned, finished):
        return say(lang, "项目管理：自评材料没有载明项目数。", "Projects: no numbers are reported.")
    zh = (
        f"项目管理：申报项目 {show_found(applied, 'zh')}，批复 {show_found(approved, 'zh')}"
        if _known(applied, approved)
        else "项目管理："
    )
    en = (
        f"Projects: {show_found(applied, 'en')} applied for, {show_found(approved, 'en')} approved"
        if _known(applied, approved)
        else "Projects:"
    )
    if _known(planned, finished):
        zh += f"{'，' if _known(applied, approved) else ''}计划完成 {show_found(planned, 'zh')}，按时完成 {show_found(finished, 'zh')}"
        en += f"{',' if _known(applied, approved) else ''} {show_found(planned, 'en')} to be finished, {show_found(finished, 'en')} finished on time"
    else:
        zh += "；计划完成数和按时完成数未载"
        en += "; how many were to be finished and were finished on time is not reported"
    used = _known(applied, approved, planned, finished)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _assets(book: FactBook, lang: str) -> str:
    total, in_use, rate = (
        book.find("fixed_assets_total"),
        book.find("fixed_assets_in_use"),
        book.find("fixed_assets_use_rate"),
    )
    buildings, other = book.find("fixed_assets_buildings"), book.find("fixed_assets_other")
    if not _known(total, in_use, rate):
        return say(lang, "资产管理：自评材料没有载明固定资产数额。", "Assets: no amounts are reported.")
    zh, en = (
        f"资产管理：固定资产总额 {show_found(total, 'zh')}",
        f"Assets: fixed assets of {show_found(total, 'en')}",
    )
    if len(_known(buildings, other)) == 2:
        zh += f"（房屋 {show_found(buildings, 'zh')}，其他 {show_found(other, 'zh')}）"
        en += f" (buildings {show_found(buildings, 'en')}, other {show_found(other, 'en')})"
    zh += f"，实际在用 {show_found(in_use, 'zh')}" if _known(in_use) else "，实际在用的金额未载"
    en += (
        f", of which {show_found(in_use, 'en')} in use"
        if _known(in_use)
        else "; how much of it is in use is not reported"
    )
    if _stated(rate):
        zh += f"，自报利用率 {show_found(rate, 'zh')}"
        en += f"; the use rate is given as {show_found(rate, 'en')}"
    used = _known(total, buildings, other, in_use, rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _staff(book: FactBook, lang: str) -> str:
    posts, staff = book.find("establishment_count"), book.find("established_staff_count")
    outside, rate, control = (
        book.find("off_establishment_count"),
        book.find("off_establishment_rate"),
        book.find("staffing_control_rate"),
    )
    if not _known(posts, staff):
        return say(
            lang,
            "人员管理：自评材料没有载明编制数和在编人数。",
            "Staff: neither posts nor staff are reported.",
        )
    zh = f"人员管理：核定编制 {show_found(posts, 'zh')}，年末在编 {show_found(staff, 'zh')}"
    en = f"Staff: {show_found(staff, 'en')} established staff in {show_found(posts, 'en')} approved posts"
    if _stated(control):
        zh += f"，自报财政供养人员控制率 {show_found(control, 'zh')}"
        en += f"; the staffing control rate is given as {show_found(control, 'en')}"
    if _known(outside):
        zh += f"；劳务派遣及编外聘用人员 {show_found(outside, 'zh')}"
        en += f"; {show_found(outside, 'en')} dispatched or hired outside the establishment"
    elif _stated(rate):
        zh += f"；编外人员数未载，自报其与在职人员总数的比率为 {show_found(rate, 'zh')}"
        en += f"; the number of off-establishment staff is not reported, their ratio to all staff is given as {show_found(rate, 'en')}"
    used = _known(posts, staff, control, outside, rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")
