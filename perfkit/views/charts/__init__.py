"""Charts of one evaluation: one message each, its sentence as the title, values printed, alt text always
there."""

from perfkit.views.charts.chart import Chart, Picture
from perfkit.views.charts.costs import costs_chart
from perfkit.views.charts.execution import execution_chart
from perfkit.views.charts.grade import grade_chart
from perfkit.views.charts.progress import progress_chart
from perfkit.views.charts.rows import lost_chart
from perfkit.views.charts.standing import block_chart, standing_chart
from perfkit.views.charts.targets import targets_chart

__all__ = [
    "Chart",
    "Picture",
    "block_chart",
    "costs_chart",
    "execution_chart",
    "grade_chart",
    "lost_chart",
    "progress_chart",
    "standing_chart",
    "targets_chart",
]
