"""The domain's ratios, one function each; argument names are fact names, results are exact.

A ratio says in its decorator with which arguments it rises; it falls with the others. That is
what makes an exact interval out of missing figures.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.errors import FactError
from perfkit.base.quantities import Interval
from perfkit.base.text import Text


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio with what an interval needs to know of it.

    Attributes
    ----------
    name : str        as rubrics call it
    function : callable of Fractions, one argument per fact
    arguments : fact ids, in order
    rising : the arguments with which it rises
    printed : str     the fact under which documents print this rate
    at_most : Fraction or None   what it can never exceed
    by_size : the arguments that count by their size, whatever their sign
    """

    name: str
    function: Callable[..., Fraction]
    arguments: tuple[str, ...]
    rising: frozenset[str]
    printed: str
    at_most: Fraction | None
    by_size: frozenset[str] = frozenset()

    def value(self, facts: Mapping[str, Fraction]) -> Fraction | None:
        """The exact ratio; None where part and whole are both zero.

        Raises
        ------
        FactError   the whole is zero and the part is not: the ratio is beyond every bound.
        """
        try:
            return self.function(**{name: facts[name] for name in self.arguments})
        except ZeroDivisionError:
            if all(facts[name] == 0 for name in self.rising):
                return None
            raise FactError(Text("分母为 0 而分子不为 0", "the whole is zero and the part is not")) from None

    def span(self, facts: Mapping[str, Interval]) -> Interval | None:
        """Every value the ratio may have; None where part and whole are certainly both zero.

        Parameters
        ----------
        facts : an interval for each argument

        Returns
        -------
        Interval   with `high` None where the whole may be zero or a rising argument is unbounded.
        """
        facts = {name: _size(facts[name]) if name in self.by_size else facts[name] for name in self.arguments}
        low = self._corner(
            {name: facts[name].low if name in self.rising else facts[name].high for name in self.arguments}
        )
        if all(facts[name].is_exact for name in self.arguments):
            high = low
        else:
            high = self._corner(
                {
                    name: facts[name].high if name in self.rising else facts[name].low
                    for name in self.arguments
                }
            )
        if low is _NOTHING and high is _NOTHING:
            return None
        top = None if high is _NOTHING or high is _BEYOND else high
        if self.at_most is not None and (top is None or top > self.at_most):
            top = self.at_most
        if low is _BEYOND:  # spent against a plan of zero
            return Interval(_HUGE, None)
        return Interval(_ZERO if low is _NOTHING else low, top)

    def _corner(self, facts: Mapping[str, Fraction | None]) -> Fraction | object:
        unknown = [name for name, value in facts.items() if value is None]
        if unknown:
            return _ZERO if self.rising.isdisjoint(unknown) else _BEYOND
        try:
            value = self.value(facts)
        except FactError:
            return _BEYOND
        return _NOTHING if value is None else value


def _size(span: Interval) -> Interval:
    low = max(span.low, _ZERO) if span.high is None else max(span.low, -span.high, _ZERO)
    return Interval(low, None if span.high is None else max(abs(span.low), abs(span.high)))


_NOTHING, _BEYOND = object(), object()
_HUGE, _ZERO = Fraction(10**12), Fraction(0)

RATIOS: dict[str, Ratio] = {}


def ratio(
    *rising: str, printed: str = "", at_most: Fraction | None = None, by_size: tuple[str, ...] = ()
) -> Callable:
    """Register a function as a ratio of the closed list; see `Ratio` for the arguments."""

    def register(function: Callable[..., Fraction]) -> Callable[..., Fraction]:
        arguments = tuple(inspect.signature(function).parameters)
        RATIOS[function.__name__] = Ratio(
            function.__name__,
            function,
            arguments,
            frozenset(rising),
            printed or function.__name__,
            at_most,
            frozenset(by_size),
        )
        return function

    return register


@ratio("procurement_actual")
def procurement_rate(procurement_actual: Fraction, procurement_planned: Fraction) -> Fraction:
    """政府采购执行率: actual procurement ÷ planned procurement, both yuan.

    Source
    ------
    sz-2020, 政府采购执行情况, 评分标准 1.

    Examples
    --------
    >>> procurement_rate(Fraction(198500), Fraction(213100))
    Fraction(1985, 2131)
    """
    return procurement_actual / procurement_planned


@ratio("budget_added", "budget_transferred", by_size=("budget_added",))
def budget_adjustment_rate(
    budget_added: Fraction, budget_transferred: Fraction, budget_initial: Fraction
) -> Fraction:
    """调整、调剂资金占比: funds added and transferred in the year ÷ the budget, yuan.

    A cut counts by its size: what is asked is how far the year left the approved budget.

    Source
    ------
    sz-2020, 财务合规性, 评分标准 2, reading `adjustment_scope`.

    Examples
    --------
    >>> budget_adjustment_rate(Fraction(911), Fraction(0), Fraction(3644))
    Fraction(1, 4)
    """
    return (abs(budget_added) + budget_transferred) / budget_initial


@ratio("budget_transferred")
def budget_transfer_rate(budget_transferred: Fraction, budget_initial: Fraction) -> Fraction:
    """调剂资金占比: funds transferred between items ÷ the budget, yuan.

    Source
    ------
    sz-2020, 财务合规性, 评分标准 2, reading `adjustment_scope`.

    Examples
    --------
    >>> budget_transfer_rate(Fraction(1), Fraction(10))
    Fraction(1, 10)
    """
    return budget_transferred / budget_initial


@ratio("fixed_assets_in_use", at_most=Fraction(1))
def fixed_assets_use_rate(fixed_assets_in_use: Fraction, fixed_assets_total: Fraction) -> Fraction:
    """固定资产利用率: fixed assets in use ÷ all fixed assets, yuan.

    Source
    ------
    sz-2020, 固定资产利用率.

    Examples
    --------
    >>> fixed_assets_use_rate(Fraction(3), Fraction(4))
    Fraction(3, 4)
    """
    return fixed_assets_in_use / fixed_assets_total


@ratio("established_staff_count")
def staffing_control_rate(established_staff_count: Fraction, establishment_count: Fraction) -> Fraction:
    """财政供养人员控制率: established staff ÷ approved posts, persons.

    Source
    ------
    sz-2020, 财政供养人员控制率.

    Examples
    --------
    >>> staffing_control_rate(Fraction(55), Fraction(63))
    Fraction(55, 63)
    """
    return established_staff_count / establishment_count


@ratio("off_establishment_count", at_most=Fraction(1))
def off_establishment_rate(off_establishment_count: Fraction, established_staff_count: Fraction) -> Fraction:
    """编外人员控制率: off-establishment staff ÷ all staff (established and not), persons.

    Source
    ------
    sz-2020, 编外人员控制率, reading `staff_total`.

    Examples
    --------
    >>> off_establishment_rate(Fraction(5), Fraction(45))
    Fraction(1, 10)
    """
    return off_establishment_count / (off_establishment_count + established_staff_count)


@ratio("off_establishment_count", printed="off_establishment_rate")
def off_establishment_to_established_rate(
    off_establishment_count: Fraction, established_staff_count: Fraction
) -> Fraction:
    """编外人员与在编人员之比: off-establishment staff ÷ established staff, persons.

    Source
    ------
    sz-2020, 编外人员控制率, reading `staff_total`.

    Examples
    --------
    >>> off_establishment_to_established_rate(Fraction(5), Fraction(50))
    Fraction(1, 10)
    """
    return off_establishment_count / established_staff_count


@ratio("three_public_spent")
def three_public_control_rate(three_public_spent: Fraction, three_public_budget: Fraction) -> Fraction:
    """“三公”经费控制率: three-public spending ÷ three-public budget, yuan.

    Source
    ------
    sz-2020, 公用经费控制率, 评分标准 1.

    Examples
    --------
    >>> three_public_control_rate(Fraction(51600), Fraction(70000))
    Fraction(129, 175)
    """
    return three_public_spent / three_public_budget


@ratio("daily_running_spent")
def daily_running_control_rate(
    daily_running_spent: Fraction, daily_running_adjusted_budget: Fraction
) -> Fraction:
    """日常公用经费控制率: daily running costs ÷ their adjusted budget, yuan.

    Source
    ------
    sz-2020, 公用经费控制率, 评分标准 2, reading `running_budget`.

    Examples
    --------
    >>> daily_running_control_rate(Fraction(9), Fraction(10))
    Fraction(9, 10)
    """
    return daily_running_spent / daily_running_adjusted_budget


@ratio("spent_by_q1")
def spending_progress_q1(spent_by_q1: Fraction, budget_total: Fraction) -> Fraction:
    """一季度支出进度: spent by the end of March ÷ the budget of the year, yuan.

    Examples
    --------
    >>> spending_progress_q1(Fraction(1), Fraction(4))
    Fraction(1, 4)
    """
    return spent_by_q1 / budget_total


@ratio("spent_by_q2")
def spending_progress_q2(spent_by_q2: Fraction, budget_total: Fraction) -> Fraction:
    """二季度支出进度: spent by the end of June ÷ the budget of the year, yuan.

    Examples
    --------
    >>> spending_progress_q2(Fraction(1), Fraction(2))
    Fraction(1, 2)
    """
    return spent_by_q2 / budget_total


@ratio("spent_by_q3")
def spending_progress_q3(spent_by_q3: Fraction, budget_total: Fraction) -> Fraction:
    """三季度支出进度: spent by the end of September ÷ the budget of the year, yuan.

    Examples
    --------
    >>> spending_progress_q3(Fraction(3), Fraction(4))
    Fraction(3, 4)
    """
    return spent_by_q3 / budget_total


@ratio("spent_total")
def execution_rate(spent_total: Fraction, budget_total: Fraction) -> Fraction:
    """预算执行率 (also 四季度支出进度): spent in the year ÷ the budget of the year after adjustment, yuan.

    Source
    ------
    sz-2020, 预算执行率, 评分标准 4; national form, 预算执行率.

    Examples
    --------
    >>> execution_rate(Fraction("47871100"), Fraction("48854700"))
    Fraction(478711, 488547)
    """
    return spent_total / budget_total


@ratio("projects_finished_count", at_most=Fraction(1), printed="project_completion_rate")
def project_completion_rate(projects_finished_count: Fraction, projects_planned_count: Fraction) -> Fraction:
    """项目按期完成率: projects finished on time ÷ projects planned, projects.

    Source
    ------
    sz-2020, 项目完成及时性, 评分标准 2.

    Examples
    --------
    >>> project_completion_rate(Fraction(3), Fraction(4))
    Fraction(3, 4)
    """
    return projects_finished_count / projects_planned_count
