"""The checks; each module registers its own."""
