"""What a notebook opens: report, comparison, exploration, desk, reading, and their controls."""
