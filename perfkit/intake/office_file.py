"""Old Word and WPS files through LibreOffice, where it is installed: converted in a folder of its own, then
read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from perfkit.base.office import refuse
from perfkit.intake.blocks import Document
from perfkit.intake.notes import note

LONGEST_SECONDS = 60
_SHEETS = (".xlsb", ".et", ".xls", ".ett")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)


def read_office(path: Path) -> Document:
    """The blocks of a .doc, .wps, .rtf, .odt or .xlsb file.

    Raises
    ------
    SubmissionError   LibreOffice is not installed, cannot read the file, or takes more than a minute.
    """
    soffice = converter()
    wanted = "xlsx" if path.suffix.lower() in _SHEETS else "docx"
    if soffice is None:
        raise refuse(*note("needs_libreoffice", name=path.name, suffix=path.suffix, wanted=wanted))
    with TemporaryDirectory(prefix="perfkit-") as work:
        made = _convert(soffice, path, wanted, Path(work))
        if wanted == "docx":
            from perfkit.intake.docx_file import read_docx as read
        else:
            from perfkit.intake.xlsx_file import read_xlsx as read
        document = read(made)
    document.name, document.kind = path.name, path.suffix.lower().lstrip(".") or wanted
    return document


def converter() -> str | None:
    """The program of LibreOffice, or None where it is not installed."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def _convert(soffice: str, path: Path, wanted: str, work: Path) -> Path:
    """Convert a copy under a plain name: no macro runs, no link is followed, no profile of the user is
    touched."""
    source = work / f"source{path.suffix.lower()}"
    shutil.copyfile(path, source)
    command = [soffice, f"-env:UserInstallation={(work / 'profile').as_uri()}"]
    command += [
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        wanted,
        "--outdir",
        str(work / "out"),
    ]
    process = subprocess.Popen(
        [*command, str(source)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(LONGEST_SECONDS)
    except subprocess.TimeoutExpired:
        _end(process)
        raise refuse(
            *note("libreoffice_slow", name=path.name, longest_seconds=LONGEST_SECONDS, wanted=wanted)
        ) from None
    except BaseException:
        _end(process)
        raise
    made = work / "out" / f"source.{wanted}"
    if not made.exists():
        raise refuse(*note("libreoffice_failed", name=path.name, wanted=wanted))
    return made


def _end(process: subprocess.Popen) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
