"""What is refused before anything is read: in bounded time and memory, with what to do."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from xml.etree import ElementTree

from perfkit.base.errors import SubmissionError
from perfkit.base.text import Text

LARGEST_FILE = 40_000_000
LARGEST_PART = 60_000_000
LARGEST_ARCHIVE = 400_000_000
MOST_PARTS = 5_000
MOST_ROWS = 2_000
MOST_COLUMNS = 200
MOST_PAGES = 200
MOST_PICTURES = 60
LONGEST_SECONDS = 60.0
SECONDS_A_PICTURE = 60.0
_STEEP = 200


# What else has to know that pages will take longer: whoever runs the reader under limits of its own adds
# itself.
ROOM_FOR_PICTURES: list[Callable[[int], None]] = []


def refuse(zh: str, en: str) -> SubmissionError:
    """The error for a file that is not read."""
    return SubmissionError(Text(zh, en))


def check_size(path: Path, largest: int = LARGEST_FILE) -> None:
    """Refuse what does not exist, is empty, or is larger than any report.

    Raises
    ------
    SubmissionError
    """
    name = path.name
    if not path.exists():
        raise refuse(f"{name}：文件不存在，请检查路径", f"{name}: the file does not exist; check the path")
    if path.is_dir():
        raise refuse(f"{name}：这是文件夹，不是文件", f"{name}: this is a folder, not a file")
    if not path.is_file():
        raise refuse(f"{name}：不是普通文件", f"{name}: not a regular file")
    size = path.stat().st_size
    if size == 0:
        raise refuse(f"{name}：文件是空的，请重新导出", f"{name}: the file is empty; export it again")
    if size > largest:
        shown = f"{size / 1e6:.0f} MB"
        limit = f"{largest // 1_000_000} MB"
        raise refuse(
            f"{name}：文件有 {shown}，超过 {limit}；请删去图片或拆分后再读",
            f"{name}: the file has {shown}, more than {limit}; remove pictures or split it",
        )


def open_archive(path: Path, wanted: str, called: str) -> zipfile.ZipFile:
    """Open an Office file after looking at its sizes, without unpacking anything.

    Parameters
    ----------
    wanted : str   a part that must be there, such as "word/document.xml"
    called : str   what the file should be, such as ".docx"

    Raises
    ------
    SubmissionError   not an archive, another kind of file, or one that unpacks to far more than it is.
    """
    name = path.name
    with path.open("rb") as file:
        head = file.read(8)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refuse(
            f"{name}：是加密文件或旧版 Office 文件，不是 {called}；请解除密码或另存为 {called}",
            f"{name}: encrypted or an old Office file, not {called}; remove the password or save it "
            f"as {called}",
        )
    if head[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        raise refuse(
            f"{name}：内容不是 {called}，请核对文件后缀", f"{name}: not {called} inside; check the suffix"
        )
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse(
            f"{name}：{called} 已损坏，请重新导出（{error}）",
            f"{name}: the {called} is damaged; export it again ({error})",
        ) from None
    try:
        _check_archive(archive, name, wanted, called)
    except BaseException:
        archive.close()
        raise
    return archive


def _check_archive(archive: zipfile.ZipFile, name: str, wanted: str, called: str) -> None:
    parts = archive.infolist()
    if wanted not in archive.namelist():
        raise refuse(
            f"{name}：内容不是 {called}（缺少 {wanted}）",
            f"{name}: not {called} inside ({wanted} is missing)",
        )
    total = sum(part.file_size for part in parts)
    steep = [
        part
        for part in parts
        if part.file_size > 1_000_000 and part.file_size > _STEEP * max(part.compress_size, 1)
    ]
    if len(parts) > MOST_PARTS or total > LARGEST_ARCHIVE or steep:
        raise refuse(
            f"{name}：解压后大得反常（{total / 1e6:.0f} MB），不予读取",
            f"{name}: unpacks to far more than it should ({total / 1e6:.0f} MB); not read",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise refuse(
            f"{name}：文件已加密，请解除密码后再读", f"{name}: the file is encrypted; remove the password"
        )


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
        raise refuse(
            f"{name}：{part} 已损坏（{error}），请重新导出",
            f"{name}: {part} is damaged ({error}); export it again",
        ) from None


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The bytes of one part, never more than the largest that is allowed."""
    try:
        with archive.open(part) as stream:
            content = stream.read(LARGEST_PART + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise refuse(f"{name}：{part} 已损坏（{error}）", f"{name}: {part} is damaged ({error})") from None
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
            raise refuse(
                f"{self.name}：有 {pages} 页是图片，一次最多识别 {MOST_PICTURES} 页，请拆分",
                f"{self.name}: {pages} pages are pictures, at most {MOST_PICTURES} are recognised; split it",
            )
        self.allow(SECONDS_A_PICTURE * pages)
        for make_room in ROOM_FOR_PICTURES:
            make_room(pages)

    def row(self, count: int = 1) -> None:
        """Count rows of tables."""
        self.rows += count
        if self.rows > MOST_ROWS:
            raise refuse(
                f"{self.name}：表格超过 {MOST_ROWS} 行，不像一份自评报告，不予读取",
                f"{self.name}: more than {MOST_ROWS} table rows; not a self-evaluation report, not read",
            )

    def time(self) -> None:
        """Look at the time that was worked: on a busy machine a file is not to blame for waiting."""
        if process_time() - self.started > self.seconds:
            raise refuse(
                f"{self.name}：{self.seconds:.0f} 秒内没有读完，请拆分后再读",
                f"{self.name}: not read within {self.seconds:.0f} seconds; split it",
            )
