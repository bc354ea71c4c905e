"""A draft, and what it says for the terminal and reading.md: first the form, whose it is, how much, what is
open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from perfkit.base.text import Text
from perfkit.intake.forms import Recognised
from perfkit.intake.notes import note

_MOST = 12


@dataclass(frozen=True)
class Missing:
    """Something that was looked for and not found; it is never filled in."""

    path: str
    name: Text


@dataclass
class Draft:
    """A submission as read from a document, for a person to confirm.

    Attributes
    ----------
    submission : dict   as submission.yaml holds it; statements and targets carry `unconfirmed: true`
    not_found : list of Missing   what this form has and the document does not
    notes : list of Text   what a person should look at
    unread : list of Text  what is printed and was not taken: columns, numbers, tables
    rest : list of Text    every other passage or number that stands nowhere in the draft
    source : Path
    form : Recognised   the family and what spoke for it
    printed : dict      place of a table's row, as a target or a task keeps it → the row as printed
    places : dict       path of a value that keeps no place of its own (year, form.blocks …) → where it stands
    """

    submission: dict
    not_found: list[Missing] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)
    rest: list[Text] = field(default_factory=list)
    source: Path = Path()
    form: Recognised = Recognised(None)
    printed: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def summary(self, lang: str = "zh") -> str:
        """What was read, what was not, and what to look at, a line each."""
        return "\n".join(summary_lines(self, lang))


def filing_name(submission: dict) -> str:
    """How a filing is called in a list: its project, else its department."""
    return submission.get("project", {}).get("name") or submission["department"].get("name") or "未命名"


def counts(draft: Draft) -> dict[str, int]:
    """How many values of each kind a draft holds."""
    submission = draft.submission
    own = submission["self_evaluation"]
    return {
        "statements": sum(map(len, submission.get("facts", {}).values())),
        "facts": len(submission.get("facts", {})),
        "figures": len(submission.get("figures", ())),
        "tasks": len(submission.get("tasks", {}).get("rows", ())),
        "targets": len(submission.get("targets", {}).get("rows", ())),
        "scores": len(own["scores"]) or len(own.get("rows", ())),
    }


def head_lines(draft: Draft, lang: str) -> list[str]:
    """Form, identity, points and counts, a line each."""
    submission, family = draft.submission, draft.form.family
    own, project = submission["self_evaluation"], submission.get("project", {})
    form, unknown, n = [note("form_unknown")], note("not_found_here").in_(lang), counts(draft)
    if family is not None:
        form, why = (
            [note("form_known", zh=family.name.zh, en=family.name.en, id=family.id)],
            draft.form.reasons(),
        )
        form += [note("form_because", zh=why.zh, en=why.en)] if why.zh else []
    name, year = submission["department"].get("name", unknown), submission.get("year", unknown)
    whose = [note("whose", name=name, year=year)]
    whose += [note("whose_project", name=project["name"])] if project else []
    lines = [form, whose, [note("read_counts", **n)]]
    if own.get("total") or own.get("grade"):
        lines.append([note("filed_points", total=own.get("total", "—"), grade=own.get("grade", "—"))])
    if not own["rubric"] and (n["targets"] or n["scores"]):
        lines.append([note("rubric_unknown")])
    return ["".join(one.in_(lang) for one in line) for line in lines]


def summary_lines(draft: Draft, lang: str = "zh") -> list[str]:
    """The lines for the terminal."""
    stop = "；" if lang == "zh" else "; "
    names = stop.join(missing.name.in_(lang) for missing in draft.not_found)
    shown = stop.join(one.in_(lang) for one in draft.unread[:_MOST])
    counted = (
        note("count_not_found", count=len(draft.not_found), shown=names) if names else None,
        note("count_unread", count=len(draft.unread), shown=shown) if shown else None,
        note("count_rest", count=len(draft.rest)) if draft.rest else None,
    )
    return [
        *head_lines(draft, lang),
        *(note("attend_to", zh=one.zh, en=one.en).in_(lang) for one in draft.notes),
        *(one.in_(lang) for one in counted if one),
    ]


def reading_text(draft: Draft) -> str:
    """reading.md: what was read, what to look at, what is missing of this form, what was not read."""
    lines = [f"# {draft.source.name}", ""]
    for lang in ("zh", "en"):
        lines += [f"- {line}" for line in head_lines(draft, lang)] + [""]
    for title, entries in (
        ("## 请注意 / notes", [(one.zh, one.en) for one in draft.notes]),
        ("## 没有找到 / not found", [(f"`{m.path}` {m.name.zh}", m.name.en) for m in draft.not_found]),
        ("## 所载而未读入 / printed and not read", [(one.zh, one.en) for one in draft.unread]),
        ("## 其余文字和数字 / other text and numbers", [(one.zh, one.en) for one in draft.rest]),
    ):
        shown = [f"- {zh} / {en}" if zh != en else f"- {zh}" for zh, en in entries]
        lines += [title, "", *(shown or ["- 无 / none"]), ""]
    return "\n".join(lines)


_EXPECTED = {
    "department": ("department.name", Text("部门名称", "the department's name")),
    "year": ("year", Text("年度", "the year")),
    "project": ("project.name", Text("项目名称", "the project's name")),
    "overall_goal": ("overall_goal", Text("年度总体目标", "the overall goal of the year")),
    "tasks": ("tasks", Text("年度主要任务表", "the task table")),
    "targets": ("targets", Text("年度绩效指标表", "the table of indicators")),
    "scores": ("self_evaluation", Text("评分表", "the scoring table")),
    "total": ("self_evaluation.total", Text("自评总分", "the filer's own total")),
    "grade": ("self_evaluation.grade", Text("自评等级", "the filer's own grade")),
    "execution": ("form.blocks.execution.score", Text("预算执行的得分", "the points for execution")),
    "blocks": ("form.blocks", Text("一级指标的分值", "the most points of each block")),
}


def name_missing(draft: Draft) -> None:
    """What this form has and the document does not; money and narrative are looked after where they are
    read."""
    submission, family = draft.submission, draft.form.family
    own, blocks = submission["self_evaluation"], submission["form"].get("blocks", {})
    there: dict[str, object] = {
        part: reduce(lambda node, step: node.get(step, {}), path.split("."), submission)
        for part, (path, _) in _EXPECTED.items()
    }
    there["scores"] = own["scores"] or own.get("rows")
    there["blocks"] = any("max" in block for name, block in blocks.items() if name != "execution")
    expected = set(family.expects if family else ("department", "year"))
    if "total" in expected:
        expected |= {"grade"} | ({"execution", "blocks"} if "targets" in expected else set())
    if family is None:
        draft.not_found.insert(0, Missing("form", note("form_none")))
    known = {missing.path for missing in draft.not_found}
    for part, (path, name) in _EXPECTED.items():
        if part in expected and not there[part] and path not in known:
            draft.not_found.append(Missing(path, name))
