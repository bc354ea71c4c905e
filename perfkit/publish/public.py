"""The public copy, for those who write files; it is made in `perfkit.pages.public_copy`, below every view."""

from perfkit.pages.public_copy import Removed, redact

__all__ = ["Removed", "redact"]
