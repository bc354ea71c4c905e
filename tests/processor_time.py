"""How much processor time something took, which another job on the machine does not change."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def within_processor_seconds(limit: float) -> Iterator[None]:
    """Fails where the body, with the processes that it waited for, took more than `limit` seconds of them."""
    before = sum(os.times()[:4])
    yield
    took = sum(os.times()[:4]) - before
    assert took < limit, f"{took:.1f} s of processor time"
