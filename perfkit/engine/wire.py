"""Frames on a pipe: four bytes of length, then one JSON object.

JSON, not pickle: what comes out of a notebook's process is data and can never run anything here.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Iterator
from typing import Any

_LENGTH = struct.Struct(">I")


def pack(message: dict[str, Any]) -> bytes:
    """One frame.

    Examples
    --------
    >>> list(Frames().feed(pack({"name": "龙华"}) + pack({"n": 1})))
    [{'name': '龙华'}, {'n': 1}]
    """
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return _LENGTH.pack(len(body)) + body


def write_all(fd: int, frame: bytes) -> None:
    """Write the whole frame to a file descriptor, however often the system stops half-way."""
    view = memoryview(frame)
    while view:
        view = view[os.write(fd, view) :]


class Frames:
    """Puts frames together from whatever pieces a pipe delivers.

    A piece left over at the end belongs to a process that died while it wrote, and is dropped.
    """

    def __init__(self) -> None:
        self._pieces = bytearray()

    def feed(self, piece: bytes) -> Iterator[dict[str, Any]]:
        """Take a piece; give every frame that is complete by now."""
        self._pieces += piece
        while len(self._pieces) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._pieces)
            end = _LENGTH.size + length
            if len(self._pieces) < end:
                return
            body = bytes(self._pieces[_LENGTH.size : end])
            del self._pieces[:end]
            yield json.loads(body.decode("utf-8", "surrogatepass"))
