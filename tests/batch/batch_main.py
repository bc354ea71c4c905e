"""A batch as a process of its own, for tests that kill it: python batch_main.py ROOT OUT OPTIONS-AS-JSON."""

import json
import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ["BATCH_MAIN"] = str(os.getpid())
    from perfkit.batch import worker

    root, out, options = Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
    if options.pop("light", False):
        worker.PRELOAD, worker.WARM_LATER = (
            ("perfkit.batch.work", "perfkit.publish.json", "perfkit.review"),
            (),
        )
    if "BATCH_COUNTER" in os.environ:
        import batch_faults

        batch_faults.install()
        worker.WARM = (*worker.WARM, "batch_faults:install")
    import batch_world

    options["formats"] = tuple(options.get("formats", ("html",)))
    sys.exit(batch_world.run(root, out, **options).exit_code)
