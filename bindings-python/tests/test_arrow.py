"""Columns in and out: every producer, DuckDB, Polars and Spark, and bad rows."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import EXAMPLES
from pyspark.sql import SparkSession

from cx_triage import ASSESSMENT_SCHEMA, Conversation, ParseError, Policy, chatwoot

NOW = datetime(2026, 2, 25, 12, 0, tzinfo=timezone.utc)
ENGINE = Policy.runbook().compile()


TIME, TEXT, NUMBER, YES = pa.timestamp("ms", "UTC"), pa.string(), pa.int64(), pa.bool_()
EXTRA = [("kind", TEXT), ("text", TEXT)]
MESSAGE = [("id", NUMBER), ("author", TEXT), ("sender_id", NUMBER), ("content", TEXT), ("created_at", TIME),
           ("updated_at", TIME), ("private", YES), ("failed", YES), ("automatic", YES),
           ("extras", pa.list_(pa.struct(EXTRA)))]  # fmt: skip
DECISION = [("action", TEXT), ("at", TIME), ("actor_id", NUMBER), ("template_id", TEXT), ("reply_body", TEXT),
            ("message_id", NUMBER), ("seen_message_id", NUMBER)]  # fmt: skip
VERDICT = [("message_id", NUMBER), ("category", TEXT), ("verdict", TEXT), ("source", TEXT)]
MONEY = [("amount_minor", NUMBER), ("currency", TEXT)]
FACTS = [("refund_pending", YES), ("return_in_progress", YES), ("follow_up_promised", YES),
         ("policy_exception", YES), ("tracking_missing", YES), ("escalated_at", TIME), ("escalation_acknowledged_at", TIME),
         ("first_reply_at", TIME), ("waiting_since", TIME), ("cannot_reply", YES), ("language", TEXT),
         ("risk_verdicts", pa.list_(pa.struct(VERDICT)))]  # fmt: skip
SCHEMA = pa.schema([
    ("id", NUMBER), ("inbox_id", NUMBER), ("status", TEXT), ("created_at", TIME),
    ("labels", pa.list_(TEXT)), ("contact_names", pa.list_(TEXT)),
    ("messages", pa.list_(pa.struct(MESSAGE))), ("decisions", pa.list_(pa.struct(DECISION))),
    ("status_changes", pa.list_(pa.struct([("status", TEXT), ("at", TIME)]))), ("partial", YES),
    ("updated_at", TIME), ("channel", TEXT), ("assignee_id", NUMBER), ("team_id", NUMBER),
    ("chatwoot_priority", TEXT), ("facts", pa.struct(FACTS)),
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
    assert all(row.pop("error") is None and row.pop("metrics") == [] for row in found)
    return [plain(row) for row in found]


EXPECTED = [each.to_dict() for each in ENGINE.assess_many(sample(), NOW)]


def test_rows_at_a_time_of_their_own(table: pa.Table) -> None:
    rows = table.num_rows
    times = [NOW + timedelta(minutes=7 * i) for i in range(rows)]
    expected = [each.to_dict() for each in ENGINE.assess_each(sample(), times)]
    assert expected != EXPECTED
    columns: list[Any] = [
        times,
        pa.array(times, TIME),
        pa.chunked_array([pa.array(times[:2], TIME), pa.array(times[2:], TIME)]),
        pl.Series(times),
        pa.array([time.isoformat() for time in times]),
    ]
    for data in (table, table.to_reader(max_chunksize=3)):
        for column in columns if data is table else columns[:1]:
            found = pa.table(ENGINE.assess_arrow_each(data, column)).to_pylist()
            assert all(row.pop("error") is None and row.pop("metrics") == [] for row in found)
            assert [plain(row) for row in found] == expected


def test_times_that_are_no_times_of_the_rows(table: pa.Table) -> None:
    rows = table.num_rows
    for times, code, pointer in [
        ([NOW] * (rows - 1), "invalid_value", "/times"),
        (pa.array([NOW] * (rows + 1), TIME), "invalid_value", "/times"),
        (pa.array([], TIME), "invalid_value", "/times"),
        (pa.array([NOW] * (rows - 1) + [None], TIME), "wrong_type", f"/times/{rows - 1}"),
        (pa.array([NOW.replace(tzinfo=None)] * rows), "invalid_time", "/times"),
        (pa.array(["soon"] * rows), "invalid_time", "/times/0"),
        (pa.array([1] * rows), "wrong_type", "/times/0"),
        (table, "wrong_type", "/times/0"),
    ]:
        with pytest.raises(ParseError) as caught:
            ENGINE.assess_arrow_each(table, times)
        assert (caught.value.code, caught.value.pointer) == (code, pointer)
    with pytest.raises(ValueError):
        ENGINE.assess_arrow_each(table, [NOW.replace(tzinfo=None)] * rows)
    with pytest.raises(TypeError):
        ENGINE.assess_arrow_each(table, NOW)  # type: ignore[arg-type]
    for empty in (table.slice(0, 0), table.schema.empty_table()):
        assert pa.table(ENGINE.assess_arrow_each(empty, [])).num_rows == 0


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


def example(name: str) -> ModuleType:
    """An example, as it stands in the folder of examples."""
    path = Path(__file__).resolve().parents[1] / "examples" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


QUEUE = [
    (str(each.priority), each.conversation_id, str(each.escalation.level))
    for each in sorted(
        ENGINE.queue(sample(), NOW),
        key=lambda each: (each.priority, each.respond_by, each.conversation_id),
    )
]


@pytest.mark.parametrize("name", ["duckdb_queue", "polars_queue"])
def test_the_examples_over_parquet(name: str, parquet: Path) -> None:
    assert example(name).queue(str(parquet), NOW) == QUEUE
    assert len(QUEUE) >= 8


def test_the_example_over_two_workers_of_spark(parquet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    module = example("spark_queue")
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "4096")
        .getOrCreate()
    )
    try:
        assert module.queue(spark, str(parquet), NOW) == QUEUE
    finally:
        spark.stop()


def changed(kind: pa.DataType, change: Callable[[pa.DataType], pa.DataType]) -> pa.DataType:
    """A type with every part of it changed, the innermost first."""
    if pa.types.is_list(kind):
        kind = pa.list_(changed(kind.value_type, change))
    elif pa.types.is_struct(kind):
        kind = pa.struct([(field.name, changed(field.type, change)) for field in kind])
    return change(kind)


def of_kind(test: Callable[[pa.DataType], bool], other: Callable[[pa.DataType], pa.DataType]) -> Any:
    return lambda kind: other(kind) if test(kind) else kind


SHAPES = {
    "large_text": of_kind(pa.types.is_string, lambda _: pa.large_string()),
    "text_views": of_kind(pa.types.is_string, lambda _: pa.string_view()),
    "large_lists": of_kind(pa.types.is_list, lambda kind: pa.large_list(kind.value_type)),
    "microseconds_elsewhere": of_kind(pa.types.is_timestamp, lambda _: pa.timestamp("us", "Asia/Kathmandu")),
    "unsigned": of_kind(pa.types.is_int64, lambda _: pa.uint64()),
    "floats": of_kind(pa.types.is_int64, lambda _: pa.float64()),
    "seconds": of_kind(pa.types.is_timestamp, lambda _: pa.timestamp("s", "UTC")),
    "small": of_kind(pa.types.is_int64, lambda _: pa.int32()),
}


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_of_the_same_rows(name: str, table: pa.Table) -> None:
    schema = pa.schema([(f.name, changed(f.type, SHAPES[name])) for f in table.schema])
    # Seconds lose the milliseconds of `updated_at`, which decides nothing.
    shaped = table.cast(schema, safe=name != "seconds")
    assert shaped.schema != table.schema
    assert answers(shaped) == EXPECTED


def test_a_slice_is_the_rows_of_the_slice(table: pa.Table) -> None:
    batch = table.combine_chunks().to_batches()[0]
    for start in range(1, len(EXPECTED)):
        assert answers(batch.slice(start, 3)) == EXPECTED[start : start + 3]
    lists = table["messages"].combine_chunks()
    sizes = [len(each) for each in lists.to_pylist()]
    views = pa.ListViewArray.from_arrays(lists.offsets[:-1], pa.array(sizes, pa.int32()), lists.values)
    shaped = table.set_column(table.column_names.index("messages"), "messages", views)
    assert answers(shaped.slice(2, 4)) == EXPECTED[2:6]


def test_structs_in_structs_are_read_wherever_they_are_sliced() -> None:
    kind = pa.struct([("refund_amount", pa.struct(MONEY))])
    fact = {"refund_amount": {"amount_minor": 50_001, "currency": "USD"}}
    rows = pa.table({"id": [1, 2, 3], "status": ["open"] * 3, "created_at": pa.array([NOW] * 3, TIME),
                     "facts": pa.array([None, fact, None], kind)})  # fmt: skip
    told = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()
    codes = [[reason["code"] for reason in row["reasons"]] for row in told]
    assert ["refund_over_limit" in each for each in codes] == [False, True, False]
    assert pa.table(ENGINE.assess_arrow(rows.take([1]), NOW)).to_pylist() == told[1:2]
    for start, length in ((0, 1), (1, 1), (1, 2), (2, 1)):
        part = rows.slice(start, length)
        for each in (part, part.to_batches()[0]):
            assert pa.table(ENGINE.assess_arrow(each, NOW)).to_pylist() == told[start : start + length]


def test_polars_categories_and_chunks(parquet: Path) -> None:
    frame = pl.read_parquet(parquet)
    frame = pl.concat([frame.slice(0, 5), frame.slice(5)], rechunk=False)
    kinds = frame.with_columns(pl.col("status").cast(pl.Categorical))
    assert kinds["status"].dtype == pl.Categorical and answers(kinds) == EXPECTED
    closed = pl.Enum(["open", "pending", "snoozed", "resolved"])
    assert answers(frame.with_columns(pl.col("status").cast(closed))) == EXPECTED
    pandas = frame.to_pandas()
    pandas["status"] = pandas["status"].astype("category")
    assert answers(pandas) == EXPECTED


def test_nothing_in_nothing_out(table: pa.Table) -> None:
    schema = pa.schema(ASSESSMENT_SCHEMA)
    for empty in (table.slice(0, 0), table.schema.empty_table(), pl.DataFrame(table.slice(0, 0))):
        told = pa.table(ENGINE.assess_arrow(empty, NOW))
        assert told.num_rows == 0 and told.schema == schema
    several = pa.RecordBatchReader.from_batches(
        table.schema, [*table.slice(0, 0).to_batches(), *table.to_batches(), *table.slice(0, 0).to_batches()]
    )
    assert answers(several) == EXPECTED


def test_what_is_null_or_missing_is_absent(table: pa.Table) -> None:
    bare = table.select(["id", "status", "created_at"])
    nulls = bare.append_column("labels", pa.nulls(bare.num_rows))
    nulls = nulls.append_column("messages", pa.nulls(bare.num_rows, table.schema.field("messages").type))
    assert answers(nulls) == answers(bare)
    assert all(row["labels"] == [] for row in answers(bare))


def test_columns_for_whoever_reads_them(table: pa.Table) -> None:
    ids = [row["conversationId"] for row in EXPECTED]
    assert pl.DataFrame(ENGINE.assess_arrow(table, NOW))["conversation_id"].to_list() == ids
    relation = duckdb.connect()
    relation.register("told", ENGINE.assess_arrow(table, NOW))
    assert relation.sql("SELECT conversation_id FROM told").fetchall() == [(each,) for each in ids]
    assert pd.DataFrame.from_arrow(ENGINE.assess_arrow(table, NOW))["conversation_id"].to_list() == ids
    reader = pa.RecordBatchReader.from_stream(ENGINE.assess_arrow(table, NOW))
    assert [each for batch in reader for each in batch["conversation_id"].to_pylist()] == ids


def test_the_policys_clocks_are_a_column(table: pa.Table) -> None:
    document = 'extends = "runbook"\nname = "ours"\n[[sla.metrics]]\nmetric = "resolution"\ntarget_minutes = 60\n'
    engine = Policy.from_toml(document).compile()
    told = pa.table(engine.assess_arrow(table, NOW)).to_pylist()
    assert [plain(row["metrics"]) for row in told] == [
        each.to_dict()["metrics"] for each in engine.assess_many(sample(), NOW)
    ]
    assert told[0]["metrics"][0]["metric"] == "resolution"


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
        ENGINE.assess_arrow(pa.table({"id": [b"1"]}), NOW)
    assert (caught.value.code, caught.value.pointer) == ("wrong_type", "/id")


def test_a_number_is_no_time() -> None:
    # The row is read as a document, whose pointers are in camelCase.
    at = int(NOW.timestamp())
    rows = pa.table({"id": [1, 2], "status": ["open"] * 2, "created_at": [at, at * 1000]})
    told = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()
    errors = [row["error"] for row in told]
    assert [(e["code"], e["pointer"]) for e in errors] == [("wrong_type", "/createdAt")] * 2
    assert str(at) not in json.dumps(errors)


def test_other_fields_are_passed_over(table: pa.Table) -> None:
    kind = pa.struct([*MESSAGE, ("shop", pa.int64()), ("score", pa.float64())])
    more = table.set_column(
        table.column_names.index("messages"), "messages", table["messages"].cast(pa.list_(kind))
    )
    assert answers(more.append_column("note", pa.array(["x"] * table.num_rows))) == EXPECTED


def test_values_by_a_text_are_a_map_or_a_struct() -> None:
    text = pa.string()
    by_name = [("order_number", "A 17"), ("carrier", "the post")]
    shapes: list[tuple[pa.DataType, Any]] = [
        (pa.map_(text, text), by_name),
        (pa.struct([(name, text) for name, _ in by_name]), dict(by_name)),
        (pa.null(), None),
    ]
    for kind, value in shapes:
        fields = [("id", pa.int64()), ("status", text), ("created_at", TIME), ("variables", kind)]
        row = {"id": 7, "status": "open", "created_at": NOW, "variables": value}
        rows = pa.Table.from_pylist([row], schema=pa.schema(fields))
        assert pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()[0]["error"] is None, kind
    lists = pa.map_(text, pa.list_(text))
    fields = [("id", pa.int64()), ("status", text), ("created_at", TIME), ("variables", lists)]
    row = {"id": 7, "status": "open", "created_at": NOW, "variables": [("order_number", ["A"])]}
    rows = pa.Table.from_pylist([row], schema=pa.schema(fields))
    told = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()[0]
    assert told["error"]["code"] == "wrong_type" and told["error"]["pointer"].startswith("/variables")


def test_a_float_is_an_integer_where_it_is_whole() -> None:
    rows = pa.table(
        {
            "id": [1.0, 1.5, 2.0**53, float("inf")],
            "inbox_id": [None, float("nan"), 7.0, 7.0],
            "status": ["open"] * 4,
            "created_at": [NOW] * 4,
        }
    )
    told = pa.table(ENGINE.assess_arrow(rows, NOW)).to_pylist()
    assert [row["conversation_id"] for row in told] == [1, None, None, None]
    assert [row["error"] and row["error"]["pointer"] for row in told] == [None, "/id", "/id", "/id"]


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
