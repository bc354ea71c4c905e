"""Why a code's findings are made and what would silence them, as text for a terminal."""

from __future__ import annotations

from difflib import get_close_matches

from perfkit.base.errors import RubricError
from perfkit.base.text import Text, say
from perfkit.review.finding import SEVERITY_NAMES
from perfkit.review.registry import CHECKS
from perfkit.review.rulebook import problem_of, rulebook


def explain(code: str, lang: str = "zh") -> str:
    """What a code stands for, how sure it is, when it is given, and what must not give it.

    Raises
    ------
    RubricError   no such code; the nearest ones are named.

    Examples
    --------
    >>> print(explain("points.above_weight").splitlines()[0])
    points.above_weight 得分高于分值
    """
    book = rulebook()
    rule = book.codes.get(code)
    if rule is None:
        near = "、".join(get_close_matches(code, book.codes, 3, 0.5)) or "docs/checks.md"
        raise RubricError(
            f"没有核查代码 {code}；相近的有：{near}", f"there is no code {code}; near to it: {near}"
        )
    problem = book.problems[problem_of(code)]
    lines = [
        f"{code} {rule.title.text.in_(lang)}",
        say(lang, "类别：", "class: ")
        + book.classes[rule.cls].text.in_(lang)
        + (say(lang, "，推断", ", inferred") if rule.inferred else ""),
        say(lang, "至多：", "at most: ") + SEVERITY_NAMES[rule.severity].in_(lang),
        say(lang, "归入：", "belongs to: ") + problem.name.text.in_(lang),
        say(lang, "何时提出：", "when it is given:"),
        "   " + when(code).in_(lang),
    ]
    lines.append(
        say(lang, "材料这样写就不再提出：", "what in the filing would silence it: ")
        + book.silenced[rule.cls].text.in_(lang)
    )
    silent = [negative for negative in book.negatives if code in negative.codes]
    if silent:
        lines.append(say(lang, "下列情形不提出：", "what does not give it:"))
        lines += [f"   {n.text}  —  {n.why.text.in_(lang)}" for n in silent]
    lines.append(
        say(
            lang,
            "若不属实：perfkit feedback 部门文件夹 --finding 编号 --verdict wrong --reason 原因",
            "if it is wrong: perfkit feedback FOLDER --finding ID --verdict wrong --reason WHY",
        )
    )
    return "\n".join(lines)


def when(code: str) -> Text:
    """When a code's findings are given: what data/review/when.yaml says of its check or, where none gives it
    (accounts, other years, a cohort), of itself."""
    first = next((c.codes[0] for c in CHECKS if code in c.codes), code)
    return rulebook().when[first].text
