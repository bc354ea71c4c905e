"""What the keys of public copies are mixed with, so that nobody can confirm a guess of a name by them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

_BYTES = 32


@lru_cache(maxsize=1)
def secret() -> bytes:
    """32 random bytes, made once and kept with the user's own state, never beside the results.

    Where that folder cannot be written they hold for this process only: public copies are then made anew.
    """
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    path = Path(state) / "perfkit" / "public-copies.key"
    made = secrets.token_bytes(_BYTES)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        own = path.with_name(f".{path.name}-{os.getpid()}")
        own.write_bytes(made)
        own.chmod(0o600)
        with suppress(FileExistsError):
            os.link(own, path)  # whole or not at all; another process may have been first
        own.unlink()
        kept = path.read_bytes()
        return kept if len(kept) == _BYTES else made
    return made
