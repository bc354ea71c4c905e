"""What is refused before anything is read: in bounded time and memory, with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextvars import ContextVar
from time import process_time
from xml.etree import ElementTree

from perfkit.base.office import refuse, unpacked
from perfkit.intake.notes import note

LARGEST_PART = 60_000_000
MOST_ROWS = 2_000
MOST_COLUMNS = 200
MOST_PAGES = 200
MOST_PICTURES = 60
LONGEST_SECONDS = 60.0
SECONDS_A_PICTURE = 60.0


MORE_ROOM: ContextVar[Callable[[int], None]] = ContextVar(
    "more room for pictures", default=lambda pages: None
)
"""Told how many pages are pictures: whoever runs the reader under limits of its own makes room for them."""


def read_xml(archive: zipfile.ZipFile, part: str, name: str) -> ElementTree.Element | None:
    """One XML part of an Office file, or None where there is none; a part with a DOCTYPE is refused.

    Raises
    ------
    SubmissionError   too large, damaged, or declaring entities.
    """
    if part not in archive.namelist():
        return None
    content = read_part(archive, part, name)
    try:
        return ElementTree.fromstring(content)
    except ElementTree.ParseError as error:
        raise refuse(*note("damaged_part", name=name, part=part, error=error)) from None


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The bytes of one part, never more than the largest that is allowed."""
    content = unpacked(archive, part, name, LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise refuse(f"{name}：{part} 过大，不予读取", f"{name}: {part} is too large; not read")
    # Office never writes a DOCTYPE; one here can only be an attack, and a zero byte an encoding that hides
    # one.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content[:200]:
        raise refuse(f"{name}：{part} 含有实体声明，不予读取", f"{name}: {part} declares entities; not read")
    return content


class Limits:
    """Counts rows and seconds while a file is read.

    Raises
    ------
    SubmissionError   on the row, or after the time, that no report needs.

    Examples
    --------
    >>> Limits("report.docx").row(3)
    """

    def __init__(self, name: str):
        self.name, self.rows, self.started = name, 0, process_time()
        self.seconds = LONGEST_SECONDS

    def allow(self, seconds: float) -> None:
        """Give a file more time: pictures of pages take longer than their text."""
        self.seconds += seconds

    def pictures(self, pages: int) -> None:
        """Make room for pages whose characters have to be recognised; refuse more than a filing has."""
        if pages > MOST_PICTURES:
            raise refuse(*note("too_many_pictures", name=self.name, pages=pages, most_pictures=MOST_PICTURES))
        self.allow(SECONDS_A_PICTURE * pages)
        MORE_ROOM.get()(pages)

    def row(self, count: int = 1) -> None:
        """Count rows of tables."""
        self.rows += count
        if self.rows > MOST_ROWS:
            raise refuse(*note("too_many_rows", name=self.name, most_rows=MOST_ROWS))

    def time(self) -> None:
        """Look at the time that was worked: on a busy machine a file is not to blame for waiting."""
        if process_time() - self.started > self.seconds:
            raise refuse(*note("too_slow", name=self.name, seconds=self.seconds))
