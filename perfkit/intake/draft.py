"""From blocks to a draft submission: every value with its quote and place, what was not found listed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.quantities import parse_number, unit_factor
from perfkit.base.text import Text, say
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.submission import Narrative
from perfkit.intake.blocks import Document, key, one_line
from perfkit.intake.family import Family, family_of
from perfkit.intake.figures import FigureReader
from perfkit.intake.form_rows import read_scores, read_tasks
from perfkit.intake.items import BRACKETED, FIRSTLY, PLAIN, passages
from perfkit.intake.official_tables import Found, official_tables
from perfkit.intake.open_file import open_document
from perfkit.intake.outline import Outline, outline
from perfkit.intake.target_rows import read_targets
from perfkit.rubric.files import load_rubric
from perfkit.rubric.table import Rubric

_PART_NAMES = {
    "duties": Text("主要职能", "duties"),
    "annual_work": Text("年度总体工作和重点工作任务", "work of the year"),
    "budget_preparation": Text("预算编制情况", "budget preparation"),
    "budget_execution": Text("预算执行情况", "budget execution"),
    "goals": Text("主要履职目标", "goals"),
    "performance": Text("主要履职情况", "performance"),
    "results": Text("部门履职绩效情况", "results"),
    "experience": Text("主要经验、做法", "experience"),
    "problems": Text("存在问题", "problems"),
    "improvements": Text("改进措施", "improvements"),
    "next_steps": Text("后续工作计划、相关建议", "next steps"),
}
_KIND_NAMES = {"output": "产出", "benefit": "效益", "satisfaction": "满意度"}
_TARGET_NAMES = {"quantity": "数量", "quality": "质量", "timeliness": "时效", "cost": "成本"}
_ITEM = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]是|\d{1,2}[、.．](?!\d)")
_CAPTION = 40
_YEAR = re.compile(r"(20\d\d)\s*年")


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
    not_found : list of Missing
    notes : list of Text   what a person should look at
    source : Path
    """

    submission: dict
    not_found: list[Missing] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    source: Path = Path()

    def summary(self, lang: str = "zh") -> str:
        """What was read, what was not, and what to look at, a line each."""
        submission = self.submission
        count = {
            "facts": sum(map(len, submission.get("facts", {}).values())),
            "tasks": len(submission.get("tasks", {}).get("rows", ())),
            "targets": len(submission.get("targets", {}).get("rows", ())),
            "scores": len(submission["self_evaluation"]["scores"]),
        }
        lines = [
            say(
                lang,
                f"读出：{count['facts']} 条数据（{len(submission.get('facts', {}))} 项）、{count['tasks']} 项任务、{count['targets']} 项指标、{count['scores']} 行得分；均未确认",
                f"read: {count['facts']} statements of {len(submission.get('facts', {}))} facts, {count['tasks']} tasks, {count['targets']} targets, {count['scores']} scores; none confirmed",
            )
        ]
        if self.not_found:
            names = ("；" if lang == "zh" else "; ").join(
                missing.name.in_(lang) for missing in self.not_found
            )
            lines.append(
                say(
                    lang,
                    f"没有找到（未填）{len(self.not_found)} 项：{names}",
                    f"not found (left out) {len(self.not_found)}: {names}",
                )
            )
        lines.extend(say(lang, f"请注意：{note.zh}", f"note: {note.en}") for note in self.notes)
        return "\n".join(lines)


def read_report(path: Path | str, *, rubric: str = "sz-2020") -> Draft:
    """Read a filed report into a draft.

    Parameters
    ----------
    path : Path     .docx, .pdf, .txt or .html
    rubric : str    id of the rubric whose form it is

    Returns
    -------
    Draft

    Raises
    ------
    SubmissionError   the file cannot be read, or is no self-evaluation report.
    RubricError       no such rubric, or no labels for its documents.

    Examples
    --------
    >>> from perfkit.base.paths import data_root
    >>> draft = read_report(data_root() / "departments" / "sz-sif-longhua_2020" / "source.txt")
    >>> len(draft.submission["tasks"]["rows"]), len(draft.submission["targets"]["rows"])
    (7, 62)
    """
    path = Path(path)
    table, family = load_rubric(rubric), family_of(rubric)
    document = open_document(path)
    return assemble(document, path, family, table)


def assemble(document: Document, path: Path, family: Family, rubric: Rubric) -> Draft:
    """The draft of a document whose blocks are known."""
    found = official_tables(document, family)
    document.blocks = [block for block in document.blocks if id(block) not in found.taken]
    text = outline(document, family)
    readings = {
        "tasks": read_tasks(found.rows["tasks"], family),
        "targets": read_targets(found.rows["targets"], family),
    }
    scores = read_scores(found.rows["scores"], family, rubric)
    if not text.headings and not any(found.rows.values()):
        raise SubmissionError(
            Text(
                f"{path.name}：没有找到自评报告的标题或表格，这可能不是一份自评报告",
                f"{path.name}: no heading or table of a self-evaluation report; is it one?",
            )
        )
    draft = Draft({"synthetic": False, "unconfirmed": True}, notes=list(document.notes), source=path)
    _identity(draft, text, found, family, path)
    _narrative(draft, text)
    _goal(draft, found, family)
    _facts(draft, text, family, readings["targets"].entries)
    for name, label in (
        ("tasks", Text("年度主要任务表", "the task table")),
        ("targets", Text("年度绩效指标表", "the target table")),
    ):
        if readings[name].entries.get("rows"):
            draft.submission[name] = readings[name].entries
        else:
            draft.not_found.append(Missing(name, label))
        _take(draft, readings[name])
    draft.submission["self_evaluation"] = scores.entries
    if found.rows["scores"]:
        _take(draft, scores)
    else:
        draft.not_found.append(Missing("self_evaluation", Text("评分表", "the scoring table")))
    if found.other_tables:
        draft.notes.append(
            Text(
                f"有 {len(found.other_tables)} 张其他表格没有读",
                f"{len(found.other_tables)} other tables were not read",
            )
        )
    return draft


def _take(draft: Draft, reading) -> None:
    draft.not_found.extend(Missing(path, name) for path, name in reading.missing)
    draft.notes.extend(reading.notes)


def _identity(draft: Draft, text: Outline, found: Found, family: Family, path: Path) -> None:
    labels = sorted((key(label) for label in family.identity.department), key=len, reverse=True)
    name = ""
    for line in text.front:
        label, colon, value = line.replace(":", "：").partition("：")
        if colon and key(label) in labels and value.strip():
            name = name or re.split(r"\s{2,}|填报|联系", value.strip())[0].strip()
    title = next((line for line in text.front if ("自评" in line or "绩效" in line) and len(line) < 80), "")
    title = one_line(title)
    name = name or found.identity.get("name", "")
    if not name and _YEAR.search(title):
        name = title[: _YEAR.search(title).start()].strip()
    years = [
        match
        for match in (_YEAR.search(title), re.search(r"(20\d\d)", found.identity.get("year", "")))
        if match
    ]
    identity = {"id": "dept-" + sha256(name.encode()).hexdigest()[:8] if name else "dept-unnamed"}
    if name:
        identity["name"] = name
    else:
        draft.not_found.append(Missing("department.name", Text("部门名称", "the department's name")))
    draft.submission["department"] = identity
    draft.notes.append(
        Text(
            f"部门 id 暂记为 {identity['id']}，请改成便于引用的英文 id",
            f"the id {identity['id']} is provisional; give the department a readable one",
        )
    )
    if years:
        draft.submission["year"] = int(years[0].group(1))
        if len(years) == 2 and years[0].group(1) != years[1].group(1):
            draft.notes.append(
                Text(
                    f"标题的年度 {years[0].group(1)} 与表格的 {years[1].group(1)} 不同，请核对",
                    f"the title says {years[0].group(1)}, the form {years[1].group(1)}; check the year",
                )
            )
    else:
        draft.not_found.append(Missing("year", Text("年度", "the year")))
    if title:
        draft.submission["title"] = title
    digest = sha256(path.read_bytes()).hexdigest()
    draft.submission["source"] = {"file": path.name, "note": f"由程序读出，未经人工确认；sha256 {digest}"}


def _narrative(draft: Draft, text: Outline) -> None:
    narrative = {}
    for part in Narrative.model_fields:
        if text.parts.get(part):
            narrative[part] = [{"section": section, "text": passage} for section, passage in text.parts[part]]
        else:
            draft.not_found.append(Missing(f"narrative.{part}", _PART_NAMES[part]))
    if narrative:
        draft.submission["narrative"] = narrative
    for section in dict.fromkeys(
        section for section, passage in text.parts.get("", ()) if len(passage) > _CAPTION
    ):
        draft.notes.append(
            Text(
                f"{section} 的标题不在标准提纲里，其文字没有归入",
                f"the heading of {section} is not in the outline; its text was left out",
            )
        )


def _goal(draft: Draft, found: Found, family: Family) -> None:
    section = family.tables.goal.section
    if not found.goal_expected and not found.goal_actual:
        draft.not_found.append(Missing("overall_goal", Text("年度总体目标", "the overall goal of the year")))
        return
    actual = _run_on(found.goal_actual)
    label = section.partition(" ")[0] + " 总体目标"
    pieces = []
    for place, piece in passages(label, actual, (BRACKETED, PLAIN), titles=True):
        # 一是 … 二是 … number a whole section; inside an item that has a number they are its sentences.
        pieces.extend(
            [(place, piece)] if place[-1].isdigit() else passages(place, piece, (FIRSTLY,), titles=True)
        )
    draft.submission["overall_goal"] = {
        "section": section,
        "expected": one_line(_run_on(found.goal_expected)),
        "actual": [{"section": place, "text": one_line(piece)} for place, piece in pieces],
    }
    for side, words in (
        (found.goal_expected, Text("年度总体目标的预期", "the expected overall goal")),
        (found.goal_actual, Text("年度总体目标的实际完成", "the reached overall goal")),
    ):
        if not "".join(side).strip():
            draft.not_found.append(Missing("overall_goal", words))


def _run_on(pieces: list[str]) -> str:
    """Pieces of one text; a piece that stops in the middle of a sentence goes on in the next."""
    text = ""
    for piece in filter(None, (piece.strip() for piece in pieces)):
        text += ("\n" if text and (text[-1] in "。；！？…：" or _ITEM.match(piece)) else "") + piece
    return text


def _facts(draft: Draft, text: Outline, family: Family, targets: dict) -> None:
    reader = FigureReader(
        family, draft.submission.get("year"), draft.submission["department"].get("name", "")
    )
    # Text outside the outline may be the clauses of a scoring table, whose figures are nobody's.
    stated = [
        found for part, section, passage in text.passages() if part for found in reader.read(section, passage)
    ]
    for passage in draft.submission.get("overall_goal", {}).get("actual", ()):
        stated.extend(reader.read(passage["section"], passage["text"]))
    stated.extend(_in_targets(reader, family, targets))
    catalogue, facts = fact_catalogue(), {}
    for found in stated:
        kind, statement = catalogue[found.fact], found.statement
        amount = parse_number(statement["value"]) * unit_factor(statement["unit"])
        if (amount < 0 and not kind.negative) or (kind.at_most_one and amount > 1):
            draft.notes.append(
                Text(
                    f"{statement['section']}“{statement['quote']}”不合常理，没有采用",
                    f"{statement['section']}: “{statement['quote']}” cannot be right; not taken",
                )
            )
        else:
            facts.setdefault(found.fact, []).append(statement)
    draft.submission["facts"] = {fact: facts[fact] for fact in catalogue if fact in facts}
    for fact in family.figures.facts:
        if fact not in facts:
            draft.not_found.append(Missing(f"facts.{fact}", catalogue[fact].name))
    if reader.unread:
        some = "；".join(f"{section}“{quote}”" for section, quote in reader.unread[:5])
        count = len(reader.unread)
        draft.notes.append(
            Text(
                f"正文中有 {count} 个金额或比率没有对应的标签，未采用，如 {some}",
                f"{count} amounts or rates of the text have no label and were not taken, such as {some}",
            )
        )


def _in_targets(reader: FigureReader, family: Family, targets: dict):
    """Figures that a target states about one of the family's topics, such as 采购资金的支付数."""
    counts: dict[str, int] = {}
    for target in targets.get("rows", ()):
        counts[target["kind"]] = counts.get(target["kind"], 0) + 1
        topic = next(
            (
                topic
                for topic, names in family.figures.targets.items()
                if key(target["name"]).startswith(tuple(map(key, names)))
            ),
            "",
        )
        if topic:
            kind = _TARGET_NAMES.get(target["kind"], _KIND_NAMES[target["block"]])
            section = f"四 目标表 {kind}指标{counts[target['kind']]}"
            for side in ("expected", "actual"):
                yield from reader.read(section, target[side], topic)
