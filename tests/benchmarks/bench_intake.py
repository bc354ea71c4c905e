"""Seconds to read a report and to write and read a workbook, each the best and the median of several rounds.

    python tests/benchmarks/bench_intake.py            # seed text and workbook
    python tests/benchmarks/bench_intake.py --layouts  # the Word, PDF and HTML layouts of the tests as well
    python tests/benchmarks/bench_intake.py --accounts # final accounts of thirty pages (needs LibreOffice)
    python tests/benchmarks/bench_intake.py --scan     # ten pages that are pictures (needs the extra ocr)
    python tests/benchmarks/bench_intake.py --forms FOLDER # every filing of a folder, scans apart

Times are inside one interpreter, after its imports; the first round, which imports, is printed apart.
Limits are on the work of the process: a busy machine makes it wait.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from intake_layouts import html_layouts, pdf_layouts, word_layouts
from intake_layouts.content import SEED, content


def timed(name: str, act: Callable[[], object], rounds: int) -> float:
    """Run `act` once and then `rounds` times; print, and return the median of the work."""
    started = perf_counter()
    act()
    first, times, work = perf_counter() - started, list[float](), list[float]()
    for _ in range(rounds):
        started, worked = perf_counter(), process_time()
        act()
        times.append(perf_counter() - started)
        work.append(process_time() - worked)
    print(
        f"{name:<28} first {first:6.2f} s   best {min(times):6.3f} s   median {median(times):6.3f} s", end=""
    )
    print(f"   work {median(work):6.3f} s")
    return median(work)


def accounts(folder: Path, rounds: int) -> None:
    """Final accounts of about thirty pages, made by LibreOffice; exit 1 where reading them takes more than 3
    s of work."""
    from intake.accounts_document import write_accounts

    from perfkit.intake.open_file import open_document

    write_accounts(folder / "accounts.docx", count=190)
    pdf = pdf_layouts.by_libreoffice(folder / "accounts.docx", folder)
    if pdf is None:
        sys.exit("LibreOffice is not on this machine")
    timed("read accounts.pdf", lambda: open_document(pdf), rounds)
    started = process_time()
    open_document(pdf)
    worked = process_time() - started
    print(f"of that, work of this process: {worked:.2f} s")
    if worked > 3:
        sys.exit(f"reading the accounts took {worked:.2f} s of work, more than 3 s")


def scan(folder: Path, pages: int = 10) -> None:
    """Pages of a form as pictures at 200 dpi, read once: seconds by the clock and of work."""
    import pypdfium2

    from perfkit.intake import scan_file
    from perfkit.intake.open_file import open_document

    if not scan_file.available():
        sys.exit("the extra ocr is not installed")
    printed = pypdfium2.PdfDocument(pdf_layouts.official(content(), folder / "printed.pdf"))
    shown = [printed[at % len(printed)].render(scale=200 / 72).to_pil().convert("RGB") for at in range(pages)]
    shown[0].save(folder / "scan.pdf", save_all=True, append_images=shown[1:], resolution=200)
    started, worked = perf_counter(), process_time()
    open_document(folder / "scan.pdf")
    clock, work = perf_counter() - started, process_time() - worked
    print(f"{pages} pages of pictures   {clock:.1f} s by the clock   {work:.1f} s of work")


MOST_SECONDS = {".docx": 1.0, ".xlsx": 1.0, ".xls": 1.0, ".html": 1.0, ".txt": 1.0, ".pdf": 3.0}


def forms(folder: Path) -> None:
    """Seconds of work to read and write each filing of a folder; exit 1 where one takes too long."""
    from perfkit.intake import read_filings, write_drafts

    worked: dict[str, list[tuple[float, str]]] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix not in MOST_SECONDS or "scan" in file.name:
            continue
        with tempfile.TemporaryDirectory() as out:
            started = process_time()
            write_drafts(read_filings(file), Path(out) / "draft")
            worked.setdefault(file.suffix, []).append((process_time() - started, file.name))
    for suffix, found in worked.items():
        seconds = [one for one, _ in found]
        longest, name = max(found)
        print(f"{suffix:<6} {len(found):3} files   median {median(seconds):5.2f} s", end="   ")
        print(f"longest {longest:5.2f} s ({name})")
        if longest > MOST_SECONDS[suffix]:
            sys.exit(f"{name}: {longest:.2f} s of work, more than {MOST_SECONDS[suffix]} s")


def main() -> None:
    """Measure and print; exit 1 where reading the seed text takes more than half a second."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--layouts", action="store_true", help="measure the layouts of the tests too")
    parser.add_argument("--accounts", action="store_true", help="measure a PDF of about thirty pages too")
    parser.add_argument("--scan", action="store_true", help="measure ten pages that are pictures instead")
    parser.add_argument("--forms", type=Path, help="measure every filing of this folder instead")
    options = parser.parse_args()
    if options.forms:
        forms(options.forms)
        return
    if options.scan:
        with tempfile.TemporaryDirectory() as name:
            scan(Path(name))
        return

    from perfkit import load_department
    from perfkit.intake import read_report
    from perfkit.intake.workbook import read_workbook, write_template

    seed = timed("read the seed text", lambda: read_report(SEED), options.rounds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        department = load_department("sz-sif-longhua_2020")
        path = folder / "longhua.xlsx"
        timed(
            "write the workbook",
            lambda: write_template("sz-2020", path, department.submission),
            options.rounds,
        )
        timed("read the workbook", lambda: read_workbook(path), options.rounds)
        if options.layouts:
            made = content()
            for layout in (word_layouts.merged, word_layouts.cut, word_layouts.reordered):
                file = layout(made, folder / f"{layout.__name__}.docx")
                timed(f"read {file.name}", lambda file=file: read_report(file), options.rounds)
            for layout in (pdf_layouts.official, pdf_layouts.small_pages, pdf_layouts.borderless):
                file = layout(made, folder / f"{layout.__name__}.pdf")
                timed(f"read {file.name}", lambda file=file: read_report(file), options.rounds)
            file = html_layouts.page(made, folder / "page.html")
            timed(f"read {file.name}", lambda: read_report(file), options.rounds)
        if options.accounts:
            accounts(folder, options.rounds)
    if seed > 0.5:
        sys.exit(f"reading the seed text took {seed:.2f} s, more than 0.5 s")


if __name__ == "__main__":
    main()
