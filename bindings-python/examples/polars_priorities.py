"""Conversations by priority with Polars: python polars_priorities.py FILE."""

import sys
from datetime import datetime, timezone

import polars as pl

from cx_triage import Policy


def main(file: str, now: datetime) -> pl.DataFrame:
    engine = Policy.runbook().compile()
    assessed = pl.DataFrame(engine.assess_arrow(pl.read_parquet(file), now))
    return assessed.group_by("priority").len().sort("priority")


if __name__ == "__main__":
    print(main(sys.argv[1], datetime.now(timezone.utc)))
