"""Exact numbers, two languages, faults with a line, text runs."""
