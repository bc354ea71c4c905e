"""A filing that no scoring table here fits: an evaluation without rows, so that it can be reviewed all the
same."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.evaluation.department import Department, load_department
from perfkit.filing.folders import department_folder
from perfkit.filing.names import names_of
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import read_submission
from perfkit.rubric.criterion import Named
from perfkit.rubric.table import NOT_GRADED, Rounding, Rubric

NO_RUBRIC = ""
_KINDS = names_of("why_unscored")
_UNKNOWN = Text(
    "没有指明本工具收录的评分表，只核查、不评分；确定评分表后写入 self_evaluation.rubric。",
    "no scoring table known here is named: it is reviewed, not scored; "
    "name one in self_evaluation.rubric once it is settled.",
)


@cache
def unscored() -> Rubric:
    """The scoring table of a filing that has none: no rows, no points."""
    words = Named(zh="未评分", en="not scored")
    return Rubric.model_construct(
        id=NO_RUBRIC,
        name=words,
        version="",
        authority=words,
        source=words,
        effective=None,
        max=Fraction(0),
        rounding=Rounding(),
        grades=(NOT_GRADED,),
        readings={},
        not_applicable="open",
        blocks=(),
        seen_on=None,
    )


def load_filing(
    department: str | Path, rubric: str = "", evaluator: str = ""
) -> tuple[Department, Text | None]:
    """Read a folder for review: with its scoring table, or without one and the reason why nothing was scored.

    Parameters
    ----------
    department : str or Path   id of a bundled department, or the path of a folder
    rubric : str      the scoring table asked for; the submission's own unless given
    evaluator : str   use this evaluator's judgements only

    Raises
    ------
    SubmissionError   with every fault of the file.
    RubricError       the scoring table asked for does not exist.
    """
    folder = department if isinstance(department, Path) else department_folder(department)
    submission, source = filed = read_submission(folder)
    own = "" if submission is None else submission.self_evaluation.rubric
    if submission is None or rubric or _is_known(own):
        return load_department(folder, rubric=rubric, evaluator=evaluator, filed=filed), None
    if source.faults:
        raise SubmissionError(
            f"{folder.name} 无法核查：", f"{folder.name} cannot be reviewed:", faults=source.faults
        )
    return Department(folder, submission, unscored()), why_unscored(submission)


def why_unscored(submission: Submission) -> Text:
    """Why a filing without a scoring table is reviewed and not scored, as a sentence."""
    return _KINDS.get(submission.form.kind, _UNKNOWN)


def _is_known(rubric: str) -> bool:
    return bool(rubric) and (data_root() / "rubrics" / f"{rubric}.yaml").is_file()
