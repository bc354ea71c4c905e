"""What the batch's warm parent imports and calls before it forks."""

from __future__ import annotations

PRELOAD = tuple(
    "numpy pandas matplotlib.pyplot matplotlib.backends.backend_agg matplotlib.backends.backend_svg "
    "papermill papermill.execute nbformat nbclient mistune jinja2 PIL.PngImagePlugin "
    "IPython.core.completerlib IPython.core.oinspect IPython.extensions.storemagic perfkit "
    "perfkit.pages.report perfkit.engine.notebook_client perfkit.engine.cells perfkit.batch.work "
    "perfkit.batch.notebook perfkit.publish.html perfkit.publish.outputs perfkit.publish.json".split()
)
WARM: tuple[str, ...] = ()
# After the first report is at work.
WARM_LATER = (
    "perfkit.engine.preload:warm_charts",
    "perfkit.engine.preload:warm_tables",
    "perfkit.batch.warming:warm",
)
