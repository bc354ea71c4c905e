"""Opening an Office file: its size and its parts are looked at before anything is read."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError

LARGEST_FILE = 40_000_000
LARGEST_ARCHIVE = 400_000_000
MOST_PARTS = 5_000
_STEEP = 200
LARGEST_WORKBOOK = 20_000_000
MOST_SHEET_ROWS = 5_000
MOST_SHEET_COLUMNS = 60
_PART_HEAD = 4_096


def refuse(zh: str, en: str) -> SubmissionError:
    """The error for a file that is not read."""
    return SubmissionError(zh, en)


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


def unpacked(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, name: str, most: int) -> bytes:
    """The first bytes of one part, at most so many.

    Raises
    ------
    SubmissionError   the part is damaged.
    """
    try:
        with archive.open(part) as stream:
            return stream.read(most)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        called = part if isinstance(part, str) else part.filename
        raise refuse(
            f"{name}：{called} 已损坏（{error}）", f"{name}: {called} is damaged ({error})"
        ) from None


def open_workbook(path: Path) -> Any:
    """Open a workbook for reading, formulas as formulas.

    Raises
    ------
    SubmissionError   missing, empty, too large, not an .xlsx, encrypted, damaged, or declaring entities.
    """
    from openpyxl import load_workbook

    check_size(path, LARGEST_WORKBOOK)
    with open_archive(path, "xl/workbook.xml", ".xlsx") as archive:
        for part in archive.infolist():
            if part.filename.endswith((".xml", ".rels", ".vml")):
                head = unpacked(archive, part, path.name, _PART_HEAD)
                if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\x00" in head:
                    raise refuse(
                        f"{path.name}：{part.filename} 含有实体声明，不予读取",
                        f"{path.name}: {part.filename} declares entities; not read",
                    )
    try:
        return load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever a broken file makes it raise
        shown = f"{type(error).__name__} {error}"[:120]
        raise SubmissionError(
            f"{path.name}：工作簿已损坏，请重新保存（{shown}）",
            f"{path.name}: the workbook is damaged; save it again ({shown})",
        ) from None


def rows_of(sheet: Any, path: Path, most: int = MOST_SHEET_ROWS) -> list[tuple]:
    """The rows of a sheet as cells, from row 1, without the empty ones at the end.

    Raises
    ------
    SubmissionError   more rows than a submission has.
    """
    rows, last = [], 0
    # The size that a sheet states may be wrong; only counting is sure.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_SHEET_COLUMNS), start=1):
        if number > most * 20:
            raise _too_long(path, sheet, most)
        if any(cell.value is not None for cell in row):
            last = number
            if last > most:
                raise _too_long(path, sheet, most)
        if number <= most:
            rows.append(row)
    return rows[:last]


def _too_long(path: Path, sheet: Any, most: int) -> SubmissionError:
    return refuse(
        f"{path.name} {sheet.title}：超过 {most} 行，不予读取",
        f"{path.name} {sheet.title}: more than {most} rows; not read",
    )
