"""What a trainee notes down as not adding up: its kind, its place, its figures or words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from perfkit.base.text import Text, joined
from perfkit.training.typed import AnswerError, narrow
from perfkit.training.words import training_data, words

_KIND_NAMES = ("sum", "rate", "restated", "score", "target", "claim")
KINDS: dict[str, Text] = {name: words(f"kind_of_note_{name}") for name in _KIND_NAMES}
KIND_WORDS: dict[str, Text] = {name: words(f"word_for_{name}") for name in _KIND_NAMES}
SCORES, TASKS, TARGETS = "四部门整体支出绩效评分表", "四年度主要任务完成情况", "四年度绩效指标完成情况"
# Labels of sections, months, years and clauses: their digits clash with nothing.
_LABELS = re.compile(
    r"〔[^〕]*〕|[一二三四五六七八九]（[一二三四五六七八九十\d]+）\d*(?:（\d+）)*|(?:问题|措施)\s*\d+|[第〇]\s*\d+\s*条|"
    r"(?<![\d.])20[12]\d(?:\s*年度?|(?![\d.]))|\d+\s*月(?:底|末|份)?|(?<![A-Za-z\d])[Dd]\d+"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Note:
    """What a trainee noted: what kind of contradiction, where, and the figures or words that clash.

    Attributes
    ----------
    kind : str     key of KINDS
    places : sections as the report prints them, or names of rows
    figures : numbers that clash, as printed; may be empty
    words : str    everything written beside the places
    """

    kind: str
    places: tuple[str, ...]
    figures: tuple[str, ...] = ()
    words: str = ""


def figures_in(text: str) -> tuple[str, ...]:
    """The figures of a text; digits of section labels, months, years and clauses are none.

    Examples
    --------
    >>> figures_in("〔二（二）（4）〕截至 6 月底为 1,190.50 万元，2020 年度占 93%")
    ('1190.50', '93')
    """
    return tuple(
        _FIGURE.findall(
            _LABELS.sub(" ", _THOUSANDS.sub("", narrow(text).replace("(", "（").replace(")", "）")))
        )
    )


def value_of(figure: str) -> str:
    """A figure without the zeros that do not count, so that 22.50 is 22.5.

    Examples
    --------
    >>> value_of("22.50"), value_of("1600")
    ('22.5', '1600')
    """
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def plain(text: str) -> str:
    """A place without spaces, with one kind of bracket, and by the name that the report prints.

    Examples
    --------
    >>> plain(" 一 (四) 1（1）"), plain("评分表"), plain("问题 3")
    ('一（四）1（1）', '四部门整体支出绩效评分表', '三（二）问题3')
    """
    squeezed = (
        "".join(narrow(text).split()).replace("(", "（").replace(")", "）").strip("〔〕“”《》\"'第节。，")
    )
    if re.fullmatch(r"(?:问题|措施)\d+", squeezed):
        return f"三（二）{squeezed}"
    places = training_data("contradictions")["places"]
    return next((place for place, names in places.items() if squeezed.lower() in names), squeezed)


def read_note(kind: str, places: Iterable[str], figures: str = "") -> Note:
    """A note as typed: the kind by its word, its meaning or its id, in either language.

    Raises
    ------
    AnswerError   an unknown kind, or no place.

    Examples
    --------
    >>> read_note("合计", ["一（四）1（1）"], "262.01 与 270.51")
    Note(kind='sum', places=('一（四）1（1）',), figures=('262.01', '270.51'), words='262.01 与 270.51')
    """
    names = {
        text.strip().lower(): key
        for known in (KINDS, KIND_WORDS)
        for key, both in known.items()
        for text in (key, *both)
    }
    key = names.get(narrow(str(kind)).strip().lower())
    if key is None:
        raise AnswerError(words("no_kind", kind=kind, kinds=joined(KIND_WORDS.values())))
    where = tuple(str(place).strip() for place in places if str(place).strip())
    if not where:
        raise AnswerError(words("needs_place"))
    return Note(key, where, figures_in(str(figures)), str(figures).strip())
