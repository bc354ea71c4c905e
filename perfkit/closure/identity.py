"""Ids of findings that stay the same while what they are about stays the same.

An id is made from the kind of finding and the quantities on both sides; order, sections, wording of messages and the
points that rest on it have no part in it. Where only words stand against each other, the words are the quantities.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from perfkit.review.finding import Finding

_LENGTH = 8
_SPACE = re.compile(r"[\s,，]+")


def finding_ids(findings: Sequence[Finding]) -> dict[str, Finding]:
    """Every finding under its id.

    Examples
    --------
    >>> from perfkit.review.finding import Place
    >>> from perfkit.base.text import Text
    >>> one = Finding("rate.mismatch", "error", Text("甲", "a"), (Place("一", "率 85.71%", "85.71%"), Place("二", "", "55÷63")))
    >>> moved = Finding("rate.mismatch", "error", Text("乙", "b"), (Place("附件", "", "55÷63"), Place("三", "率", "85.71%")))
    >>> list(finding_ids([one])) == list(finding_ids([moved]))
    True
    """
    alike: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[_name(finding, _quantities(finding))].append(finding)
    named = {}
    for name, group in alike.items():
        if len(group) == 1:
            named[name] = group[0]
            continue
        # The same quantities twice: their words tell them apart.
        words = {_name(finding, (*_quantities(finding), *_words(finding))): finding for finding in group}
        named.update(words)
    return named


def _quantities(finding: Finding) -> tuple[str, ...]:
    values = sorted({_flat(place.value) for place in finding.places if place.value})
    return tuple(values) or _words(finding)


def _words(finding: Finding) -> tuple[str, ...]:
    return tuple(sorted(_flat(place.quote) for place in finding.places if place.quote)) or (
        _flat(finding.message.zh),
    )


def _flat(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _name(finding: Finding, about: tuple[str, ...]) -> str:
    digest = hashlib.sha256("\0".join((finding.code, *about)).encode("utf-8", "replace")).hexdigest()
    return f"{finding.code.replace('.', '-')}-{digest[:_LENGTH]}"
