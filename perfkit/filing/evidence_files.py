"""Documents of the evidence register that lie beside the submission as files: their digest, and whether it
still holds.

Files lie under `evidence/` in the department's folder. Nothing is uploaded anywhere, and public copies leave
them out.
"""

from __future__ import annotations

import os
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from perfkit.base.errors import PerfkitError
from perfkit.base.files import listed, open_regular
from perfkit.base.text import Text

FOLDER = "evidence"
LARGEST = 500_000_000  # bytes; every review reads the whole of it
MISSING, ALTERED, UNRECORDED = "missing", "altered", "unrecorded"


def is_inside(file: str) -> bool:
    """True where a name stays under `evidence/`.

    Examples
    --------
    >>> is_inside("evidence/内控制度.pdf"), is_inside("evidence/../submission.yaml"), is_inside("/etc/passwd")
    (True, False, False)
    """
    parts = PurePosixPath(file.replace("\\", "/")).parts
    return file.isprintable() and len(parts) > 1 and parts[0] == FOLDER and ".." not in parts


def digest(folder: Path, file: str) -> str:
    """SHA-256 of a file of the register as hexadecimal digits; empty where there is no such regular file."""
    path = folder / file
    try:
        if (
            not is_inside(file)
            or is_too_large(folder, file)
            or not path.resolve().is_relative_to((folder / FOLDER).resolve())
        ):
            return ""
        with os.fdopen(open_regular(path), "rb") as opened:
            return file_digest(opened, "sha256").hexdigest()
    except (PerfkitError, OSError, ValueError, RuntimeError):  # a loop of links is a RuntimeError
        return ""


def state(folder: Path, file: str, recorded: str) -> str:
    """How a file stands to what was recorded of it: empty where it is the same, missing, altered or
    unrecorded."""
    if not file:
        return ""
    now = digest(folder, file)
    if not now:
        return MISSING
    return UNRECORDED if not recorded else "" if now == recorded.lower() else ALTERED


def files_of(folder: Path) -> list[Path]:
    """Every file under `evidence/`, for whoever must know when one changes."""
    try:
        found = [path for path in listed(folder / FOLDER) if path.is_file()]
        return [path for path in found if not is_too_large(folder, f"{FOLDER}/{path.name}")]
    except PerfkitError:
        return []


def is_too_large(folder: Path, file: str) -> bool:
    """True for a file of the register that is larger than is read for its digest."""
    try:
        return is_inside(file) and (folder / file).stat().st_size > LARGEST
    except OSError:
        return False


TOO_LARGE = Text(
    f"文件超过 {LARGEST // 1_000_000} MB，请拆分或压缩后再登记",
    f"the file is larger than {LARGEST // 1_000_000} MB; split or compress it, then register it",
)
OUTSIDE = Text("材料文件须放在 evidence/ 下", "files of the register lie under evidence/")
