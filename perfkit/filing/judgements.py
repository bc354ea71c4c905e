"""What evaluators saw and awarded: documents, figures established from them, points with reasons."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from perfkit.base.errors import FactError
from perfkit.base.models import Amount, Bound, Day, Model, fault_error, validate
from perfkit.base.quantities import parse_number
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.evidence_files import OUTSIDE, TOO_LARGE, is_inside, is_too_large, state
from perfkit.filing.statement import Statement
from perfkit.filing.submission_file import check_statement


class Evaluator(Model):
    """Who judged: an id, which is also the file's name, and a name for reports.

    Attributes
    ----------
    id : str     also the file's name
    name : str   as reports print it
    """

    id: str = Field(min_length=1)
    name: str = ""


class Evidence(Model):
    """A document that the evaluator has seen for a criterion; it may be a file beside the submission.

    Attributes
    ----------
    id : str          a name for it, which judgements cite
    criterion : str   id of the criterion, veto or exemption
    document : str    title and number
    date : day on which it was seen
    also_for : other criteria that it was seen for
    file : str        its file under evidence/ in the department's folder
    sha256 : str      the file's digest when it was seen
    pages : str       where in it
    effective : day from which it holds
    until : the last day on which it holds
    state : filled in when the file is read: missing, altered, unrecorded, or empty
    """

    id: str = Field(min_length=1)
    criterion: str
    document: str = Field(min_length=1)
    date: Day
    also_for: tuple[str, ...] = ()
    file: str = ""
    sha256: str = Field(default="", pattern=r"^([0-9a-fA-F]{64})?$")
    pages: str = ""
    effective: Day | None = None
    until: Day | None = None
    state: str = Field(default="", exclude=True)

    @field_validator("file")
    @classmethod
    def _inside(cls, file: str) -> str:
        if file and not is_inside(file):
            raise fault_error(*OUTSIDE)
        return file

    @model_validator(mode="after")
    def _begins_before_it_ends(self):
        if self.effective and self.until and self.until < self.effective:
            raise fault_error(
                f"止于 {self.until}，早于 {self.effective}", f"ends {self.until}, before {self.effective}"
            )
        return self

    @property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion that it was seen for."""
        return (self.criterion, *self.also_for)

    def holds_in(self, year: int) -> bool:
        """True unless it took effect after the year, or had ended before it."""
        late = self.effective is not None and self.effective.year > year
        return not late and (self.until is None or self.until.year >= year)


class EstablishedFact(Model):
    """A figure read from a document that the evaluator has seen; it counts as a statement of the fact.

    Attributes
    ----------
    fact : str       id of data/facts.yaml
    value : str or bool   digits, or true or false for a flag
    unit : str       元, 万元, %, 人 …
    document : str   where it was read
    date : day on which it was seen
    """

    fact: str
    value: str | bool
    unit: str = ""
    document: str = Field(min_length=1)
    date: Day

    @field_validator("value")
    @classmethod
    def _digits(cls, value: str | bool) -> str | bool:
        if isinstance(value, str):
            try:
                parse_number(value)
            except FactError as error:
                raise fault_error(*error.message) from None
        return value

    def statement(self, evaluator: Evaluator | None = None) -> Statement:
        """The figure as a statement whose place is the document, with whose it is."""
        who = f"（{evaluator.name or evaluator.id}）" if evaluator else ""
        return Statement(
            value=self.value, unit=self.unit, section=f"{self.document}{who}", document=self.document
        )


class Judgement(Model):
    """Points awarded to a criterion, or whether a veto or exemption applies, with the reason.

    Attributes
    ----------
    criterion : str   id of the criterion, or of the veto or exemption
    points : Fraction points awarded, within the criterion's bounds
    share : Fraction  instead of points, the share of the criterion's maximum ("90%"), as weighted targets
        need
    triggered : bool  for a veto or an exemption only
    reason : str      never empty
    evidence : ids of documents of the same file
    date : day of the judgement
    """

    criterion: str
    points: Amount | None = None
    share: Bound | None = None
    triggered: bool | None = None
    reason: str = ""
    evidence: tuple[str, ...] = ()
    date: Day

    @model_validator(mode="after")
    def _complete(self):
        if not self.reason.strip():
            raise fault_error(
                "缺少理由 reason；没有理由的评价意见不予采用",
                "reason is missing; a judgement without a reason is not used",
            )
        if sum(given is not None for given in (self.points, self.share, self.triggered)) != 1:
            raise fault_error(
                "points、share 与 triggered 须且只能填一个", "give exactly one of points, share and triggered"
            )
        return self

    def awarded(self, full: Fraction) -> Fraction | None:
        """The points awarded to a criterion of this maximum; None for a veto or an exemption."""
        return self.points if self.share is None else self.share * full


class TargetCut(Model):
    """A reviewer's decision on one target under a review policy: a cut by its reason, or none.

    Attributes
    ----------
    target : str   name of the target as filed
    cut : str      id of a cut of the policy; none where a proposed cut does not hold
    reason : str   never empty
    date : day of the decision
    """

    target: str = Field(min_length=1)
    cut: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    date: Day


class Judgements(Model):
    """One evaluator's file for one department-year.

    Attributes
    ----------
    evaluator : who judged
    synthetic : bool   invented data
    evidence : documents that were seen
    facts : figures established from documents
    judgements : points awarded, vetoes and exemptions decided
    cuts : decisions on targets under a review policy
    """

    evaluator: Evaluator
    synthetic: bool = False
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[EstablishedFact, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    cuts: tuple[TargetCut, ...] = ()


def read_judgements(path: Path) -> tuple[Judgements | None, Source]:
    """Read one evaluator's file and collect its faults without raising.

    Returns
    -------
    (Judgements or None, Source)   faults of form, unknown facts, repeated criteria, unknown evidence.
    """
    source = read_yaml(path, f"{path.parent.parent.name}/{path.parent.name}/{path.name}")
    judged = validate(Judgements, source)
    if judged is not None:
        if judged.evaluator.id != path.stem:
            own = judged.evaluator.id
            zh = f"评价人 id 是 {own}，文件名却是 {path.name}；两者须一致"
            source.fault(("evaluator", "id"), zh, f"the id is {own}, the file {path.name}; make them agree")
        for index, evidence in enumerate(judged.evidence):
            if evidence.file and is_too_large(path.parent.parent, evidence.file):
                source.fault(("evidence", index, "file"), *TOO_LARGE)
        check_form(judged, source)
        judged = _with_states(judged, path.parent.parent)
    return judged, source


def _with_states(judged: Judgements, folder: Path) -> Judgements:
    if not any(one.file or one.state for one in judged.evidence):
        return judged
    evidence = tuple(
        one.model_copy(update={"state": state(folder, one.file, one.sha256)}) for one in judged.evidence
    )
    return judged.model_copy(update={"evidence": evidence})


def check_form(judged: Judgements, source: Source) -> None:
    """Unknown facts, figures a fact cannot have, criteria judged twice, documents that are not registered."""
    catalogue = fact_catalogue()
    for index, fact in enumerate(judged.facts):
        path = ("facts", index)
        if fact.fact not in catalogue:
            source.fault((*path, "fact"), f"未知事实 {fact.fact}", f"unknown fact {fact.fact}")
        else:
            check_statement(source, path, catalogue[fact.fact], {"value": fact.value, "unit": fact.unit})
    documents: set[str] = set()
    for index, evidence in enumerate(judged.evidence):
        if evidence.id in documents:
            source.fault(
                ("evidence", index, "id"),
                f"编号 {evidence.id} 重复",
                f"the id {evidence.id} is used twice",
            )
        documents.add(evidence.id)
    seen: set[str] = set()
    for index, judgement in enumerate(judged.judgements):
        if judgement.criterion in seen:
            source.fault(
                ("judgements", index, "criterion"),
                f"{judgement.criterion} 已评过一次，请只留一条",
                f"{judgement.criterion} is judged twice; keep one",
            )
        seen.add(judgement.criterion)
        for name in judgement.evidence:
            if name not in documents:
                source.fault(
                    ("judgements", index, "evidence"),
                    f"佐证材料 {name} 不在本文件的 evidence 中",
                    f"document {name} is not under evidence in this file",
                )
