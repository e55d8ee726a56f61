"""``python -m cx_triage``."""

from .cli import main

if __name__ == "__main__":
    main()
