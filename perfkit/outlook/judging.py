"""Judging a department: what waits for an evaluator, entering points with reason and evidence, saving
without loss."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path, PurePosixPath

from perfkit.base.errors import SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.quantities import show_exact
from perfkit.base.text import joined, say
from perfkit.base.yaml_source import Source
from perfkit.evaluation.awards import refusal
from perfkit.evaluation.department import Department, check_judgements, load_department
from perfkit.evaluation.summary import undecided_criteria
from perfkit.evaluation.tree import Evaluation, evaluate
from perfkit.filing.evidence_files import digest
from perfkit.filing.judgements import (
    EstablishedFact,
    Evaluator,
    Evidence,
    Judgement,
    Judgements,
    check_form,
    read_judgements,
)
from perfkit.outlook.item import Item, criterion_item, modifier_item
from perfkit.outlook.judgement_file import as_yaml, entered_points, made, stamp
from perfkit.review.case import Case
from perfkit.review.topics import account

_IDENTIFIER = re.compile(r"[\w-]{1,60}")


class Session:
    """One evaluator's work on one department; resumes what is on file and saves it whole.

    Parameters
    ----------
    folder : Path     a department folder
    evaluator : str   id, also the file's name
    rubric : str      rubric id; the submission's own unless given
    name : str        the evaluator's name for reports

    Raises
    ------
    SubmissionError   the folder or the evaluator's file has faults, or the id is no file name.
    """

    def __init__(self, folder: Path, evaluator: str, rubric: str = "", name: str = ""):
        if not _IDENTIFIER.fullmatch(evaluator):
            raise SubmissionError(
                f"评价人 id “{evaluator}”只能用文字、数字、连字符和下划线",
                f'the evaluator id "{evaluator}" may hold letters, digits, hyphens and underscores only',
            )
        self.path = folder / "judgements" / f"{evaluator}.yaml"
        everyone: Department = load_department(folder, rubric=rubric)
        self.submission, self.rubric = everyone.submission, everyone.rubric
        self._on_disk = stamp(self.path)
        if self.path.exists():
            judged = read_judgements(self.path)[0]
            assert judged is not None, "the department with this file was read without a fault"
            self.judged: Judgements = judged
        else:
            self.judged = Judgements(
                evaluator=Evaluator(id=evaluator, name=name), synthetic=self.submission.synthetic
            )
        self._evaluated: tuple[Judgements, Evaluation] | None = None

    @property
    def evaluation(self) -> Evaluation:
        """The department under this evaluator's judgements alone."""
        if self._evaluated is None or self._evaluated[0] is not self.judged:
            self._evaluated = (self.judged, evaluate(self.submission, self.rubric, [self.judged]))
        return self._evaluated[1]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that waits for a judgement or has one of this evaluator's, in the order of the table."""
        evaluation, said = self.evaluation, account(Case(self.evaluation))
        found = []
        for row in evaluation.rows:
            for modifier in row.modifiers:
                if modifier.awards or (modifier.applies is None and modifier.kind == "veto"):
                    found.append(self._item(modifier_item(row, modifier, said, evaluation.book)))
            undecided = undecided_criteria(row)
            for result in row.criteria:
                if result.awards or result in undecided:
                    found.append(self._item(criterion_item(row, result, said)))
        return tuple(found)

    def unit(self, lang: str = "zh") -> str:
        """What an item is: so many criteria, as every report counts them, so many vetoes and exemptions."""
        items = self.items
        modifiers = sum(item.is_modifier for item in items)
        return say(
            lang,
            f"评分点 {len(items) - modifiers} 个，否决或豁免条款 {modifiers} 个",
            f"{len(items) - modifiers} criteria, {modifiers} vetoes or exemptions",
        )

    @property
    def open_items(self) -> tuple[Item, ...]:
        """What still waits for this evaluator."""
        return tuple(item for item in self.items if item.mine is None)

    def item(self, name: str) -> Item:
        """One item by id; a decided criterion is refused with what decided it."""
        for item in self.items:
            if item.id == name:
                return item
        result = self.evaluation.by_criterion.get(name)
        if result is not None:
            points = show_exact(result.points.low)
            raise SubmissionError(
                f"{name} 已由规则和数据定为 {points} 分，不需要评定",
                f"rule and figures give {name} {points}; there is nothing to judge",
            )
        raise SubmissionError(f"没有待评的评分点 {name}", f"there is no criterion {name} to judge")

    def award(
        self,
        criterion: str,
        points: str | Fraction,
        reason: str,
        evidence: tuple[str, ...] = (),
        *,
        day: date,
    ) -> None:
        """Give points to a criterion.

        Parameters
        ----------
        points : "1.5", or a share of the maximum such as "90%", which weighted targets need
        reason : str    never empty
        evidence : ids of documents registered with `see`

        Raises
        ------
        SubmissionError   points outside the bounds or off the steps, no reason, an unknown document, or more
        than
                          the least without any document where the clause wants one to be seen.
        """
        item = self.item(criterion)
        scored = item.scored
        if scored is None:
            raise SubmissionError(
                f"{item.name.zh} 只定适用或不适用，不给分数",
                f"{item.name.en} applies or does not; it takes no points",
            )
        given = entered_points(points)
        awarded = given["points"] if "points" in given else given["share"] * scored.criterion.max
        refused = refusal(scored.criterion, scored.outcome, awarded)
        if refused is not None:
            raise SubmissionError(refused)
        if item.documents and not evidence and awarded > item.bounds.low:
            wanted = joined(item.documents)
            raise SubmissionError(
                f"该条要见到材料才能给分：{wanted.zh}；请先登记所见材料，未见到的只能评 {show_exact(item.bounds.low)} 分",
                f"this clause needs a document to be seen: {wanted.en}; register it first; "
                f"without one only {show_exact(item.bounds.low)} can be given",
            )
        self._put(
            made(Judgement, criterion=criterion, reason=reason.strip(), evidence=evidence, date=day, **given)
        )

    def decide(
        self, modifier: str, applies: bool, reason: str, evidence: tuple[str, ...] = (), *, day: date
    ) -> None:
        """Say whether a veto or an exemption applies."""
        if not self.item(modifier).is_modifier:
            raise SubmissionError(f"{modifier} 应给分数", f"{modifier} takes points")
        self._put(
            made(
                Judgement,
                criterion=modifier,
                triggered=applies,
                reason=reason.strip(),
                evidence=evidence,
                date=day,
            )
        )

    def see(self, criterion: str, document: str, *, day: date) -> str:
        """Register a document seen for a criterion; returns its id.

        A name that is a file under evidence/ in the department's folder is registered with its digest.
        """
        known = {one.id for one in self.judged.evidence}
        number = next(n for n in range(1, len(known) + 2) if f"d{n}" not in known)
        name = document.strip()
        held = digest(self.path.parent.parent, name)
        file = {"file": name, "sha256": held, "document": PurePosixPath(name).name} if held else {}
        given = {"id": f"d{number}", "criterion": criterion, "document": name, "date": day, **file}
        seen = made(Evidence, **given)
        self._take(self.judged.model_copy(update={"evidence": (*self.judged.evidence, seen)}))
        return seen.id

    def establish(self, fact: str, value: str | bool, unit: str, document: str, *, day: date) -> None:
        """Record a figure read from a document; it counts as a statement of the fact."""
        found = made(EstablishedFact, fact=fact, value=value, unit=unit, document=document.strip(), date=day)
        others = tuple(one for one in self.judged.facts if (one.fact, one.document) != (fact, found.document))
        self._take(self.judged.model_copy(update={"facts": (*others, found)}))

    def withdraw(self, name: str) -> None:
        """Take a judgement back."""
        self._take(
            self.judged.model_copy(
                update={"judgements": tuple(one for one in self.judged.judgements if one.criterion != name)}
            )
        )

    def save(self) -> Path:
        """Write the whole file at once: a crash leaves the old one or the new one, never half of either.

        Raises
        ------
        SubmissionError   the file was changed by somebody else since it was read.
        """
        if stamp(self.path) != self._on_disk:
            raise SubmissionError(
                f"{self.path.name} 在打开之后被别处改过；请重新打开再评，以免覆盖",
                f"{self.path.name} was changed since it was opened; open it again, so that "
                "nothing is overwritten",
            )
        self.path.parent.mkdir(exist_ok=True)
        if self.path.exists() and re.search(r"^\s*#", self.path.read_text(encoding="utf-8"), re.MULTILINE):
            self.path.with_suffix(".yaml.bak").write_bytes(
                self.path.read_bytes()
            )  # a person's comments are not in the model
        write_whole(self.path, as_yaml(self.judged), durable=True)
        self._on_disk = stamp(self.path)
        return self.path

    def _put(self, judgement: Judgement) -> None:
        others = tuple(one for one in self.judged.judgements if one.criterion != judgement.criterion)
        self._take(self.judged.model_copy(update={"judgements": (*others, judgement)}))

    def _take(self, candidate: Judgements) -> None:
        """Accept a changed file if it is one that would load; else say why not and keep the old one."""
        source = Source(self.path.name)
        check_form(candidate, source)
        check_judgements(candidate, source, self.submission, self.rubric)
        if source.faults:
            raise SubmissionError(source.faults[0].message)
        self.judged = candidate

    def _item(self, item: Item) -> Item:
        """An item with this evaluator's judgement and the documents registered for it."""
        mine = next((one for one in self.judged.judgements if one.criterion == item.id), None)
        seen = tuple(one for one in self.judged.evidence if one.criterion == item.id)
        return replace(item, seen=seen, mine=mine)
