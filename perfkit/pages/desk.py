"""An evaluator's desk in a notebook: what waits, a panel to judge with, and entry by plain parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.filing.folders import department_folder
from perfkit.outlook.item import WAITS
from perfkit.outlook.judging import Session
from perfkit.pages.widgets import JudgePanel
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, said
from perfkit.views.tables.table import CENTRE, NUMBER, TEXT, Cell, Column, Table
from perfkit.views.wording import show_reach


def open_desk(
    department: str, root: str | Path = "", evaluator: str = "", rubric: str = "", lang: str = "zh"
) -> Desk:
    """Open a department for judging; what this evaluator has on file is resumed.

    Parameters
    ----------
    department, root, rubric, lang : as for a report
    evaluator : str   id, also the file's name under judgements/

    Raises
    ------
    SubmissionError   files with faults, or no evaluator named.
    """
    check_language(lang)
    return Desk(Session(department_folder(department, root), evaluator, rubric), lang)


@dataclass(frozen=True)
class Desk:
    """The page; each method is one thing to display."""

    session: Session
    lang: str = "zh"

    def _repr_html_(self) -> str:
        return f"{page_style()}{self.opening()._repr_html_()}"

    def __repr__(self) -> str:
        return str(self.opening())

    def opening(self) -> Prose:
        """Whose desk it is, how far the work is, and what it comes to so far."""
        session, lang = self.session, self.lang
        items, evaluation = session.items, session.evaluation
        done = sum(item.mine is not None for item in items)
        mark = say(lang, "（合成数据）", " (synthetic data)") if session.submission.synthetic else ""
        department = session.submission.department
        title = say(
            lang,
            f"评定：{department.name} {session.submission.year} 年度{mark}",
            f"Judging: {department.named.en} {session.submission.year}{mark}",
        )
        grade, who = show_reach(evaluation, lang), session.judged.evaluator.id
        span = show_span(evaluation.points)
        total = f"{span}（{grade}）" if lang == "zh" else f"{span} ({grade})"
        if done == len(items) and evaluation.points.is_exact:
            zh = f"评价人 {who}：{len(items)} 项全部评完，总分 {total}。"
            en = f"Evaluator {who}: all {len(items)} items are judged; the total is {total}."
        else:
            left, unit = len(items) - done, session.unit(lang)
            zh = f"评价人 {who}：已评 {done} 项，还有 {left} 项（{unit}）；总分目前为 {total}。"
            en = f"Evaluator {who}: {done} items judged, {left} to go ({unit}); so far the total is {total}."
        text = say(lang, zh, en)
        return Prose((Heading(title, 1, "judging"), Paragraph(text, "lead")), lang)

    def panel(self) -> JudgePanel:
        """Controls in JupyterLab; every item is saved as it is entered."""
        again = partial(self.follow, "opening", "items_table", update=True)
        return JudgePanel(self.session, self.lang, again)

    def follow(self, *names: str, update: bool = False) -> None:
        """Display pieces by their names, opening or items_table; the panel shows them anew when it saves."""
        from IPython.core.interactiveshell import InteractiveShell
        from IPython.display import display

        if InteractiveShell.initialized():
            for name in names:
                display(getattr(self, name)(), display_id=f"desk-{name}", update=update)

    def enter(
        self, criterion: str = "", points: str = "", reason: str = "", document: str = "", day: str = ""
    ) -> Prose:
        """One judgement by plain parameters, saved at once; nothing where no criterion is named.

        Parameters
        ----------
        criterion : id of the criterion, veto or exemption
        points : "1.5" or "90%"; yes or no (是 or 否) for a veto or exemption
        reason : str
        document : a document seen for it, registered and named as what the judgement rests on
        day : "2021-03-05"; today unless given
        """
        lang = self.lang
        if not criterion:
            zh, en = (
                "没有填写 criterion 参数，未登记任何评价意见。",
                "No criterion was named; nothing was entered.",
            )
            return Prose((said(lang, zh, en, "note"),), lang)
        try:
            when = date.fromisoformat(day) if day else date.today()
        except ValueError:
            raise PerfkitError(
                f"日期应写成 2021-03-05，现为 {day}", f"write the date as 2021-03-05, not {day}"
            ) from None
        item = self.session.item(criterion)
        seen = (self.session.see(criterion, document, day=when),) if document else ()
        if item.is_modifier:
            if points.lower() not in ("是", "否", "yes", "no"):
                raise PerfkitError(f"{criterion} 应填 是 或 否", f"{criterion} takes yes or no")
            self.session.decide(criterion, points.lower() in ("是", "yes"), reason, seen, day=when)
        else:
            self.session.award(criterion, points, reason, seen, day=when)
        self.session.save()
        name, file = item.name.in_(lang), self.session.path.name
        zh, en = (
            f"已保存：{name}，{points}。（judgements/{file}）",
            f"Saved: {name}, {points}. (judgements/{file})",
        )
        return Prose((said(lang, zh, en),), lang)

    def items_table(self) -> Table:
        """Every item: bounds, what it waits for, what was given and why."""
        lang = self.lang
        heads = say(
            lang, "评分点|可评范围|状态|评分|理由|编号", "Criterion|Bounds|State|Points|Reason|Id"
        ).split("|")
        shapes = (TEXT, 24), (NUMBER, 10), (CENTRE, 9), (NUMBER, 8), (TEXT, 0), (TEXT, 22)
        columns = tuple(Column(head, *shape) for head, shape in zip(heads, shapes, strict=True))
        rows = []
        for item in self.session.items:
            mine = item.mine
            state, given = say(lang, "已评", "judged"), "—"
            if mine is None:
                waits = item.scored and WAITS[item.scored.waits_for].in_(lang)
                state = waits or say(lang, "未定", "undecided")
            elif item.awarded is not None:
                given = show_number(item.awarded)
            else:
                given = say(lang, *(("适用", "applies") if mine.triggered else ("不适用", "does not apply")))
            bounds = say(lang, "是／否", "yes/no") if item.is_modifier else item.bounds_words(lang)
            entered = Cell(state, mark="met" if mine else "open"), Cell(given, strong=mine is not None)
            reason = Cell(mine.reason if mine else "")
            rows.append((Cell(item.name.in_(lang)), Cell(bounds), *entered, reason, Cell(item.id)))
        caption = say(lang, "要由评价人评定的评分点", "What an evaluator has to judge")
        synthetic = self.session.submission.synthetic
        return Table("judging", caption, columns, tuple(rows), lang, synthetic=synthetic)
