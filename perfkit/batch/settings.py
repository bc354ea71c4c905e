"""What the batch's warm parent imports, with all that this brings in, and calls before it forks."""

from __future__ import annotations

# What a report is asked for by.
ASKED = ("rubric", "lang", "evaluator", "public")
# With these a report can be evaluated, reviewed and drawn.
FIRST = ("numpy", "matplotlib.backends.backend_agg", "perfkit.batch.ahead")
WARM_FIRST = ("perfkit.review.rulebook:rulebook", "perfkit.review.topics:topics")
PRELOAD = (
    "numpy",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "papermill",
    "mistune",
    "jinja2",
    "perfkit.pages.report",
    "perfkit.engine.notebook_client",
    "perfkit.batch.work",
    "perfkit.batch.notebook",
    "perfkit.publish.html",
    "perfkit.publish.outputs",
)
WARM = ("perfkit.batch.warming:read_a_notebook",)
# After the first report is at work.
WARM_LATER = (
    "perfkit.engine.preload:warm_tables",
    "perfkit.engine.preload:warm_charts",
    "perfkit.batch.warming:warm",
)
