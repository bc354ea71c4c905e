"""Runs notebooks in processes that have already imported what the cells need.

`papermill --engine perfkit` and the batch both come here. One small single-threaded process, the warm
parent, imports the libraries once; every notebook runs in a child forked from it and leaves nothing behind.
Where the system has no fork, every notebook gets a fresh interpreter instead.

This package stays light to import: papermill loads every registered engine at its own start.
"""
