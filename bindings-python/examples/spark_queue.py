# pyarrow comes without types.
# pyright: basic
"""The triage queue of a Parquet file with Spark, for more than one machine:

    spark-submit spark_queue.py FILE

An engine is compiled once for each task: it travels as its policy document.
"""

import os
import sys
from collections.abc import Iterator
from datetime import datetime, timezone

import pyarrow as pa
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from cx_triage import ASSESSMENT_SCHEMA, Policy

WANTED = ["priority", "respond_by", "conversation_id", "escalation", "surfaced"]


def queue(spark: SparkSession, file: str, now: datetime) -> list[tuple[str, int, str]]:
    engine = Policy.runbook().compile()

    def assess(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from pa.table(engine.assess_arrow(batch, now)).select(WANTED).to_batches()

    every = pa.schema(ASSESSMENT_SCHEMA)
    schema = from_arrow_schema(pa.schema([every.field(name) for name in WANTED]))
    assert isinstance(schema, StructType)
    assessed = spark.read.parquet(file).mapInArrow(assess, schema)
    rows = assessed.where("surfaced").sort("priority", "respond_by", "conversation_id").collect()
    return [(row.priority, row.conversation_id, row.escalation.level) for row in rows]


if __name__ == "__main__":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    session = SparkSession.builder.getOrCreate()
    for row in queue(session, sys.argv[1], datetime.now(timezone.utc)):
        print(*row)
