"""What a finding is about, by name, and an id that stays the same when a filing is put in another order or
worded anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from perfkit.review.finding import Finding
from perfkit.review.glosses import KnownPlaces
from perfkit.review.rulebook import rulebook

_SHOWN = 8


def identified(findings: Iterable[Finding], known: KnownPlaces) -> list[Finding]:
    """Findings with what they are about, an id, and what their places show.

    A finding is about the facts, figures, targets, tasks and rows of the scoring table that its places show,
    and about what its check names; a code that is about the filing as a whole names none of its examples.
    Where nothing has a name, the printed values on both sides stand in, then the quotes. Findings that would
    share an id are told apart by their values.
    """
    named = [(finding, _about(finding, known)) for finding in findings]
    own = [finding_id(finding.code, about) for finding, about in named]
    shared = Counter(own)
    return [
        finding.known_as(
            one if shared[one] == 1 else finding_id(finding.code, (*about, *_values(finding))),
            about,
            known.glossed(finding.places),
        )
        for (finding, about), one in zip(named, own, strict=True)
    ]


def finding_id(code: str, about: tuple[str, ...]) -> str:
    """The code and eight digits of what it is about, in any order.

    Examples
    --------
    >>> finding_id("rate.mismatch", ("b", "a")) == finding_id("rate.mismatch", ("a", "b"))
    True
    >>> finding_id("rate.mismatch", ("staffing_control_rate",))
    'rate-mismatch-17fb4371'
    """
    text = "\n".join((code, *sorted(set(about))))
    return f"{code.replace('.', '-')}-{hashlib.sha256(text.encode()).hexdigest()[:_SHOWN]}"


def _about(finding: Finding, known: KnownPlaces) -> tuple[str, ...]:
    if finding.about:
        return finding.about
    if rulebook().codes[finding.code].of_the_whole:
        return finding.rows
    about = dict.fromkeys(name for place in finding.places if (name := known.name(place)))
    return tuple(about) or finding.rows or _values(finding)


def _values(finding: Finding) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(place.value for place in finding.places if place.value))
    return values or tuple(dict.fromkeys(place.quote for place in finding.places))
