"""Filings beside each other: the accounts of the same year, last year's filing, and the other departments of
a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from perfkit.filing.beside import Beside
from perfkit.filing.submission import Submission
from perfkit.review.across.accounts import against_accounts, projects_against_accounts
from perfkit.review.across.cohort import of_a_cohort
from perfkit.review.across.digest import Digest, digest
from perfkit.review.across.years import against_last_year
from perfkit.review.finding import Finding
from perfkit.review.identity import finding_id


def side_by_side(submissions: Iterable[Submission]) -> dict[str, list[Finding]]:
    """What shows only when filings are laid beside each other, by the filing's key.

    Parameters
    ----------
    submissions : of one or several years and departments, taken one by one and not kept; accounts are those
        whose
        form is of that kind

    Returns
    -------
    findings for each filing that has any: against the accounts of its department and year, against its filing
    of the year before, and what it shares with other departments of its year.
    """
    digests = [digest(one) for one in submissions]
    accounts = {(one.department, one.year): one for one in digests if one.kind == "accounts"}
    filings = [one for one in digests if one.kind != "accounts"]
    before = {one.matter: one for one in filings}
    found: dict[str, list[Finding]] = {}
    for one in filings:
        theirs = accounts.get((one.department, one.year))
        last = before.get((one.department, one.project, one.year - 1))
        found.setdefault(one.key, []).extend(
            [
                *(against_accounts(one, theirs) if theirs else ()),
                *(against_last_year(one, last) if last else ()),
            ]
        )
    for (department, year), one in accounts.items():
        last = accounts.get((department, year - 1))
        found.setdefault(one.key, []).extend(against_last_year(one, last) if last else ())
    for year in {one.year for one in filings}:
        for key, shared in of_a_cohort([one for one in filings if one.year == year]):
            found.setdefault(key, []).append(shared)
    for (department, year), theirs in accounts.items():
        of_year = [one for one in filings if (one.department, one.year) == (department, year)]
        projects = [one for one in of_year if one.project]
        holder = next((one for one in of_year if not one.project), projects[0] if projects else theirs)
        found.setdefault(holder.key, []).extend(projects_against_accounts(projects, theirs))
    return {key: [_settled(f) for f in made] for key, made in found.items() if made}


def with_others(one: Submission, others: Beside) -> list[Finding]:
    """A filing against what lies beside it: its accounts, its projects' filings where there are accounts,
    last year's."""
    accounts, earlier = others.accounts, others.earlier
    if accounts is None and earlier is None:
        return []
    own, made = digest(one), []
    if accounts is not None:
        theirs = digest(accounts)
        made += [*against_accounts(own, theirs)]
        made += projects_against_accounts([digest(project) for project in others.projects], theirs)
    if earlier is not None:
        made += against_last_year(own, digest(earlier))
    return [_settled(finding) for finding in made]


def _settled(made: Finding) -> Finding:
    return replace(made, id=finding_id(made.code, made.about or tuple(p.quote for p in made.places)))


__all__ = ["Digest", "digest", "side_by_side", "with_others"]
