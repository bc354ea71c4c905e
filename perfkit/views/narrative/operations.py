"""Section 3, second part: procurement, projects, assets and staff."""

from __future__ import annotations

from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import FactBook
from perfkit.views.narrative.budget import known, stated
from perfkit.views.narrative.prose import Paragraph, Prose, headed
from perfkit.views.wording import sections, show_found


def operations(evaluation: Evaluation, lang: str) -> Prose:
    """Procurement, projects, assets and staff."""
    book = evaluation.book
    heading = headed(
        lang, "（二）采购、项目、资产和人员", "3.2 Procurement, projects, assets and staff", 3, "operations"
    )
    texts = [_procurement(book, lang), _projects(book, lang), _assets(book, lang), _staff(book, lang)]
    return Prose((heading, *(Paragraph(text) for text in texts)), lang)


def _procurement(book: FactBook, lang: str) -> str:
    planned, actual = book.find("procurement_planned"), book.find("procurement_actual")
    if not known(planned, actual):
        return say(
            lang,
            "政府采购：自评材料没有载明采购计划和实际采购金额。",
            "Procurement: neither planned nor actual amounts are reported.",
        )
    zh = (
        f"政府采购：计划采购 {show_found(planned, 'zh')}，实际采购"
        f" {show_found(actual, 'zh')}{sections([planned, actual])}。"
    )
    return say(
        lang,
        zh,
        f"Procurement: {show_found(planned, 'en')} planned, {show_found(actual, 'en')} procured"
        f" {sections([planned, actual])}.",
    )


def _projects(book: FactBook, lang: str) -> str:
    applied, approved = book.find("projects_applied_count"), book.find("projects_approved_count")
    planned, finished = book.find("projects_planned_count"), book.find("projects_finished_count")
    if not known(applied, approved, planned, finished):
        return say(lang, "项目管理：自评材料没有载明项目数。", "Projects: no numbers are reported.")
    zh = (
        f"项目管理：申报项目 {show_found(applied, 'zh')}，批复 {show_found(approved, 'zh')}"
        if known(applied, approved)
        else "项目管理："
    )
    en = (
        f"Projects: {show_found(applied, 'en')} applied for, {show_found(approved, 'en')} approved"
        if known(applied, approved)
        else "Projects:"
    )
    if known(planned, finished):
        zh += (
            f"{'，' if known(applied, approved) else ''}计划完成 {show_found(planned, 'zh')}，按时完成"
            f" {show_found(finished, 'zh')}"
        )
        en += (
            f"{',' if known(applied, approved) else ''} {show_found(planned, 'en')} to be finished,"
            f" {show_found(finished, 'en')} finished on time"
        )
    else:
        zh += "；计划完成数和按时完成数未载"
        en += "; how many were to be finished and were finished on time is not reported"
    used = known(applied, approved, planned, finished)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _assets(book: FactBook, lang: str) -> str:
    total, in_use, rate = (
        book.find("fixed_assets_total"),
        book.find("fixed_assets_in_use"),
        book.find("fixed_assets_use_rate"),
    )
    buildings, other = book.find("fixed_assets_buildings"), book.find("fixed_assets_other")
    if not known(total, in_use, rate):
        return say(lang, "资产管理：自评材料没有载明固定资产数额。", "Assets: no amounts are reported.")
    zh, en = (
        f"资产管理：固定资产总额 {show_found(total, 'zh')}",
        f"Assets: fixed assets of {show_found(total, 'en')}",
    )
    if len(known(buildings, other)) == 2:
        zh += f"（房屋 {show_found(buildings, 'zh')}，其他 {show_found(other, 'zh')}）"
        en += f" (buildings {show_found(buildings, 'en')}, other {show_found(other, 'en')})"
    zh += f"，实际在用 {show_found(in_use, 'zh')}" if known(in_use) else "，实际在用的金额未载"
    en += (
        f", of which {show_found(in_use, 'en')} in use"
        if known(in_use)
        else "; how much of it is in use is not reported"
    )
    if stated(rate):
        zh += f"，自报利用率 {show_found(rate, 'zh')}"
        en += f"; the use rate is given as {show_found(rate, 'en')}"
    used = known(total, buildings, other, in_use, rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")


def _staff(book: FactBook, lang: str) -> str:
    posts, staff = book.find("establishment_count"), book.find("established_staff_count")
    outside, rate, control = (
        book.find("off_establishment_count"),
        book.find("off_establishment_rate"),
        book.find("staffing_control_rate"),
    )
    if not known(posts, staff):
        return say(
            lang,
            "人员管理：自评材料没有载明编制数和在编人数。",
            "Staff: neither authorised posts nor staff in them are reported.",
        )
    zh = f"人员管理：核定编制 {show_found(posts, 'zh')}，年末在编 {show_found(staff, 'zh')}"
    en = (
        f"Staff: {show_found(staff, 'en')} staff in authorised posts; {show_found(posts, 'en')} posts"
        " authorised"
    )
    if stated(control):
        zh += f"，自报财政供养人员控制率 {show_found(control, 'zh')}"
        en += f"; the staffing control rate is given as {show_found(control, 'en')}"
    if known(outside):
        zh += f"；劳务派遣及编外聘用人员 {show_found(outside, 'zh')}"
        en += f"; {show_found(outside, 'en')} dispatched or hired outside authorised posts"
    elif stated(rate):
        zh += f"；编外人员数未载，自报其与在职人员总数的比率为 {show_found(rate, 'zh')}"
        en += (
            "; the number of staff outside authorised posts is not reported, their ratio to all staff is"
            f" given as {show_found(rate, 'en')}"
        )
    used = known(posts, staff, control, outside, rate)
    return say(lang, f"{zh}{sections(used)}。", f"{en} {sections(used)}.")
