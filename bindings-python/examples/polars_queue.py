"""The triage queue of a Parquet file with Polars: python polars_queue.py FILE."""

import sys
from datetime import datetime, timezone

import polars as pl

from cx_triage import Policy


def queue(file: str, now: datetime) -> list[tuple[str, int, str]]:
    engine = Policy.runbook().compile()
    assessed = pl.DataFrame(engine.assess_arrow(pl.read_parquet(file), now))
    surfaced = assessed.filter("surfaced").sort("priority", "respond_by", "conversation_id")
    level = pl.col("escalation").struct.field("level")
    return surfaced.select("priority", "conversation_id", level).rows()


if __name__ == "__main__":
    for row in queue(sys.argv[1], datetime.now(timezone.utc)):
        print(*row)
