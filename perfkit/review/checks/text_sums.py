"""Arithmetic within a statement of the text: a total and the parts that follow 其中, balances, and what must be
equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, pairwise, takewhile

from perfkit.base.quantities import ZERO
from perfkit.review.arithmetic import is_slip
from perfkit.review.case import Case
from perfkit.review.english import listed
from perfkit.review.finding import Condition, Finding, Place
from perfkit.review.mentions import (
    MONEY,
    RATE,
    Mention,
    Statement,
    allowed,
    comparable,
    gap_of,
    lines_of,
    neighbour,
    show_like,
)
from perfkit.review.registry import check
from perfkit.review.rulebook import finding, pattern, phrase, rulebook, threshold, words

_LONGEST_NOUN, _FEW = 12, 100


@check(1, "sum.text_parts")
def parts_in_text(case: Case) -> Iterator[Finding]:
    """A total of the text and the parts listed after 其中."""
    yield from _changes_of_parts(case)
    found = breakdowns(case)
    complete = [{part.label for part in b.parts} for b in found if any(map(b.fits, b.wholes))]
    results = {(row.parsed.actual_number, row.parsed.actual_unit) for row in case.targets}
    for b in found:
        if (
            pattern("parts_overlap").search(b.statement.text[b.parts[0].start :])
            or b.has_a_total()
            or are_levels(b.wholes[0], b.parts)
            or pattern("mean_label").search(b.wholes[0].label)
            or any(b.fits(w) or b.ends_early(w) or _explained(w, b.parts) for w in b.wholes)
        ):
            continue
        statement, parts = b.statement, b.parts
        whole = min(b.wholes, key=b.off)
        total = sum((part.value for part in parts), ZERO)
        sure = len(b.wholes) == 1 and not whole.approximate and not any(p.approximate for p in parts)
        closed = not any(word in statement.text[whole.end :] for word in words("not_all_parts"))
        near = (
            len(parts) > 2 and total >= whole.value * threshold("parts_nearly_whole") or _by_use(whole, parts)
        )
        by_unit = any(total * 10**n == whole.value for n in (3, 4, 8))  # 1284500万元, of 28.45 and 100
        certain = total > whole.value or by_unit or b.is_whole() or {part.label for part in parts} in complete
        if certain or ((near or _by_a_slip(whole, total) or (total, whole.unit) in results) and closed):
            unless: Condition = "" if certain and sure else "unsure"
            yield off_total("sum.text_parts", statement, whole, parts, unless)


def _changes_of_parts(case: Case) -> Iterator[Finding]:
    """三公经费较上年减少 D。其中：……较上年减少 d，……: the changes of all parts, one way, against that of the whole."""
    for statement in lines_of(case).worth_reading(pattern("of_which")):
        found = pattern("of_which").search(statement.text)
        before = neighbour(case, statement) if found and not found.start() else statement
        if found is None or before is None:
            continue
        names = [one.names for one in rulebook().partitions if all(n in statement.text for n in one.names)]
        for base in ("上年", "预算") if names else ():
            said = [[m for m in one.mentions if _changes(m, base)] for one in (before, statement)]
            wholes = [m for m in said[0] if before is not statement or m.end <= found.start()]
            parts = [m for m in said[1] if m.start >= found.end()]
            ways = {bool(pattern("says_down").search(m.label)) for m in (*wholes, *parts)}
            if len(wholes) == 1 < len(parts) <= len(names[-1]) and len(ways) == 1:
                if gap_of(wholes[0], parts) > allowed(wholes[0], parts):
                    places = (before.place(wholes[0]), statement.place(*parts))
                    yield off_total("sum.text_parts", statement, wholes[0], parts, places=places)


def _changes(one: Mention, base: str) -> bool:
    return one.kind == MONEY and base in one.label and bool(pattern("changed_label").search(one.label))


def are_levels(whole: Mention, parts: list[Mention]) -> bool:
    """True where the parts are the levels of one hierarchy of indicators: none adds to another."""
    return bool(pattern("levels_of_one").search("".join(one.label for one in (whole, *parts))))


def off_total(
    code: str,
    statement: Statement,
    whole: Mention,
    parts: list[Mention],
    unless: Condition = "",
    places: Sequence[Place] = (),
) -> Finding:
    """A total and parts that do not add up to it."""
    size = show_like(gap_of(whole, parts), whole)
    named = "" if pattern("total_word").search(whole.label) else whole.label
    fields = {
        "name": phrase("own_figure", name=named) if named else phrase("the_total"),
        "total": whole.printed,
        "parts": listed([part.printed for part in parts], "＋", " + "),
        "added": show_like(sum((part.value for part in parts), ZERO), whole),
        "size": size,
    }
    places = places or (statement.place(*sorted([whole, *parts], key=lambda one: one.start)),)
    return finding(code, fields, places, unless=unless, difference=size)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Parts that a statement lists after 其中, the shares beside them, and what they may be parts of."""

    statement: Statement
    wholes: tuple[Mention, ...]
    parts: list[Mention]
    shares: dict[int, Mention]

    def off(self, whole: Mention) -> Fraction:
        """How far the sum of the parts is from a whole."""
        return gap_of(whole, self.parts)

    def fits(self, whole: Mention) -> bool:
        """Whether they lie apart by less than the print of all figures: no rounding reaches that far."""
        return self.off(whole) < allowed(whole, self.parts) or not self.off(whole)

    def has_a_total(self) -> bool:
        """True where the statement sums the parts up itself (其中购置36万元、运行62万元，合计98万元；接待3万元): of the
        whole they are not all."""
        last = self.parts[-1]
        after = next((one for one in self.statement.mentions if one.start >= last.end), None)
        if after is None or not pattern("bare_total").search(self.statement.text[last.end : after.start]):
            return False
        return self.fits(after)

    def ends_early(self, whole: Mention) -> bool:
        """True where those joined by 、 make up the whole: after a comma something else is counted."""
        gaps = (self.statement.text[one.end : other.start] for one, other in pairwise(self.parts))
        first = self.parts[: 1 + sum(1 for _ in takewhile(lambda gap: gap.startswith("、"), gaps))]
        return len(first) > 1 and not gap_of(whole, first)

    def is_whole(self) -> bool:
        """True where the parts make up a whole: by their nature, by a last 其他, or since their shares do."""
        shares = sum((share.value for share in self.shares.values()), ZERO)
        slack = sum((share.slack for share in self.shares.values()), ZERO)
        every = len(self.shares) == len(self.parts) and abs(shares - 1) <= slack
        rest = len(self.parts) > 2 and bool(pattern("rest_label").search(self.parts[-1].label))
        return every or rest or _is_partition(self.parts)


def breakdowns(case: Case) -> list[Breakdown]:
    """Each list of parts of the text; where a statement begins with 其中, its whole stands in the one
    before."""
    return case.once("breakdowns", lambda: list(_breakdowns(case)))


def _breakdowns(case: Case) -> Iterator[Breakdown]:
    of_which = pattern("of_which")
    for statement in lines_of(case).worth_reading(of_which):
        if not of_which.search(statement.text):
            continue
        before = neighbour(case, statement)
        text = pattern("aside").sub(lambda found: "#" * len(found.group()), statement.text)
        figures = [m for m in statement.mentions if text[m.start] != "#"]
        further: tuple[Mention, ...] = ()  # 其中……；其中……: the second may be of the first one's whole
        for match in of_which.finditer(text):
            near = _wholes(statement, figures, text, match.start(), before)
            if near and match.group()[0] in ";；":  # what follows may be another way to part the same whole
                near = (*near, *_earlier(statement, figures, text, match.start(), near[0]))
            wholes = (*near, *(one for one in further if one not in near))
            further = wholes or further
            if near:
                parts, shares = _parts(figures, text, match.end(), wholes[0])
                if len(parts) > 1 and not _two_columns(parts):
                    yield Breakdown(statement, wholes, parts, shares)


def _earlier(
    statement: Statement, figures: list[Mention], text: str, at: int, last: Mention
) -> Iterator[Mention]:
    """The figures before the one right before 其中, and the sum of the list that they end."""
    before = [m for m in figures if m.end <= at and comparable(m, last)]
    yield from (m for m in reversed(before) if m is not last)
    if len(before) > 1:
        total = before[-2].value + before[-1].value
        yield replace(last, value=total, slack=last.slack + before[-2].slack)


def _two_columns(parts: list[Mention]) -> bool:
    """True where budget and expenditure of the same items stand side by side."""
    labels = [part.label for part in parts]
    return all(any(pattern(name).search(label) for label in labels) for name in ("budget_word", "spent_word"))


def _wholes(
    statement: Statement, figures: list[Mention], text: str, at: int, before: Statement | None
) -> tuple[Mention, ...]:
    """What may be broken down: the figure right before 其中, or what the statement before sums up."""
    noun = text[at : at + 1] == "中"  # 5个示范基地中，: what is counted stands between
    near = [m for m in figures if m.end <= at and _follows(text[m.end : at].strip("#"), noun)]
    if near and near[-1].kind != RATE and not pattern("changed_label").search(near[-1].label):
        part = next((m for m in figures if m.start >= at), near[-1])
        alike = [m for m in figures if m.end <= at and comparable(m, part)]
        left = pattern("column_left").search(near[-1].label)  # 支出90万元，结余3万元，其中: of either
        rest = [m for m in reversed(alike) if m is not near[-1]] if left else []
        return (near[-1], *rest) if comparable(near[-1], part) else (*alike[-1:], near[-1])
    if near:
        ends = {one.start: last.end for last, one in pairwise(figures)}  # 比预算5万元少1万元
        said = [m for m in figures if m.end <= at and m.kind != RATE]
        said = [m for m in said if not pattern("changed_label").search(m.label)]
        gaps = (text[ends.get(m.start, 0) : m.start] for m in reversed(said))
        return tuple(m for m in reversed(said) if not pattern("compared_with").search(next(gaps)))
    if before is None:
        return ()
    totals = [m for m in before.mentions if m.kind != RATE and not pattern("changed_label").search(m.label)]
    if at > 0:  # 基本支出中，: of the amount of that name
        return tuple(m for m in totals if pattern("year_prefix").sub("", m.label) == text[:at])
    first = next((m for m in figures if m.start >= at and m.kind != RATE), None)
    return tuple(dict.fromkeys(m for m in reversed(totals) if first is not None and comparable(m, first)))


def _follows(between: str, noun: bool) -> bool:
    if not noun:  # 12个乡镇，其中
        return not between or (len(between) <= _LONGEST_NOUN // 2 and between.isalpha())
    return not pattern("stop").search(between) and len(between) <= _LONGEST_NOUN


def _parts(
    figures: list[Mention], text: str, start: int, whole: Mention
) -> tuple[list[Mention], dict[int, Mention]]:
    parts: list[Mention] = []
    shares: dict[int, Mention] = {}
    last, shared = start, False
    end = text.find(")", start) if text.count("(", 0, start) > text.count(")", 0, start) else -1
    for mention in figures:
        if mention.start < start:
            continue
        if 0 <= end < mention.start:
            break
        gap = text[last : mention.start].strip("#")
        if "其中" in gap or any(word in gap for word in words("not_a_part")):
            break
        if comparable(mention, whole):
            any_mark = shared or _is_partition([*parts, mention])
            if parts and not pattern("list_joint" if any_mark else "list_joint_plain").search(gap):
                break
            if whole.unit == "分" and parts and pattern("own_beside").fullmatch(gap.strip(",:(")):
                return [], shares  # 投入20分,得18分: most and own side by side are no parts of one number
            if parts and pattern("each_in_turn").search(gap):  # the most of each, and now what each got
                if whole.unit != "分" or not gap_of(whole, parts):
                    break
                parts, shares = [], {}
            parts.append(mention)
        elif mention.kind == RATE and parts and mention.label.startswith("占"):
            shares[len(parts) - 1] = mention
        elif mention.kind != RATE:
            break
        last, shared = mention.end, mention.kind == RATE
    return parts, shares


def _is_partition(parts: list[Mention]) -> bool:
    for partition in rulebook().partitions:
        every = all(any(name in part.label for part in parts) for name in partition.names)
        if every and all(any(name in part.label for name in partition.names) for part in parts):
            return True
    return False


def _explained(whole: Mention, parts: list[Mention]) -> bool:
    """Parts of parts: some of them alone make up the total (其中……，其中……); of a few things counted by chance."""
    if whole.kind != MONEY and whole.value < _FEW:
        return False
    some = (chosen for n in range(max(2, len(parts) - 2), len(parts)) for chosen in combinations(parts, n))
    return any(gap_of(whole, chosen) <= allowed(whole, chosen) for chosen in some)


def _by_use(whole: Mention, parts: list[Mention]) -> bool:
    """True for vehicles by their use, of which 其他用车 are one: the list is a whole."""
    named = pattern("vehicles_in_all").search(whole.label)
    return bool(named) and len(parts) > 1 and all(pattern("vehicles_by_use").search(p.label) for p in parts)


def _by_a_slip(whole: Mention, total: Fraction) -> bool:
    """True where the sum of the parts is the whole but for one digit, or two that changed places."""
    one, other = (text.removesuffix(whole.unit) for text in (whole.printed, show_like(total, whole)))
    return is_slip(one, other)
