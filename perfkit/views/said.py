"""What reports, charts and tables say, from data/words: by name, in both languages."""

from __future__ import annotations

from perfkit.base.words_file import Words

WORDS = Words("words/narrative", "words/charts", "words/tables", "words/pages", "words/closure")
worded = WORDS.say
