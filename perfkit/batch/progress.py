"""How far a batch is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from perfkit.base.text import say

_BAR = 24


class Progress:
    """Shows units done, rate, time left and failures so far.

    Parameters
    ----------
    total : int      units
    lang : str       "zh" or "en"
    stream : file    by default standard error
    """

    def __init__(self, total: int, lang: str, stream: TextIO | None = None) -> None:
        self._total, self._lang = total, lang
        self._stream = stream or sys.stderr
        self._bar = self._stream.isatty()
        self._started = self._shown = time.monotonic()
        self._done = self._failed = 0
        self._next_line = 0.1

    def step(self, failed: bool) -> None:
        """One unit more has ended."""
        self._done += 1
        self._failed += failed
        now = time.monotonic()
        if self._bar and (now - self._shown > 0.1 or self._done == self._total):
            self._shown = now
            self._stream.write("\r" + self.line() + "\x1b[K")
            self._stream.flush()
        elif not self._bar and self._due(now):
            self._shown = now
            self._next_line = self._done / self._total + 0.1
            print(self.line(), file=self._stream, flush=True)

    def _due(self, now: float) -> bool:
        if self._total < 10:
            return False
        return self._done / self._total >= self._next_line or now - self._shown > 60

    def line(self) -> str:
        """The state as one line."""
        seconds = max(time.monotonic() - self._started, 1e-6)
        rate = self._done / seconds
        left = (self._total - self._done) / rate if rate else 0
        numbers = say(
            self._lang,
            f"{self._done}/{self._total}  每分钟 {rate * 60:.0f} 份  剩余 {clock(left)}  失败 {self._failed}",
            f"{self._done}/{self._total}  {rate * 60:.0f} a minute  {clock(left)} left  "
            f"{self._failed} failed",
        )
        if not self._bar:
            return numbers
        full = self._done * _BAR // max(self._total, 1)
        return f"[{'#' * full}{'.' * (_BAR - full)}] {numbers}"

    def close(self) -> None:
        """Leave the line."""
        if self._bar and self._done:
            self._stream.write("\n")
            self._stream.flush()


def clock(seconds: float) -> str:
    """Seconds as hours:minutes:seconds.

    Examples
    --------
    >>> clock(75), clock(3675)
    ('1:15', '1:01:15')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
