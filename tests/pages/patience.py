"""Waiting for a browser."""

from __future__ import annotations

import time

PATIENCE = 120


def until(true, what, detail=lambda: ""):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError(f"not within {PATIENCE} s: {what}\n{detail()}")
