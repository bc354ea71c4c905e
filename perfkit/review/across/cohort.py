"""The filings of a cohort beside each other: copied sentences and targets, what belongs to another unit, all
the best.

What many departments write is the cohort's boilerplate: it is learnt from them and not listed anywhere.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple, TypeVar

from perfkit.review.across.copies import alike, likeness, without_figures
from perfkit.review.across.digest import Digest, Goal, Said, bare_words
from perfkit.review.english import listed
from perfkit.review.finding import Finding, Place
from perfkit.review.rulebook import finding, pattern, phrase, threshold

Part = TypeVar("Part", bound=Hashable)


class Copy(NamedTuple):
    """A sentence that another department has too; `of` is theirs where it is not the same word for word."""

    said: Said
    of: Said | None = None


Pairs = dict[tuple[int, int], list[Copy]]


def of_a_cohort(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """What shows only among several departments, with the key of the filing that it is about."""
    if len({one.department for one in filings}) < 2:
        return
    yield from _copied_sentences(filings)
    yield from _copied_targets(filings)
    yield from _other_names(filings)
    yield from _other_objects(filings)
    yield from _all_the_best(filings)


def _most_owners(filings: list[Digest]) -> int:
    """How many departments may share a passage before it is the cohort's boilerplate."""
    departments = len({one.department for one in filings})
    return min(max(2, int(departments * threshold("boilerplate_share"))), int(threshold("copied_owners")))


def _owners(filings: list[Digest], parts: list[list[Part]]) -> dict[Part, list[int]]:
    """What two departments or a few have in common → whose it is; what more have is boilerplate and left
    out."""
    most = _most_owners(filings)
    found: dict[Part, list[int]] = {}
    for number, own in enumerate(parts):
        for part in dict.fromkeys(own):
            owners = found.setdefault(part, [])
            # One more than may share it says that it is boilerplate; nobody asks by how much.
            if len(owners) <= most and filings[number].department not in (
                filings[n].department for n in owners
            ):
                owners.append(number)
    return {part: owners for part, owners in found.items() if 1 < len(owners) <= most}


def _copied_sentences(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """Departments that share sentences, or write nearly the same, a few characters or figures changed."""
    learnt = len({one.department for one in filings}) >= int(threshold("boilerplate_learnt"))
    pairs = _word_for_word(filings)
    exact = {pair: {copy.said.number for copy in copies} for pair, copies in pairs.items()}
    for pair, copy in _nearly(filings):
        if copy.said.number not in exact.get(pair, ()) and (learnt or _tells_much(copy.said)):
            pairs.setdefault(pair, []).append(copy)
    for (first, second), copies in pairs.items():
        near = [copy for copy in copies if copy.of is not None]
        length = sum(copy.said.length for copy in copies)
        own = sum(copy.said.length for copy in copies if copy.of is None)
        same = len(copies) - len(near) >= int(threshold("copied_sentences"))
        alike_ = len(copies) >= int(threshold("nearly_copied_sentences"))
        if (same and own >= int(threshold("copied_length"))) or (
            alike_ and length >= int(threshold("nearly_copied_length"))
        ):
            yield filings[second].key, _copied(filings[first].department, copies, near)


def _word_for_word(filings: list[Digest]) -> Pairs:
    shared = _owners(filings, [[said.number for said in one.said] for one in filings])
    own = [{said.number: said for said in one.said if said.number in shared} for one in filings]
    pairs: Pairs = {}
    for sentence, owners in shared.items():
        for number in owners[1:]:
            pairs.setdefault((owners[0], number), []).append(Copy(own[number][sentence]))
    return pairs


def _nearly(filings: list[Digest]) -> Iterator[tuple[tuple[int, int], Copy]]:
    """Sentences that are nearly one of another department, which few others write in any such form."""
    least = threshold("nearly_copied")
    every = [(number, said) for number, one in enumerate(filings) for said in one.said]
    words = [without_figures(said.text.replace(filings[n].department, "")) for n, said in every]
    groups: dict[int, list[int]] = {}
    for at, group in enumerate(alike(words, least)):
        groups.setdefault(group, []).append(at)
    most = _most_owners(filings)
    for members in groups.values():
        owners = {filings[every[at][0]].department for at in members}
        if not 1 < len(owners) <= most:
            continue
        for place, at in enumerate(members):
            number, said = every[at]
            for earlier in members[:place]:
                first, of = every[earlier]
                if filings[first].department == filings[number].department:
                    continue
                if likeness(words[earlier], words[at]) >= least:
                    yield (first, number), Copy(said, of)
                    break


def _tells_much(said: Said) -> bool:
    """True for words that no form prescribes: long for the figures in them. Where a cohort is too small to
    learn its boilerplate from, what is filled with figures may be a form's own formula."""
    figures = without_figures(said.text).count("0")
    return len(bare_words(said.text)) >= int(threshold("copied_words")) * max(1, figures)


def _copied(other: str, copies: list[Copy], near: list[Copy]) -> Finding:
    figures = sum(copy.said.figures for copy in copies if copy.of is None)
    how = [
        *([phrase("copied_figures", count=str(figures))] if figures else ()),
        *([phrase("copied_nearly", count=str(len(near)))] if near else ()),
    ]
    places = [Place(copy.said.section, copy.said.shown) for copy in copies[:4]]
    places += [Place(f"{other} {copy.of.section}", copy.of.shown) for copy in near[:2] if copy.of is not None]
    return finding(
        "cohort.copied",
        {
            "other": other,
            "count": str(len(copies)),
            "text": max(copies, key=lambda copy: len(copy.said.shown)).said.text[:40],
            "exact": listed(how, "", ""),
        },
        tuple(places),
        about=(other,),
    )


def _copied_targets(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """The same targets with the same values, all of them, in the filings of two or a few departments."""
    least = int(threshold("even_rows"))
    sets: list[list[tuple[tuple[str, str], ...]]] = [
        [tuple((goal.name, goal.expected) for goal in one.goals)] if len(one.goals) >= least else []
        for one in filings
    ]
    for owners in _owners(filings, sets).values():
        first = filings[owners[0]]
        for number in owners[1:]:
            one = filings[number]
            yield (
                one.key,
                finding(
                    "cohort.targets_copied",
                    {"other": first.department, "count": str(len(one.goals))},
                    tuple(Place(one.target_section, f"{g.name}：{g.expected}") for g in one.goals[:4]),
                    about=(first.department,),
                ),
            )


def _other_names(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """The name of another department where a filing speaks of itself (甲局承担……)."""
    names = {one.department for one in filings}
    lengths = sorted({len(name) for name in names}, reverse=True)
    for one in filings:
        own = one.department
        for section, text in one.openings:
            other = next((text[:n] for n in lengths if text[:n] in names), "")
            if not other or other in own or own in other:
                continue
            if pattern("speaks_as").match(text[len(other) :]):
                place = Place(section, text, other)
                yield (
                    one.key,
                    finding("cohort.other_name", {"other": other, "own": own}, (place,), about=(other,)),
                )
                break


def _other_objects(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """A target on people of whom the filing says nothing else, which another department has too and does
    speak of.

    People whom many departments name (群众, 服务对象) belong to nobody.
    """
    rows: dict[str, list[tuple[Digest, Goal]]] = {}
    who: dict[str, set[str]] = {}
    for one in filings:
        for goal in one.goals:
            if goal.about:
                rows.setdefault(goal.name, []).append((one, goal))
                who.setdefault(goal.about, set()).add(one.department)
    departments = len({one.department for one in filings})
    most = max(2, int(departments * threshold("boilerplate_share")))
    for name, found in rows.items():
        if len(who[found[0][1].about]) > most:
            continue
        home = next((one for one, goal in found if goal.elsewhere), None)
        for one, goal in found:
            if home is not None and not goal.elsewhere and one.department != home.department:
                place = Place(one.target_section, f"{goal.name}：{goal.expected}", goal.about)
                yield (
                    one.key,
                    finding(
                        "cohort.other_object",
                        {"name": name, "object": goal.about, "other": home.department},
                        (place,),
                        about=(f"{goal.name} {goal.block}/{goal.kind}",),
                    ),
                )


def _all_the_best(filings: list[Digest]) -> Iterator[tuple[str, Finding]]:
    """A cohort in which nearly everybody has the best grade and names no problem."""
    graded = [one for one in filings if one.kind == "department" and (one.best or one.points is not None)]
    even = [one for one in graded if one.best and not one.problems]
    if len(graded) < int(threshold("even_rows")) or len(even) < len(graded) * threshold("all_the_best"):
        return
    for one in even:
        yield (
            one.key,
            finding(
                "cohort.all_the_best",
                {"all": str(len(graded)), "even": str(len(even))},
                (Place("自评表", "评价等级 优", "优"),),
            ),
        )
