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
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table
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
        title = worded(
            lang,
            "title_of_desk",
            department=department.name,
            year=session.submission.year,
            mark=mark,
            named=department.named,
        )
        grade, who = show_reach(evaluation, lang), session.judged.evaluator.id
        span = show_span(evaluation.points)
        total = f"{span}（{grade}）" if lang == "zh" else f"{span} ({grade})"
        if done == len(items) and evaluation.points.is_exact:
            words = worded(lang, "all_judged", who=who, count=len(items), total=total)
        else:
            left, unit = len(items) - done, session.unit(lang)
            words = worded(lang, "some_judged", who=who, done=done, left=left, unit=unit, total=total)
        return Prose((Heading(title, 1, "judging"), Paragraph(words, "lead")), lang)

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
            nothing = said(lang, "no_criterion_named", style="note")
            return Prose((nothing,), lang)
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
        saved = said(lang, "judgement_saved", name=name, points=points, file=file)
        return Prose((saved,), lang)

    def items_table(self) -> Table:
        """Every item: bounds, what it waits for, what was given and why."""
        lang = self.lang
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
        return table("judging", lang, rows, synthetic=self.session.submission.synthetic)
