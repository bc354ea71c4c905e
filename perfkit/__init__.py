"""Check a Chinese government department's yearly self-evaluation of its spending."""

__version__ = "0.1.0"
