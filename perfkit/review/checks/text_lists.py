"""Lists of figures in a sentence beside their total: 由甲、乙组成, 即甲、乙, 甲、乙，共丙, and a part that follows 其中."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import chain, pairwise

from perfkit.base.quantities import ZERO
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.checks.text_sums import are_levels, off_total
from perfkit.review.finding import Finding
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    allowed,
    called,
    comparable,
    figured,
    gap_of,
    hits,
    show_like,
)
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, threshold, words

_REACH, _SMALL, _NOUN, _FEWEST = 14, 20, 2, 3
_AND = re.compile("[和及与]|以及")
_MOST_NAMES = 40


@check(1, "sum.text_list", "figure.part_of_text")
def lists_in_text(case: Case) -> Iterator[Finding]:
    """A total and the list that makes it up, before it or after it, in the words of any text; and a part
    (其中) above its whole."""
    yield from _done_and_left(case)
    # 产出指标48分（满分50分）: the most points are no part of what was given
    most = called(case, "most_points_label")
    for printed in figured(case):
        kept = tuple(m for m in printed.mentions if id(m) not in most)
        if len(kept) > 1:
            statement = printed if len(kept) == len(printed.mentions) else replace(printed, mentions=kept)
            yield from _whole_before(statement)
            yield from _whole_after(statement)
            yield from _whole_first(statement)
            yield from _part_above(statement)
            yield from _done_above(statement)


def _done_and_left(case: Case) -> Iterator[Finding]:
    """8个项目中,7个已完工,2个在建: more than there are; or, where the rest is named, other than all."""
    told = (hits(case, pattern(name)) for name in ("done_and_left", "done_and_left_told"))
    for statement, found in chain.from_iterable(told):
        at = [found.start(name) for name in ("whole", "done", "left")]
        counts = [m for m in statement.mentions if m.start in at]
        total = sum((part.value for part in counts[1:]), ZERO)
        if len(counts) < 3:
            continue
        whole, *parts = counts
        if total > whole.value or found["rest"] and total != whole.value:
            yield off_total("sum.text_list", statement, whole, parts, "unsure")


# 由……组成, 即, 分别
# ---------------------------------------------------------------------------------------------------------
def _whole_before(statement: Statement) -> Iterator[Finding]:
    text = statement.text
    for match in pattern("list_opening").finditer(text):
        wholes = [m for m in statement.mentions if m.end <= match.start() and m.kind != RATE]
        if not wholes or not _is_near(text[wholes[-1].end : match.start()]):
            continue
        whole = wholes[-1]
        if "其中" in text[whole.end : match.start()]:
            continue  # the matter of sum.text_parts
        parts = _run(statement, match.end(), whole)
        closed = match["kind"] != "由" or (
            parts and pattern("list_closing").match(text[parts[-1].end : parts[-1].end + _REACH])
        )
        if len(parts) > 1 and closed and _tells(whole, parts, complete=match["open"] is None):
            yield _found(statement, whole, parts)


def _is_near(between: str) -> bool:
    """Whether nothing but a noun or an aside stands between a total and the words that open its list."""
    return len(pattern("aside").sub("", between)) <= _REACH and not pattern("stop").search(
        pattern("aside").sub("", between)
    )


def _run(statement: Statement, start: int, whole: Mention) -> list[Mention]:
    """The figures of a list from a place on, in the unit of the whole."""
    parts: list[Mention] = []
    last, loose = start, False
    for mention in statement.mentions:
        if mention.start < start:
            continue
        gap = pattern("aside").sub("", statement.text[last : mention.start])
        if any(word in gap for word in words("not_a_part")) or "其中" in gap:
            break
        if mention.kind == RATE and parts and mention.label.startswith("占"):
            last = mention.end
            continue
        joint = pattern("list_joint" if len(parts) < 2 or loose else "list_joint_plain")
        if not comparable(mention, whole) or (parts and not joint.search(gap)):
            break
        loose = loose or (len(parts) == 1 and gap[:1] in ";；")  # a list that 、 parts ends at a semicolon
        parts.append(mention)
        last = mention.end
    return parts


# 甲、乙，共丙
# ---------------------------------------------------------------------------------------------------------
def _whole_after(statement: Statement) -> Iterator[Finding]:
    for at, whole in enumerate(statement.mentions):
        last = statement.mentions[at - 1] if at else None
        said = statement.text[last.end : whole.start] if last else ""
        total = pattern("bare_total").search(said)
        kind = None if total else pattern("total_of_its_kind").search(said)
        if whole.kind == RATE or not (total or kind):
            continue
        before = list(statement.mentions[:at])
        run = _back(statement, before, whole)
        if kind:
            tail = kind["noun"][-_NOUN:]
            total = kind if len(run) > 1 and all(one.label.endswith(tail) for one in run) else None
        if total is None:
            continue
        tries = [run[n:] for n in range(len(run) - 1)]
        if whole.unit == "分":
            alike = [m for m in before if comparable(m, whole)]
            tries += [[m for m in alike if pattern("own_points").search(m.label)], alike[1::2], alike]
        tries = [
            parts for parts in tries if len(parts) > 1 and not any(_is_negative(statement, p) for p in parts)
        ]
        groups = total.groupdict()
        if groups.get("year"):
            tries = [t for t in tries if all(pattern("of_a_part_of_year").search(p.label) for p in t)]
        if not tries or any(gap_of(whole, parts) <= allowed(whole, parts) for parts in tries):
            continue
        near = [
            parts
            for parts in tries
            if _tells(whole, parts, complete=groups.get("sure", groups.get("noun")) is not None)
        ]
        if near:
            yield _found(statement, whole, near[0])


def _whole_first(statement: Statement) -> Iterator[Finding]:
    """支出合计A,人员经费a,公用经费b,项目经费c: three parts or more right behind a total, near to it or by a slip."""
    for whole in statement.mentions:
        if whole.kind == RATE or whole.approximate or not pattern("total_named").search(whole.label):
            continue
        behind = statement.text[whole.end : whole.end + 1]
        run = _run(statement, whole.end, whole) if behind in (",", ":", ";") else []
        tries = [run[:n] for n in range(_FEWEST, len(run) + 1)]
        if any(gap_of(whole, parts) <= allowed(whole, parts) for parts in tries) or len(run) < _FEWEST:
            continue
        near = [t for t in tries if _tells(whole, t, complete=False) and _is_close(whole, t)]
        if near:
            yield _found(statement, whole, near[-1])


def _is_close(whole: Mention, parts: list[Mention]) -> bool:
    added = sum((part.value for part in parts), ZERO)
    slip = is_slip(whole.digits, _digits_of(added, whole))
    return slip or gap_of(whole, parts) <= whole.value * threshold("sum_near")


def _is_negative(statement: Statement, part: Mention) -> bool:
    return statement.text[part.start - 1 : part.start] in ("-", "−")


def _back(statement: Statement, before: list[Mention], whole: Mention) -> list[Mention]:
    """The figures of the list that ends right before a total."""
    parts: list[Mention] = []
    end = whole.start
    for mention in reversed(before):
        gap = statement.text[mention.end : end]
        if mention.kind == RATE and mention.label.startswith("占"):
            end = mention.start
            continue
        if not comparable(mention, whole):
            break
        if parts and (not pattern("list_joint").search(gap) or any(w in gap for w in words("not_a_part"))):
            break
        parts.insert(0, mention)
        end = mention.start
    return parts


def _tells(whole: Mention, parts: list[Mention], *, complete: bool) -> bool:
    """Whether a list is meant to make up its total and does not."""
    if are_levels(whole, parts) or any(pattern("each_of_several").search(one.label) for one in parts):
        return False
    gap, added = gap_of(whole, parts), sum((part.value for part in parts), ZERO)
    if gap <= allowed(whole, parts) or whole.value == 0:
        return False
    if any(whole.value == part.value for part in parts):
        return False
    slip = is_slip(whole.digits, _digits_of(added, whole))
    near = gap <= whole.value * threshold("list_gap") or (whole.value < _SMALL and gap <= 2 and complete)
    return slip or (near and (complete or added > whole.value or len(parts) > 2))


def _digits_of(value: Fraction, like: Mention) -> str:
    return show_like(value, like).removesuffix(like.unit)


def _found(statement: Statement, whole: Mention, parts: list[Mention]) -> Finding:
    about = whole.approximate or any(part.approximate for part in parts)
    return off_total("sum.text_list", statement, whole, parts, "unsure" if about else "")


# 其中
# ---------------------------------------------------------------------------------------------------------
def _part_above(statement: Statement) -> Iterator[Finding]:
    opened = list(pattern("of_which").finditer(statement.text))
    plain = pattern("aside").sub(lambda found: "#" * len(found.group()), statement.text) if opened else ""
    for match in opened:
        before = [m for m in statement.mentions if m.end <= match.start() and plain[m.start] != "#"]
        part = next((m for m in statement.mentions if m.start >= match.end()), None)
        between = [m for m in before if part is not None and comparable(m, part)]
        if part is None or not between or not _is_near(statement.text[match.end() : part.start]):
            continue
        if pattern("bound_behind").search(statement.text[part.end :]):
            continue
        whole = between[-1]
        rest = statement.text[whole.end : match.start()]
        shares = [m for m in before if m.start >= whole.end]
        if any(m.kind != RATE for m in shares) or pattern("stop_of_list").search(rest):
            continue
        if pattern("changed_label").search(whole.label) or pattern("mean_label").search(whole.label):
            continue
        if part.value - part.slack > max(one.value + one.slack for one in between):
            yield _above(statement, whole, part)


def _done_above(statement: Statement) -> Iterator[Finding]:
    """全镇8个村，已通水9个: more is done than there is."""
    for whole, part in pairwise(statement.mentions):
        between = statement.text[whole.end : part.start]
        if not comparable(whole, part) or not pattern("done_of_all").match(between):
            continue
        named = pattern("whole_of_a_place").search(whole.label) and not pattern("planned").search(whole.label)
        if named and part.value - part.slack > whole.value + whole.slack:
            yield _above(statement, whole, part)


def _above(statement: Statement, whole: Mention, part: Mention) -> Finding:
    size = show_like(part.value - whole.value, whole)
    fields = {
        "whole": whole.label,
        "whole_value": whole.printed,
        "part": part.label,
        "part_value": part.printed,
        "size": size,
    }
    return finding(
        "figure.part_of_text",
        fields,
        (statement.place(whole, part),),
        unless="unsure" if part.approximate or whole.approximate else "",
    )


@check(3, "figure.named_list")
def lists_of_names(case: Case) -> Iterator[Finding]:
    """A count and the names that 分别是 or 即 lists after it, up to the end of the statement."""
    for statement in figured(case):
        for mention in statement.mentions:
            if mention.kind in (MONEY, RATE) or not mention.unit or mention.value > _MOST_NAMES:
                continue
            opening = pattern("names_opening").match(statement.text, mention.end)
            if opening is None or mention.approximate:
                continue
            listed = pattern("names_end").split(statement.text[opening.end() :])[0].rstrip(")）")
            if pattern("names_open").search(listed) or re.search(r"\d", listed):
                continue
            names = [name for name in listed.split("、") if name]
            most = len(names) + len(_AND.findall(listed))
            if len(names) < 2 or "," in listed or len(names) <= mention.value <= most:
                continue
            yield finding(
                "figure.named_list",
                {
                    "label": mention.label or "",
                    "said": mention.printed,
                    "count": str(len(names)),
                    "listed": listed,
                },
                (statement.place(mention),),
            )
