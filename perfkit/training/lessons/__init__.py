"""Lessons that answer back."""
