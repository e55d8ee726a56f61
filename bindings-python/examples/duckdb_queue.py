"""The triage queue of a Parquet file with DuckDB: python duckdb_queue.py FILE."""

import sys
from datetime import datetime, timezone

import duckdb

from cx_triage import Policy


def main(file: str, now: datetime) -> None:
    engine = Policy.runbook().compile()
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    conversations = connection.read_parquet(file)
    assessed = engine.assess_arrow(conversations, now)
    connection.register("assessed", assessed)
    connection.sql(
        "SELECT priority, respond_by, conversation_id, escalation.level FROM assessed"
        " WHERE surfaced ORDER BY priority, respond_by, conversation_id"
    ).show()


if __name__ == "__main__":
    main(sys.argv[1], datetime.now(timezone.utc))
