"""A draft, and what it says for the terminal and reading.md: first the form, whose it is, how much, what is
open."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from perfkit.base.text import Text, say
from perfkit.intake.forms import Recognised

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
    """

    submission: dict
    not_found: list[Missing] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)
    rest: list[Text] = field(default_factory=list)
    source: Path = Path()
    form: Recognised = Recognised(None)

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
    if family is None:
        form = say(
            lang,
            "表式：认不出是哪一种，只读了认得的部分",
            "form: none that is known; only what was understood was read",
        )
    else:
        why = draft.form.reasons().in_(lang)
        form = say(lang, f"表式：{family.name.zh}（{family.id}）", f"form: {family.name.en} ({family.id})")
        form += say(lang, f"；依据：{why}", f"; because of {why}") if why else ""
    unknown = say(lang, "未找到", "not found")
    name, year = submission["department"].get("name", unknown), submission.get("year", unknown)
    whose = say(lang, f"单位：{name}　年度：{year}", f"unit: {name}; year: {year}")
    if project:
        whose += say(lang, f"　项目：{project['name']}", f"; project: {project['name']}")
    n = counts(draft)
    read = say(
        lang,
        f"读出：{n['statements']} 条数据（{n['facts']} 项）、{n['figures']} 项其他数字、{n['tasks']} 项任务、"
        f"{n['targets']} 项指标、{n['scores']} 行得分；均未确认",
        f"read: {n['statements']} statements of {n['facts']} facts, {n['figures']} other figures, "
        f"{n['tasks']} tasks, {n['targets']} indicators, {n['scores']} scores; none confirmed",
    )
    lines = [form, whose, read]
    if own.get("total") or own.get("grade"):
        total, grade = own.get("total", "—"), own.get("grade", "—")
        lines.append(say(lang, f"自评：总分 {total}，等级 {grade}", f"filed: total {total}, grade {grade}"))
    if not own["rubric"] and (n["targets"] or n["scores"]):
        lines.append(
            say(
                lang,
                "评分表：未确定；重算前用 --rubric 指明",
                "rubric: not known; name one with --rubric before scoring",
            )
        )
    return lines


def summary_lines(draft: Draft, lang: str = "zh") -> list[str]:
    """The lines for the terminal."""
    lines = head_lines(draft, lang)
    lines += [say(lang, f"请注意：{note.zh}", f"note: {note.en}") for note in draft.notes]
    if draft.not_found:
        names = ("；" if lang == "zh" else "; ").join(missing.name.in_(lang) for missing in draft.not_found)
        count = len(draft.not_found)
        lines.append(
            say(lang, f"没有找到（未填）{count} 项：{names}", f"not found (left out) {count}: {names}")
        )
    if draft.unread:
        shown = ("；" if lang == "zh" else "; ").join(one.in_(lang) for one in draft.unread[:_MOST])
        count = len(draft.unread)
        lines.append(
            say(lang, f"所载而未读入的 {count} 处：{shown}", f"printed and not read, {count}: {shown}")
        )
    if draft.rest:
        count = len(draft.rest)
        lines.append(
            say(
                lang,
                f"其余没有用到的文字和数字 {count} 处，列在 reading.md",
                f"{count} other passages and numbers that were not used are listed in reading.md",
            )
        )
    return lines


def reading_text(draft: Draft) -> str:
    """reading.md: what was read, what to look at, what is missing of this form, what was not read."""
    lines = [f"# {draft.source.name}", ""]
    for lang in ("zh", "en"):
        lines += [f"- {line}" for line in head_lines(draft, lang)] + [""]
    for title, entries in (
        ("## 请注意 / notes", [(note.zh, note.en) for note in draft.notes]),
        (
            "## 没有找到 / not found",
            [(f"`{missing.path}` {missing.name.zh}", missing.name.en) for missing in draft.not_found],
        ),
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
    there = {
        "department": submission["department"].get("name"),
        "year": submission.get("year"),
        "project": submission.get("project"),
        "overall_goal": submission.get("overall_goal"),
        "tasks": submission.get("tasks"),
        "targets": submission.get("targets"),
        "scores": own["scores"] or own.get("rows"),
        "total": own.get("total"),
        "grade": own.get("grade"),
        "execution": blocks.get("execution", {}).get("score"),
        "blocks": any("max" in block for name, block in blocks.items() if name != "execution"),
    }
    expected = set(family.expects if family else ("department", "year"))
    if "total" in expected:
        expected |= {"grade"} | ({"execution", "blocks"} if "targets" in expected else set())
    if family is None:
        draft.not_found.insert(
            0, Missing("form", Text("表式（认不出是哪一种表）", "the form (none that is known)"))
        )
    known = {missing.path for missing in draft.not_found}
    for part, (path, name) in _EXPECTED.items():
        if part in expected and not there[part] and path not in known:
            draft.not_found.append(Missing(path, name))
