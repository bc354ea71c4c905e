"""Hash every format of many reports, to prove that a change of the code's shape changes no report.

python tests/hash_reports.py build/before.txt              # the bundled department and 40 generated ones
python tests/hash_reports.py build/after.txt --against build/before.txt
python tests/hash_reports.py build/quick.txt --generated 3

The generated departments stand at levels 1 to 3 and under each bundled rubric in turn; the bundled
department is reported under every rubric. Each is written as html, docx, pdf, xlsx and json, in Chinese and
in English. A line of the file is a hash and what it is of; `--against` prints the lines that differ and
fails if there are any.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from pathlib import Path

from perfkit.batch import report
from perfkit.demo import generate, write_department

FORMATS = ("html", "docx", "pdf", "xlsx", "json")
ROOT = Path(__file__).resolve().parent.parent
RUBRICS = sorted(path.stem for path in (ROOT / "data" / "rubrics").glob("*.yaml"))


def departments(count: int, folder: Path) -> dict[str, list[Path]]:
    """Folders of departments, by the rubric to report them under."""
    bundled = sorted((ROOT / "data" / "departments").iterdir())
    found = {rubric: list(bundled) for rubric in RUBRICS}
    for number in range(count):
        rubric = RUBRICS[number % len(RUBRICS)]
        made = generate(1000 + number, rubric=rubric, level=1 + number // len(RUBRICS) % 3)
        home = folder / rubric
        home.mkdir(exist_ok=True)
        found[rubric].append(write_department(made, home))
    return found


def hashes(count: int, folder: Path) -> list[str]:
    """One line a file: its hash, and rubric, language, department and format."""
    lines = []
    for rubric, folders in departments(count, folder).items():
        for lang in ("zh", "en"):
            out = folder / f"out-{rubric}-{lang}"
            result = report(folders, out, rubric=rubric, lang=lang, formats=FORMATS, progress=False)
            if result.exit_code:
                raise SystemExit(f"the reports of {rubric} in {lang} failed; see {out}")
            for one in result.units:
                unit = out / "reports" / one.unit.name
                files = sorted(path for path in unit.rglob("*") if path.name == f"report.{one.unit.format}")
                if not files:
                    raise SystemExit(f"{unit} holds no {one.unit.format}")
                lines += [
                    f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {rubric} {lang} "
                    f"{one.unit.name} {path.name}"
                    for path in files
                ]
    return sorted(lines, key=lambda line: line.split("  ")[1])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--generated", type=int, default=40, metavar="N")
    parser.add_argument("--against", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = hashes(options.generated, Path(folder))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} files")
    if options.against is None:
        return 0
    before = set(options.against.read_text(encoding="utf-8").splitlines())
    differing = sorted(before ^ set(lines), key=lambda line: line.split("  ")[1])
    print(*differing, sep="\n", end="\n" if differing else "")
    print(f"{len(differing)} lines differ")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
