"""Where results lie, and how a result appears: all of its files at once, or none.

<out>/reports/<unit>/…            complete results; manifest.json was written last
<out>/failed/<unit>/failure.json  what could not be made, and why
<out>/reports/.part-…             being written; swept away when the next batch starts
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from perfkit.base.files import Unreadable, read_regular, refuse_special, write_whole

MANIFEST = "manifest.json"
FAILURE = "failure.json"
LARGEST_RECORD = 50_000_000


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file. Every file of a result goes through here."""
    path.write_bytes(content)


def rename(source: Path, target: Path) -> None:
    """Rename a file or folder; at once or not at all."""
    refuse_special(target)
    os.replace(source, target)


def to_json(value: Any) -> bytes:
    """JSON for people and for comparing: sorted, indented, Chinese readable."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(
        "utf-8",
        "backslashreplace",  # a lone surrogate: as JSON itself escapes it
    )


def reports(out: Path) -> Path:
    """The folder of complete results."""
    return out / "reports"


def staging(out: Path, name: str) -> Path:
    """A new empty folder to write a result into."""
    folder = reports(out) / f".part-{name}-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def publish(out: Path, name: str, part: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Complete a result: list its files in the manifest, write that last, move the folder to its place; the
    list."""
    files = {}
    for path in sorted(path for path in part.rglob("*") if path.is_file()):
        content = path.read_bytes()
        files[path.relative_to(part).as_posix()] = {
            "bytes": len(content),
            "sha256": sha256(content).hexdigest(),
        }
    write_bytes(part / MANIFEST, to_json({**manifest, "files": files}))
    final = reports(out) / name
    if final.exists():
        old = final.with_name(f".old-{name}-{os.getpid()}")
        rename(final, old)
        rename(part, final)
        shutil.rmtree(old, ignore_errors=True)
    else:
        rename(part, final)
    with suppress(FileNotFoundError):
        shutil.rmtree(out / "failed" / name)
    return files


def read_complete(out: Path, name: str) -> dict[str, Any] | None:
    """The manifest of a complete result; None unless every file it lists is there, as long as it was."""
    folder = reports(out) / name
    try:
        manifest = json.loads(read_regular(folder / MANIFEST, LARGEST_RECORD))
        for file, listed in manifest["files"].items():
            if (folder / file).stat().st_size != listed["bytes"]:
                return None
    except (OSError, Unreadable, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest


def record_failure(out: Path, name: str, failure: Mapping[str, Any]) -> None:
    """Note why a result could not be made; an older result of the unit stays as it is no longer true, so it
    goes."""
    write_whole(out / "failed" / name / FAILURE, to_json(failure))
    shutil.rmtree(reports(out) / name, ignore_errors=True)


def read_failure(out: Path, name: str) -> dict[str, Any] | None:
    """What `record_failure` noted, None if nothing."""
    try:
        return json.loads(read_regular(out / "failed" / name / FAILURE, LARGEST_RECORD))
    except (OSError, Unreadable, ValueError):
        return None


def sweep(out: Path) -> None:
    """Remove what an interrupted batch left half-way. Only under the lock."""
    for where in ("reports/.part-*", "reports/.old-*", ".part-*", ".*.part", "failed/*/.*.part"):
        for left in out.glob(where):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
