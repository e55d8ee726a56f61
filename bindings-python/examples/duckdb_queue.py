"""The triage queue of a Parquet file with DuckDB: python duckdb_queue.py FILE."""

import sys
from datetime import datetime, timezone

import duckdb

from cx_triage import Policy


def queue(file: str, now: datetime) -> list[tuple[str, int, str]]:
    engine = Policy.runbook().compile()
    # The file is read while the query runs, on another connection: one has one result at a time.
    conversations = duckdb.connect().read_parquet(file)
    connection = duckdb.connect()
    connection.register("assessed", engine.assess_arrow(conversations, now))
    return connection.sql(
        "SELECT priority, conversation_id, escalation.level FROM assessed"
        " WHERE surfaced ORDER BY priority, respond_by, conversation_id"
    ).fetchall()


if __name__ == "__main__":
    for row in queue(sys.argv[1], datetime.now(timezone.utc)):
        print(*row)
