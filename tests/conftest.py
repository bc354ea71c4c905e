"""What all tests share."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

# Before anything imports matplotlib: a test draws into memory, whatever the machine's display.
os.environ.setdefault("MPLBACKEND", "Agg")

# What the kit keeps with a user's own state is not kept with the state of whoever tests.
os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="perfkit-state-")

# Tests that interrupt a program need it interruptible, also where pytest was started in the background.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Material for the engine's tests: they raise, hang and kill on purpose, and run there under their own
# conditions.
collect_ignore = ["notebooks"]

ROOT = Path(__file__).resolve().parents[1]
AXE_CORE = ROOT / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"


def found_or_skipped(path: Path | str | None, what: str) -> Path:
    """The path; without one the test is skipped, or fails where .ci/run promised the thing."""
    if path and Path(path).exists():
        return Path(path)
    reason = f"{what} is not on this machine; .ci/run installs it"
    if os.environ.get("PERFKIT_REQUIRE_BROWSER"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium or Chrome, for tests marked `browser`."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return found_or_skipped(next(filter(None, map(shutil.which, names)), None), "chromium")


@pytest.fixture(scope="session")
def chromedriver() -> Path:
    """The WebDriver of chromium, for tests that look into a page."""
    return found_or_skipped(shutil.which("chromedriver"), "chromedriver")


@pytest.fixture(scope="session")
def axe_core() -> Path:
    """The script that checks a page's accessibility."""
    return found_or_skipped(AXE_CORE, "axe-core")
