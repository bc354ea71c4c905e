"""A draft, and what it says for the terminal and reading.md: first the form, whose it is, how much, what is
open."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from perfkit.base.text import Text
from perfkit.intake.blocks import table_of
from perfkit.intake.forms import Recognised
from perfkit.intake.notes import Told, note

_MOST, _FEW = 12, 6
_WHOSE = ("form", "department.name", "year", "project.name")


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
    notes : list of Text   what a person should look at, or has only to know (`Told`)
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

    @property
    def asked(self) -> list[Text]:
        """The notes that want a decision of a person."""
        return [one for one in self.notes if not isinstance(one, Told)]

    @property
    def to_decide(self) -> int:
        """How much a person has to decide: what is asked, and whose filing it is where that was not found."""
        return len(self.asked) + sum(one.path in _WHOSE for one in self.not_found)

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
    missing, unread, rest = len(draft.not_found), len(draft.unread), len(draft.rest)
    lines.append([note("counts_open", decide=draft.to_decide, missing=missing, unread=unread, rest=rest)])
    return ["".join(one.in_(lang) for one in line) for line in lines]


def summary_lines(draft: Draft, lang: str = "zh") -> list[str]:
    """The lines for the terminal."""
    stop = "；" if lang == "zh" else "; "
    shown = []
    for which, told in (
        ("not_found", [missing.name for missing in draft.not_found]),
        ("unread", gathered(draft.unread, draft.submission)),
    ):
        more = note("more_in_reading").in_(lang) if len(told) > _MOST else ""
        names = stop.join(one.in_(lang) for one in told[:_MOST])
        shown += [note(f"shown_{which}", shown=names, more=more)] if told else []
    lines = [
        *(note("attend_to", zh=one.zh, en=one.en) for one in draft.asked),
        *shown,
        *(note("told_beside", zh=one.zh, en=one.en) for one in draft.notes if isinstance(one, Told)),
    ]
    return [*head_lines(draft, lang), *(one.in_(lang) for one in lines)]


def gathered(told: list[Text], submission: dict) -> list[Text]:
    """Lines as they are, behind them one for each table of which many are told and which is kept whole."""
    kept = {table_of(table["place"]): table.get("title", "") for table in submission.get("printed", ())}
    tables: dict[str, list[Text]] = {}
    for one in told:
        tables.setdefault(table_of(one.zh), []).append(one)
    many = {name: lines for name, lines in tables.items() if name in kept and len(lines) > _MOST}
    whole = []
    for name, lines in many.items():
        first, title = lines[0].zh.partition("：")[0], f"（{kept[name]}）" if kept[name] else ""
        whole.append(note("many_of_a_table", table=name + title, count=len(lines), first=first))
    return [*(one for one in told if table_of(one.zh) not in many), *whole]


def _by_part(missing: list[Missing]) -> list[Text]:
    """What was not found: one line each, of a part that lacks many one line for all."""
    parts: dict[str, list[Missing]] = {}
    for one in missing:
        parts.setdefault(one.path.partition(".")[0], []).append(one)
    lines = []
    for part, found in parts.items():
        if len(found) <= _FEW:
            lines += [Text(f"`{one.path}` {one.name.zh}", one.name.en) for one in found]
            continue
        zh = "；".join(f"{one.name.zh} `{one.path.partition('.')[2]}`" for one in found)
        en = "; ".join(one.name.en for one in found)
        lines.append(Text(f"`{part}` {len(found)} 项：{zh}", en))
    return lines


def reading_text(draft: Draft) -> str:
    """reading.md: what was read, what to decide, what is missing of this form, what was not read."""
    lines = [f"# {draft.source.name}", ""]
    for lang in ("zh", "en"):
        lines += [f"- {line}" for line in head_lines(draft, lang)] + [""]
    for title, entries in (
        ("## 请判断 / to decide", draft.asked),
        ("## 没有找到 / not found", _by_part(draft.not_found)),
        ("## 所载而未读入 / printed and not read", gathered(draft.unread, draft.submission)),
        ("## 说明 / notes", [one for one in draft.notes if isinstance(one, Told)]),
        ("## 其余文字和数字 / other text and numbers", gathered(draft.rest, draft.submission)),
    ):
        shown = [f"- {one.zh} / {one.en}" if one.zh != one.en else f"- {one.zh}" for one in entries]
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
        parts = {"execution", "blocks"} if "targets" in expected and "scores" not in expected else set()
        expected |= {"grade"} | parts
    if family is None:
        draft.not_found.insert(0, Missing("form", note("form_none")))
    known = {missing.path for missing in draft.not_found}
    for part, (path, name) in _EXPECTED.items():
        if part in expected and not there[part] and path not in known:
            draft.not_found.append(Missing(path, name))
    first = ["form", *(path for path, _ in _EXPECTED.values())]
    draft.not_found.sort(key=lambda one: first.index(one.path) if one.path in first else len(first))
