"""Section 3, second part: procurement, projects, assets and staff."""

from __future__ import annotations

from perfkit.base.text import say
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.fact_book import FactBook
from perfkit.views.narrative.budget import known, stated
from perfkit.views.narrative.prose import Paragraph, Prose, headed
from perfkit.views.said import worded
from perfkit.views.wording import sections, show_found


def operations(evaluation: Evaluation, lang: str) -> Prose:
    """Procurement, projects, assets and staff."""
    book = evaluation.book
    heading = headed(lang, "operations", 3)
    texts = [_procurement(book, lang), _projects(book, lang), _assets(book, lang), _staff(book, lang)]
    return Prose((heading, *(Paragraph(text) for text in texts)), lang)


def _procurement(book: FactBook, lang: str) -> str:
    planned, actual = book.find("procurement_planned"), book.find("procurement_actual")
    if not known(planned, actual):
        return worded(lang, "no_procurement")
    return worded(
        lang,
        "procurement",
        planned=show_found(planned, lang),
        actual=show_found(actual, lang),
        places=sections([planned, actual]),
    )


def _projects(book: FactBook, lang: str) -> str:
    applied, approved = book.find("projects_applied_count"), book.find("projects_approved_count")
    planned, finished = book.find("projects_planned_count"), book.find("projects_finished_count")
    if not known(applied, approved, planned, finished):
        return say(lang, "项目管理：自评材料没有载明项目数。", "Projects: no numbers are reported.")
    words = say(lang, "项目管理：", "Projects:")
    if known(applied, approved):
        words += worded(
            lang, "projects_approved", applied=show_found(applied, lang), approved=show_found(approved, lang)
        )
    if known(planned, finished):
        words += say(lang, "，", ",") if known(applied, approved) else ""
        words += worded(
            lang, "projects_finished", planned=show_found(planned, lang), finished=show_found(finished, lang)
        )
    else:
        words += worded(lang, "projects_finished_unknown")
    used = known(applied, approved, planned, finished)
    return say(lang, f"{words}{sections(used)}。", f"{words} {sections(used)}.")


def _assets(book: FactBook, lang: str) -> str:
    total, in_use, rate = (
        book.find("fixed_assets_total"),
        book.find("fixed_assets_in_use"),
        book.find("fixed_assets_use_rate"),
    )
    buildings, other = book.find("fixed_assets_buildings"), book.find("fixed_assets_other")
    if not known(total, in_use, rate):
        return say(lang, "资产管理：自评材料没有载明固定资产数额。", "Assets: no amounts are reported.")
    words = worded(lang, "assets", total=show_found(total, lang))
    if len(known(buildings, other)) == 2:
        words += worded(
            lang, "assets_kinds", buildings=show_found(buildings, lang), other=show_found(other, lang)
        )
    if known(in_use):
        words += worded(lang, "assets_in_use", in_use=show_found(in_use, lang))
    else:
        words += say(lang, "，实际在用的金额未载", "; how much of it is in use is not reported")
    if stated(rate):
        words += worded(lang, "assets_use_rate", rate=show_found(rate, lang))
    used = known(total, buildings, other, in_use, rate)
    return say(lang, f"{words}{sections(used)}。", f"{words} {sections(used)}.")


def _staff(book: FactBook, lang: str) -> str:
    posts, staff = book.find("establishment_count"), book.find("established_staff_count")
    outside, rate, control = (
        book.find("off_establishment_count"),
        book.find("off_establishment_rate"),
        book.find("staffing_control_rate"),
    )
    if not known(posts, staff):
        return worded(lang, "no_staff")
    words = worded(lang, "staff", posts=show_found(posts, lang), staff=show_found(staff, lang))
    if stated(control):
        words += worded(lang, "staff_control_rate", rate=show_found(control, lang))
    if known(outside):
        words += worded(lang, "staff_outside", outside=show_found(outside, lang))
    elif stated(rate):
        words += worded(lang, "staff_outside_rate", rate=show_found(rate, lang))
    used = known(posts, staff, control, outside, rate)
    return say(lang, f"{words}{sections(used)}。", f"{words} {sections(used)}.")
