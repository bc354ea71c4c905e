"""Many departments in one notebook: what notebook 02 calls, each call giving an object to display."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from perfkit.base.errors import check_language
from perfkit.base.files import write_whole
from perfkit.base.markup import page_style
from perfkit.base.paths import data_root
from perfkit.base.quantities import show_number
from perfkit.base.text import csv_text, say
from perfkit.cohort.loading import load_cohort
from perfkit.cohort.members import Cohort
from perfkit.filing.submission import resting_on_drafts
from perfkit.views.charts.chart import Chart
from perfkit.views.charts.cohort import ranking_chart, trend_chart
from perfkit.views.charts.cohort_rows import claims_chart, heat_chart, spread_chart
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose, headed, said
from perfkit.views.said import WORDS, worded
from perfkit.views.tables.cohort import finding_counts_table, outliers_table, ranking_table, ratios_table
from perfkit.views.tables.table import Table

_ALONE = WORDS.text("one_department_alone")


def open_comparison(
    root: str | Path = "", departments: str = "", rubric: str = "", lang: str = "zh", *, evaluator: str = ""
) -> Comparison:
    """Read a set of departments for comparison.

    Parameters
    ----------
    root : str or Path   folder of department folders; the bundled data unless given
    departments : str    folder names separated by commas; every department under `root` unless given
    rubric : str         one rubric for all; their own unless given
    lang : str           "zh" or "en"
    evaluator : str      use this evaluator's judgements only

    Raises
    ------
    PerfkitError   no department can be read, or their rubrics differ and none is named.

    Examples
    --------
    >>> comparison = open_comparison()
    >>> len(comparison.cohort.members)
    1
    """
    check_language(lang)
    base = Path(root) if str(root) else data_root() / "departments"
    names = [name.strip() for name in departments.replace("，", ",").split(",") if name.strip()]
    return Comparison(
        load_cohort([base / name for name in names] or [base], rubric=rubric, evaluator=evaluator), lang
    )


@dataclass(frozen=True)
class Comparison:
    """A comparison; each method is one thing to display, None where there is nothing to show."""

    cohort: Cohort
    lang: str = "zh"

    @cached_property
    def charts(self) -> dict[str, Chart]:
        """Every chart by name: ranking, heat, spread, claims, trend; one department has nothing to differ
        from."""
        several = (heat_chart, spread_chart) if len(self.cohort.members) > 1 else ()
        drawn = (
            draw(self.cohort, self.lang) for draw in (ranking_chart, *several, claims_chart, trend_chart)
        )
        return {chart.name: chart for chart in drawn if chart is not None}

    def chart(self, name: str) -> Chart | None:
        """A chart by its name."""
        return self.charts.get(name)

    def _repr_html_(self) -> str:
        """The style of everything below, and the title."""
        title = headed(self.lang, "comparison", 1)
        return f"{page_style()}{Prose((title,), self.lang)._repr_html_()}"

    def __repr__(self) -> str:
        return self.summary()

    def opening(self) -> Prose:
        """What the set is, and what it comes to."""
        cohort, lang = self.cohort, self.lang
        members = cohort.members
        years = sorted({member.year for member in members})
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        decided = sum(member.points.is_exact for member in members)
        over = [member for member in members if member.overclaim]
        errors = sum(n for member in members for _, severity, n in member.findings if severity == "error")
        words = worded(
            lang,
            "departments_compared",
            count=len(members),
            span=span,
            id=cohort.rubric.id,
            decided=decided,
            open=len(members) - decided,
            over=len(over),
            errors=errors,
            plural="" if len(members) == 1 else "s",
        )
        parts = [Paragraph(words, "lead")]
        if len(members) == 1:
            parts.append(Paragraph(_ALONE.in_(lang), "note"))
        if cohort.synthetic:
            parts.append(said(lang, "synthetic_page", style="note"))
        parts += [Paragraph(older.in_(lang), "note") for older in cohort.superseded]
        return Prose(tuple(parts), lang)

    def problems(self) -> Prose | None:
        """Departments that could not be read, with their first fault."""
        if not self.cohort.problems:
            return None
        lines = tuple(
            f"{name}：{faults[0].show(self.lang) if faults else message.in_(self.lang)}"
            for name, faults, message in self.cohort.problems
        )
        head = headed(self.lang, "not_compared", 2, anchor="problems", count=len(lines))
        return Prose((head, Items(lines)), self.lang)

    def heading(self, zh: str, en: str, anchor: str) -> Prose:
        """A section heading in the language of the page."""
        return Prose((Heading(say(self.lang, zh, en), 2, anchor),), self.lang)

    def ranking_table(self) -> Table:
        """Ranks, intervals and standing."""
        return ranking_table(self.cohort, self.lang)

    def outliers_table(self) -> Table | None:
        """Departments that stand apart."""
        return outliers_table(self.cohort, self.lang)

    def finding_counts_table(self) -> Table:
        """Findings by kind."""
        return finding_counts_table(self.cohort, self.lang)

    def ratios_table(self) -> Table:
        """Ratios by department."""
        return ratios_table(self.cohort, self.lang)

    def frame(self):
        """Everything in tidy form: a pandas frame, one row for each department and indicator."""
        import pandas as pd

        return pd.DataFrame(self.cohort.tidy())

    def save(self, out: Path) -> tuple[Path, ...]:
        """Write comparison.csv and comparison.parquet; each file appears whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        out.mkdir(parents=True, exist_ok=True)
        rows = list(self.cohort.tidy())
        table, columns = out / "comparison.csv", out / "comparison.parquet"
        text, packed = io.StringIO(newline=""), io.BytesIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows({name: csv_text(value) for name, value in row.items()} for row in rows)
        write_whole(table, text.getvalue().encode("utf-8-sig"))
        pq.write_table(pa.Table.from_pylist(rows), packed)
        write_whole(columns, packed.getvalue())
        return table, columns

    def summary(self) -> str:
        """The ranking as plain text, at most 20 lines."""
        lines = []
        for place in self.cohort.ranking[:20]:
            rank = place.rank(self.lang)
            points = place.member.points
            lines.append(
                f"{rank:>7}  {show_number(points.low)}～{show_number(points.high)}  {place.member.name}"
                f" {place.member.year}"
            )
        more = len(self.cohort.members) - len(lines)
        if drafts := resting_on_drafts(self.cohort.unconfirmed, self.lang):
            lines.append(drafts)
        return "\n".join(
            [*lines, say(self.lang, f"……另有 {more} 个", f"… and {more} more")] if more > 0 else lines
        )
