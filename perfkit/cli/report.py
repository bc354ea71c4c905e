"""`perfkit report`: reports for one department or thousands, through the notebook."""

from __future__ import annotations

import argparse
import threading
from functools import partial

from perfkit.base.errors import BatchError
from perfkit.batch.worker import start_early


def run(options: argparse.Namespace) -> int:
    """Run the batch; its own summary says what was written and what failed. With --watch until Ctrl-C."""
    threading.Thread(target=start_early, daemon=True).start()
    from perfkit.batch import report

    make = partial(
        report,
        options.paths,
        options.out,
        rubric=options.rubric,
        lang=options.lang,
        formats=options.format,
        engine=options.engine,
        workers=options.workers,
        timeout=options.timeout,
        retry_failed=options.retry_failed,
        force=options.force,
        dask=options.dask,
        evaluator=options.evaluator,
        public=options.public,
        annexes=options.annexes,
        brief=options.brief,
        notebook=options.notebook,
        parameters=dict(_pair(text) for text in options.parameter),
    )
    if not options.watch:
        return make().exit_code
    from perfkit.batch.watch import watch

    watch(partial(make, progress=False), options.paths, options.out, options.lang)
    return 0


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BatchError(f"参数要写成 名称=值，现为 {text}", f"write a parameter as name=value, not {text}")
    return name, value
