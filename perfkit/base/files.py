"""Reading only what is a regular file, and writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.text import Text

_REASONS = {
    errno.ENOENT: Text("文件不存在，请检查路径", "the file does not exist; check the path"),
    errno.ENOTDIR: Text("这是文件，不是文件夹", "this is a file, not a folder"),
    errno.EISDIR: Text("这是文件夹，不是文件", "this is a folder, not a file"),
    errno.ELOOP: Text("链接指向自己，请改为文件", "the link points to itself; put the file there"),
    errno.EACCES: Text("没有权限读取，请改权限", "no permission to read it; change its permissions"),
    errno.ENAMETOOLONG: Text("路径太长，请改短", "the path is too long; shorten it"),
}


class Unreadable(PerfkitError):
    """A file that is not there, is no regular file, may not be read, or is larger than it should be."""


def open_regular(path: Path | str, largest: int | None = None) -> int:
    """A descriptor of a regular file to read from; a FIFO, a device and what states more bytes than `largest`
    are refused and never waited for.

    Raises
    ------
    Unreadable   with what is there instead.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise _reason(path, error) from None
    found = os.fstat(handle)
    large = largest is not None and found.st_size > largest
    if stat.S_ISREG(found.st_mode) and not large:
        return handle
    os.close(handle)
    if large:
        raise _larger(largest or 0)
    raise Unreadable(
        _REASONS[errno.EISDIR]
        if stat.S_ISDIR(found.st_mode)
        else Text("不是普通文件，不予读取", "not a regular file; not read")
    )


def read_regular(path: Path | str, largest: int) -> bytes:
    """All of a regular file.

    Parameters
    ----------
    largest : int   bytes; a file with more is refused, whatever size it states

    Raises
    ------
    Unreadable   see `open_regular`; or it is larger.

    Examples
    --------
    >>> read_regular(os.devnull, 100)
    Traceback (most recent call last):
    perfkit.base.files.Unreadable: 不是普通文件，不予读取
    """
    with os.fdopen(open_regular(path), "rb") as file:
        try:
            content = file.read(largest + 1)
        except OSError as error:
            raise _reason(path, error) from None
    if len(content) > largest:
        raise _larger(largest)
    return content


def _larger(largest: int) -> Unreadable:
    limit = f"{largest // 1_000_000} MB"
    return Unreadable(
        f"文件超过 {limit}，不像一份自评材料，请检查",
        f"the file is larger than {limit}; check whether it is a submission",
    )


def listed(folder: Path, start: str = "", end: str = "") -> list[Path]:
    """What lies in a folder, by name and sorted; nothing where there is no folder.

    Raises
    ------
    Unreadable   the folder is a file, or may not be listed.
    """
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _reason(folder, error) from None
    return [folder / name for name in sorted(names) if name.startswith(start) and name.endswith(end)]


def _reason(path: Path | str, error: OSError | ValueError) -> Unreadable:
    number = error.errno if isinstance(error, OSError) else errno.ENOENT
    if number == errno.ENOENT and os.path.islink(path):
        return Unreadable("链接指向的文件不存在", "the link leads to a file that does not exist")
    said = (error.strerror if isinstance(error, OSError) else "") or str(error)
    return Unreadable(_REASONS.get(number or 0) or Text(f"无法读取：{said}", f"cannot be read: {said}"))


def refuse_special(path: Path | str) -> None:
    """Refuse to write where a device, a FIFO or a socket is; a link is followed.

    Raises
    ------
    PerfkitError

    Examples
    --------
    >>> refuse_special(os.devnull)
    Traceback (most recent call last):
    perfkit.base.errors.PerfkitError: /dev/null 不是普通文件，不予写入；请另选输出文件
    """
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise PerfkitError(
            f"{path} 不是普通文件，不予写入；请另选输出文件",
            f"{path} is not a regular file and is not written to; choose another output file",
        )


def write_whole(path: str | Path, content: bytes | str, *, durable: bool = False) -> None:
    """Write a file so that nobody ever sees half of it.

    Parameters
    ----------
    path : str or Path       file to write; its folder is made where it does not exist
    content : bytes or str   all of it; text is written as UTF-8 with plain line ends, what is no text escaped
    durable : bool           wait until it is on the disk, for what a person has typed

    Raises
    ------
    OSError        the folder cannot be written to; nothing is left behind.
    PerfkitError   something is there that is no regular file; it stays as it is.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(f"{folder}/a/report.txt", "95.50")
    ...     [(file.name, file.read_bytes()) for file in Path(folder, "a").iterdir()]
    [('report.txt', b'95.50')]
    """
    path = Path(path)
    refuse_special(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)
            if durable:
                out.flush()
                os.fsync(out.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
