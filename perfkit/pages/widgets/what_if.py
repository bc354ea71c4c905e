"""Sliders for figures, judgements and readings; total, grade, chart and explanation move with them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ipywidgets import Button, Dropdown, HBox, Layout, SelectionSlider, Tab, VBox

from perfkit.base.errors import PerfkitError
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.tree import Evaluation
from perfkit.outlook.changes import Change, show_change
from perfkit.outlook.supposed import WhatIf
from perfkit.outlook.what_if import what_if
from perfkit.pages.widgets.page import WIDE, announced, label, live, picture, refused
from perfkit.pages.widgets.steps import Steps, fact_ids, fact_steps, judged_steps, reading_steps
from perfkit.views.charts import Chart
from perfkit.views.charts.ranges import ranges_chart
from perfkit.views.said import worded


class WhatIfPanel(VBox):
    """Controls on the left, what they do on the right.

    Parameters
    ----------
    evaluation : Evaluation
    lang : str              "zh" or "en"
    changes : suppositions to start from, beside those the controls make

    Attributes
    ----------
    result : WhatIf   under the suppositions as they stand; usable in the next cell
    """

    def __init__(self, evaluation: Evaluation, lang: str = "zh", changes: Iterable[Change] = ()):
        self.evaluation, self.lang = evaluation, lang
        self.changes = {change.name: change for change in changes}
        self.result: WhatIf = what_if(evaluation, self.changes.values(), lang=lang)
        self._sliders: list[SelectionSlider | Dropdown] = []
        self._quiet = False
        missing, known = fact_ids(evaluation)
        facts = [self._control(fact_steps(evaluation, fact, lang)) for fact in missing]
        other = self._picked(
            [fact_steps(evaluation, fact, lang) for fact in known], say(lang, "其他数据", "Other figures")
        )
        judged = judged_steps(evaluation, lang)
        readings = [
            self._control(reading_steps(name, reading, evaluation.choices[name], lang), kind=Dropdown)
            for name, reading in evaluation.rubric.readings.items()
        ]
        tabs = Tab(
            children=[
                VBox([*facts, other], layout=_scroll()),
                VBox([self._control(steps) for steps in judged], layout=_scroll()),
                VBox(readings, layout=_scroll()),
            ],
            layout=Layout(width="100%"),
        )
        tabs.titles = tuple(say(lang, "数据|评价意见|口径", "Figures|Judgements|Readings").split("|"))
        reset = Button(
            description=say(lang, "全部复原", "Reset all"), icon="undo", layout=Layout(width="auto")
        )
        reset.on_click(lambda _: self.reset())
        self._headline, self._chart, self._moves = live(lang), live(lang), live(lang)
        left = VBox([tabs, reset], layout=Layout(flex="1 1 320px", min_width="300px", overflow="hidden"))
        right = VBox(
            [self._headline, self._chart, self._moves],
            layout=Layout(flex="2 1 420px", min_width="320px", padding="0 0 0 12px", overflow="hidden"),
        )
        super().__init__(
            [HBox([left, right], layout=Layout(flex_flow="row wrap", width="100%", overflow="hidden"))]
        )
        self._show()

    def reset(self) -> None:
        """Every control back to the filing as it is."""
        self._quiet = True
        for slider in self._sliders:
            slider.index = 0
        self._quiet = False
        self.changes.clear()
        self._again()

    def _control(self, steps: Steps, kind: type = SelectionSlider) -> VBox:
        steps = self._with_supposed(steps)
        slider = kind(
            options=[(text, place) for place, (text, _) in enumerate(steps.stops)],
            value=int(steps.id in self.changes),
            style=WIDE,
            layout=Layout(width="98%"),
        )
        slider.tooltip = steps.name
        slider.observe(lambda change, steps=steps: self._moved(steps, change["new"]), names="value")
        self._sliders.append(slider)
        return VBox([label(steps.name, self.lang), slider], layout=Layout(overflow="hidden"))

    def _with_supposed(self, steps: Steps) -> Steps:
        """The stops with the supposition that the page was opened with, right after the filing."""
        if (change := self.changes.get(steps.id)) is None:
            return steps
        shown = show_change(change, self.evaluation, self.lang)
        supposed = (say(self.lang, "假设：", "suppose: ") + shown, change)
        return Steps(steps.id, steps.name, (steps.stops[0], supposed, *steps.stops[1:]))

    def _picked(self, choices: list[Steps], title: str) -> VBox:
        """One slider for many figures: the figure is picked from a list."""
        if not choices:
            return VBox([])
        by_name = {steps.id: self._control(steps) for steps in choices}
        chosen = Dropdown(
            options=[(steps.name, steps.id) for steps in choices], style=WIDE, layout=Layout(width="98%")
        )
        place = VBox([by_name[choices[0].id].children[1]], layout=Layout(overflow="hidden"))
        chosen.observe(
            lambda change: setattr(place, "children", [by_name[change["new"]].children[1]]), names="value"
        )
        return VBox([label(title, self.lang), chosen, place], layout=Layout(overflow="hidden"))

    def _moved(self, steps: Steps, place: int) -> None:
        change = steps.stops[place][1]
        if change is None:
            self.changes.pop(steps.id, None)
        else:
            self.changes[steps.id] = change
        if not self._quiet:
            self._again()

    def _again(self) -> None:
        try:
            self.result = what_if(self.evaluation, self.changes.values(), lang=self.lang)
        except PerfkitError as error:
            self._headline.value = refused(error, self.lang)
            return
        self._show()

    def _show(self) -> None:
        lang, result = self.lang, self.result
        self._headline.value = announced(f"<p><b>{escape(result.headline(lang))}</b></p>", lang)
        self._chart.value = picture(supposed_chart(result))
        self._moves.value = announced(result.moves_html(), lang)


def supposed_chart(result: WhatIf) -> Chart:
    """The range as it stands, and under the suppositions where there are any."""
    lang, before, after = result.lang, show_span(result.before.points), show_span(result.after.points)
    names = say(lang, "现状|假设", "as is|supposed").split("|")
    if not result.changes:
        return ranges_chart(
            {names[0]: result.before},
            say(lang, f"现在可能的总分是 {before}", f"As it stands the total is {before}"),
            lang,
        )
    grades = worded(lang, "grade_moves") if result.grade_moves else worded(lang, "grade_stays")
    if before == after:
        title = say(lang, f"假设之下总分仍是 {before}", f"Under the suppositions the total stays {before}")
    else:
        title = worded(lang, "total_moves", before=before, after=after, grades=grades)
    return ranges_chart(dict(zip(names, (result.before, result.after), strict=True)), title, lang)


def _scroll() -> Layout:
    return Layout(max_height="430px", overflow="hidden auto", width="100%", display="block")
