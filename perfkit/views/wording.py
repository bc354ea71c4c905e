"""How what is known of a fact, and its places, are worded in reports."""

from __future__ import annotations

from collections.abc import Iterable

from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span, show_value
from perfkit.evaluation.tree import Evaluation
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.fact_book import MISSING, NOT_APPLICABLE, Found
from perfkit.rubric.table import Grade
from perfkit.views.said import worded


def show_found(found: Found, lang: str) -> str:
    """What is known of a fact: as printed where one statement prints it, both values where statements differ.

    Missing is said to be missing; it is never shown as 0.
    """
    kind = fact_catalogue()[found.fact].kind
    if found.state == NOT_APPLICABLE:
        return say(lang, "不适用", "not applicable")
    if found.state == MISSING:
        if found.span.low > 0:
            return say(lang, "不少于 ", "at least ") + show_value(found.span.low, kind, lang)
        return say(lang, "未载", "not reported")
    if kind == "rate" and found.statements and not found.derived_from:
        return "／".join(dict.fromkeys(statement.printed for statement in found.statements))
    if found.span.is_exact:
        unit = found.statements[0].unit if found.statements and kind == "count" and lang == "zh" else ""
        shown = show_value(found.span.low, kind, lang)
        return f"{shown} {unit}" if unit else shown
    low = show_value(found.span.low, kind, lang)
    if found.span.high is None:
        return say(lang, f"不少于 {low}", f"at least {low}")
    high = show_value(found.span.high, kind, lang)
    return say(lang, f"{low}～{high}（各处所载不一致）", f"{low} to {high} (statements differ)")


def sections(found: Iterable[Found]) -> str:
    """The places of some facts as one reference, 〔一（四）1、三（二）〕; empty where none is printed."""
    places = dict.fromkeys(statement.section for one in found for statement in one.statements)
    return f"〔{'、'.join(places)}〕" if places else ""


def show_reach(evaluation: Evaluation, lang: str, *, both: bool = False) -> str:
    """The grades from the least to the most points, one where they are the same; empty where the table gives
    none.

    Parameters
    ----------
    both : bool   in English with the Chinese name beside it

    Examples
    --------
    >>> from perfkit import load_department
    >>> longhua = load_department("sz-sif-longhua_2020").evaluate()
    >>> show_reach(longhua, "zh"), show_reach(longhua, "en", both=True)
    ('差～优', 'poor (差) to excellent (优)')
    """
    if not evaluation.rubric.is_graded:
        return ""
    low, high = (show_grade(evaluation.grades[end], lang, both=both) for end in ("low", "high"))
    return low if low == high else say(lang, f"{low}～{high}", f"{low} to {high}")


def show_grade(grade: Grade, lang: str, *, both: bool = False) -> str:
    """The name of a grade, in English with the Chinese one beside it where `both`."""
    return say(lang, grade.name, f"{grade.name_en} ({grade.name})" if both else grade.name_en)


def show_own(evaluation: Evaluation, lang: str) -> str:
    """The self-score, and the total that the form prints where the rows do not sum to it; of a filing that is
    not scored what the form prints; a dash without either."""
    own, printed = evaluation.self_score, evaluation.submission.self_evaluation.total
    if own is None:
        own, printed = None if evaluation.is_scored else printed, None
    if own is None:
        return "—"
    shown = show_number(own)
    if printed is None or show_number(printed) == shown:
        return shown
    return shown + worded(lang, "own_is_a_sum", total=show_number(printed))


def show_total(evaluation: Evaluation, lang: str) -> str:
    """The points that rule and figures allow, or that the filing is not scored."""
    return show_span(evaluation.points) if evaluation.is_scored else say(lang, "未评分", "not scored")
