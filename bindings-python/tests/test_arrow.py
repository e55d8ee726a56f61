"""Columns in and out: every producer, DuckDB, Polars and Spark, and bad rows."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES

from cx_triage import ASSESSMENT_SCHEMA, Conversation, ParseError, Policy, chatwoot

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()


TIME = pa.timestamp("ms", "UTC")
MESSAGE = [("id", pa.int64()), ("author", pa.string()), ("sender_id", pa.int64()),
           ("content", pa.string()), ("created_at", TIME), ("private", pa.bool_())]  # fmt: skip
DECISION = [("action", pa.string()), ("at", TIME), ("actor_id", pa.int64()),
            ("template_id", pa.string()), ("reply_body", pa.string()),
            ("message_id", pa.int64())]  # fmt: skip
SCHEMA = pa.schema([
    ("id", pa.int64()), ("inbox_id", pa.int64()), ("status", pa.string()), ("created_at", TIME),
    ("labels", pa.list_(pa.string())), ("contact_names", pa.list_(pa.string())),
    ("messages", pa.list_(pa.struct(MESSAGE))), ("decisions", pa.list_(pa.struct(DECISION))),
])  # fmt: skip


def sample() -> list[Conversation]:
    listing = chatwoot.parse_conversation_list((EXAMPLES / "conversations.json").read_bytes())
    assert len(listing.conversations) >= 8
    return list(listing.conversations)


def snake(value: Any) -> Any:
    """A conversation document with the names and times of columns."""
    if isinstance(value, dict):
        return {
            "".join("_" + c.lower() if c.isupper() else c for c in key): snake(each)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [snake(each) for each in value]
    if isinstance(value, str) and len(value) == 24 and value.endswith("Z") and value[4] == "-":
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value


@pytest.fixture(scope="module")
def table() -> pa.Table:
    return pa.Table.from_pylist([snake(each.to_dict()) for each in sample()], schema=SCHEMA)


@pytest.fixture(scope="module")
def parquet(table: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("arrow") / "conversations.parquet"
    pq.write_table(table, path)
    return path


def plain(value: Any) -> Any:
    """A row of the answer as the assessment's JSON."""
    if isinstance(value, dict):
        camel = {
            (parts := key.split("_"))[0] + "".join(part.title() for part in parts[1:]): each
            for key, each in value.items()
        }
        return {key: plain(each) for key, each in camel.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        at = value.astimezone(timezone.utc)
        return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"
    return value


def answers(data: Any) -> list[dict[str, Any]]:
    found = pa.table(ENGINE.assess_arrow(data, NOW)).to_pylist()
    assert all(row.pop("error") is None for row in found)
    return [plain(row) for row in found]


EXPECTED = [each.to_dict() for each in ENGINE.assess_many(sample(), NOW)]


def test_a_table_a_batch_and_a_reader(table: pa.Table) -> None:
    assert answers(table) == EXPECTED
    assert answers(table.combine_chunks().to_batches()[0]) == EXPECTED
    assert answers(table.to_reader(max_chunksize=3)) == EXPECTED
    views = pa.table(
        {name: column.cast(pa.string_view()) if column.type == pa.string() else column
         for name, column in zip(table.column_names, table.columns, strict=True)}
    )  # fmt: skip
    assert answers(views) == EXPECTED
    words = table["status"].dictionary_encode()
    place = table.column_names.index("status")
    assert answers(table.set_column(place, "status", words)) == EXPECTED


def test_the_schema_is_told_before_the_rows(table: pa.Table) -> None:
    assert pa.schema(ASSESSMENT_SCHEMA) == pa.table(ENGINE.assess_arrow(table, NOW)).schema
    stream = ENGINE.assess_arrow(table, NOW)
    pa.table(stream)
    with pytest.raises(ValueError, match="read before"):
        pa.table(stream)


def test_pandas_through_arrow(table: pa.Table) -> None:
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    assert answers(frame) == EXPECTED


def test_duckdb_over_parquet(parquet: Path) -> None:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    conversations = connection.sql(f"SELECT * FROM '{parquet}' ORDER BY id")
    assessed = pa.table(ENGINE.assess_arrow(conversations, NOW))
    urgent = connection.sql(
        "SELECT conversation_id, priority, len(risk) FROM assessed WHERE surfaced ORDER BY 1"
    ).fetchall()
    assert urgent == [
        (each["conversationId"], each["priority"], len(each["risk"]))
        for each in sorted(EXPECTED, key=lambda each: each["conversationId"])
        if each["surfaced"]
    ]


def test_polars_over_parquet(parquet: Path) -> None:
    frame = pl.read_parquet(parquet)
    assert answers(frame) == EXPECTED
    assessed = pl.DataFrame(ENGINE.assess_arrow(frame, NOW))
    by_priority = dict(assessed.group_by("priority").len().iter_rows())
    assert by_priority.get("p1", 0) == sum(each["priority"] == "p1" for each in EXPECTED)


def test_spark_over_two_workers(parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    from pyspark.sql.pandas.types import from_arrow_schema

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = (
        sql.SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        document = Policy.runbook().to_json()
        wanted = ["conversation_id", "surfaced", "priority", "error"]
        schema = pa.schema([pa.schema(ASSESSMENT_SCHEMA).field(name) for name in wanted])

        def assess(batches: Any) -> Any:
            engine = Policy.from_json(document).compile()
            for batch in batches:
                for told in pa.table(engine.assess_arrow(batch, NOW)).to_batches():
                    yield told.select(wanted)

        frame = spark.read.parquet(str(parquet)).repartition(2)
        rows = frame.mapInArrow(assess, from_arrow_schema(schema)).collect()
    finally:
        spark.stop()
    told = sorted((row.conversation_id, row.surfaced, row.priority) for row in rows)
    assert told == sorted((e["conversationId"], e["surfaced"], e["priority"]) for e in EXPECTED)
    assert all(row.error is None for row in rows)


def test_one_bad_row_is_a_row_with_an_error() -> None:
    start = NOW - timedelta(hours=1)
    rows = pa.table(
        {
            "id": [1, -2, 3, None],
            "status": ["open", "open", "nonsense-secret", "open"],
            "created_at": pa.array([start] * 4, pa.timestamp("us", "UTC")),
            "shop": ["a", "b", "c", "d"],
        }
    )
    told = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()
    assert [row["conversation_id"] for row in told] == [1, -2, 3, None]
    assert told[0]["priority"] == "p2" and told[0]["error"] is None
    errors = [row["error"] for row in told[1:]]
    assert [(e["code"], e["pointer"]) for e in errors] == [
        ("out_of_range", "/id"),
        ("invalid_value", "/status"),
        ("missing_field", ""),
    ]
    assert all(row["priority"] is None and row["sla"] is None for row in told[1:])
    assert "secret" not in json.dumps(errors)


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_are_floored_whatever_their_unit(unit: str) -> None:
    per_second = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}[unit]
    early = -1 if unit in ("us", "ns") else 0
    raw = pa.array([-10 * per_second + early], pa.int64()).cast(pa.timestamp(unit, "UTC"))
    rows = pa.table({"id": [1], "status": ["open"], "created_at": raw})
    (told,) = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()
    expected = datetime(1969, 12, 31, 23, 59, 50, tzinfo=timezone.utc)
    assert told["sla"]["clock_start"] == expected + timedelta(milliseconds=early)


def test_columns_of_the_wrong_kind_are_told_at_once() -> None:
    naive = pa.table({"id": [1], "status": ["open"], "created_at": [datetime(2026, 2, 25)]})
    with pytest.raises(ParseError, match="no time zone") as caught:
        ENGINE.assess_arrow(naive, NOW)
    assert (caught.value.code, caught.value.pointer) == ("invalid_time", "/created_at")
    with pytest.raises(ParseError) as caught:
        ENGINE.assess_arrow(pa.table({"id": [1.5]}), NOW)
    assert caught.value.code == "wrong_type"


def test_texts_may_be_times_and_large_batches_are_cut() -> None:
    count = 40_000
    rows = pa.table(
        {
            "id": range(1, count + 1),
            "status": ["open"] * count,
            "createdAt": ["2026-02-25T12:00:00+01:00"] * count,
        }
    ).combine_chunks()
    reader = pa.RecordBatchReader.from_stream(ENGINE.assess_arrow(rows, NOW))
    sizes = [batch.num_rows for batch in reader]
    assert sum(sizes) == count and max(sizes) < count


os.environ.setdefault("PYARROW_IGNORE_TIMEZONE", "1")
