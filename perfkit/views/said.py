"""What reports, charts and tables say, from data/words: by name, in both languages."""

from __future__ import annotations

from perfkit.base.words_file import Words

WORDS = Words(*(f"words/{name}" for name in ("narrative", "charts", "tables", "pages", "closure", "publish")))
worded = WORDS.say
