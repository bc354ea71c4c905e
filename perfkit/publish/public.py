"""The public copy, for those who write files; it is made in `perfkit.public`, below every view."""

from perfkit.public import Removed, redact

__all__ = ["Removed", "redact"]
