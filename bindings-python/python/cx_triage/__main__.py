"""``python -m cx_triage``."""

from .tools.command import main

if __name__ == "__main__":
    main()
