"""Sentences, tables and charts of what was worked out; nothing is computed here."""
