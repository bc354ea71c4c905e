"""A filed report on the desk of the analyst who checks it: what was read, what was not, and each value beside
its quote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.paths import data_root
from perfkit.base.text import say
from perfkit.intake.checking import Checking, open_checking
from perfkit.intake.drafted import Draft
from perfkit.pages.widgets.check import CheckPanel
from perfkit.pages.widgets.source_picture import SourcePicture
from perfkit.views.narrative.prose import Heading, Paragraph, Prose, said
from perfkit.views.said import worded
from perfkit.views.tables.table import Cell, Table, table

_EXAMPLE = Path("departments") / "sz-sif-longhua_2020" / "source.txt"


def open_reading(
    report: str | Path = "", out: str | Path = "", rubric: str = "", lang: str = "zh"
) -> ReadingPage:
    """Read a report for checking.

    Parameters
    ----------
    report : Path   of any kind that `perfkit read` reads; the bundled Longhua report unless given
    out : Path      the department's folder, where checked values are kept; nothing is kept unless given
    rubric : str    rubric id; recognised unless given
    lang : str      "zh" or "en"

    Raises
    ------
    SubmissionError   the report cannot be read, or the folder holds another submission.
    """
    check_language(lang)
    checking, draft = open_checking(report or data_root() / _EXAMPLE, out, rubric)
    return ReadingPage(checking, draft, Path(out) if str(out) else None, lang)


@dataclass(frozen=True)
class ReadingPage:
    """The page; each method is one thing to display."""

    checking: Checking
    draft: Draft
    out: Path | None = None
    lang: str = "zh"

    def _repr_html_(self) -> str:
        return f"{page_style()}{self.opening()._repr_html_()}"

    def __repr__(self) -> str:
        return str(self.opening())

    def opening(self) -> Prose:
        """Whose report it is, and how much of the draft has been checked."""
        submission, lang = self.checking.submission, self.lang
        name = submission["department"].get("name") or say(lang, "（未找到部门名称）", "(no name found)")
        entries, waiting = self.checking.entries, self.checking.waiting
        title = worded(lang, "title_of_reading", name=name, year=submission.get("year", ""))
        text = worded(
            lang,
            "values_read",
            source=self.draft.source.name,
            count=len(entries),
            checked=len(entries) - len(waiting),
            waiting=len(waiting),
            not_found=len(self.draft.not_found),
        )
        return Prose((Heading(title, 1, "reading"), Paragraph(text, "lead")), lang)

    def values_table(self) -> Table:
        """Every value beside its quote and place."""
        lang = self.lang
        rows = []
        for entry in self.checking.entries:
            state = say(lang, "已核对", "checked") if entry.checked else say(lang, "未核对", "unchecked")
            cells = (entry.name.in_(lang), entry.value, entry.section, entry.quote)
            rows.append(
                (*map(Cell, cells), Cell(state, mark="met" if entry.checked else "open"), Cell(entry.path))
            )
        return table("values", lang, rows)

    def missing_table(self) -> Table:
        """What was looked for and not found."""
        lang = self.lang
        rows = ((Cell(missing.name.in_(lang)), Cell(missing.path)) for missing in self.draft.not_found)
        return table("missing", lang, rows)

    def notes(self) -> Prose:
        """What a person should look at."""
        found = [Paragraph(note.in_(self.lang), "note") for note in self.draft.notes]
        none = said(self.lang, "nothing_to_note", style="note")
        return Prose(tuple(found) or (none,), self.lang)

    def panel(self) -> CheckPanel:
        """Controls in JupyterLab; every decision is kept at once where a folder was named."""
        picture = SourcePicture(self.draft.source, self.lang)
        return CheckPanel(self.checking, self.save, self.lang, picture.html)

    def enter(self, confirm: str = "", correct: str = "", reject: str = "") -> Prose:
        """Decisions by plain parameters.

        Parameters
        ----------
        confirm : paths separated by commas, or "all"
        correct : "path = value", several separated by semicolons
        reject : paths separated by commas
        """
        changes = [pair.partition("=") for pair in correct.replace("；", ";").split(";") if pair.strip()]
        for path, sign, value in changes:
            if not sign:
                raise PerfkitError(
                    f"“{path.strip()}”应写成 编号 = 值", f"write “{path.strip()}” as path = value"
                )
            self.checking.correct(path.strip(), value.strip())
        taken = [path.strip() for path in reject.replace("，", ",").split(",") if path.strip()]
        # From the end, so that a row that is taken out does not move those still to be named.
        places = [
            (head, int(n) if n.isdigit() else 0, path)
            for path in taken
            for head, _, n in (path.rpartition("."),)
        ]
        for *_, path in sorted(places, reverse=True):
            self.checking.reject(path)
        done = self.checking.confirm(confirm.replace("，", ",").split(","))
        if changes or taken or done:
            self.save()
        text = worded(self.lang, "corrections_saved", confirmed=done, changed=len(changes), taken=len(taken))
        return Prose((Paragraph(text, "note"),), self.lang)

    def save(self) -> Path | None:
        """Keep the submission in its folder; without one, nothing is written."""
        return self.checking.save(self.out) if self.out is not None else None
