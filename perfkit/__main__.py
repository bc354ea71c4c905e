"""`python -m perfkit` is the `perfkit` command."""

from perfkit.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
