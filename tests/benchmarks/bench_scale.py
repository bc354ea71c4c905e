"""What the batch's own process costs a department, apart from making its report: planning, resuming, index,
tables.

    python tests/benchmarks/bench_scale.py [DEPARTMENTS]

Makes so many results of small synthetic departments (default 300) and times what a second, resumed run does
with them.
"""

from __future__ import annotations

import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from batch_world import make_department, run


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        root, out = Path(name) / "departments", Path(name) / "out"
        for number in range(count):
            make_department(root, f"unit{number:06}")
        run(root, out, formats=("json",))
        started, cpu = time.monotonic(), time.process_time()
        result = run(root, out, formats=("json",))
        seconds, cpu = time.monotonic() - started, time.process_time() - cpu
        if result.count("skipped") != count:
            sys.exit("not everything was there")
        index = (out / "index.html").stat().st_size
        del result
        tracemalloc.start()
        result = run(root, out, formats=("json",))  # noqa: F841  it must live while its memory is read
        kept = tracemalloc.get_traced_memory()[0]
    print(
        f"{count} departments, nothing to do: {seconds * 1000 / count:.2f} ms each, of it "
        f"{cpu * 1000 / count:.2f} ms in the batch's own process"
    )
    print(
        f"kept in memory until the end {kept / count / 1024:.2f} KB a department; index page "
        f"{index / count / 1024:.2f} KB a department"
    )


if __name__ == "__main__":
    main()
